// The four forms of a request target (RFC 9112 3.2). A fragment, a broken escape, or a form that
// does not fit the method is refused.

/// The parser of request targets.
enum TargetParser {
  static func parse(
    _ raw: UnsafeRawBufferPointer, method: Method
  ) throws(ParseError) -> Target {
    // The server is no proxy: a well formed CONNECT is like any method that nobody here takes.
    if method.name == "CONNECT" {
      throw HostField.isValid(raw, needsPort: true) ? .methodNotImplemented : .malformed
    }
    if raw[0] == UInt8(ascii: "/") { return try local(raw, form: .origin) }
    if raw.count == 1, raw[0] == UInt8(ascii: "*") {
      guard method == .options else { throw .malformed }
      return Target(form: .asterisk, path: [raw[0]], query: nil)
    }
    return try absolute(raw, method)
  }

  // Only http and https; user information is refused (RFC 9110 4.2.4).
  private static func absolute(
    _ raw: UnsafeRawBufferPointer, _ method: Method
  ) throws(ParseError) -> Target {
    guard let start = authorityStart(raw) else { throw .malformed }
    let rest = raw[start...]
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? raw.count
    guard HostField.isValid(UnsafeRawBufferPointer(rebasing: raw[start..<end])) else {
      throw .malformed
    }
    let tail = UnsafeRawBufferPointer(rebasing: raw[end...])
    if tail.first == UInt8(ascii: "/") { return try local(tail, form: .absolute) }
    // RFC 9112 3.2.4: OPTIONS without path and query asks for the whole server.
    if tail.isEmpty, method == .options {
      return Target(form: .asterisk, path: [UInt8(ascii: "*")], query: nil)
    }
    let target = try local(tail, form: .absolute)
    return Target(form: .absolute, path: [UInt8(ascii: "/")], query: target.query)
  }

  private static func authorityStart(_ raw: UnsafeRawBufferPointer) -> Int? {
    for scheme in ["http://", "https://"] {
      let count = scheme.utf8.count
      // The sixth bit is set in `:` and `/` too, and no other byte of a target becomes them.
      if raw.count > count, zip(raw, scheme.utf8).allSatisfy({ $0 | 0x20 == $1 }) { return count }
    }
    return nil
  }

  private static func local(
    _ raw: UnsafeRawBufferPointer, form: Target.Form
  ) throws(ParseError) -> Target {
    var mark: Int?
    for index in 0..<raw.count {
      let byte = raw[index]
      if ByteClass.path.contains(byte) { continue }
      switch byte {
      case UInt8(ascii: "?"): mark = mark ?? index
      case UInt8(ascii: "%"): guard isEscape(raw, at: index) else { throw .malformed }
      default: throw .malformed
      }
    }
    guard let mark else { return Target(form: form, path: Array(raw), query: nil) }
    return Target(form: form, path: Array(raw[..<mark]), query: Array(raw[(mark + 1)...]))
  }

  /// Whether two hexadecimal digits follow a `%`.
  static func isEscape(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    index + 2 < bytes.count && ByteClass.hexValue(bytes[index + 1]) != nil
      && ByteClass.hexValue(bytes[index + 2]) != nil
  }
}
