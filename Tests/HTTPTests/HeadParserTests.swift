// Heads as bytes, one line a case: what is taken, what is refused and with which status.

import Testing

@testable import HTTP

@Suite struct HeadParserTests {
  private static func get(_ requestLine: String) -> String {
    requestLine + "\r\nHost: a\r\n\r\n"
  }

  static let requestLines = [
    MessageCase("plain", get("GET / HTTP/1.1"), 200),
    MessageCase("empty line before", "\r\n" + get("GET / HTTP/1.1"), 200),
    MessageCase("two empty lines before", "\r\n\r\n" + get("GET / HTTP/1.1"), 200),
    MessageCase("three empty lines before", "\r\n\r\n\r\n" + get("GET / HTTP/1.1"), 400),
    MessageCase("bare LF before", "\n" + get("GET / HTTP/1.1"), 400),
    MessageCase("space before", get(" GET / HTTP/1.1"), 400),
    MessageCase("two spaces first", get("GET  / HTTP/1.1"), 400),
    MessageCase("two spaces last", get("GET /  HTTP/1.1"), 400),
    MessageCase("space after", get("GET / HTTP/1.1 "), 400),
    MessageCase("tab between", get("GET\t/ HTTP/1.1"), 400),
    MessageCase("no version", get("GET /"), 400),
    MessageCase("no target", get("GET HTTP/1.1"), 400),
    MessageCase("empty target", get("GET  HTTP/1.1"), 400),
    MessageCase("method alone", get("GET"), 400),
    MessageCase("unknown method", get("BREW / HTTP/1.1"), 200),
    MessageCase("small letters", get("get / HTTP/1.1"), 200),
    MessageCase("no token", get("G@T / HTTP/1.1"), 400),
    MessageCase("method in quotes", get("\"GET\" / HTTP/1.1"), 400),
    MessageCase("method of 32", get(String(repeating: "M", count: 32) + " / HTTP/1.1"), 200),
    MessageCase("method of 33", get(String(repeating: "M", count: 33) + " / HTTP/1.1"), 501),
    MessageCase("method without end", String(repeating: "M", count: 9_000), 501),
    MessageCase("no method without end", String(repeating: "M@", count: 5_000), 400),
    MessageCase("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200),
    MessageCase("HTTP/1.2", get("GET / HTTP/1.2"), 200),
    MessageCase("HTTP/1.9", get("GET / HTTP/1.9"), 200),
    MessageCase("HTTP/2.0", get("GET / HTTP/2.0"), 505),
    MessageCase("HTTP/3.0", get("GET / HTTP/3.0"), 505),
    MessageCase("HTTP/9.9", get("GET / HTTP/9.9"), 505),
    MessageCase("HTTP/0.9", get("GET / HTTP/0.9"), 505),
    MessageCase("HTTP/2.0 without Host", "GET / HTTP/2.0\r\n", 505),
    MessageCase("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    MessageCase("HTTP/11", get("GET / HTTP/11"), 400),
    MessageCase("HTTP/1.10", get("GET / HTTP/1.10"), 400),
    MessageCase("HTTP/1.", get("GET / HTTP/1."), 400),
    MessageCase("HTTP/1,1", get("GET / HTTP/1,1"), 400),
    MessageCase("http/1.1", get("GET / http/1.1"), 400),
    MessageCase("HTTPS/1.1", get("GET / HTTPS/1.1"), 400),
    MessageCase("HTTP /1.1", get("GET / HTTP /1.1"), 400),
    MessageCase("no method, no end", "é", 400),
    MessageCase("method in quotes, no end", "\"GET", 400),
    MessageCase("bytes of TLS", "\u{16}\u{3}\u{1}\u{2}", 400),
  ]

  static let targets = [
    MessageCase("query", get("GET /a?b=c&d=/?x HTTP/1.1"), 200),
    MessageCase("every path byte", get("GET /aZ0-._~!$&'()*+,;=:@%2F/ HTTP/1.1"), 200),
    MessageCase("two slashes", get("GET //a HTTP/1.1"), 200),
    MessageCase("fragment", get("GET /#x HTTP/1.1"), 400),
    MessageCase("fragment after query", get("GET /?a#x HTTP/1.1"), 400),
    MessageCase("fragment of absolute", get("GET http://a#x HTTP/1.1"), 400),
    MessageCase("escape cut", get("GET /%4 HTTP/1.1"), 400),
    MessageCase("escape of none", get("GET /% HTTP/1.1"), 400),
    MessageCase("escape not hexadecimal", get("GET /%4g HTTP/1.1"), 400),
    MessageCase("escape in query", get("GET /?%zz HTTP/1.1"), 400),
    MessageCase("space", get("GET /a b HTTP/1.1"), 400),
    MessageCase("quote", get("GET /\" HTTP/1.1"), 400),
    MessageCase("backslash", get("GET /\\ HTTP/1.1"), 400),
    MessageCase("brace", get("GET /{id} HTTP/1.1"), 400),
    MessageCase("not ASCII", get("GET /é HTTP/1.1"), 400),
    MessageCase("NUL", get("GET /\0 HTTP/1.1"), 400),
    MessageCase("DEL", get("GET /\u{7F} HTTP/1.1"), 400),
    MessageCase("no slash", get("GET x HTTP/1.1"), 400),
    MessageCase("authority for GET", get("GET a:80 HTTP/1.1"), 400),
    MessageCase("asterisk for GET", get("GET * HTTP/1.1"), 400),
    MessageCase("asterisk for OPTIONS", get("OPTIONS * HTTP/1.1"), 200),
    MessageCase("two asterisks", get("OPTIONS ** HTTP/1.1"), 400),
    MessageCase("absolute", get("GET http://a/b HTTP/1.1"), 200),
    MessageCase("absolute, large letters", get("GET HTTP://A:80/b HTTP/1.1"), 200),
    MessageCase("absolute, https", get("GET https://a/b HTTP/1.1"), 200),
    MessageCase("absolute, no path", get("GET http://a HTTP/1.1"), 200),
    MessageCase("absolute, query only", get("GET http://a?b HTTP/1.1"), 200),
    MessageCase("absolute, other host", get("GET http://b/ HTTP/1.1"), 200),
    MessageCase("absolute for OPTIONS", get("OPTIONS http://a HTTP/1.1"), 200),
    MessageCase("absolute, user", get("GET http://u@a/b HTTP/1.1"), 400),
    MessageCase("absolute, no host", get("GET http:///b HTTP/1.1"), 400),
    MessageCase("absolute, nothing", get("GET http:// HTTP/1.1"), 400),
    MessageCase("absolute, bad port", get("GET http://a:x/ HTTP/1.1"), 400),
    MessageCase("absolute, other scheme", get("GET ftp://a/b HTTP/1.1"), 400),
    MessageCase("absolute, one slash", get("GET http:/a HTTP/1.1"), 400),
    MessageCase("absolute without Host", "GET http://a/ HTTP/1.1\r\n\r\n", 400),
    MessageCase("absolute, empty Host", "GET http://a/ HTTP/1.1\r\nHost:\r\n\r\n", 400),
    MessageCase("CONNECT", get("CONNECT a:443 HTTP/1.1"), 501),
    MessageCase("CONNECT without port", get("CONNECT a HTTP/1.1"), 400),
    MessageCase("CONNECT to a path", get("CONNECT / HTTP/1.1"), 400),
  ]

  static let fields = [
    MessageCase("no space after the colon", request("A:b"), 200),
    MessageCase("spaces and tabs around", request("A: \t b \t"), 200),
    MessageCase("empty value", request("A:"), 200),
    MessageCase("obs-text", request("A: é"), 200),
    MessageCase("tab inside", request("A: b\tc"), 200),
    MessageCase("every token byte", request("!#$%&'*+-.^_`|~09azAZ: b"), 200),
    MessageCase("bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n", 400),
    MessageCase("bare LF once", "GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n", 400),
    MessageCase("bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
    MessageCase("bare CR in a value", request("A: b\rc"), 400),
    MessageCase("bare CR after the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n", 400),
    MessageCase("two CR", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400),
    MessageCase("space before the colon", request("A : b"), 400),
    MessageCase("tab before the colon", request("A\t: b"), 400),
    MessageCase("obs-fold", request("A: b", " c"), 400),
    MessageCase("obs-fold with tab", request("A: b", "\tc"), 400),
    MessageCase("obs-fold of spaces", request("A: b", " "), 400),
    MessageCase("space before the first", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    MessageCase("no name", request(": b"), 400),
    MessageCase("no colon", request("A"), 400),
    MessageCase("bracket in the name", request("A[: b"), 400),
    MessageCase("name not ASCII", request("é: b"), 400),
    MessageCase("NUL in the name", request("A\0: b"), 400),
    MessageCase("NUL in a value", request("A: b\0c"), 400),
    MessageCase("control in a value", request("A: b\u{1}c"), 400),
    MessageCase("DEL in a value", request("A: b\u{7F}"), 400),
    MessageCase("vertical tab", request("A: b\u{B}"), 400),
  ]

  static let hosts =
    [
      ("a", 200), ("a:", 200), ("a:80", 200), ("a:00080", 200), ("a:000080", 200), ("a:65535", 200),
      ("a.b-c_d~e", 200), ("192.0.2.1:80", 200), ("%61", 200), ("[::1]", 200), ("[::1]:80", 200),
      ("[::]", 200), ("[1::]", 200), ("[1:2:3:4:5:6:7:8]", 200), ("[::ffff:192.0.2.1]", 200),
      ("[v1.a:b]", 200), ("a!$&'()*+;=", 200),
      ("", 400), (":80", 400), ("a:65536", 400), ("a:99999999999999999999", 400), ("a:x", 400),
      ("a:+80", 400), ("a:-1", 400), ("a:8 0", 400), ("a:80:80", 400), ("a b", 400), ("a\tb", 400),
      ("a/b", 400), ("a/", 400), ("/", 400), ("a?b", 400), ("a#b", 400), ("u@a", 400),
      ("u:p@a", 400), ("http://a", 400), ("a,b", 400), ("a, b", 400), ("a\\b", 400), ("<a>", 400),
      ("a\"", 400), ("é", 400), ("%", 400), ("%4", 400), ("%zz", 400), ("a%", 400),
      ("::1", 400), ("[::1", 400), ("::1]", 400), ("[]", 400), ("[::1]x", 400), ("[::1]80", 400),
      ("[::1]:x", 400), ("[1::2::3]", 400), ("[:::]", 400), ("[1:2:3:4:5:6:7]", 400),
      ("[1:2:3:4:5:6:7:8:9]", 400), ("[12345::]", 400), ("[g::]", 400), ("[::1%25eth0]", 400),
      ("[192.0.2.1]", 400), ("[::256.0.0.1]", 400), ("[::1.2.3]", 400), ("[::01.2.3.4]", 400),
      ("[v.a]", 400), ("[v1.]", 400), ("[vg.a]", 400), ("[[::1]]", 400),
    ].map { MessageCase("Host: \($0)", "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", $1) } + [
      MessageCase("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
      MessageCase("no Host in 1.0", "GET / HTTP/1.0\r\n\r\n", 200),
      MessageCase("bad Host in 1.0", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n", 400),
      MessageCase("two Hosts", request("Host: b"), 400),
      MessageCase("one Host twice", request("Host: a"), 400),
      MessageCase("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nhost: a\r\n\r\n", 400),
    ]

  static let all = requestLines + targets + fields + hosts

  @Test(arguments: all)
  func `a head has one status`(_ message: MessageCase) {
    #expect(headStatus(message.bytes) == message.status)
  }

  @Test(arguments: (all + FramingTests.heads).filter { $0.status == 200 })
  func `every beginning of a whole head needs more`(_ message: MessageCase) {
    let bytes = message.bytes
    for count in 0..<bytes.count {
      #expect(headStatus(Array(bytes[..<count])) == 0, "\(count)")
    }
    #expect(headStatus(bytes + Array("rest".utf8)) == 200)
  }

  @Test func `a head says what it holds`() throws {
    let text = "\r\nPOST http://a/b%20c?d=e HTTP/1.1\r\nHost: f\r\nX-Y: \t1 2 \r\nx-y: 3\r\n\r\n"
    let head = try head(text + "body")
    #expect(head.method == .post)
    #expect(head.target.form == .absolute)
    #expect(head.target.pathText == "/b%20c")
    #expect(head.target.query == Array("d=e".utf8))
    #expect(head.minorVersion == 1)
    #expect(head.fields.count == 3)
    #expect(head.fields["x-Y"] == "1 2")
    #expect(head.fields.all("X-Y") == ["1 2", "3"])
    #expect(head.fields["X-Z"] == nil)
    #expect(head.byteCount == text.utf8.count)
    var names: [String] = []
    head.fields.forEach { name, _ in names.append(name) }
    #expect(names == ["Host", "X-Y", "x-y"])
  }

  @Test(arguments: [
    ("OPTIONS * HTTP/1.1", "*", nil, Target.Form.asterisk),
    ("OPTIONS http://a HTTP/1.1", "*", nil, .asterisk),
    ("OPTIONS http://a/ HTTP/1.1", "/", nil, .absolute),
    ("GET http://a HTTP/1.1", "/", nil, .absolute),
    ("GET http://a?b HTTP/1.1", "/", "b", .absolute),
    ("GET /a? HTTP/1.1", "/a", "", .origin),
  ])
  func `a target has a form, a path and perhaps a query`(
    _ line: String, _ path: String, _ query: String?, _ form: Target.Form
  ) throws {
    let target = try head(Self.get(line)).target
    #expect(target.pathText == path)
    #expect(target.query == query.map { Array($0.utf8) })
    #expect(target.form == form)
  }

  @Test(arguments: [
    ("1.1", "", true), ("1.1", "close", false), ("1.1", "Close", false),
    ("1.1", "keep-alive, close", false), ("1.1", "upgrade ,\tclose ,x", false),
    ("1.1", "closed", true), ("1.1", "keep-alive", true), ("1.0", "", false),
    ("1.0", "keep-alive", true), ("1.0", "Keep-Alive", true), ("1.0", "keep-alive, close", false),
    ("1.0", "x, keep-alive", true), ("1.9", "", true),
  ])
  func `a connection is kept or not`(_ version: String, _ tokens: String, _ isKept: Bool) throws {
    let text = "GET / HTTP/\(version)\r\nHost: a\r\nConnection: \(tokens)\r\n\r\n"
    #expect(try head(text).keepsAlive == isKept)
  }

  @Test func `close counts in a second line too`() throws {
    #expect(try !head(request("Connection: x", "connection: close")).keepsAlive)
  }
}
