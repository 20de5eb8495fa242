// How long a slow reading may go on: a deadline and a way for its caller to give up, looked at by
// SQLite every thousand steps of its machine. It limits reading, not the queue before it.

import CSQLite
import Dispatch

/// The limit that a connection's statements are under; none unless set.
struct StatementDeadline {
  var uptimeNanosecondsMax = UInt64.max
  var isCancelled: @Sendable () -> Bool = { false }

  var isOver: Bool {
    DispatchTime.now().uptimeNanoseconds >= uptimeNanosecondsMax || isCancelled()
  }
}

extension Database {
  /// Runs the body under a deadline; a statement that is still going on then is interrupted.
  ///
  /// - Throws: a `DatabaseError` with `isInterrupted` when the time was up or the caller gave up.
  public func limited<T>(
    milliseconds: Int, isCancelled: @escaping @Sendable () -> Bool = { false },
    _ body: () throws -> T
  ) throws -> T {
    let now = DispatchTime.now().uptimeNanoseconds
    deadline = StatementDeadline(
      uptimeNanosecondsMax: now + UInt64(max(0, milliseconds)) * 1_000_000,
      isCancelled: isCancelled)
    sqlite3_progress_handler(
      handle, 1000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Database>.fromOpaque(context).takeUnretainedValue().deadline.isOver ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
    defer {
      sqlite3_progress_handler(handle, 0, nil, nil)
      deadline = StatementDeadline()
    }
    return try body()
  }
}
