// Which bytes may stand where: the character classes of RFC 9110 5.6 and RFC 3986 as tables.

/// Classes of bytes.
enum ByteClass {
  /// `tchar`: method, field name, transfer coding (RFC 9110 5.6.2).
  static let token: [Bool] = table { byte in
    isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }

  /// What a field value may hold: visible, space, tab, obs-text; no other control (RFC 9110 5.5).
  static let fieldValue: [Bool] = table { $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }

  /// What a path or query may hold beside percent escapes (RFC 3986 3.3, 3.4).
  static let target: [Bool] = table { byte in
    isAlphanumeric(byte) || "-._~!$&'()*+,;=:@/?%".utf8.contains(byte)
  }

  /// What a registered name may hold beside percent escapes (RFC 3986 3.2.2).
  static let registeredName: [Bool] = table { byte in
    isAlphanumeric(byte) || "-._~!$&'()*+;=%".utf8.contains(byte)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// The value of a hexadecimal digit; nil for another byte.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Whether every `%` is followed by two hexadecimal digits.
  static func hasWholeEscapes(_ bytes: some Collection<UInt8>) -> Bool {
    var digitsDue = 0
    for byte in bytes {
      if digitsDue > 0 {
        guard hexValue(byte) != nil else { return false }
        digitsDue -= 1
      } else if byte == UInt8(ascii: "%") {
        digitsDue = 2
      }
    }
    return digitsDue == 0
  }

  private static func table(_ holds: (UInt8) -> Bool) -> [Bool] {
    (0...255).map { holds(UInt8($0)) }
  }
}
