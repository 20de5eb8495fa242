// The Host field: exactly one, and well formed (RFC 9112 3.2, RFC 3986 3.2.2).

/// The rules of Host and of authorities.
enum HostField {
  static func check(_ fields: Fields, isRequired: Bool) throws(ParseError) {
    let hosts = fields.all("Host")
    if hosts.isEmpty {
      if isRequired { throw .malformed }
      return
    }
    guard hosts.count == 1, hosts[0].isEmpty || isValid(Array(hosts[0].utf8)) else {
      throw .malformed
    }
  }

  /// Whether the bytes are a host with an optional port.
  static func isValid(_ bytes: [UInt8], needsPort: Bool = false) -> Bool {
    let hostEnd: Int
    if bytes.first == UInt8(ascii: "[") {
      guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
      guard isAddress(bytes[1..<close]) else { return false }
      hostEnd = close + 1
    } else {
      hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
      let name = bytes[..<hostEnd]
      guard !name.isEmpty, name.allSatisfy({ ByteClass.registeredName[Int($0)] }),
        ByteClass.hasWholeEscapes(name)
      else { return false }
    }
    guard hostEnd < bytes.count else { return !needsPort }
    guard bytes[hostEnd] == UInt8(ascii: ":") else { return false }
    return isPort(bytes[(hostEnd + 1)...], mayBeEmpty: !needsPort)
  }

  private static func isPort(_ digits: ArraySlice<UInt8>, mayBeEmpty: Bool) -> Bool {
    if digits.isEmpty { return mayBeEmpty }
    guard digits.count <= 5, digits.allSatisfy(ByteClass.isDigit) else { return false }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 65_535
  }

  // IPv6, or the future form "v1.…" (RFC 3986 3.2.2).
  private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("v") || text.hasPrefix("V") {
      let parts = text.dropFirst().split(
        separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
        && parts[0].utf8.allSatisfy { ByteClass.hexValue($0) != nil }
        && parts[1].utf8.allSatisfy {
          ByteClass.registeredName[Int($0)] && $0 != 0x25 || $0 == UInt8(ascii: ":")
        }
    }
    return isIPv6(text)
  }

  private static func isIPv6(_ text: String) -> Bool {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2, !text.contains(":::") else { return false }
    var groups = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (number, part) in parts.enumerated() {
        let isLast = index == halves.count - 1 && number == parts.count - 1
        if isLast, part.contains(".") {
          guard isIPv4(part) else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.utf8.count),
            part.utf8.allSatisfy({ ByteClass.hexValue($0) != nil })
          else { return false }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }

  private static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(ByteClass.isDigit)
          && (part.count == 1 || part.first != "0") && Int(part).map { $0 <= 255 } ?? false
      }
  }
}
