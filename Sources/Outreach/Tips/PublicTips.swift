// How often the public form is taken: a few an hour from one address, and not without end from all
// of them together. In memory: the rows of tips hold nothing of who tipped.

import Pipeline
import Vocabulary

/// The limits of the public form.
package struct PublicTips: Sendable {
  /// Tips an hour from one address, in the long run; half of them at once.
  static let addressPerHourMax = 10
  /// Tips an hour from everybody, in the long run; half of them at once.
  static let perHourMax = 600

  private let isEnabled: Bool
  private let addresses = PublicTips.buckets(addressPerHourMax)
  private let all = PublicTips.buckets(perHourMax)

  /// Empty limits.
  ///
  /// - Parameter isEnabled: whether tips are limited at all.
  package init(isEnabled: Bool) { self.isEnabled = isEnabled }

  private static func buckets(_ perHour: Int) -> Buckets {
    Buckets(
      spacingMilliseconds: Int64(3_600_000 / perHour),
      burstMilliseconds: Int64(3_600_000 / perHour * (perHour / 2 - 1)))
  }

  /// Takes one tip from an address. This machine's own, where the municipality's web pages and its
  /// proxy are, count only towards everybody's.
  ///
  /// - Throws: `Refusal` 429, with the seconds to wait.
  func admit(_ address: String, at now: Timestamp) throws(Refusal) {
    guard isEnabled else { return }
    let isOurs = address == "unix" || address == "::1" || address.hasPrefix("127.")
    if !isOurs { try addresses.take(address, at: now) }
    try all.take("", at: now)
  }
}
