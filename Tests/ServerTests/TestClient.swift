// A plain blocking HTTP client for the tests: it sends exactly the bytes it is told to and reads
// answers strictly by their framing. Every read gives up after some seconds.

import Glibc
import Server

struct ClientError: Error, CustomStringConvertible {
  let description: String
}

struct Answer: Equatable {
  let status: Int
  let fields: [String: String]
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  var closes: Bool { fields["connection"] == "close" }
}

final class TestClient {
  private let fd: Int32
  private var isClosed = false
  private var buffer: [UInt8] = []

  init(_ address: BoundAddress, receiveBytes: Int32? = nil) throws {
    var family = AF_INET
    if case .unix = address.address { family = AF_UNIX }
    if case .tcp(let host, _) = address.address, host.contains(":") { family = AF_INET6 }
    fd = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard fd >= 0 else { throw ClientError(description: "socket: \(errno)") }
    var timeout = timeval(tv_sec: 10, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
    if var receiveBytes { setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receiveBytes, 4) }
    if family != AF_UNIX {
      var on: Int32 = 1
      setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
    }
    guard TestClient.connect(fd, address.address) == 0 else {
      let code = errno
      Glibc.close(fd)
      isClosed = true
      throw ClientError(description: "connect: \(code)")
    }
  }

  deinit { close() }

  private static func connect(_ fd: Int32, _ address: ListenAddress) -> Int32 {
    switch address {
    case .unix(let path):
      var at = sockaddr_un()
      at.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &at.sun_path) { $0.copyBytes(from: path.utf8) }
      return connect(fd, at)
    case .tcp(let host, let port) where host.contains(":"):
      var at = sockaddr_in6()
      at.sin6_family = sa_family_t(AF_INET6)
      at.sin6_port = port.bigEndian
      inet_pton(AF_INET6, host, &at.sin6_addr)
      return connect(fd, at)
    case .tcp(let host, let port):
      var at = sockaddr_in()
      at.sin_family = sa_family_t(AF_INET)
      at.sin_port = port.bigEndian
      inet_pton(AF_INET, host, &at.sin_addr)
      return connect(fd, at)
    }
  }

  private static func connect<Address>(_ fd: Int32, _ address: Address) -> Int32 {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(fd, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }

  // MARK: Sending

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        let rest = UnsafeRawBufferPointer(rebasing: $0[start...])
        return Glibc.send(fd, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ClientError(description: "send: \(errno)") }
      start += count
    }
  }

  /// Sends a request without a body.
  func get(_ target: String, fields: String = "") throws {
    try send("GET \(target) HTTP/1.1\r\nHost: test\r\n\(fields)\r\n")
  }

  func endWriting() { _ = shutdown(fd, Int32(SHUT_WR)) }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    _ = Glibc.close(fd)
  }

  /// Closes with a reset.
  func reset() {
    var abort = linger(l_onoff: 1, l_linger: 0)
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  // MARK: Reading

  /// Reads once; false at the end.
  private func fill() throws -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = recv(fd, &piece, piece.count, 0)
    guard count >= 0 else { throw ClientError(description: "receive: \(errno)") }
    buffer.append(contentsOf: piece[..<count])
    return count > 0
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while buffer.count < count {
      guard try fill() else { throw ClientError(description: "the answer was cut") }
    }
    let taken = Array(buffer[..<count])
    buffer.removeFirst(count)
    return taken
  }

  private func takeLine() throws -> String {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        let line = try take(end + 1)
        guard line.suffix(2) == [13, 10] else { throw ClientError(description: "a bare LF") }
        return String(decoding: line.dropLast(2), as: UTF8.self)
      }
      searched = buffer.count
      guard try fill() else { throw ClientError(description: "the head was cut") }
    }
  }

  /// Reads one answer, strictly by its framing.
  func readAnswer(toHead: Bool = false) throws -> Answer {
    let parts = try takeLine().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0] == "HTTP/1.1", let status = Int(parts[1]) else {
      throw ClientError(description: "no status line: \(parts)")
    }
    var fields: [String: String] = [:]
    while case let line = try takeLine(), !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else {
        throw ClientError(description: "no field: \(line)")
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      fields[line[..<colon].lowercased()] = String(value)
    }
    var body: [UInt8] = []
    if toHead || status < 200 || status == 204 || status == 304 {
      body = []
    } else if fields["transfer-encoding"] == "chunked" {
      body = try readChunks()
    } else if let length = fields["content-length"].flatMap({ Int($0) }) {
      body = try take(length)
    }
    return Answer(status: status, fields: fields, body: body)
  }

  /// Reads one answer; nil at the end of the connection.
  func readAnswerOrEnd() throws -> Answer? {
    if buffer.isEmpty, try !fill() { return nil }
    return try readAnswer()
  }

  private func readChunks() throws -> [UInt8] {
    var body: [UInt8] = []
    while true {
      guard let count = Int(try takeLine(), radix: 16) else {
        throw ClientError(description: "no chunk size")
      }
      body += try take(count)
      guard try takeLine().isEmpty else { throw ClientError(description: "a long chunk") }
      if count == 0 { return body }
    }
  }

  /// Reads to the end of the connection; throws when it is reset.
  func readToEnd() throws -> [UInt8] {
    while try fill() {}
    let all = buffer
    buffer = []
    return all
  }

  /// Whether there is something to read, or the end, this moment.
  var isReadable: Bool { !buffer.isEmpty || poll(for: Int16(POLLIN), milliseconds: 0) }

  /// Waits, without reading, until the server has broken the connection.
  func waitForBreak() -> Bool { poll(for: 0, milliseconds: 10_000) }

  private func poll(for events: Int16, milliseconds: Int32) -> Bool {
    var asked = pollfd(fd: fd, events: events, revents: 0)
    return Glibc.poll(&asked, 1, milliseconds) > 0
  }
}
