// Where the time of day comes from. Code asks the clock it was given and never the system, so
// that a test decides what time it is.

import Glibc
import Synchronization

/// Something that knows what time it is.
public protocol Clock: Sendable {
  /// The present instant.
  var now: Timestamp { get }
}

/// The system's clock.
public struct SystemClock: Clock {
  /// Makes one.
  public init() {}

  /// The present instant.
  public var now: Timestamp { Timestamp.now() }
}

/// A clock that stands still until it is moved.
public final class FixedClock: Clock {
  private let instant: Mutex<Timestamp>

  /// Stops at an instant.
  public init(_ now: Timestamp) {
    instant = Mutex(now)
  }

  /// The instant it shows; settable.
  public var now: Timestamp {
    get { instant.withLock { $0 } }
    set { instant.withLock { $0 = newValue } }
  }

  /// Moves on by so many seconds.
  public func advance(seconds: Int64) {
    instant.withLock { $0 = $0.plus(seconds: seconds) }
  }
}

extension Timestamp {
  /// The system's present instant.
  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
