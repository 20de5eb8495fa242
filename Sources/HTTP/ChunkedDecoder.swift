// The chunked coding (RFC 9112 7.1), byte by byte for its framing, piece by piece for its data.
// Extensions and trailers are checked, counted and dropped.

/// The decoder of a chunked body.
struct ChunkedDecoder: Sendable {
  private enum State {
    case size(digits: Int)
    case extensions(ChunkExtension)
    case sizeLineFeed
    case data
    case dataReturn
    case dataLineFeed
    case trailerLine
    case trailerLineFeed
    case complete
  }

  /// Digits of a size, zeros in front included; a larger size is refused before it overflows.
  private static let sizeDigitsMax = 15

  private let limits: Limits
  private let bodyBytesMax: Int
  private var state = State.size(digits: 0)
  private var size = 0
  private var bodyBytes = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var trailer: [UInt8] = []

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
    case .extensions(let place): try takeExtension(byte, place)
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
      guard digits < Self.sizeDigitsMax else { throw .malformed }
      size = digits == 0 ? Int(value) : size << 4 | Int(value)
      state = .size(digits: digits + 1)
      return
    }
    guard digits > 0 else { throw .malformed }
    if byte == 0x0D { state = .sizeLineFeed } else { try takeExtension(byte, .spaceBefore) }
  }

  private mutating func takeExtension(
    _ byte: UInt8, _ place: ChunkExtension
  ) throws(ParseError) {
    if byte == 0x0D, place.mayEnd {
      state = .sizeLineFeed
      return
    }
    extensionBytes += 1
    guard extensionBytes <= limits.chunkExtensionBytesMax, let next = place.after(byte) else {
      throw .malformed
    }
    state = .extensions(next)
  }

  private mutating func endSizeLine() throws(ParseError) {
    guard size > 0 else {
      state = .trailerLine
      return
    }
    guard size <= bodyBytesMax - bodyBytes else { throw .contentTooLarge }
    bodyBytes += size
    state = .data
  }

  private mutating func takeTrailer(_ byte: UInt8) throws(ParseError) {
    if case .trailerLineFeed = state {
      guard byte == 0x0A else { throw .malformed }
      if trailer.isEmpty {
        state = .complete
        return
      }
      try checkTrailer()
      trailer.removeAll()
      state = .trailerLine
      return
    }
    if byte == 0x0D {
      state = .trailerLineFeed
      return
    }
    // Names and values are counted, not the ends of lines.
    trailerBytes += 1
    guard trailerBytes <= limits.trailerBytesMax else { throw .headTooLarge }
    guard ByteClass.isFieldValue(byte) else { throw .malformed }
    trailer.append(byte)
  }

  private func checkTrailer() throws(ParseError) {
    try trailer.withUnsafeBufferPointer { line throws(ParseError) in
      _ = try FieldLine.read(UnsafeRawBufferPointer(line), 0..<line.count, from: 0)
    }
  }
}
