// Short numbers that people read to each other: drawn at random, never counted, and closed by a
// character that catches any single wrong one and nearly any two that changed places.

/// Numbers such as `R-2026-4T7K2M-2` and `K-7F3Q-J`.
public enum ShortNumber {
  /// Crockford's base 32, without I, L, O and U.
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Draws a number: prefix, year if there is one, random characters, check character.
  ///
  /// The prefix is written in the alphabet itself. Uniqueness is the database's business.
  public static func make(
    prefix: String, year: Int?, length: Int, random: inout Randomness
  ) -> String {
    var text = Array(prefix.utf8) + [0x2D]
    if let year { text += Array(String(year).utf8) + [0x2D] }
    for _ in 0..<length { text.append(alphabet[Int(random.next() >> 59)]) }
    let check = checkCharacter(text) ?? alphabet[0]
    return String(decoding: text + [0x2D, check], as: UTF8.self)
  }

  /// Whether a text, as people type it, is a number with the right check character.
  public static func isValid(_ text: String) -> Bool {
    normal(text) != nil
  }

  /// The number as it is stored, from what someone typed; nil if it cannot be one.
  ///
  /// Case is ignored, O is read as 0, I and L as 1; hyphens and spaces may be left out in the
  /// two usual lengths (prefix of one character; 6 after a year, or 4 without one).
  public static func normal(_ text: String) -> String? {
    var typed: [UInt8] = []
    for byte in text.utf8 where byte != 0x20 {
      guard typed.count < 40 else { return nil }
      typed.append(canonical(byte))
    }
    var groups = typed.split(separator: 0x2D, omittingEmptySubsequences: false).map(Array.init)
    if groups.count == 1 {
      let whole = groups[0]
      switch whole.count {
      case 12: groups = [[whole[0]], Array(whole[1..<5]), Array(whole[5..<11]), [whole[11]]]
      case 6: groups = [[whole[0]], Array(whole[1..<5]), [whole[5]]]
      default: return nil
      }
    }
    guard 3...4 ~= groups.count, groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    if groups.count == 4 {
      guard groups[1].count == 4, groups[1].allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    }
    let check = groups.removeLast()
    guard check.count == 1, checkCharacter(Array(groups.joined())) == check[0] else { return nil }
    return String(
      decoding: Array((groups + [check]).joined(separator: [0x2D])), as: UTF8.self)
  }

  private static func canonical(_ byte: UInt8) -> UInt8 {
    let upper = 0x61...0x7A ~= byte ? byte - 0x20 : byte
    switch upper {
    case 0x4F: return 0x30
    case 0x49, 0x4C: return 0x31
    default: return upper
    }
  }

  /// The check character of ISO 7064's hybrid scheme with M = 32, over all characters but
  /// hyphens; nil where a character is outside the alphabet.
  static func checkCharacter(_ text: [UInt8]) -> UInt8? {
    let modulus = alphabet.count
    var product = modulus
    for byte in text where byte != 0x2D {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      let sum = (product + value) % modulus
      product = (sum == 0 ? modulus : sum) * 2 % (modulus + 1)
    }
    return alphabet[(modulus + 1 - product) % modulus]
  }
}
