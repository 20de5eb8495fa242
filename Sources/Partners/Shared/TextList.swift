// Lists of short texts in one column, as a JSON array.

import JSON
import SQLite

enum TextList {
  /// The array as text for a column.
  static func text(of values: [String]) -> String {
    var writer = JSONWriter()
    writer.array { for value in values { $0.string(value) } }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The values of a column.
  ///
  /// - Throws: `JSONFault` for a column that holds no JSON.
  static func read(_ row: inout Row) throws -> [String] {
    try JSONReader.read(Array(row.text().utf8)).array?.compactMap(\.string) ?? []
  }
}
