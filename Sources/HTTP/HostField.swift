// The Host field: exactly one, and well formed (RFC 9112 3.2, RFC 3986 3.2.2). An empty host names
// no http resource and is refused with the rest (RFC 9110 4.2.1).

/// The rules of Host and of authorities.
enum HostField {
  static func check(_ fields: FieldSection, isRequired: Bool) throws(ParseError) {
    guard let first = fields.index(of: "Host") else {
      if isRequired { throw .malformed }
      return
    }
    guard fields.index(of: "Host", from: first + 1) == nil, isValid(fields.value(first)) else {
      throw .malformed
    }
  }

  /// Whether the bytes are a host with an optional port.
  static func isValid(_ bytes: UnsafeRawBufferPointer, needsPort: Bool = false) -> Bool {
    guard let hostEnd = bytes.first == UInt8(ascii: "[") ? literalEnd(bytes) : nameEnd(bytes)
    else { return false }
    guard hostEnd < bytes.count else { return !needsPort }
    guard bytes[hostEnd] == UInt8(ascii: ":") else { return false }
    let port = bytes[(hostEnd + 1)...]
    if port.isEmpty { return !needsPort }
    guard port.allSatisfy(ByteClass.isDigit) else { return false }
    let digits = port.drop { $0 == UInt8(ascii: "0") }
    return digits.count <= 5 && digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 65_535
  }

  // Where a name that is not empty ends: at a colon, or with the bytes.
  private static func nameEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: ":") {
      guard
        ByteClass.registeredName.contains(bytes[index])
          || bytes[index] == UInt8(ascii: "%") && TargetParser.isEscape(bytes, at: index)
      else { return nil }
      index += 1
    }
    return index > 0 ? index : nil
  }

  // Where an address in brackets ends, after its bracket.
  private static func literalEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let text = String(decoding: bytes[1..<close], as: UTF8.self)
    return isIPv6(text) || isFutureAddress(text) ? close + 1 : nil
  }

  // `v1.…` (RFC 3986 3.2.2).
  private static func isFutureAddress(_ text: String) -> Bool {
    guard text.hasPrefix("v") || text.hasPrefix("V") else { return false }
    let parts = text.dropFirst().split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
      && parts[0].utf8.allSatisfy { ByteClass.hexValue($0) != nil }
      && parts[1].utf8.allSatisfy {
        ByteClass.registeredName.contains($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",")
      }
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
          && (part.utf8.count == 1 || part.first != "0") && Int(part).map { $0 <= 255 } ?? false
      }
  }
}
