// One header or trailer field line: a token, a colon at once, a value without controls. A folded
// line is refused (RFC 9112 5.2).

/// The reader of field lines.
enum FieldLine {
  /// The places of name and value, counted from the start of the field section.
  static func read(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, from start: Int
  ) throws(ParseError) -> Fields.Place {
    var index = line.lowerBound
    while index < line.upperBound, ByteClass.token[Int(bytes[index])] { index += 1 }
    guard index > line.lowerBound, index < line.upperBound, bytes[index] == UInt8(ascii: ":")
    else { throw .malformed }
    let name = line.lowerBound..<index
    var from = index + 1
    var to = line.upperBound
    while from < to, isSpace(bytes[from]) { from += 1 }
    while to > from, isSpace(bytes[to - 1]) { to -= 1 }
    for at in from..<to where !ByteClass.fieldValue[Int(bytes[at])] { throw .malformed }
    return Fields.Place(name: shifted(name, start), value: shifted(from..<to, start))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func shifted(_ range: Range<Int>, _ start: Int) -> Range<Int32> {
    Int32(range.lowerBound - start)..<Int32(range.upperBound - start)
  }
}
