// What all operations share: headers, parameters, problem answers and the bearer scheme.

import JSON
import Pipeline
import Vocabulary

/// Writes `components`.
struct OpenAPIComponents {
  let schemas: SchemaTable

  /// The shape of a problem document (RFC 9457; ProblemWriter writes it).
  static let problem: Shape = .object(
    "Problem",
    [
      .init("type", .text), .init("title", .text), .init("status", .integer(400...599)),
      .init("code", .code(ProblemCode.allCases.map(\.rawValue))),
      .init("detail", .text(charactersMax: 1_000), isRequired: false), .init("instance", .text),
      .init("errors", .list(fault, countMax: 1_000), isRequired: false),
      .init("allowed", .list(.text, countMax: 1_000), isRequired: false),
      .init("permission", .text, isRequired: false),
      .init("version", .count, isRequired: false),
    ])

  private static let fault: Shape = .object(
    "Fault",
    [
      .init("path", .text(charactersMax: 1_000)), .init("code", .text),
      .init("allowed", .list(.text, countMax: 1_000), isRequired: false),
    ])

  /// Every status of some problem, in order.
  static let problemStatuses: [UInt16] = Set(ProblemCode.allCases.map(\.status)).sorted()

  /// Writes the object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.object("securitySchemes") { writer in
        writer.object("bearer") { writer in
          writer.member("type", "http")
          writer.member("scheme", "bearer")
          writer.member(
            "description",
            "A session's token (`sms_…`), an API key (`smv_…`) or an answer session's (`sma_…`).")
        }
        writer.object("cookie") { writer in
          writer.member("type", "apiKey")
          writer.member("in", "cookie")
          writer.member("name", "__Host-samverkan")
          writer.member(
            "description",
            "A session begun with `cookie`; what changes something needs `X-CSRF-Token` beside it.")
        }
      }
      writer.object("headers") { writer in
        for header in OpenAPIHeader.answers { header.write(to: &writer) }
      }
      writer.object("parameters") { writer in
        for header in OpenAPIHeader.requests { header.write(asParameterTo: &writer) }
      }
      writer.object("responses") { writer in
        for status in Self.problemStatuses { Self.write(problem: status, to: &writer) }
      }
      writer.object("schemas") { writer in
        for object in schemas.objects {
          writer.key(named: object.name)
          SchemaWriter.write(members: object, to: &writer)
        }
      }
    }
  }

  private static func write(problem status: UInt16, to writer: inout JSONWriter) {
    let codes = ProblemCode.allCases.filter { $0.status == status }
    writer.key(named: "Problem\(status)")
    writer.object { writer in
      writer.member(
        "description",
        codes.map { "`\($0.rawValue)`: \($0.title.sv) / \($0.title.en)." }
          .joined(separator: " "))
      writer.object("headers") { writer in
        OpenAPIHeader.requestID.reference(to: &writer)
        OpenAPIHeader.trace.reference(to: &writer)
        if status == 429 || status == 503 { OpenAPIHeader.retryAfter.reference(to: &writer) }
      }
      writer.object("content") { writer in
        writer.object("application/problem+json") { writer in
          writer.object("schema") { $0.member("$ref", "#/components/schemas/Problem") }
          if let code = codes.first {
            writer.object("example") { writer in
              writer.member("type", "/problems/\(code.rawValue)")
              writer.member("title", code.title.sv)
              writer.member("status", Int(status))
              writer.member("code", code.rawValue)
              writer.member("instance", "urn:request:4bf92f3577b34da6a3ce929d0e0e4736")
            }
          }
        }
      }
    }
  }
}
