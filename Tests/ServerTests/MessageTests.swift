// Bytes into a socket, answers out of it, one line a case: which statuses come, and whether the
// connection lives on.

import Server
import Testing

/// What a client sends, piece by piece, and what it must get.
struct SocketCase: Sendable, CustomTestStringConvertible {
  let name: String
  let pieces: [String]
  let statuses: [Int]
  /// Whether the server ends the connection after them.
  let closes: Bool

  var testDescription: String { name }

  static func kept(_ name: String, _ pieces: String..., gets statuses: [Int]) -> SocketCase {
    SocketCase(name: name, pieces: pieces, statuses: statuses, closes: false)
  }

  static func closed(_ name: String, _ pieces: String..., gets statuses: [Int]) -> SocketCase {
    SocketCase(name: name, pieces: pieces, statuses: statuses, closes: true)
  }

  /// A case whose head is wrong: one answer, then the end, whatever follows.
  static func wrong(_ name: String, _ head: String, _ status: Int) -> SocketCase {
    closed(name, head + "\r\n" + SocketCase.get, gets: [status])
  }

  static let get = "GET /n HTTP/1.1\r\nHost: t\r\n\r\n"
  static let post = "POST /echo HTTP/1.1\r\nHost: t\r\n"
  static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"
}

extension SocketTests {
  @Suite struct Messages {
    private static let get = SocketCase.get
    private static let post = SocketCase.post
    private static let chunked = SocketCase.chunked
    private static let host = "GET /n HTTP/1.1\r\nHost: "

    static let kept: [SocketCase] = [
      .kept("nothing", gets: []),
      .kept("plain", get, gets: [200]),
      .kept("pipelined", get + get + get, gets: [200, 200, 200]),
      .kept("empty lines between", get + "\r\n\r\n" + get, gets: [200, 200]),
      .kept("unknown method", "BREW /n HTTP/1.1\r\nHost: t\r\n\r\n", gets: [200]),
      .kept("HTTP/1.2", "GET /n HTTP/1.2\r\nHost: t\r\n\r\n", gets: [200]),
      .kept("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n", gets: [200]),
      .kept("absolute, other host", "GET http://x/n HTTP/1.1\r\nHost: t\r\n\r\n", gets: [200]),
      .kept(
        "1.0 that asks for it", "GET /n HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", gets: [200]),
      .kept("GET with a body", host + "t\r\nContent-Length: 3\r\n\r\nabc" + get, gets: [200, 200]),
      .kept("length of zero", post + "Content-Length: 0\r\n\r\n" + get, gets: [200, 200]),
      .kept("no length is no body", post + "\r\n" + get, gets: [200, 200]),
      .kept("chunks", chunked + "3\r\nabc\r\n0\r\n\r\n" + get, gets: [200, 200]),
      .kept(
        "chunks and trailers", chunked + "1;a=\"b\"\r\nx\r\n0\r\nA: b\r\n\r\n" + get,
        gets: [200, 200]),
      .kept("head and body apart", post + "Content-Length: 3\r\n\r\n", "abc", gets: [200]),
      .kept("CR and LF apart", "GET /n HTTP/1.1\r", "\nHost: t\r", "\n\r", "\n", gets: [200]),
      .kept(
        "100-continue", post + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n", gets: [100]),
      .kept(
        "100-continue, body there", post + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\nabc",
        gets: [200]),
      .kept(
        "100-continue without a body", host + "t\r\nExpect: 100-continue\r\n\r\n", gets: [200]),
    ]

    static let closed: [SocketCase] = [
      .closed("close", host + "t\r\nConnection: close\r\n\r\n" + get, gets: [200]),
      .closed("close in a list", host + "t\r\nConnection: x, Close\r\n\r\n" + get, gets: [200]),
      .closed("1.0", "GET /n HTTP/1.0\r\n\r\n" + get, gets: [200]),
      .closed("wrong after right", get + "x\r\n\r\n" + get, gets: [200, 400]),
      .closed("NUL in an extension", chunked + "1;a\0\r\nx\r\n0\r\n\r\n" + get, gets: [400]),
      .closed("open quote", chunked + "1;a=\"b\r\nx\r\n0\r\n\r\n" + get, gets: [400]),
      .closed("bare LF after a size", chunked + "1\nx\r\n0\r\n\r\n" + get, gets: [400]),
      .closed("bare LF after data", chunked + "1\r\nx\n0\r\n\r\n" + get, gets: [400]),
      .closed("bare LF at the end", chunked + "0\r\n\n" + get, gets: [400]),
      .closed("more data than its size", chunked + "1\r\nxy\r\n0\r\n\r\n" + get, gets: [400]),
      .closed("size too large", chunked + "FFFFFFFFFFFFFFFF0\r\n" + get, gets: [400]),
      .closed("bad chunk later", chunked + "3\r\nabc\r\n", "zz\r\n", gets: [400]),
      .closed("bad trailer later", chunked + "0\r\n", "A: b\r", "\n c\r\n\r\n", gets: [400]),
      .closed(
        "extensions too long",
        chunked + "1;" + String(repeating: "a", count: 100_000) + "\r\nx\r\n0\r\n\r\n",
        gets: [400]),
      .closed(
        "extensions too long together",
        chunked + String(repeating: "1;abcdefghijklmno\r\nx\r\n", count: 1_000) + "0\r\n\r\n",
        gets: [400]),
      .closed(
        "trailers too long",
        chunked + "0\r\n" + String(repeating: "A: b\r\n", count: 100_000) + "\r\n", gets: [431]),
      .closed(
        "body too large, chunked",
        "POST /ten HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n", gets: [413]),
      .closed(
        "body too large, with expectation",
        "POST /ten HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n",
        gets: [413]),
      .closed("target of 4 MiB", "GET /" + String(repeating: "a", count: 4_194_304), gets: [414]),
      .closed(
        "whole target of 100 kB",
        "GET /" + String(repeating: "a", count: 100_000) + " HTTP/1.1\r\nHost: t\r\n\r\n" + get,
        gets: [414]),
      .closed(
        "field of 4 MiB", host + "t\r\nA: " + String(repeating: "a", count: 4_194_304), gets: [431]
      ),
      .closed(
        "name of 100 kB", host + "t\r\n" + String(repeating: "a", count: 100_000) + ": b\r\n\r\n",
        gets: [431]),
      .closed(
        "10,000 fields", host + "t\r\n" + String(repeating: "A: b\r\n", count: 10_000) + "\r\n",
        gets: [431]),
    ]

    static let wrong: [SocketCase] = [
      .wrong("HTTP/2.0", "GET /n HTTP/2.0\r\nHost: t\r\n", 505),
      .wrong("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n", 505),
      .wrong("HTTP/0.9", "GET /n\r\n", 400),
      .wrong("fragment", "GET /n#x HTTP/1.1\r\nHost: t\r\n", 400),
      .wrong("asterisk for GET", "GET * HTTP/1.1\r\nHost: t\r\n", 400),
      .wrong("CONNECT", "CONNECT t:443 HTTP/1.1\r\nHost: t\r\n", 501),
      .wrong("no Host", "GET /n HTTP/1.1\r\n", 400),
      .wrong("two Hosts", host + "t\r\nHost: t\r\n", 400),
      .wrong("empty Host", host + "\r\n", 400),
      .wrong("port too large", host + "t:65536\r\n", 400),
      .wrong("open bracket", host + "[::1\r\n", 400),
      .wrong("bad escape", host + "%zz\r\n", 400),
      .wrong("user in Host", host + "u@t\r\n", 400),
      .wrong("path in Host", host + "t/x\r\n", 400),
      .wrong("list of hosts", host + "t, u\r\n", 400),
      .wrong("space before a colon", host + "t\r\nA : b\r\n", 400),
      .wrong("obs-fold", host + "t\r\nA: b\r\n c\r\n", 400),
      .wrong("bare CR", host + "t\r\nA: b\rc\r\n", 400),
      .wrong("bare LF", host + "t\nA: b\r\n", 400),
      .wrong("unknown coding", post + "Transfer-Encoding: gzip\r\n", 501),
      .wrong("identity, chunked", post + "Transfer-Encoding: identity, chunked\r\n", 501),
      .wrong("chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n", 400),
      .wrong(
        "length and coding", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
      .wrong("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n", 400),
      .wrong("length with plus", post + "Content-Length: +5\r\n", 400),
      .wrong("length below zero", post + "Content-Length: -1\r\n", 400),
      .wrong("length too large", post + "Content-Length: 99999999999999999999\r\n", 400),
      .wrong("chunked in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n", 400),
      .wrong("other expectation", post + "Expect: x\r\nContent-Length: 1\r\n", 417),
    ]

    @Test(arguments: kept)
    func `a connection lives on after right messages`(_ given: SocketCase) async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let client = try running.client()
        for piece in given.pieces { try client.send(piece) }
        for status in given.statuses {
          let answer = try client.readAnswer()
          #expect(answer.status == status)
          #expect(answer.isDated)
          #expect(!answer.closes)
        }
        if given.statuses.last == 100 {
          try client.send("abc")
          #expect(try client.readAnswer().text == "abc")
        }
        try client.get("/probe")
        #expect(try client.readAnswer().text == "/probe")
      }
    }

    @Test(arguments: closed + wrong)
    func `a connection ends after its last answer`(_ given: SocketCase) async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let client = try running.client()
        for piece in given.pieces { try client.send(piece) }
        var statuses: [Int] = []
        var closes = false
        while let answer = try client.readAnswerOrEnd() {
          statuses.append(answer.status)
          #expect(answer.isDated)
          #expect(!closes, "nothing follows the last answer")
          closes = answer.closes
        }
        #expect(statuses == given.statuses)
        #expect(closes)
      }
    }
  }
}

extension Answer {
  /// Whether it has the date that every final answer must have (RFC 9110 6.6.1).
  fileprivate var isDated: Bool { status < 200 || fields["date"]?.utf8.count == 29 }
}
