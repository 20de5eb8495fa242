// Secrets that must be known again and are kept nowhere: each is worked out anew from the server's
// one key, its kind, whose it is and which in turn (access.md 5).

package import Vocabulary

/// The secrets that are derived, never stored.
package struct RecoverableSecrets: Sendable {
  private let key: [UInt8]

  /// Secrets of a key of the server's own.
  package init(key: [UInt8]) { self.key = key }

  /// The secret of a second factor.
  package func secondFactor(of user: UserID, generation: Int) -> [UInt8] {
    Array(secret("totp", user.erased, generation).prefix(TimeCode.secretBytes))
  }

  /// The token that a browser sends beside its cookie (`X-CSRF-Token`): who can only make the
  /// browser send does not know it.
  package func forgeryToken(of session: SessionID) -> String {
    Base64URL.encode(secret("csrf", session.erased, 1))
  }

  private func secret(_ kind: String, _ id: AnyID, _ generation: Int) -> [UInt8] {
    HMAC.sha256(key: key, message: Array("\(kind)\n\(id.text)\n\(generation)".utf8)).bytes
  }
}
