// Bytes for the parser's tests.

@testable import HTTP

extension Array where Element == UInt8 {
  /// Runs a parser over the bytes, keeping the type of what it throws.
  func parsed<T>(_ body: (UnsafeRawBufferPointer) throws(ParseError) -> T) throws(ParseError) -> T {
    try withUnsafeBytes { bytes in
      Result { () throws(ParseError) -> T in try body(bytes) }
    }.get()
  }
}
