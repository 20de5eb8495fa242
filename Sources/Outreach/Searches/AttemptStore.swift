// The only SQL about attempts to find somebody. One without a result is kept like the others.

import Access
import Pipeline
import SQLite
import Vocabulary

/// Attempts in the database.
struct AttemptStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Who made an attempt under an id, and the hash of what it said.
  func made(_ id: SearchAttemptID) throws -> (author: String, hash: [UInt8])? {
    try database.first(
      "SELECT created_by, request_hash FROM search_attempt WHERE id = ?", id
    ) { row in (row.text(), row.bytes()) }
  }

  /// The attempts of an order, latest first, after one of them.
  func list(
    of order: SearchOrderID, after: (Timestamp, SearchAttemptID), limit: Int
  ) throws -> [KeptAttempt] {
    try database.all(
      """
      SELECT a.id, t.id, t.name, t.slug, a.place_id, a.encounter_id, a.at, a.result, a.note,
        a.created_by_name
      FROM search_attempt a JOIN team t ON t.id = a.team_id
      WHERE a.order_id = ? AND (a.at, a.id) < (?, ?) ORDER BY a.at DESC, a.id DESC LIMIT ?
      """, order, after.0, after.1, limit
    ) { row in
      KeptAttempt(
        id: row.id(), team: NamedThing(row.id() as TeamID, row.text(), slug: row.text()),
        place: row.idOrNil(), encounter: row.idOrNil(), at: row.timestamp(),
        result: try row.code(AttemptResult.self), note: row.textOrNil(), byName: row.text())
    }
  }

  /// How many attempts an order has.
  func count(of order: SearchOrderID) throws -> Int {
    try database.first(
      "SELECT count(*) FROM search_attempt WHERE order_id = ?", order
    ) { row in row.int() } ?? 0
  }

  /// Keeps an attempt.
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

  /// Before any attempt.
  static let newest = (
    Timestamp(milliseconds: .max / 2), SearchAttemptID(high: .max, low: .max)
  )
}
