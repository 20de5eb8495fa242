// The page behind a problem's `type`: what it means and what to do, for people and for programs.

import JSON
import Pipeline
import Vocabulary

/// Writes `/problems/{code}`.
enum ProblemPage {
  /// What it looks like as JSON.
  static let shape: Shape = .object(
    "ProblemDescription",
    [
      .init("type", .text), .init("code", .code(ProblemCode.allCases.map(\.rawValue))),
      .init("status", .integer(400...599)), .init("title", .label), .init("advice", .label),
    ])

  /// The code as JSON.
  static func json(_ code: ProblemCode) -> Reply {
    .fixed(cacheSeconds: 3_600) { writer in
      writer.object { writer in
        writer.member("type", "/problems/\(code.rawValue)")
        writer.member("code", code.rawValue)
        writer.member("status", Int(code.status))
        writer.label("title", code.title)
        writer.label("advice", code.advice)
      }
    }
  }

  /// The code as a page in both languages.
  static func html(_ code: ProblemCode) -> [UInt8] {
    HTMLWriter.page(title: code.title.sv) { writer in
      writer.line("<p><code>", code.rawValue, "</code>, HTTP ")
      writer.line("", String(code.status), "</p>\n")
      writer.line("<p>", code.advice.sv, "</p>\n")
      writer.line("<section lang=\"en\"><h2>", code.title.en, "</h2>\n")
      writer.line("<p>", code.advice.en, "</p></section>\n")
      writer.markup("<p><a href=\"/docs#fel\">Alla fel</a></p>\n")
    }
  }
}

extension Shape {
  /// A text in both languages.
  static let label: Shape = .object("Label", [.init("sv", .text), .init("en", .text)])
}

extension JSONWriter {
  /// Writes a member that is a text in both languages.
  mutating func label(_ name: StaticString, _ label: Label) {
    object(name) { writer in
      writer.member("sv", label.sv)
      writer.member("en", label.en)
    }
  }
}
