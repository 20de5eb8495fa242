// One client's connection: what has come and is not understood yet, what is made and not sent yet,
// and where in its life it is. It is used only on its loop's queue and never outlives its place in
// the loop's table. Reading and writing have files of their own; here is what follows from them.

import HTTP

final class Connection {
  enum Phase {
    /// A head or a body is read, or awaited.
    case reading
    /// An answer is being made elsewhere; what comes meanwhile is kept unparsed.
    case answering
    /// An answer is being made piece by piece, as fast as the client takes it.
    case streaming
    /// The last answer is sent; what still comes is thrown away until the client has read it.
    case lingering
    case closed
  }

  /// Bytes that must move within one time-out for it to start anew: a drip is not progress.
  private static let progressBytesMin = 8_192

  let name: ConnectionName
  let peer: Peer
  var phase = Phase.reading
  var interest = Readiness.reading

  /// Bytes that came and are not parsed, from `inputStart`. Empty, and without memory, between
  /// requests.
  var input: [UInt8] = []
  var inputStart = 0
  /// Bytes the kernel has not taken yet, from `outputStart`.
  var output: [UInt8] = []
  var outputStart = 0

  var upload: Upload?
  /// The request whose answer is awaited.
  var asked: RequestHead?
  var ticket: UInt32 = 0
  var outgoing: Outgoing?
  var requestCount = 0
  var lingeredBytes = 0

  /// The client has sent all it will send.
  var hasEnded = false
  /// Parsing stopped to let output leave; there may be whole requests in `input`.
  var isThrottled = false
  var closesAfterOutput = false
  /// The client does not expect the close: let it read its answer before.
  var lingers = false
  private var progressBytes = 0
  private var isNewWait = false

  init(name: ConnectionName, peer: Peer) {
    self.name = name
    self.peer = peer
  }

  var isClosed: Bool { phase == .closed }
  /// The next piece of the answer is being made elsewhere.
  var awaitsPiece: Bool { phase == .streaming && outgoing?.isAwaited == true }
  var isReading: Bool { interest.contains(.reading) }
  var inputCount: Int { input.count - inputStart }
  var outputCount: Int { output.count - outputStart }

  /// Nothing is begun and nothing is owed: closing it now harms nobody.
  var isIdle: Bool {
    phase == .reading && upload == nil && input.isEmpty && output.isEmpty
  }

  /// Lets go of everything but the descriptor. Only `Loop.close` calls it.
  func forget() {
    phase = .closed
    interest = []
    input = []
    output = []
    upload = nil
    asked = nil
    outgoing?.source.cancel()
    outgoing = nil
  }

  // MARK: After each event

  /// Sends what this turn wrote, then decides what the connection waits for next.
  func settle(on loop: Loop) {
    if phase == .streaming { pull(on: loop) }
    flush(on: loop)
    guard !isClosed else { return }
    if phase == .reading, output.isEmpty {
      if closesAfterOutput {
        finish(on: loop)
      } else if hasEnded, !isThrottled {
        // Nothing more can come, and what is here is no whole request.
        loop.close(self)
      }
    } else if phase == .lingering, hasEnded {
      loop.close(self)
    }
    guard !isClosed else { return }
    watch(on: loop)
    measureTime(on: loop)
  }

  /// The last answer is with the kernel: close, or first let the client read it.
  private func finish(on loop: Loop) {
    let clientIsDone = hasEnded || (!lingers && input.isEmpty)
    guard !clientIsDone, Socket.endWriting(name.fd) else {
      loop.close(self)
      return
    }
    // Closing now, with bytes unread, would make the kernel send a reset, and a reset makes the
    // client's kernel throw away the answer (RFC 9112 9.6).
    input = []
    inputStart = 0
    upload = nil
    phase = .lingering
  }

  /// Tells the event set what to wait for, when that has changed.
  private func watch(on loop: Loop) {
    var wanted = Readiness()
    if wantsInput(loop.settings) { wanted.insert(.reading) }
    let mayWrite = phase == .streaming && !awaitsPiece
    if !output.isEmpty || isThrottled || mayWrite { wanted.insert(.writing) }
    guard wanted != interest else { return }
    guard loop.events.change(name.fd, wanted, token: name.token) else {
      loop.close(self)
      return
    }
    interest = wanted
  }

  private func wantsInput(_ settings: ServerSettings) -> Bool {
    if hasEnded { return false }
    switch phase {
    case .reading:
      return !closesAfterOutput && !isThrottled && outputCount < settings.pendingOutputBytesMax
    case .answering, .streaming: return inputCount < settings.pendingInputBytesMax
    case .lingering: return true
    case .closed: return false
    }
  }

  // MARK: Time

  /// Bytes went in or out that the running time-out waits for.
  func progressed(_ bytes: Int) {
    progressBytes += bytes
    if progressBytes >= Connection.progressBytesMin { isNewWait = true }
  }

  /// A new request, or nothing, is waited for from now on.
  func beginsNewWait() {
    isNewWait = true
  }

  private func measureTime(on loop: Loop) {
    guard !isClosed else { return }
    let kind = awaited
    guard isNewWait || kind != loop.deadlines.kind(of: name.fd) else { return }
    isNewWait = false
    progressBytes = 0
    loop.deadlines.arm(name.fd, kind, now: loop.now)
  }

  private var awaited: Deadlines.Kind {
    if phase == .lingering { return .lingering }
    // Whoever waits for us is not late.
    if awaitsPiece, output.isEmpty { return .none }
    if phase == .streaming || isThrottled || !output.isEmpty { return .stalled }
    if phase == .answering { return .none }
    if upload != nil { return .body }
    return input.isEmpty ? .idle : .head
  }

  /// A time-out was reached.
  func expired(_ kind: Deadlines.Kind, on loop: Loop) {
    loop.counts.timeouts += 1
    switch kind {
    case .head, .body:
      fail(.timeout, on: loop)
      settle(on: loop)
    case .stalled: loop.close(self, withReset: true)
    case .idle, .lingering: loop.close(self)
    case .none: break
    }
  }
}
