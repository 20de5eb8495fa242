// Who is at the far end of reverse proxies (RFC 7239). Only what a trusted proxy has added is
// believed: anybody can send the field.

/// The `Forwarded` field.
public enum Forwarded {
  /// The client's address: the nearest hop, counted from us, that is no trusted proxy.
  ///
  /// - Parameters:
  ///   - peer: the address that the connection comes from.
  ///   - isTrusted: whether an address is a trusted proxy's.
  /// - Returns: `peer` where it is not trusted, or where the field says nothing that can be read.
  public static func client(
    _ fields: [String], peer: String, isTrusted: (String) -> Bool
  ) -> String {
    guard isTrusted(peer) else { return peer }
    var nearest = peer
    for element in fields.flatMap(elements).reversed() {
      guard let address = address(in: element) else { return nearest }
      nearest = address
      if !isTrusted(address) { return address }
    }
    return nearest
  }

  // The elements of a list; a comma within quotes separates nothing.
  private static func elements(of field: String) -> [String] {
    var found = [""]
    var isQuoted = false
    for character in field {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        found.append("")
      } else {
        found[found.count - 1].append(character)
      }
    }
    return found
  }

  // `for=192.0.2.60`, `For="[2001:db8::1]:4711"`; an obfuscated name is no address.
  private static func address(in element: String) -> String? {
    for pair in element.split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1).map { part in
        part.filter { $0 != " " && $0 != "\t" }
      }
      guard parts.count == 2, parts[0].lowercased() == "for" else { continue }
      var value = parts[1]
      if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 {
        value = String(value.dropFirst().dropLast())
      }
      if value.hasPrefix("["), let end = value.firstIndex(of: "]") {
        value = String(value[value.index(after: value.startIndex)..<end])
      } else if value.filter({ $0 == ":" }).count == 1 {
        value = String(value.prefix { $0 != ":" })
      }
      let isAddress = value.utf8.allSatisfy { byte in
        ByteClass.hexValue(byte) != nil || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
      }
      return isAddress && !value.isEmpty ? value : nil
    }
    return nil
  }
}
