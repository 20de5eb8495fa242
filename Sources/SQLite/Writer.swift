// The one connection that writes, and the line of jobs before it. Jobs are committed in groups,
// each in a savepoint of its own; nobody is told anything before the COMMIT that holds it.

import CSQLite
import Dispatch
import Synchronization

/// The single writer of a database.
///
/// Everything that touches the connection runs on one serial queue.
public final class Writer: Sendable {
  struct Line {
    var jobs: [any WriterJob] = []
    /// Jobs taken and not yet settled, those above included.
    var depth = 0
    var isScheduled = false
    var isClosed = false
    var turnedAway: UInt64 = 0
  }

  /// What only the queue touches.
  struct Confined {
    /// Jobs swapped out of the line, and the first of them that is not yet done.
    var backlog: [any WriterJob] = []
    var backlogHead = 0
    /// Why writing has ended for good; nil while it goes on.
    var broken: DatabaseError?
    var backfilledFrames = 0
    var restartTriedAtFrames = 0
    var idleWork: [@Sendable (Database) throws -> Bool] = []
    var isIdleTimerSet = false
    var idlePostponements = 0
    var backup: BackupRun?
    var isClosed = false
  }

  let queue: DispatchQueue
  let settings: WriterSettings
  // Confined to `queue`, which every use asserts or is dispatched by.
  nonisolated(unsafe) let database: Database
  // Confined to `queue` likewise.
  nonisolated(unsafe) var confined = Confined()
  private let lock: Mutex<LockFile?>
  let line = Mutex(Line())
  let figures = Mutex(WriterStatistics())
  private let commits = Atomic<UInt64>(0)
  private let epoch = Atomic<UInt64>(0)

  /// Takes `PATH.lock`, opens the one writing connection and creates the file if there is none.
  ///
  /// - Throws: a `DatabaseError`, with `isBusy` when another process holds the lock, with
  ///   `isCorrupt` when the log is damaged.
  public init(path: String, settings: WriterSettings = WriterSettings()) throws(DatabaseError) {
    self.lock = Mutex(try LockFile(beside: path))
    try LogCheck.requireSound(of: path)
    self.database = try Database(
      path: path, role: .writer, busyMilliseconds: settings.busyMilliseconds)
    self.settings = settings
    self.queue = DispatchQueue(label: "writer")
  }

  // MARK: What others see

  /// Number of commits so far. Raised after each COMMIT and before any job of it is settled.
  public var commitNumber: UInt64 { commits.load(ordering: .acquiring) }

  /// Raised after a COMMIT that changed anyone's rights, and after `commitNumber`.
  ///
  /// A loop that keeps rights in memory loads this one first and `commitNumber` second: then a
  /// snapshot that is as fresh as the second holds everything that the first counts.
  public var accessEpoch: UInt64 { epoch.load(ordering: .acquiring) }

  /// Figures up to now.
  public var statistics: WriterStatistics {
    var figures = figures.withLock { $0 }
    line.withLock {
      figures.queueDepth = $0.depth
      figures.turnedAway = $0.turnedAway
    }
    return figures
  }

  /// Tells what is on disk now; on the queue, after a COMMIT.
  func publish() {
    commits.wrappingAdd(1, ordering: .releasing)
    if epoch.load(ordering: .relaxed) != database.accessEpoch {
      epoch.store(database.accessEpoch, ordering: .releasing)
    }
  }

  // MARK: Taking jobs

  /// Puts a job in the line; false when the line is full or the writer is closed, and then the job
  /// is never settled.
  public func submit(_ job: any WriterJob) -> Bool {
    enum Answer { case no, yes, yesAndWake }
    let answer = line.withLock { line -> Answer in
      guard !line.isClosed, line.depth < settings.depthMax else {
        line.turnedAway += 1
        return .no
      }
      line.jobs.append(job)
      line.depth += 1
      if line.isScheduled { return .yes }
      line.isScheduled = true
      return .yesAndWake
    }
    if answer == .yesAndWake { queue.async { [self] in drain() } }
    return answer != .no
  }

  /// Runs the body as a job and waits for its COMMIT; for the command line, tests and start-up,
  /// never on a loop and never on the writer's own queue. The body may run twice.
  public func run<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) throws -> T {
    dispatchPrecondition(condition: .notOnQueue(queue))
    let job = BodyJob(body)
    guard submit(job) else {
      throw DatabaseError(extendedCode: SQLITE_BUSY, message: "the writer's line is full or closed")
    }
    return try job.wait()
  }

  /// Runs the body on the writing connection between two groups, outside any transaction, and
  /// waits: for migrations, checks and repairs.
  public func exclusively<T>(_ body: (Database) throws -> T) throws -> T {
    dispatchPrecondition(condition: .notOnQueue(queue))
    return try queue.sync {
      try requireOpen()
      if let broken = confined.broken { throw broken }
      defer {
        database.rollBack()
        publish()
        emptyLog()
      }
      do {
        return try body(database)
      } catch {
        if let error = error as? DatabaseError { note(error) }
        throw error
      }
    }
  }

  /// Registers work to be done when nobody waits, in a transaction of its own on the writer's
  /// queue.
  ///
  /// Each call does one bounded piece and returns true when there is more. Work that finds somebody
  /// waiting is put off, but not for ever: under constant load a piece runs about once a second.
  public func onIdle(_ work: @escaping @Sendable (Database) throws -> Bool) {
    queue.async { [self] in
      confined.idleWork.append(work)
      setIdleTimer()
    }
  }

  func requireOpen() throws(DatabaseError) {
    guard !confined.isClosed else {
      throw DatabaseError(extendedCode: SQLITE_MISUSE, message: "the writer is closed")
    }
  }

  // MARK: The end

  /// Takes no more jobs, settles those taken, empties the log into the file and lets go of the
  /// lock.
  public func close() {
    dispatchPrecondition(condition: .notOnQueue(queue))
    line.withLock { $0.isClosed = true }
    queue.sync {
      guard !confined.isClosed else { return }
      while commitNextGroup() {}
      confined.backup?.cancel()
      confined.backup = nil
      finalCheckpoint()
      confined.isClosed = true
      confined.idleWork = []
      database.close()
    }
    lock.withLock { $0 = nil }
  }
}

/// A closure as a job that somebody waits for.
private final class BodyJob<T: Sendable>: WriterJob {
  private struct State {
    var value: T?
    var error: (any Error)?
  }

  private let body: @Sendable (Database) throws -> T
  private let state = Mutex(State())
  private let isDone = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable (Database) throws -> T) { self.body = body }

  func perform(in database: Database) throws {
    let value = try body(database)
    state.withLock { $0.value = value }
  }

  func settled(_ outcome: WriterOutcome) {
    state.withLock {
      switch outcome {
      case .durable: break
      case .refused(let error): $0.error = error
      case .failed(let error): $0.error = error
      }
    }
    isDone.signal()
  }

  func wait() throws -> T {
    isDone.wait()
    return try state.withLock { state in
      if let error = state.error { throw error }
      guard let value = state.value else {
        throw DatabaseError(
          extendedCode: SQLITE_MISUSE, message: "the job was settled without a value")
      }
      return value
    }
  }
}
