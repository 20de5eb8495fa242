// The only SQL about ways to reach a person.

package import SQLite
package import Vocabulary

/// Ways to reach persons in the database.
package struct PersonContactStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The way of contact of an id; nil when there is none.
  package func find(_ id: PersonContactID) throws -> PersonContact? {
    try database.first(
      """
      SELECT id, person_id, kind, value, is_safe, times, ended_at, version
      FROM person_contact WHERE id = ?
      """, id, read: Self.read)
  }

  /// A person's ways of contact in the order of their ids, after one of them.
  package func list(
    of person: PersonID, after: PersonContactID?, limit: Int, offset: Int
  ) throws -> [PersonContact] {
    try database.all(
      """
      SELECT id, person_id, kind, value, is_safe, times, ended_at, version
      FROM person_contact WHERE person_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, person, after ?? PersonContactID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  /// Adds a way of contact.
  package func add(
    _ contact: PersonContact, to person: Person, by creator: String, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO person_contact (id, board_id, person_id, kind, value, is_safe, times, created_at,
        created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, contact.id, person.board, person.id, contact.kind.code, contact.value, contact.isSafe,
      contact.times, now, creator)
  }

  /// Changes a way of contact, keeps what stood before, raises the version.
  package func change(
    _ before: PersonContact, to after: PersonContact, by who: String, at now: Timestamp
  ) throws {
    try ItemVersionStore(database).keep(
      .contact, before.id.erased, version: before.version, at: now, by: who
    ) { before.write(to: &$0) }
    try database.run(
      """
      UPDATE person_contact SET value = ?, is_safe = ?, times = ?, ended_at = ?,
        version = version + 1
      WHERE id = ?
      """, after.value, after.isSafe, after.times, after.endedAt, before.id)
  }

  private static func read(_ row: inout Row) throws -> PersonContact {
    PersonContact(
      id: row.id(), person: row.id(), kind: try row.code(ContactKind.self),
      value: row.textOrNil(), isSafe: row.bool(), times: row.textOrNil(),
      endedAt: row.timestampOrNil(), version: row.int())
  }
}
