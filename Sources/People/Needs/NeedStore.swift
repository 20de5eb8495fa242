// The only SQL about needs.

import Pipeline
package import SQLite
package import Vocabulary

/// Needs in the database.
package struct NeedStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The need of an id; nil when there is none.
  package func find(_ id: NeedID) throws -> PersonNeed? {
    try database.first(
      """
      SELECT id, person_id, area, level, wish, starts_on, ends_on, version
      FROM person_need WHERE id = ?
      """, id, read: Self.read)
  }

  /// A person's needs in the order of their ids.
  package func list(of person: PersonID, after: NeedID? = nil) throws -> [PersonNeed] {
    try database.all(
      """
      SELECT id, person_id, area, level, wish, starts_on, ends_on, version
      FROM person_need WHERE person_id = ? AND id > ? ORDER BY id
      """, person, after ?? NeedID(high: 0, low: 0), read: Self.read)
  }

  /// The areas in which a person has a need that goes on.
  package func openAreas(of person: PersonID) throws -> Set<NeedArea> {
    Set(
      try database.all(
        "SELECT area FROM person_need WHERE person_id = ? AND ends_on IS NULL", person
      ) { row in try row.code(NeedArea.self) })
  }

  /// The days of a person's needs, area by area.
  package func days(of person: PersonID) throws -> [NeedArea: [EpisodeRow]] {
    try list(of: person).reduce(into: [:]) { found, need in
      found[need.area, default: []].append(EpisodeRow(need.id.erased, need.days))
    }
  }

  /// Adds a need; one of the same area that goes on ends where it begins.
  ///
  /// - Throws: `Refusal` 422 for days that do not do.
  package func add(
    _ need: PersonNeed, to person: Person, by creator: String, at now: Timestamp
  ) throws {
    let rows = try days(of: person.id)[need.area] ?? []
    if let ended = try Episodes.place(need.days, among: rows, on: Day.of(now)),
      var old = try find(NeedID(ended.id))
    {
      let before = old
      old.days = ended.days
      try change(before, to: old, by: creator, at: now)
    }
    try database.run(
      """
      INSERT INTO person_need (id, board_id, person_id, area, level, wish, starts_on, ends_on,
        created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, need.id, person.board, person.id, need.area.code, need.level.code, need.wish.code,
      need.days.startsOn, need.days.endsOn, now, creator)
  }

  /// Changes a need, keeps what stood before, raises the version.
  package func change(
    _ before: PersonNeed, to after: PersonNeed, by who: String, at now: Timestamp
  ) throws {
    try ItemVersionStore(database).keep(
      .need, before.id.erased, version: before.version, at: now, by: who
    ) { before.write(to: &$0) }
    try database.run(
      """
      UPDATE person_need SET level = ?, wish = ?, starts_on = ?, ends_on = ?, version = version + 1
      WHERE id = ?
      """, after.level.code, after.wish.code, after.days.startsOn, after.days.endsOn, before.id)
  }

  /// Moves the end of a need, as a merge and its undoing do; nobody corrected it.
  ///
  /// - Parameter end: the end that the row must have; another one was set since and stays.
  func setEnd(_ id: AnyID, from end: Day?, to newEnd: Day?) throws {
    try database.run(
      "UPDATE person_need SET ends_on = ? WHERE id = ? AND ends_on IS ?", newEnd, id, end)
  }

  private static func read(_ row: inout Row) throws -> PersonNeed {
    let (id, person): (NeedID, PersonID) = (row.id(), row.id())
    return PersonNeed(
      id: id, person: person, area: try row.code(NeedArea.self),
      level: try row.code(NeedLevel.self), wish: try row.code(NeedWish.self),
      days: Episode(startsOn: row.day(), endsOn: row.dayOrNil()), version: row.int())
  }
}
