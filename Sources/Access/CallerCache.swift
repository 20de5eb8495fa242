// Callers already read, for one connection's queue. A change of grant, session, key or agreement
// raises the access epoch, and the whole cache is forgotten.

package import SQLite
import Vocabulary

/// A cache of callers, confined to the queue of its connection.
package final class CallerCache {
  private var epoch: UInt64 = 0
  private var callers: [Token: Caller] = [:]
  /// Most callers kept; at the limit the cache starts anew.
  private let callersMax = 4096

  /// An empty cache.
  package init() {}

  /// The caller behind a token, read at most once per epoch.
  package func find(_ token: Token, in database: Database, epoch: UInt64) throws -> Caller? {
    if epoch != self.epoch || callers.count >= callersMax {
      callers.removeAll(keepingCapacity: true)
      self.epoch = epoch
    }
    if let caller = callers[token] { return caller }
    guard let caller = try AccessStore(database).find(token) else { return nil }
    callers[token] = caller
    return caller
  }
}
