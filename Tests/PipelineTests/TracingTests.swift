// The names of a request: the client's where they are valid, else drawn, always in form.

import HTTP
@testable import Pipeline
import Testing
import Vocabulary

struct TracingTests {
  private func tracing(_ fields: String = "", seed: UInt64 = 1) throws -> Tracing {
    let text = Array("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".utf8)
    guard
      case .complete(let head) = try text.withUnsafeBytes({
        try HeadParser.parse($0, limits: Limits())
      })
    else { throw ParseError.malformed }
    var random = Randomness.seeded(seed)
    return Tracing(head, random: &random)
  }

  @Test(arguments: UInt64(0)...50)
  func `names are the digits of what was drawn`(_ seed: UInt64) throws {
    var random = Randomness.seeded(seed)
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in
        let text = String(random.next(), radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
      }.joined()
    }
    let (id, span, trace) = (digits(2), digits(1), digits(2))
    let names = try tracing(seed: seed)
    #expect(names.requestID == id)
    #expect(names.traceparent == "00-\(trace)-\(span)-00")
  }

  @Test func `a client's own names are kept, with a span of ours`() throws {
    let names = try tracing(
      "X-Request-Id: min-begaran.1\r\n"
        + "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n")
    #expect(names.requestID == "min-begaran.1")
    #expect(names.traceparent.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-"))
    #expect(!names.traceparent.contains("00f067aa0ba902b7"))
    #expect(names.traceparent.hasSuffix("-00"))
    #expect(names.traceparent.utf8.count == 55)
  }

  @Test(arguments: [
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x", "00-4bf9-00f0-01", "",
  ])
  func `a trace that is out of form is not taken`(_ text: String) throws {
    let names = try tracing("traceparent: \(text)\r\n")
    #expect(names.traceparent == (try tracing().traceparent))
  }

  @Test(arguments: ["a b", "å", "", String(repeating: "x", count: 129), "a\"b", "a/b"])
  func `a request id that could be anything else is not taken`(_ text: String) throws {
    #expect(try tracing("X-Request-Id: \(text)\r\n").requestID == (try tracing().requestID))
  }

  @Test func `what could not be read has names too`() {
    var random = Randomness.seeded(3)
    let names = Tracing(random: &random)
    #expect(names.requestID.utf8.count == 32)
    #expect(names.traceparent.utf8.count == 55)
  }
}
