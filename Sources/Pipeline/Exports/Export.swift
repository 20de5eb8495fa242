// A whole list in one answer: the route's own handler is run page after page, each in a short read
// transaction of its own and as the caller stands then. What a page shows is in the audit trail, on
// disk, before the first byte of it leaves. Only one page is held at a time.

import Audit
import HTTP
import SQLite
import Synchronization
import Vocabulary

/// One list on its way out.
final class Export: BodySource {
  private struct State {
    /// What was made and is not taken yet.
    var ready: [UInt8]?
    var cursor: String?
    var hasBegun = false
    var isMaking = false
    /// Nothing more is to be made.
    var isOver = false
    var fault: Refusal?
    var wake: (@Sendable () -> Void)?
    var writer: ExportWriter
  }

  private let exchange: Exchange
  private let format: ExportFormat
  private let state: Mutex<State>

  /// An export for one request.
  ///
  /// - Throws: `Refusal` 400 for parameters that only a page has.
  init(_ exchange: Exchange, _ format: ExportFormat) throws(Refusal) {
    for name in Page.parameters.map(\.name) where exchange.request.query[name] != nil {
      throw .badQuery(name, allowed: ["Accept: application/json"])
    }
    self.exchange = exchange
    self.format = format
    state = Mutex(
      State(writer: ExportWriter(format, page: exchange.request.route.answer.shape)))
  }

  /// Makes the first page; the answer leaves when it stands, or when it is known why not.
  ///
  /// - Throws: `Refusal` 503 when too many lists wait.
  func begin() throws(Refusal) {
    guard makeNext() else { throw Refusal(.busy) }
  }

  // MARK: on the loop

  func start(_ wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

  func next() throws -> Piece {
    let (ready, isOver, fault) = state.withLock { state in
      defer { state.ready = nil }
      return (state.ready, state.isOver, state.fault)
    }
    if let ready { return .bytes(ready) }
    if let fault { throw fault }
    if isOver { return .end }
    guard makeNext() else { throw Refusal(.busy) }
    return .later
  }

  func cancel() {
    state.withLock { state in
      state.isOver = true
      state.ready = nil
      state.wake = nil
    }
  }

  // MARK: beside the loops

  private func makeNext() -> Bool {
    let isTurn = state.withLock { state in
      defer { state.isMaking = true }
      return !state.isMaking
    }
    guard isTurn else { return true }
    return exchange.services.submitExport { [self] in make() }
  }

  private func make() {
    let (cursor, isOver, isFirst) = state.withLock { ($0.cursor, $0.isOver, !$0.hasBegun) }
    if isOver { return }
    do {
      // Who calls and what they may is found anew for each page: a right that has ended shows no
      // more.
      let reading = try exchange.readAside(exchange.request.page(after: cursor))
      guard
        var entry = exchange.request.entry(
          of: reading.reply, by: reading.caller, at: reading.now)
      else {
        finish(reading)
        return
      }
      entry.fields.append("export")
      try exchange.services.submit(
        EntryJob(entry) { [self] error in
          if let error { fail(error) } else { finish(reading) }
        })
    } catch  where isFirst {
      exchange.answerAside(error)
    } catch {
      fail(error)
    }
  }

  private func finish(_ reading: PageReading) {
    let (isFirst, wake) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
      defer { state.hasBegun = true }
      let bytes = state.writer.write(reading.items)
      if !state.isOver { state.ready = bytes.isEmpty ? nil : bytes }
      state.cursor = reading.next
      state.isOver = state.isOver || reading.next == nil
      state.isMaking = false
      return (!state.hasBegun, state.wake)
    }
    guard isFirst else {
      wake?()
      return
    }
    exchange.later(
      exchange.envelope.response(
        Reply(about: .nobody, body: .stream(type: format.contentType, self)),
        to: exchange.request))
  }

  private func fail(_ error: any Error) {
    let refusal = exchange.services.refusal(
      for: error, request: exchange.request.requestID)
    let (isFirst, wake) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
      state.fault = refusal
      state.isMaking = false
      return (!state.hasBegun, state.wake)
    }
    if isFirst { exchange.later(exchange.envelope.problem(refusal)) } else { wake?() }
  }
}

/// The job of an audit entry that a page waits for.
private final class EntryJob: WriterJob {
  private let entry: AuditEntry
  private let done: @Sendable ((any Error)?) -> Void

  init(_ entry: AuditEntry, done: @escaping @Sendable ((any Error)?) -> Void) {
    self.entry = entry
    self.done = done
  }

  func perform(in database: Database) throws { try AuditTrail(database).append(entry) }

  func settled(_ outcome: WriterOutcome) {
    switch outcome {
    case .durable: done(nil)
    case .refused(let error): done(error)
    case .failed(let error): done(error)
    }
  }
}
