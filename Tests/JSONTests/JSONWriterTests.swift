// What the writer writes, and that the reader understands it.

import JSON
import Testing

/// A small seeded sequence, so that a failure can be seen again.
private struct Sequence64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }
}

private func text(_ write: (inout JSONWriter) -> Void) -> String {
  var writer = JSONWriter(reserving: 8)
  write(&writer)
  return String(decoding: writer.bytes, as: UTF8.self)
}

@Suite struct JSONWriterTests {
  @Test func `commas stand between members and elements only`() {
    let written = text { json in
      json.object { json in
        json.member("a", 1)
        json.object("b") { json in
          json.member("c", "d")
          json.array("e") { json in
            json.integer(1)
            json.object { _ in }
            json.array { _ in }
            json.null()
          }
        }
        json.array("f") { _ in }
        json.key(named: "g\"")
        json.raw(Array("[0]".utf8))
        json.member("h", true)
      }
    }
    #expect(
      written == #"{"a":1,"b":{"c":"d","e":[1,{},[],null]},"f":[],"g\"":[0],"h":true}"#)
  }

  @Test func `a nil member is null`() {
    let written = text { json in
      json.object { json in
        json.member("s", String?.none)
        json.member("i", Int?.none)
        json.member("l", Int64?.none)
        json.member("b", Bool?.none)
        json.member("t", String?.some("x"))
        json.member("k", Int?.some(-1))
        json.member("m", Int64?.some(.max))
        json.member("c", Bool?.some(false))
        json.member("d", 0.25)
        json.member("v", JSONValue.array([.null]))
        json.member("w", ["a", "b"])
      }
    }
    #expect(
      written == #"{"s":null,"i":null,"l":null,"b":null,"t":"x","k":-1,"#
        + #""m":9223372036854775807,"c":false,"d":0.25,"v":[null],"w":["a","b"]}"#)
  }

  @Test func `every control character and both marks are escaped, nothing else is`() {
    for code in UInt8(0)..<0x80 {
      let character = String(Unicode.Scalar(code))
      let written = text { $0.string(character) }
      let expected =
        switch code {
        case 0x08: #""\b""#
        case 0x09: #""\t""#
        case 0x0A: #""\n""#
        case 0x0C: #""\f""#
        case 0x0D: #""\r""#
        case 0x22: #""\"""#
        case 0x5C: #""\\""#
        case 0..<0x10: "\"\\u000" + String(code, radix: 16) + "\""
        case 0x10..<0x20: "\"\\u00" + String(code, radix: 16) + "\""
        default: "\"" + character + "\""
        }
      #expect(written == expected)
    }
  }

  @Test(arguments: [0, 1, -1, 10, -10, 99, 100, Int64.max, Int64.min])
  func `integers are written in full`(_ value: Int64) {
    #expect(text { $0.integer(value) } == String(value))
  }

  @Test(arguments: [0.1, -0.0, 1e300, Double.leastNonzeroMagnitude, 1e16, 123456.789])
  func `doubles read back the same`(_ value: Double) throws {
    let written = text { $0.number(value) }
    guard case .number(let number) = try JSONReader.read(Array(written.utf8)) else {
      Issue.record("no number: \(written)")
      return
    }
    #expect(number.double == value)
    #expect(number.double.sign == value.sign)
  }

  @Test(
    arguments: [0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xFF] as [UInt8]
  )
  func `a byte is escaped wherever in eight it stands, and no other is`(_ byte: UInt8) {
    let mustEscape = byte < 0x20 || byte == 0x22 || byte == 0x5C
    for length in 1...20 {
      for place in 0..<length {
        for around: UInt8 in [0x20, 0x61, 0x80, 0xFF] {
          var bytes = [UInt8](repeating: around, count: length)
          bytes[place] = byte
          var writer = JSONWriter()
          bytes.withUnsafeBytes { writer.text($0) }
          let added = writer.bytes.count - 2 - length
          #expect((added > 0) == mustEscape, "\(place) of \(length) beside \(around)")
        }
      }
    }
  }

  @Test func `what is not finite is null`() {
    #expect(text { $0.number(.infinity) } == "null")
    #expect(text { $0.number(.nan) } == "null")
  }

  @Test(arguments: 1...20)
  func `random values survive writing and reading`(_ seed: UInt64) throws {
    var random = Sequence64(state: seed)
    for _ in 0..<50 {
      let value = Self.value(depth: 5, &random)
      var writer = JSONWriter()
      writer.value(value)
      #expect(try JSONReader.read(writer.bytes) == value)
    }
  }

  private static func value(depth: Int, _ random: inout Sequence64) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(JSONNumber(Int64(bitPattern: random.next() >> (random.next() % 64))))
    case 3: return .number(JSONNumber(double: Double.random(in: -1e9...1e9, using: &random) + 0.5))
    case 4, 5: return .string(string(&random))
    case 6:
      let count = Int.random(in: 0..<5, using: &random)
      return .array((0..<count).map { _ in value(depth: depth - 1, &random) })
    default:
      let count = Int.random(in: 0..<20, using: &random)
      return .object(
        (0..<count).map { index in
          JSONMember(
            name: "\(index)" + string(&random), value: value(depth: depth - 1, &random))
        })
    }
  }

  private static func string(_ random: inout Sequence64) -> String {
    let pool = Array("abcdefghij\"\\/\n\t\u{1}åäö€😀~\u{2028}")
    let count = Int.random(in: 0..<30, using: &random)
    return String((0..<count).compactMap { _ in pool.randomElement(using: &random) })
  }
}

@Test func `quoted bytes are a value like any other`() {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("a")
    writer.quoted { $0.append(contentsOf: "x".utf8) }
    writer.member("b", "y")
  }
  #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":"x","b":"y"}"#)
}
