// From the bytes after a head to the body, as they come: a known length, or chunks.

/// The decoder of one body.
public struct BodyDecoder: Sendable {
  private var bytesLeft: Int
  private var chunks: ChunkedDecoder?
  /// Whether the whole body was read.
  public private(set) var isComplete = false

  /// A decoder for a framing.
  ///
  /// - Throws: `ParseError` 413 where the length is larger than it may be.
  public init(
    _ framing: BodyFraming, limits: Limits, bodyBytesMax: Int
  ) throws(ParseError) {
    bytesLeft = 0
    switch framing {
    case .none: isComplete = true
    case .length(let count):
      guard count <= bodyBytesMax else { throw .contentTooLarge }
      bytesLeft = count
    case .chunked: chunks = ChunkedDecoder(limits: limits, bodyBytesMax: bodyBytesMax)
    }
  }

  /// Takes bytes, appends what is body; returns how many were taken.
  public mutating func consume(
    _ bytes: UnsafeRawBufferPointer, into body: inout [UInt8]
  ) throws(ParseError) -> Int {
    guard !isComplete else { return 0 }
    if chunks != nil {
      let count = try chunks?.consume(bytes, into: &body) ?? 0
      isComplete = chunks?.isComplete ?? false
      return count
    }
    let count = min(bytesLeft, bytes.count)
    body.append(contentsOf: bytes[..<count])
    bytesLeft -= count
    isComplete = bytesLeft == 0
    return count
  }
}
