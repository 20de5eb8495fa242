// A bounded queue for slow work: reports, password hashing, exports. It never grows beyond its
// depth, never uses more threads than its width, and never runs anything on the caller's thread.

import Dispatch
import Synchronization

/// A queue of named, bounded, slow work, on threads of its own.
package final class WorkQueue: Sendable {
  private struct Item {
    let work: @Sendable () -> Void
    let expired: (@Sendable () -> Void)?
    let expiresAt: UInt64
  }

  private struct State {
    var waiting: [Item] = []
    /// Index of the next item; everything before it has been taken.
    var head = 0
    var idleLanes: [Int]
    var isClosed = false

    var depth: Int { waiting.count - head }

    mutating func takeNext() -> Item? {
      guard head < waiting.count else {
        waiting.removeAll(keepingCapacity: true)
        head = 0
        return nil
      }
      let item = waiting[head]
      head += 1
      if head > 64, head * 2 > waiting.count {
        waiting.removeFirst(head)
        head = 0
      }
      return item
    }
  }

  /// What the queue is called in figures and logs.
  package let name: String
  /// How many pieces of work run at the same time.
  package let width: Int
  /// How many pieces may wait.
  package let depthMax: Int
  /// How long a piece may wait for its turn, and how long its statements should be allowed to go
  /// on.
  package let secondsMax: Int
  /// One serial queue each: a serial queue gets a thread of its own, a shared one does not.
  private let lanes: [DispatchQueue]
  private let state: Mutex<State>
  private let unfinished = DispatchGroup()
  private let uptimeNanoseconds: @Sendable () -> UInt64

  /// Makes a queue that runs `width` pieces at a time and lets `depth` wait.
  ///
  /// A test hands in a clock of its own; it counts nanoseconds and never goes back.
  package init(
    name: String, width: Int, depth: Int, secondsMax: Int,
    uptimeNanoseconds: @escaping @Sendable () -> UInt64 = {
      DispatchTime.now().uptimeNanoseconds
    }
  ) {
    self.name = name
    self.width = max(1, width)
    self.depthMax = depth
    self.secondsMax = secondsMax
    self.lanes = (0..<max(1, width)).map { DispatchQueue(label: "\(name).\($0)") }
    self.state = Mutex(State(idleLanes: Array(0..<max(1, width))))
    self.uptimeNanoseconds = uptimeNanoseconds
  }

  /// Number of pieces that wait for their turn.
  package var depth: Int { state.withLock { $0.depth } }

  /// Takes a piece of work; false when the queue is full or closed, and then nothing of it runs.
  ///
  /// With `expired` given, a piece whose turn comes after `secondsMax` runs that instead of `work`:
  /// its client has given up, and doing it would only make the next one late. Without it the work
  /// runs however late.
  package func submit(
    _ work: @escaping @Sendable () -> Void, expired: (@Sendable () -> Void)? = nil
  ) -> Bool {
    let item = Item(
      work: work, expired: expired,
      expiresAt: uptimeNanoseconds() + UInt64(max(0, secondsMax)) * 1_000_000_000)
    enum Place { case lane(Int), line, none }
    let place = state.withLock { state -> Place in
      if state.isClosed { return .none }
      if let lane = state.idleLanes.popLast() {
        unfinished.enter()
        return .lane(lane)
      }
      if state.depth >= depthMax { return .none }
      unfinished.enter()
      state.waiting.append(item)
      return .line
    }
    switch place {
    case .none: return false
    case .line: return true
    case .lane(let lane):
      lanes[lane].async { [self] in run(item, on: lane) }
      return true
    }
  }

  /// Takes no more work and returns when all that was taken is done; never called from work.
  package func close() {
    state.withLock { $0.isClosed = true }
    unfinished.wait()
  }

  private func run(_ item: Item, on lane: Int) {
    if let expired = item.expired, uptimeNanoseconds() > item.expiresAt {
      expired()
    } else {
      item.work()
    }
    let next = state.withLock { state -> Item? in
      let next = state.takeNext()
      if next == nil { state.idleLanes.append(lane) }
      return next
    }
    unfinished.leave()
    // One piece per block, so that a long line does not keep one block alive for ever.
    if let next { lanes[lane].async { [self] in run(next, on: lane) } }
  }
}
