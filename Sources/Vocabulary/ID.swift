// Identifiers of everything that is stored: UUIDs, time-ordered when made here, any version when
// read. They carry no meaning but their order and never tell how many there are.

/// A UUID (RFC 9562) of one kind of thing.
public struct ID<Subject>: Hashable, Comparable, Sendable {
  /// The first eight bytes, in network order.
  public let high: UInt64
  /// The last eight bytes, in network order.
  public let low: UInt64

  /// Joins the two halves.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The same id, now said to be of another kind.
  @inlinable
  public init<Other>(_ other: ID<Other>) {
    self.init(high: other.high, low: other.low)
  }

  /// The same id without its kind.
  @inlinable
  public var erased: AnyID { AnyID(self) }

  /// Orders by bytes, and so by time for ids of version 7.
  @inlinable
  public static func < (one: Self, other: Self) -> Bool {
    one.high == other.high ? one.low < other.low : one.high < other.high
  }
}

extension ID {
  /// Makes a new id of version 7 (RFC 9562, part 5.7): 48 bits of time, 74 of randomness.
  ///
  /// It comes after `random.latestID`, if there is one: within a millisecond, and when the clock
  /// was set back (RFC 9562, part 6.2, method 2).
  @inlinable
  public static func make(at time: Timestamp, random: inout Randomness) -> Self {
    let milliseconds = UInt64(clamping: time.milliseconds) & 0xFFFF_FFFF_FFFF
    var high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
    if let latest = random.latestID {
      high = max(high, IDText.successor(latest))
      random.latestID = high
    }
    let low = 1 << 63 | random.next() >> 2
    return Self(high: high, low: low)
  }

  /// Reads sixteen bytes; nil for any other number of them.
  @inlinable
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 16 else { return nil }
    self.init(
      high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  /// Reads sixteen bytes; nil for any other number of them.
  public init?(bytes: [UInt8]) {
    guard let id = bytes.withUnsafeBytes({ Self(bytes: $0) }) else { return nil }
    self = id
  }

  /// The sixteen bytes in network order.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }

  /// Reads the canonical form of 36 characters, in any case and of any version.
  @inlinable
  public init?(_ text: String) {
    var text = text
    guard let id = text.withUTF8({ Self(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = id
  }

  /// Reads the canonical form from bytes of text.
  @inlinable
  public init?(utf8: UnsafeRawBufferPointer) {
    guard let halves = IDText.read(utf8) else { return nil }
    self.init(high: halves.high, low: halves.low)
  }

  /// The canonical form in lower case, 36 characters.
  @inlinable
  public var text: String { IDText.text(high, low) }

  /// Appends the canonical form in lower case.
  @inlinable
  public func append(to bytes: inout [UInt8]) { IDText.append(high, low, to: &bytes) }
}

/// The text of ids of every kind: a generic function that cannot be specialised across modules
/// costs a hundred times as much (engine.md D.11), so the work is done here, without the kind.
@usableFromInline
enum IDText {
  /// The first half of the id after one: its last twelve bits count up, and then its milliseconds.
  @usableFromInline
  static func successor(_ high: UInt64) -> UInt64 {
    high & 0x0FFF < 0x0FFF ? high + 1 : (high >> 16 + 1) << 16 | 0x7000
  }

  @usableFromInline
  static func read(_ utf8: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64)? {
    guard utf8.count == 36 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    for index in 0..<36 {
      let byte = utf8[index]
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == 0x2D else { return nil }
        continue
      }
      guard let digit = Hex.value(byte) else { return nil }
      halves.0 = halves.0 << 4 | halves.1 >> 60
      halves.1 = halves.1 << 4 | UInt64(digit)
    }
    return (halves.0, halves.1)
  }

  @usableFromInline
  static func text(_ high: UInt64, _ low: UInt64) -> String {
    String(filling: 36) { write(high, low, into: $0) }
  }

  @usableFromInline
  static func append(_ high: UInt64, _ low: UInt64, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: 36, alignment: 1) { buffer in
      write(high, low, into: buffer)
      bytes.append(contentsOf: buffer)
    }
  }

  private static func write(
    _ high: UInt64, _ low: UInt64, into buffer: UnsafeMutableRawBufferPointer
  ) {
    var at = 0
    for half in 0..<2 {
      var rest = half == 0 ? high : low
      for index in 0..<16 {
        rest = rest << 4 | rest >> 60
        if half == 0 ? index == 8 || index == 12 : index == 0 || index == 4 {
          buffer[at] = 0x2D
          at += 1
        }
        buffer[at] = Hex.digit(UInt8(truncatingIfNeeded: rest & 0xF))
        at += 1
      }
    }
  }
}

extension ID: CustomStringConvertible {
  /// The canonical form.
  @inlinable
  public var description: String { text }
}
