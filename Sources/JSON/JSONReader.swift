// Reads a JSON text in one pass, as strictly as RFC 8259 allows. It never repairs, never guesses
// an encoding and never goes deeper than its limits.

/// The only reader of JSON in the system.
public enum JSONReader {
  /// Reads one JSON text that fills `bytes` to the last one.
  ///
  /// UTF-8 without a byte order mark; member names are unique; numbers fit a double.
  /// - Throws: `JSONFault` with the first fault met.
  public static func read(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
  ) throws(JSONFault) -> JSONValue {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONFault> in
      var scanner = JSONScanner(buffer, limits: limits)
      do throws(JSONFault) {
        return .success(try scanner.text())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// The position in one text; lives no longer than one call of `JSONReader.read`.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: JSONLimits
  var at = 0
  private var depth = 0
  private var valueCount = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The byte at the position, nil at the end.
  @inline(__always)
  var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  func fault(_ kind: JSONFault.Kind = .syntax) -> JSONFault {
    JSONFault(kind: kind, offset: at)
  }

  mutating func text() throws(JSONFault) -> JSONValue {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      throw fault(.badUTF8)
    }
    skipSpace()
    let value = try value()
    skipSpace()
    guard at == bytes.count else { throw fault() }
    return value
  }

  @inline(__always)
  private mutating func skipSpace() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at += 1
    }
  }

  private mutating func value() throws(JSONFault) -> JSONValue {
    guard let first = current else { throw fault() }
    valueCount += 1
    guard valueCount <= limits.valueCountMax else { throw fault(.tooManyValues) }
    switch first {
    case 0x22: return .string(try string())
    case 0x7B: return .object(try object())
    case 0x5B: return .array(try array())
    case 0x74:
      try literal("true")
      return .bool(true)
    case 0x66:
      try literal("false")
      return .bool(false)
    case 0x6E:
      try literal("null")
      return .null
    case 0x2D, 0x30...0x39: return .number(try number())
    default: throw fault(first == 0x2B || first == 0x2E ? .badNumber : .syntax)
    }
  }

  private mutating func literal(_ word: StaticString) throws(JSONFault) {
    let count = word.utf8CodeUnitCount
    for index in 0..<count {
      guard let byte = current, byte == word.utf8Start[index] else { throw fault() }
      at += 1
    }
  }

  private mutating func enter() throws(JSONFault) {
    guard depth < limits.depthMax else { throw fault(.tooDeep) }
    depth += 1
    at += 1
    skipSpace()
  }

  private mutating func array() throws(JSONFault) -> [JSONValue] {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    if current == 0x5D {
      at += 1
      return elements
    }
    while true {
      do throws(JSONFault) {
        elements.append(try value())
      } catch {
        throw error.inside(elements.count)
      }
      skipSpace()
      guard let byte = current else { throw fault() }
      guard byte == 0x2C || byte == 0x5D else { throw fault() }
      at += 1
      if byte == 0x5D { return elements }
      skipSpace()
    }
  }

  private mutating func object() throws(JSONFault) -> [JSONMember] {
    try enter()
    defer { depth -= 1 }
    var members: [JSONMember] = []
    if current == 0x7D {
      at += 1
      return members
    }
    members.reserveCapacity(8)
    var names = JSONNames()
    while true {
      guard current == 0x22 else { throw fault() }
      let start = at
      let name = try string()
      guard names.insert(name, beside: members) else {
        throw JSONFault(kind: .duplicateMember, offset: start).inside(name)
      }
      skipSpace()
      guard current == 0x3A else { throw fault().inside(name) }
      at += 1
      skipSpace()
      do throws(JSONFault) {
        members.append(JSONMember(name: name, value: try value()))
      } catch {
        throw error.inside(name)
      }
      skipSpace()
      guard let byte = current else { throw fault() }
      guard byte == 0x2C || byte == 0x7D else { throw fault() }
      at += 1
      if byte == 0x7D { return members }
      skipSpace()
    }
  }
}

/// The names met in one object: compared one by one while few, by a set once they are many, so
/// that a hostile body costs no more than its length.
private struct JSONNames {
  private static let linearMax = 16
  private var set: Set<String>?

  init() {}

  /// Whether the name is new.
  mutating func insert(_ name: String, beside members: [JSONMember]) -> Bool {
    if members.count < Self.linearMax {
      for member in members where member.name == name { return false }
      return true
    }
    if set == nil { set = Set(members.map(\.name)) }
    return set?.insert(name).inserted ?? false
  }
}
