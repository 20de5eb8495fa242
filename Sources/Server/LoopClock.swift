// The two clocks that a loop reads once a round: one for waiting, one for the Date field. A test
// gives a loop a clock of its own and lets hours pass in no time.

import Glibc

struct LoopClock: Sendable {
  /// Milliseconds of a clock that never goes back, and seconds since 1970.
  let read: @Sendable () -> (milliseconds: Int64, second: Int)

  /// The machine's clocks.
  static let system = LoopClock {
    var time = timespec()
    // Cannot fail with these arguments.
    _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return (Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000, Glibc.time(nil))
  }
}
