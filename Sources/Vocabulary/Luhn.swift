// The check digit of Swedish identity and organisation numbers.

/// The Luhn formula (ISO/IEC 7812-1, annex B) with weights 2, 1, 2, … from the left.
public enum Luhn {
  /// Whether ten digits end in their check digit; each element is 0–9.
  public static func isValid(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 10 else { return false }
    var sum = 0
    for (index, digit) in digits.enumerated() {
      let product = Int(digit) * (index.isMultiple(of: 2) ? 2 : 1)
      sum += product / 10 + product % 10
    }
    return sum.isMultiple(of: 10)
  }

  /// The values of a text's characters if all are ASCII digits.
  static func digits(_ text: some StringProtocol) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in text.utf8 {
      guard 0x30...0x39 ~= byte else { return nil }
      digits.append(byte - 0x30)
    }
    return digits
  }

  /// The text of digits.
  static func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }
}
