// An instant, kept in milliseconds of UTC. It knows no time zone and no leap second: CivilTime
// says which Swedish day and hour it is.

/// An instant on the time line.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let milliseconds: Int64

  /// Makes an instant from milliseconds since 1970.
  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Makes an instant from seconds since 1970.
  @inlinable
  public init(seconds: Int64) {
    self.init(milliseconds: seconds * 1000)
  }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    (milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1000
  }

  /// Orders by time.
  @inlinable
  public static func < (one: Self, other: Self) -> Bool {
    one.milliseconds < other.milliseconds
  }

  /// The instant so many seconds later.
  @inlinable
  public func plus(seconds: some BinaryInteger) -> Timestamp {
    Timestamp(milliseconds: milliseconds + Int64(seconds) * 1000)
  }

  /// The instant so many times 24 hours later; `Day` counts civil days.
  @inlinable
  public func plus(days: some BinaryInteger) -> Timestamp {
    plus(seconds: Int64(days) * 86_400)
  }
}

extension Timestamp {
  /// RFC 3339 in UTC with whole seconds: `2026-11-23T22:14:05Z`.
  public var text: String {
    String(filling: 20) { write(into: $0) }
  }

  /// Appends the same text.
  public func append(to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { buffer in
      write(into: buffer)
      bytes.append(contentsOf: buffer)
    }
  }

  private func write(into buffer: UnsafeMutableRawBufferPointer) {
    let (days, second) = Int(seconds).split(by: 86_400)
    Day(number: days).write(into: buffer)
    buffer[10] = 0x54
    buffer.storeDigits(second / 3600, at: 11, count: 2)
    buffer[13] = 0x3A
    buffer.storeDigits(second / 60 % 60, at: 14, count: 2)
    buffer[16] = 0x3A
    buffer.storeDigits(second % 60, at: 17, count: 2)
    buffer[19] = 0x5A
  }

  /// Reads RFC 3339 with any offset; fractions are kept to the millisecond.
  ///
  /// A second of 60 is refused, for the instant could not be stored; so is an offset of 24 hours
  /// or more. `T` and `Z` may be in lower case (RFC 3339, part 5.6).
  public init?(_ rfc3339: String) {
    var text = rfc3339
    guard let instant = text.withUTF8({ Self.read(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = instant
  }

  private static func read(_ text: UnsafeRawBufferPointer) -> Timestamp? {
    guard text.count >= 20, text.count <= 64,
      let day = Day(utf8: UnsafeRawBufferPointer(rebasing: text[..<10])),
      text[10] | 0x20 == 0x74, text[13] == 0x3A, text[16] == 0x3A,
      let hour = text.digits(at: 11, count: 2), hour < 24,
      let minute = text.digits(at: 14, count: 2), minute < 60,
      let second = text.digits(at: 17, count: 2), second < 60
    else { return nil }
    var at = 19
    var fraction = 0
    if text[at] == 0x2E {
      at += 1
      let start = at
      while at < text.count, let digit = text.digits(at: at, count: 1) {
        if at - start < 3 { fraction = fraction * 10 + digit }
        at += 1
      }
      guard at > start else { return nil }
      for _ in min(at - start, 3)..<3 { fraction *= 10 }
    }
    guard let offset = offset(text, at: at) else { return nil }
    let local = day.number * 86_400 + hour * 3600 + minute * 60 + second
    return Timestamp(milliseconds: Int64(local - offset) * 1000 + Int64(fraction))
  }

  /// Seconds east of UTC, from the last part of the text.
  private static func offset(_ text: UnsafeRawBufferPointer, at: Int) -> Int? {
    if at + 1 == text.count, text[at] | 0x20 == 0x7A { return 0 }
    guard at + 6 == text.count, text[at] == 0x2B || text[at] == 0x2D, text[at + 3] == 0x3A,
      let hours = text.digits(at: at + 1, count: 2), hours < 24,
      let minutes = text.digits(at: at + 4, count: 2), minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return text[at] == 0x2B ? seconds : -seconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC.
  public var description: String { text }
}
