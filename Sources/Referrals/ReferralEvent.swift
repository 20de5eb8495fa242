// One line of a referral's history (sw. *händelse*): the transitions that were taken.

import JSON
package import Pipeline
package import Vocabulary

/// What happened to a referral.
package struct ReferralEvent: Sendable {
  /// Its id, in the order of time.
  package let id: ReferralEventID
  /// The step that was taken.
  package let step: String
  /// The status before, with its business status after a stroke.
  package let from: String
  /// The status after.
  package let to: String
  /// When.
  package let at: Timestamp
  /// The user's id or the key's.
  package let actor: String
  /// The name of who did it.
  package let actorName: String
  /// Which side did it.
  package let side: Side
  /// The code or text of the reason.
  package let reason: String?
  /// A question, an answer, a note.
  package let text: String?
}

extension ReferralEvent {
  /// Writes the event; reason and text only to who may read them.
  func write(to writer: inout JSONWriter, withReason: Bool, withText: Bool) {
    writer.object { writer in
      writer.member("id", id)
      writer.member("step", step)
      writer.member("from", from)
      writer.member("to", to)
      writer.member("at", at)
      writer.object("by") { writer in
        writer.member("name", actorName)
        writer.member("side", side.rawValue)
      }
      if withReason, let reason { writer.member("reason", reason) }
      if withText, let text { writer.member("text", text) }
    }
  }

  /// What an event looks like on the wire.
  static let shape: Shape = .object(
    "ReferralEvent",
    [
      .init("id", .id), .init("step", .text), .init("from", .text), .init("to", .text),
      .init("at", .instant),
      .init(
        "by",
        .object(
          "ReferralActor",
          [.init("name", .text), .init("side", .code(["sender", "receiver"]))])),
      .init("reason", .text(charactersMax: 2_000), isRequired: false),
      .init("text", .text(charactersMax: 4_000), isRequired: false),
    ])
}
