// Cuts the head into lines that end with CR LF. A bare CR, a bare LF, a NUL or another control but
// tab is refused where it stands, before the rest has come.

/// Reads lines from the start of the bytes.
struct LineReader {
  let bytes: UnsafeRawBufferPointer
  let limits: Limits
  /// Where the next line begins.
  private(set) var at = 0

  init(bytes: UnsafeRawBufferPointer, limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// Skips at most two empty lines before the request line (RFC 9112 2.2); false when more must
  /// come.
  mutating func skipEmptyLines() throws(ParseError) -> Bool {
    for _ in 0..<2 {
      guard at < bytes.count else { return false }
      guard bytes[at] == 0x0D else { return true }
      guard at + 1 < bytes.count else { return false }
      guard bytes[at + 1] == 0x0A else { throw .malformed }
      at += 2
    }
    guard at < bytes.count else { return false }
    if bytes[at] == 0x0D { throw .malformed }
    return true
  }

  /// The next line without its end; nil when more must come.
  mutating func next(isRequestLine: Bool) throws(ParseError) -> Range<Int>? {
    let start = at
    let end = firstControl(from: start)
    guard end < bytes.count, bytes[end] == 0x0D, end + 1 < bytes.count else {
      try checkSize(end, start, isRequestLine: isRequestLine)
      if end < bytes.count, bytes[end] != 0x0D { throw .malformed }
      return nil
    }
    guard bytes[end + 1] == 0x0A else { throw .malformed }
    try checkSize(end + 2, start, isRequestLine: isRequestLine)
    at = end + 2
    return start..<end
  }

  @inline(__always) private func checkSize(
    _ end: Int, _ start: Int, isRequestLine: Bool
  ) throws(ParseError) {
    // Room for a method, two spaces, the version and the line's end beside the target.
    let isTooLong = isRequestLine && end - start > limits.targetBytesMax + 64
    guard isTooLong || end > limits.headBytesMax else { return }
    guard isRequestLine else { throw .headTooLarge }
    // Without a space soon this is a method that nobody has (RFC 9112 3), or no request line.
    let beginning = bytes[start..<min(start + 64, end)]
    if beginning.contains(0x20) { throw .uriTooLong }
    throw beginning.allSatisfy(ByteClass.token.contains) ? .methodNotImplemented : .malformed
  }

  // The first control but tab, DEL among them; the end when there is none. Eight bytes at a time:
  // subtracting marks the top bit of each byte that is below 0x20, or zero after the exclusive or
  // with 0x7F. A borrow can mark wrongly only above a byte that is marked rightly, and the lowest
  // mark is the one that is taken.
  private func firstControl(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops = ones << 7
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let turned = word ^ (ones &* 0x7F)
      let marks = ((word &- ones &* 0x20) & ~word | (turned &- ones) & ~turned) & tops
      if marks == 0 {
        index += 8
        continue
      }
      index += marks.trailingZeroBitCount / 8
      if bytes[index] != 0x09 { return index }
      index += 1
    }
    while index < bytes.count, ByteClass.isFieldValue(bytes[index]) { index += 1 }
    return index
  }
}
