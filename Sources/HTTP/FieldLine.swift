// One header or trailer field line: a token, a colon at once, a value. A folded line is refused
// (RFC 9112 5.2). That the value holds no control is seen to before.

/// The reader of field lines.
enum FieldLine {
  /// The places of name and value, counted from the start of the field section.
  static func read(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, from start: Int
  ) throws(ParseError) -> Fields.Place {
    var index = line.lowerBound
    while index < line.upperBound, ByteClass.token.contains(bytes[index]) { index += 1 }
    guard index > line.lowerBound, index < line.upperBound, bytes[index] == UInt8(ascii: ":")
    else { throw .malformed }
    let nameCount = index - line.lowerBound
    var from = index + 1
    var to = line.upperBound
    while from < to, ByteClass.isSpace(bytes[from]) { from += 1 }
    while to > from, ByteClass.isSpace(bytes[to - 1]) { to -= 1 }
    return Fields.Place(
      nameStart: Int32(line.lowerBound - start), nameCount: Int32(nameCount),
      valueStart: Int32(from - start), valueCount: Int32(to - from))
  }
}
