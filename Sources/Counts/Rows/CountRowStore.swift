// The only SQL about rows. Codes are read for finding duplicates only, and leave this room never.

import JSON
import SQLite
import Vocabulary

/// Rows in the database.
struct CountRowStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  init(_ database: Database) { self.database = database }

  /// Inserts a row.
  func insert(
    _ id: CountRowID, _ row: MadeCountRow, of reporter: AnyID, in round: CountRoundID,
    by actor: String, at now: Timestamp
  ) throws {
    let needs = row.person.needs.map(\.code).sorted().joined(separator: " ")
    try database.run(
      """
      INSERT INTO count_row (round_id, id, reporter_id, number_code, initials_code, sex, age_band,
        situation, needs, contact, has_code, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, round, id, reporter, row.numberCode, row.initialsCode, row.person.sex.code,
      row.person.ageBand.code, row.person.situation.code, needs, row.person.contact.code,
      row.numberCode != nil || row.initialsCode != nil, now, actor)
  }

  /// The row of an id in a round; nil when there is none.
  func find(_ id: CountRowID, in round: CountRoundID) throws -> CountRow? {
    try database.first(
      """
      SELECT id, reporter_id, situation, sex, age_band, needs, contact, has_code, excluded,
        created_at
      FROM count_row WHERE round_id = ? AND id = ?
      """, round, id, read: Self.read)
  }

  /// The rows of a round in the order of their ids, after one of them.
  func list(of round: CountRoundID, after: CountRowID, limit: Int) throws -> [CountRow] {
    try database.all(
      """
      SELECT id, reporter_id, situation, sex, age_band, needs, contact, has_code, excluded,
        created_at
      FROM count_row WHERE round_id = ? AND id > ? ORDER BY id LIMIT ?
      """, round, after, limit, read: Self.read)
  }

  /// The rows of one return in the order of their ids, after one of them.
  func list(
    of round: CountRoundID, reporter: AnyID, after: CountRowID, limit: Int
  ) throws -> [CountRow] {
    try database.all(
      """
      SELECT id, reporter_id, situation, sex, age_band, needs, contact, has_code, excluded,
        created_at
      FROM count_row WHERE round_id = ? AND reporter_id = ? AND id > ? ORDER BY id LIMIT ?
      """, round, reporter, after, limit, read: Self.read)
  }

  /// The rows of a round that count, with their codes.
  func coded(of round: CountRoundID) throws -> [CodedRow] {
    try database.all(
      """
      SELECT id, reporter_id, situation, sex, age_band, needs, contact, number_code, initials_code
      FROM count_row WHERE round_id = ? AND excluded IS NULL ORDER BY id
      """, round
    ) { row in
      let (id, reporter): (CountRowID, AnyID) = (row.id(), row.id())
      let person = try Self.person(&row)
      return CodedRow(
        id: id, reporter: reporter, numberCode: row.bytesOrNil(), initialsCode: row.bytesOrNil(),
        person: person)
    }
  }

  /// Leaves a row out.
  func exclude(
    _ id: CountRowID, in round: CountRoundID, _ reason: CountExclusion, by actor: String
  ) throws {
    try database.run(
      "UPDATE count_row SET excluded = ?, excluded_by = ? WHERE round_id = ? AND id = ?",
      reason.code, actor, round, id)
  }

  /// Notes that a row is of the same person as another one.
  func setDuplicate(_ id: CountRowID, of other: CountRowID, in round: CountRoundID) throws {
    try database.run(
      "UPDATE count_row SET duplicate_of = ? WHERE round_id = ? AND id = ?", other, round, id)
  }

  /// How many rows are of the same person as another one.
  func duplicateCount(in round: CountRoundID) throws -> Int {
    try database.first(
      "SELECT count(*) FROM count_row WHERE round_id = ? AND duplicate_of IS NOT NULL", round
    ) { $0.int() } ?? 0
  }

  private static func read(_ row: inout Row) throws -> CountRow {
    let (id, reporter): (CountRowID, AnyID) = (row.id(), row.id())
    let person = try person(&row)
    return CountRow(
      id: id, reporter: reporter, person: person, hasCode: row.bool(),
      excluded: row.textOrNil().flatMap(CountExclusion.init(code:)), createdAt: row.timestamp())
  }

  private static func person(_ row: inout Row) throws -> CountedPerson {
    CountedPerson(
      situation: try row.code(HomelessSituation.self), sex: try row.code(Sex.self),
      ageBand: try row.code(AgeBand.self),
      needs: Set(row.text().split(separator: " ").compactMap { NeedArea(rawValue: String($0)) }),
      contact: try row.code(SocialServicesContact.self))
  }
}
