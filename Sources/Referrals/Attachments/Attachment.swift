// A file that one side of a referral sends with it. What it is called and holds may tell who
// somebody is: it is seen like the identity, in two steps. It is added and never changed.

import JSON
import Pipeline
import Vocabulary

/// An attachment (sw. *bilaga*).
struct Attachment: Sendable {
  let id: AttachmentID
  let side: Side
  /// The user or key that sent it.
  let author: String
  let authorName: String
  let file: FileFacts
  let at: Timestamp

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id)
      writer.member("name", file.name)
      writer.member("mediaType", file.mediaType)
      writer.member("bytes", file.size)
      writer.member("sha256", Hex.encode(file.sha256))
      writer.member("side", side.rawValue)
      writer.member("by", authorName)
      writer.member("at", at)
    }
  }

  static let shape: Shape = .object(
    "Attachment",
    [
      .init("id", .id), .init("name", .text), .init("mediaType", .code(AttachmentRules.types)),
      .init("bytes", .count), .init("sha256", .text(charactersMax: 64)),
      .init("side", .code(["sender", "receiver"])), .init("by", .text), .init("at", .instant),
    ])
}
