// The only SQL about relations between persons.

import Access
package import SQLite
package import Vocabulary

/// Relations between persons in the database.
package struct RelationStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The relation of an id; nil when there is none.
  package func find(_ id: RelationID) throws -> PersonRelation? {
    try database.first(
      """
      SELECT id, person_id, other_id, kind, starts_on, ends_on, secrecy_class, version
      FROM person_relation WHERE id = ?
      """, id, read: Self.read)
  }

  /// A person's relations from both sides, in the order of their ids.
  package func list(of person: PersonID, after: RelationID? = nil) throws -> [PersonRelation] {
    let after = after ?? RelationID(high: 0, low: 0)
    let told = try database.all(
      """
      SELECT id, person_id, other_id, kind, starts_on, ends_on, secrecy_class, version
      FROM person_relation WHERE person_id = ? AND id > ?
      """, person, after, read: Self.read)
    let heard = try database.all(
      """
      SELECT id, person_id, other_id, kind, starts_on, ends_on, secrecy_class, version
      FROM person_relation WHERE other_id = ? AND id > ?
      """, person, after, read: Self.read)
    return (told + heard).sorted { $0.id < $1.id }
  }

  /// Adds a relation.
  package func add(
    _ relation: PersonRelation, board: BoardID, by creator: String, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO person_relation (id, board_id, person_id, other_id, kind, starts_on, ends_on,
        secrecy_class, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, relation.id, board, relation.person, relation.other, relation.kind.code,
      relation.days.startsOn, relation.days.endsOn, relation.secrecy.rawValue, now, creator)
  }

  /// Changes the days of a relation, raises the version; what stood before is kept by the caller.
  package func change(_ relation: PersonRelation) throws {
    try database.run(
      """
      UPDATE person_relation SET starts_on = ?, ends_on = ?, version = version + 1 WHERE id = ?
      """, relation.days.startsOn, relation.days.endsOn, relation.id)
  }

  private static func read(_ row: inout Row) throws -> PersonRelation {
    let (id, person, other): (RelationID, PersonID, PersonID) = (row.id(), row.id(), row.id())
    let kind = try row.code(RelationKind.self)
    let days = Episode(startsOn: row.day(), endsOn: row.dayOrNil())
    // An unknown class guards the most.
    return PersonRelation(
      id: id, person: person, other: other, kind: kind, days: days,
      secrecy: SecrecyClass(rawValue: row.text()) ?? .protected, version: row.int())
  }
}
