// Secrets that callers carry: session tokens and API keys. Made from kernel randomness, shown once,
// and kept only as a SHA-256.

package import Vocabulary

/// A bearer token of either kind.
package enum Token: Sendable, Hashable {
  /// A session's token; the hash that is stored.
  case session(hash: [UInt8])
  /// An API key's short id and the hash of its secret.
  case key(id: String, hash: [UInt8])

  /// Reads what stands after `Bearer `; nil when it has neither form.
  package init?(_ text: String) {
    if text.hasPrefix("smv_") {
      let parts = text.dropFirst(4).split(
        separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[1].utf8.count >= 22 else { return nil }
      self = .key(id: String(parts[0]), hash: SHA256.hash(of: Array(parts[1].utf8)).bytes)
    } else if text.hasPrefix("sms_"), text.utf8.count >= 26, text.utf8.count <= 128 {
      self = .session(hash: SHA256.hash(of: Array(text.utf8)).bytes)
    } else {
      return nil
    }
  }

  /// A new session token with 192 random bits, and the hash to store.
  package static func makeSession(_ random: inout Randomness) -> (text: String, hash: [UInt8]) {
    let text = "sms_" + Base64URL.encode(random.bytes(24))
    return (text, SHA256.hash(of: Array(text.utf8)).bytes)
  }

  /// A new API key `smv_<id>_<secret>`: its id, its text, and the hash to store.
  ///
  /// - Parameter known: the id of a key that only gets another secret.
  package static func makeKey(
    _ random: inout Randomness, id known: String? = nil
  ) -> (id: String, text: String, hash: [UInt8]) {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    let id = known ?? String(random.bytes(8).map { alphabet[Int($0) % alphabet.count] })
    let secret = Base64URL.encode(random.bytes(24))
    return (id, "smv_\(id)_\(secret)", SHA256.hash(of: Array(secret.utf8)).bytes)
  }
}
