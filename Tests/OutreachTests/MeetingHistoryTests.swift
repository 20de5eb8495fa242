// The line of trust and the by-name list know the meetings: under a name, under a code that turned
// out to be theirs, through a merging and its undoing; not what a partner or an error wrote.

import Access
import JSON
import People
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct MeetingHistoryTests {
  private func meet(
    _ world: World, _ subject: String, daysAgo: Int, more: String = ""
  ) throws -> String {
    try world.make(
      "/encounters",
      """
      {"subject": \(subject), "contents": ["relation"],
       "at": "\(world.at(20, daysAgo: daysAgo))"\(more)}
      """)
  }

  @Test func `first, last, how many, how long ago and what was agreed`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    let path = "/persons/\(person)/trust-line"
    #expect(try world.get(path)["contacts"] == .number(JSONNumber(0)))
    let subject = #"{"person": "\#(person)"}"#
    _ = try meet(world, subject, daysAgo: 40, more: #", "nextStep": "Ring läkaren""#)
    _ = try meet(world, subject, daysAgo: 3)
    let wrong = try meet(world, subject, daysAgo: 1)
    _ = try world.step("/encounters/\(wrong)", #"{"step": "mark-error", "note": "Fel person."}"#)
    let line = try world.get(path)
    #expect(line["contacts"] == .number(JSONNumber(2)), "\(line)")
    #expect(line.text("firstContactAt") == world.at(20, daysAgo: 40))
    #expect(line["daysSince"] == .number(JSONNumber(3)))
    #expect(line.text("nextStep") == "Ring läkaren")
  }

  @Test func `a code's meetings count when it turns out whose it is`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    let code = try world.call("POST", "/api/v1/contact-codes", json: "{}", as: "uppsala-outreach")
    let text = try #require(code.text("code"))
    _ = try meet(world, #"{"contactCode": "\#(text)"}"#, daysAgo: 9)
    let path = "/persons/\(person)/trust-line"
    #expect(try world.get(path)["contacts"] == .number(JSONNumber(0)))
    let joined = try world.step(
      "/contact-codes/\(code.text("id") ?? "")", #"{"step": "join", "person": "\#(person)"}"#)
    #expect(joined.status == 200, "\(joined)")
    #expect(try world.get(path)["daysSince"] == .number(JSONNumber(9)))
  }

  @Test func `activity follows from real meetings`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    try world.write { database in
      try database.run("UPDATE person SET created_at = ?", world.clock.now.plus(days: -200))
      try database.run("UPDATE care_relation SET why = 'shift'")
    }
    let path = "/persons/\(person)/trust-line"
    #expect(try world.get(path).text("activity") == "inactive")
    _ = try meet(world, #"{"person": "\#(person)"}"#, daysAgo: 89)
    let active = try world.get(path)
    #expect(active.text("activity") == "active" && active.text("activityReason") == "contact")
    try world.wait(days: 2)
    #expect(try world.get(path).text("activity") == "inactive")
    // Whoever is looked for is somebody to help.
    _ = try world.orderSearch(#"{"person": "\#(person)"}"#)
    #expect(try world.get(path).text("activityReason") == "open_work")
  }

  @Test func `the by-name list counts the days since a meeting`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    let situation = try world.call(
      "POST", "/api/v1/persons/\(person)/living-situations",
      json: """
        {"situation": "1", "subtype": "outdoors", "from": "2026-10-01", "source": "seen"}
        """, as: "uppsala-intake")
    #expect(situation.status == 201, "\(situation)")
    let before = try world.get("/by-name-list", as: "uppsala-intake").items.first
    #expect(before?["daysSince"] == .null)
    _ = try meet(world, #"{"person": "\#(person)"}"#, daysAgo: 12)
    let after = try world.get("/by-name-list", as: "uppsala-intake").items.first
    #expect(after?["daysSince"] == .number(JSONNumber(12)), "\(String(describing: after))")
    #expect(
      after?["reasons"]?.array?.contains(.string("days_without_contact")) == true)
  }

  @Test func `orders and tips follow two records that become one, and come back`() throws {
    let world = try World.outreach()
    let (kept, absorbed) = (try world.makePerson("Mia"), try world.makePerson("Bea"))
    let order = try world.makeOrder(of: absorbed)
    let tip = try #require(try world.tip(entranceMember).text("id"))
    _ = try world.step(
      "/tips/\(tip)", #"{"step": "triage", "person": "\#(absorbed)"}"#, as: "uppsala-intake")
    _ = try meet(world, #"{"person": "\#(absorbed)"}"#, daysAgo: 5)
    try world.write { database in
      let references = OutreachPersons.references
      let image = try references.move(from: absorbed, to: kept, in: database)
      let history = MeetingHistory()
      #expect(try history.moments(of: kept, in: database).count == 1)
      #expect(try SearchStore(database).find(order)?.person == kept)
      #expect(try TipStore(database).find(TipID(#require(AnyID(tip))))?.person == kept)
      try references.restore(image, from: kept, to: absorbed, in: database)
      let last = try history.lastContacts(of: [kept, absorbed], in: database)
      #expect(Set(last.keys) == [absorbed])
      #expect(try SearchStore(database).find(order)?.person == absorbed)
    }
  }
}
