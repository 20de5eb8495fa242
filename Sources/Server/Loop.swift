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
  /// Rounds of events per wake-up before Dispatch gets its turn to run other blocks.
  private static let roundsMax = 64

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

  private let clock: LoopClock
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

  private let mailbox = Mutex<[Posted]>([])
  /// Rings in the event set when something is posted while the loop waits there.
  private let bell: Int32
  private let isWaiting = Atomic<Bool>(false)
  private let published = Mutex(ServerStatistics())
  private let happened = UnsafeMutableBufferPointer<samverkan_event>.allocate(
    capacity: EventSet.eventsMax)

  init(
    index: Int, settings: ServerSettings, admission: Admission, responder: any Responder,
    clock: LoopClock = .system
  ) throws(ServerError) {
    guard let events = EventSet() else {
      throw ServerError(attempt: "cannot make an event set", code: errno)
    }
    bell = samverkan_bell()
    guard bell >= 0, events.add(bell, .reading, token: ConnectionName(fd: bell).token) else {
      let code = errno
      Socket.close(bell)
      Socket.close(events.fd)
      throw ServerError(attempt: "cannot make a bell", code: code)
    }
    self.events = events
    self.settings = settings
    self.admission = admission
    self.responder = responder
    self.clock = clock
    deadlines = Deadlines(settings)
    queue = DispatchQueue(label: "samverkan.loop.\(index)")
    output.reserveCapacity(65_536)
  }

  deinit {
    // Never started: then no cancel handler closes them.
    if !hasStarted {
      Socket.close(events.fd)
      Socket.close(bell)
    }
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
    Socket.close(bell)
    if let reserve { Socket.close(reserve) }
    reserve = nil
    finished?()
    finished = nil
  }

  // MARK: Rounds

  /// Handles what has happened, and what happens right after it. Dispatch calls it; a test may call
  /// it in Dispatch's place.
  func wake() {
    var wait = 0
    for _ in 0..<Loop.roundsMax {
      let count = take(waiting: wait)
      readClock()
      for index in 0..<count {
        handle(ConnectionName(token: happened[index].token), happened[index].events)
      }
      if !takePosted(), count == 0 { break }
      endRound()
      if isDraining, openCount == 0 { break }
      wait = settings.waitMicrosecondsMax
    }
  }

  private func take(waiting microseconds: Int) -> Int {
    guard microseconds > 0 else { return events.take(into: happened, waiting: 0) }
    isWaiting.store(true, ordering: .sequentiallyConsistent)
    // What was posted before the flag stood has rung no bell.
    let isQuiet = mailbox.withLock { $0.isEmpty }
    let count = events.take(into: happened, waiting: isQuiet ? Int32(microseconds) : 0)
    isWaiting.store(false, ordering: .sequentiallyConsistent)
    return count
  }

  private func handle(_ name: ConnectionName, _ events: UInt32) {
    if name.generation == 0 {
      if name.fd == bell { Socket.hush(bell) } else { accept(from: name.fd) }
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
    let (milliseconds, second) = clock.read()
    now = milliseconds
    if second != dateSecond {
      dateSecond = second
      date = HTTPDate.format(Int64(second))
    }
  }

  /// Ends the waits that have lasted too long. Called twice a second.
  func tick() {
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

  /// Takes an answer, or the news that a stream has more, from any queue. The first of many wakes
  /// the loop.
  func post(_ posted: Posted) {
    let isFirst = mailbox.withLock { box in
      box.append(posted)
      return box.count == 1
    }
    guard isFirst else { return }
    if isWaiting.load(ordering: .sequentiallyConsistent) {
      Socket.ring(bell)
    } else {
      queue.async { self.emptyMailbox() }
    }
  }

  private func emptyMailbox() {
    readClock()
    // A round may have taken them meanwhile.
    guard takePosted() else { return }
    endRound()
  }

  private func takePosted() -> Bool {
    let posted = mailbox.withLock { box in
      let taken = box
      box = []
      return taken
    }
    for one in posted {
      switch one {
      case .answer(let answer): find(answer.connection)?.take(answer, on: self)
      case .more(let connection): find(connection)?.woken(on: self)
      }
    }
    return !posted.isEmpty
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
