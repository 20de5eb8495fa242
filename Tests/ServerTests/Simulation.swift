// One loop without Dispatch, threads or time: the test hands it socket pairs, turns it when it
// likes, and moves its clock. What a connection does is then the same in every run of one seed.

import Dispatch
import Glibc
import HTTP
import Synchronization

@testable import Server

final class Simulation {
  let loop: Loop
  let scene = Scene()
  private let admission: Admission
  private let time: SimulatedTime

  init(_ change: (inout ServerSettings) -> Void = { _ in }) throws {
    var settings = ServerSettings(loops: 1)
    // A turn handles what is there: nothing else happens while it waits.
    settings.waitMicrosecondsMax = 0
    change(&settings)
    let time = SimulatedTime()
    self.time = time
    admission = Admission(settings)
    loop = try Loop(
      index: 0, settings: settings, admission: admission, responder: TestResponder(scene),
      clock: LoopClock { (time.milliseconds.load(ordering: .relaxed), 1_700_000_000) })
  }

  /// Opens a connection; a small buffer makes the kernel take answers in parts.
  func connect(sendBytes: Int32? = nil) throws -> SimulatedClient {
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
      throw ClientError(description: "socketpair: \(errno)")
    }
    if var sendBytes { setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &sendBytes, 4) }
    let fd = pair[0]
    loop.queue.sync {
      loop.tick()
      _ = admission.reserve()
      _ = admission.enter(.unix)
      loop.open(fd, .unix)
    }
    return SimulatedClient(pair[1])
  }

  /// Lets the loop handle what has happened.
  func turn() {
    loop.queue.sync { loop.wake() }
    // An answer posted from elsewhere is a block of its own.
    loop.queue.sync {}
  }

  /// Lets time pass, and the loop notice.
  func wait(seconds: Double) {
    time.milliseconds.wrappingAdd(Int64(seconds * 1_000), ordering: .relaxed)
    loop.queue.sync { loop.tick() }
  }

  /// Answers the request that was held first; false when none is.
  func answerHeld() -> Bool {
    guard let slot = scene.held.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
      return false
    }
    slot.answer(answer(200, "held"))
    loop.queue.sync {}
    return true
  }

  /// What must hold between two turns, whatever has happened: nil, or what does not.
  var fault: String? {
    let open = loop.connections.compactMap { $0 }
    if open.count != loop.openCount { return "\(loop.openCount) counted, \(open.count) there" }
    if !loop.output.isEmpty { return "output is left over" }
    for connection in open {
      let kind = loop.deadlines.kind(of: connection.name.fd)
      if connection.isClosed { return "a closed connection is in the table" }
      if (kind == .none) != (connection.phase == .answering && connection.output.isEmpty) {
        return "\(connection.phase) waits for \(kind)"
      }
      if connection.inputCount > loop.settings.pendingInputBytesMax + 65_536 {
        return "\(connection.inputCount) bytes of input are kept"
      }
      if !connection.output.isEmpty, !connection.interest.contains(.writing) {
        return "output that nobody waits to send"
      }
    }
    return nil
  }
}

private final class SimulatedTime: Sendable {
  let milliseconds = Atomic<Int64>(1_000_000)
}

/// The other end of a pair; it never blocks.
final class SimulatedClient {
  private let fd: Int32
  private var isOpen = true
  private var received: [UInt8] = []
  private var reader = AnswerReader()
  private(set) var hasEnd = false

  var answers: [Answer] { reader.answers }
  var fault: String? { reader.fault }
  /// Bytes that came and are no whole answer.
  var restCount: Int { received.count - reader.at }

  init(_ fd: Int32) { self.fd = fd }
  deinit { close() }

  /// Sends what the kernel takes; how many bytes that were, 0 also when the server is gone.
  func send(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { max(0, Glibc.send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))) }
  }

  /// Reads at most so many bytes; false when nothing is there.
  func read(atMost count: Int) -> Bool {
    var piece = [UInt8](repeating: 0, count: count)
    let taken = recv(fd, &piece, count, 0)
    if taken > 0 {
      received.append(contentsOf: piece[..<taken])
      reader.read(received)
    }
    if taken == 0 || taken < 0 && errno != EAGAIN { hasEnd = true }
    return taken > 0
  }

  func endWriting() { _ = shutdown(fd, Int32(SHUT_WR)) }

  func close() {
    guard isOpen else { return }
    isOpen = false
    _ = Glibc.close(fd)
  }
}

/// Reads answers from bytes that may end anywhere; each answer once.
struct AnswerReader {
  private(set) var answers: [Answer] = []
  /// Where the next answer begins.
  private(set) var at = 0
  /// What is wrong with the bytes, if something is.
  private(set) var fault: String?

  /// Takes the answers that are whole by now.
  mutating func read(_ bytes: [UInt8]) {
    while fault == nil, let end = Self.find([13, 10, 13, 10], in: bytes, from: at) {
      let lines = String(decoding: bytes[at..<end], as: UTF8.self).split(separator: "\r\n")
      guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
        let status = Int(first.dropFirst(9).prefix(3))
      else {
        fault = "no status line"
        return
      }
      var fields: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        fields[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].dropFirst()) : ""
      }
      guard let (body, next) = Self.body(bytes, from: end + 4, fields) else { return }
      answers.append(Answer(status: status, fields: fields, body: body))
      at = next
    }
  }

  private static func body(
    _ bytes: [UInt8], from start: Int, _ fields: [String: String]
  ) -> (body: [UInt8], next: Int)? {
    if fields["transfer-encoding"] == "chunked" { return chunks(bytes, from: start) }
    let end = start + (fields["content-length"].flatMap { Int($0) } ?? 0)
    return end <= bytes.count ? (Array(bytes[start..<end]), end) : nil
  }

  private static func chunks(_ bytes: [UInt8], from start: Int) -> ([UInt8], Int)? {
    var body: [UInt8] = []
    var at = start
    while let end = find([13, 10], in: bytes, from: at) {
      guard let size = Int(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16),
        end + 2 + size + 2 <= bytes.count
      else { return nil }
      body += bytes[end + 2..<end + 2 + size]
      at = end + 2 + size + 2
      if size == 0 { return (body, at) }
    }
    return nil
  }

  private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + wanted.count <= bytes.count {
      if bytes[at] == wanted[0], bytes[at..<at + wanted.count].elementsEqual(wanted) { return at }
      at += 1
    }
    return nil
  }
}
