// Percent escapes of paths and queries (RFC 3986 2.1).

/// Percent coding.
public enum PercentCoding {
  /// The text behind the escapes; nil for a broken escape, invalid UTF-8 or a control character.
  public static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      var byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < bytes.endIndex, let high = ByteClass.hexValue(bytes[index + 1]),
          let low = ByteClass.hexValue(bytes[index + 2])
        else { return nil }
        byte = high << 4 | low
        index += 2
      } else if plusIsSpace, byte == UInt8(ascii: "+") {
        byte = 0x20
      }
      guard byte >= 0x20, byte != 0x7F else { return nil }
      decoded.append(byte)
      index += 1
    }
    return String(validating: decoded, as: UTF8.self)
  }

  /// The text with everything escaped but unreserved characters.
  public static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      if ByteClass.isAlphanumeric(byte) || "-._~".utf8.contains(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}

/// Queries as names and values.
public enum Query {
  /// The items of a raw query; nil when one is malformed.
  public static func parse(_ raw: [UInt8]) -> [(name: String, value: String)]? {
    var items: [(name: String, value: String)] = []
    for piece in raw.split(separator: UInt8(ascii: "&")) {
      let mark = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      let value = mark < piece.endIndex ? piece[(mark + 1)...] : []
      guard let name = PercentCoding.decode(piece[..<mark], plusIsSpace: true), !name.isEmpty,
        let text = PercentCoding.decode(value, plusIsSpace: true)
      else { return nil }
      items.append((name, text))
    }
    return items
  }
}
