// Random bytes: the kernel's for everything real, a seeded sequence for demonstrations and
// tests. A seeded sequence is predictable and never makes a secret.

import CSystem

/// A source of random bytes; each owner keeps its own, none is shared.
public struct Randomness: RandomNumberGenerator, Sendable {
  private var words: [UInt64] = []
  /// Most owners want one id and are gone; one that comes again takes more at a time.
  private var fetchedWords = 32
  /// The state of the seeded sequence, nil for the kernel's randomness.
  private var state: UInt64?
  /// The first half of the latest id, after which every further one comes whatever the clock says;
  /// nil where ids need no order but that of their times.
  public var latestID: UInt64?

  /// The kernel's randomness, fetched 256 bytes at first and 4 KiB after that.
  public init() {}

  /// A sequence that the seed fixes (SplitMix64).
  public static func seeded(_ seed: UInt64) -> Randomness {
    var random = Randomness()
    random.state = seed
    return random
  }

  /// The next 64 bits; no bit is given out twice.
  public mutating func next() -> UInt64 {
    if let state { return step(state) }
    if words.isEmpty { refill() }
    return words.removeLast()
  }

  /// As many fresh bytes.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 7)
    while bytes.count < count {
      withUnsafeBytes(of: next().littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private mutating func refill() {
    words = [UInt64](repeating: 0, count: fetchedWords)
    fetchedWords = 512
    let answer = words.withUnsafeMutableBytes { samverkan_random($0.baseAddress, $0.count) }
    // Without randomness there are no ids, tokens or codes that could be trusted: stop.
    precondition(answer == 0, "the kernel gives no randomness")
  }

  private mutating func step(_ state: UInt64) -> UInt64 {
    let next = state &+ 0x9E37_79B9_7F4A_7C15
    self.state = next
    var mixed = (next ^ next >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
