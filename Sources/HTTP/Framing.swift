// Where a body ends. Everything that two servers could read in two ways is refused: that is how
// requests are smuggled (RFC 9112 6.1, 6.3, 11.2).

/// The reader of Content-Length and Transfer-Encoding.
enum Framing {
  static func read(_ fields: Fields, minorVersion: Int) throws(ParseError) -> BodyFraming {
    let lengths = fields.all("Content-Length")
    let codings = fields.all("Transfer-Encoding")
    guard !codings.isEmpty else { return try length(lengths) }
    guard lengths.isEmpty, minorVersion == 1 else { throw .malformed }
    let names = codings.joined(separator: ",")
      .split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ").lowercased() }
      .map { $0.filter { $0 != "\t" } }
    guard names.allSatisfy({ name in !name.isEmpty && name.utf8.allSatisfy(isCodingByte) }) else {
      throw .malformed
    }
    guard names.allSatisfy({ $0 == "chunked" }) else { throw .codingNotImplemented }
    guard names.count == 1 else { throw .malformed }
    return .chunked
  }

  // One value; the same value repeated in one list is refused too, as it may be (RFC 9112 6.3).
  private static func length(_ values: [String]) throws(ParseError) -> BodyFraming {
    guard let value = values.first else { return .none }
    guard values.count == 1, (1...18).contains(value.utf8.count),
      value.utf8.allSatisfy(ByteClass.isDigit), let count = Int(value)
    else { throw .malformed }
    return count == 0 ? .none : .length(count)
  }

  private static func isCodingByte(_ byte: UInt8) -> Bool {
    ByteClass.token[Int(byte)] || " ;=\"".utf8.contains(byte)
  }
}
