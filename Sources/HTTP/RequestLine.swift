// The request line: method, target, version, with single spaces between (RFC 9112 3).

/// A request line.
struct RequestLine {
  /// Longest method that is handed on; none that exists is as long (RFC 9112 3: 501 beyond).
  private static let methodBytesMax = 32
  /// Bytes of ` HTTP/1.1`.
  private static let versionBytes = 9

  let method: Method
  let target: Target
  let minorVersion: Int

  init(_ line: UnsafeRawBufferPointer, _ limits: Limits) throws(ParseError) {
    var index = 0
    while index < line.count, ByteClass.token.contains(line[index]) { index += 1 }
    guard index > 0, index < line.count, line[index] == 0x20 else { throw .malformed }
    guard index <= Self.methodBytesMax else { throw .methodNotImplemented }
    let name = UnsafeRawBufferPointer(rebasing: line[..<index])
    let end = line.count - Self.versionBytes
    guard end > index + 1 else { throw .malformed }
    guard end - index - 1 <= limits.targetBytesMax else { throw .uriTooLong }
    minorVersion = try Self.version(UnsafeRawBufferPointer(rebasing: line[end...]))
    method = Method(String(decoding: name, as: UTF8.self))
    target = try TargetParser.parse(
      UnsafeRawBufferPointer(rebasing: line[(index + 1)..<end]), method: method)
  }

  /// Refuses what cannot become a request line, however it goes on: no time is given to it.
  static func checkBeginning(_ bytes: UnsafeRawBufferPointer) throws(ParseError) {
    guard let end = bytes.firstIndex(where: { !ByteClass.token.contains($0) }) else { return }
    guard end > 0, bytes[end] == 0x20 else { throw .malformed }
  }

  // SP "HTTP/" DIGIT "." DIGIT; another major version is known but not spoken.
  private static func version(_ bytes: UnsafeRawBufferPointer) throws(ParseError) -> Int {
    // "HTTP/1.1" as one number: what nearly every client sends.
    let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
    if word == 0x312E_312F_5054_5448, bytes[0] == 0x20 { return 1 }
    guard bytes[..<6].elementsEqual(" HTTP/".utf8), ByteClass.isDigit(bytes[6]),
      bytes[7] == UInt8(ascii: "."), ByteClass.isDigit(bytes[8])
    else { throw .malformed }
    guard bytes[6] == UInt8(ascii: "1") else { throw .versionNotSupported }
    // A higher minor version is answered as 1.1 (RFC 9110 2.5).
    return bytes[8] == UInt8(ascii: "0") ? 0 : 1
  }
}
