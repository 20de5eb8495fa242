// What all loops share: the routes, the writer, the clock, limits, and the one table from errors to
// refusals.

package import Access
import HTTP
package import SQLite
package import Vocabulary
package import Work

/// Settings of the pipeline.
package struct PipelineSettings: Sendable {
  /// Most bytes of a JSON body.
  package var bodyBytesMax = 1_048_576
  /// Most bytes of a file.
  package var fileBytesMax = 10_485_760
  /// Where files are; nil where none are taken.
  package var files: FileStore?
  /// Most bytes of answers that wait for their audit entries.
  package var waitingBytesMax = 33_554_432
  /// Seconds after which an unused session ends.
  package var sessionIdleSecondsMax: Int64 = 1_800
  /// Seconds after which a session ends in any case.
  package var sessionSecondsMax: Int64 = 43_200
  /// Addresses of reverse proxies whose `Forwarded` is believed (RFC 7239).
  package var trustedProxies: Set<String> = []
  /// Signs cursors; from `secret.key`.
  package var secret: [UInt8] = []
  /// Second factors and tokens against forgery; from `secret.key`.
  package var secrets = RecoverableSecrets(key: [])
  /// The other origins whose pages a browser lets use this server; none switches CORS off.
  package var crossOrigins: Set<String> = []

  /// Settings with their defaults.
  package init() {}
}

/// The parts that every request shares.
package final class Services: Sendable {
  /// The table of routes.
  package let router: Router
  /// The one writer.
  package let writer: Writer
  /// The clock.
  package let clock: any Clock
  /// Settings.
  package let settings: PipelineSettings
  /// Rate limits.
  package let limits: RateLimits
  /// When sessions were last used, in memory.
  package let lastUse = LastUse()
  /// Counts for the metrics page.
  package let counts: RouteCounts
  let cursors: CursorSigner
  let writerCallers = WriterCallers()
  let waiting: WaitingAnswers
  let writerMode = WriterMode()
  let order = WritingOrder()
  // Long lists wait for each other, and never for a password's hash.
  private let exports = WorkQueue(name: "exports", width: 2, depth: 256, secondsMax: 30)
  private let slow: WorkQueue
  private let slowReader: @Sendable () throws -> Database
  private let log: @Sendable (_ event: String, _ request: String, _ text: String) -> Void

  /// The shared parts.
  ///
  /// - Parameters:
  ///   - slow: the queue for what takes milliseconds, as password hashes do.
  ///   - slowReader: opens a read connection for that queue.
  ///   - log: one line of the log; never given anything personal.
  package init(
    router: Router, writer: Writer, clock: any Clock, settings: PipelineSettings,
    limits: RateLimits, slow: WorkQueue, slowReader: @escaping @Sendable () throws -> Database,
    log: @escaping @Sendable (_ event: String, _ request: String, _ text: String) -> Void
  ) {
    self.router = router
    self.writer = writer
    self.clock = clock
    self.settings = settings
    self.limits = limits
    self.slow = slow
    self.slowReader = slowReader
    self.log = log
    counts = RouteCounts(routes: router.routes.count)
    cursors = CursorSigner(secret: settings.secret)
    waiting = WaitingAnswers(bytesMax: settings.waitingBytesMax)
  }

  /// Judges a caller's times; nil and ended ones are refused.
  func admitted(_ caller: Caller?, _ token: Token, at now: Timestamp) throws(Refusal) -> Caller {
    guard let caller, now < caller.expiresAt else { throw Refusal(.unauthenticated) }
    let idleMax = caller.session == nil ? nil : settings.sessionIdleSecondsMax
    guard lastUse.touch(token, at: now, stored: caller.lastUsedAt, idleSecondsMax: idleMax) else {
      throw Refusal(.unauthenticated)
    }
    return caller
  }

  func submit(_ job: any WriterJob) throws(Refusal) {
    guard writer.submit(job) else { throw Refusal(.busy) }
  }

  /// Hands in the entry of a read; its answer waits for it.
  ///
  /// - Throws: `Refusal` 503 when too much waits already.
  func submit(trace job: TraceJob) throws(Refusal) {
    guard waiting.take(job.byteCount) else { throw Refusal(.busy) }
    guard writer.submit(job) else {
      waiting.giveBack(job.byteCount)
      throw Refusal(.busy)
    }
  }

  /// Runs slow work beside the loops, then the handler that it prepared on the writer.
  func submitSlow(
    _ exchange: Exchange, _ work: @escaping SlowWork, caller: Caller?, at now: Timestamp
  ) throws(Refusal) {
    let isTaken = slow.submit { [self] in
      do {
        let call = Call(
          exchange.request, caller: caller, database: try slowReader(), now: now,
          random: Randomness(), cursors: cursors)
        let prepared = try work(call)
        try submit(WriteJob(exchange, prepared))
      } catch {
        exchange.later(exchange.response(to: error))
      }
    }
    guard isTaken else { throw Refusal(.busy) }
  }

  /// Finishes a file beside the loops, then runs the handler that a row of it takes.
  func submitUpload(
    _ exchange: Exchange, _ file: UploadFile, _ rule: UploadRule
  ) throws(Refusal) {
    let isTaken = slow.submit { [self] in
      do {
        try file.finish()
        try rule.check(file)
        let handle = rule.handle
        try submit(
          WriteJob(exchange.with(file)) { call in try handle(call, file) })
      } catch {
        exchange.later(exchange.response(to: error))
      }
    }
    guard isTaken else { throw Refusal(.busy) }
  }

  /// Runs one page of an export beside the loops; false when too many wait.
  func submitExport(_ work: @escaping @Sendable () -> Void) -> Bool { exports.submit(work) }

  /// Runs work on a read connection of its own, in one short transaction.
  func reading<Result>(_ body: (Database) throws -> Result) throws -> Result {
    let database = try slowReader()
    // Ends with its connection: a reading has nothing to keep.
    try database.run("BEGIN")
    return try body(database)
  }

  /// Ends what goes on beside the loops; the server is drained before.
  package func close() { exports.close() }

  /// The mode now, on a connection of its own; nil while the database cannot be read.
  package func currentMode() -> ServiceMode? {
    do {
      return try ModeStore(slowReader()).find().mode(at: clock.now)
    } catch {
      return nil
    }
  }

  /// The one table from an error to what the client is told.
  func refusal(for error: any Error, request: String) -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case let error as DatabaseError:
      if error.isConstraint {
        log("constraint", request, error.constraint ?? "")
        return Refusal(.alreadyExists)
      }
      log("database", request, "\(error.extendedCode)")
      if error.isFull { return Refusal(.storageFull) }
      // SQLite calls a read that the device fails a corrupt file.
      if error.isIO || error.isCorrupt { return Refusal(.storageBroken) }
      return Refusal(error.isBusy || error.cannotOpen ? .busy : .internalError)
    case let fault as FileFault:
      log("file", request, "cannot \(fault.attempt): error \(fault.code)")
      return Refusal(fault.isFull ? .storageFull : .internalError)
    default:
      log("fault", request, String(describing: type(of: error)))
      return Refusal(.internalError)
    }
  }
}
