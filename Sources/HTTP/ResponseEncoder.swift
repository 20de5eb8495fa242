// From an answer to bytes, exact as RFC 9112 asks: the length that fits, no body where none may be.

/// The encoder of answers.
package enum ResponseEncoder {
  /// 100 Continue, whole.
  package static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
  /// The last chunk and an empty trailer section.
  package static let lastChunk = Array("0\r\n\r\n".utf8)

  /// Appends an answer's head, and its body where it is at hand.
  ///
  /// - Parameters:
  ///   - request: what is answered; nil when it could not be read.
  ///   - date: the 29 bytes of the Date field.
  ///   - closes: whether the connection ends after it.
  package static func encode(
    _ response: Response, to request: RequestHead?, date: [UInt8], closes: Bool,
    into output: inout [UInt8]
  ) {
    append("HTTP/1.1 ", to: &output)
    appendDecimal(Int(response.status.code), to: &output)
    output.append(0x20)
    response.status.reason.withUTF8Buffer { output.append(contentsOf: $0) }
    append("\r\nDate: ", to: &output)
    output.append(contentsOf: date)
    append("\r\n", to: &output)
    output.append(contentsOf: response.fields.bytes)
    if closes {
      append("Connection: close\r\n", to: &output)
    } else if request?.minorVersion == 0 {
      append("Connection: keep-alive\r\n", to: &output)
    }
    if response.status.isBodiless {
      append("\r\n", to: &output)
      return
    }
    let isHead = request?.method == .head
    switch response.body {
    case .none: appendLength(0, to: &output)
    case .bytes(let bytes):
      appendLength(bytes.count, to: &output)
      if !isHead { output.append(contentsOf: bytes) }
    case .stream(_, let length?): appendLength(length, to: &output)
    case .stream(_, nil) where request?.minorVersion == 0: append("\r\n", to: &output)
    case .stream(_, nil): append("Transfer-Encoding: chunked\r\n\r\n", to: &output)
    }
  }

  /// Appends one chunk of a chunked body; an empty piece is nothing.
  package static func appendChunk(_ piece: [UInt8], into output: inout [UInt8]) {
    guard !piece.isEmpty else { return }
    output.append(contentsOf: String(piece.count, radix: 16).utf8)
    append("\r\n", to: &output)
    output.append(contentsOf: piece)
    append("\r\n", to: &output)
  }

  private static func appendLength(_ count: Int, to output: inout [UInt8]) {
    append("Content-Length: ", to: &output)
    appendDecimal(count, to: &output)
    append("\r\n\r\n", to: &output)
  }

  private static func append(_ text: StaticString, to output: inout [UInt8]) {
    text.withUTF8Buffer { output.append(contentsOf: $0) }
  }

  private static func appendDecimal(_ number: Int, to output: inout [UInt8]) {
    var digits: [UInt8] = []
    var rest = number
    repeat {
      digits.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    output.append(contentsOf: digits.reversed())
  }
}
