// Cuts the head into lines that end with CR LF; a bare CR, a bare LF or a NUL is refused where it
// stands, before the rest has come.

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

  /// Skips at most two empty lines before the request line (RFC 9112 2.2); false when more must come.
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
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 || byte == 0x09 {
        index += 1
        continue
      }
      guard byte == 0x0D else { throw .malformed }
      guard index + 1 < bytes.count else { break }
      guard bytes[index + 1] == 0x0A else { throw .malformed }
      try checkSize(index + 2, start, isRequestLine: isRequestLine)
      at = index + 2
      return start..<index
    }
    try checkSize(index, start, isRequestLine: isRequestLine)
    return nil
  }

  private func checkSize(
    _ end: Int, _ start: Int, isRequestLine: Bool
  ) throws(ParseError) {
    // Room for a method, two spaces, the version and the line's end beside the target.
    if isRequestLine, end - start > limits.targetBytesMax + 64 { throw .uriTooLong }
    if end > limits.headBytesMax { throw isRequestLine ? .uriTooLong : .headTooLarge }
  }
}
