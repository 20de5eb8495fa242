// From an answer to bytes, exact as RFC 9112 asks: the length that fits, no body where none may be.

/// The encoder of answers.
public enum ResponseEncoder {
  /// 100 Continue, whole.
  public static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
  /// The last chunk and an empty trailer section.
  public static let lastChunk = Array("0\r\n\r\n".utf8)

  /// Room for everything in a head but the fields of the answer.
  private static let headRoom = 256

  /// Appends an answer's head, and its body where it is at hand.
  ///
  /// - Parameters:
  ///   - request: what is answered; nil when it could not be read.
  ///   - isHead: whether what could not be read asks for a head only.
  ///   - date: the 29 bytes of the Date field.
  ///   - closes: whether the connection ends after it.
  public static func encode(
    _ response: Response, to request: RequestHead?, isHead: Bool = false, date: [UInt8],
    closes: Bool, into output: inout [UInt8]
  ) {
    output.append(addingCapacity: headRoom + response.fields.bytes.count) { head in
      head.add("HTTP/1.1 ")
      head.addDecimal(Int(response.status.code))
      head.add(" ")
      head.add(response.status.reason)
      head.add("\r\nDate: ")
      head.add(date)
      head.add("\r\n")
      head.add(response.fields.bytes)
      if closes {
        head.add("Connection: close\r\n")
      } else if request?.minorVersion == 0 {
        head.add("Connection: keep-alive\r\n")
      }
      addFraming(response, isOld: request?.minorVersion == 0, to: &head)
      head.add("\r\n")
    }
    if case .bytes(let bytes) = response.body, !response.status.isBodiless,
      !isHead, request?.method != .head
    {
      output.append(contentsOf: bytes)
    }
  }

  // RFC 9112 6.1, 6.2: no length where no body may be; a stream of unknown length is chunked, or
  // ends with the connection where the client knows no chunks.
  private static func addFraming(
    _ response: Response, isOld: Bool, to head: inout OutputSpan<UInt8>
  ) {
    if response.status.isBodiless { return }
    switch response.body {
    case .none: head.add("Content-Length: 0\r\n")
    case .bytes(let bytes): addLength(bytes.count, to: &head)
    case .stream(_, let length?): addLength(length, to: &head)
    case .stream(_, nil): if !isOld { head.add("Transfer-Encoding: chunked\r\n") }
    }
  }

  private static func addLength(_ count: Int, to head: inout OutputSpan<UInt8>) {
    head.add("Content-Length: ")
    head.addDecimal(count)
    head.add("\r\n")
  }

  /// Appends one chunk of a chunked body; an empty piece is nothing.
  public static func appendChunk(_ piece: [UInt8], into output: inout [UInt8]) {
    guard !piece.isEmpty else { return }
    output.append(contentsOf: String(piece.count, radix: 16).utf8)
    output.append(contentsOf: [0x0D, 0x0A])
    output.append(contentsOf: piece)
    output.append(contentsOf: [0x0D, 0x0A])
  }
}
