// Which months a run is of. Whole months only: the difference of two periods is whole months too.

import Vocabulary

/// A calendar month in Sweden.
struct Month: Hashable, Comparable, Sendable {
  /// Months since year 0.
  let number: Int

  /// The month of a day.
  init(of day: Day) { number = day.year * 12 + day.month - 1 }

  /// Reads `YYYY-MM`, nothing else.
  init?(_ text: String) {
    guard text.utf8.count == 7, let first = Day(text + "-01") else { return nil }
    self.init(of: first)
  }

  private init(number: Int) { self.number = number }

  /// Its first day.
  var firstDay: Day { Day(year: number / 12, month: number % 12 + 1, day: 1) ?? Day(number: 0) }
  /// Its last day.
  var lastDay: Day { next.firstDay.plus(days: -1) }
  /// The month after it.
  var next: Month { Month(number: number + 1) }
  /// `2026-11`.
  var text: String { String(firstDay.text.prefix(7)) }

  static func < (one: Month, other: Month) -> Bool { one.number < other.number }
}

/// The months of a run, both ends included.
struct ReportPeriod: Hashable, Sendable {
  /// The first month.
  let first: Month
  /// The last month.
  let last: Month

  /// The most months of one run.
  static let monthsMax = 24

  /// The months in order.
  var months: [Month] {
    var months = [first]
    while let month = months.last, month < last { months.append(month.next) }
    return months
  }

  /// The first day.
  var firstDay: Day { first.firstDay }
  /// The last day.
  var lastDay: Day { last.lastDay }
  /// The first instant.
  var from: Timestamp { CivilTime.start(of: firstDay) }
  /// The first instant after it.
  var to: Timestamp { CivilTime.start(of: last.next.firstDay) }

  /// The place of an instant's month among the months; nil outside of them.
  func index(of instant: Timestamp) -> Int? {
    let index = Month(of: Day.of(instant)).number - first.number
    return 0...(last.number - first.number) ~= index ? index : nil
  }

  /// Whether it shares a month with another.
  func overlaps(_ other: ReportPeriod) -> Bool { first <= other.last && other.first <= last }
}
