// What the writer does besides writing: checkpoints, which nobody else ever makes, and idle work.
// Each piece is short, because everyone behind it waits.

import CSQLite
import Dispatch
import Synchronization

extension Writer {
  /// Copies the log into the file when it has grown enough; sooner when nobody waits.
  func checkpointIfNeeded(isSomebodyWaiting: Bool) {
    guard confined.broken == nil else { return }
    if database.isLogToBeEmptied { return emptyLog() }
    let frames = database.walFrames
    if frames < confined.backfilledFrames {
      // The log was begun anew.
      confined.backfilledFrames = 0
      confined.restartTriedAtFrames = 0
    }
    let wanted =
      isSomebodyWaiting ? settings.busyCheckpointFrames : settings.idleCheckpointFrames
    guard frames - confined.backfilledFrames >= wanted else { return }
    let isLong = frames >= settings.restartCheckpointFrames
    if isLong, frames - confined.restartTriedAtFrames >= wanted {
      // Readers keep the log from being begun anew: wait for them, once per stretch and shortly.
      confined.restartTriedAtFrames = frames
      _ = sqlite3_busy_timeout(database.handle, Int32(settings.restartMilliseconds))
      checkpoint(SQLITE_CHECKPOINT_RESTART)
      _ = sqlite3_busy_timeout(database.handle, Int32(settings.busyMilliseconds))
    } else {
      checkpoint(SQLITE_CHECKPOINT_PASSIVE)
    }
  }

  /// Copies the log into the file and cuts it to nothing; while a reader still needs it, tries
  /// again a little later.
  func emptyLog() {
    guard database.isLogToBeEmptied, confined.broken == nil, !confined.isClosed else { return }
    _ = sqlite3_busy_timeout(database.handle, Int32(settings.restartMilliseconds))
    database.isLogToBeEmptied = !checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
    _ = sqlite3_busy_timeout(database.handle, Int32(settings.busyMilliseconds))
    guard database.isLogToBeEmptied else { return }
    queue.asyncAfter(deadline: .now() + .milliseconds(settings.idleMilliseconds)) { [self] in
      emptyLog()
    }
  }

  func finalCheckpoint() {
    guard confined.broken == nil else { return }
    _ = sqlite3_busy_timeout(database.handle, 1000)
    checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
  }

  /// True when all that was asked for is done: nothing was in the way.
  @discardableResult
  private func checkpoint(_ mode: Int32) -> Bool {
    let start = DispatchTime.now().uptimeNanoseconds
    var logged: Int32 = 0
    var copied: Int32 = 0
    let result = sqlite3_wal_checkpoint_v2(database.handle, nil, mode, &logged, &copied)
    let microseconds = (DispatchTime.now().uptimeNanoseconds - start) / 1000
    if result == SQLITE_OK || result == SQLITE_BUSY {
      confined.backfilledFrames = max(0, Int(copied))
    } else {
      // No room in the file is not the end: the log still holds everything.
      let error = DatabaseError(database.handle)
      note(error)
      figures.withLock { $0.lastIdleFailure = error.description }
      confined.backfilledFrames = database.walFrames
    }
    figures.withLock {
      $0.checkpoints += 1
      $0.longestCheckpointMicroseconds = max($0.longestCheckpointMicroseconds, microseconds)
    }
    return result == SQLITE_OK
  }

  // MARK: Idle work

  /// Has the idle work looked at a little later, once however often this is called.
  func setIdleTimer() {
    guard !confined.idleWork.isEmpty, !confined.isIdleTimerSet else { return }
    confined.isIdleTimerSet = true
    queue.asyncAfter(deadline: .now() + .milliseconds(settings.idleMilliseconds)) { [self] in
      confined.isIdleTimerSet = false
      runIdleWork()
    }
  }

  private static let idlePostponementsMax = 20

  private func runIdleWork() {
    guard !confined.isClosed, confined.broken == nil else { return }
    let isSomebodyWaiting = line.withLock { $0.isScheduled }
    if isSomebodyWaiting, confined.idlePostponements < Self.idlePostponementsMax {
      confined.idlePostponements += 1
      setIdleTimer()
      return
    }
    confined.idlePostponements = 0
    var isMoreToDo = false
    for work in confined.idleWork where runIdleWork(work) { isMoreToDo = true }
    checkpointIfNeeded(isSomebodyWaiting: isSomebodyWaiting)
    if isMoreToDo { setIdleTimer() }
  }

  /// One piece in a transaction of its own; true when there is more and nothing failed.
  private func runIdleWork(_ work: @Sendable (Database) throws -> Bool) -> Bool {
    do {
      let isMoreToDo = try database.transaction { try work(database) }
      publish()
      return isMoreToDo
    } catch {
      raiseEpochIfUnpublished()
      if let error = error as? DatabaseError { note(error) }
      figures.withLock { $0.lastIdleFailure = String(describing: error) }
      return false
    }
  }
}
