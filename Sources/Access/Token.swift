// Secrets that callers carry: session tokens, API keys, links that answer a referral. Made from
// kernel randomness, shown once, and kept only as a SHA-256.

package import Vocabulary

/// A token that says who calls.
package enum Token: Sendable, Hashable {
  /// A session's token; the hash that is stored.
  case session(hash: [UInt8])
  /// An API key's short id and the hash of its secret.
  case key(id: String, hash: [UInt8])
  /// An answer session's token; the hash that is stored.
  case answer(hash: [UInt8])

  /// Reads what stands after `Bearer `; nil when it has neither form.
  package init?(_ text: String) {
    if text.hasPrefix("smv_") {
      let parts = text.dropFirst(4).split(
        separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[1].utf8.count >= 22 else { return nil }
      self = .key(id: String(parts[0]), hash: SHA256.hash(of: Array(parts[1].utf8)).bytes)
    } else if let hash = Form.session.hash(of: text) {
      self = .session(hash: hash)
    } else if let hash = Form.answer.hash(of: text) {
      self = .answer(hash: hash)
    } else {
      return nil
    }
  }

  /// Reads what a browser sends as its cookie: a session's token of that form, which is no bearer,
  /// as a bearer is no cookie.
  package init?(cookie text: String) {
    guard let hash = Form.cookie.hash(of: text) else { return nil }
    self = .session(hash: hash)
  }

  /// What a secret with 192 random bits is for: its text begins with it.
  package enum Form: String, Sendable {
    /// A session's bearer token.
    case session = "sms_"
    /// A session's token in a cookie.
    case cookie = "smc_"
    /// The link that answers a referral; it begins an answer session.
    case link = "sml_"
    /// An answer session's bearer token.
    case answer = "sma_"
    /// What makes the first administrator.
    case setup = "smi_"

    /// The hash to look for; nil for a text of another form.
    package func hash(of text: String) -> [UInt8]? {
      guard text.hasPrefix(rawValue), (26...128).contains(text.utf8.count) else { return nil }
      return SHA256.hash(of: Array(text.utf8)).bytes
    }

    /// A new secret, and the hash to store.
    package func make(_ random: inout Randomness) -> (text: String, hash: [UInt8]) {
      let text = rawValue + Base64URL.encode(random.bytes(24))
      return (text, SHA256.hash(of: Array(text.utf8)).bytes)
    }
  }

  /// A new session token with 192 random bits, and the hash to store.
  package static func makeSession(_ random: inout Randomness) -> (text: String, hash: [UInt8]) {
    Form.session.make(&random)
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
