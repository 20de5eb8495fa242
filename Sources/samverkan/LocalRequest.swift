// One request to a server on this machine, as the verbs need it: over a Unix socket or loopback.

import CSystem
import Glibc

/// Asks a server on this machine.
enum LocalRequest {
  /// The answer.
  struct Answer {
    let status: Int
    let body: String
  }

  private static let secondsMax = 30
  /// No limit: a copy or a check of a large database takes as long as it takes.
  static let unlimited = 0

  /// GETs a path.
  ///
  /// - Throws: `Failure` when nobody answers.
  static func get(_ path: String, at address: String) throws -> Answer {
    try send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", to: address)
  }

  /// POSTs a JSON body.
  ///
  /// - Throws: `Failure` when nobody answers.
  static func post(
    _ path: String, _ body: [UInt8], at address: String, secondsMax: Int = secondsMax
  ) throws -> Answer {
    let head = """
      POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
      Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n
      """
    return try send(head + String(decoding: body, as: UTF8.self), to: address, secondsMax)
  }

  private static func send(
    _ message: String, to address: String, _ secondsMax: Int = secondsMax
  ) throws -> Answer {
    let descriptor = samverkan_connect(address, Int32(secondsMax))
    guard descriptor >= 0 else {
      let reason = strerror(-descriptor).map { String(cString: $0) } ?? "error \(-descriptor)"
      throw Failure(text: "nobody answers at \(address): \(reason)")
    }
    defer { _ = close(descriptor) }
    let bytes = Array(message.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(text: "the connection to \(address) was lost") }
      sent += count
    }
    return try parse(try receive(descriptor), from: address)
  }

  private static func receive(_ descriptor: Int32) throws -> [UInt8] {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 { return answer }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Failure(text: "no answer within \(secondsMax) seconds")
      }
      answer += buffer[..<count]
    }
  }

  private static func parse(_ bytes: [UInt8], from address: String) throws -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let status = Int(parts[1]), let end = text.firstRange(of: "\r\n\r\n")
    else { throw Failure(text: "\(address) does not speak HTTP") }
    return Answer(status: status, body: String(text[end.upperBound...]))
  }
}
