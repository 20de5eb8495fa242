// The usual way to follow a merge: columns that hold a person's id. The statements are made from
// names in the source, never from a request; values are bound.

import JSON
package import SQLite
package import Vocabulary

/// A column that holds a person's id, and the columns that say which row it is.
package struct PersonColumn: Sendable {
  let table: String
  let key: [String]
  let column: String

  /// A column of a table.
  ///
  /// - Parameter key: the primary key without the column itself; the column must have an index.
  package init(_ table: StaticString, key: [StaticString], _ column: StaticString) {
    self.table = table.description
    self.key = key.map(\.description)
    self.column = column.description
  }

  /// The name in an image.
  var name: String { "\(table).\(column)" }

  // One text a row, whatever the types of the key's columns.
  private var rowKey: String {
    "json_array(" + key.map { "quote(\($0))" }.joined(separator: ", ") + ")"
  }

  // A row that the other record has already, by its key, stays behind: it says the same.
  func move(
    from absorbed: PersonID, to kept: PersonID, in database: Database
  ) throws -> [String] {
    let before = try keys(of: absorbed, in: database)
    guard !before.isEmpty else { return [] }
    try database.dynamicRun(
      "UPDATE OR IGNORE \(table) SET \(column) = ? WHERE \(column) = ?", [kept, absorbed])
    let left = Set(try keys(of: absorbed, in: database))
    return before.filter { !left.contains($0) }
  }

  func restore(
    _ keys: JSONValue, from kept: PersonID, to absorbed: PersonID, in database: Database
  ) throws {
    var writer = JSONWriter(reserving: 1_024)
    writer.value(keys)
    try database.dynamicRun(
      """
      UPDATE OR IGNORE \(table) SET \(column) = ?
      WHERE \(column) = ? AND \(rowKey) IN (SELECT value FROM json_each(?))
      """, [absorbed, kept, String(decoding: writer.bytes, as: UTF8.self)])
  }

  private func keys(of person: PersonID, in database: Database) throws -> [String] {
    try database.dynamicAll(
      "SELECT \(rowKey) FROM \(table) WHERE \(column) = ?", [person]
    ) { $0.text() }
  }
}

/// A room whose columns follow a merge.
package struct PersonColumns: PersonReferences {
  /// The room's name in the image.
  package let name: String
  private let columns: [PersonColumn]

  /// The columns of a room.
  package init(_ name: String, _ columns: [PersonColumn]) {
    self.name = name
    self.columns = columns
  }

  /// Moves every row, column by column.
  package func move(
    from absorbed: PersonID, to kept: PersonID, in database: Database
  ) throws -> String {
    var writer = JSONWriter(reserving: 1_024)
    writer.beginObject()
    for column in columns {
      writer.key(named: column.name)
      let keys = try column.move(from: absorbed, to: kept, in: database)
      writer.array { for key in keys { $0.string(key) } }
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Moves back what was moved.
  package func restore(
    _ image: String, from kept: PersonID, to absorbed: PersonID, in database: Database
  ) throws {
    let image = try JSONReader.read(Array(image.utf8))
    for column in columns.reversed() {
      guard let keys = image[column.name] else { continue }
      try column.restore(keys, from: kept, to: absorbed, in: database)
    }
  }
}
