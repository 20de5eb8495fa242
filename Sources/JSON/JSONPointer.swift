// The text form of a place in a JSON value. It never looks the place up.

/// JSON Pointer (RFC 6901).
public enum JSONPointer {
  /// One reference token with `~` and `/` escaped (RFC 6901, part 3).
  public static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(token.utf8.count + 8)
    for byte in token.utf8 {
      switch byte {
      case 0x7E: escaped += [0x7E, 0x30]
      case 0x2F: escaped += [0x7E, 0x31]
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
