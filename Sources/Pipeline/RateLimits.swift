// How often one address and one caller may call. Each is a leaky bucket kept as one instant (the
// generic cell rate algorithm), in memory: a restart forgives.

import Synchronization
package import Vocabulary

/// Settings of the rate limits.
package struct RateLimitSettings: Sendable {
  /// Whether calls are limited at all.
  package var isEnabled = true
  /// Calls a second of one address, in the long run.
  package var addressPerSecondMax = 100
  /// Calls a second of one caller, in the long run.
  package var callerPerSecondMax = 200
  /// Seconds' worth of calls that may come at once.
  package var burstSecondsMax = 10

  /// Settings with their defaults.
  package init() {}
}

/// The buckets of addresses and callers, shared by all loops.
package final class RateLimits: Sendable {
  private let settings: RateLimitSettings
  private let addresses: Buckets
  private let callers: Buckets

  /// Empty buckets.
  package init(_ settings: RateLimitSettings) {
    self.settings = settings
    addresses = Buckets(
      perSecond: settings.addressPerSecondMax, burstSeconds: settings.burstSecondsMax)
    callers = Buckets(
      perSecond: settings.callerPerSecondMax, burstSeconds: settings.burstSecondsMax)
  }

  /// Whether calls from an address are counted; this machine's own are not, for its scripts and
  /// its reverse proxy come from there.
  func counts(_ address: String) -> Bool {
    settings.isEnabled && address != "unix" && address != "::1" && !address.hasPrefix("127.")
  }

  /// Takes one call from an address.
  ///
  /// - Throws: `Refusal` 429 when it calls too often.
  func admit(address: String, at now: Timestamp) throws(Refusal) {
    guard counts(address) else { return }
    _ = try addresses.take(address, at: now)
  }

  /// Takes one call of a caller.
  ///
  /// - Throws: `Refusal` 429 when it calls too often.
  /// - Returns: what is left, for the answer's fields; nil where nothing is counted.
  func admit(
    caller: String, from address: String, at now: Timestamp
  ) throws(Refusal) -> RateLimitState? {
    guard counts(address) else { return nil }
    return try callers.take(caller, at: now)
  }
}

/// What is left of a limit, for `RateLimit` and `RateLimit-Policy` (IETF draft of 2025-09).
package struct RateLimitState: Sendable {
  let quota: Int64
  let remaining: Int64
  let seconds: Int64

  var policyField: String { "\"default\";q=\(quota);w=\(seconds)" }
  var field: String { "\"default\";r=\(remaining);t=\(seconds)" }
}

/// One bucket a name.
package final class Buckets: Sendable {
  /// Most names remembered; then the full ones, which is most, are forgotten.
  private static let namesMax = 100_000

  private let spacing: Int64
  private let burst: Int64
  private let due = Mutex<[String: Int64]>([:])

  /// Buckets that let through so many a second, and at once as many as come in some seconds.
  package convenience init(perSecond: Int, burstSeconds: Int) {
    self.init(
      spacingMilliseconds: max(1, 1_000 / Int64(max(1, perSecond))),
      burstMilliseconds: Int64(burstSeconds) * 1_000)
  }

  /// Buckets that refill one call in each spacing.
  package init(spacingMilliseconds: Int64, burstMilliseconds: Int64) {
    spacing = spacingMilliseconds
    burst = burstMilliseconds
  }

  /// Takes one call from a bucket.
  ///
  /// - Returns: what is left in it.
  /// - Throws: `Refusal` 429, with the seconds to wait, when it is empty.
  @discardableResult
  package func take(_ name: String, at now: Timestamp) throws(Refusal) -> RateLimitState {
    let now = now.milliseconds
    let filled = due.withLock { due -> Int64 in
      if due.count >= Self.namesMax { due = due.filter { $0.value > now } }
      // No bucket is ever filled further than that: then the clock was set back, and whoever it
      // concerns would wait until it comes there again.
      let known = due[name].flatMap { $0 <= now + burst + spacing ? $0 : nil }
      let next = max(known ?? now, now)
      if next - now <= burst { due[name] = next + spacing }
      return next - now
    }
    guard filled <= burst else {
      throw Refusal(
        .tooManyRequests, retryAfterSeconds: Int((filled - burst + 999) / 1_000))
    }
    return RateLimitState(
      quota: burst / spacing, remaining: (burst - filled) / spacing,
      seconds: max(1, burst / 1_000))
  }

  /// Gives a call back that shall not count after all.
  package func giveBack(_ name: String) {
    due.withLock { due in
      if let taken = due[name] { due[name] = taken - spacing }
    }
  }
}
