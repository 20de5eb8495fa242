// Encounters: what must be said and what is filled in, who may read them, corrections, repeats.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct EncounterTests {
  private static let path = "/api/v1/encounters"
  private static let none = #"{"nobody": true}"#
  private static let nobody = #"{"subject": {"nobody": true}, "contents": ["information"]}"#

  @Test func `what is wrong is told where it is`() throws {
    let world = try World.outreach()
    let elsewhere = try world.makePlace("Fältet", as: "umea-outreach")
    let id = world.deviceID(1)
    let code = #""contactCode": "K-7F3Q-J""#
    for (subject, more, path) in [
      ("{}", "", "/subject"), (#"{"nobody": true, \#(code)}"#, "", "/subject"),
      (#"{"person": "\#(id)"}"#, "", "/subject/person"),
      (#"{\#(code)}"#, "", "/subject/contactCode"),
      (Self.none, #", "contents": []"#, "/contents"),
      (Self.none, #", "response": "later""#, "/offered"),
      (Self.none, #", "place": "\#(elsewhere)""#, "/place"),
      (Self.none, #", "shift": "\#(id)""#, "/shift"),
      (Self.none, #", "searchOrder": "\#(id)""#, "/searchOrder"),
      (Self.none, #", "referral": "\#(id)""#, "/referral"),
      (Self.none, #", "at": "2026-11-25T12:00:00Z""#, "/at"),
      (Self.none, #", "nationality": "x""#, "/nationality"),
    ] {
      let contents = more.contains("contents") ? "" : #", "contents": ["relation"]"#
      let json = #"{"subject": \#(subject)\#(contents)\#(more)}"#
      let answer = try world.call("POST", Self.path, json: json, as: "uppsala-outreach")
      #expect(answer.status == 422 && answer.faultPaths.contains(path), "\(json) \(answer)")
    }
    let empty = try world.call("POST", Self.path, json: "{}", as: "uppsala-outreach")
    #expect(Set(empty.faultPaths).isSuperset(of: ["/subject", "/contents"]), "\(empty)")
    #expect(try world.number("SELECT count(*) FROM encounter") == 0)
  }

  @Test func `a late entry keeps its true time`() throws {
    let world = try World.outreach()
    let answer = try world.call(
      "POST", Self.path,
      json: """
        {"subject": {"nobody": true}, "contents": ["crisis"], "at": "2026-11-24T23:10:00+01:00"}
        """,
      as: "uppsala-outreach")
    #expect(answer.text("at") == "2026-11-24T22:10:00Z", "\(answer)")
    #expect(answer["enteredLate"] == .bool(true))
    #expect(answer["shift"] == .null)
  }

  @Test func `somebody with a code is met again under it`() throws {
    let world = try World.outreach()
    let first = try world.call(
      "POST", Self.path,
      json: #"{"subject": {"newCode": {"sex": "woman"}}, "contents": ["relation"]}"#,
      as: "uppsala-outreach")
    let code = try #require(first.text("contactCode"))
    let again = try world.call(
      "POST", Self.path,
      json: #"{"subject": {"contactCode": "\#(code.lowercased())"}, "contents": ["relation"]}"#,
      as: "uppsala-outreach")
    #expect(again.text("kind") == "repeat", "\(again)")
    #expect(again.text("contactCode") == code)
  }

  @Test func `a client's id is one record: the same again is the same, another is refused`() throws
  {
    let world = try World.outreach()
    let id = world.deviceID(1)
    func body(_ content: String) -> String {
      #"{"id": "\#(id)", "subject": {"nobody": true}, "contents": ["\#(content)"]}"#
    }
    let made = try world.call("POST", Self.path, json: body("crisis"), as: "uppsala-outreach")
    #expect(made.status == 201 && made.text("id") == id)
    let same = try world.call("POST", Self.path, json: body("crisis"), as: "uppsala-outreach")
    #expect(same.status == 200, "\(same)")
    for (content, who) in [("health", "uppsala-outreach"), ("crisis", "uppsala-outreach-other")] {
      let other = try world.call("POST", Self.path, json: body(content), as: who)
      #expect(other.status == 409 && other.code == "id_in_use", "\(other)")
      #expect(!other.text.contains(id))
    }
    #expect(try world.number("SELECT count(*) FROM encounter") == 1)
  }

  @Test func `who may read an encounter, and for whom it never was`() throws {
    let world = try World.outreach()
    let id = try world.make("/encounters", Self.nobody)
    let allowed: Set = ["uppsala-outreach", "uppsala-lead", "uppsala-intake"]
    for (who, _, _) in Cast.users {
      let answer = try world.call("GET", "\(Self.path)/\(id)", as: who)
      let unknown = try world.call("GET", "\(Self.path)/\(world.deviceID(9))", as: who)
      if allowed.contains(who) {
        #expect(answer.status == 200, "\(who) \(answer)")
      } else {
        #expect(answer.status >= 403 && answer.sameProblem(as: unknown), "\(who) \(answer)")
      }
    }
  }

  @Test func `a list shows no need, and every list is all ids that the decision allows`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    _ = try world.startShift()
    for index in 1...5 {
      world.clock.now = world.clock.now.plus(seconds: 60)
      let subject = index == 3 ? #"{"person": "\#(person)"}"# : #"{"nobody": true}"#
      _ = try world.make(
        "/encounters",
        """
        {"subject": \(subject), "contents": ["health"], "offered": ["detox"],
         "note": "hemligt"}
        """)
    }
    var seen: [String] = []
    var path: String? = "\(Self.path)?limit=2"
    while let next = path {
      let page = try world.call("GET", next, as: "uppsala-lead")
      #expect(!page.text.contains("detox") && !page.text.contains("hemligt"))
      seen += page.items.compactMap { $0["id"]?.string }
      path = page.text("next").map { "\(Self.path)?limit=2&cursor=\($0)" }
    }
    #expect(seen.count == 5 && Set(seen).count == 5)
    try world.write { database in
      try database.run("UPDATE person SET secrecy_class = 'restricted' WHERE id = ?", person)
      try database.run("DELETE FROM care_relation")
    }
    let rest = try world.call("GET", "\(Self.path)?count=exact", as: "uppsala-lead")
    #expect(rest.items.count == 4, "\(rest)")
    #expect(rest["total"] == .number(JSONNumber(4)))
    let timeline = try world.call("GET", "/api/v1/persons/\(person)/timeline", as: "uppsala-lead")
    #expect(timeline.status == 404)
  }

  @Test func `a correction keeps what was said, and an error stays and is marked`() throws {
    let world = try World.outreach()
    let id = try world.make(
      "/encounters", #"{"subject": {"nobody": true}, "contents": ["crisis"], "note": "Först."}"#)
    let path = "\(Self.path)/\(id)"
    let body = #"{"note": "Sedan."}"#
    #expect(try world.call("PATCH", path, json: body, as: "uppsala-outreach").status == 428)
    let changed = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": "*"])
    #expect(changed.text("note") == "Sedan.", "\(changed)")
    #expect(
      try world.number(
        "SELECT count(*) FROM encounter_version WHERE before LIKE '%Först.%' AND version = 1") == 1)
    let step = #"{"step": "mark-error", "note": "Fel person."}"#
    let marked = try world.step("/encounters/\(id)", step)
    #expect(marked.text("status") == "entered-in-error", "\(marked)")
    #expect(try world.step("/encounters/\(id)", step).status == 409)
    let late = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": "*"])
    #expect(late.status == 409)
  }

  @Test func `an encounter is the attempt of an order for the same person only`() throws {
    let world = try World.outreach()
    let (mia, kim) = (try world.makePerson(), try world.makePerson("Kim"))
    let order = try world.makeOrder(of: mia)
    let answer = try world.call(
      "POST", Self.path,
      json: """
        {"subject": {"person": "\(kim)"}, "contents": ["relation"], "searchOrder": "\(order)"}
        """,
      as: "uppsala-outreach")
    #expect(answer.faultPaths == ["/searchOrder"], "\(answer)")
    #expect(try world.number("SELECT count(*) FROM encounter") == 0)
  }
}
