// What is tidied when the writer has nothing else to do: last uses, answers kept for a day, ended
// sessions, and the index of the audit trail. Each turn is one bounded piece.

import Access
import Audit
package import Pipeline
package import SQLite
import Synchronization
import Vocabulary

/// The upkeep of accounts and of the audit index.
package final class AccountUpkeep: Sendable {
  /// Seconds between two turns of what need not be done at once.
  private static let spacingSeconds: Int64 = 60
  private static let piece = 500

  private let lastUse: LastUse
  private let clock: any Clock
  private let due = Mutex(Timestamp(milliseconds: .min))

  /// The upkeep of one server.
  package init(_ services: Services) {
    lastUse = services.lastUse
    clock = services.clock
  }

  /// Does one piece, in the writer's transaction; true when there is more.
  ///
  /// For `Writer.onIdle`. Nothing keeps it from being run as a job as well, once a minute, on a
  /// server that is only read: then last uses are written down there too.
  package func perform(in database: Database) throws -> Bool {
    var isMore = try AuditSearch(database).catchUp(entriesMax: Self.piece) == Self.piece
    let now = clock.now
    guard due.withLock({ $0 <= now }) else { return isMore }
    let accounts = AccountStore(database)
    try accounts.noteUse(lastUse.takeUnwritten(at: now))
    if try Idempotency.forget(before: now, in: database, countMax: Self.piece) { isMore = true }
    if try accounts.forgetSessions(before: now, countMax: Self.piece) { isMore = true }
    // As long as there is more, the next piece follows at once.
    if !isMore { due.withLock { $0 = now.plus(seconds: Self.spacingSeconds) } }
    return isMore
  }
}
