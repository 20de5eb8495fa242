// One loop: a serial queue, one event set under one Dispatch source, the table of its connections
// and the buffers they share. It never blocks; what cannot be done now waits in the event set.

import CSystem
import Dispatch
import Glibc
import HTTP
import Synchronization

/// Everything but the mailbox and the published counters is confined to the loop's queue.
// Unchecked: a serial queue is no isolation the compiler knows, and an actor's hop per event costs
// a quarter of the throughput (engine.md B.2). Every entry from outside goes through the queue.
final class Loop: @unchecked Sendable {
  /// Rounds of events per wake-up before Dispatch gets its turn to run posted blocks.
  private static let roundsMax = 4

  let queue: DispatchQueue
  let settings: ServerSettings
  let admission: Admission
  let responder: any Responder
  let events: EventSet

  var connections: ContiguousArray<Connection?> = []
  var openCount = 0
  var deadlines: Deadlines
  let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)
  /// Where answers are written before one send takes them all.
  var output: [UInt8] = []
  var counts = ServerStatistics()

  var listeners: [Listener] = []
  var isAccepting = false
  /// Closed to accept one connection more when no descriptor is left.
  var reserve: Int32?
  private var lastGeneration: UInt32 = 0

  /// Milliseconds of the monotonic clock at the start of this round.
  var now: Int64 = 0
  /// The Date field's value, made once a second.
  var date: [UInt8] = []
  private var dateSecond = 0

  var drainDue: Int64?
  private var finished: (@Sendable () -> Void)?
  private var hasStarted = false
  private var source: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?

  private let mailbox = Mutex<[PostedAnswer]>([])
  private let published = Mutex(ServerStatistics())
  private let happened = UnsafeMutableBufferPointer<samverkan_event>.allocate(
    capacity: EventSet.eventsMax)

  init(
    index: Int, settings: ServerSettings, admission: Admission, responder: any Responder
  ) throws(ServerError) {
    guard let events = EventSet() else {
      throw ServerError(attempt: "cannot make an event set", code: errno)
    }
    self.events = events
    self.settings = settings
    self.admission = admission
    self.responder = responder
    deadlines = Deadlines(settings)
    queue = DispatchQueue(label: "samverkan.loop.\(index)")
    output.reserveCapacity(65_536)
  }

  deinit {
    // Never started: then no cancel handler closes them.
    if !hasStarted { Socket.close(events.fd) }
    readBuffer.deallocate()
    happened.deallocate()
  }

  var isDraining: Bool { drainDue != nil }

  // MARK: Start and end

  /// Begins to serve. Called once, before anything else can reach the loop.
  func start(_ shared: [Listener]) {
    hasStarted = true
    listeners = shared
    reserve = Socket.openReserve()
    readClock()
    resumeAccepting()
    let source = DispatchSource.makeReadSource(fileDescriptor: events.fd, queue: queue)
    source.setEventHandler { self.wake() }
    source.setCancelHandler { self.end() }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(
      deadline: .now() + .milliseconds(500), repeating: .milliseconds(500),
      leeway: .milliseconds(50))
    timer.setEventHandler { self.tick() }
    self.source = source
    self.timer = timer
    source.activate()
    timer.activate()
  }

  /// Accepts what has come, then no more: the listeners can be closed when all loops have done it.
  func stopAccepting() {
    dispatchPrecondition(condition: .onQueue(queue))
    readClock()
    acceptWaiting()
    pauseAccepting()
    listeners = []
    endRound()
  }

  /// Closes what is idle, answers what is busy, and calls `completed` when nothing is open.
  func drain(_ completed: @escaping @Sendable () -> Void) {
    dispatchPrecondition(condition: .onQueue(queue))
    readClock()
    drainDue = now + Int64(settings.drainSecondsMax * 1_000)
    finished = completed
    for case let connection? in connections {
      // A request may have come that nobody has read yet: it gets its answer.
      if connection.isReading { connection.readable(on: self) }
      if connection.isIdle { close(connection) }
    }
    endRound()
    finishIfEmpty()
  }

  func finishIfEmpty() {
    guard isDraining, openCount == 0, let source else { return }
    self.source = nil
    timer?.cancel()
    timer = nil
    source.cancel()
  }

  private func end() {
    // In the cancel handler only: Dispatch has let go of the descriptor (engine.md D.2).
    Socket.close(events.fd)
    if let reserve { Socket.close(reserve) }
    reserve = nil
    finished?()
    finished = nil
  }

  // MARK: Rounds

  private func wake() {
    for _ in 0..<Loop.roundsMax {
      let count = events.take(into: happened)
      if count == 0 { break }
      readClock()
      for index in 0..<count {
        handle(ConnectionName(token: happened[index].token), happened[index].events)
      }
      endRound()
    }
  }

  private func handle(_ name: ConnectionName, _ events: UInt32) {
    if name.generation == 0 {
      accept(from: name.fd)
      return
    }
    // Gone when an earlier event of this round closed it.
    guard let connection = find(name) else { return }
    let ready = Readiness(rawValue: events)
    if !ready.isDisjoint(with: .over), !connection.interest.contains(.reading) {
      close(connection)
      return
    }
    if ready.contains(.writing) { connection.writable(on: self) }
    // An error is found by reading, after the bytes that came before it.
    if !ready.isDisjoint(with: [.reading, .over]), connection.isReading {
      connection.readable(on: self)
    }
  }

  private func endRound() {
    responder.roundEnded()
    let counts = counts
    published.withLock { $0 = counts }
    // One very large answer must not keep its memory for ever.
    if output.capacity > 1_048_576 {
      output = []
      output.reserveCapacity(65_536)
    }
  }

  private func readClock() {
    var time = timespec()
    // Cannot fail with these arguments.
    _ = clock_gettime(CLOCK_MONOTONIC, &time)
    now = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    let second = Glibc.time(nil)
    if second != dateSecond {
      dateSecond = second
      date = HTTPDate.format(Int64(second))
    }
  }

  private func tick() {
    readClock()
    if let drainDue, now >= drainDue {
      for case let connection? in connections { close(connection) }
    }
    while let (fd, kind) = deadlines.takeExpired(now: now) {
      connections[Int(fd)]?.expired(kind, on: self)
    }
    if !isAccepting, !isDraining { resumeAccepting() }
    endRound()
  }

  // MARK: Answers from elsewhere

  /// Takes an answer from any queue. The first of many wakes the loop.
  func post(_ answer: PostedAnswer) {
    let isFirst = mailbox.withLock { box in
      box.append(answer)
      return box.count == 1
    }
    if isFirst { queue.async { self.takeAnswers() } }
  }

  private func takeAnswers() {
    let answers = mailbox.withLock { box in
      let taken = box
      box = []
      return taken
    }
    readClock()
    for answer in answers {
      find(answer.connection)?.take(answer, on: self)
    }
    endRound()
  }

  /// A source of an answer has more. From any queue; few answers have such a source.
  func wake(_ connection: ConnectionName) {
    queue.async {
      self.readClock()
      self.find(connection)?.woken(on: self)
      self.endRound()
    }
  }

  /// The counters as of the last round. From any queue.
  var statistics: ServerStatistics { published.withLock { $0 } }

  // MARK: The table

  func find(_ name: ConnectionName) -> Connection? {
    let index = Int(name.fd)
    guard index < connections.count, let connection = connections[index],
      connection.name.generation == name.generation
    else { return nil }
    return connection
  }

  /// Enters an accepted descriptor into the table and the event set.
  func open(_ fd: Int32, _ peer: Peer) {
    // 0 is the listeners'; after 4 billion connections the numbers begin anew.
    lastGeneration = lastGeneration == .max ? 1 : lastGeneration + 1
    let name = ConnectionName(fd: fd, generation: lastGeneration)
    counts.accepted += 1
    openCount += 1
    while connections.count <= Int(fd) { connections.append(nil) }
    let connection = Connection(name: name, peer: peer)
    connections[Int(fd)] = connection
    guard events.add(fd, .reading, token: name.token) else {
      close(connection)
      return
    }
    deadlines.arm(fd, .idle, now: now)
  }

  /// Closes a connection, whatever it was doing. Closing twice does nothing.
  func close(_ connection: Connection, withReset: Bool = false) {
    guard !connection.isClosed else { return }
    connection.forget()
    // What was written for it in this turn goes to nobody else.
    output.removeAll(keepingCapacity: true)
    let fd = connection.name.fd
    deadlines.disarm(fd)
    connections[Int(fd)] = nil
    // Closing takes it out of the event set: no other descriptor refers to the socket.
    if withReset { Socket.abort(fd) } else { Socket.close(fd) }
    admission.leave(connection.peer)
    admission.release()
    counts.closed += 1
    openCount -= 1
    if !isAccepting, !isDraining { resumeAccepting() }
    finishIfEmpty()
  }
}
