// Which bytes may stand where: the character classes of RFC 9110 5.6 and RFC 3986 as bits. It
// knows single bytes only, and escapes.

/// A set of ASCII bytes as 128 bits: asking it costs two shifts and no memory.
struct ByteSet: Sendable {
  /// Bytes 0 to 63.
  let low: UInt64
  /// Bytes 64 to 127.
  let high: UInt64

  @inline(__always) func contains(_ byte: UInt8) -> Bool {
    let half = byte < 64 ? low : high
    return byte < 128 && half &>> UInt64(byte) & 1 != 0
  }
}

/// Classes of bytes.
enum ByteClass {
  // Computed, so that the bits stand in the code and are not read through a once-only check.

  /// `tchar`: method, field name, transfer coding (RFC 9110 5.6.2): letters, digits,
  /// ``!#$%&'*+-.^_`|~``.
  static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

  /// What a path may hold beside percent escapes, and a query beside those and `?` (RFC 3986 3.3,
  /// 3.4): letters, digits, `-._~!$&'()*+,;=:@/`.
  static var path: ByteSet { ByteSet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }

  /// What a registered name may hold beside percent escapes (RFC 3986 3.2.2): letters, digits,
  /// `-._~!$&'()*+;=`. No comma: a list of hosts is no host.
  static var registeredName: ByteSet {
    ByteSet(low: 0x2BFF_6FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
  }

  /// What a field value may hold: visible, space, tab, obs-text; no other control (RFC 9110 5.5).
  @inline(__always) static func isFieldValue(_ byte: UInt8) -> Bool {
    byte == 9 || (byte >= 0x20 && byte != 0x7F)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// Whether it is a space or a tab: `OWS`, `BWS` (RFC 9110 5.6.3).
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The value of a hexadecimal digit; nil for another byte.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
