// The chunked coding (RFC 9112 7.1), byte by byte for its framing, piece by piece for its data.
// Extensions and trailers are checked, counted and dropped.

/// The decoder of a chunked body.
struct ChunkedDecoder: Sendable {
  private enum State {
    case size(digits: Int)
    case extensionText
    case quoted
    case escaped
    case sizeLineFeed
    case data
    case dataReturn
    case dataLineFeed
    case trailerLine
    case trailerLineFeed
    case complete
  }

  private let limits: Limits
  private let bodyBytesMax: Int
  private var state = State.size(digits: 0)
  private var size = 0
  private var bodyBytes = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var line: [UInt8] = []

  init(limits: Limits, bodyBytesMax: Int) {
    self.limits = limits
    self.bodyBytesMax = bodyBytesMax
  }

  var isComplete: Bool {
    if case .complete = state { true } else { false }
  }

  mutating func consume(
    _ bytes: UnsafeRawBufferPointer, into body: inout [UInt8]
  ) throws(ParseError) -> Int {
    var at = 0
    while at < bytes.count, !isComplete {
      if case .data = state {
        let count = min(size, bytes.count - at)
        body.append(contentsOf: bytes[at..<(at + count)])
        size -= count
        at += count
        if size == 0 { state = .dataReturn }
      } else {
        try take(bytes[at])
        at += 1
      }
    }
    return at
  }

  private mutating func take(_ byte: UInt8) throws(ParseError) {
    switch state {
    case .size(let digits): try takeSize(byte, digits)
    case .extensionText, .quoted, .escaped: try takeExtension(byte)
    case .sizeLineFeed:
      guard byte == 0x0A else { throw .malformed }
      try endSizeLine()
    case .dataReturn:
      guard byte == 0x0D else { throw .malformed }
      state = .dataLineFeed
    case .dataLineFeed:
      guard byte == 0x0A else { throw .malformed }
      state = .size(digits: 0)
    case .trailerLine, .trailerLineFeed: try takeTrailer(byte)
    case .data, .complete: break
    }
  }

  private mutating func takeSize(_ byte: UInt8, _ digits: Int) throws(ParseError) {
    if let value = ByteClass.hexValue(byte) {
      guard digits < 15 else { throw .malformed }
      size = digits == 0 ? Int(value) : size << 4 | Int(value)
      state = .size(digits: digits + 1)
      return
    }
    guard digits > 0 else { throw .malformed }
    switch byte {
    case 0x0D: state = .sizeLineFeed
    case UInt8(ascii: ";"), 0x20, 0x09:
      line = [byte]
      state = .extensionText
    default: throw .malformed
    }
  }

  private mutating func takeExtension(_ byte: UInt8) throws(ParseError) {
    extensionBytes += 1
    guard extensionBytes <= limits.chunkExtensionBytesMax else { throw .malformed }
    switch (state, byte) {
    case (.escaped, _) where ByteClass.fieldValue[Int(byte)]: state = .quoted
    case (.quoted, UInt8(ascii: "\\")): state = .escaped
    case (.quoted, UInt8(ascii: "\"")): state = .extensionText
    case (.quoted, _) where ByteClass.fieldValue[Int(byte)]: break
    case (.extensionText, UInt8(ascii: "\"")):
      guard line.last == UInt8(ascii: "=") else { throw .malformed }
      state = .quoted
    case (.extensionText, 0x0D):
      guard isWholeExtension else { throw .malformed }
      state = .sizeLineFeed
    case (.extensionText, _) where ByteClass.token[Int(byte)] || ";= \t".utf8.contains(byte): break
    default: throw .malformed
    }
    line.append(byte)
  }

  // No name missing after ";", no value after "=", no space alone before the line's end.
  private var isWholeExtension: Bool {
    let text = line.filter { $0 != 0x20 && $0 != 0x09 }
    guard let last = text.last else { return false }
    return last != UInt8(ascii: ";") && last != UInt8(ascii: "=")
      && text.first == UInt8(ascii: ";")
  }

  private mutating func endSizeLine() throws(ParseError) {
    line.removeAll()
    guard size > 0 else {
      state = .trailerLine
      return
    }
    guard size <= bodyBytesMax - bodyBytes else { throw .contentTooLarge }
    bodyBytes += size
    state = .data
  }

  private mutating func takeTrailer(_ byte: UInt8) throws(ParseError) {
    trailerBytes += 1
    guard trailerBytes <= limits.trailerBytesMax + 2 else { throw .headTooLarge }
    if case .trailerLineFeed = state {
      guard byte == 0x0A else { throw .malformed }
      if line.isEmpty {
        state = .complete
        return
      }
      try checkTrailer()
      line.removeAll()
      state = .trailerLine
      return
    }
    if byte == 0x0D {
      state = .trailerLineFeed
    } else {
      guard ByteClass.fieldValue[Int(byte)] else { throw .malformed }
      line.append(byte)
    }
  }

  private func checkTrailer() throws(ParseError) {
    var failure: ParseError?
    line.withUnsafeBytes { bytes in
      do throws(ParseError) {
        _ = try FieldLine.read(bytes, 0..<bytes.count, from: 0)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
