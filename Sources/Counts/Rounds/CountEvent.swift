// The history of a round: one row for each step that was taken.

import JSON
import Pipeline
import Vocabulary

/// One step in the life of a round.
struct CountEvent: Sendable {
  /// Its id.
  let id: AnyID
  /// The step; `create` for the first.
  let step: String
  /// The status before; nil for the first.
  let from: CountStatus?
  /// The status after.
  let to: CountStatus
  /// When.
  let at: Timestamp
  /// Who: a user's id, or a key's.
  let by: String

  /// Writes the event as clients see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("step", step)
      writer.member("from", from?.code)
      writer.member("to", to.code)
      writer.member("at", at.text)
      writer.member("by", by)
    }
  }

  /// What an event looks like on the wire.
  static let shape: Shape = .object(
    "CountEvent",
    [
      .init("id", .id), .init("step", .text), .init("from", .nullable(.code(CountStatus.self))),
      .init("to", .code(CountStatus.self)), .init("at", .instant), .init("by", .text),
    ])
}
