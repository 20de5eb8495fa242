// A copy of the database while it is being written: a step of some pages between two groups. The
// writer waits for one step at a time, never for the copy.

import CSQLite
import Dispatch
import Synchronization

extension Writer {
  /// Copies the database to a file that does not exist yet, under full load and without a pause.
  ///
  /// `progress` is asked after each step, on the writer's queue; false ends the copy. `completion`
  /// is called once, on a queue of its own, when the copy is on disk and hashed; a copy that failed
  /// is removed. One copy at a time.
  public func backup(
    to path: String,
    progress: @escaping @Sendable (BackupProgress) -> Bool = { _ in true },
    completion: @escaping @Sendable (Result<BackupCopy, DatabaseError>) -> Void
  ) {
    queue.async { [self] in
      do throws(DatabaseError) {
        try requireOpen()
        guard confined.backup == nil else {
          throw DatabaseError(extendedCode: SQLITE_BUSY, message: "a copy is being made already")
        }
        confined.backup = try BackupRun(of: database, to: path)
      } catch {
        Self.slowQueue.async { completion(.failure(error)) }
        return
      }
      queue.async { [self] in stepBackup(progress, completion) }
    }
  }

  /// Copies the database and waits for it; for the command line and tests.
  public func backup(to path: String) throws -> BackupCopy {
    dispatchPrecondition(condition: .notOnQueue(queue))
    let answer = BackupAnswer()
    backup(to: path) { answer.set($0) }
    return try answer.wait().get()
  }

  /// Hashing and syncing, which nobody is to wait for.
  private static let slowQueue = DispatchQueue(label: "backup")

  private func stepBackup(
    _ progress: @escaping @Sendable (BackupProgress) -> Bool,
    _ completion: @escaping @Sendable (Result<BackupCopy, DatabaseError>) -> Void
  ) {
    dispatchPrecondition(condition: .onQueue(queue))
    guard let run = confined.backup else {
      // The writer was closed meanwhile.
      let error = DatabaseError(
        extendedCode: SQLITE_INTERRUPT, message: "the copy was ended with the writer")
      Self.slowQueue.async { completion(.failure(error)) }
      return
    }
    do throws(DatabaseError) {
      guard let done = try run.step() else {
        confined.backup = nil
        let path = run.path
        let number = commitNumber
        Self.slowQueue.async { completion(Self.sealed(path, commitNumber: number)) }
        return
      }
      guard progress(done) else {
        throw DatabaseError(
          extendedCode: SQLITE_INTERRUPT, message: "the copy was ended by its caller")
      }
      // Behind the group that waits, if one does.
      queue.async { [self] in stepBackup(progress, completion) }
    } catch {
      run.cancel()
      confined.backup = nil
      Self.slowQueue.async { completion(.failure(error)) }
    }
  }

  private static func sealed(
    _ path: String, commitNumber: UInt64
  ) -> Result<BackupCopy, DatabaseError> {
    Result { () throws(DatabaseError) in
      try BackupRun.seal(path, commitNumber: commitNumber)
    }
  }
}

/// The end of a copy that somebody waits for.
private final class BackupAnswer: Sendable {
  private let result = Mutex<Result<BackupCopy, DatabaseError>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  func set(_ value: Result<BackupCopy, DatabaseError>) {
    result.withLock { $0 = value }
    isDone.signal()
  }

  func wait() -> Result<BackupCopy, DatabaseError> {
    isDone.wait()
    let missing = DatabaseError(
      extendedCode: SQLITE_MISUSE, message: "the copy ended without an answer")
    return result.withLock { $0 ?? .failure(missing) }
  }
}
