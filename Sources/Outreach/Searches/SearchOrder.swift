// Orders to look for one person, as the field needs them: whom, until when, and where. Making and
// ending them is another noun's business.

import Access
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// An order to look for somebody (sw. *riktat uppdrag*), as the field sees it.
struct SearchOrder: Sendable {
  let id: SearchOrderID
  let board: BoardID
  let unit: UnitID?
  let team: TeamID
  let person: PersonID?
  let contactCode: ContactCodeID?
  let why: String
  let priority: String
  let deadline: Day?
  let status: SearchOrderStatus
  let secrecy: SecrecyClass

  /// Whether it is still looked for.
  var isOpen: Bool { status == .ordered || status == .taken || status == .searching }
}

/// Search orders and attempts in the database.
struct SearchStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The order of an id; nil when there is none.
  func find(_ id: SearchOrderID) throws -> SearchOrder? {
    try database.first(
      """
      SELECT id, board_id, unit_id, team_id, person_id, contact_code_id, why, priority,
        deadline_on, status, secrecy_class
      FROM search_order WHERE id = ?
      """, id, read: Self.read)
  }

  /// The open orders of a team, oldest first.
  func open(of team: TeamID, limit: Int) throws -> [SearchOrder] {
    try database.all(
      """
      SELECT id, board_id, unit_id, team_id, person_id, contact_code_id, why, priority,
        deadline_on, status, secrecy_class
      FROM search_order WHERE team_id = ? AND is_open = 1 ORDER BY id LIMIT ?
      """, team, limit, read: Self.read)
  }

  /// Whether a team, or the unit that it lies in, may be told of an order.
  func isTold(_ order: SearchOrderID, team: TeamID, unit: UnitID?) throws -> Bool {
    try database.first(
      "SELECT 1 FROM search_order_told WHERE order_id = ? AND holder_id IN (?, ?)", order, team,
      unit
    ) { row in row.int() } != nil
  }

  /// The usual places of an order, in its order.
  func places(of order: SearchOrderID) throws -> [(place: PlaceID?, text: String?, hours: String?)]
  {
    try database.all(
      """
      SELECT place_id, description, hours FROM search_order_place WHERE order_id = ?
      ORDER BY ordinal
      """, order
    ) { row in (row.idOrNil(), row.textOrNil(), row.textOrNil()) }
  }

  /// Moves an open order on after an attempt; its history keeps by whom.
  func move(
    _ order: SearchOrder, to status: SearchOrderStatus, event: FieldEventID, step: String,
    by caller: Caller, at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE search_order SET status = ?2, changed_at = ?3, version = version + 1,
        closed_at = CASE ?2 WHEN 'found' THEN ?3 ELSE closed_at END
      WHERE id = ?1
      """, order.id, status.code, now)
    try database.run(
      """
      INSERT INTO search_order_event (order_id, id, step, from_status, to_status, at, actor,
        actor_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, order.id, event, step, order.status.code, status.code, now, caller.reference,
      caller.name)
  }

  // MARK: attempts

  /// Who made an attempt under an id, of which order, and the hash of what it said.
  func attempt(_ id: SearchAttemptID) throws -> (author: String, hash: [UInt8])? {
    try database.first(
      "SELECT created_by, request_hash FROM search_attempt WHERE id = ?", id
    ) { row in (row.text(), row.bytes()) }
  }

  /// Keeps an attempt; one without a result is kept like the others.
  func insert(_ attempt: SearchAttempt, by caller: Caller, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO search_attempt (id, order_id, board_id, team_id, shift_id, place_id,
        encounter_id, at, result, note, request_hash, created_at, created_by, created_by_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, attempt.id, attempt.order, attempt.board, attempt.team, attempt.shift, attempt.place,
      attempt.encounter, attempt.at, attempt.result.code, attempt.note, attempt.hash, now,
      caller.reference, caller.name)
  }

  private static func read(_ row: inout Row) throws -> SearchOrder {
    SearchOrder(
      id: row.id(), board: row.id(), unit: row.idOrNil(), team: row.id(), person: row.idOrNil(),
      contactCode: row.idOrNil(), why: row.text(), priority: row.text(),
      deadline: row.dayOrNil(), status: try row.code(SearchOrderStatus.self),
      secrecy: SecrecyClass(rawValue: row.text()) ?? .protected)
  }
}

/// An attempt to find somebody (sw. *sökförsök*).
struct SearchAttempt: Sendable {
  let id: SearchAttemptID
  let order: SearchOrderID
  let board: BoardID
  let team: TeamID
  let shift: ShiftID?
  let place: PlaceID?
  var encounter: EncounterID?
  let at: Timestamp
  let result: AttemptResult
  let note: String?
  let hash: [UInt8]
}
