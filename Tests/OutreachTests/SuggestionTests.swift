// Where and when to look next: the rule over traces, and that nothing gets into it which the reader
// may not read.

import Access
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct SuggestionRulesTests {
  // 09:00 Swedish time on Wednesday 25 November 2026.
  private let now = CivilTime.instant(
    day: Day(year: 2026, month: 11, day: 25) ?? Day(number: 0), hour: 9, minute: 0)

  private func trace(_ reason: SuggestionReason, _ hour: Int, daysAgo: Int) -> SearchTrace {
    SearchTrace(
      reason: reason,
      at: CivilTime.instant(day: Day.of(now).plus(days: -daysAgo), hour: hour, minute: 30))
  }

  private func spot(_ name: String, _ traces: [SearchTrace]) -> SearchSpot {
    SearchSpot(place: nil, description: name, hours: nil, traces: traces)
  }

  private func names(_ spots: [SearchSpot]) -> [String?] {
    SuggestionRules.suggestions(from: spots, at: now).map(\.description)
  }

  @Test(arguments: [
    (0, DayPart.night), (5, .night), (6, .morning), (9, .morning), (10, .day), (16, .day),
    (17, .evening), (21, .evening), (22, .night), (23, .night),
  ])
  func `an hour is in a part of the day`(_ hour: Int, _ part: DayPart) {
    let instant = CivilTime.instant(day: Day.of(now), hour: hour, minute: 0)
    #expect(DayPart.of(instant) == part)
  }

  @Test func `a fresh meeting comes before an old one, and both before hearsay`() {
    let found = names([
      spot("heard", [trace(.heardOfHere, 20, daysAgo: 1)]),
      spot("old", [trace(.metHere, 20, daysAgo: 40)]),
      spot("fresh", [trace(.metHere, 20, daysAgo: 2)]),
      spot("usual", [SearchTrace(reason: .usualPlace)]),
    ])
    #expect(found == ["fresh", "usual", "old", "heard"])
  }

  @Test func `a search without a result puts a place down, for two weeks`() {
    func order(_ days: Int) -> [String?] {
      names([
        spot(
          "tried",
          [SearchTrace(reason: .usualPlace), trace(.notFoundLately, 20, daysAgo: days)]),
        spot("other", [trace(.heardOfHere, 20, daysAgo: 1)]),
      ])
    }
    #expect(order(1) == ["other", "tried"])
    #expect(order(15) == ["tried", "other"])
  }

  @Test func `what is older than the rule's days says nothing`() {
    #expect(names([spot("old", [trace(.metHere, 20, daysAgo: 91)])]) == [])
    #expect(names([spot("coming", [trace(.metHere, 20, daysAgo: -1)])]) == [])
  }

  @Test func `a crowd or trouble alone is no trace`() {
    #expect(
      names([
        spot("crowd", [trace(.busyThen, 20, daysAgo: 1), trace(.uneasyLately, 20, daysAgo: 1)])
      ]) == [])
  }

  @Test func `the time is where most speaks for it, and never where it was tried in vain`() throws {
    let met = [trace(.metHere, 20, daysAgo: 7), trace(.metHere, 19, daysAgo: 14)]
    let one = try #require(
      SuggestionRules.suggestions(from: [spot("a", met)], at: now).first)
    // Both were Wednesdays.
    #expect(one.dayPart == .evening && one.weekday == .wednesday)
    let tried =
      met + (1...3).map { trace(.notFoundLately, 20, daysAgo: $0) }
      + [trace(.busyThen, 7, daysAgo: 3)]
    let other = try #require(
      SuggestionRules.suggestions(from: [spot("a", tried)], at: now).first)
    #expect(other.dayPart == .morning)
    let untimed = try #require(
      SuggestionRules.suggestions(
        from: [spot("a", [SearchTrace(reason: .usualPlace)])], at: now
      ).first)
    #expect(untimed.dayPart == nil && untimed.weekday == nil)
  }

  @Test func `each reason is counted and dated, in the order of the table`() throws {
    let one = try #require(
      SuggestionRules.suggestions(
        from: [
          spot(
            "a",
            [
              trace(.heardOfHere, 20, daysAgo: 3), trace(.metHere, 20, daysAgo: 2),
              trace(.metHere, 20, daysAgo: 5), trace(.uneasyLately, 20, daysAgo: 1),
            ])
        ], at: now
      ).first)
    #expect(one.reasons.map(\.reason) == [.metHere, .heardOfHere, .uneasyLately])
    #expect(one.reasons.map(\.count) == [2, 1, 1])
    #expect(one.text(.sv).hasPrefix("a (kväll, kl. 17–22): har mötts här 2 × (2026-11-23)"))
  }

  @Test func `many meetings weigh no more than the most that counts`() {
    func score(_ count: Int) -> Int? {
      SuggestionRules.suggestions(
        from: [spot("a", (0..<count).map { _ in trace(.metHere, 8, daysAgo: 0) })], at: now
      ).first?.score
    }
    #expect(score(3) == score(30) && score(2) != score(3))
  }

  @Test func `no more than twenty, and the same order each time`() {
    let spots = (0..<40).map { spot("\($0 + 10)", [SearchTrace(reason: .usualPlace)]) }
    #expect(names(spots).count == SuggestionRules.countMax)
    #expect(names(spots) == names(spots.reversed()))
  }
}

@Suite struct SuggestionTests {
  @Test func `own meetings, attempts and counts propose where and when, with reasons`() throws {
    let world = try World.outreach()
    let garage = try world.makePlace("Parkeringshuset", kind: "public_premises")
    let square = try world.makePlace("Torget")
    let order = try world.orderSearch(
      #"{"described": {"text": "x", "sex": "woman", "ageBand": "50-65"}}"#,
      #", "usualPlaces": [{"description": "Bakom biblioteket", "hours": "förmiddagar"}]"#)
    let (id, code) = (try #require(order.text("id")), try #require(order.text("contactCode")))
    _ = try world.make(
      "/encounters",
      """
      {"subject": {"contactCode": "\(code)"}, "contents": ["relation"], "place": "\(garage)",
       "at": "\(world.at(20, daysAgo: 7))"}
      """)
    _ = try world.make(
      "/places/\(square)/observations",
      """
      {"heads": [{"sex": "woman", "ageBand": "50-65", "count": 1}, {"sex": "man", "count": 3}],
       "mood": "threatening", "at": "\(world.at(23, daysAgo: 2))"}
      """)
    _ = try world.attempt(
      id, #"{"result": "not_found", "place": "\#(square)", "at": "\#(world.at(8))"}"#)
    let found = try world.get("/search-orders/\(id)/suggestions")
    #expect(found.status == 200, "\(found)")
    let items = found.items
    #expect(items.map { $0["place"]?["name"]?.string } == ["Parkeringshuset", nil, "Torget"])
    #expect(items[0]["dayPart"]?.string == "evening")
    #expect(items[1]["description"]?.string == "Bakom biblioteket")
    let codes = items[2]["reasons"]?.array?.compactMap { $0["code"]?.string }
    #expect(
      codes == ["counted_alike", "not_found_lately"] || codes?.contains("uneasy_lately") == true)
    #expect(items[2]["text"]?.string?.contains("söktes här nyligen") == true)
    // The orderer goes nowhere: counts of places are not theirs to read, nor are meetings.
    let told = try world.get("/search-orders/\(id)/suggestions", as: "umea-intake")
    #expect(told.status == 404)
  }

  @Test func `nothing is proposed out of what the reader may not read`() throws {
    let world = try World.outreach()
    let hidden = try world.makePlace("Gömda huset", kind: "protected")
    let garage = try world.makePlace("Parkeringshuset")
    let order = try world.orderSearch(as: "uppsala-caseworker")
    let (id, code) = (try #require(order.text("id")), try #require(order.text("contactCode")))
    for place in [hidden, garage] {
      _ = try world.make(
        "/encounters",
        """
        {"subject": {"contactCode": "\(code)"}, "contents": ["crisis"], "place": "\(place)"}
        """)
    }
    _ = try world.attempt(id, #"{"result": "seen_not_contacted", "place": "\#(hidden)"}"#)
    // The team was there itself; a protected place is proposed to nobody all the same.
    let own = try world.get("/search-orders/\(id)/suggestions")
    #expect(own.items.compactMap { $0["place"]?["name"]?.string } == ["Parkeringshuset"])
    #expect(!own.text.contains("Gömda") && !own.text.contains(hidden))
    // The caseworker may not read the meetings with a code of the team's.
    let told = try world.get("/search-orders/\(id)/suggestions", as: "uppsala-caseworker")
    #expect(told.status == 200 && told.items == [], "\(told)")
  }
}
