// A civil day of the Gregorian calendar. Which instants it spans in Sweden is CivilTime's
// business; a day itself has no time zone.

/// A calendar day between the years 0 and 9999.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day so many days after 1970-01-01.
  @inlinable
  public init(number: Int) {
    self.number = number
  }

  /// The day of a date; nil when the calendar does not have it.
  public init?(year: Int, month: Int, day: Int) {
    guard 0...9999 ~= year, 1...12 ~= month,
      day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    number = Self.number(year, month, day)
  }

  /// Orders by time.
  @inlinable
  public static func < (one: Self, other: Self) -> Bool {
    one.number < other.number
  }

  /// Year, month (1–12) and day of the month (1–31).
  public var parts: (year: Int, month: Int, day: Int) {
    // Years are counted from 1 March, so that a leap day is the last day of its year; 146 097
    // days are 400 years.
    let (era, dayOfEra) = (number + 719_468).split(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The year.
  public var year: Int { parts.year }
  /// The month, 1–12.
  public var month: Int { parts.month }
  /// The day of the month, 1–31.
  public var day: Int { parts.day }

  /// The day of the week, 1 Monday … 7 Sunday (ISO 8601).
  public var weekday: Int { (number + 3).split(by: 7).remainder + 1 }

  /// The day so many days later.
  public func plus(days: Int) -> Day {
    Day(number: number + days)
  }

  /// The same day of the month so many months later, or the last day of that month.
  public func plus(months: Int) -> Day {
    let (year, month, day) = parts
    let (later, rest) = (year * 12 + month - 1 + months).split(by: 12)
    let last = Self.length(ofMonth: rest + 1, year: later)
    return Day(number: Self.number(later, rest + 1, min(day, last)))
  }

  /// Full years from this day to another one, as an age is counted; someone born on a leap day
  /// turns a year older on 1 March of other years.
  public func years(until other: Day) -> Int {
    let (one, two) = (parts, other.parts)
    let reached = (two.month, two.day) >= (one.month, one.day)
    return two.year - one.year - (reached ? 0 : 1)
  }

  /// Whether a year has a 29 February.
  public static func isLeap(year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).split(by: 400)
    let shifted = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shifted + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Day {
  /// `2026-11-23`.
  public var text: String {
    String(filling: 10) { write(into: $0) }
  }

  /// Appends the same text.
  public func append(to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: 10, alignment: 1) { buffer in
      write(into: buffer)
      bytes.append(contentsOf: buffer)
    }
  }

  /// Reads `YYYY-MM-DD`, nothing else.
  public init?(_ text: String) {
    var text = text
    guard let day = text.withUTF8({ Day(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = day
  }

  init?(utf8: UnsafeRawBufferPointer) {
    guard utf8.count == 10, utf8[4] == 0x2D, utf8[7] == 0x2D,
      let year = utf8.digits(at: 0, count: 4), let month = utf8.digits(at: 5, count: 2),
      let day = utf8.digits(at: 8, count: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Fills the first ten bytes.
  func write(into buffer: UnsafeMutableRawBufferPointer) {
    let (year, month, day) = parts
    buffer.storeDigits(max(year, 0), at: 0, count: 4)
    buffer[4] = 0x2D
    buffer.storeDigits(month, at: 5, count: 2)
    buffer[7] = 0x2D
    buffer.storeDigits(day, at: 8, count: 2)
  }
}

extension Day: CustomStringConvertible {
  /// `2026-11-23`.
  public var description: String { text }
}
