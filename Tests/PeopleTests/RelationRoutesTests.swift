// Relations over HTTP: told once, seen from both sides, and only by who may read both persons.

import JSON
import TestSupport
import Testing
import Vocabulary

struct RelationRoutesTests {
  let world: World
  let mother: String
  let child: String

  init() throws {
    world = try World.people()
    mother = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-caseworker")
    child = try world.makePath(#"{"alias": "Lill"}"#, as: "uppsala-caseworker")
  }

  func id(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  func relate(
    _ one: String, _ other: String, _ kind: String, as who: String = "uppsala-caseworker",
    more: String = ""
  ) throws -> Answer {
    try world.call(
      "POST", one + "/relations", json: #"{"other": "\#(id(other))", "kind": "\#(kind)"\#(more)}"#,
      as: who)
  }

  func kinds(_ path: String, as who: String) throws -> [String] {
    try world.call("GET", path + "/relations", as: who).items.compactMap { $0["kind"]?.string }
  }

  @Test func `a child is seen from both sides`() throws {
    let made = try relate(mother, child, "child")
    #expect(made.status == 201, "\(made)")
    #expect(made["other"]?["name"]?.string == "Lill")
    #expect(try kinds(mother, as: "uppsala-caseworker") == ["child"])
    #expect(try kinds(child, as: "uppsala-caseworker") == ["guardian"])
    let item = child + "/relations/" + (try #require(made.text("id")))
    let ended = try world.change(item, #"{"to": "2026-11-25"}"#, as: "uppsala-caseworker")
    #expect(ended.text("to") == "2026-11-25", "\(ended)")
    #expect(ended.field("ETag")?.hasPrefix("\"2-") == true)
  }

  @Test func `a relation to a protected person is hidden from who may not know them`() throws {
    _ = try relate(mother, child, "household")
    #expect(try kinds(mother, as: "uppsala-intake") == ["household"])
    let closed = try world.step(child, #"{"step": "protect"}"#, as: "uppsala-caseworker")
    #expect(closed.status == 200, "\(closed)")
    #expect(try kinds(mother, as: "uppsala-intake") == [])
    #expect(try kinds(mother, as: "uppsala-caseworker") == ["household"])
  }

  @Test func `a perpetrator opens no record and is told only with the right to it`() throws {
    let man = try world.makePath(#"{"alias": "Han"}"#, as: "uppsala-caseworker")
    #expect(try relate(mother, man, "perpetrator").status == 201)
    #expect(try kinds(man, as: "uppsala-caseworker") == ["exposed"])
    #expect(try kinds(mother, as: "uppsala-intake") == [])
    let refused = try relate(mother, man, "perpetrator", as: "uppsala-intake")
    #expect(refused.status == 403)
    #expect(refused.text("permission") == "person.read.violence")
    #expect(try world.call("GET", mother, as: "uppsala-outreach").status == 404)
  }

  @Test func `a guarded relation is seen by those who work with both`() throws {
    #expect(try relate(mother, child, "network", more: #","secrecy": "restricted""#).status == 201)
    #expect(try kinds(mother, as: "uppsala-caseworker") == ["network"])
    #expect(try kinds(mother, as: "uppsala-intake") == [])
    let beyond = try relate(
      mother, child, "network", as: "uppsala-intake", more: #","secrecy": "protected""#)
    #expect(beyond.faultPaths == ["/secrecy"])
  }

  @Test func `whoever cannot be read cannot be related, hidden or unknown`() throws {
    let hidden = try world.makePath(#"{"alias": "X"}"#, as: "uppsala-lead")
    let umea = try world.makePath(#"{"alias": "Y"}"#, as: "umea-intake")
    let ghost = "/019ab3c4-0000-7000-8000-000000000001"
    let answers = try [hidden, umea, ghost, mother].map { other in
      try world.call(
        "POST", mother + "/relations", json: #"{"other": "\#(id(other))", "kind": "network"}"#,
        as: "uppsala-caseworker", fields: ["X-Request-Id": "same"])
    }
    for answer in answers {
      #expect(answer.status == 422)
      #expect(answer.faultPaths == ["/other"])
      #expect(answer.text == answers[0].text)
    }
  }

  @Test(arguments: [
    (#"{}"#, ["/other", "/kind"]), (#"{"other": "x", "kind": "child"}"#, ["/other"]),
    (#"{"other": "019ab3c4-0000-7000-8000-000000000001", "kind": "boss"}"#, ["/kind"]),
    (
      #"{"other": "019ab3c4-0000-7000-8000-000000000001", "kind": "child", "secrecy": "x"}"#,
      ["/secrecy"]
    ),
  ])
  func `what does not do is refused by path`(_ json: String, _ paths: [String]) throws {
    let answer = try world.call(
      "POST", mother + "/relations", json: json, as: "uppsala-caseworker")
    #expect(answer.status == 422)
    #expect(answer.faultPaths == paths)
  }
}
