// Names for one request: X-Request-Id and traceparent, the client's where valid, else made.

import HTTP
import Vocabulary

/// The names by which one request can be found again.
struct Tracing {
  let requestID: String
  let traceparent: String

  /// Takes valid names from the head, makes the others.
  init(_ head: RequestHead, random: inout Randomness) {
    let given = head.fields["X-Request-Id"].flatMap { Self.isValidID($0) ? $0 : nil }
    requestID = given ?? Hex.encode(random.bytes(16))
    let span = Hex.encode(random.bytes(8))
    let trace = head.fields["traceparent"].flatMap(Self.trace) ?? Hex.encode(random.bytes(16))
    traceparent = "00-\(trace)-\(span)-00"
  }

  /// Names for an answer to what could not be read.
  init(random: inout Randomness) {
    requestID = Hex.encode(random.bytes(16))
    traceparent = "00-\(Hex.encode(random.bytes(16)))-\(Hex.encode(random.bytes(8)))-00"
  }

  private static func isValidID(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x3A: true
        default: false
        }
      }
  }

  // The trace-id of a valid traceparent (W3C Trace Context 3.2.2).
  private static func trace(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4, parts[0].count == 2, parts[0] != "ff", isHex(parts[0]),
      parts[1].count == 32, isHex(parts[1]), parts[1].contains(where: { $0 != "0" }),
      parts[2].count == 16, isHex(parts[2]), parts[2].contains(where: { $0 != "0" }),
      parts[3].count == 2, isHex(parts[3]), parts[0] != "00" || parts.count == 4
    else { return nil }
    return parts[1]
  }

  private static func isHex(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
