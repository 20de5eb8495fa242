// The mode of the whole server: only read, every write waits and every read leaves its trace; what
// was written on paper comes in afterwards with its true time.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct ModeTests {
  private static let path = "/api/v1/admin/mode"
  private static let encounter = #"{"subject": {"nobody": true}, "contents": ["relation"]}"#

  private func set(
    _ world: World, _ json: String, ifMatch: String = "*", as who: String = "operator"
  ) throws -> Answer {
    try world.call("PUT", Self.path, json: json, as: who, fields: ["If-Match": ifMatch])
  }

  private func audited(_ world: World) throws -> Int {
    try world.writer.exclusively { database in
      try database.first("SELECT count(*) FROM audit") { row in row.int() } ?? -1
    }
  }

  @Test func `only who operates the server sets the mode, in the version that stands`() throws {
    let world = try Whole.world()
    let read = try world.call("GET", Self.path, as: "operator")
    #expect(read.text("mode") == "normal" && read["until"] == .null, "\(read)")
    let body = #"{"mode": "read-only"}"#
    #expect(try world.call("PUT", Self.path, json: body, as: "operator").status == 428)
    #expect(try set(world, body, ifMatch: #""9-x""#).status == 412)
    for who in ["uppsala-admin", "uppsala-lead", "shelter-admin"] {
      #expect(try set(world, body, as: who).status == 403)
      #expect(try world.call("GET", Self.path, as: who).status == 403)
    }
    let dry = try world.call(
      "PUT", Self.path + "?dryRun=true", json: body, as: "operator", fields: ["If-Match": "*"])
    #expect(dry.status == 200 && dry.text("mode") == "read-only")
    #expect(try world.call("GET", Self.path, as: "operator").text("mode") == "normal")
    #expect(
      try set(world, body, ifMatch: read.field("ETag") ?? "").text("mode") == "read-only")
  }

  @Test(arguments: [
    (#"{"mode": "off"}"#, "/mode"), (#"{}"#, "/mode"),
    (#"{"mode": "normal", "until": "2026-11-26T06:00:00Z"}"#, "/until"),
    (#"{"mode": "crisis", "until": "2026-11-24T06:00:00Z"}"#, "/until"),
    (#"{"mode": "crisis", "message": "Ring 070-174 06 05"}"#, "/message"),
    (#"{"mode": "crisis", "zzz": 1}"#, "/zzz"),
  ])
  func `what is wrong is refused where it is`(_ json: String, _ path: String) throws {
    let answer = try set(try Whole.world(), json)
    #expect(answer.status == 422 && answer.faultPaths.contains(path), "\(answer)")
  }

  @Test func `while everything is only read, every write says when to come back`() throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    _ = try set(world, #"{"mode": "read-only", "until": "2026-11-25T08:30:00Z"}"#)
    let before = try world.rows()
    let open = ["session.create", "session.end", "session.end_current", "mode.set"]
    for route in Whole.routes where route.effect == .writes && !open.contains(route.action) {
      let thing = Rule.all[route.action]?.kind.flatMap { scenery.all($0).first }
      for who in ["operator", "uppsala-intake", "uppsala-outreach", "shelter-admin"] {
        let answer = try world.ask(
          route, naming: thing?.segment ?? "x", token: Cast.token(who))
        // Who may not do it at all is told so, whatever the mode; a body is judged before it.
        if [400, 401, 403, 422].contains(answer.status) { continue }
        #expect(answer.status == 503 && answer.code == "read_only", "\(route.action) \(answer)")
        #expect(answer.field("Retry-After") == "1800", "\(route.action)")
      }
    }
    #expect(try world.rows() == before)
    #expect(Set(Whole.routes.filter(\.worksReadOnly).map(\.action)) == Set(open))
  }

  @Test func `reads go on, each with its trace on disk, and signing in and out too`() throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    _ = try set(world, #"{"mode": "read-only"}"#)
    let person = try #require(scenery.find("person", "outreach's in stod"))
    let before = try audited(world)
    #expect(
      try world.call("GET", "/api/v1/persons/\(person.id)", as: "uppsala-intake").status == 200)
    #expect(
      try world.call(
        "POST", "/api/v1/persons/searches", json: #"{"name": "Mia"}"#, as: "uppsala-intake"
      ).status == 200)
    #expect(try audited(world) == before + 2)
    // A write that is refused leaves its trace as well.
    let refused = try world.call(
      "POST", "/api/v1/encounters", json: Self.encounter, as: "uppsala-outreach")
    #expect(refused.status == 503 && refused.field("Retry-After") == "60", "\(refused)")
    #expect(try audited(world) == before + 3)
    let wrong = try world.call(
      "POST", "/api/v1/sessions", json: #"{"username": "x", "password": "y"}"#)
    #expect(wrong.status == 401)
    #expect(
      try world.call("DELETE", "/api/v1/sessions/current", as: "uppsala-guide").status == 204)
    #expect(try world.call("GET", "/api/v1/me", as: "uppsala-guide").status == 401)
  }

  @Test func `what was written on paper comes in afterwards with its true time, once`() throws {
    let world = try Whole.world()
    _ = try set(world, #"{"mode": "read-only"}"#)
    let id = "019ab3c4-0000-7000-8000-00000000a001"
    let late = """
      {"id": "\(id)", "subject": {"nobody": true}, "contents": ["relation"],
       "at": "2026-11-24T21:15:00Z"}
      """
    let batch = #"{"operations": [{"kind": "encounter", "body": \#(late)}]}"#
    func send() throws -> Answer {
      try world.call(
        "POST", "/api/v1/sync/batch", json: batch, as: "uppsala-outreach",
        fields: ["Idempotency-Key": "natt-24"])
    }
    let refused = try send()
    #expect(refused.status == 503 && refused.code == "read_only", "\(refused)")
    _ = try set(world, #"{"mode": "normal"}"#)
    // The refusal was no answer that the key keeps: the same call does its work now.
    let taken = try send()
    #expect(taken.status == 200, "\(taken)")
    let kept = try world.call("GET", "/api/v1/encounters/\(id)", as: "uppsala-outreach")
    #expect(kept.text("at") == "2026-11-24T21:15:00Z" && kept["enteredLate"]?.bool == true)
    // A device whose answer was lost learns the same for each record.
    let again = try send()
    #expect(again.status == 200 && again["results"]?.array?.count == 1, "\(again)")
    let list = try world.call("GET", "/api/v1/encounters", as: "uppsala-outreach")
    #expect(list.items.count == 1, "\(list)")
  }

  @Test func `a mode ends by itself at its time`() throws {
    let world = try Whole.world()
    _ = try set(world, #"{"mode": "read-only", "until": "2026-11-25T08:30:00Z"}"#)
    world.clock.now = world.clock.now.plus(seconds: 1_799)
    func write() throws -> Answer {
      try world.call("POST", "/api/v1/encounters", json: Self.encounter, as: "uppsala-outreach")
    }
    #expect(try write().field("Retry-After") == "1")
    world.clock.now = world.clock.now.plus(seconds: 1)
    #expect(try write().status == 201)
    let read = try world.call("GET", Self.path, as: "operator")
    #expect(read.text("mode") == "normal" && read.text("since") == "2026-11-25T08:30:00Z")
    #expect(try world.call("GET", "/health/ready").text("mode") == "normal")
  }

  @Test func `the mode is on disk, in readiness, in the figures and in the trail`() throws {
    let world = try Whole.world()
    _ = try set(world, #"{"mode": "crisis", "message": "Strömavbrott i centrum."}"#)
    // A reader that knows nothing of this process finds it: so does the next start.
    let kept = try ModeStore(Database(path: world.path, role: .reader)).find()
    #expect(kept.mode == .crisis && kept.message == "Strömavbrott i centrum.")
    #expect(world.services.currentMode() == .crisis)
    let ready = try world.call("GET", "/health/ready")
    #expect(ready.status == 200 && ready.text("mode") == "crisis", "\(ready)")
    let trail = try world.writer.exclusively { database in
      try database.all("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1") { row in row.text() }
    }
    #expect(trail.first?.contains("service_mode.crisis") == true, "\(trail)")
    // A crisis refuses nothing.
    #expect(
      try world.call("POST", "/api/v1/encounters", json: Self.encounter, as: "uppsala-outreach")
        .status == 201)
  }

  @Test func `every unit is told of it beside its own seasons, also on the sheet`() throws {
    let world = try Whole.world()
    _ = try world.call(
      "POST", "/api/v1/seasons",
      json: """
        {"unit": "uppsala-stod", "kind": "winter", "name": "Vinterläge", "from": "2026-11-01",
         "to": "2027-03-15"}
        """, as: "uppsala-admin")
    let shift = try world.call(
      "POST", "/api/v1/shifts", json: #"{"startNow": true}"#, as: "uppsala-outreach")
    _ = try set(world, #"{"mode": "crisis", "message": "Håll er inne."}"#)
    let list = try world.call("GET", "/api/v1/seasons?unit=uppsala-stod", as: "uppsala-lead")
    #expect(list.items.compactMap { $0["kind"]?.string } == ["crisis", "winter"], "\(list)")
    #expect(list.items.first?["preparedness"]?.string == "stab")
    let today = try world.call("GET", "/api/v1/me/today", as: "uppsala-outreach")
    #expect(
      today["seasons"]?.array?.compactMap { $0["kind"]?.string } == ["crisis", "winter"],
      "\(today)")
    // Somebody who works elsewhere is told of the server's mode, and not of another unit's season.
    let other = try world.call("GET", "/api/v1/me/today", as: "shelter-handler")
    #expect(other["seasons"]?.array?.count == 1, "\(other)")
    let sheet = "/api/v1/shifts/\(shift.text("id") ?? "")/today"
    let page = try world.call(
      "GET", sheet, as: "uppsala-outreach", fields: ["Accept": "text/html"])
    #expect(page.text.contains("Håll er inne."), "\(page)")
    // When nothing can be entered, the paper says so.
    _ = try set(world, #"{"mode": "read-only", "message": "Skriv på papper."}"#)
    let readOnly = try world.call(
      "GET", sheet, as: "uppsala-outreach", fields: ["Accept": "text/html"])
    #expect(readOnly.text.contains("Skriv på papper."))
    #expect(
      try world.call("GET", "/api/v1/seasons?unit=umea-falt", as: "umea-outreach").items.count == 1)
    _ = try set(world, #"{"mode": "normal"}"#)
    #expect(
      try world.call("GET", "/api/v1/seasons?unit=umea-falt", as: "umea-outreach").items.isEmpty)
  }
}
