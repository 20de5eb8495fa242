// The only SQL about signs of life.

import SQLite
import Vocabulary

/// A sign of life (sw. *trygghetskontroll*).
struct SafetyCheck: Sendable {
  let id: SafetyCheckID
  let at: Timestamp
  let dueAt: Timestamp?
  let actor: String
  let actorName: String
  let clearedAlarm: Bool
  let note: String?
}

/// Signs of life in the database.
struct SafetyStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Who gave a sign of life under an id, and what it said; nil when there is none.
  func find(_ id: SafetyCheckID, of shift: ShiftID) throws -> SafetyCheck? {
    try database.first(
      """
      SELECT id, at, due_at, actor, actor_name, cleared_alarm, note FROM safety_check
      WHERE shift_id = ? AND id = ?
      """, shift, id
    ) { row in
      SafetyCheck(
        id: row.id(), at: row.timestamp(), dueAt: row.timestampOrNil(), actor: row.text(),
        actorName: row.text(), clearedAlarm: row.bool(), note: row.textOrNil())
    }
  }

  /// Keeps a sign of life; one that comes late from a device moves nothing back.
  func insert(_ check: SafetyCheck, of shift: ShiftID) throws {
    try database.run(
      """
      INSERT INTO safety_check (shift_id, id, at, due_at, actor, actor_name, cleared_alarm, note)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, shift, check.id, check.at, check.dueAt, check.actor, check.actorName,
      check.clearedAlarm, check.note)
    try database.run(
      """
      UPDATE shift SET checked_at = ?2, version = version + 1
      WHERE id = ?1 AND (checked_at IS NULL OR checked_at < ?2)
      """, shift, check.at)
  }
}
