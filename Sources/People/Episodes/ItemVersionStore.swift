// The only SQL about what stood before a correction. Rows are added, never changed.

import JSON
import SQLite
import Vocabulary

/// What is kept of a row before it changes.
enum ItemKind: String {
  case livingSituation = "living_situation"
  case need
  case relation
  case contact
}

/// Earlier versions of a person's items in the database.
struct ItemVersionStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Keeps a version that gives way to another.
  func keep(
    _ kind: ItemKind, _ item: AnyID, version: Int, at now: Timestamp, by who: String,
    write: (inout JSONWriter) -> Void
  ) throws {
    var writer = JSONWriter(reserving: 256)
    write(&writer)
    try database.run(
      """
      INSERT INTO person_item_version (item_id, version, kind, body, replaced_at, replaced_by)
      VALUES (?, ?, ?, ?, ?, ?)
      """, item, version, kind.rawValue, String(decoding: writer.bytes, as: UTF8.self), now, who)
  }
}
