// The only SQL that writes living situations. The by-name list reads them in its own store.

import Pipeline
package import SQLite
package import Vocabulary

/// Living situations in the database.
package struct LivingSituationStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The episode of an id; nil when there is none.
  package func find(_ id: LivingSituationID) throws -> LivingSituation? {
    try database.first(
      """
      SELECT id, person_id, starts_on, ends_on, situation, subtype, bedded_down, source, version
      FROM living_situation WHERE id = ?
      """, id, read: Self.read)
  }

  /// A person's episodes in the order of their ids, after one of them.
  package func list(
    of person: PersonID, after: LivingSituationID?, limit: Int, offset: Int
  ) throws -> [LivingSituation] {
    try database.all(
      """
      SELECT id, person_id, starts_on, ends_on, situation, subtype, bedded_down, source, version
      FROM living_situation WHERE person_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, person, after ?? LivingSituationID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  /// The days of all of a person's episodes.
  package func days(of person: PersonID) throws -> [EpisodeRow] {
    try database.all(
      """
      SELECT id, starts_on, ends_on FROM living_situation WHERE person_id = ? ORDER BY starts_on
      """, person
    ) { row in EpisodeRow(row.id(), Episode(startsOn: row.day(), endsOn: row.dayOrNil())) }
  }

  /// Adds an episode; the one that goes on ends where it begins.
  ///
  /// - Throws: `Refusal` 422 for days that do not do.
  package func add(
    _ episode: LivingSituation, to person: Person, by creator: String, at now: Timestamp
  ) throws {
    let rows = try days(of: person.id)
    if let ended = try Episodes.place(episode.days, among: rows, on: Day.of(now)),
      var old = try find(LivingSituationID(ended.id))
    {
      let before = old
      old.days = ended.days
      try change(before, to: old, by: creator, at: now)
    }
    try database.run(
      """
      INSERT INTO living_situation (id, board_id, person_id, starts_on, ends_on, situation, subtype,
        bedded_down, source, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, episode.id, person.board, person.id, episode.days.startsOn, episode.days.endsOn,
      episode.situation.code, episode.subtype?.code, episode.beddedDown, episode.source.code, now,
      creator)
  }

  /// Changes an episode, keeps what stood before, raises the version.
  package func change(
    _ before: LivingSituation, to after: LivingSituation, by who: String, at now: Timestamp
  ) throws {
    try ItemVersionStore(database).keep(
      .livingSituation, before.id.erased, version: before.version, at: now, by: who
    ) { before.write(to: &$0) }
    try database.run(
      """
      UPDATE living_situation SET starts_on = ?, ends_on = ?, situation = ?, subtype = ?,
        bedded_down = ?, source = ?, version = version + 1
      WHERE id = ?
      """, after.days.startsOn, after.days.endsOn, after.situation.code, after.subtype?.code,
      after.beddedDown, after.source.code, before.id)
  }

  /// Moves the end of an episode, as a merge and its undoing do; nobody corrected it.
  ///
  /// - Parameter end: the end that the row must have; another one was set since and stays.
  func setEnd(_ id: AnyID, from end: Day?, to newEnd: Day?) throws {
    try database.run(
      "UPDATE living_situation SET ends_on = ? WHERE id = ? AND ends_on IS ?", newEnd, id, end)
  }

  private static func read(_ row: inout Row) throws -> LivingSituation {
    let (id, person): (LivingSituationID, PersonID) = (row.id(), row.id())
    let days = Episode(startsOn: row.day(), endsOn: row.dayOrNil())
    return LivingSituation(
      id: id, person: person, days: days, situation: try row.code(HomelessSituation.self),
      subtype: try row.codeOrNil(LivingSubtype.self), beddedDown: row.intOrNil().map { $0 != 0 },
      source: try row.code(LivingSource.self), version: row.int())
  }
}
