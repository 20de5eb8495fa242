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
    requestID = given ?? Self.makeID(&random)
    let trace = head.fields["traceparent"].flatMap(Self.trace)
    traceparent = Self.makeParent(of: trace, &random)
  }

  /// Names for an answer to what could not be read.
  init(random: inout Randomness) {
    requestID = Self.makeID(&random)
    traceparent = Self.makeParent(of: nil, &random)
  }

  private static func makeID(_ random: inout Randomness) -> String {
    let (high, low) = (random.next(), random.next())
    return String(unsafeUninitializedCapacity: 32) { buffer in
      write(high, to: buffer, at: 0)
      write(low, to: buffer, at: 16)
      return 32
    }
  }

  // "00-" trace "-" span "-00": a span of ours, in the client's trace or in one of ours.
  private static func makeParent(of trace: String?, _ random: inout Randomness) -> String {
    let span = random.next()
    if let trace {
      return "00-\(trace)-"
        + String(unsafeUninitializedCapacity: 19) { buffer in
          write(span, to: buffer, at: 0)
          return write("-00", to: buffer, at: 16)
        }
    }
    let (high, low) = (random.next(), random.next())
    return String(unsafeUninitializedCapacity: 55) { buffer in
      var end = write("00-", to: buffer, at: 0)
      write(high, to: buffer, at: end)
      write(low, to: buffer, at: end + 16)
      end = write("-", to: buffer, at: end + 32)
      write(span, to: buffer, at: end)
      return write("-00", to: buffer, at: end + 16)
    }
  }

  @discardableResult
  private static func write(
    _ text: StaticString, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) -> Int {
    text.withUTF8Buffer { text in
      for (offset, byte) in text.enumerated() { buffer[start + offset] = byte }
      return start + text.count
    }
  }

  // Sixteen digits at once costs a tenth of sixteen steps, and every request asks for five.
  private static func write(
    _ value: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) {
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    bytes.storeBytes(
      of: digits(of: value >> 32).bigEndian, toByteOffset: start, as: UInt64.self)
    bytes.storeBytes(
      of: digits(of: value & 0xFFFF_FFFF).bigEndian, toByteOffset: start + 8, as: UInt64.self)
  }

  // The eight digits of 32 bits, one a byte: the half-bytes are moved apart, then '0' is added to
  // each, and the 39 between '9' and 'a' to those above nine.
  private static func digits(of value: UInt64) -> UInt64 {
    var halves = value
    halves = (halves << 16 | halves) & 0x0000_FFFF_0000_FFFF
    halves = (halves << 8 | halves) & 0x00FF_00FF_00FF_00FF
    halves = (halves << 4 | halves) & 0x0F0F_0F0F_0F0F_0F0F
    let aboveNine = (halves &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return halves &+ 0x3030_3030_3030_3030 &+ aboveNine &* 39
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
