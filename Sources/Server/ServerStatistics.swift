// What the engine has counted since it started. Loops count for themselves and publish once per
// round; nothing here is shared on the request's way.

/// Counters of the engine, for the metrics.
package struct ServerStatistics: Sendable, Equatable {
  /// Connections accepted since the start.
  package var accepted = 0
  /// Connections closed since the start.
  package var closed = 0
  /// Request heads understood since the start.
  package var requests = 0
  /// Bytes read from clients.
  package var bytesIn = 0
  /// Bytes written to clients.
  package var bytesOut = 0
  /// Connections turned away: too many from one address, or no descriptor left.
  package var refused = 0
  /// Connections closed because a time-out was reached.
  package var timeouts = 0
  /// Requests that were no correct HTTP.
  package var malformed = 0

  /// Connections open now.
  package var open: Int { accepted - closed }

  static func + (one: ServerStatistics, other: ServerStatistics) -> ServerStatistics {
    ServerStatistics(
      accepted: one.accepted + other.accepted, closed: one.closed + other.closed,
      requests: one.requests + other.requests, bytesIn: one.bytesIn + other.bytesIn,
      bytesOut: one.bytesOut + other.bytesOut, refused: one.refused + other.refused,
      timeouts: one.timeouts + other.timeouts, malformed: one.malformed + other.malformed)
  }
}
