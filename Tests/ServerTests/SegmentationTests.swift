// Random requests in one stream of bytes, cut at random: the answers are the same however the bytes
// come. The seed is the test's argument, so a failure names it.

import Server
import Testing

/// A generator with a seed (SplitMix64), for tests that must be repeatable.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SocketTests {
  @Suite struct Segmentation {
    @Test(arguments: 0..<40)
    func `requests are answered in order however they are cut`(seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      let requests = (0..<30).map { _ in Self.request(&random) }
      try await withServer({ $0.loops = 1 }) { running in
        let client = try running.client()
        var rest = requests.flatMap(\.bytes)[...]
        let pieceMax = [1, 7, 100, 5_000].randomElement(using: &random) ?? 1
        while !rest.isEmpty {
          let count = Int.random(in: 1...pieceMax, using: &random)
          try client.send(Array(rest.prefix(count)))
          rest = rest.dropFirst(count)
        }
        for request in requests { #expect(try client.readAnswer().body == request.answer) }
        #expect(!client.isReadable)
      }
    }

    private static func request(
      _ random: inout SeededGenerator
    ) -> (bytes: [UInt8], answer: [UInt8]) {
      let number = Int.random(in: 0...9, using: &random)
      let body = pattern(Int.random(in: 0...300, using: &random))
      switch Int.random(in: 0...4, using: &random) {
      case 0: return (head("GET /n/\(number)"), Array("/n/\(number)".utf8))
      case 1: return (head("GET /later/\(number)"), Array("/later/\(number)".utf8))
      case 2: return (head("GET /stream/\(number)"), pattern(number * TestStream.pieceBytes))
      case 3: return (head("POST /echo", "Content-Length: \(body.count)") + body, body)
      default:
        let coded = head("POST /echo", "Transfer-Encoding: chunked") + chunks(body, &random)
        return (coded, body)
      }
    }

    private static func head(_ line: String, _ fields: String...) -> [UInt8] {
      let lines = ["\(line) HTTP/1.1", "Host: t"] + fields
      return Array((lines.map { $0 + "\r\n" }.joined() + "\r\n").utf8)
    }

    private static func chunks(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
      var coded: [UInt8] = []
      var rest = body[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...100, using: &random))
        let comment = Bool.random(using: &random) ? ";a=\"b;\"" : ""
        coded += Array((String(piece.count, radix: 16) + comment + "\r\n").utf8) + piece + [13, 10]
        rest = rest.dropFirst(piece.count)
      }
      return coded + Array((Bool.random(using: &random) ? "0\r\n\r\n" : "0\r\nA: b\r\n\r\n").utf8)
    }
  }
}
