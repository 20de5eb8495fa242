// Instants and days: their texts and their arithmetic.

import Testing
import Vocabulary

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("2026-11-23T22:14:05Z", 1_795_472_045_000),
    ("2026-11-23T23:14:05+01:00", 1_795_472_045_000),
    ("2026-11-23T16:44:05-05:30", 1_795_472_045_000),
    ("2026-11-23T22:14:05.5Z", 1_795_472_045_500),
    ("2026-11-23T22:14:05.007Z", 1_795_472_045_007),
    ("2026-11-23T22:14:05.0079999Z", 1_795_472_045_007),
    ("2026-11-23t22:14:05z", 1_795_472_045_000),
    ("2026-11-23T22:14:05-00:00", 1_795_472_045_000),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ("1969-12-31T23:59:59.999Z", -1),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000),
    ("9999-12-31T23:59:59Z", 253_402_300_799_000),
  ])
  func `an instant is read with any offset`(_ text: String, _ milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T22:14:05", "2026-11-23T22:14Z", "2026-11-23 22:14:05Z",
    "2026-11-23T24:00:00Z", "2026-11-23T22:60:00Z", "2026-11-23T22:14:60Z",
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
    "2026-11-00T00:00:00Z", "2026-11-23T22:14:05.Z", "2026-11-23T22:14:05,5Z",
    "2026-11-23T22:14:05+0100", "2026-11-23T22:14:05+01", "2026-11-23T22:14:05+24:00",
    "2026-11-23T22:14:05+01:60", "2026-11-23T22:14:05Z ", " 2026-11-23T22:14:05Z",
    "2026-11-23T22:14:05ZZ", "26-11-23T22:14:05Z", "+2026-11-23T22:14:05Z",
    "2026-11-23T22:14:05+01:00Z", "2026-W48-1T00:00:00Z", "20261123T221405Z",
    "2026-1١-23T22:14:05Z",
  ])
  func `another form is no instant`(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (1_795_472_045_999, "2026-11-23T22:14:05Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
  ])
  func `an instant is written in whole seconds of UTC`(_ milliseconds: Int64, _ text: String) {
    let time = Timestamp(milliseconds: milliseconds)
    #expect(time.text == text)
    var bytes: [UInt8] = []
    time.append(to: &bytes)
    #expect(bytes == Array(text.utf8))
  }

  @Test func `clocks show what they should`() {
    let clock = FixedClock(Timestamp(milliseconds: 5000))
    #expect(clock.now.milliseconds == 5000)
    clock.advance(seconds: 2)
    #expect(clock.now.milliseconds == 7000)
    clock.now = Timestamp(milliseconds: 1)
    #expect(clock.now.milliseconds == 1)
    let system: any Clock = SystemClock()
    let first = system.now
    #expect(first > Timestamp("2025-01-01T00:00:00Z") ?? first)
    #expect(first.plus(days: 1).milliseconds - first.milliseconds == 86_400_000)
  }
}

@Suite struct DayTests {
  @Test func `every day of five centuries is the one after the day before`() throws {
    var day = try #require(Day(year: 1700, month: 1, day: 1))
    var expected = (1700, 1, 1)
    while expected.0 < 2200 {
      #expect(day.parts == expected)
      #expect(Day(year: expected.0, month: expected.1, day: expected.2) == day)
      let lengths = [31, Day.isLeap(year: expected.0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31]
      let length = (lengths + [30, 31])[expected.1 - 1]
      if expected.2 < length {
        expected.2 += 1
      } else {
        expected = expected.1 < 12 ? (expected.0, expected.1 + 1, 1) : (expected.0 + 1, 1, 1)
      }
      day = day.plus(days: 1)
    }
  }

  @Test(arguments: [
    ("1970-01-01", 0, 4), ("2026-11-23", 20_780, 1), ("2000-02-29", 11_016, 2),
    ("1969-12-31", -1, 3), ("2027-01-03", 20_821, 7),
  ])
  func `a day has its number and weekday`(_ text: String, _ number: Int, _ weekday: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.weekday == weekday)
    #expect(day.text == text)
    #expect(Day(number: number) == day)
  }

  @Test(arguments: [
    "", "2026-11-31", "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-10", "2026-11-00",
    "2026-1-1", "20261123", "2026/11/23", "2026-11-23T", " 2026-11-23", "-026-11-23",
    "2026-11-2x",
  ])
  func `another form is no day`(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    ("2026-10-31", 4, "2027-02-28"), ("2027-10-31", 4, "2028-02-29"),
    ("2026-01-31", 1, "2026-02-28"),
    ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
    ("2026-03-31", -13, "2025-02-28"),
    ("2026-05-31", 0, "2026-05-31"), ("2026-05-31", 1200, "2126-05-31"),
  ])
  func `months are counted with the same day or the last one`(
    _ from: String, _ months: Int, _ to: String
  ) {
    #expect(Day(from)?.plus(months: months).text == to)
  }

  @Test func `the deadlines of the rules fall where they should`() {
    #expect(Day("2026-03-02")?.plus(days: 14).text == "2026-03-16")
    #expect(Day("2026-10-31")?.plus(months: 4).text == "2027-02-28")
    #expect(Day("2026-03-10")?.plus(days: 7).text == "2026-03-17")
  }

  @Test func `ages are full years`() throws {
    let born = try #require(Day("2008-02-29"))
    #expect(try born.years(until: #require(Day("2026-02-28"))) == 17)
    #expect(try born.years(until: #require(Day("2026-03-01"))) == 18)
    #expect(try born.years(until: #require(Day("2028-02-29"))) == 20)
  }
}
