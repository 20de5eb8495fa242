// What comes in about boards.

import JSON
import Pipeline
import Vocabulary

/// The body that makes a board.
struct NewBoard: Document {
  static let name = "NewBoard"

  let slug: String
  let name: String
  let shortCode: String
  let municipality: Reference

  init(reading fields: inout FieldReader) {
    slug = fields.slug("slug")
    name = fields.text("name")
    shortCode = fields.shortCode("shortCode")
    municipality = fields.reference("municipality")
  }
}

extension FieldReader {
  /// Two to six capitals, as they stand in diary numbers: `SCN`.
  fileprivate mutating func shortCode(_ name: String) -> String {
    member(name, .text(charactersMax: 6), isRequired: true) { value in
      guard case .string(let text) = value, 2...6 ~= text.unicodeScalars.count,
        text.unicodeScalars.allSatisfy({ "A"..."Z" ~= $0 || "ÅÄÖ".unicodeScalars.contains($0) })
      else { return nil }
      return text
    } ?? ""
  }
}
