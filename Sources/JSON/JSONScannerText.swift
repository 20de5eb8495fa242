// Strings and numbers of the reader. Bytes are checked before they become text, so that a
// replacement character never hides what was sent.

extension JSONScanner {
  /// Reads a string whose opening quote is at the position.
  mutating func string() throws(JSONFault) -> String {
    at += 1
    let start = at
    try skipPlain()
    if bytes[at] == 0x22 {
      defer { at += 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    }
    var unescaped = [UInt8](bytes[start..<at])
    while bytes[at] != 0x22 {
      try escape(into: &unescaped)
      let run = at
      try skipPlain()
      unescaped.append(contentsOf: bytes[run..<at])
    }
    at += 1
    return String(decoding: unescaped, as: UTF8.self)
  }

  /// Moves to the next quote or backslash: after it, `bytes[at]` is one of the two.
  @inline(__always)
  private mutating func skipPlain() throws(JSONFault) {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 || byte == 0x5C { return }
      if byte >= 0x80 {
        try skipScalar(first: byte)
      } else {
        guard byte >= 0x20 else { throw fault() }
        at += 1
      }
    }
    throw fault()
  }

  /// One scalar of two to four bytes (RFC 3629, part 4: no overlong form, surrogate or excess).
  private mutating func skipScalar(first: UInt8) throws(JSONFault) {
    let count: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: count = 2
    case 0xE0...0xEF:
      count = 3
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      count = 4
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: throw fault(.badUTF8)
    }
    guard at + count <= bytes.count, second.contains(bytes[at + 1]) else { throw fault(.badUTF8) }
    for index in 2..<4 where index < count {
      guard bytes[at + index] & 0xC0 == 0x80 else { throw fault(.badUTF8) }
    }
    at += count
  }

  private mutating func escape(into unescaped: inout [UInt8]) throws(JSONFault) {
    at += 1
    guard let letter = current else { throw fault() }
    let byte: UInt8
    switch letter {
    case 0x22, 0x5C, 0x2F: byte = letter
    case 0x62: byte = 0x08
    case 0x66: byte = 0x0C
    case 0x6E: byte = 0x0A
    case 0x72: byte = 0x0D
    case 0x74: byte = 0x09
    case 0x75: return try unicodeEscape(into: &unescaped)
    default: throw fault()
    }
    at += 1
    unescaped.append(byte)
  }

  private mutating func unicodeEscape(into unescaped: inout [UInt8]) throws(JSONFault) {
    let start = at - 1
    var code = try hexadecimal()
    guard code != 0 else { throw JSONFault(kind: .nulCharacter, offset: start) }
    if code & 0xF800 == 0xD800 {
      let alone = JSONFault(kind: .loneSurrogate, offset: start)
      guard code < 0xDC00, current == 0x5C else { throw alone }
      at += 1
      guard current == 0x75 else { throw alone }
      let low = try hexadecimal()
      guard low & 0xFC00 == 0xDC00 else { throw alone }
      code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault(.loneSurrogate) }
    unescaped.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The four digits behind the `u` at the position.
  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    at += 1
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current else { throw fault() }
      switch digit {
      case 0x30...0x39: code = code << 4 | UInt32(digit - 0x30)
      case 0x41...0x46: code = code << 4 | UInt32(digit - 0x37)
      case 0x61...0x66: code = code << 4 | UInt32(digit - 0x57)
      default: throw fault()
      }
      at += 1
    }
    return code
  }

  /// Reads a number that starts at the position (RFC 8259, part 6).
  mutating func number() throws(JSONFault) -> JSONNumber {
    let start = at
    let negative = bytes[at] == 0x2D
    if negative { at += 1 }
    let whole = at
    var magnitude: UInt64 = 0
    var fits = true
    while let digit = current, 0x30...0x39 ~= digit {
      let (times, over) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = times.addingReportingOverflow(UInt64(digit - 0x30))
      if over || carry { fits = false }
      magnitude = sum
      at += 1
    }
    guard at > whole, at == whole + 1 || bytes[whole] != 0x30 else {
      throw JSONFault(kind: .badNumber, offset: whole)
    }
    let wholeEnd = at
    try fraction()
    try exponent()
    if at == wholeEnd, fits, let integer = Self.signed(magnitude, negative: negative) {
      let double = negative && integer == 0 ? -0.0 : Double(integer)
      return JSONNumber(integer: integer, double: double)
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    guard let double = Double(text), double.isFinite else {
      throw JSONFault(kind: .badNumber, offset: start)
    }
    return JSONNumber(double: double)
  }

  private static func signed(_ magnitude: UInt64, negative: Bool) -> Int64? {
    guard negative else { return Int64(exactly: magnitude) }
    if magnitude == Int64.min.magnitude { return .min }
    return Int64(exactly: magnitude).map { -$0 }
  }

  private mutating func fraction() throws(JSONFault) {
    guard current == 0x2E else { return }
    at += 1
    try digits()
  }

  private mutating func exponent() throws(JSONFault) {
    guard current == 0x65 || current == 0x45 else { return }
    at += 1
    if current == 0x2B || current == 0x2D { at += 1 }
    try digits()
  }

  private mutating func digits() throws(JSONFault) {
    let start = at
    while let digit = current, 0x30...0x39 ~= digit { at += 1 }
    guard at > start else { throw fault(.badNumber) }
  }
}
