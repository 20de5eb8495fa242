// The key of a round: what reporters know of a person becomes a code under it, and nothing else is
// kept. It lies in the database only wrapped with the server's secret.

package import Vocabulary

/// The secret key of one open round.
package struct CountKey: Sendable {
  private let bytes: [UInt8]

  /// A key as 32 random bytes.
  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// The code of an identity number: its twelve digits.
  package func code(of number: PersonalNumber) -> [UInt8] { code("number", number.text) }

  /// The code of initials with year of birth and sex (CNT-02); nil when nothing of the initials is
  /// a letter.
  package func code(initials: String, birthYear: Int, sex: Sex) -> [UInt8]? {
    let letters = TextRules.searchTokens(initials).joined()
    guard !letters.isEmpty else { return nil }
    return code("initials", "\(letters) \(birthYear) \(sex.code)")
  }

  private func code(_ kind: String, _ material: String) -> [UInt8] {
    HMAC.sha256(key: bytes, message: Array("\(kind)\n\(material)".utf8)).bytes
  }
}

/// Wraps the keys of rounds with the server's secret, so that neither the database nor the secret
/// opens a code alone.
package struct CountKeyWrap: Sendable {
  private let secret: [UInt8]

  /// A wrap under a secret of the server.
  package init(secret: [UInt8]) {
    self.secret = HMAC.sha256(key: secret, message: Array("count-key".utf8)).bytes
  }

  /// The wrapped form of a key's bytes: masked, then authenticated. A key id wraps one key only.
  func wrap(_ bytes: [UInt8], id: AnyID) -> [UInt8] {
    let masked = mask(bytes, id)
    return masked + tag(masked, id)
  }

  /// The key in a wrapped form; nil when it was wrapped under another secret.
  func unwrap(_ wrapped: [UInt8], id: AnyID) -> CountKey? {
    guard wrapped.count == 64, ConstantTime.equal(Array(wrapped[32...]), tag(wrapped[..<32], id))
    else { return nil }
    return CountKey(bytes: mask(Array(wrapped[..<32]), id))
  }

  private func mask(_ bytes: [UInt8], _ id: AnyID) -> [UInt8] {
    let pad = HMAC.sha256(key: secret, message: Array("mask\n".utf8) + id.bytes).bytes
    return zip(bytes, pad).map { $0 ^ $1 }
  }

  private func tag(_ masked: some Sequence<UInt8>, _ id: AnyID) -> [UInt8] {
    HMAC.sha256(key: secret, message: Array("tag\n".utf8) + id.bytes + Array(masked)).bytes
  }
}
