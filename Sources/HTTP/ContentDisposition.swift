// The name of a file that travels beside its bytes (RFC 6266): read from a request, written to an
// answer. The name is somebody's text: it opens no path and is never part of one.

/// The field Content-Disposition.
public enum ContentDisposition {
  /// The file's name; nil when there is none, or it cannot be understood.
  ///
  /// `filename*` (RFC 8187, UTF-8) goes before `filename`. Spaces around `;` and `=` mean nothing:
  /// the grammar of RFC 6266 still has those of RFC 2616.
  public static func name(in field: String) -> String? {
    var names: [String: String] = [:]
    var rest = Array(field.utf8)[...]
    _ = take(&rest) { $0 != UInt8(ascii: ";") }
    while rest.first == UInt8(ascii: ";") {
      rest = rest.dropFirst().drop(while: ByteClass.isSpace)
      let name = take(&rest) { ByteClass.token.contains($0) }
      rest = rest.drop(while: ByteClass.isSpace)
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop(while: ByteClass.isSpace)
      guard let value = value(&rest) else { return nil }
      rest = rest.drop(while: ByteClass.isSpace)
      let key = String(decoding: name, as: UTF8.self).lowercased()
      // The same parameter twice has no meaning.
      guard names.updateValue(value, forKey: key) == nil else { return nil }
    }
    guard rest.isEmpty else { return nil }
    if let extended = names["filename*"] { return decode(extended) }
    return names["filename"]
  }

  /// The field of an answer that is saved, not shown.
  public static func attachment(named name: String) -> String {
    let plain = name.unicodeScalars.map { scalar in
      (0x20..<0x7F).contains(scalar.value) && scalar != "\"" && scalar != "\\" && scalar != "%"
        ? Character(scalar) : "_"
    }
    return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''"
      + PercentCoding.encode(name)
  }

  private static func take(
    _ rest: inout ArraySlice<UInt8>, while isPart: (UInt8) -> Bool
  ) -> ArraySlice<UInt8> {
    let taken = rest.prefix(while: isPart)
    rest = rest[taken.endIndex...]
    return taken
  }

  // A token, or a quoted string with its escapes undone.
  private static func value(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard rest.first == UInt8(ascii: "\"") else {
      let token = take(&rest) { $0 != UInt8(ascii: ";") && !ByteClass.isSpace($0) }
      return token.isEmpty ? nil : String(validating: token, as: UTF8.self)
    }
    var bytes: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(validating: bytes, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let escaped = rest.popFirst() else { return nil }
      bytes.append(escaped)
    }
    return nil
  }

  private static func decode(_ value: String) -> String? {
    let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return PercentCoding.decode(Array(parts[2].utf8)[...], plusIsSpace: false)
  }
}
