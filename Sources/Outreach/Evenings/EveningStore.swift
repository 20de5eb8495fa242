// The only SQL about evenings in the field, their crews and groups.

import Pipeline
import SQLite
import Vocabulary

/// What a list of evenings is narrowed to.
struct EveningFilter {
  var area: String?
  var worry: WorryLevel?
  var from: Day
  var to: Day
}

/// Where a page of evenings, latest first, goes on.
struct EveningMark: Sendable {
  let day: Day
  let id: EveningID
}

/// What one team met in one area in one month.
struct EveningSum {
  let month: String
  let area: String
  var evenings: Int
  var groups: Int
  /// Evenings with a raised worry or more.
  var worrying: Int
}

/// Evenings in the database.
struct EveningStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The evening of an id; nil when there is none.
  func find(_ id: EveningID) throws -> Evening? {
    try database.first(Self.byID, id, read: Self.read).map(withParts)
  }

  /// A team's evenings, latest first, after a mark.
  func list(
    team: TeamID, _ filter: EveningFilter, after mark: EveningMark, limit: Int
  ) throws -> [Evening] {
    try database.all(
      Self.ofTeam, team, filter.from, filter.to, mark.day, mark.id, filter.area,
      filter.worry?.code, limit, read: Self.read
    ).map(withParts)
  }

  /// Inserts an evening with crew and groups.
  func insert(_ evening: Evening, by creator: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO field_evening (id, board_id, unit_id, team_id, held_on, area, mood, worry_level,
        measures, note, group_count, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, evening.id, evening.board, evening.unit, TeamID(evening.team.id), evening.heldOn,
      evening.area, evening.mood?.code, evening.worry.code, evening.measures, evening.note,
      evening.groups.count, now, creator)
    try writeParts(of: evening)
  }

  /// Writes an evening anew and raises its version.
  func save(_ evening: Evening) throws {
    try database.run(
      """
      UPDATE field_evening SET area = ?, mood = ?, worry_level = ?, measures = ?, note = ?,
        group_count = ?, status = ?, reviewed_by = ?, reviewed_at = ?, review = ?,
        version = version + 1
      WHERE id = ?
      """, evening.area, evening.mood?.code, evening.worry.code, evening.measures, evening.note,
      evening.groups.count, evening.status.code, evening.reviewedBy?.id, evening.reviewedAt,
      evening.review, evening.id)
    try database.run("DELETE FROM field_evening_crew WHERE evening_id = ?", evening.id)
    try database.run("DELETE FROM field_evening_group WHERE evening_id = ?", evening.id)
    try writeParts(of: evening)
  }

  /// What a team met by month and area within some days.
  func sums(team: TeamID, from: Day, to: Day) throws -> [EveningSum] {
    try database.all(
      """
      SELECT substr(held_on, 1, 7), area, count(*), sum(group_count),
        sum(worry_level IN ('raised', 'high', 'acute'))
      FROM field_evening WHERE team_id = ? AND held_on >= ? AND held_on <= ?
      GROUP BY 1, 2
      """, team, from, to
    ) { row in
      EveningSum(
        month: row.text(), area: row.text(), evenings: row.int(), groups: row.int(),
        worrying: row.int())
    }
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, t.id, t.name, t.slug, e.held_on, e.area, e.mood,
      e.worry_level, e.measures, e.note, e.status, u.id, u.name, e.reviewed_at, e.review, e.version
    FROM field_evening e JOIN team t ON t.id = e.team_id
      LEFT JOIN user_account u ON u.id = e.reviewed_by
    WHERE e.id = ?
    """
  private static let ofTeam: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, t.id, t.name, t.slug, e.held_on, e.area, e.mood,
      e.worry_level, e.measures, e.note, e.status, u.id, u.name, e.reviewed_at, e.review, e.version
    FROM field_evening e JOIN team t ON t.id = e.team_id
      LEFT JOIN user_account u ON u.id = e.reviewed_by
    WHERE e.team_id = ?1 AND e.held_on >= ?2 AND e.held_on <= ?3
      AND (e.held_on, e.id) < (?4, ?5) AND (?6 IS NULL OR e.area = ?6)
      AND (?7 IS NULL OR e.worry_level = ?7)
    ORDER BY e.held_on DESC, e.id DESC LIMIT ?8
    """

  private static func read(_ row: inout Row) throws -> Evening {
    let (id, board, unit): (EveningID, BoardID, UnitID) = (row.id(), row.id(), row.id())
    let team = NamedThing(row.id() as TeamID, row.text(), slug: row.text())
    return Evening(
      id: id, board: board, unit: unit, team: team, heldOn: row.day(), area: row.text(),
      mood: try row.codeOrNil(Mood.self), worry: try row.code(WorryLevel.self),
      measures: row.textOrNil(), note: row.textOrNil(), status: try row.code(EveningStatus.self),
      reviewedBy: readUser(&row), reviewedAt: row.timestampOrNil(), review: row.textOrNil(),
      version: row.int())
  }

  private static func readUser(_ row: inout Row) -> NamedThing? {
    let (user, name): (UserID?, String?) = (row.idOrNil(), row.textOrNil())
    return user.map { NamedThing($0, name ?? "") }
  }

  private func withParts(_ evening: Evening) throws -> Evening {
    var evening = evening
    evening.crew = try database.all(
      """
      SELECT u.id, u.name FROM field_evening_crew c JOIN user_account u ON u.id = c.user_id
      WHERE c.evening_id = ? ORDER BY u.id
      """, evening.id
    ) { row in NamedThing(row.id() as UserID, row.text()) }
    evening.groups = try database.all(
      """
      SELECT size, age_band, sexes, mood, north, east FROM field_evening_group
      WHERE evening_id = ? ORDER BY ordinal
      """, evening.id
    ) { row in
      YouthGroup(
        size: try row.code(GroupSize.self), ageBand: try row.code(AgeBand.self),
        sexes: try row.code(GroupSexes.self), mood: try row.codeOrNil(Mood.self),
        cell: Self.cell(row.intOrNil(), row.intOrNil()))
    }
    return evening
  }

  private static func cell(_ north: Int?, _ east: Int?) -> Position? {
    guard let north, let east else { return nil }
    return Position(north: north, east: east, sizeMetres: PositionRules.cellMetres)
  }

  private func writeParts(of evening: Evening) throws {
    for user in evening.crew {
      try database.run(
        "INSERT INTO field_evening_crew (evening_id, user_id) VALUES (?, ?)", evening.id, user.id)
    }
    for (ordinal, group) in evening.groups.enumerated() {
      try database.run(
        """
        INSERT INTO field_evening_group (evening_id, ordinal, size, age_band, sexes, mood, north,
          east)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, evening.id, ordinal, group.size.code, group.ageBand.code, group.sexes.code,
        group.mood?.code, group.cell?.north, group.cell?.east)
    }
  }
}
