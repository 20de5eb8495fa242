// Rows as they lie in the tables, with no question asked of them: what tests count for themselves.

import JSON
import SQLite
import Vocabulary

/// A row; blobs as hexadecimal text.
struct PlainRow {
  private let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  func text(_ column: String) -> String? { value[column]?.string }
  func int(_ column: String) -> Int? { value[column]?.integer.map { Int($0) } }
  func time(_ column: String) -> Timestamp? {
    value[column]?.integer.map { Timestamp(milliseconds: $0) }
  }
  /// A list that is kept as JSON.
  func list(_ column: String) throws -> [String] {
    try JSONReader.read(Array((text(column) ?? "[]").utf8)).array?.compactMap(\.string) ?? []
  }
}

extension LoadedDemonstration {
  /// All rows of a table.
  func rows(_ table: String, _ columns: String...) throws -> [PlainRow] {
    let parts = columns.map { "'\($0)', iif(typeof(\($0)) = 'blob', lower(hex(\($0))), \($0))" }
    return try texts("SELECT json_object(\(parts.joined(separator: ", "))) FROM \(table)")
      .map { PlainRow(try JSONReader.read(Array($0.utf8))) }
  }
}
