// What the reader takes, refuses, and says about a refusal.

import JSON
import Testing

/// A case of a table, shown by its name.
protocol CustomTestStringConvertibleCase: CustomTestStringConvertible, Sendable {
  var name: String { get }
}

extension CustomTestStringConvertibleCase {
  var testDescription: String { name }
}

func rendered(_ value: JSONValue) -> String {
  var writer = JSONWriter()
  writer.value(value)
  return String(decoding: writer.bytes, as: UTF8.self)
}

func firstFault(_ text: String, limits: JSONLimits = JSONLimits()) -> JSONFault? {
  do throws(JSONFault) {
    _ = try JSONReader.read(Array(text.utf8), limits: limits)
    return nil
  } catch {
    return error
  }
}

@Suite struct JSONReaderTests {
  @Test(arguments: accepted)
  func `an accepted text is written again in its canonical form`(_ item: Accepted) throws {
    let value = try JSONReader.read(Array(item.text.utf8))
    #expect(rendered(value) == item.canonical)
  }

  @Test(arguments: refusedStructure + refusedNumbers + refusedStrings)
  func `a refused text names its fault`(_ item: Refused) {
    #expect(
      performing: {
        _ = try JSONReader.read(item.bytes)
      }, throws: { ($0 as? JSONFault)?.kind == item.kind })
  }

  @Test func `the table is large and every name is there once`() {
    let names =
      accepted.map(\.name)
      + (refusedStructure + refusedNumbers + refusedStrings).map(\.name)
    #expect(names.count >= 120)
    #expect(Set(names).count == names.count)
  }

  @Test func `every truncation of a valid text is refused`() throws {
    let text = Array(
      #"{"a":[1,-2.5e3,true,false,null],"å":{"b\n":"\ud83d\ude00 €","c":""}}"#.utf8)
    _ = try JSONReader.read(text)
    for length in 0..<text.count {
      #expect(throws: JSONFault.self, "cut to \(length)") {
        try JSONReader.read(Array(text.prefix(length)))
      }
    }
  }

  @Test func `every byte put in the place of another is refused or read, never repaired`() {
    let text = Array(#"{"a":["å",1.5e2,null]}"#.utf8)
    for index in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[index] = byte
        guard case .success(let value) = Result(catching: { try JSONReader.read(changed) }) else {
          continue
        }
        let isText = String(validating: changed, as: UTF8.self) != nil
        #expect(isText, "byte \(byte) at \(index) is no UTF-8")
        #expect(value["a"] != nil || byte != text[index])
      }
    }
  }

  @Test(arguments: [
    (#"{"a":{"b":[0,{"c":tru}]}}"#, "/a/b/1/c", 21),
    (#"{"a":1,"a":2}"#, "/a", 7),
    (#"[0,[1,2,x]]"#, "/1/2", 8),
    (#"{"a/b":{"c~d":01}}"#, "/a~1b/c~0d", 14),
    ("[1,2", "", 4),
    ("1 2", "", 2),
  ])
  func `a fault knows where it is`(_ text: String, _ path: String, _ offset: Int) throws {
    let fault = try #require(firstFault(text))
    #expect(fault.path == path)
    #expect(fault.offset == offset)
  }

  @Test func `limits hold at their edges`() {
    let limits = JSONLimits(depthMax: 2, valueCountMax: 4)
    #expect(firstFault("[[]]", limits: limits) == nil)
    #expect(firstFault("[[[]]]", limits: limits)?.kind == .tooDeep)
    #expect(firstFault("[1,2,3]", limits: limits) == nil)
    #expect(firstFault("[1,2,3,4]", limits: limits)?.kind == .tooManyValues)
    #expect(firstFault("1", limits: JSONLimits(depthMax: 0)) == nil)
    #expect(firstFault("[]", limits: JSONLimits(depthMax: 0))?.kind == .tooDeep)
  }

  @Test(arguments: [15, 16, 17, 40, 5000])
  func `a repeated name is found in objects of any size`(_ count: Int) throws {
    let members = (0..<count).map { #""n\#($0)":\#($0)"# }
    let text = "{" + members.joined(separator: ",")
    #expect(firstFault(text + "}") == nil)
    for repeated in [0, count / 2, count - 1] {
      let fault = try #require(firstFault(text + #","n\#(repeated)":0}"#))
      #expect(fault.kind == .duplicateMember)
      #expect(fault.path == "/n\(repeated)")
    }
  }

  @Test func `numbers keep their exact integers`() throws {
    func number(_ text: String) throws -> JSONNumber? {
      guard case .number(let number) = try JSONReader.read(Array(text.utf8)) else { return nil }
      return number
    }
    #expect(try number("9007199254740993")?.integer == 9_007_199_254_740_993)
    #expect(try number("-9223372036854775808")?.integer == .min)
    #expect(try number("9223372036854775808")?.integer == nil)
    #expect(try number("1.0")?.integer == nil)
    #expect(try number("1e3")?.integer == nil)
    #expect(try number("1e3")?.double == 1000)
    #expect(try number("-0")?.integer == 0)
    #expect(try number("-0")?.double.sign == .minus)
    #expect(try number("0.1")?.double == 0.1)
  }

  @Test func `values answer for what they are and for nothing else`() throws {
    let value = try JSONReader.read(Array(#"{"s":"x","i":3,"b":true,"n":null,"a":[1]}"#.utf8))
    #expect(value["s"]?.string == "x")
    #expect(value["i"]?.integer == 3)
    #expect(value["b"]?.bool == true)
    #expect(value["n"]?.isNull == true)
    #expect(value["a"]?.array?.count == 1)
    #expect(value.members?.map(\.name) == ["s", "i", "b", "n", "a"])
    #expect(value["missing"] == nil)
    #expect(value["s"]?.integer == nil)
    #expect(value["s"]?["x"] == nil)
  }

  @Test func `codes of faults are snake case`() {
    #expect(JSONFault.Kind.duplicateMember.code == "duplicate_member")
    #expect(JSONFault.Kind.badUTF8.code == "bad_utf8")
    for kind in JSONFault.Kind.allCases {
      let isSnake = kind.code.utf8.allSatisfy {
        0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F
      }
      #expect(isSnake)
    }
  }

  @Test(arguments: [("", ""), ("plain", "plain"), ("a/b", "a~1b"), ("~/", "~0~1"), ("å/", "å~1")])
  func `pointers escape tilde and slash`(_ token: String, _ escaped: String) {
    #expect(JSONPointer.escape(token) == escaped)
  }
}
