// The only SQL about signs of unrest and measures.

import Pipeline
import SQLite
import Vocabulary

/// What a list of signs is narrowed to.
struct UnrestFilter {
  var area: String?
  var level: WorryLevel?
  var status: UnrestStatus?
  /// Only those to be looked at again by this day.
  var dueOn: Day?
}

/// Signs of unrest in the database.
struct UnrestStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The sign of an id; nil when there is none.
  func find(_ id: UnrestSignID) throws -> UnrestSign? {
    try database.first(Self.byID, id, read: Self.read).map(withMeasures)
  }

  /// A board's signs in the order of their ids, after one of them.
  func list(
    board: BoardID, _ filter: UnrestFilter, after: UnrestSignID, limit: Int
  ) throws -> [UnrestSign] {
    try database.all(
      Self.ofBoard, board, after, filter.area, filter.level?.code, filter.status?.code,
      filter.dueOn, limit, read: Self.read
    ).map(withMeasures)
  }

  /// A unit's signs in the order of their ids, after one of them.
  func list(
    unit: UnitID, _ filter: UnrestFilter, after: UnrestSignID, limit: Int
  ) throws -> [UnrestSign] {
    try database.all(
      Self.ofUnit, unit, after, filter.area, filter.level?.code, filter.status?.code,
      filter.dueOn, limit, read: Self.read
    ).map(withMeasures)
  }

  /// Inserts a sign.
  func insert(_ sign: UnrestSign, by creator: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO unrest_sign (id, board_id, unit_id, area, level, source, what, seen_on, status,
        created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, sign.id, sign.board, UnitID(sign.unit.id), sign.area, sign.level.code,
      sign.source.code, sign.what, sign.seenOn, sign.status.code, now, creator)
  }

  /// Writes how a sign goes on and raises its version.
  func save(_ sign: UnrestSign) throws {
    try database.run(
      """
      UPDATE unrest_sign SET level = ?, status = ?, follow_up_on = ?, result = ?,
        version = version + 1
      WHERE id = ?
      """, sign.level.code, sign.status.code, sign.followUpOn, sign.result, sign.id)
  }

  /// The measure of an id, of whatever sign; nil when there is none.
  func measure(_ id: UnrestMeasureID, of sign: UnrestSignID) throws -> UnrestMeasure? {
    try measures(of: sign).first { $0.id == id }
  }

  /// Inserts a measure; its sign is another version then.
  func insert(_ measure: UnrestMeasure, by creator: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO unrest_measure (sign_id, id, party, what, due_on, result, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, measure.sign, measure.id, measure.party.code, measure.what, measure.dueOn,
      measure.result.code, now, creator)
    try touch(measure.sign)
  }

  /// Writes a measure anew and raises its version.
  func save(_ measure: UnrestMeasure) throws {
    try database.run(
      """
      UPDATE unrest_measure SET what = ?, due_on = ?, result = ?, result_text = ?,
        version = version + 1
      WHERE sign_id = ? AND id = ?
      """, measure.what, measure.dueOn, measure.result.code, measure.resultText, measure.sign,
      measure.id)
    try touch(measure.sign)
  }

  private func touch(_ sign: UnrestSignID) throws {
    try database.run("UPDATE unrest_sign SET version = version + 1 WHERE id = ?", sign)
  }

  private func withMeasures(_ sign: UnrestSign) throws -> UnrestSign {
    var sign = sign
    sign.measures = try measures(of: sign.id)
    return sign
  }

  private func measures(of sign: UnrestSignID) throws -> [UnrestMeasure] {
    try database.all(
      """
      SELECT sign_id, id, party, what, due_on, result, result_text, version FROM unrest_measure
      WHERE sign_id = ? ORDER BY id
      """, sign
    ) { row in
      let sign: UnrestSignID = row.id()
      return UnrestMeasure(
        id: row.id(), sign: sign, party: try row.code(UnrestParty.self), what: row.text(),
        dueOn: row.dayOrNil(), result: try row.code(MeasureResult.self),
        resultText: row.textOrNil(), version: row.int())
    }
  }

  private static let byID: StaticString = """
    SELECT s.id, s.board_id, u.id, u.name, u.slug, s.area, s.level, s.source, s.what, s.seen_on,
      s.status, s.follow_up_on, s.result, s.version
    FROM unrest_sign s JOIN unit u ON u.id = s.unit_id WHERE s.id = ?
    """
  private static let ofBoard: StaticString = """
    SELECT s.id, s.board_id, u.id, u.name, u.slug, s.area, s.level, s.source, s.what, s.seen_on,
      s.status, s.follow_up_on, s.result, s.version
    FROM unrest_sign s JOIN unit u ON u.id = s.unit_id
    WHERE s.board_id = ?1 AND s.id > ?2 AND (?3 IS NULL OR s.area = ?3)
      AND (?4 IS NULL OR s.level = ?4) AND (?5 IS NULL OR s.status = ?5)
      AND (?6 IS NULL OR (s.status <> 'closed' AND s.follow_up_on <= ?6))
    ORDER BY s.id LIMIT ?7
    """
  private static let ofUnit: StaticString = """
    SELECT s.id, s.board_id, u.id, u.name, u.slug, s.area, s.level, s.source, s.what, s.seen_on,
      s.status, s.follow_up_on, s.result, s.version
    FROM unrest_sign s JOIN unit u ON u.id = s.unit_id
    WHERE s.unit_id = ?1 AND s.id > ?2 AND (?3 IS NULL OR s.area = ?3)
      AND (?4 IS NULL OR s.level = ?4) AND (?5 IS NULL OR s.status = ?5)
      AND (?6 IS NULL OR (s.status <> 'closed' AND s.follow_up_on <= ?6))
    ORDER BY s.id LIMIT ?7
    """

  private static func read(_ row: inout Row) throws -> UnrestSign {
    let (id, board): (UnrestSignID, BoardID) = (row.id(), row.id())
    let unit = NamedThing(row.id() as UnitID, row.text(), slug: row.text())
    return UnrestSign(
      id: id, board: board, unit: unit, area: row.text(), level: try row.code(WorryLevel.self),
      source: try row.code(UnrestSource.self), what: row.text(), seenOn: row.day(),
      status: try row.code(UnrestStatus.self), followUpOn: row.dayOrNil(),
      result: row.textOrNil(), version: row.int())
  }
}
