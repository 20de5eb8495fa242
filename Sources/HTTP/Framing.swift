// Where a body ends. Everything that two servers could read in two ways is refused: that is how
// requests are smuggled (RFC 9112 6.1, 6.3, 11.2).

/// The reader of Content-Length and Transfer-Encoding.
enum Framing {
  static func read(
    _ fields: FieldSection, minorVersion: Int
  ) throws(ParseError) -> BodyFraming {
    let length = fields.index(of: "Content-Length")
    guard fields.index(of: "Transfer-Encoding") == nil else {
      guard length == nil, minorVersion == 1 else { throw .malformed }
      return try coding(fields)
    }
    guard let length else { return .none }
    // The same length twice is refused too, as it may be (RFC 9112 6.3).
    guard fields.index(of: "Content-Length", from: length + 1) == nil else { throw .malformed }
    let count = try number(fields.value(length))
    return count == 0 ? .none : .length(count)
  }

  private static func number(_ digits: UnsafeRawBufferPointer) throws(ParseError) -> Int {
    guard (1...18).contains(digits.count) else { throw .malformed }
    var count = 0
    for digit in digits {
      guard ByteClass.isDigit(digit) else { throw .malformed }
      count = count * 10 + Int(digit - 0x30)
    }
    return count
  }

  // `chunked` alone is spoken. Another coding before it is answered with 501; chunked that is not
  // the last, or is there twice, leaves no sure length (RFC 9112 6.3, 7). An empty element is
  // refused, though lists may hold them: no client sends one, and servers disagree about it.
  private static func coding(_ fields: FieldSection) throws(ParseError) -> BodyFraming {
    var chunkedCount = 0
    var isLastChunked = false
    var isAllKnown = true
    var isWhole = true
    try fields.forEachValue(of: "Transfer-Encoding") { value throws(ParseError) in
      let isClosed = try ListField.forEach(value) { element throws(ParseError) in
        isLastChunked = try isChunked(element)
        if isLastChunked { chunkedCount += 1 } else { isAllKnown = false }
      }
      if !isClosed { isWhole = false }
    }
    guard isWhole, chunkedCount <= 1, isLastChunked || chunkedCount == 0 else {
      throw .malformed
    }
    guard isAllKnown else { throw .codingNotImplemented }
    return .chunked
  }

  private static func isChunked(_ element: UnsafeRawBufferPointer) throws(ParseError) -> Bool {
    let end = element.firstIndex { !ByteClass.token.contains($0) } ?? element.count
    let name = UnsafeRawBufferPointer(rebasing: element[..<end])
    let parameters = element[end...].drop(while: ByteClass.isSpace)
    guard end > 0, parameters.isEmpty || parameters.first == UInt8(ascii: ";") else {
      throw .malformed
    }
    guard ListField.isToken(name, "chunked") else { return false }
    // It has no parameters; theirs is an error (RFC 9112 7.1).
    guard parameters.isEmpty else { throw .malformed }
    return true
  }
}
