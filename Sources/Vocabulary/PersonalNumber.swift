// Personnummer and samordningsnummer. The number is secret by nature: printing a value shows
// nothing, only `text` does, and a fault never repeats what was read.

/// A Swedish identity number (folkbokföringslagen 1991:481, 18 §; lag 2022:1697, 2:8).
public struct PersonalNumber: Hashable, Sendable {
  /// Whose number it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// The number of someone who is or was in the population register.
    case personnummer
    /// The number of someone who is not, with 60 added to the day.
    case samordningsnummer
  }

  /// Why a text is no identity number; the raw value is the code on the wire.
  public enum Fault: String, Error, Sendable, CaseIterable {
    /// Not one of the forms that are accepted.
    case malformed
    /// Ten digits that do not say which century they mean.
    case separatorMissing = "separator_missing"
    /// The calendar has no such day.
    case dayImpossible = "day_impossible"
    /// A birth after today.
    case future
    /// The serial number 000, which is never given.
    case serialImpossible = "serial_impossible"
    /// The last digit does not fit the others.
    case checkDigit = "check_digit"

    /// The code in snake case.
    public var code: String { rawValue }
  }

  /// The twelve digits, as they are stored.
  public let text: String
  /// Personnummer or samordningsnummer.
  public let kind: Kind
  /// The day in the number, which may differ from the real birthday by some days.
  public let birthDay: Day

  /// The sex that the number says: odd third serial digit man, even woman.
  public var sex: Sex {
    let digit = text.utf8.dropFirst(10).first ?? 0
    return digit.isMultiple(of: 2) ? .woman : .man
  }

  /// `YYYYMMDD-NNNN`.
  public var hyphenated: String { text.prefix(8) + "-" + text.suffix(4) }

  /// Reads `YYYYMMDDNNNN`, `YYYYMMDD-NNNN`, `YYMMDD-NNNN` or `YYMMDD+NNNN`.
  ///
  /// - Parameter today: Decides the century of a short form and what lies in the future.
  /// - Throws: `Fault` with the first thing that is wrong.
  public static func parse(_ text: String, today: Day) throws(Fault) -> PersonalNumber {
    let digits = try twelveDigits(text, today: today)
    let number = try PersonalNumber(twelve: digits)
    guard number.birthDay <= today else { throw .future }
    guard Luhn.isValid(digits[2...]) else { throw .checkDigit }
    return number
  }

  /// Takes a number from the database: twelve digits, checked but for the future.
  public init?(stored text: String) {
    guard let digits = Luhn.digits(text), digits.count == 12, Luhn.isValid(digits[2...]) else {
      return nil
    }
    do throws(Fault) {
      self = try PersonalNumber(twelve: digits)
    } catch {
      return nil
    }
  }

  /// Everything but the check digit and the future.
  private init(twelve digits: [UInt8]) throws(Fault) {
    func number(_ range: Range<Int>) -> Int {
      digits[range].reduce(0) { $0 * 10 + Int($1) }
    }
    let date = number(6..<8)
    kind = date > 60 ? .samordningsnummer : .personnummer
    guard number(0..<4) >= Self.firstYear,
      let day = Day(
        year: number(0..<4), month: number(4..<6), day: date > 60 ? date - 60 : date)
    else { throw .dayImpossible }
    guard number(8..<11) > 0 else { throw .serialImpossible }
    birthDay = day
    text = Luhn.text(digits)
  }

  /// Nobody in the register was born before; guards against typing errors.
  private static let firstYear = 1800

  private static func twelveDigits(_ text: String, today: Day) throws(Fault) -> [UInt8] {
    let bytes = Array(text.utf8)
    var numeral = bytes
    var separator: UInt8?
    if bytes.count == 11 || bytes.count == 13 { separator = numeral.remove(at: bytes.count - 5) }
    guard let digits = Luhn.digits(String(decoding: numeral, as: UTF8.self)) else {
      throw .malformed
    }
    switch (bytes.count, separator) {
    case (12, nil), (13, 0x2D): return digits
    case (11, 0x2D), (11, 0x2B):
      let short = Int(digits[0]) * 10 + Int(digits[1])
      let year = fullYear(short, isHundred: separator == 0x2B, today: today)
      return [UInt8(year / 1000 % 10), UInt8(year / 100 % 10)] + digits
    case (10, nil): throw .separatorMissing
    default: throw .malformed
    }
  }

  /// The year that two digits mean.
  ///
  /// A hyphen stands for someone who turns 0–99 this year, a plus (`isHundred`) for 100–199.
  public static func fullYear(_ short: Int, isHundred: Bool, today: Day) -> Int {
    let newest = today.year - (isHundred ? 100 : 0)
    return newest - (newest - short).split(by: 100).remainder
  }
}

extension PersonalNumber: CustomStringConvertible, CustomDebugStringConvertible {
  /// Never the number.
  public var description: String { "(\(kind.rawValue))" }
  /// Never the number.
  public var debugDescription: String { description }
}
