// The codes of a second factor (TOTP, RFC 6238 over RFC 4226): six digits of SHA-1 that change each
// half minute. Pure; the server's clock is the only one.

package import Vocabulary

/// A code by time (sw. *engångskod*).
package enum TimeCode {
  /// Seconds for which a code stands in an app.
  package static let secondsPerStep: Int64 = 30
  /// Digits of a code.
  package static let digitCount = 6
  /// Bytes of a secret: as many as SHA-1 gives (RFC 4226 4).
  package static let secretBytes = 20
  // How many steps a telephone's clock may be off, either way.
  private static let driftMax: Int64 = 1

  /// The step that an instant lies in.
  package static func step(at now: Timestamp) -> Int64 {
    now.milliseconds / 1_000 / secondsPerStep
  }

  /// The code of a step.
  package static func code(of step: Int64, secret: [UInt8]) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
    let hash = HMAC.sha1(key: secret, message: counter)
    // RFC 4226 5.3: the last four bits say where the 31 bits stand.
    let start = Int(hash[19] & 0x0F)
    let word = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let digits = String(word % 1_000_000)
    return String(repeating: "0", count: digitCount - digits.count) + digits
  }

  /// The step whose code it is: this one, the one before or the one after; nil for none of them,
  /// and for one whose code, or a later one's, was used already.
  package static func find(
    _ code: String, secret: [UInt8], at now: Timestamp, after last: Int64
  ) -> Int64? {
    let current = step(at: now)
    var found: Int64?
    // All three are worked out and compared whole, whatever fits.
    for step in current - driftMax...current + driftMax {
      let fits = ConstantTime.equal(
        Array(Self.code(of: step, secret: secret).utf8), Array(code.utf8))
      if fits, step > last { found = step }
    }
    return found
  }
}
