// Bodies at every split point: the same bytes come out, and every fault is found wherever it is
// cut.

import Testing

@testable import HTTP

@Suite struct BodyDecoderTests {
  /// What came of a body: its text, or the status of the refusal; nil when more must come.
  private func decode(
    _ pieces: [ArraySlice<UInt8>], _ framing: BodyFraming = .chunked, _ limits: Limits = Limits()
  ) -> (text: String?, status: Int, taken: Int) {
    var body: [UInt8] = []
    var taken = 0
    do throws(ParseError) {
      var decoder = try BodyDecoder(framing, limits: limits, bodyBytesMax: 1_000)
      for piece in pieces where !decoder.isComplete {
        taken += try Array(piece).parsed { bytes throws(ParseError) in
          try decoder.consume(bytes, into: &body)
        }
      }
      return (decoder.isComplete ? String(decoding: body, as: UTF8.self) : nil, 200, taken)
    } catch {
      return (nil, Int(error.status.code), taken)
    }
  }

  @Test(arguments: [
    ("0\r\n\r\n", ""),
    ("5\r\nhello\r\n0\r\n\r\n", "hello"),
    ("4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n", "Wikipedia"),
    ("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
    ("0005\r\nhello\r\n0000\r\n\r\n", "hello"),
    ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
    ("1;a\r\nx\r\n0;b=c\r\n\r\n", "x"),
    ("1 ; a = b ;c\r\nx\r\n0\r\n\r\n", "x"),
    ("1\t;\ta\r\nx\r\n0\r\n\r\n", "x"),
    ("1;a=\"b;c\\\"\"\r\nx\r\n0\r\n\r\n", "x"),
    ("1;a= \"\" ;b\r\nx\r\n0\r\n\r\n", "x"),
    ("1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\n", "x"),
    ("1\r\nx\r\n0\r\nContent-Length: 5\r\n\r\n", "x"),
  ])
  func `a chunked body is the same at every split`(_ text: String, _ body: String) {
    let raw = Array(text.utf8)
    for split in 0...raw.count {
      let result = decode([raw[..<split], raw[split...] + Array("GET".utf8)])
      #expect(result.text == body && result.taken == raw.count, "\(split)")
      #expect(decode([raw[..<split]]).text == (split == raw.count ? body : nil), "\(split)")
    }
    #expect(decode(raw.indices.map { raw[$0..<($0 + 1)] }).text == body)
  }

  @Test(arguments: [
    "4\nWiki\r\n", "4\rWiki\r\n", "4\r\nWikix", "4\r\nWiki\n", "4\r\nWiki\rx", "g\r\n", "\r\n",
    "\n", " 4\r\n", "4 \r\n", "4\t\r\n", "-1\r\n", "+4\r\n", "0x4\r\n", "4_0\r\n", "4.0\r\n",
    ";a\r\n",
    "ffffffffffffffff\r\n", "FFFFFFFFFFFFFFFF0\r\n", "10000000000000000\r\n",
    "4;\r\n", "4;;a\r\n", "4;a;\r\n", "4;=b\r\n", "4;a=\r\n", "4;a =\r\n", "4;a=b=c\r\n",
    "4;a b\r\n", "4;a=b c\r\n", "4;a \r\n", "4;a=b \r\n", "4;\"a\"\r\n", "4;a\"\r\n", "4;a=b\"\r\n",
    "4;a=\"\r\n", "4;a=\"b\r\n", "4;a=\"b\\\r\n", "4;a=\"b\"c\r\n", "4;a=\"b\" \r\n", "4;a,b\r\n",
    "4;a\0\r\n", "4;a=\"\0\"\r\n", "4;a=\"\\\0\"\r\n", "4;a\u{7F}\r\n", "4;a\n", "4;a\rb\r\n",
    "4;a=\"\n\"\r\n", "4;é\r\n",
    "0\r\n\n", "0\n\r\n", "0\r\nbad trailer\r\n\r\n", "0\r\nA : b\r\n\r\n", "0\r\n: b\r\n\r\n",
    "0\r\nA: b\r\n c\r\n\r\n", "0\r\nA: b\n\r\n", "0\r\nA: b\rc\r\n\r\n", "0\r\nA: \0\r\n\r\n",
    "0\r\nGET / HTTP/1.1\r\n",
  ])
  func `a fault is 400 however it is cut`(_ text: String) {
    let raw = Array(text.utf8)
    for split in 0...raw.count {
      #expect(decode([raw[..<split], raw[split...]]).status == 400, "\(split)")
    }
  }

  // MARK: Lengths

  @Test func `a body of known length ends with its last byte`() {
    let raw = Array("helloGET".utf8)
    for split in 0...raw.count {
      let result = decode([raw[..<split], raw[split...]], .length(5))
      #expect(result.text == "hello" && result.taken == 5, "\(split)")
    }
    #expect(decode([raw[..<4]], .length(5)).text == nil)
    #expect(decode([raw[...]], .none) == ("", 200, 0))
  }

  // MARK: Limits, at their edges

  @Test(arguments: [(-1, 200), (0, 200), (1, 413)])
  func `a body may be so large`(over: Int, status: Int) {
    let count = 1_000 + over
    let body = String(repeating: "x", count: count)
    #expect(decode([Array(body.utf8)[...]], .length(count)).status == status)
    let size = String(count, radix: 16)
    #expect(decode([Array("\(size)\r\n\(body)\r\n0\r\n\r\n".utf8)[...]]).status == status)
    let rest = String(count - 500, radix: 16)
    let half = "1f4\r\n\(body.prefix(500))\r\n\(rest)\r\n\(body.dropFirst(500))\r\n0\r\n\r\n"
    #expect(decode([Array(half.utf8)[...]]).status == status)
  }

  @Test(arguments: [(-1, 200), (0, 200), (1, 400)])
  func `the extensions of a body may be so large together`(over: Int, status: Int) {
    var limits = Limits()
    limits.chunkExtensionBytesMax = 100
    let first = ";" + String(repeating: "a", count: 49)
    let second = ";" + String(repeating: "b", count: 49 + over)
    let text = "1\(first)\r\nx\r\n1\(second)\r\ny\r\n0\r\n\r\n"
    #expect(decode([Array(text.utf8)[...]], .chunked, limits).status == status)
  }

  @Test(arguments: [(-1, 200), (0, 200), (1, 431)])
  func `the trailers of a body may be so large together`(over: Int, status: Int) {
    var limits = Limits()
    limits.trailerBytesMax = 100
    let line = "A: " + String(repeating: "b", count: 47)
    let text = "0\r\n\(line)\r\nB: \(String(repeating: "b", count: 47 + over))\r\n\r\n"
    #expect(decode([Array(text.utf8)[...]], .chunked, limits).status == status)
  }
}
