// Shifts: the life cycle against a copy of its table, signs of life, joint shifts, the sheet.

import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct ShiftTests {
  /// The table once more: step, from, to, and who of the four may take it.
  static let table: [(step: String, from: String, to: String, who: Set<String>)] = [
    ("start", "planned", "started", ["uppsala-outreach", "uppsala-lead"]),
    ("check-in", "started", "started", ["uppsala-outreach", "uppsala-lead", "shelter-handler"]),
    ("end", "started", "ended", ["uppsala-outreach", "uppsala-lead"]),
    ("review", "ended", "reviewed", ["uppsala-lead"]),
    ("cancel", "planned", "cancelled", ["uppsala-outreach", "uppsala-lead"]),
  ]
  static let states = ["planned", "started", "ended", "reviewed", "cancelled"]
  static let callers = ["uppsala-outreach", "uppsala-lead", "shelter-handler", "uppsala-intake"]

  /// A joint shift in a state, told straight to the database.
  private func shift(in state: String, _ world: World) throws -> String {
    let id = try world.make(
      "/shifts",
      """
      {"plannedFrom": "2026-11-25T18:00:00Z", "plannedTo": "2026-11-25T23:00:00Z",
       "partners": ["kvinnojouren-exempel"], "checkInMinutes": 30,
       "crew": ["\(world.userID("uppsala-outreach"))", "\(world.userID("shelter-handler"))"]}
      """)
    let shift = ShiftID(try #require(AnyID(id)))
    let now = world.clock.now
    let (isOut, isOver) = (state != "planned" && state != "cancelled", state != "started")
    try world.write { database in
      try database.run(
        """
        UPDATE shift SET status = ?2, started_at = ?3, checked_at = ?3, ended_at = ?4,
          reviewed_at = ?5 WHERE id = ?1
        """, shift, state, isOut ? now : nil, isOut && isOver ? now : nil,
        state == "reviewed" ? now : nil)
    }
    return id
  }

  @Test(arguments: states)
  func `each step leads from where the table says, for whom it says`(state: String) throws {
    let world = try World.outreach()
    for row in Self.table {
      for who in Self.callers {
        let id = try shift(in: state, world)
        let reason = row.step == "cancel" ? #", "reason": "Sjukdom""# : ""
        let answer = try world.step(
          "/shifts/\(id)", #"{"step": "\#(row.step)"\#(reason)}"#, as: who)
        let expected = row.who.contains(who) ? (row.from == state ? 200 : 409) : 403
        #expect(answer.status == expected, "\(state) \(row.step) \(who) \(answer)")
        if answer.status == 200 { #expect(answer.text("status") == row.to) }
        if answer.status == 409 {
          let legal = Self.table.filter { $0.from == state && $0.who.contains(who) }.map(\.step)
          #expect(answer.body["allowed"]?.array?.compactMap(\.string) == legal)
        }
      }
    }
  }

  @Test func `the copy of the table is the table`() {
    #expect(LifeCycle.shift.names == Self.table.map(\.step))
  }

  @Test func `a late sign of life shows when it is read, and the next one clears it`() throws {
    let world = try World.outreach()
    let id = try world.startShift(#", "checkInMinutes": 5"#)
    world.clock.now = world.clock.now.plus(seconds: 301)
    let late = try world.call("GET", "/api/v1/shifts/\(id)", as: "uppsala-lead")
    #expect(late["checkIn"]?["isOverdue"] == .bool(true), "\(late)")
    let check = try world.step(
      "/shifts/\(id)", #"{"step": "check-in", "note": "Allt väl."}"#, as: "uppsala-lead")
    #expect(check["checkIn"]?["isOverdue"] == .bool(false), "\(check)")
    #expect(try world.number("SELECT count(*) FROM safety_check WHERE cleared_alarm = 1") == 1)
  }

  @Test func `a partner shares the plan and nothing that the others wrote`() throws {
    let world = try World.outreach()
    let open = try world.makePlace("Torget")
    let hidden = try world.makePlace("Villan", kind: "protected")
    let id = try world.startShift(
      """
      , "partners": ["kvinnojouren-exempel"], "route": ["\(open)", "\(hidden)"],
      "crew": ["\(world.userID("uppsala-outreach"))", "\(world.userID("shelter-handler"))"]
      """)
    let body = #"{"subject": {"nobody": true}, "contents": ["information"]}"#
    let ours = try world.make("/encounters", body)
    let theirs = try world.make("/encounters", body, as: "shelter-handler")
    let plan = try world.call("GET", "/api/v1/shifts/\(id)", as: "shelter-handler")
    #expect(plan.status == 200, "\(plan)")
    #expect(plan["route"]?.array?.count == 1)
    #expect(!plan.text.contains("Villan"))
    for (who, own, other) in [
      ("uppsala-outreach", ours, theirs), ("shelter-handler", theirs, ours),
    ] {
      let list = try world.call("GET", "/api/v1/encounters", as: who)
      #expect(list.items.compactMap { $0["id"]?.string } == [own], "\(who) \(list)")
      #expect(try world.call("GET", "/api/v1/encounters/\(own)", as: who).status == 200)
      #expect(try world.call("GET", "/api/v1/encounters/\(other)", as: who).status == 404)
    }
    // A partner that is no party, and one whose agreement opens nothing.
    #expect(try world.call("GET", "/api/v1/shifts/\(id)", as: "mosque-handler").status == 404)
  }

  @Test func `the sheet tells hazards first and prints as a page`() throws {
    let world = try World.outreach()
    let place = try world.makePlace("Torget", more: #", "hazards": ["Hal <trappa>"]"#)
    _ = try world.makeOrder(of: try world.makePerson())
    _ = try world.call(
      "POST", "/api/v1/seasons",
      json: """
        {"unit": "uppsala-stod", "kind": "winter", "name": "Vinterläge", "from": "2026-11-01",
         "to": "2027-03-15", "preparedness": "strained"}
        """, as: "uppsala-admin")
    let id = try world.startShift(#", "route": ["\#(place)"]"#)
    let path = "/api/v1/shifts/\(id)/today"
    let sheet = try world.call("GET", path, as: "uppsala-outreach")
    #expect(sheet["hazards"]?.array?.first?["text"]?.string == "Hal <trappa>", "\(sheet)")
    #expect(sheet["searchOrders"]?.array?.count == 1)
    let page = try world.call(
      "GET", path, as: "uppsala-outreach", fields: ["Accept": "text/html"])
    #expect(page.text.contains("Hal &lt;trappa&gt;"), "\(page)")
    #expect(page.text.contains("Mia"))
  }

  @Test func `a plan that does not hold is refused where it does not`() throws {
    let world = try World.outreach()
    let place = try world.makePlace("Fältet", as: "umea-outreach")
    for (json, path) in [
      (#"{}"#, "/plannedFrom"),
      (
        #"{"plannedFrom": "2026-11-25T18:00:00Z", "plannedTo": "2026-11-25T17:00:00Z"}"#,
        "/plannedTo"
      ),
      (#"{"startNow": true, "crew": ["\#(world.userID("umea-outreach"))"]}"#, "/crew/0"),
      (#"{"startNow": true, "crew": ["\#(world.userID("shelter-handler"))"]}"#, "/crew/0"),
      (#"{"startNow": true, "route": ["\#(place)"]}"#, "/route/0"),
      (#"{"startNow": true, "partners": ["ingen-sadan"]}"#, "/partners/0"),
      (#"{"startNow": true, "team": "umea-faltgruppen"}"#, "/team"),
      (#"{"startNow": true, "checkInMinutes": 1}"#, "/checkInMinutes"),
    ] {
      let answer = try world.call("POST", "/api/v1/shifts", json: json, as: "uppsala-outreach")
      #expect(answer.status == 422 && answer.faultPaths.contains(path), "\(json) \(answer)")
    }
  }

  @Test func `a plan changes only in the version that stands`() throws {
    let world = try World.outreach()
    let id = try world.startShift()
    let path = "/api/v1/shifts/\(id)"
    let body = #"{"vehicle": "Bil 2"}"#
    #expect(try world.call("PATCH", path, json: body, as: "uppsala-outreach").status == 428)
    let stale = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": "\"7-x\""])
    #expect(stale.status == 412, "\(stale)")
    let tag = try #require(try world.call("GET", path, as: "uppsala-outreach").field("ETag"))
    let changed = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": tag])
    #expect(changed.text("vehicle") == "Bil 2", "\(changed)")
  }

  @Test func `a shift of another team is as one that never was`() throws {
    let world = try World.outreach()
    let id = try world.startShift()
    for who in ["uppsala-outreach-other", "umea-outreach", "umea-intake", "mosque-handler"] {
      let hidden = try world.call("GET", "/api/v1/shifts/\(id)", as: who)
      let unknown = try world.call("GET", "/api/v1/shifts/\(world.deviceID(9))", as: who)
      #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
    }
  }
}

extension Answer {
  /// Whether two problems are alike but for the request's id.
  func sameProblem(as other: Answer) -> Bool {
    func masked(_ answer: Answer) -> String {
      let instance = answer.text("instance") ?? ""
      return answer.text.replacing(instance, with: "")
    }
    return status == other.status && masked(self) == masked(other)
  }
}
