// Which files are taken: a few types that people send each other, each known by its first bytes, so
// that nothing goes by another name. No file is opened or run here.

import Pipeline

/// The rules of attachments.
enum AttachmentRules {
  /// Attachments of one referral.
  static let countMax = 100

  private static let document =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  /// The media types that are taken.
  static let types = ["application/pdf", "image/jpeg", "image/png", "text/plain", document]

  /// Makes sure that a file is what it says it is.
  ///
  /// - Throws: `Refusal` 422 for an empty file and for other bytes.
  static func check(_ file: UploadFile) throws {
    guard file.size > 0 else { throw Refusal.invalid("", "required") }
    var first: [UInt8] = []
    var isText = true
    try file.forEachPart { part in
      if first.isEmpty { first = Array(part.prefix(64)) }
      isText = isText && part.allSatisfy(isOfText)
    }
    guard file.mediaType == "text/plain" ? isText : begins(first, as: file.mediaType) else {
      throw Refusal.invalid("", "not_of_its_type")
    }
  }

  /// Whether bytes begin as a file of a type does.
  static func begins(_ first: [UInt8], as type: String) -> Bool {
    switch type {
    case "application/pdf": first.starts(with: Array("%PDF-".utf8))
    case "image/jpeg": first.starts(with: [0xFF, 0xD8, 0xFF])
    case "image/png": first.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    case document: isDocument(first)
    default: false
    }
  }

  // A ZIP archive whose first entry is one that a text document has: any archive begins like it.
  private static func isDocument(_ first: [UInt8]) -> Bool {
    guard first.starts(with: [0x50, 0x4B, 0x03, 0x04]), first.count > 30 else { return false }
    let name = String(decoding: first[30...], as: UTF8.self)
    return ["[Content_Types].xml", "_rels/", "docProps/", "word/"].contains(where: name.hasPrefix)
  }

  // Bytes of text in UTF-8 or an older code: no control characters but those that part lines.
  private static func isOfText(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte)
  }
}
