// Short lists that lie in one column as a JSON array.

import JSON
import SQLite
import Vocabulary

/// A list of codes or short texts as a column holds it.
struct StoredCodes: SQLValue {
  let texts: [String]

  init(_ texts: [String]) { self.texts = texts }

  init<List: CodeList>(_ codes: [List]) { texts = codes.map(\.code) }

  func bind(to statement: Statement, at index: Int32) {
    var writer = JSONWriter()
    writer.array { for text in texts { $0.string(text) } }
    String(decoding: writer.bytes, as: UTF8.self).bind(to: statement, at: index)
  }
}

extension Row {
  /// Takes the next TEXT, a JSON array of texts.
  ///
  /// - Throws: `JSONFault` when it is none.
  mutating func storedTexts() throws -> [String] {
    try JSONReader.read(Array(text().utf8)).array?.compactMap(\.string) ?? []
  }

  /// Takes the next TEXT, a JSON array of codes; those that are no longer in the list fall away.
  ///
  /// - Throws: `JSONFault` when it is none.
  mutating func storedCodes<List: CodeList>(_ list: List.Type) throws -> [List] {
    try storedTexts().compactMap(List.init(rawValue:))
  }
}
