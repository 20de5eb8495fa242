// Compares an answer with the shape that its route declares, as the OpenAPI document shows it.

import JSON
import Pipeline
import TestSupport
import Vocabulary

enum AnswerShape {
  /// Where a value differs from a shape; empty when it fits exactly.
  static func faults(_ value: JSONValue, _ shape: Shape, at path: String = "") -> [String] {
    switch (shape, value) {
    case (.nullable, .null), (.anything, _): []
    case (.nullable(let inner), _): faults(value, inner, at: path)
    case (.text(let max), .string(let text)): text.count <= max ? [] : [path + " is too long"]
    case (.code(let codes), .string(let text)):
      codes.contains(text) ? [] : [path + " is no code: " + text]
    case (.day, .string(let text)): Day(text) == nil ? [path + " is no day"] : []
    case (.instant, .string(let text)): Timestamp(text) == nil ? [path + " is no instant"] : []
    case (.id, .string(let text)): AnyID(text) == nil ? [path + " is no id"] : []
    case (.flag, .bool), (.number, .number), (.reference, .string): []
    case (.integer(let range), .number):
      value.integer.map { range.contains(Int($0)) } == true ? [] : [path + " is out of range"]
    case (.list(let inner, let max), .array(let values)):
      (values.count <= max ? [] : [path + " is too long"])
        + values.enumerated().flatMap { faults($1, inner, at: "\(path)/\($0)") }
    case (.object(let object), .object(let members)): faults(members, object, at: path)
    default: [path + " is of another kind"]
    }
  }

  private static func faults(
    _ members: [JSONMember], _ shape: ObjectShape, at path: String
  ) -> [String] {
    let missing = shape.members.filter { member in
      member.isRequired && !members.contains { $0.name == member.name }
    }
    return missing.map { "\(path)/\($0.name) is missing" }
      + members.flatMap { member -> [String] in
        let at = "\(path)/\(member.name)"
        guard let known = shape.members.first(where: { $0.name == member.name }) else {
          return [at + " is not in the shape"]
        }
        return faults(member.value, known.shape, at: at)
      }
  }
}
