// The history of what is not about persons: contacts on platforms and signs of unrest.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// A step that was taken.
struct FieldEvent: Sendable {
  let id: FieldEventID
  let step: String
  let from: String
  let to: String
  let at: Timestamp
  let actorName: String
  let text: String?

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("step", step)
      writer.member("from", from)
      writer.member("to", to)
      writer.member("at", at.text)
      writer.member("by", actorName)
      writer.member("text", text)
    }
  }

  /// What a step looks like on the wire.
  static let shape: Shape = .object(
    "FieldEvent",
    [
      .init("id", .id), .init("step", .text), .init("from", .text), .init("to", .text),
      .init("at", .instant), .init("by", .text),
      .init("text", .nullable(.text(charactersMax: 2_000))),
    ])
}

/// The only SQL about these histories.
struct FieldEventStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Appends a step.
  func append<Subject>(_ event: FieldEvent, by actor: String, to subject: ID<Subject>) throws {
    try database.run(
      """
      INSERT INTO field_event (subject_id, id, step, from_status, to_status, at, actor,
        actor_name, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, subject, event.id, event.step, event.from, event.to, event.at, actor, event.actorName,
      event.text)
  }

  /// The history, oldest first, after one of its steps.
  func list<Subject>(
    of subject: ID<Subject>, after: FieldEventID?, limit: Int
  ) throws -> [FieldEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, actor_name, text FROM field_event
      WHERE subject_id = ? AND id > ? ORDER BY id LIMIT ?
      """, subject, after ?? FieldEventID(high: 0, low: 0), limit
    ) { row in
      FieldEvent(
        id: row.id(), step: row.text(), from: row.text(), to: row.text(), at: row.timestamp(),
        actorName: row.text(), text: row.textOrNil())
    }
  }
}

extension Call {
  /// Writes a step into a history.
  func noteStep<Subject>(
    _ step: Step, from: String, to: String, text: String?, of subject: ID<Subject>
  ) throws {
    let caller = try signedIn()
    let event = FieldEvent(
      id: makeID(), step: step.name, from: from, to: to, at: now, actorName: caller.name,
      text: text)
    try FieldEventStore(database).append(event, by: caller.reference, to: subject)
  }

  /// A page of a history.
  func history<Subject>(of subject: ID<Subject>, about: About) throws -> Reply {
    let page = try page()
    let events = try FieldEventStore(database).list(
      of: subject, after: try page.afterID(), limit: page.offset + page.fetchCount)
    return list(
      Array(events.dropFirst(page.offset)), on: page, about: about, end: { [$0.id.text] }
    ) { event, writer in event.write(to: &writer) }
  }

  /// Whose data a list without persons shows: these things, and the boards of the caller.
  func about(_ subjects: [AnyID], boards: [BoardID], fields: String) throws -> About {
    let own = try signedIn().grants.compactMap(\.scope.board)
    return .personal(subjects, boards: Set(boards + own).sorted(), fields: [fields])
  }
}
