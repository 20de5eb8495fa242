// What the test servers serve, and how a test runs one: started, used, drained, and every socket
// given back.

import Dispatch
import Glibc
import HTTP
import Server
import Synchronization
import Testing

/// What a test and the responders of its server share.
final class Scene: Sendable {
  let held = Mutex<[AnswerSlot]>([])
  let answered = Atomic<Int>(0)
  let rounds = Atomic<Int>(0)
  let elsewhere = DispatchQueue(label: "tests.elsewhere")
  let isHeld = DispatchSemaphore(value: 0)
  /// Pieces made by late streams.
  let made = Atomic<Int>(0)
  let isCancelled = DispatchSemaphore(value: 0)
  /// A sink or a stream of this scene was made, and was let go.
  let isBegun = DispatchSemaphore(value: 0)
  let isReleased = DispatchSemaphore(value: 0)

  /// Waits until a request for `/held` has come and takes its slot.
  func takeHeld() -> AnswerSlot? {
    guard isHeld.wait(timeout: .now() + 10) == .success else { return nil }
    return held.withLock { $0.removeFirst() }
  }
}

/// Bytes 0, 1, 2 … modulo 251, so that a lost or repeated piece is seen.
func pattern(_ count: Int, from start: Int = 0) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count)
  while bytes.count < count {
    let at = (start + bytes.count) % period.count
    bytes.append(contentsOf: period[at..<min(period.count, at + count - bytes.count)])
  }
  return bytes
}

private let period = (0..<251).map { UInt8($0) }

/// A stream of pieces of 10,000 bytes; it can fail after one piece, or end too early.
final class TestStream: BodySource, @unchecked Sendable {
  // Unchecked: a stream is pulled by one loop only.
  static let pieceBytes = 10_000
  private let pieces: Int
  private let failsAfter: Int
  private let scene: Scene?
  private var made = 0

  init(pieces: Int, failsAfter: Int = .max, _ scene: Scene? = nil) {
    self.pieces = pieces
    self.failsAfter = failsAfter
    self.scene = scene
    scene?.isBegun.signal()
  }

  deinit { scene?.isReleased.signal() }

  func next() throws -> Piece {
    guard made < failsAfter else { throw ClientError(description: "the source broke") }
    guard made < pieces else { return .end }
    made += 1
    return .bytes(pattern(TestStream.pieceBytes, from: (made - 1) * TestStream.pieceBytes))
  }
}

/// A stream whose every piece is made elsewhere; it counts what it made and whether it was ended.
final class LateStream: BodySource {
  private struct State {
    var wake: (@Sendable () -> Void)?
    var ready: [UInt8]?
    var isAsked = false
    var made = 0
  }

  private let pieces: Int
  private let scene: Scene
  private let state = Mutex(State())

  init(pieces: Int, _ scene: Scene) {
    self.pieces = pieces
    self.scene = scene
  }

  func start(_ wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

  func cancel() { scene.isCancelled.signal() }

  func next() throws -> Piece {
    let (ready, made, isAsked) = state.withLock { state in
      defer {
        state.ready = nil
        state.isAsked = true
      }
      return (state.ready, state.made, state.isAsked)
    }
    if let ready {
      state.withLock { $0.isAsked = false }
      return .bytes(ready)
    }
    if made == pieces { return .end }
    if !isAsked { scene.elsewhere.async { self.make() } }
    return .later
  }

  private func make() {
    let wake = state.withLock { state in
      state.ready = pattern(TestStream.pieceBytes, from: state.made * TestStream.pieceBytes)
      state.made += 1
      return state.wake
    }
    scene.made.wrappingAdd(1, ordering: .relaxed)
    wake?()
    // Once too often.
    wake?()
  }
}

/// Counts the bytes of a body that is handed over as it comes.
final class TestSink: BodySink {
  let count = Atomic(0)
  let largest = Atomic(0)
  let isInOrder = Atomic(true)
  private let scene: Scene

  init(_ scene: Scene) {
    self.scene = scene
    scene.isBegun.signal()
  }

  deinit { scene.isReleased.signal() }

  func take(_ bytes: [UInt8]) {
    let start = count.load(ordering: .relaxed)
    if bytes != pattern(bytes.count, from: start) { isInOrder.store(false, ordering: .relaxed) }
    count.wrappingAdd(bytes.count, ordering: .relaxed)
    largest.max(bytes.count, ordering: .relaxed)
  }
}

final class TestResponder: Responder {
  let scene: Scene

  init(_ scene: Scene) { self.scene = scene }

  func plan(for head: RequestHead, from peer: Peer) -> BodyPlan {
    switch head.target.pathText {
    case "/refused": .refuse(answer(403, "no"))
    case "/ten": .buffer(bytesMax: 10)
    case "/file": .hand(to: TestSink(scene), bytesMax: 1_000_000)
    default: .buffer(bytesMax: 8_388_608)
    }
  }

  func respond(to request: Request, from peer: Peer, slot: AnswerSlot) -> Response? {
    scene.answered.wrappingAdd(1, ordering: .relaxed)
    let target = request.head.target.pathText
    let parts = target.split(separator: "/")
    let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    switch parts.first {
    case "echo", "ten": return answer(200, request.body)
    case "peer": return answer(200, "\(peer.address) \(peer.port)")
    case "large": return answer(200, pattern(number))
    case "stream": return stream(TestStream(pieces: number, scene), length: nil)
    case "known": return stream(TestStream(pieces: number), length: number * 10_000)
    case "short": return stream(TestStream(pieces: number - 1), length: number * 10_000)
    case "long": return stream(TestStream(pieces: number + 1), length: number * 10_000)
    case "late":
      return Response(status: .ok, body: .stream(LateStream(pieces: number, scene), length: nil))
    case "file":
      guard let sink = request.sink as? TestSink else { return answer(500, "no sink") }
      let isRight = sink.isInOrder.load(ordering: .relaxed) && request.body.isEmpty
      let count = sink.count.load(ordering: .relaxed)
      return answer(200, "\(isRight) \(count) \(sink.largest.load(ordering: .relaxed) <= 65_536)")
    case "empty":
      return Response(
        status: .noContent, body: .stream(TestStream(pieces: 1), length: nil))
    case "broken": return stream(TestStream(pieces: number, failsAfter: 1), length: nil)
    case "later":
      scene.elsewhere.async { slot.answer(answer(200, target)) }
      return nil
    case "held":
      scene.held.withLock { $0.append(slot) }
      scene.isHeld.signal()
      return nil
    default: return answer(200, target)
    }
  }

  func problem(for error: ParseError) -> Response {
    answer(Int(error.status.code), "problem")
  }

  func roundEnded() {
    scene.rounds.wrappingAdd(1, ordering: .relaxed)
  }
}

func answer(_ status: Int, _ body: [UInt8]) -> Response {
  Response(status: Status(code: UInt16(status)), body: .bytes(body))
}

func answer(_ status: Int, _ body: String) -> Response {
  answer(status, Array(body.utf8))
}

func stream(_ source: TestStream, length: Int?) -> Response {
  Response(status: .ok, body: .stream(source, length: length))
}

/// The suite of everything with sockets: one test at a time, so that descriptors can be counted.
@Suite(.serialized) struct SocketTests {}

struct Running {
  let server: Server
  let addresses: [BoundAddress]
  let scene: Scene

  func client(receiveBytes: Int32? = nil) throws -> TestClient {
    try TestClient(addresses[0], receiveBytes: receiveBytes)
  }

  func drained() async {
    await withCheckedContinuation { continuation in
      server.drain { continuation.resume() }
    }
  }
}

/// Runs a server for one test, drains it, and checks that every socket and event set is returned.
func withServer(
  listen: String = "127.0.0.1:0",
  inheriting makeSocket: @autoclosure () throws -> InheritedSocket? = nil,
  _ change: (inout ServerSettings) -> Void = { _ in },
  _ test: (Running) async throws -> Void
) async throws {
  // Dispatch makes its own event set on first use.
  DispatchQueue(label: "tests.warm").sync {}
  var settings = ServerSettings(loops: 2)
  settings.drainSecondsMax = 5
  change(&settings)
  let scene = Scene()
  let before = openSockets()
  let inherited = try makeSocket().map { [$0] } ?? []
  let server = Server(
    listen: [try #require(ListenAddress(listen))], inherited: inherited, settings: settings
  ) { _ in TestResponder(scene) }
  let running = Running(server: server, addresses: try server.start(), scene: scene)
  do {
    try await test(running)
  } catch {
    await running.drained()
    throw error
  }
  await running.drained()
  #expect(openSockets() == before)
  #expect(server.statistics.open == 0)
}

/// Sockets of this process, without the pairs of simulations that run beside. Event sets are not
/// counted: Dispatch has some of its own.
func openSockets() -> Int {
  (0..<Int32(2_048)).count { fd in
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let family = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { at in
        getsockname(fd, at, &length) == 0 ? Int32(at.pointee.sa_family) : nil
      }
    }
    // A name of the family alone is none.
    let isNamed = length > MemoryLayout<sa_family_t>.size
    return family.map { $0 != AF_UNIX || isNamed } ?? false
  }
}
