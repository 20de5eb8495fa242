// What must not leave a machine: numbers that could be somebody's, and the paths and host names of
// where the code was written.

enum PrivacyRules {
  /// Identity numbers that could be a person's: a day of the calendar, a fitting check digit, and
  /// none of the test numbers.
  static func identityNumbers(_ bytes: [UInt8]) -> [Fault] {
    var faults: [Fault] = []
    var line = 1
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0A { line += 1 }
      guard isDigit(bytes[index]), index == 0 || !isWord(bytes[index - 1]) else {
        index += 1
        continue
      }
      let (digits, end) = number(bytes, from: index)
      if let digits, couldBeSomebodys(digits), !isTest(digits) {
        faults.append(Fault(line: line, what: "an identity number that is no test number"))
      }
      index = end
    }
    return faults
  }

  /// Ten or twelve digits, with or without a sign before the last four, that are a word of their
  /// own; and where to go on.
  private static func number(_ bytes: [UInt8], from start: Int) -> (digits: [Int]?, end: Int) {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    var digits = bytes[start..<end].map { Int($0) - 0x30 }
    if digits.count == 6 || digits.count == 8, end < bytes.count,
      bytes[end] == 0x2D || bytes[end] == 0x2B
    {
      var last = end + 1
      while last < bytes.count, isDigit(bytes[last]) { last += 1 }
      if last - end == 5 {
        digits += bytes[(end + 1)..<last].map { Int($0) - 0x30 }
        end = last
      }
    }
    let isWhole = end == bytes.count || !isWord(bytes[end])
    let isNumber = isWhole && (digits.count == 10 || digits.count == 12)
    return (isNumber ? digits : nil, max(end, start + 1))
  }

  private static func couldBeSomebodys(_ digits: [Int]) -> Bool {
    let short = Array(digits.suffix(10))
    let year = digits.count == 12 ? digits[0] * 10 + digits[1] : 19
    let month = short[2] * 10 + short[3]
    let day = short[4] * 10 + short[5]
    let serial = short[6..<9].reduce(0) { $0 * 10 + $1 }
    guard 18...20 ~= year, 1...12 ~= month, 1...31 ~= day || 61...91 ~= day, serial > 0 else {
      return false
    }
    let sum = short.enumerated().reduce(0) { sum, place in
      let product = place.element * (place.offset.isMultiple(of: 2) ? 2 : 1)
      return sum + product / 10 + product % 10
    }
    return sum.isMultiple(of: 10)
  }

  private static let shortTests = Set(TestPersonNumbers.all.map { String($0.suffix(10)) })

  private static func isTest(_ digits: [Int]) -> Bool {
    let text = digits.map(String.init).joined()
    return text.utf8.count == 12 ? TestPersonNumbers.all.contains(text) : shortTests.contains(text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x5F
  }

  // In pieces, so that this file does not hold what it looks for.
  private static let places = [
    "/wo" + "rk/", "/ro" + "ot/", "registry." + "npmjs", "py" + "pi.org", "python" + "hosted.org",
    "proxy." + "golang.org", "crates" + ".io", "ruby" + "gems.org", "arti" + "factory",
    "j" + "frog", "nexus" + "/repository",
  ]

  /// Paths of the machine that this was written on, and hosts that packages are fetched from.
  static func machinePlaces(_ text: String) -> [Fault] {
    let whole = text.lowercased()
    let places = places.filter { whole.contains($0) }
    if places.isEmpty { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, line in
        places.filter { line.lowercased().contains($0) }
          .map { Fault(line: number + 1, what: "names \($0)") }
      }
  }
}
