// The request line: method, target, version, with single spaces between (RFC 9112 3).

/// A request line.
struct RequestLine {
  let method: Method
  let target: Target
  let minorVersion: Int

  init(_ line: UnsafeRawBufferPointer, _ limits: Limits) throws(ParseError) {
    guard let first = line.firstIndex(of: 0x20) else { throw .malformed }
    let name = line[..<first]
    guard !name.isEmpty, name.count <= 32, name.allSatisfy({ ByteClass.token[Int($0)] }) else {
      throw .malformed
    }
    let rest = line[(first + 1)...]
    guard let second = rest.firstIndex(of: 0x20) else { throw .malformed }
    let raw = rest[..<second]
    guard raw.count <= limits.targetBytesMax else { throw .uriTooLong }
    minorVersion = try Self.version(rest[(second + 1)...])
    method = Self.known(name)
    target = try TargetParser.parse(Array(raw), method: method)
  }

  // "HTTP/" DIGIT "." DIGIT; another major version is known but not spoken.
  private static func version(
    _ bytes: Slice<UnsafeRawBufferPointer>
  ) throws(ParseError) -> Int {
    let text = Array(bytes)
    guard text.count == 8, text.starts(with: Array("HTTP/".utf8)), ByteClass.isDigit(text[5]),
      text[6] == UInt8(ascii: "."), ByteClass.isDigit(text[7])
    else { throw .malformed }
    guard text[5] == UInt8(ascii: "1") else { throw .versionNotSupported }
    // A higher minor version is answered as 1.1 (RFC 9110 2.5).
    return text[7] == UInt8(ascii: "0") ? 0 : 1
  }

  private static func known(_ name: Slice<UnsafeRawBufferPointer>) -> Method {
    for method in [Method.get, .post, .patch, .head, .put, .delete, .options]
    where name.elementsEqual(method.name.utf8) { return method }
    return Method(String(decoding: name, as: UTF8.self))
  }
}
