// The statements that stand in the product's source: every literal that begins as SQL does. A
// statement of `Database` is a literal of one piece, unless its name says `dynamic`.

import Foundation
import TestSupport

/// A statement and the file where it stands.
struct SourceStatement {
  /// Below `Sources`.
  let file: String
  let sql: String

  /// Pieces are put in when it is used: it cannot be explained as it stands.
  var isGenerated: Bool { sql.contains("\\(") }

  /// How many values are bound: the highest of numbered marks, or the number of plain ones.
  var valueCount: Int {
    let pieces = sql.components(separatedBy: "?").dropFirst()
    let numbered = pieces.compactMap { piece in Int(piece.prefix { $0.isNumber }) }
    return numbered.max() ?? pieces.count
  }
}

/// Reads the product's source.
enum SourceStatements {
  private static let literal = #""""\n(.*?)\n\s*"""|"((?:[^"\\\n]|\\.)*)""#
  private static let beginnings = [
    "SELECT ", "SELECT\n", "INSERT ", "UPDATE ", "DELETE FROM ", "WITH ", "REPLACE ",
  ]

  /// Every Swift file of the product, by its path below `Sources`.
  static func files() throws -> [(file: String, text: String)] {
    let folder = World.root + "/Sources"
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { file in
      (file, try String(contentsOfFile: folder + "/" + file, encoding: .utf8))
    }
  }

  /// Every statement of the product.
  static func all() throws -> [SourceStatement] {
    try files().flatMap { file, text in try statements(of: text, in: file) }
  }

  /// The statements of one file.
  static func statements(of text: String, in file: String) throws -> [SourceStatement] {
    // A quotation mark in a comment would begin a literal.
    let code = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    let pattern = try NSRegularExpression(
      pattern: literal, options: .dotMatchesLineSeparators)
    let whole = NSRange(code.startIndex..., in: code)
    return pattern.matches(in: code, range: whole).compactMap { match in
      guard let range = Range(match.range(at: 1), in: code) ?? Range(match.range(at: 2), in: code)
      else { return nil }
      let sql = code[range].trimmingCharacters(in: .whitespacesAndNewlines)
      guard beginnings.contains(where: { sql.hasPrefix($0) }) else { return nil }
      // A line of a literal that goes on, and a backslash, as the compiler reads them.
      let joined = sql.replacingOccurrences(
        of: #"\\\n\s*"#, with: "", options: .regularExpression)
      return SourceStatement(
        file: file, sql: joined.replacingOccurrences(of: #"\\"#, with: #"\"#))
    }
  }
}
