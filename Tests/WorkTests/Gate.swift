// What these tests wait on: gates that hold work back, and a note of what ran. No sleeps.

import Dispatch
import Synchronization

/// A gate that holds whoever arrives until it is opened, and says how many have arrived.
final class Gate: Sendable {
  private let isOpen = DispatchSemaphore(value: 0)
  private let arrivals = DispatchSemaphore(value: 0)

  /// Called from work: says so and waits.
  func pass() {
    arrive()
    isOpen.wait()
  }

  /// Says that something has come so far.
  func arrive() { arrivals.signal() }

  /// Waits until as many have arrived; false when they do not come within ten seconds.
  func hasArrived(_ count: Int) -> Bool {
    (0..<count).allSatisfy { _ in arrivals.wait(timeout: .now() + 10) == .success }
  }

  /// Tells whether one more arrives within a moment; used where none should.
  func hasAnother() -> Bool { arrivals.wait(timeout: .now() + 0.05) == .success }

  /// Lets so many through.
  func open(_ count: Int = 1) { for _ in 0..<count { isOpen.signal() } }
}

/// What ran, in order.
final class Notes: Sendable {
  private let noted = Mutex<[String]>([])

  func add(_ word: String) { noted.withLock { $0.append(word) } }

  var words: [String] { noted.withLock { $0 } }
}

/// A number that many threads add to.
final class Tally: Sendable {
  private let number = Atomic<Int>(0)

  var value: Int { number.load(ordering: .relaxed) }

  func add(_ count: Int = 1) { number.wrappingAdd(count, ordering: .relaxed) }
}

/// A clock that stands still until it is moved.
final class HandClock: Sendable {
  private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

  var now: UInt64 { nanoseconds.withLock { $0 } }

  func advance(nanoseconds count: UInt64) { nanoseconds.withLock { $0 += count } }
  func advance(seconds: UInt64) { advance(nanoseconds: seconds * 1_000_000_000) }
}
