// Answers as bytes: the framing that each status, method and version asks for.

import Testing

@testable import HTTP

@Suite struct ResponseEncoderTests {
  private final class Nothing: BodySource {
    func next() -> Piece { .end }
  }

  private func encoded(
    _ response: Response, to request: String? = "GET / HTTP/1.1", closes: Bool = false
  ) throws -> String {
    var output = Array("before|".utf8)
    ResponseEncoder.encode(
      response, to: try request.map { try head($0 + "\r\nHost: a\r\n\r\n") },
      date: HTTPDate.format(784_111_777), closes: closes, into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(text.hasPrefix("before|HTTP/1.1 "))
    return String(text.dropFirst("before|HTTP/1.1 ".count))
  }

  private let date = "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

  @Test func `a body has its length`() throws {
    var response = Response(status: .ok, body: .bytes(Array("hello".utf8)))
    response.fields.add("A", "b")
    #expect(try encoded(response) == "200 OK\(date)A: b\r\nContent-Length: 5\r\n\r\nhello")
    #expect(
      try encoded(response, to: "HEAD / HTTP/1.1")
        == "200 OK\(date)A: b\r\nContent-Length: 5\r\n\r\n")
    #expect(
      try encoded(response, closes: true)
        == "200 OK\(date)A: b\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")
    #expect(
      try encoded(response, to: "GET / HTTP/1.0")
        == "200 OK\(date)A: b\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello")
  }

  @Test func `no body is a length of zero`() throws {
    #expect(
      try encoded(Response(status: .created)) == "201 Created\(date)Content-Length: 0\r\n\r\n")
  }

  @Test(arguments: [Status.noContent, .notModified])
  func `where no body may be there is no length either`(_ status: Status) throws {
    for body in [ResponseBody.none, .bytes([1, 2]), .stream(Nothing(), length: nil)] {
      let text = try encoded(Response(status: status, body: body))
      #expect(text == "\(status.code) \(status.reason)\(date)\r\n")
    }
  }

  @Test func `a stream is chunked where its length is not known and the client knows chunks`()
    throws
  {
    let known = Response(status: .ok, body: .stream(Nothing(), length: 1_234_567))
    let unknown = Response(status: .ok, body: .stream(Nothing(), length: nil))
    #expect(try encoded(known) == "200 OK\(date)Content-Length: 1234567\r\n\r\n")
    #expect(try encoded(unknown) == "200 OK\(date)Transfer-Encoding: chunked\r\n\r\n")
    #expect(
      try encoded(unknown, to: "GET / HTTP/1.0", closes: true)
        == "200 OK\(date)Connection: close\r\n\r\n")
  }

  @Test func `an answer to what could not be read has a date too`() throws {
    #expect(
      try encoded(Response(status: .badRequest), to: nil, closes: true)
        == "400 Bad Request\(date)Connection: close\r\nContent-Length: 0\r\n\r\n")
  }

  @Test func `a chunk has its size in front, an empty piece is nothing`() {
    var output: [UInt8] = []
    ResponseEncoder.appendChunk([UInt8](repeating: 0x61, count: 18), into: &output)
    ResponseEncoder.appendChunk([], into: &output)
    let chunk = "12\r\n" + String(repeating: "a", count: 18) + "\r\n"
    #expect(String(decoding: output, as: UTF8.self) == chunk)
  }

  @Test func `no value can split an answer`() {
    var fields = ResponseFields()
    fields.add("A", "b\r\nC: d\0\u{7F}é")
    #expect(String(decoding: fields.bytes, as: UTF8.self) == "A: b  C: d  é\r\n")
    #expect(fields.value(of: "a") == "b  C: d  é")
  }

  @Test(arguments: [0, 7, 10, 99, 100, 65_536, .max])
  func `a number is written in full`(_ number: Int) {
    var output: [UInt8] = []
    output.append(addingCapacity: 32) { $0.addDecimal(number) }
    #expect(String(decoding: output, as: UTF8.self) == "\(number)")
  }
}
