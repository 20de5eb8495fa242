// Base 32 for what people type into an authenticator app. Written only: nothing comes in as it.

/// Base 32 without padding (RFC 4648, part 6).
package enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// The text of bytes.
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 8 + 4) / 5)
    var held: UInt32 = 0
    var heldBits: UInt32 = 0
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      heldBits += 8
      while heldBits >= 5 {
        heldBits -= 5
        text.append(alphabet[Int(held >> heldBits & 31)])
      }
    }
    if heldBits > 0 { text.append(alphabet[Int(held << (5 - heldBits) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
