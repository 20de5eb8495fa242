// The forms of addresses that the public directory shows: readers of HSDS check them, so a wrong
// one must not come in.

/// E-mail and web addresses.
enum WebAddress {
  /// Whether a text is `http` or `https` with a host, in the characters of RFC 3986.
  static func isValid(_ text: String) -> Bool {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { !"/?#".contains($0) }
    guard isHost(host), rest.utf8.allSatisfy(isAllowed) else { return false }
    // Every percent sign begins an escape.
    return rest.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
      .dropFirst().allSatisfy { $0.count >= 2 && $0.prefix(2).allSatisfy(isHexDigit) }
  }

  /// Whether a text is an ordinary address: `name@host.example`.
  static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count) else { return false }
    let isName = parts[0].utf8.allSatisfy {
      isLetterOrDigit($0) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
    }
    return isName && isHost(parts[1])
  }

  private static func isHost(_ host: Substring) -> Bool {
    let name = host.prefix { $0 != ":" }
    let port = host.dropFirst(name.count).dropFirst()
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && name.utf8.count <= 253 && port.utf8.allSatisfy(isDigit)
      && labels.allSatisfy { label in
        !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "-._~:/?#@!$&'()*+,;=%".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || isDigit(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
