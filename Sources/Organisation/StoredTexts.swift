// Short lists of texts that lie in one column as a JSON array: nobody searches in them.

import JSON
import SQLite
import Vocabulary

/// A list of texts as a column holds it.
struct StoredTexts: SQLValue {
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
  mutating func texts() throws -> [String] {
    try JSONReader.read(Array(text().utf8)).array?.compactMap(\.string) ?? []
  }
}
