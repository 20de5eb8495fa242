// Swedish public holidays and the eves on which offices are shut besides. Local customs, such as
// a half day before a holiday, are not known here.

/// Public holidays (lag 1989:253 om allmänna helgdagar).
public enum SwedishHolidays {
  /// The Swedish name of the public holiday on a day; nil on any other day, plain Sundays too.
  public static func name(of day: Day) -> String? {
    let (year, month, date) = day.parts
    switch (month, date) {
    case (1, 1): return "nyårsdagen"
    case (1, 6): return "trettondedag jul"
    case (5, 1): return "första maj"
    // A public holiday since lag 2004:1320.
    case (6, 6) where year >= 2005: return "Sveriges nationaldag"
    case (12, 25): return "juldagen"
    case (12, 26): return "annandag jul"
    case (6, 20...26) where day.weekday == 6: return "midsommardagen"
    case (10, 31) where day.weekday == 6, (11, 1...6) where day.weekday == 6:
      return "alla helgons dag"
    default: break
    }
    switch day.number - easter(year).number {
    case -2: return "långfredagen"
    case 0: return "påskdagen"
    case 1: return "annandag påsk"
    case 39: return "Kristi himmelsfärdsdag"
    case 49: return "pingstdagen"
    // Whit Monday gave way to the national day.
    case 50 where year < 2005: return "annandag pingst"
    default: return nil
    }
  }

  /// Whether a day is midsummer eve, Christmas eve or New Year's eve: no holidays by law, but
  /// equal to Sundays where time limits and offices are concerned (lag 1930:173, 2 §).
  public static func isEve(_ day: Day) -> Bool {
    let (_, month, date) = day.parts
    return switch (month, date) {
    case (12, 24), (12, 31): true
    case (6, 19...25): day.weekday == 5
    default: false
    }
  }

  /// Easter Day of a year, by the Gregorian computus (Meeus, Jones and Butcher).
  public static func easter(_ year: Int) -> Day {
    let a = year % 19
    let (b, c) = (year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let sum = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114
    let march = Day(number: 0).plus(months: (year - 1970) * 12 + sum / 31 - 1)
    return march.plus(days: sum % 31)
  }
}

/// Days on which an office answers.
public enum OfficeDays {
  /// The local hour at which an office day ends.
  public static let endHour = 16

  /// Whether a day is Monday to Friday and neither a holiday nor an eve that counts as one.
  public static func contains(_ day: Day) -> Bool {
    day.weekday <= 5 && !SwedishHolidays.isEve(day) && SwedishHolidays.name(of: day) == nil
  }

  /// The n-th office day after a day, that day itself not counted.
  ///
  /// `n` is at least 1; a smaller one counts as 1.
  public static func plus(_ n: Int, from day: Day) -> Day {
    var day = day
    var left = max(n, 1)
    while left > 0 {
      day = day.plus(days: 1)
      if contains(day) { left -= 1 }
    }
    return day
  }

  /// When an answer is due: 16:00 Swedish time on the n-th office day after the day of `time`.
  public static func plus(_ n: Int, from time: Timestamp) -> Timestamp {
    CivilTime.instant(day: plus(n, from: Day.of(time)), hour: endHour, minute: 0)
  }
}
