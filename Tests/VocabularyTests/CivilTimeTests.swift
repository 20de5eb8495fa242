// Swedish time against the system's zone tables, and holidays and office days against the
// calendar. Foundation is used here only, never in the sources.

import Foundation
import Testing
import Vocabulary

@Suite struct CivilTimeTests {
  @Test func `every hour from 1970 to 2037 has the offset of the zone tables`() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Stockholm"))
    let start = try #require(Timestamp("1970-01-01T00:00:00Z")).seconds
    let end = try #require(Timestamp("2038-01-01T00:00:00Z")).seconds
    var wrong: [Int64] = []
    for second in stride(from: start, to: end, by: 3600) {
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      if CivilTime.offset(at: Timestamp(seconds: second)) != expected { wrong.append(second) }
    }
    #expect(wrong.isEmpty, "first wrong: \(wrong.first.map { Timestamp(seconds: $0).text } ?? "")")
  }

  @Test(arguments: [
    ("1980-04-06T00:59:59Z", 3600), ("1980-04-06T01:00:00Z", 7200),
    ("1980-09-28T00:59:59Z", 7200), ("1980-09-28T01:00:00Z", 3600),
    ("1995-09-24T00:59:59Z", 7200), ("1995-09-24T01:00:00Z", 3600),
    ("1996-10-27T00:59:59Z", 7200), ("1996-10-27T01:00:00Z", 3600),
    ("2026-03-29T00:59:59.999Z", 3600), ("2026-03-29T01:00:00Z", 7200),
    ("2026-10-25T00:59:59Z", 7200), ("2026-10-25T01:00:00Z", 3600),
    ("1979-07-01T12:00:00Z", 3600), ("2100-07-01T12:00:00Z", 7200),
  ])
  func `summer time starts and ends on the second`(_ text: String, _ offset: Int) throws {
    #expect(try CivilTime.offset(at: #require(Timestamp(text))) == offset)
  }

  @Test func `local and instant undo each other outside the skipped hour`() throws {
    let first = try #require(Day("2026-01-01"))
    for number in 0..<365 {
      let day = first.plus(days: number)
      for hour in 0..<24 where !(day.text == "2026-03-29" && hour == 2) {
        let local = CivilTime.local(CivilTime.instant(day: day, hour: hour, minute: 30))
        #expect(local.day == day && local.hour == hour && local.minute == 30)
      }
    }
  }

  @Test func `a skipped hour moves on and a doubled one is the first`() throws {
    let spring = try #require(Day("2026-03-29"))
    #expect(CivilTime.instant(day: spring, hour: 2, minute: 30).text == "2026-03-29T01:30:00Z")
    let autumn = try #require(Day("2026-10-25"))
    #expect(CivilTime.instant(day: autumn, hour: 2, minute: 30).text == "2026-10-25T00:30:00Z")
    #expect(CivilTime.instant(day: autumn, hour: 3, minute: 0).text == "2026-10-25T02:00:00Z")
  }

  @Test(arguments: [
    ("2026-11-23T22:59:59Z", "2026-11-23"), ("2026-11-23T23:00:00Z", "2026-11-24"),
    ("2026-07-01T21:59:59Z", "2026-07-01"), ("2026-07-01T22:00:00Z", "2026-07-02"),
  ])
  func `a Swedish day turns at Swedish midnight`(_ text: String, _ day: String) throws {
    #expect(try Day.of(#require(Timestamp(text))).text == day)
  }

  @Test func `days are 23, 24 or 25 hours long`() throws {
    func hours(_ text: String) throws -> Int64 {
      let day = try #require(Day(text))
      let end = CivilTime.start(of: day.plus(days: 1))
      return (end.milliseconds - CivilTime.start(of: day).milliseconds) / 3_600_000
    }
    #expect(try hours("2026-03-29") == 23)
    #expect(try hours("2026-10-25") == 25)
    #expect(try hours("2026-10-26") == 24)
  }
}

@Suite struct HolidayTests {
  @Test(arguments: [
    (1961, "1961-04-02"), (1981, "1981-04-19"), (2000, "2000-04-23"), (2008, "2008-03-23"),
    (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"),
    (2038, "2038-04-25"), (2049, "2049-04-18"), (2076, "2076-04-19"),
  ])
  func `Easter falls where the church has it`(_ year: Int, _ text: String) {
    #expect(SwedishHolidays.easter(year).text == text)
  }

  @Test func `the holidays of 2026 are these`() throws {
    let expected = [
      "2026-01-01": "nyårsdagen", "2026-01-06": "trettondedag jul", "2026-04-03": "långfredagen",
      "2026-04-05": "påskdagen", "2026-04-06": "annandag påsk", "2026-05-01": "första maj",
      "2026-05-14": "Kristi himmelsfärdsdag", "2026-05-24": "pingstdagen",
      "2026-06-06": "Sveriges nationaldag", "2026-06-20": "midsommardagen",
      "2026-10-31": "alla helgons dag", "2026-12-25": "juldagen", "2026-12-26": "annandag jul",
    ]
    let first = try #require(Day("2026-01-01"))
    var found: [String: String] = [:]
    for number in 0..<365 {
      let day = first.plus(days: number)
      if let name = SwedishHolidays.name(of: day) { found[day.text] = name }
    }
    #expect(found == expected)
  }

  @Test func `the eves of 2026 are these`() throws {
    let first = try #require(Day("2026-01-01"))
    let eves = (0..<365).map { first.plus(days: $0) }.filter(SwedishHolidays.isEve).map(\.text)
    #expect(eves == ["2026-06-19", "2026-12-24", "2026-12-31"])
  }

  @Test func `Whit Monday gave way to the national day in 2005`() throws {
    let names = try ["2004-05-31", "2004-06-06", "2005-05-16", "2005-06-06"].map {
      try SwedishHolidays.name(of: #require(Day($0)))
    }
    #expect(names == ["annandag pingst", nil, nil, "Sveriges nationaldag"])
  }

  @Test func `2026 has 251 office days`() throws {
    let first = try #require(Day("2026-01-01"))
    #expect((0..<365).filter { OfficeDays.contains(first.plus(days: $0)) }.count == 261 - 10)
  }

  @Test(arguments: [
    ("2026-11-23T10:00:00Z", 1, "2026-11-24T15:00:00Z"),
    ("2026-11-23T22:59:00Z", 1, "2026-11-24T15:00:00Z"),
    ("2026-11-23T23:00:00Z", 1, "2026-11-25T15:00:00Z"),
    ("2026-11-27T10:00:00Z", 1, "2026-11-30T15:00:00Z"),
    ("2026-11-28T10:00:00Z", 1, "2026-11-30T15:00:00Z"),
    ("2026-11-23T10:00:00Z", 3, "2026-11-26T15:00:00Z"),
    ("2026-11-23T10:00:00Z", 10, "2026-12-07T15:00:00Z"),
    ("2026-12-23T10:00:00Z", 1, "2026-12-28T15:00:00Z"),
    ("2026-12-30T10:00:00Z", 1, "2027-01-04T15:00:00Z"),
    ("2026-06-18T10:00:00Z", 1, "2026-06-22T14:00:00Z"),
    ("2026-04-02T10:00:00Z", 1, "2026-04-07T14:00:00Z"),
    ("2026-11-23T10:00:00Z", 0, "2026-11-24T15:00:00Z"),
  ])
  func `an answer is due at four on the n-th office day`(
    _ sent: String, _ days: Int, _ due: String
  ) throws {
    #expect(try OfficeDays.plus(days, from: #require(Timestamp(sent))).text == due)
  }

  @Test func `urgency decides when an answer is due`() throws {
    let sent = try #require(Timestamp("2026-11-23T10:00:00Z"))
    #expect(
      Urgency.allCases.map { $0.answerTime.due(from: sent).text } == [
        "2026-11-23T11:00:00Z", "2026-11-24T15:00:00Z", "2026-11-26T15:00:00Z",
        "2026-12-07T15:00:00Z",
      ])
  }
}
