// Needs over HTTP: each area belongs to a group of fields, and who may not read a group neither
// sees nor writes it.

import Access
import JSON
import TestSupport
import Testing
import Vocabulary

@testable import People

struct NeedRoutesTests {
  let world: World
  let path: String

  init() throws {
    world = try World.people()
    path =
      try world.makePath(
        #"{"alias": "Mia", "unit": "uppsala-utredning"}"#, as: "uppsala-caseworker") + "/needs"
  }

  func add(_ area: String, as who: String = "uppsala-caseworker") throws -> Answer {
    try world.call(
      "POST", path, json: #"{"area": "\#(area)", "level": "high", "wish": "later"}"#, as: who)
  }

  func areas(as who: String) throws -> [String] {
    try world.call("GET", path, as: who).items.compactMap { $0["area"]?.string }.sorted()
  }

  @Test func `both addiction and mental illness are told where both may be read`() throws {
    #expect(try add("substance").status == 201)
    func list(_ who: String) throws -> Answer { try world.call("GET", path, as: who) }
    #expect(try list("uppsala-caseworker")["coOccurring"] == .bool(false))
    #expect(try add("mental_health").status == 201)
    #expect(try list("uppsala-caseworker")["coOccurring"] == .bool(true))
    #expect(try list("uppsala-intake")["coOccurring"] == .bool(true))
    let items = try list("uppsala-caseworker").items
    let item = path + "/" + (try #require(items.first?["id"]?.string))
    let ended = try world.change(item, #"{"to": "2026-11-25"}"#, as: "uppsala-caseworker")
    #expect(ended.status == 200, "\(ended)")
    #expect(try list("uppsala-caseworker")["coOccurring"] == .bool(false))
  }

  @Test func `a group that is withheld is not there`() throws {
    for area in ["violence", "substance", "housing"] { #expect(try add(area).status == 201) }
    #expect(try areas(as: "uppsala-caseworker") == ["housing", "substance", "violence"])
    // Intake reads the whole board, but violence only of its own.
    let intake = try world.call("GET", path, as: "uppsala-intake")
    #expect(try areas(as: "uppsala-intake") == ["housing", "substance"])
    #expect(intake["withheld"]?.array?.map(\.string) == ["violence"])
    let refused = try add("honour", as: "uppsala-intake")
    #expect(refused.status == 403)
    #expect(refused.text("permission") == "person.read.violence")
    let all = try world.call("GET", path, as: "uppsala-caseworker").items
    let hidden = try #require(all.first { $0["area"]?.string == "violence" })
    let violence = path + "/" + (try #require(hidden["id"]?.string))
    let ghost = path + "/019ab3c4-0000-7000-8000-000000000001"
    for method in ["GET", "PATCH"] {
      let answers = try [violence, ghost].map {
        try world.send(
          method, $0, method == "GET" ? nil : Array("{}".utf8), token: Cast.token("uppsala-intake"),
          fields: ["If-Match": "*", "X-Request-Id": "same"])
      }
      #expect(answers[0].status == 404)
      #expect(answers[0].text == answers[1].text)
    }
    #expect(try !world.lastEntry().text.contains("violence"))
  }

  @Test func `outreach never reads violence, and a withheld need does not end by another's hand`()
    throws
  {
    let own = try world.makePath(#"{"alias": "Bo"}"#, as: "uppsala-outreach")
    for (area, status) in [("substance", 201), ("housing", 201), ("sexual_exploitation", 403)] {
      let answer = try world.call(
        "POST", own + "/needs", json: #"{"area": "\#(area)"}"#, as: "uppsala-outreach")
      #expect(answer.status == status, "\(area)")
    }
  }

  @Test func `a need of the same area ends the one before, of another does not`() throws {
    let first = try world.call(
      "POST", path, json: #"{"area": "debt", "from": "2026-11-01"}"#, as: "uppsala-caseworker")
    #expect(first.text("level") == "unknown")
    for area in ["income", "debt"] {
      world.clock.advance(seconds: 1)
      _ = try add(area)
    }
    let rows = try world.call("GET", path + "?limit=2", as: "uppsala-caseworker")
    #expect(rows.items.map { $0["to"] } == [.string("2026-11-25"), .null])
    let next = try #require(rows.text("next"))
    let rest = try world.call("GET", path + "?limit=2&cursor=\(next)", as: "uppsala-caseworker")
    #expect(rest.items.count == 1)
    #expect(rest["next"] == .null)
  }

  @Test(arguments: [
    (#"{}"#, ["/area"]), (#"{"area": "beauty"}"#, ["/area"]),
    (#"{"area": "debt", "level": "awful"}"#, ["/level"]),
    (#"{"area": "debt", "wish": "maybe"}"#, ["/wish"]),
    (#"{"area": "debt", "from": "2027-01-01"}"#, ["/from"]),
  ])
  func `what does not do is refused by path`(_ json: String, _ paths: [String]) throws {
    let answer = try world.call("POST", path, json: json, as: "uppsala-caseworker")
    #expect(answer.status == 422)
    #expect(answer.faultPaths == paths)
  }

  @Test(arguments: NeedArea.allCases)
  func `each area has its group`(_ area: NeedArea) {
    let groups = [
      "health_needs": "person.read.health_needs", "violence": "person.read.violence",
      "needs": "person.read.identity",
    ]
    #expect(groups[NeedRules.group(of: area)] == NeedRules.permission(for: area).rawValue)
  }
}
