// The four forms of a request target (RFC 9112 3.2). A fragment, a broken escape, or a form that
// does not fit the method is refused.

/// The parser of request targets.
enum TargetParser {
  static func parse(_ raw: [UInt8], method: Method) throws(ParseError) -> Target {
    guard !raw.isEmpty else { throw .malformed }
    if method.name == "CONNECT" {
      guard HostField.isValid(raw, needsPort: true) else { throw .malformed }
      return Target(form: .authority, path: [], query: nil)
    }
    if raw == [UInt8(ascii: "*")] {
      guard method == .options else { throw .malformed }
      return Target(form: .asterisk, path: raw, query: nil)
    }
    if raw[0] == UInt8(ascii: "/") { return try local(raw[...], form: .origin) }
    return try absolute(raw, method)
  }

  // Only http and https; user information is refused (RFC 9110 4.2.4).
  private static func absolute(_ raw: [UInt8], _ method: Method) throws(ParseError) -> Target {
    for scheme in ["http://", "https://"] {
      let lowered = raw.prefix(scheme.utf8.count).map { $0 | 0x20 }
      guard lowered.elementsEqual(scheme.utf8.map { $0 | 0x20 }) else { continue }
      let rest = raw.dropFirst(scheme.utf8.count)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
      let authority = rest[..<(end ?? rest.endIndex)]
      guard !authority.isEmpty, HostField.isValid(Array(authority)) else { throw .malformed }
      guard let end else {
        if method == .options { return Target(form: .asterisk, path: [0x2A], query: nil) }
        return Target(form: .absolute, path: [0x2F], query: nil)
      }
      let tail = rest[end...]
      return try local(
        tail.first == UInt8(ascii: "/") ? tail : [0x2F] + tail, form: .absolute)
    }
    throw .malformed
  }

  private static func local(
    _ raw: ArraySlice<UInt8>, form: Target.Form
  ) throws(ParseError) -> Target {
    guard raw.allSatisfy({ ByteClass.target[Int($0)] }), ByteClass.hasWholeEscapes(raw) else {
      throw .malformed
    }
    guard let mark = raw.firstIndex(of: UInt8(ascii: "?")) else {
      return Target(form: form, path: Array(raw), query: nil)
    }
    return Target(
      form: form, path: Array(raw[..<mark]), query: Array(raw[raw.index(after: mark)...]))
  }
}
