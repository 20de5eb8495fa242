// No number that could be a person's and no place of the machine that this was written on stands in
// a file of the repository.

import Testing

struct PrivacyTests {
  @Test func `every identity number is a test number`() {
    for file in Repository.files where file.isText {
      for fault in PrivacyRules.identityNumbers(file.bytes) {
        Issue.record("\(file.path):\(fault)")
      }
    }
    #expect(Repository.files.count > 100)
  }

  @Test func `no file names a path of this machine or a registry of packages`() {
    for file in Repository.files where file.isText {
      for fault in PrivacyRules.machinePlaces(file.text) { Issue.record("\(file.path):\(fault)") }
    }
  }

  @Test func `the test numbers are Skatteverket's 77`() {
    #expect(TestPersonNumbers.all.count == 77)
    for number in TestPersonNumbers.all {
      #expect(PrivacyRules.identityNumbers(Array(number.utf8)).isEmpty)
      let other = number.dropLast(3) + neighbour(of: number.suffix(3))
      #expect(PrivacyRules.identityNumbers(Array(other.utf8)).count == 1)
    }
  }

  /// Another serial number and its check digit: one that nobody gave for tests.
  private func neighbour(of end: Substring) -> String {
    // Adding 5 to a digit of weight 1 and 5 to one of weight 1 leaves the sum's last digit alone.
    let digits = end.compactMap(\.wholeNumberValue)
    return [(digits[0] + 5) % 10, digits[1], (digits[2] + 5) % 10].map(String.init).joined()
  }

  @Test func `a number is found in every form and place`() {
    // Made here, so that this file holds none.
    let (long, short) = ("1985" + "0315", "2384")
    let number = [long, short]
    for text in [
      number.joined(), number.joined(separator: "-"), number.joined(separator: "+"),
      String(number.joined().dropFirst(2)), String(number.joined(separator: "-").dropFirst(2)),
      "{\"a\":\"\(number.joined())\"}", "a=\(number.joined());", "\n\n(\(number.joined()))",
    ] {
      let faults = PrivacyRules.identityNumbers(Array(text.utf8))
      #expect(faults.count == 1, "\(text.count) characters")
      #expect(faults.first?.line == text.count { $0 == "\n" } + 1)
    }
    for text in [
      "1" + number.joined(), number.joined() + "1", "a" + number.joined(), number.joined() + "a",
      "1985" + "1315" + short, long + "2385", long + " " + short, "1700000000000", "1790000000",
      "2026-11-23", "212000-0142",
    ] {
      #expect(PrivacyRules.identityNumbers(Array(text.utf8)).isEmpty, "\(text)")
    }
  }

  @Test func `a path and a registry are found`() {
    let text = "fine\ncd /wo" + "rk/main\nhttps://registry." + "npmjs.org/\n/network/ and /works/"
    #expect(PrivacyRules.machinePlaces(text).map(\.line) == [2, 3])
  }
}
