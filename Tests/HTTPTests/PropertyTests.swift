// Properties that hold for every message: generated from a seed, so that a failure names it. What
// is written and read again is the same; where it was cut does not matter; noise never breaks
// anything.

import Testing

@testable import HTTP

/// A generator with a seed (SplitMix64).
private struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// What a message says, apart from how it is written.
private struct Said: Equatable {
  var method = "GET"
  var path: [UInt8] = []
  var query: [UInt8]?
  var minorVersion = 1
  var fields: [[UInt8]] = []
  var body: [UInt8] = []
  var isChunked = false
}

extension Said {
  private static let token = Array("!#$%&'*+-.^_`|~09azAZ".utf8)
  private static let path = Array("/-._~!$&'()*+,;=:@09azAZ".utf8)

  init(_ random: inout Seeded) {
    method = ["GET", "POST", "PUT", "x!y", "DELETE"].randomElement(using: &random) ?? "GET"
    path = [0x2F] + Self.some(Self.path, 0...30, &random) + Self.escapes(&random)
    if Bool.random(using: &random) { query = Self.some(Self.path + [0x3F], 0...20, &random) }
    minorVersion = Int.random(in: 0..<8, using: &random) == 0 ? 0 : 1
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      // No name of these letters is one that the parser knows.
      var field = Array("X-".utf8)
      field += Self.some(Self.token, 0...12, &random)
      field += [0x3A]
      field += Self.value(&random)
      fields.append(field)
    }
    let length = [0, 1, 2, 17, 300].randomElement(using: &random) ?? 0
    body = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    isChunked = minorVersion == 1 && Bool.random(using: &random)
  }

  private static func some(
    _ bytes: [UInt8], _ count: ClosedRange<Int>, _ random: inout Seeded
  ) -> [UInt8] {
    (0..<Int.random(in: count, using: &random)).compactMap { _ in
      bytes.randomElement(using: &random)
    }
  }

  private static func escapes(_ random: inout Seeded) -> [UInt8] {
    (0..<Int.random(in: 0...3, using: &random)).flatMap { _ in
      Array(PercentCoding.encode("\u{0}å/ ").utf8)
    }
  }

  private static func value(_ random: inout Seeded) -> [UInt8] {
    let any = Array(UInt8(0x20)...0x7E) + Array(UInt8(0x80)...0xFF) + [0x09]
    let inner: [UInt8] = some(any, 0...40, &random)
    if inner.isEmpty { return [] }
    return Array("a".utf8) + inner + Array("b".utf8)
  }

  /// The message, with the freedom that the grammar leaves taken at random.
  func written(_ random: inout Seeded) -> [UInt8] {
    var out: [UInt8] = []
    for _ in 0..<Int.random(in: 0...2, using: &random) { out += [13, 10] }
    out += Array(method.utf8)
    out += [0x20]
    out += path
    if let query {
      out += [0x3F]
      out += query
    }
    out += Array(" HTTP/1.\(minorVersion)\r\nHost: a\r\n".utf8)
    for field in fields {
      let colon = field.firstIndex(of: 0x3A) ?? 0
      let spaces: [[UInt8]] = [[], [0x20], [0x09], [0x20, 0x20]]
      let space = spaces.randomElement(using: &random) ?? []
      out += field[...colon]
      out += space
      out += field[(colon + 1)...]
      out += space
      out += [13, 10]
    }
    if isChunked {
      let name = ["Transfer-Encoding", "TRANSFER-ENCODING"].randomElement(using: &random) ?? ""
      out += Array("\(name): chunKed\r\n\r\n".utf8)
      return out + chunks(&random)
    }
    if !body.isEmpty { out += Array("content-length: 0\(body.count)\r\n".utf8) }
    out += [13, 10]
    return out + body
  }

  private func chunks(_ random: inout Seeded) -> [UInt8] {
    var out: [UInt8] = []
    var rest = body[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...100, using: &random))
      let size = String(piece.count, radix: 16, uppercase: Bool.random(using: &random))
      let extra = ["", ";a", ";a=b ;c=\"d\\\"\"", " ; e = f"].randomElement(using: &random) ?? ""
      out += Array("0\(size)\(extra)\r\n".utf8)
      out += piece
      out += [13, 10]
      rest = rest.dropFirst(piece.count)
    }
    let trailer =
      ["", "A: b\r\n", "A:\r\nContent-Length: 9\r\n"].randomElement(using: &random) ?? ""
    return out + Array("000\r\n\(trailer)\r\n".utf8)
  }

  /// Reads a message that comes in pieces, as a connection does; nil when it is not whole.
  static func read(_ pieces: [[UInt8]]) throws(ParseError) -> (Said, taken: Int)? {
    var input: [UInt8] = []
    var head: RequestHead?
    var decoder = try BodyDecoder(.none, limits: Limits(), bodyBytesMax: 0)
    var said = Said()
    var taken = 0
    for piece in pieces {
      input += piece
      if head == nil {
        let bytes = input
        let outcome = try bytes.parsed { bytes throws(ParseError) in
          try HeadParser.parse(bytes, limits: Limits())
        }
        guard case .complete(let read) = outcome else { continue }
        head = read
        said.take(read)
        decoder = try BodyDecoder(read.framing, limits: Limits(), bodyBytesMax: 10_000)
        input.removeFirst(read.byteCount)
        taken = read.byteCount
      }
      var body = said.body
      let rest = input
      let count = try rest.parsed { bytes throws(ParseError) in
        try decoder.consume(bytes, into: &body)
      }
      said.body = body
      input.removeFirst(count)
      taken += count
      if decoder.isComplete { return (said, taken) }
    }
    return nil
  }

  private mutating func take(_ head: RequestHead) {
    method = head.method.name
    path = head.target.path
    query = head.target.query
    minorVersion = head.minorVersion
    isChunked = head.framing == .chunked
    fields = []
    head.fields.forEach { name, value in
      if name.hasPrefix("X-") { fields.append(Array("\(name):\(value)".utf8)) }
    }
  }

  /// As it is read: values are text, and what is no UTF-8 in them is replaced.
  var asText: Said {
    var other = self
    other.fields = fields.map { Array(String(decoding: $0, as: UTF8.self).utf8) }
    return other
  }
}

@Suite struct PropertyTests {
  @Test(arguments: 0..<UInt64(300))
  func `what is written is read, wherever it is cut`(seed: UInt64) throws {
    var random = Seeded(seed)
    let said = Said(&random)
    let bytes = said.written(&random)
    let behind = Array("GET /next".utf8)
    for place in 0...bytes.count {
      let read = try Said.read([Array(bytes[..<place]), Array(bytes[place...]) + behind])
      guard read?.0 == said.asText, read?.taken == bytes.count else {
        Issue.record("seed \(seed), cut at \(place)")
        return
      }
      if place < bytes.count, try Said.read([Array(bytes[..<place])]) != nil {
        Issue.record("seed \(seed), whole after \(place)")
        return
      }
    }
  }

  @Test(arguments: 0..<UInt64(100))
  func `what is written is read, cut into many pieces`(seed: UInt64) throws {
    var random = Seeded(seed &+ 1_000_000)
    let said = Said(&random)
    let bytes = said.written(&random)
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      pieces.append(Array(rest.prefix(Int.random(in: 1...9, using: &random))))
      rest = rest.dropFirst(pieces.last?.count ?? 1)
    }
    #expect(try Said.read(pieces)?.0 == said.asText, "seed \(seed)")
    #expect(try Said.read(bytes.map { [$0] })?.0 == said.asText, "seed \(seed)")
  }

  @Test(arguments: 0..<UInt64(100))
  func `a changed message is read or refused the same way, wherever it is cut`(seed: UInt64) {
    var random = Seeded(seed &+ 2_000_000)
    var bytes = Said(&random).written(&random)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      default: bytes.insert([0, 10, 13, 32, 58, 59].randomElement(using: &random) ?? 0, at: place)
      }
    }
    let whole = Self.outcome([bytes])
    for place in 1..<bytes.count {
      let cut = Self.outcome([Array(bytes[..<place]), Array(bytes[place...])])
      guard cut == whole else {
        Issue.record("seed \(seed), cut at \(place): \(cut) instead of \(whole)")
        return
      }
    }
  }

  private static func outcome(_ pieces: [[UInt8]]) -> String {
    do throws(ParseError) {
      guard let (said, taken) = try Said.read(pieces) else { return "more" }
      return "\(said) \(taken)"
    } catch {
      return "\(error.status.code)"
    }
  }

  @Test(arguments: 0..<UInt64(200))
  func `an answer is read as it was written`(seed: UInt64) throws {
    var random = Seeded(seed &+ 3_000_000)
    let codes: [UInt16] = [200, 201, 204, 304, 400, 404, 503]
    let status = Status(code: codes.randomElement(using: &random) ?? 200)
    let body = (0..<Int.random(in: 0...300, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
    var fields = ResponseFields()
    let value = String(
      String.UnicodeScalarView(
        (0..<20).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x2FF, using: &random)) }))
    fields.add("X-Value", value)
    let response = Response(status: status, fields: fields, body: .bytes(body))
    let isHead = Bool.random(using: &random)
    let closes = Bool.random(using: &random)
    var out: [UInt8] = []
    let date = HTTPDate.format(784_111_777)
    ResponseEncoder.encode(
      response, to: nil, isHead: isHead, date: date, closes: closes, into: &out)
    let end = try #require(out.indices.first { out[$0...].starts(with: [13, 10, 13, 10]) })
    let lines = String(decoding: out[..<end], as: UTF8.self).components("\r\n")
    #expect(lines[0] == "HTTP/1.1 \(status.code) \(status.reason)")
    #expect(lines[1] == "Date: Sun, 06 Nov 1994 08:49:37 GMT")
    let clean = String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    #expect(lines.contains("X-Value: \(clean)"), "seed \(seed)")
    #expect(lines.contains("Connection: close") == closes)
    #expect(lines.contains("Content-Length: \(body.count)") == !status.isBodiless)
    #expect(Array(out[(end + 4)...]) == (isHead || status.isBodiless ? [] : body))
  }

  @Test(arguments: 0..<UInt64(50))
  func `chunks that are written are read`(seed: UInt64) throws {
    var random = Seeded(seed &+ 4_000_000)
    var out: [UInt8] = []
    var body: [UInt8] = []
    for _ in 0..<Int.random(in: 0...20, using: &random) {
      let piece = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      ResponseEncoder.appendChunk(piece, into: &out)
      body += piece
    }
    out += ResponseEncoder.lastChunk
    var decoder = try BodyDecoder(.chunked, limits: Limits(), bodyBytesMax: 10_000)
    var read: [UInt8] = []
    let count = try out.parsed { bytes throws(ParseError) in
      try decoder.consume(bytes, into: &read)
    }
    #expect(decoder.isComplete && count == out.count && read == body, "seed \(seed)")
  }

  @Test func `dates are those of the calendar, day by day`() {
    var day = (year: 1970, month: 1, date: 1)
    let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".components(" ")
    let weekdays = "Thu Fri Sat Sun Mon Tue Wed".components(" ")
    for number in 0..<60_000 {
      let text = String(decoding: HTTPDate.format(Int64(number) * 86_400 + 3_661), as: UTF8.self)
      let two = day.date < 10 ? "0\(day.date)" : "\(day.date)"
      let wanted =
        "\(weekdays[number % 7]), \(two) \(months[day.month - 1]) \(day.year) 01:01:01 GMT"
      guard text == wanted else {
        Issue.record("\(text) instead of \(wanted)")
        return
      }
      day.date += 1
      if day.date > Self.days(day.year, day.month) { (day.date, day.month) = (1, day.month + 1) }
      if day.month > 12 { (day.month, day.year) = (1, day.year + 1) }
    }
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
