// How often each route was called and how it answered: the numbers behind /metrics.

import HTTP
import Synchronization

/// Counts of one route.
package struct RouteCount: Sendable, Equatable {
  /// Answers by the first digit of their status, from 1 to 5.
  package var answers = [Int](repeating: 0, count: 6)
  /// Microseconds from the request's last byte to its answer, in all.
  package var microseconds: UInt64 = 0

  /// All answers.
  package var total: Int { answers.reduce(0, +) }
}

/// Counts of all routes.
package final class RouteCounts: Sendable {
  private let counts: Mutex<[RouteCount]>

  /// Nothing counted yet.
  package init(routes: Int) {
    counts = Mutex([RouteCount](repeating: RouteCount(), count: routes))
  }

  /// Counts one answer.
  func add(_ index: Int, _ status: Status, microseconds: UInt64) {
    counts.withLock { counts in
      guard counts.indices.contains(index) else { return }
      counts[index].answers[min(5, Int(status.code / 100))] += 1
      counts[index].microseconds &+= microseconds
    }
  }

  /// The counts up to now, in the order of the routes.
  package var all: [RouteCount] { counts.withLock { $0 } }
}
