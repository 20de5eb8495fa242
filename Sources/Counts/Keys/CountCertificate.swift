// The certificate that a round's key was destroyed: which, when, by whom, and a hash over all that.

import JSON
import Pipeline
package import Vocabulary

/// The certificate of a key's end (sw. *gallringsprotokoll*).
package struct CountCertificate: Sendable {
  /// Its id.
  package let id: AnyID
  /// The round.
  package let round: CountRoundID
  /// The id of the key.
  package let key: AnyID
  /// When the key was made.
  package let keyMadeAt: Timestamp
  /// When it was destroyed.
  package let destroyedAt: Timestamp
  /// Who destroyed it: a user's id or a key's.
  package let destroyedBy: String
  /// How many rows lost their codes with it.
  package let codesDestroyed: Int

  /// SHA-256 of the members above as JSON, in their order, without spaces.
  package var hash: String {
    var writer = JSONWriter()
    writer.object { writeMembers(to: &$0) }
    return SHA256.hash(of: writer.bytes).hex
  }

  /// Writes the certificate as clients see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writeMembers(to: &writer)
      writer.member("hash", hash)
    }
  }

  private func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("round", round.text)
    writer.member("key", key.text)
    writer.member("keyMadeAt", keyMadeAt.text)
    writer.member("destroyedAt", destroyedAt.text)
    writer.member("destroyedBy", destroyedBy)
    writer.member("codesDestroyed", codesDestroyed)
  }

  /// What a certificate looks like on the wire.
  static let shape: Shape = .object(
    "CountCertificate",
    [
      .init("id", .id), .init("round", .id), .init("key", .id), .init("keyMadeAt", .instant),
      .init("destroyedAt", .instant), .init("destroyedBy", .text),
      .init("codesDestroyed", .count), .init("hash", .text),
    ])
}
