// Every limit of the engine, with its unit and its default.

import CSystem
package import HTTP

/// The engine's limits. Every one is held; none can be switched off.
package struct ServerSettings: Sendable {
  /// Number of loops; at least 1. Default: one per core.
  package var loops: Int
  /// Limits of the messages themselves.
  package var limits: Limits
  /// Longest time from the first byte of a head to its last.
  package var headSecondsMax = 10.0
  /// Longest time a body may take to bring its next 8 KiB, or its end.
  package var bodySecondsMax = 30.0
  /// Longest time between two requests, or before the first.
  package var idleSecondsMax = 60.0
  /// Longest time a client may take to accept the next 8 KiB of its answer.
  package var writeStallSecondsMax = 30.0
  /// Longest wait for a client's last bytes after the answer that closes.
  package var lingerSecondsMax = 2.0
  /// Most bytes read and thrown away after the answer that closes.
  package var lingerBytesMax = 16 * 1_024 * 1_024
  /// Longest time that `drain` waits for answers in progress.
  package var drainSecondsMax = 10.0
  /// Most open connections; never more than the descriptor limit less 64.
  package var connectionsMax = 20_000
  /// Most open connections from one address.
  package var connectionsPerAddressMax = 1_000
  /// Addresses without a limit of their own: reverse proxies. Loopback is always exempt.
  package var exemptAddresses: Set<String> = []
  /// Most requests on one connection before it is closed.
  package var requestsPerConnectionMax = 1_000_000
  /// Longest wait for the next event before a busy loop leaves its thread to Dispatch: a wake-up by
  /// Dispatch costs nine system calls, one in the event set a single one.
  package var waitMicrosecondsMax = 500
  /// Most pipelined requests answered before the other connections get their turn.
  package var requestsPerTurnMax = 64
  /// Unsent bytes at which a connection is no longer read.
  package var pendingOutputBytesMax = 262_144
  /// Unparsed bytes at which a connection that waits for an answer is no longer read.
  package var pendingInputBytesMax = 65_536
  /// Connections the kernel holds until they are accepted.
  package var backlog = 1_024

  /// Makes settings with the defaults.
  package init(loops: Int = ServerSettings.coreCount, limits: Limits = Limits()) {
    self.loops = loops
    self.limits = limits
  }

  /// Number of cores this process may use.
  package static var coreCount: Int { Int(samverkan_core_count()) }
}
