// The history of a partner and of its agreements: one row for each step that was taken.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// One step in the life of a partner or an agreement.
struct PartnerEvent: Sendable {
  /// Its id.
  let id: AnyID
  /// The step; `create` for the first.
  let step: String
  /// The status before; nil for the first.
  let from: String?
  /// The status after.
  let to: String
  /// When.
  let at: Timestamp
  /// Who: a user's id, a key's, or `system`.
  let by: String
  /// Why, where the step takes a reason.
  let reason: String?

  /// Writes the event as clients see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("step", step)
      writer.member("from", from)
      writer.member("to", to)
      writer.member("at", at.text)
      writer.member("by", by)
      writer.member("reason", reason)
    }
  }

  /// What an event looks like on the wire.
  static let shape: Shape = .object(
    "PartnerEvent",
    [
      .init("id", .id), .init("step", .text), .init("from", .nullable(.text)),
      .init("to", .text), .init("at", .instant), .init("by", .text),
      .init("reason", .nullable(.text(charactersMax: 500))),
    ])
}

/// Histories in the database.
struct PartnerEventStore {
  private let database: Database

  /// A store on one connection; adding needs the writer's.
  init(_ database: Database) { self.database = database }

  /// Adds a step.
  func insert(_ event: PartnerEvent, partner: PartnerID, agreement: AgreementID? = nil) throws {
    try database.run(
      """
      INSERT INTO partner_event
        (id, partner_id, agreement_id, step, from_status, to_status, at, by, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, event.id, partner, agreement, event.step, event.from, event.to, event.at, event.by,
      event.reason)
  }

  /// The steps of a partner, the first one first, after one of them.
  func list(of partner: PartnerID, after: AnyID?, limit: Int, offset: Int) throws -> [PartnerEvent]
  {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, by, reason FROM partner_event
      WHERE partner_id = ? AND agreement_id IS NULL AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, partner, after ?? AnyID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  /// The steps of an agreement, the first one first, after one of them.
  func list(
    of agreement: AgreementID, after: AnyID?, limit: Int, offset: Int
  ) throws -> [PartnerEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, by, reason FROM partner_event
      WHERE agreement_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, agreement, after ?? AnyID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  private static func read(_ row: inout Row) -> PartnerEvent {
    PartnerEvent(
      id: row.id(), step: row.text(), from: row.textOrNil(), to: row.text(), at: row.timestamp(),
      by: row.text(), reason: row.textOrNil())
  }
}

extension Call {
  /// A step that this call takes, for the history.
  func event(
    _ step: String, from: String?, to: String, reason: String? = nil
  ) throws(Refusal) -> PartnerEvent {
    PartnerEvent(
      id: makeID(), step: step, from: from, to: to, at: now, by: try signedIn().reference,
      reason: reason)
  }
}
