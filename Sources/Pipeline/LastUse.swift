// When each session and key was last used: in memory, so that reading writes nothing, and handed
// out about once a minute to be written down.

package import Access
import Synchronization
package import Vocabulary

/// The last use of tokens.
package final class LastUse: Sendable {
  private struct Use {
    var at: Timestamp
    var isWritten: Bool
  }

  private let uses = Mutex<[Token: Use]>([:])

  /// Nothing used yet.
  package init() {}

  /// Notes a use; false when the token was idle for too long before it.
  ///
  /// - Parameter stored: the last use that was written down, known after a restart.
  func touch(
    _ token: Token, at now: Timestamp, stored: Timestamp?, idleSecondsMax: Int64?
  ) -> Bool {
    uses.withLock { uses in
      let last = uses[token]?.at ?? stored ?? now
      if let idleSecondsMax, last.plus(seconds: idleSecondsMax) < now { return false }
      uses[token] = Use(at: now, isWritten: false)
      return true
    }
  }

  /// The uses that were not handed out yet; tokens not used for a day are forgotten.
  package func takeUnwritten(at now: Timestamp) -> [(token: Token, at: Timestamp)] {
    uses.withLock { uses in
      uses = uses.filter { $0.value.at.plus(days: 1) > now }
      let fresh = uses.filter { !$0.value.isWritten }
      for token in fresh.keys { uses[token]?.isWritten = true }
      return fresh.map { ($0.key, $0.value.at) }
    }
  }
}
