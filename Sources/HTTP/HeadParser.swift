// From bytes to the head of a request: a pure function with three answers, done, need more, wrong.
// Strict as RFC 9112 asks: what could be read in two ways is refused.

/// The parser of request heads.
public enum HeadParser {
  /// What came of it.
  public enum Outcome {
    case complete(RequestHead)
    case incomplete
  }

  /// Reads the head at the start of the bytes.
  ///
  /// Needs the whole head; called again with more until it is there or larger than it may be.
  /// - Throws: `ParseError` with the status to answer.
  public static func parse(
    _ bytes: UnsafeRawBufferPointer, limits: Limits
  ) throws(ParseError) -> Outcome {
    var lines = LineReader(bytes: bytes, limits: limits)
    guard try lines.skipEmptyLines() else { return .incomplete }
    guard let requestLine = try lines.next(isRequestLine: true) else {
      try RequestLine.checkBeginning(UnsafeRawBufferPointer(rebasing: bytes[lines.at...]))
      return .incomplete
    }
    let line = try RequestLine(UnsafeRawBufferPointer(rebasing: bytes[requestLine]), limits)
    let start = lines.at
    var places: [Fields.Place] = []
    places.reserveCapacity(16)
    while true {
      guard let range = try lines.next(isRequestLine: false) else { return .incomplete }
      if range.isEmpty { break }
      guard places.count < limits.fieldCountMax else { throw .headTooLarge }
      places.append(try FieldLine.read(bytes, range, from: start))
    }
    let section = FieldSection(
      bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<lines.at]), places: places)
    return .complete(try Self.head(line, section, byteCount: lines.at))
  }

  private static func head(
    _ line: RequestLine, _ section: FieldSection, byteCount: Int
  ) throws(ParseError) -> RequestHead {
    try HostField.check(section, isRequired: line.minorVersion == 1)
    let framing = try Framing.read(section, minorVersion: line.minorVersion)
    let expectsContinue = try expectsContinue(line, section, framing)
    return RequestHead(
      method: line.method, target: line.target, minorVersion: line.minorVersion,
      fields: Fields(section), framing: framing, keepsAlive: keepsAlive(line, section),
      expectsContinue: expectsContinue, byteCount: byteCount)
  }

  // RFC 9112 9.3: `close` wins over everything; 1.1 stays open, 1.0 only when it asks to.
  private static func keepsAlive(_ line: RequestLine, _ section: FieldSection) -> Bool {
    if section.contains("Connection", token: "close") { return false }
    return line.minorVersion == 1 || section.contains("Connection", token: "keep-alive")
  }

  // RFC 9110 10.1.1: ignored from a 1.0 client; any other expectation is refused.
  private static func expectsContinue(
    _ line: RequestLine, _ section: FieldSection, _ framing: BodyFraming
  ) throws(ParseError) -> Bool {
    guard line.minorVersion == 1 else { return false }
    var isAsked = false
    try section.forEachValue(of: "Expect") { value throws(ParseError) in
      try ListField.forEach(value) { element throws(ParseError) in
        if element.isEmpty { return }
        guard ListField.isToken(element, "100-continue") else { throw .expectationFailed }
        isAsked = true
      }
    }
    return isAsked && framing != .none
  }
}
