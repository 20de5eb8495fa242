// Lists in field values: elements between commas (RFC 9110 5.6.1). A comma in quotes parts nothing.

/// The reader of lists.
enum ListField {
  /// Hands over each element without the spaces around it, empty ones too.
  ///
  /// - Returns: whether every quote was closed; what follows an open one is the last element.
  @discardableResult
  static func forEach<Failure: Error>(
    _ value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    var start = 0
    var isQuoted = false
    var index = 0
    while index < value.count {
      switch value[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: ",") where !isQuoted:
        try body(trimmed(value, start..<index))
        start = index + 1
      default: break
      }
      index += 1
    }
    try body(trimmed(value, start..<value.count))
    return !isQuoted
  }

  /// Whether an element is a token, without regard to case; the token in small letters.
  static func isToken(_ element: UnsafeRawBufferPointer, _ token: StaticString) -> Bool {
    token.withUTF8Buffer { wanted in
      guard element.count == wanted.count else { return false }
      // `wanted` holds letters, digits and hyphens only: see `FieldSection.index`.
      for offset in 0..<wanted.count
      where element[offset] | 0x20 != wanted[offset] || element[offset] < 0x20 { return false }
      return true
    }
  }

  private static func trimmed(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> UnsafeRawBufferPointer {
    var (from, to) = (range.lowerBound, range.upperBound)
    while from < to, ByteClass.isSpace(bytes[from]) { from += 1 }
    while to > from, ByteClass.isSpace(bytes[to - 1]) { to -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[from..<to])
  }
}
