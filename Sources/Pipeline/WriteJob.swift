// The two jobs that the pipeline hands to the writer: a call that changes something, and the audit
// entry of a read whose answer waits for it.

import Access
import Audit
import HTTP
import SQLite
import Synchronization
import Vocabulary

/// Callers cached for the writer's connection.
final class WriterCallers: @unchecked Sendable {
  // Confined to the writer's queue: only jobs use it, and they run there one by one.
  private let cache = CallerCache()

  func find(_ token: Token, in database: Database) throws -> Caller? {
    try cache.find(token, in: database, epoch: database.accessEpoch)
  }
}

/// Ids that writing calls make come in the order of the calls, whatever the clock does.
final class WritingOrder: Sendable {
  private let latest = Atomic<UInt64>(0)

  /// Runs the body with randomness whose ids come after all that were made here before.
  func next<T>(_ body: (inout Randomness) throws -> T) rethrows -> T {
    var random = Randomness()
    random.latestID = latest.load(ordering: .relaxed)
    // Also when the call is refused: its ids are not used again.
    defer { latest.store(random.latestID ?? 0, ordering: .relaxed) }
    return try body(&random)
  }
}

/// The job of one writing call.
///
/// It may run twice, when a full disk undid a whole group: it keeps nothing but its answer.
final class WriteJob: WriterJob {
  private let exchange: Exchange
  private let prepared: Prepared
  private let answer = Mutex<Response?>(nil)

  init(_ exchange: Exchange, _ prepared: @escaping Prepared) {
    self.exchange = exchange
    self.prepared = prepared
  }

  func perform(in database: Database) throws {
    let services = exchange.services
    let now = services.clock.now
    let deed = Deed(
      request: exchange.request, router: services.router, cursors: services.cursors,
      mode: try services.writerMode.find(in: database))
    let caller = try caller(in: database, at: now)
    var reply = try services.order.next { random in
      try deed.perform(prepared, by: caller, in: database, at: now, random: &random)
    }
    if exchange.request.isDryRun { reply.becomeDryRun() }
    let response = try exchange.response(to: reply)
    answer.withLock { $0 = response }
    if exchange.request.isDryRun { throw DryRun() }
  }

  func recover(from error: any Error, in database: Database) throws -> Bool {
    if error is DryRun { return true }
    let services = exchange.services
    let refusal = services.refusal(for: error, request: exchange.request.requestID)
    answer.withLock { $0 = exchange.envelope.problem(refusal) }
    guard error is Refusal else { return false }
    let now = services.clock.now
    guard let caller = try knownCaller(in: database),
      let entry = exchange.request.entry(of: refusal, by: caller, at: now)
    else { return false }
    try AuditTrail(database).append(entry)
    return true
  }

  func settled(_ outcome: WriterOutcome) {
    switch outcome {
    case .durable, .refused:
      let response = answer.withLock { $0 }
      exchange.later(response ?? exchange.envelope.problem(Refusal(.internalError)))
    case .failed(let error):
      exchange.later(exchange.response(to: error))
    }
  }

  private func caller(in database: Database, at now: Timestamp) throws -> Caller? {
    guard let token = exchange.token else { return nil }
    return try exchange.services.admitted(try knownCaller(in: database), token, at: now)
  }

  private func knownCaller(in database: Database) throws -> Caller? {
    guard let token = exchange.token else { return nil }
    return try exchange.services.writerCallers.find(token, in: database)
  }
}

/// Thrown when everything was checked and nothing shall be kept.
private struct DryRun: Error {}

/// The job of a read that touched personal data: its entry, then its answer.
final class TraceJob: WriterJob {
  private let exchange: Exchange
  private let entry: AuditEntry
  private let response: Response
  /// Bytes of the answer that waits.
  let byteCount: Int

  init(_ exchange: Exchange, entry: AuditEntry, response: Response) {
    self.exchange = exchange
    self.entry = entry
    self.response = response
    byteCount = response.body.byteCount
  }

  func perform(in database: Database) throws { try AuditTrail(database).append(entry) }

  func settled(_ outcome: WriterOutcome) {
    exchange.services.waiting.giveBack(byteCount)
    switch outcome {
    case .durable: exchange.later(response)
    case .refused(let error): exchange.later(exchange.response(to: error))
    case .failed(let error): exchange.later(exchange.response(to: error))
    }
  }
}

extension ResponseBody {
  /// Bytes that the body takes in memory; what is pulled later takes none yet.
  fileprivate var byteCount: Int {
    if case .bytes(let bytes) = self { bytes.count } else { 0 }
  }
}
