// The only SQL about contacts on platforms.

import Pipeline
import SQLite
import Vocabulary

/// What a team did on one sort of platform in one month.
struct OnlineSum {
  let month: String
  let platform: String
  let stage: OnlineStage
  let count: Int
}

/// Contacts on platforms in the database.
struct OnlineContactStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The contact of an id; nil when there is none.
  func find(_ id: OnlineContactID) throws -> OnlineContact? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// A team's contacts in the order of their ids, after one of them.
  func list(
    team: TeamID, status: OnlineStatus?, platform: OnlinePlatform?, after: OnlineContactID,
    limit: Int
  ) throws -> [OnlineContact] {
    try database.all(
      Self.ofTeam, team, after, status?.code, platform?.code, limit, read: Self.read)
  }

  /// Inserts a contact.
  func insert(_ contact: OnlineContact, by creator: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO online_contact (id, board_id, unit_id, team_id, platform, status, contacted_on,
        note, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, contact.id, contact.board, contact.unit, TeamID(contact.team.id),
      contact.platform.code, contact.status.code, contact.contactedOn, contact.note, now, creator)
  }

  /// Writes how far a contact came and raises its version.
  func save(_ contact: OnlineContact) throws {
    try database.run(
      """
      UPDATE online_contact SET status = ?, replied_on = ?, met_on = ?, ended_on = ?,
        end_reason = ?, note = ?, version = version + 1
      WHERE id = ?
      """, contact.status.code, contact.repliedOn, contact.metOn, contact.endedOn,
      contact.endReason?.code, contact.note, contact.id)
  }

  /// What a team did by month and platform within some days: each stage in the month it came in.
  func sums(team: TeamID, from: Day, to: Day) throws -> [OnlineSum] {
    try database.all(
      """
      SELECT substr(day, 1, 7), platform, stage, count(*) FROM (
        SELECT platform, 'first_contact' AS stage, contacted_on AS day
        FROM online_contact WHERE team_id = ?1
        UNION ALL
        SELECT platform, 'reply', replied_on FROM online_contact WHERE team_id = ?1
        UNION ALL
        SELECT platform, 'moved_to_meeting', met_on FROM online_contact WHERE team_id = ?1)
      WHERE day >= ?2 AND day <= ?3
      GROUP BY 1, 2, 3
      """, team, from, to
    ) { row in
      OnlineSum(
        month: row.text(), platform: row.text(), stage: try row.code(OnlineStage.self),
        count: row.int())
    }
  }

  private static let byID: StaticString = """
    SELECT c.id, c.board_id, c.unit_id, t.id, t.name, t.slug, c.platform, c.status,
      c.contacted_on, c.replied_on, c.met_on, c.ended_on, c.end_reason, c.note, c.version
    FROM online_contact c JOIN team t ON t.id = c.team_id WHERE c.id = ?
    """
  private static let ofTeam: StaticString = """
    SELECT c.id, c.board_id, c.unit_id, t.id, t.name, t.slug, c.platform, c.status,
      c.contacted_on, c.replied_on, c.met_on, c.ended_on, c.end_reason, c.note, c.version
    FROM online_contact c JOIN team t ON t.id = c.team_id
    WHERE c.team_id = ?1 AND c.id > ?2 AND (?3 IS NULL OR c.status = ?3)
      AND (?4 IS NULL OR c.platform = ?4)
    ORDER BY c.id LIMIT ?5
    """

  private static func read(_ row: inout Row) throws -> OnlineContact {
    let (id, board, unit): (OnlineContactID, BoardID, UnitID) = (row.id(), row.id(), row.id())
    let team = NamedThing(row.id() as TeamID, row.text(), slug: row.text())
    return OnlineContact(
      id: id, board: board, unit: unit, team: team, platform: try row.code(OnlinePlatform.self),
      status: try row.code(OnlineStatus.self), contactedOn: row.day(), repliedOn: row.dayOrNil(),
      metOn: row.dayOrNil(), endedOn: row.dayOrNil(), endReason: try row.codeOrNil(OnlineEnd.self),
      note: row.textOrNil(), version: row.int())
  }
}
