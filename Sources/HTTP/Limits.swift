// How large the parts of a message may be. Each has a name and a unit; each is tested at its edge.

/// The limits of messages.
public struct Limits: Sendable {
  /// Bytes of request line and header fields together.
  public var headBytesMax = 32_768
  /// Bytes of the request target.
  public var targetBytesMax = 8_192
  /// Number of header fields.
  public var fieldCountMax = 100
  /// Bytes of all chunk extensions of a body together.
  public var chunkExtensionBytesMax = 4_096
  /// Bytes of the trailer lines of a body together, without their ends.
  public var trailerBytesMax = 8_192

  /// The limits with their defaults.
  public init() {}
}
