// How often a password may be guessed. Only failed tries count; a limited try is answered like a
// wrong one, so that nobody learns that they are limited, and nobody is locked out for good.

import Pipeline
import Synchronization
import Vocabulary

/// The failed log-ins of names and addresses, in memory: a restart forgives.
///
/// Three buckets are asked for each try: one of the name from that address, one of the address, and
/// one of the name from anywhere. The last would let anybody keep somebody else out by guessing
/// without end, so it does not count where the name has signed in from that address before.
final class LogInLimits: Sendable {
  /// Most pairs of name and address that are remembered; beyond it all are forgotten.
  private static let familiarMax = 50_000

  private let pairs = Buckets(spacingMilliseconds: 30_000, burstMilliseconds: 270_000)
  private let addresses = Buckets(spacingMilliseconds: 3_000, burstMilliseconds: 300_000)
  private let names = Buckets(spacingMilliseconds: 30_000, burstMilliseconds: 900_000)
  private let codes = Buckets(spacingMilliseconds: 300_000, burstMilliseconds: 1_200_000)
  private let familiar = Mutex<Set<String>>([])

  /// Takes one try before the password is looked at, so that tries at once cannot slip past; false
  /// when it is one too many.
  func take(_ name: String, from address: String, at now: Timestamp) -> Bool {
    let pair = Self.pair(name, address)
    let isFamiliar = familiar.withLock { $0.contains(pair) }
    do throws(Refusal) {
      try pairs.take(pair, at: now)
      try addresses.take(address, at: now)
      if !isFamiliar { try names.take(name, at: now) }
      return true
    } catch {
      return false
    }
  }

  /// Gives a try back that was right after all.
  func giveBack(_ name: String, from address: String) {
    let pair = Self.pair(name, address)
    pairs.giveBack(pair)
    addresses.giveBack(address)
    let wasFamiliar = familiar.withLock { familiar in
      if familiar.count >= Self.familiarMax { familiar.removeAll() }
      return !familiar.insert(pair).inserted
    }
    if !wasFamiliar { names.giveBack(name) }
  }

  /// Takes one try at a code, from who knows the password already: of a million codes three are
  /// right at a time, so tries are dearer here. Somebody elsewhere cannot use up the tries of the
  /// user's own address.
  func takeCode(_ name: String, from address: String, at now: Timestamp) -> Bool {
    do throws(Refusal) {
      try codes.take(codeBucket(name, address), at: now)
      return true
    } catch {
      return false
    }
  }

  /// Gives a try at a code back that was right.
  func giveBackCode(_ name: String, from address: String) {
    codes.giveBack(codeBucket(name, address))
  }

  private func codeBucket(_ name: String, _ address: String) -> String {
    let pair = Self.pair(name, address)
    return familiar.withLock { $0.contains(pair) } ? pair : name
  }

  private static func pair(_ name: String, _ address: String) -> String { address + " " + name }
}
