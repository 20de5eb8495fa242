// Swedish civil time: which offset from UTC applied or applies when. The rules are dated data
// (the system's zone tables are not read); they hold from 1970 to 2100 as the law stands.

/// Time of day in Europe/Stockholm.
public enum CivilTime {
  /// When summer time ran in a span of years; both ends fall at 01:00 UTC on a Sunday.
  private struct SummerRule {
    let years: ClosedRange<Int>
    let start: @Sendable (Int) -> Int
    let end: @Sendable (Int) -> Int
  }

  /// 1980 by förordningen (1979:988) om sommartid, then European practice, and since 1996 the
  /// common end in October (directive 2000/84/EC and the ones before it).
  private static let rules: [SummerRule] = [
    SummerRule(
      years: 1996...9999, start: { lastSunday(of: 3, $0) }, end: { lastSunday(of: 10, $0) }),
    SummerRule(
      years: 1981...1995, start: { lastSunday(of: 3, $0) }, end: { lastSunday(of: 9, $0) }),
    SummerRule(
      years: 1980...1980, start: { firstSunday(of: 4, $0) }, end: { lastSunday(of: 9, $0) }),
  ]

  /// The instants of summer time, year by year from 1970: asked for many times a call.
  private static let summers: [Range<Int>] = (1970...2100).map { year in
    rules.first { $0.years.contains(year) }.map { rule in
      (rule.start(year) * 86_400 + 3600)..<(rule.end(year) * 86_400 + 3600)
    } ?? 0..<0
  }

  /// Seconds east of UTC at an instant: 3600, or 7200 in summer.
  public static func offset(at time: Timestamp) -> Int {
    let seconds = Int(time.seconds)
    // Mean years are off by at most a day or two around New Year, when no rule has summer time.
    let index = seconds.split(by: 31_556_952).quotient
    guard summers.indices.contains(index) else { return 3600 }
    return summers[index].contains(seconds) ? 7200 : 3600
  }

  /// The Swedish day, hour and minute at an instant.
  public static func local(_ time: Timestamp) -> (day: Day, hour: Int, minute: Int) {
    let (days, second) = (Int(time.seconds) + offset(at: time)).split(by: 86_400)
    return (Day(number: days), second / 3600, second / 60 % 60)
  }

  /// The instant of a Swedish time of day.
  ///
  /// Of an hour that comes twice the first is meant; an hour that is skipped counts on from the
  /// one before it, so that 02:30 on the day summer time starts is 03:30.
  public static func instant(day: Day, hour: Int, minute: Int) -> Timestamp {
    let local = Int64(day.number * 86_400 + hour * 3600 + minute * 60)
    let summer = Timestamp(seconds: local - 7200)
    if offset(at: summer) == 7200 { return summer }
    return Timestamp(seconds: local - 3600)
  }

  /// The first instant of a Swedish day.
  public static func start(of day: Day) -> Timestamp {
    instant(day: day, hour: 0, minute: 0)
  }

  private static func lastSunday(of month: Int, _ year: Int) -> Int {
    let last = Day(number: firstDay(of: month, year).plus(months: 1).number - 1)
    return last.number - last.weekday % 7
  }

  private static func firstSunday(of month: Int, _ year: Int) -> Int {
    let first = firstDay(of: month, year)
    return first.number + 7 - first.weekday
  }

  private static func firstDay(of month: Int, _ year: Int) -> Day {
    Day(number: 0).plus(months: (year - 1970) * 12 + month - 1)
  }
}

extension Day {
  /// The Swedish day at an instant.
  public static func of(_ time: Timestamp) -> Day {
    CivilTime.local(time).day
  }
}
