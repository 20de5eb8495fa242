// How large the parts of a message may be. Each has a name and a unit; each is tested at its edge.

/// The limits of messages.
package struct Limits: Sendable {
  /// Bytes of request line and header fields together.
  package var headBytesMax = 32_768
  /// Bytes of the request target.
  package var targetBytesMax = 8_192
  /// Number of header fields.
  package var fieldCountMax = 100
  /// Bytes of all chunk extensions of a body together.
  package var chunkExtensionBytesMax = 4_096
  /// Bytes of the trailer lines of a body together, without their ends.
  package var trailerBytesMax = 8_192

  /// The limits with their defaults.
  package init() {}
}
