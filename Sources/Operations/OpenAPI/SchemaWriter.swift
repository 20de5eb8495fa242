// From a Shape to a JSON Schema of the 2020-12 dialect, which OpenAPI 3.1 speaks. Objects stand
// once under components/schemas and are pointed at from everywhere else.

import JSON
import Pipeline

/// Writes the schemas of shapes.
enum SchemaWriter {
  /// Writes the schema of a value.
  static func write(_ shape: Shape, to writer: inout JSONWriter) {
    write(shape, isNullable: false, to: &writer)
  }

  /// Writes the schema of an object whole, as it stands under components/schemas.
  static func write(members of: ObjectShape, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "object")
      writer.object("properties") { writer in
        for member in of.members {
          writer.key(named: member.name)
          write(member.shape, to: &writer)
        }
      }
      let required = of.members.filter(\.isRequired).map(\.name)
      if !required.isEmpty { writer.member("required", required) }
      writer.member("additionalProperties", false)
    }
  }

  private static func write(_ shape: Shape, isNullable: Bool, to writer: inout JSONWriter) {
    switch shape {
    case .nullable(let inner): write(inner, isNullable: true, to: &writer)
    case .object(let object): reference(object, isNullable, to: &writer)
    // Anything at all may be null too.
    case .anything: writer.object { $0.member("description", "Any JSON value.") }
    default:
      writer.object { writer in
        let type = name(of: shape)
        if isNullable {
          writer.member("type", [type, "null"])
        } else {
          writer.member("type", type)
        }
        details(of: shape, isNullable, to: &writer)
      }
    }
  }

  private static func reference(
    _ object: ObjectShape, _ isNullable: Bool, to writer: inout JSONWriter
  ) {
    let pointer = "#/components/schemas/\(object.name)"
    writer.object { writer in
      guard isNullable else { return writer.member("$ref", pointer) }
      writer.array("anyOf") { writer in
        writer.object { $0.member("$ref", pointer) }
        writer.object { $0.member("type", "null") }
      }
    }
  }

  private static func name(of shape: Shape) -> String {
    switch shape {
    case .text, .code, .day, .instant, .id, .reference: "string"
    case .integer: "integer"
    case .number: "number"
    case .flag: "boolean"
    case .list: "array"
    case .object, .nullable, .anything: "object"
    }
  }

  private static func details(
    of shape: Shape, _ isNullable: Bool, to writer: inout JSONWriter
  ) {
    switch shape {
    case .text(let charactersMax): writer.member("maxLength", charactersMax)
    case .code(let codes):
      writer.array("enum") { writer in
        for code in codes { writer.string(code) }
        if isNullable { writer.null() }
      }
    case .integer(let range):
      writer.member("minimum", range.lowerBound)
      writer.member("maximum", range.upperBound)
    case .day: writer.member("format", "date")
    case .instant: writer.member("format", "date-time")
    case .id: writer.member("format", "uuid")
    case .reference: writer.member("description", "An id, or a slug where the thing has one.")
    case .list(let item, let countMax):
      writer.key("items")
      write(item, to: &writer)
      writer.member("maxItems", countMax)
    case .number, .flag, .object, .nullable, .anything: break
    }
  }
}
