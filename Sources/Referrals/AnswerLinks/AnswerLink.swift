// A link by which somebody at a receiver without a log-in answers one referral. Its token is shown
// once, to who makes it; only its SHA-256 is kept.

import JSON
import Pipeline
import Vocabulary

/// An answer link (sw. *svarslänk*).
struct AnswerLink: Sendable {
  /// Days for which a link may live.
  static let daysMax = 30
  /// Seconds for which a session of it lasts.
  static let sessionSecondsMax: Int64 = 1_800

  let id: AnswerLinkID
  let referral: ReferralID
  /// The receiver, for whom it speaks.
  let partner: PartnerID
  /// Who it was made for, in the maker's words.
  let recipient: String
  /// The last day on which it works.
  let expiresOn: Day
  let createdBy: String
  let createdByName: String
  let createdAt: Timestamp
  var lastUsedAt: Timestamp?
  var revokedAt: Timestamp?

  /// Whether it begins sessions on a day.
  func isOpen(on day: Day) -> Bool { revokedAt == nil && day <= expiresOn }

  /// When a session that begins now ends.
  func sessionEnd(from now: Timestamp) -> Timestamp {
    min(now.plus(seconds: Self.sessionSecondsMax), CivilTime.start(of: expiresOn.plus(days: 1)))
  }

  /// Writes the link as its sender sees it.
  ///
  /// - Parameter token: in the one answer that shows it.
  func write(to writer: inout JSONWriter, token: String? = nil) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("recipient", recipient)
      writer.member("expiresOn", expiresOn.text)
      writer.member("createdBy", createdByName)
      writer.member("createdAt", createdAt.text)
      writer.member("lastUsedAt", lastUsedAt?.text)
      writer.member("revokedAt", revokedAt?.text)
      guard let token else { return }
      writer.member("token", token)
      writer.member("fragment", "#" + token)
    }
  }

  /// What a link looks like on the wire.
  static let shape: Shape = .object(
    "AnswerLink",
    [
      .init("id", .id), .init("recipient", .text), .init("expiresOn", .day),
      .init("createdBy", .text), .init("createdAt", .instant),
      .init("lastUsedAt", .nullable(.instant)), .init("revokedAt", .nullable(.instant)),
      .init("token", .text, isRequired: false), .init("fragment", .text, isRequired: false),
    ])
}

/// The body that makes a link.
struct NewAnswerLink: Document {
  static let name = "NewAnswerLink"

  let recipient: String
  let expiresOn: Day

  init(reading fields: inout FieldReader) {
    recipient = fields.text("recipient", charactersMax: 120)
    expiresOn = fields.day("expiresOn")
  }
}

/// The body that begins a session of a link.
struct AnswerStart: Document {
  static let name = "NewAnswerSession"

  let token: String

  init(reading fields: inout FieldReader) { token = fields.text("token") }
}
