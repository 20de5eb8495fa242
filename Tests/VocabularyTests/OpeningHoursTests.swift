// Opening hours: tables of single instants, and walks through whole years.

import Testing
import Vocabulary

private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

private func day(_ text: String) throws -> Day { try #require(Day(text)) }

private func opening(
  _ days: String, _ opens: String, _ closes: String, closedOnHolidays: Bool = false
) throws -> Opening {
  let days = days.split(separator: " ").compactMap { Weekday(rawValue: String($0)) }
  let (opens, closes) = (try time(opens), try time(closes))
  return try #require(
    Opening(days: days, opens: opens, closes: closes, closedOnHolidays: closedOnHolidays))
}

/// The instant of `2026-11-25 09:00` on a Swedish clock.
private func local(_ text: String) throws -> Timestamp {
  let parts = text.split(separator: " ").map(String.init)
  return try time(parts[1]).instant(on: day(parts[0]))
}

@Suite struct TimeOfDayTests {
  @Test func `every minute of a day reads back`() {
    for minutes in 0...1440 {
      let (hour, minute) = (minutes / 60, minutes % 60)
      let text = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
      let time = TimeOfDay(text)
      #expect(time?.minutes == minutes)
      #expect(time?.text == text)
    }
  }

  @Test(arguments: [
    "", "8:00", "08.00", "08:0", "08:000", "24:01", "25:00", "08:60", "-1:00", "+8:00", "0８:00",
    "08:00Z", " 8:00", "ab:cd",
  ])
  func `nothing else is a time`(_ text: String) { #expect(TimeOfDay(text) == nil) }

  @Test func `24:00 is the next day's midnight`() throws {
    let last = try day("2026-12-31")
    #expect(try time("24:00").instant(on: last) == CivilTime.start(of: last.plus(days: 1)))
  }
}

@Suite struct OpeningTests {
  @Test func `an opening has days, and an end that is not its beginning`() throws {
    let (eight, four) = (try time("08:00"), try time("16:00"))
    #expect(Opening(days: [], opens: eight, closes: four) == nil)
    #expect(Opening(days: [.monday], opens: eight, closes: eight) == nil)
    #expect(Opening(days: [.monday], opens: .endOfDay, closes: eight) == nil)
    #expect(Opening(days: [.monday], opens: eight, closes: .endOfDay) != nil)
  }

  @Test func `days stand in the week's order, each once`() throws {
    #expect(
      try opening("sun mon sun wed", "08:00", "16:00").days == [.monday, .wednesday, .sunday])
  }

  @Test(arguments: [
    ("2026-11-23", Weekday.monday), ("2026-11-25", .wednesday), ("2026-11-29", .sunday),
  ])
  func `a day knows its weekday`(_ text: String, _ weekday: Weekday) throws {
    #expect(Weekday(try day(text)) == weekday)
  }

  @Test func `an opening within the skipped hour keeps its length, one that ends in it does too`()
    throws
  {
    let spring = try day("2026-03-29")
    let within = try #require(opening("sun", "02:15", "02:45").span(on: spring))
    #expect(within.lowerBound.text == "2026-03-29T01:15:00Z")
    #expect(within.upperBound.text == "2026-03-29T01:45:00Z")
    // 02:30 moves on to 03:30, past the end at 03:15: nothing is left.
    #expect(try opening("sun", "02:30", "03:15").span(on: spring) == nil)
  }

  @Test func `a night is an hour shorter in spring and longer in autumn`() throws {
    func hours(_ text: String) throws -> Int64 {
      let span = try #require(
        try opening("sat", "20:00", "06:00").span(on: day(text)))
      return (span.upperBound.milliseconds - span.lowerBound.milliseconds) / 3_600_000
    }
    #expect(try hours("2026-03-28") == 9)
    #expect(try hours("2026-10-24") == 11)
    #expect(try hours("2026-11-28") == 10)
  }
}

@Suite struct OpeningHoursTests {
  static let office = ["mon tue wed thu fri|08:00|16:30"]
  static let officeClosing = ["mon tue wed thu fri|08:00|16:30|closed"]
  static let night = ["fri sat|20:00|02:00"]
  static let always = ["mon tue wed thu fri sat sun|00:00|24:00"]
  static let split = ["wed|08:00|12:00", "wed|12:00|13:00", "wed|14:00|16:00"]

  static func hours(_ lines: [String]) throws -> OpeningHours {
    OpeningHours(
      try lines.map { line in
        let parts = line.split(separator: "|").map(String.init)
        return try opening(parts[0], parts[1], parts[2], closedOnHolidays: parts.count > 3)
      })
  }

  @Test(arguments: [
    (office, "2026-11-25 07:59", false), (office, "2026-11-25 08:00", true),
    (office, "2026-11-25 16:29", true), (office, "2026-11-25 16:30", false),
    (office, "2026-11-28 09:00", false), (office, "2026-12-25 09:00", true),
    (officeClosing, "2026-12-25 09:00", false), (officeClosing, "2026-12-24 09:00", false),
    (officeClosing, "2026-12-23 09:00", true), (night, "2026-11-27 19:59", false),
    (night, "2026-11-27 20:00", true), (night, "2026-11-28 01:59", true),
    (night, "2026-11-28 02:00", false), (night, "2026-11-29 01:00", true),
    (night, "2026-11-30 01:00", false), (night, "2026-11-27 01:00", false),
    (always, "2026-11-25 00:00", true), (always, "2026-11-25 23:59", true),
    (split, "2026-11-25 12:00", true), (split, "2026-11-25 13:30", false),
    ([], "2026-11-25 12:00", false),
  ])
  func `a door is open from its beginning up to its end`(
    _ lines: [String], _ at: String, _ isOpen: Bool
  ) throws {
    #expect(try Self.hours(lines).isOpen(at: local(at)) == isOpen)
  }

  @Test(arguments: [
    (office, "2026-11-25 07:59", "2026-11-25 08:00"),
    (office, "2026-11-25 16:30", "2026-11-26 08:00"),
    (office, "2026-11-27 16:30", "2026-11-30 08:00"),
    (office, "2026-11-25 09:00", "2026-11-26 08:00"),
    (officeClosing, "2026-12-23 17:00", "2026-12-28 08:00"),
    (officeClosing, "2026-12-30 17:00", "2027-01-04 08:00"),
    (night, "2026-11-28 02:00", "2026-11-28 20:00"),
    (night, "2026-11-29 02:00", "2026-12-04 20:00"),
    (split, "2026-11-25 07:00", "2026-11-25 08:00"),
    // 12:00 opens no closed door.
    (split, "2026-11-25 09:00", "2026-11-25 14:00"),
    (split, "2026-11-25 15:00", "2026-12-02 08:00"),
  ])
  func `a closed door opens next at`(_ lines: [String], _ after: String, _ next: String) throws {
    #expect(try Self.hours(lines).nextOpening(after: local(after)) == local(next))
  }

  @Test func `no hours never open, and doors that never close do not open either`() throws {
    let now = try local("2026-11-25 09:00")
    #expect(OpeningHours().nextOpening(after: now) == nil)
    #expect(try Self.hours(Self.always).nextOpening(after: now) == nil)
  }

  @Test func `one day a week that is closed on holidays opens again within four weeks`() throws {
    for weekday in Weekday.allCases {
      let hours = OpeningHours([
        try opening(weekday.code, "08:00", "16:00", closedOnHolidays: true)
      ])
      var time = try local("2026-01-01 00:00")
      let end = try local("2066-01-01 00:00")
      while time < end {
        let next = try #require(hours.nextOpening(after: time), "\(weekday) after \(time.text)")
        #expect(next > time)
        time = next
      }
    }
  }

  @Test(arguments: [office, officeClosing, night, split, always])
  func `next opening is where walking by quarters finds it, in both nights of the clock`(
    _ lines: [String]
  ) throws {
    let hours = try Self.hours(lines)
    for start in ["2026-03-27 00:00", "2026-10-23 00:00", "2026-12-22 00:00"] {
      let first = try local(start)
      // Backwards, so that each quarter knows the next opening behind it.
      var next: Timestamp?
      let quarters = (0...(12 * 96)).map { first.plus(seconds: $0 * 900) }
      for (time, later) in zip(quarters, quarters.dropFirst()).reversed() {
        if hours.isOpen(at: later), !hours.isOpen(at: time) { next = later }
        if let next { #expect(hours.nextOpening(after: time) == next, "\(time.text)") }
      }
    }
  }

  @Test(arguments: [office, officeClosing, night, split, always, []])
  func `hours read back from their JSON`(_ lines: [String]) throws {
    let hours = try Self.hours(lines)
    #expect(OpeningHours(json: hours.json) == hours)
  }

  @Test func `hours look like this`() throws {
    #expect(
      try Self.hours(Self.night).json == """
        [{"days":["fri","sat"],"opens":"20:00","closes":"02:00","closedOnHolidays":false}]
        """)
  }

  @Test(arguments: [
    "", "{}", "[1]", #"[{"days":["mon"],"opens":"08:00"}]"#,
    #"[{"days":["mon","x"],"opens":"08:00","closes":"09:00"}]"#,
    #"[{"days":[],"opens":"08:00","closes":"09:00"}]"#,
    #"[{"days":["mon"],"opens":"08:00","closes":"08:00"}]"#,
  ])
  func `other JSON is no hours`(_ json: String) { #expect(OpeningHours(json: json) == nil) }
}
