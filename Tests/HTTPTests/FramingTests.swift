// Where bodies end: lengths, codings, expectations, one line a case.

import Testing

@testable import HTTP

@Suite struct FramingTests {
  private static func length(_ value: String, _ status: Int) -> MessageCase {
    MessageCase("Content-Length: \(value)", request("Content-Length: \(value)"), status)
  }

  private static func coding(_ value: String, _ status: Int) -> MessageCase {
    MessageCase("Transfer-Encoding: \(value)", request("Transfer-Encoding: \(value)"), status)
  }

  static let heads =
    [
      ("0", 200), ("5", 200), ("005", 200), (" 5 ", 200), ("999999999999999999", 200),
      ("", 400), ("+5", 400), ("-1", 400), ("-0", 400), ("0x5", 400), ("5.0", 400), ("1e2", 400),
      ("5 5", 400), ("5, 5", 400), ("5, 6", 400), ("5,", 400), ("1_0", 400), ("٥", 400),
      ("five", 400), ("99999999999999999999", 400), ("18446744073709551621", 400),
    ].map { length($0, $1) }
    + [
      ("chunked", 200), ("CHUNKED", 200), (" chunked\t", 200),
      ("", 400), ("chunked, chunked", 400), ("chunked, gzip", 400), ("chunked, identity", 400),
      (", chunked", 400), ("chunked,", 400), ("chunked;a=b", 400), ("chunked;", 400),
      ("chunked x", 400), ("\"chunked\"", 400), ("gzip;a=\"b, chunked", 400),
      ("gzip", 501), ("identity", 501), ("gzip, chunked", 501), ("identity, chunked", 501),
      ("xchunked", 501), ("chunkedx", 501), ("x-chunked, chunked", 501),
      ("gzip;a=\"b,c\", chunked", 501), ("gzip ;q=1, chunked", 501),
    ].map { coding($0, $1) }
    + [
      MessageCase("neither", request("A: b"), 200),
      MessageCase("one length twice", request("Content-Length: 5", "Content-Length: 5"), 400),
      MessageCase("two lengths", request("Content-Length: 5", "content-length: 6"), 400),
      MessageCase("both", request("Content-Length: 5", "Transfer-Encoding: chunked"), 400),
      MessageCase("both, turned", request("Transfer-Encoding: chunked", "Content-Length: 5"), 400),
      MessageCase("unknown and length", request("Transfer-Encoding: x", "Content-Length: 5"), 400),
      MessageCase(
        "codings in two lines", request("Transfer-Encoding: x", "Transfer-Encoding: chunked"), 501),
      MessageCase(
        "chunked in two lines",
        request("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), 400),
      MessageCase("space before the colon", request("Transfer-Encoding : chunked"), 400),
      MessageCase("form feed", request("Transfer-Encoding: \u{C}chunked"), 400),
      MessageCase("underscore", request("Transfer_Encoding: chunked"), 200),
      MessageCase(
        "chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
      MessageCase("length in 1.0", "POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\n", 200),
      MessageCase("100-continue", request("Expect: 100-continue", "Content-Length: 1"), 200),
      MessageCase("100-Continue", request("Expect: 100-Continue", "Content-Length: 1"), 200),
      MessageCase("other expectation", request("Expect: 200-ok", "Content-Length: 1"), 417),
      MessageCase("two expectations", request("Expect: 100-continue, x"), 417),
      MessageCase(
        "other expectation in 1.0", "POST / HTTP/1.0\r\nExpect: x\r\nContent-Length: 1\r\n\r\n", 200
      ),
    ]

  @Test(arguments: heads)
  func `a framing has one status`(_ message: MessageCase) {
    #expect(headStatus(message.bytes) == message.status)
  }

  @Test(arguments: [
    ("A: b", BodyFraming.none), ("Content-Length: 0", .none), ("Content-Length: 007", .length(7)),
    ("Transfer-Encoding: Chunked", .chunked), ("Transfer_Encoding: chunked", .none),
  ])
  func `a framing is what the fields say`(_ line: String, _ framing: BodyFraming) throws {
    #expect(try head(request(line)).framing == framing)
  }

  @Test(arguments: [
    (request("Expect: 100-continue", "Content-Length: 1"), true),
    (request("Expect: 100-continue", "Content-Length: 0"), false),
    (request("Expect: 100-continue"), false),
    (request("Content-Length: 1"), false),
    ("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", false),
  ])
  func `100 Continue is awaited only before a body`(_ text: String, _ isAwaited: Bool) throws {
    #expect(try head(text).expectsContinue == isAwaited)
  }

  // MARK: Limits, at their edges

  @Test(arguments: [(-1, 200), (0, 200), (1, 414), (100_000, 414)])
  func `a target may be so long`(over: Int, status: Int) {
    var limits = Limits()
    limits.targetBytesMax = 1_000
    let target = "/" + String(repeating: "a", count: 999 + over)
    #expect(headStatus(Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8), limits) == status)
  }

  @Test(arguments: [(-1, 200), (0, 200), (1, 431), (100_000, 431)])
  func `a head may be so large`(over: Int, status: Int) {
    var limits = Limits()
    limits.headBytesMax = 1_000
    let frame = request("A: ", method: "GET").utf8.count
    let field = "A: " + String(repeating: "b", count: 1_000 - frame + over)
    #expect(headStatus(Array(request(field, method: "GET").utf8), limits) == status)
  }

  @Test(arguments: [(-1, 200), (0, 200), (1, 431)])
  func `there may be so many fields`(over: Int, status: Int) {
    let lines = (1..<(Limits().fieldCountMax + over)).map { "A\($0): b\r\n" }.joined()
    #expect(headStatus(Array("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n".utf8)) == status)
  }

  @Test func `too long a target is 414 and too large a head 431 before they end`() {
    #expect(headStatus(Array(("GET /" + String(repeating: "a", count: 9_000)).utf8)) == 414)
    let field = "A: " + String(repeating: "b", count: 40_000)
    #expect(headStatus(Array(("GET / HTTP/1.1\r\nHost: a\r\n" + field).utf8)) == 431)
  }
}
