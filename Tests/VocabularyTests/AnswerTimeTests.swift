// When an answer is due: by the clock, by open hours, by office days; and after a question.

import Testing
import Vocabulary

struct AnswerTimeTests {
  /// Weekdays 9–17 and the night between Friday and Saturday, 21–03.
  static let hours = OpeningHours(
    [
      opening(
        [.monday, .tuesday, .wednesday, .thursday, .friday], "09:00", "17:00"),
      opening([.friday], "21:00", "03:00"),
    ].compactMap(\.self))

  static func opening(_ days: [Weekday], _ opens: String, _ closes: String) -> Opening? {
    guard let opens = TimeOfDay(opens), let closes = TimeOfDay(closes) else { return nil }
    return Opening(days: days, opens: opens, closes: closes)
  }

  static func time(_ day: String, _ hour: Int, _ minute: Int = 0) -> Timestamp {
    CivilTime.instant(day: Day(day) ?? Day(number: 0), hour: hour, minute: minute)
  }

  @Test(arguments: [
    // Wednesday 25 November 2026.
    (4, time("2026-11-25", 10), time("2026-11-25", 14)),
    (7, time("2026-11-25", 10), time("2026-11-25", 17)),
    (8, time("2026-11-25", 10), time("2026-11-26", 10)),
    (1, time("2026-11-25", 7), time("2026-11-25", 10)),
    (1, time("2026-11-25", 20), time("2026-11-26", 10)),
    // Friday evening: an hour left of the day, then the night, then Monday.
    (2, time("2026-11-27", 16), time("2026-11-27", 22)),
    (7, time("2026-11-27", 16), time("2026-11-28", 3)),
    (8, time("2026-11-27", 16), time("2026-11-30", 10)),
    // In the middle of the night that began yesterday.
    (1, time("2026-11-28", 1, 30), time("2026-11-28", 2, 30)),
  ])
  func `open hours are counted while the door is open`(
    _ count: Int, _ from: Timestamp, _ due: Timestamp
  ) {
    #expect(AnswerTime.openHours(count).due(from: from, hours: Self.hours) == due)
  }

  @Test func `what overlaps counts once`() {
    let twice = OpeningHours(
      [
        Self.opening([.wednesday], "09:00", "12:00"), Self.opening([.wednesday], "10:00", "13:00"),
      ].compactMap(\.self))
    let start = Self.time("2026-11-25", 9)
    #expect(
      AnswerTime.openHours(4).due(from: start, hours: twice) == Self.time("2026-11-25", 13))
    let day = start..<Self.time("2026-11-26", 0)
    #expect(twice.openMilliseconds(in: day) == 4 * 3_600_000)
  }

  @Test func `minutes go by day and night, office days end at four`() {
    let night = Self.time("2026-11-27", 23, 50)
    #expect(AnswerTime.minutes(30).due(from: night) == Self.time("2026-11-28", 0, 20))
    #expect(AnswerTime.officeDays(2).due(from: night) == Self.time("2026-12-01", 16))
    // Without hours, eight of them are an office day.
    #expect(AnswerTime.openHours(9).due(from: night) == Self.time("2026-12-01", 16))
  }

  @Test func `after a question as much is left as was`() {
    let due = Self.time("2026-11-25", 14)
    // Two open hours were left; the reply comes on Friday at four.
    let resumed = AnswerTime.openHours(4).due(
      due, pausedAt: Self.time("2026-11-25", 12), resumedAt: Self.time("2026-11-27", 16),
      hours: Self.hours)
    #expect(resumed == Self.time("2026-11-27", 22))
    // Too late buys nothing.
    let late = AnswerTime.openHours(4).due(
      due, pausedAt: Self.time("2026-11-25", 15), resumedAt: Self.time("2026-11-27", 16),
      hours: Self.hours)
    #expect(late == due)
    let minutes = AnswerTime.minutes(30).due(
      due, pausedAt: Self.time("2026-11-25", 13, 50), resumedAt: Self.time("2026-11-25", 15))
    #expect(minutes == Self.time("2026-11-25", 15, 10))
  }

  @Test func `over a change to summer time an hour is an hour`() {
    let hours = OpeningHours(
      [Self.opening([.saturday, .sunday], "00:00", "24:00")].compactMap(\.self))
    // 28 March 2027 has 23 hours.
    #expect(
      AnswerTime.openHours(47).due(from: Self.time("2027-03-27", 0), hours: hours)
        == Self.time("2027-03-29", 0))
  }
}
