// What the first administrator is made with: a secret that a server with an empty database prints
// once. It stands in memory only, for an hour, and opens nothing as soon as anybody can sign in.

import Access
import Synchronization
package import Vocabulary

/// The right to make the first administrator.
package final class SetupTicket: Sendable {
  private static let secondsMax: Int64 = 3_600

  private struct Issued {
    let hash: [UInt8]
    let end: Timestamp
  }

  private let issued = Mutex<Issued?>(nil)

  /// No right: nothing fits it until one is issued.
  package init() {}

  /// Issues one; an earlier one is dead.
  package func issue(at now: Timestamp) -> String {
    var random = Randomness()
    let secret = Token.Form.setup.make(&random)
    issued.withLock { $0 = Issued(hash: secret.hash, end: now.plus(seconds: Self.secondsMax)) }
    return secret.text
  }

  /// Whether a text is the secret, in its hour.
  func fits(_ text: String, at now: Timestamp) -> Bool {
    guard let hash = Token.Form.setup.hash(of: text), let issued = issued.withLock({ $0 }) else {
      return false
    }
    return ConstantTime.equal(hash, issued.hash) && now < issued.end
  }
}
