// Writes JSON into bytes as it is told, without a tree in between. It sets the commas; that
// objects and arrays are closed in order is the caller's part (the closure forms do it).

/// An append-only writer of one JSON text.
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public var bytes: [UInt8]
  /// Whether the next key or value follows another one.
  private var needsComma = false

  /// An empty text with room for `reserving` bytes.
  public init(reserving: Int = 256) {
    bytes = []
    bytes.reserveCapacity(reserving)
  }

  /// Opens an object.
  public mutating func beginObject() { open(0x7B) }
  /// Closes an object.
  public mutating func endObject() { close(0x7D) }
  /// Opens an array.
  public mutating func beginArray() { open(0x5B) }
  /// Closes an array.
  public mutating func endArray() { close(0x5D) }

  /// Writes a member's name; the next call writes its value.
  ///
  /// The name must need no escape: it is a literal of ours.
  public mutating func key(_ name: StaticString) {
    separate()
    bytes.append(0x22)
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a member's name that is not known beforehand.
  public mutating func key(named name: String) {
    string(name)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { text(UnsafeRawBufferPointer($0)) }
  }

  /// Writes a string whose bytes the closure appends; they must need no escape.
  public mutating func quoted(_ append: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(0x22)
    append(&bytes)
    bytes.append(0x22)
    needsComma = true
  }

  /// Writes a string from valid UTF-8, escaped while copied.
  public mutating func text(_ utf8: UnsafeRawBufferPointer) {
    separate()
    bytes.append(0x22)
    var run = 0
    var index = 0
    while index < utf8.count {
      if index + 8 <= utf8.count,
        Self.isPlain(utf8.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
        continue
      }
      let byte = utf8[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[run..<index]))
        escape(byte)
        run = index + 1
      }
      index += 1
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[run..<index]))
    bytes.append(0x22)
    needsComma = true
  }

  // Eight bytes at once: none of them a control character, a quote or a backslash. Taking a byte's
  // least forbidden value away borrows into its high bit exactly where the byte was smaller.
  @inline(__always)
  private static func isPlain(_ eight: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (quotes, slashes) = (eight ^ ones &* 0x22, eight ^ ones &* 0x5C)
    let controls = (eight &- ones &* 0x20) & ~eight
    let found = controls | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
    return found & (ones &* 0x80) == 0
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int64) {
    separate()
    if value < 0 { bytes.append(0x2D) }
    let start = bytes.count
    var rest = value.magnitude
    repeat {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
    needsComma = true
  }

  /// Writes a number in the shortest form that reads back the same; `null` if it is not finite.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    bytes.append(contentsOf: value.description.utf8)
    needsComma = true
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }
  /// Writes `null`.
  public mutating func null() { literal("null") }

  /// Writes a JSON value that is already rendered.
  public mutating func raw(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// Writes a JSON value that is already rendered, from where it lies.
  public mutating func raw(_ value: UnsafeRawBufferPointer) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// Writes a whole value.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let value):
      switch value.integer {
      case 0? where value.double.sign == .minus: literal("-0")
      case let whole?: integer(whole)
      case nil: number(value.double)
      }
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(named: member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func literal(_ word: StaticString) {
    separate()
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    default:
      let low = byte & 0x0F
      let digit = low < 10 ? 0x30 + low : 0x57 + low
      bytes.append(contentsOf: [0x75, 0x30, 0x30, 0x30 + byte >> 4, digit])
    }
  }
}
