// A whole night, one call for each thing that happens.

import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct NightTests {
  @Test func `a night takes one call for each thing that happens`() throws {
    let world = try World.outreach()
    let (person, order, garage, shift) = try plan(world)
    let started = try world.step("/shifts/\(shift)", #"{"step": "start"}"#)
    #expect(started.text("status") == "started")
    #expect(started["checkIn"]?["due"]?.string == "2026-11-25T09:00:00Z")

    let heads = try world.call(
      "POST", "/api/v1/places/\(garage)/observations",
      json: """
        {"heads": [{"sex": "woman", "ageBand": "50-65", "count": 1}, {"sex": "man", "count": 4}],
         "mood": "calm"}
        """,
      as: "uppsala-outreach")
    #expect(heads.status == 201, "\(heads)")
    #expect(heads["total"] == .number(JSONNumber(5)))
    #expect(heads.text("shift") == shift)

    let attempt = try world.call(
      "POST", "/api/v1/search-orders/\(order)/attempts",
      json: #"{"result": "not_found", "note": "Inte sedd på två dagar."}"#,
      as: "uppsala-outreach")
    #expect(attempt.status == 201, "\(attempt)")
    #expect(attempt.text("orderStatus") == "searching")

    let found = try world.call(
      "POST", "/api/v1/encounters",
      json: """
        {"subject": {"person": "\(person)"}, "contents": ["relation", "motivation"],
         "offered": ["treatment_contact"], "response": "refused", "searchOrder": "\(order)"}
        """, as: "uppsala-outreach")
    #expect(found.status == 201, "\(found)")
    #expect(found.text("kind") == "first")
    #expect(found.text("shift") == shift)
    #expect(found["place"]?["id"]?.string == garage)

    let anonymous = try world.call(
      "POST", "/api/v1/encounters",
      json: """
        {"subject": {"newCode": {"sex": "woman", "ageBand": "50-65"}},
         "contents": ["relation", "information"], "offered": ["treatment_contact"],
         "unavailable": ["night_shelter"], "response": "later",
         "handouts": [{"kind": "food", "count": 2}]}
        """, as: "uppsala-outreach")
    #expect(anonymous.status == 201, "\(anonymous)")
    #expect(anonymous.text("contactCode")?.hasPrefix("K-") == true)

    let referral = try referOn(world)
    #expect(referral.status == 201, "\(referral)")

    let ended = try world.step(
      "/shifts/\(shift)", #"{"step": "end", "summary": "Lugn kväll.", "weather": "-8"}"#)
    #expect(ended.text("status") == "ended")
    let reviewed = try world.step("/shifts/\(shift)", #"{"step": "review"}"#, as: "uppsala-lead")
    #expect(reviewed.text("status") == "reviewed", "\(reviewed)")

    #expect(try world.number("SELECT count(*) FROM search_attempt WHERE result = 'not_found'") == 1)
    #expect(
      try world.number(
        "SELECT count(*) FROM search_attempt WHERE result = 'found' AND encounter_id NOT NULL") == 1
    )
    #expect(try world.number("SELECT count(*) FROM search_order WHERE status = 'found'") == 1)
  }

  private func plan(_ world: World) throws -> (PersonID, SearchOrderID, String, String) {
    let person = try world.makePerson()
    let order = try world.makeOrder(of: person)
    let square = try world.makePlace(
      "Stora torget",
      more: #", "hazards": ["Hal trappa"], "position": {"north": 6638740, "east": 648010}"#)
    let garage = try world.makePlace("Parkeringshuset", kind: "public_premises")
    let shift = try world.make(
      "/shifts",
      """
      {"plannedFrom": "2026-11-25T18:00:00Z", "plannedTo": "2026-11-25T23:00:00Z",
       "checkInMinutes": 60, "crew": ["\(world.userID("uppsala-outreach"))"],
       "route": ["\(square)", "\(garage)"]}
      """)
    return (person, order, garage, shift)
  }

  private func referOn(_ world: World) throws -> Answer {
    try world.call(
      "POST", "/api/v1/referrals",
      json: """
        {"receiver": "kvinnojouren-exempel-samtal", "urgency": "urgent", "needs": ["violence"],
         "reason": "Vill prata med någon.", "subject": {"alias": "Mia", "sex": "woman"},
         "basis": {"kind": "consent", "form": "oral", "givenOn": "2026-11-25",
                   "covers": ["referral", "feedback"]}}
        """, as: "uppsala-outreach")
  }

  @Test func `a later yes leaves the earlier no where it was`() throws {
    let world = try World.outreach()
    _ = try world.startShift()
    let person = try world.makePerson()
    for (response, kind) in [("refused", "first"), ("accepted", "repeat")] {
      let answer = try world.call(
        "POST", "/api/v1/encounters",
        json: """
          {"subject": {"person": "\(person)"}, "contents": ["motivation"],
           "offered": ["detox"], "response": "\(response)"}
          """, as: "uppsala-outreach")
      #expect(answer.text("kind") == kind, "\(answer)")
    }
    #expect(try world.number("SELECT count(*) FROM encounter WHERE response = 'refused'") == 1)
    let timeline = try world.call(
      "GET", "/api/v1/persons/\(person)/timeline", as: "uppsala-outreach")
    #expect(timeline.items.count == 2, "\(timeline)")
    #expect(!timeline.text.contains("refused"))
  }

  @Test func `the day is one call with one tag`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    _ = try world.makeOrder(of: person)
    let place = try world.makePlace()
    _ = try world.startShift(#", "route": ["\#(place)"]"#)
    let path = "/api/v1/me/today"
    let before = try world.number("SELECT count(*) FROM audit")
    let today = try world.call("GET", path, as: "uppsala-outreach")
    #expect(today.status == 200, "\(today)")
    #expect(try world.number("SELECT count(*) FROM audit") == before + 1)
    #expect(today["shift"]?["route"]?.array?.count == 1)
    #expect(today["searchOrders"]?.array?.first?["person"]?["name"]?.string == "Mia")
    let tag = try #require(today.field("ETag"))
    let again = try world.call(
      "GET", path, as: "uppsala-outreach", fields: ["If-None-Match": tag])
    #expect(again.status == 304)
  }

  @Test func `everybody with a role has a day`() throws {
    let world = try World.outreach()
    for (name, _, _) in Cast.users {
      let answer = try world.call("GET", "/api/v1/me/today", as: name)
      #expect(answer.status == 200, "\(name) \(answer)")
      #expect(answer["shift"] == .null)
    }
  }
}
