// A device that was offline: the batch that is sent twice, the feed and what is taken back.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct SyncTests {
  private static let batch = "/api/v1/sync/batch"

  private func encounter(_ world: World, _ number: Int, _ more: String = "") -> String {
    """
    {"kind": "encounter", "body": {"id": "\(world.deviceID(number))",
     "at": "2026-11-24T22:14:00+01:00", "subject": {"nobody": true},
     "contents": ["information"]\(more)}}
    """
  }

  private func send(_ operations: [String], _ world: World) throws -> Answer {
    try world.call(
      "POST", Self.batch, json: #"{"operations": [\#(operations.joined(separator: ","))]}"#,
      as: "uppsala-outreach")
  }

  @Test func `a batch sent twice through a cut doubles nothing`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    let order = try world.makeOrder(of: person)
    let place = try world.makePlace()
    let shift = try world.startShift(#", "checkInMinutes": 60"#)
    let operations = [
      encounter(world, 1),
      """
      {"kind": "encounter", "body": {"id": "\(world.deviceID(2))",
       "subject": {"newCode": {"sex": "man"}}, "contents": ["relation"],
       "handouts": [{"kind": "naloxone"}]}}
      """,
      """
      {"kind": "observation", "place": "\(place)", "body": {"id": "\(world.deviceID(3))",
       "heads": [{"sex": "woman", "count": 2}]}}
      """,
      """
      {"kind": "attempt", "searchOrder": "\(order)", "body": {"id": "\(world.deviceID(4))",
       "result": "heard_of"}}
      """,
      """
      {"kind": "check_in", "shift": "\(shift)", "body": {"id": "\(world.deviceID(5))",
       "note": "Allt väl."}}
      """,
    ]
    // The connection was cut in the middle: the device knows nothing and sends everything.
    let half = try send(Array(operations.prefix(3)), world)
    #expect(half.statuses == [201, 201, 201], "\(half)")
    let whole = try send(operations, world)
    #expect(whole.statuses == [200, 200, 200, 201, 201], "\(whole)")
    let again = try send(operations, world)
    #expect(again.statuses == [200, 200, 200, 200, 200], "\(again)")
    let codes = [half, whole, again].map { $0["results"]?.array?[1]["contactCode"]?.string }
    #expect(codes[0] != nil && Set(codes).count == 1)
    #expect(try world.number("SELECT count(*) FROM encounter") == 2)
    #expect(try world.number("SELECT count(*) FROM place_observation") == 1)
    #expect(try world.number("SELECT count(*) FROM search_attempt") == 1)
    #expect(try world.number("SELECT count(*) FROM safety_check") == 1)
    #expect(try world.number("SELECT sum(pieces) FROM handout") == 1)
  }

  @Test func `each operation stands or falls alone`() throws {
    let world = try World.outreach()
    let answer = try send(
      [
        encounter(world, 1), encounter(world, 2, #", "place": "\#(world.deviceID(99))""#),
        #"{"kind": "encounter", "body": {"subject": {"nobody": true}, "contents": ["crisis"]}}"#,
        #"{"kind": "encounter", "body": {"contents": ["crisis"]}}"#, #"{"kind": "dance"}"#,
        #"{"kind": "observation", "body": {}}"#, "7", encounter(world, 3),
        encounter(world, 3, #", "note": "annat""#),
      ], world)
    let results = answer["results"]?.array ?? []
    #expect(answer.statuses == [201, 422, 422, 422, 422, 422, 422, 201, 409], "\(answer)")
    #expect(results[1]["errors"]?.array?.first?["path"]?.string == "/body/place")
    #expect(results[2]["errors"]?.array?.first?["path"]?.string == "/body/id")
    #expect(results[3]["errors"]?.array?.first?["path"]?.string == "/body/subject")
    #expect(results[5]["errors"]?.array?.first?["path"]?.string == "/place")
    #expect(results[8]["code"]?.string == "id_in_use")
    #expect(try world.number("SELECT count(*) FROM encounter") == 2)
  }

  @Test func `a batch is at most 500`() throws {
    let world = try World.outreach()
    let all = (1...501).map { encounter(world, $0) }
    #expect(try send(all, world).faultPaths == ["/operations"])
    let answer = try send(Array(all.dropLast()), world)
    #expect(answer.status == 200)
    #expect(try world.number("SELECT count(*) FROM encounter") == 500)
  }

  @Test func `a device gets what is new and nothing twice`() throws {
    let world = try World.outreach()
    let path = "/api/v1/sync/changes"
    let place = try world.makePlace()
    let first = try world.call("GET", path, as: "uppsala-outreach")
    #expect(first["items"]?.array?.first?["place"]?["id"]?.string == place, "\(first)")
    let since = try #require(first.text("next"))
    let nothing = try world.call("GET", "\(path)?since=\(since)", as: "uppsala-outreach")
    #expect(nothing["items"] == .array([]), "\(nothing)")
    let met = try world.make(
      "/encounters", #"{"subject": {"nobody": true}, "contents": ["crisis"]}"#)
    let news = try world.call("GET", "\(path)?since=\(since)", as: "uppsala-outreach")
    #expect(
      news["items"]?.array?.compactMap { $0["encounter"]?["id"]?.string } == [met], "\(news)")
    let other = try world.call("GET", path, as: "uppsala-outreach-other")
    #expect(other["items"] == .array([]))
    #expect(
      try world.call("GET", "\(path)?since=abc", as: "uppsala-outreach").status == 400)
  }

  /// What a device is told: its things, and what it forgets, by kind.
  private func changes(
    _ world: World, since: String?, as who: String = "uppsala-outreach"
  ) throws -> (given: [String], removed: [String], next: String) {
    let answer = try world.get("/sync/changes" + (since.map { "?since=\($0)" } ?? ""), as: who)
    let given = (answer["items"]?.array ?? []).flatMap { item in
      ["searchOrder", "tip"].compactMap { item[$0]?["id"]?.string }
    }
    let removed = (answer["removed"]?.array ?? []).map {
      "\($0["kind"]?.string ?? "") \($0["id"]?.string ?? "")"
    }
    return (given, removed, try #require(answer.text("next"), "\(answer)"))
  }

  @Test func `orders and tips come to the teams' devices, and go when they end`() throws {
    let world = try World.outreach()
    let start = try changes(world, since: nil).next
    let order = try #require(
      try world.orderSearch(
        #"{"described": {"text": "x"}}"#, #", "mayBeTold": ["uppsala-nexusteamet"]"#
      ).text("id"))
    let tip = try #require(try world.tip(entranceMember).text("id"))
    let first = try changes(world, since: start)
    // A tip goes nowhere before a team is sent.
    #expect(first.given == [order] && first.removed == [])
    #expect(try changes(world, since: nil, as: "uppsala-outreach-other").given == [order])
    #expect(try changes(world, since: nil, as: "umea-outreach").given == [])
    _ = try world.step(
      "/tips/\(tip)", #"{"step": "assign", "task": "place_visit"}"#, as: "uppsala-intake")
    let second = try changes(world, since: first.next)
    #expect(second.given == [tip] && second.removed == [])
    // Given to the other team: one device forgets it, the other gets it.
    let other = try changes(world, since: nil, as: "uppsala-outreach-other").next
    _ = try world.step(
      "/tips/\(tip)",
      #"{"step": "assign", "task": "place_visit", "team": "uppsala-nexusteamet"}"#,
      as: "uppsala-intake")
    #expect(try changes(world, since: second.next).removed == ["tip \(tip)"])
    #expect(try changes(world, since: other, as: "uppsala-outreach-other").given == [tip])
    _ = try world.step("/search-orders/\(order)", #"{"step": "found"}"#)
    let third = try changes(world, since: second.next)
    #expect(Set(third.removed) == ["tip \(tip)", "search_order \(order)"])
    // A device that never had them is told of neither.
    let fresh = try changes(world, since: nil)
    #expect(fresh.given == [] && fresh.removed == [])
  }

  @Test func `when somebody becomes guarded, their order leaves the devices`() throws {
    let world = try World.outreach()
    let person = try world.makePersonOfCaseworker()
    let order = try #require(
      try world.orderSearch(#"{"person": "\#(person)"}"#, as: "uppsala-caseworker").text("id"))
    let first = try changes(world, since: nil)
    #expect(first.given == [order])
    _ = try world.step("/persons/\(person)", #"{"step": "protect"}"#, as: "uppsala-caseworker")
    try world.write { database in
      try database.run(
        "UPDATE care_relation SET ends_at = ? WHERE holder_kind = 'team'",
        world.clock.now)
    }
    let second = try changes(world, since: first.next)
    #expect(
      Set(second.removed) == ["search_order \(order)", "person \(person)"], "\(second)")
    _ = try world.step(
      "/search-orders/\(order)", #"{"step": "withdraw"}"#, as: "uppsala-caseworker")
    #expect(try changes(world, since: second.next).removed == [])
  }

  @Test func `what may no longer be seen is taken back`() throws {
    let world = try World.outreach()
    let path = "/api/v1/sync/changes"
    let person = try world.makePerson()
    let met = try world.make(
      "/encounters", #"{"subject": {"person": "\#(person)"}, "contents": ["crisis"]}"#)
    let first = try world.call("GET", path, as: "uppsala-outreach")
    #expect(first.text.contains(met))
    let since = try #require(first.text("next"))
    world.clock.now = world.clock.now.plus(seconds: 60)
    try world.write { database in
      try database.run("UPDATE care_relation SET ends_at = ?", world.clock.now)
      try database.run("UPDATE person SET secrecy_class = 'restricted' WHERE id = ?", person)
    }
    let news = try world.call("GET", "\(path)?since=\(since)", as: "uppsala-outreach")
    let removed = news["removed"]?.array?.compactMap { $0["id"]?.string } ?? []
    #expect(Set(removed) == [met, person.text], "\(news)")
    // A device that was never given the person is told nothing of it.
    let fresh = try world.call("GET", path, as: "uppsala-outreach")
    #expect(!fresh.text.contains(met) && !fresh.text.contains(person.text), "\(fresh)")
    try world.write { database in
      try database.run("DELETE FROM team_member")
      try database.run(
        "UPDATE role_grant SET team_id = ? WHERE team_id = ?",
        Cast.id("uppsala-nexusteamet") as TeamID, Cast.id("uppsala-stodteamet") as TeamID)
    }
    let gone = try world.call("GET", "\(path)?since=\(since)", as: "uppsala-outreach")
    #expect(
      gone["removed"]?.array?.contains { $0["kind"]?.string == "team" } == true, "\(gone)")
  }
}

extension Answer {
  /// The statuses of a batch's operations.
  var statuses: [Int64?] {
    (self["results"]?.array ?? []).map { result in
      if case .number(let number)? = result["status"] { number.integer } else { nil }
    }
  }
}
