// Bodies at every split point: the same bytes come out, and every fault is found wherever it is cut.

import Testing

@testable import HTTP

@Suite struct BodyDecoderTests {
  private func decode(_ pieces: [ArraySlice<UInt8>]) throws(ParseError) -> (String, Bool) {
    var decoder = try BodyDecoder(.chunked, limits: Limits(), bodyBytesMax: 1_000)
    var body: [UInt8] = []
    for piece in pieces {
      var rest = piece
      while !rest.isEmpty, !decoder.isComplete {
        let count = try Array(rest).parsed { bytes throws(ParseError) in
          try decoder.consume(bytes, into: &body)
        }
        rest = rest.dropFirst(count)
      }
    }
    return (String(decoding: body, as: UTF8.self), decoder.isComplete)
  }

  @Test func `a chunked body is the same at every split`() throws {
    let raw = Array("4;a=\"b;c\"\r\nWiki\r\n5\r\npedia\r\n0\r\nTrailer: x\r\n\r\n".utf8)
    for split in 0...raw.count {
      let (body, isComplete) = try decode([raw[..<split], raw[split...]])
      #expect(body == "Wikipedia" && isComplete, "\(split)")
    }
  }

  @Test(arguments: [
    "4\nWiki\r\n", "4\r\nWikix", "g\r\n", "\r\n", "-1\r\n", "0x4\r\nWiki\r\n", "4;\"\r\n",
    "4;a=\"\r\n", "4;\r\nWiki\r\n0\r\n\r\n", "0\r\nbad trailer\r\n\r\n", "ffffffffffffffff\r\n",
    "4;a\u{0}\r\n",
  ])
  func `a fault is refused however it is cut`(_ text: String) {
    let raw = Array(text.utf8)
    for split in 0...raw.count {
      #expect(throws: ParseError.self) { try decode([raw[..<split], raw[split...]]) }
    }
  }

  @Test func `a chunk past the limit is 413`() {
    #expect(throws: ParseError.contentTooLarge) { try decode([Array("3e9\r\n".utf8)[...]]) }
  }
}
