// The only SQL about openings in an emergency.

import Pipeline
import SQLite
import Vocabulary

/// Openings in an emergency in the database.
struct EmergencyStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The opening of an id; nil when there is none.
  func find(_ id: EmergencyOpeningID) throws -> EmergencyOpening? {
    try database.first(
      """
      SELECT e.id, e.board_id, e.unit_id, e.person_id, u.id, u.name, e.reason, e.opened_at,
        e.ends_at, r.id, r.name, e.reviewed_at, e.finding, e.finding_text, e.version
      FROM emergency_opening e JOIN user_account u ON u.id = e.opened_by
        LEFT JOIN user_account r ON r.id = e.reviewed_by
      WHERE e.id = ?
      """, id, read: Self.read)
  }

  /// The ids of a board's openings, after one of them.
  func ids(of board: BoardID, after: EmergencyOpeningID, limit: Int) throws -> [EmergencyOpeningID]
  {
    try database.all(
      "SELECT id FROM emergency_opening WHERE board_id = ? AND id > ? ORDER BY id LIMIT ?", board,
      after, limit
    ) { $0.id() }
  }

  /// The ids of a unit's openings, after one of them.
  func ids(of unit: UnitID, after: EmergencyOpeningID, limit: Int) throws -> [EmergencyOpeningID] {
    try database.all(
      "SELECT id FROM emergency_opening WHERE unit_id = ? AND id > ? ORDER BY id LIMIT ?", unit,
      after, limit
    ) { $0.id() }
  }

  /// The ids of what a user opened, after one of them.
  func ids(by user: UserID, after: EmergencyOpeningID, limit: Int) throws -> [EmergencyOpeningID] {
    try database.all(
      "SELECT id FROM emergency_opening WHERE opened_by = ? AND id > ? ORDER BY id LIMIT ?", user,
      after, limit
    ) { $0.id() }
  }

  /// What of a board waits for somebody to review it who did not open it.
  func waiting(of board: BoardID, for user: UserID) throws -> [EmergencyOpeningID] {
    try database.all(
      """
      SELECT id FROM emergency_opening
      WHERE board_id = ? AND reviewed_at IS NULL AND opened_by <> ? LIMIT ?
      """, board, user, EmergencyCounts.waitingMax
    ) { $0.id() }
  }

  /// What of a unit waits for somebody to review it who did not open it.
  func waiting(of unit: UnitID, for user: UserID) throws -> [EmergencyOpeningID] {
    try database.all(
      """
      SELECT id FROM emergency_opening
      WHERE unit_id = ? AND reviewed_at IS NULL AND opened_by <> ? LIMIT ?
      """, unit, user, EmergencyCounts.waitingMax
    ) { $0.id() }
  }

  /// Inserts an opening.
  func insert(
    _ id: EmergencyOpeningID, of person: Person, by user: UserID, because reason: String,
    from now: Timestamp, until end: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO emergency_opening (id, board_id, unit_id, person_id, opened_by, reason,
        opened_at, ends_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id, person.board, person.unit, person.id, user, reason, now, end)
  }

  /// Ends an opening now.
  func end(_ id: EmergencyOpeningID, at now: Timestamp) throws {
    try database.run(
      "UPDATE emergency_opening SET ends_at = ?, version = version + 1 WHERE id = ?", now, id)
  }

  /// Notes what a review found.
  func review(
    _ id: EmergencyOpeningID, _ finding: ReviewFinding, text: String?, by user: UserID,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE emergency_opening SET finding = ?, finding_text = ?, reviewed_by = ?,
        reviewed_at = ?, version = version + 1 WHERE id = ?
      """, finding.code, text, user, now, id)
  }

  private static func read(_ row: inout Row) throws -> EmergencyOpening {
    let (id, board, unit): (EmergencyOpeningID, BoardID, UnitID?) =
      (row.id(), row.id(), row.idOrNil())
    let person: PersonID = row.id()
    let opener = NamedThing(row.id() as UserID, row.text())
    let (reason, openedAt, endsAt) = (row.text(), row.timestamp(), row.timestamp())
    let (reviewer, name): (UserID?, String?) = (row.idOrNil(), row.textOrNil())
    let (at, finding) = (row.timestampOrNil(), try row.codeOrNil(ReviewFinding.self))
    let text = row.textOrNil()
    var review: EmergencyOpening.Review?
    if let reviewer, let at, let finding {
      review = EmergencyOpening.Review(
        by: NamedThing(reviewer, name ?? ""), at: at, finding: finding, text: text)
    }
    return EmergencyOpening(
      id: id, board: board, unit: unit, person: person, openedBy: opener, reason: reason,
      openedAt: openedAt, endsAt: endsAt, review: review, version: row.int())
  }
}
