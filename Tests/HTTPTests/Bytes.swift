// Bytes and cases for the parser's tests.

import Testing

@testable import HTTP

extension Array where Element == UInt8 {
  /// Runs a parser over the bytes, keeping the type of what it throws.
  func parsed<T>(_ body: (UnsafeRawBufferPointer) throws(ParseError) -> T) throws(ParseError) -> T {
    try withUnsafeBufferPointer { bytes throws(ParseError) in
      try body(UnsafeRawBufferPointer(bytes))
    }
  }
}

/// One message with a name, and the status it gets: 200 where it is taken, 0 where more must come.
struct MessageCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let status: Int

  init(_ name: String, _ text: String, _ status: Int) {
    self.name = name
    self.text = text
    self.status = status
  }

  var testDescription: String { name }
  var bytes: [UInt8] { Array(text.utf8) }
}

/// The status that the bytes of a head get.
func headStatus(_ bytes: [UInt8], _ limits: Limits = Limits()) -> Int {
  do throws(ParseError) {
    let outcome = try bytes.parsed { bytes throws(ParseError) in
      try HeadParser.parse(bytes, limits: limits)
    }
    if case .complete = outcome { return 200 }
    return 0
  } catch {
    return Int(error.status.code)
  }
}

/// The head that the bytes hold.
func head(_ text: String) throws -> RequestHead {
  let outcome = try Array(text.utf8).parsed { bytes throws(ParseError) in
    try HeadParser.parse(bytes, limits: Limits())
  }
  guard case .complete(let head) = outcome else { throw ParseError.malformed }
  return head
}

/// A request with these lines in its head, `Host` among them.
func request(_ lines: String..., method: String = "POST") -> String {
  "\(method) / HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
}
