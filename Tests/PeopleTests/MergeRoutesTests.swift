// Merging over HTTP: two people, each step in its state, redirects, the stricter wins, and who may
// not know of it.

import JSON
import Pipeline
import Referrals
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

struct MergeRoutesTests {
  let world: World
  let kept: String
  let absorbed: String

  init() throws {
    let parts = PeopleParts(references: [ReferralPersons.references])
    world = try World(PeopleRoutes.all(with: parts) + ReferralRoutes.all)
    kept = try world.makePath(
      #"{"legalName": "Maria Exempel", "unit": "uppsala-stod", "birthYear": 1994}"#,
      as: "uppsala-lead")
    absorbed = try world.makePath(
      #"{"alias": "Mia Lund", "unit": "uppsala-stod", "number": "199406252388", "sex": "woman"}"#,
      as: "uppsala-lead")
  }

  func propose(
    _ one: String? = nil, _ other: String? = nil, as who: String = "uppsala-intake"
  ) throws -> Answer {
    let ids = [one ?? kept, other ?? absorbed].map { String($0.split(separator: "/").last ?? "") }
    return try world.call(
      "POST", "/api/v1/merges", json: #"{"kept": "\#(ids[0])", "absorbed": "\#(ids[1])"}"#, as: who)
  }

  func merge(_ one: String? = nil, _ other: String? = nil) throws -> String {
    let path = try #require(try propose(one, other).field("Location"))
    let done = try world.step(path, #"{"step": "approve"}"#, as: "uppsala-lead")
    #expect(done.text("status") == "done", "\(done)")
    return path
  }

  func steps(_ answer: Answer) -> [String] {
    (answer["nextSteps"]?.array ?? []).compactMap { $0["step"]?.string }
  }

  @Test func `one proposes, another approves, and the old id leads on`() throws {
    let made = try propose()
    #expect(made.status == 201, "\(made)")
    #expect(steps(made) == ["reject"])
    #expect(try propose().status == 409)
    let path = try #require(made.field("Location"))
    let own = try world.step(path, #"{"step": "approve"}"#, as: "uppsala-intake")
    #expect(own.status == 403)
    #expect(own.text("permission") == "person.merge")
    let list = try world.call("GET", "/api/v1/merges?status=proposed", as: "uppsala-lead")
    #expect(list.items.count == 1, "\(list)")
    let done = try world.step(path, #"{"step": "approve"}"#, as: "uppsala-lead")
    #expect(done.text("status") == "done", "\(done)")
    let read = try world.call("GET", absorbed, as: "uppsala-intake")
    #expect(read.text("id").map { "/api/v1/persons/" + $0 } == kept)
    #expect(read.text("legalName") == "Maria Exempel")
    #expect(read.text("alias") == "Mia Lund")
    #expect(read.text("number") == "199406252388")
    #expect(read.text("sex") == "woman")
    #expect(read.text("identityMode") == "identified")
    #expect(try world.found(#"{"number": "199406252388"}"#, as: "uppsala-intake").count == 1)
    #expect(try world.found(#"{"name": "mia lund"}"#, as: "uppsala-intake").count == 1)
    #expect(try propose().faultPaths == ["/absorbed"])
  }

  @Test func `to undo takes two as well`() throws {
    let path = try merge()
    func step(_ name: String, _ who: String) throws -> Answer {
      try world.step(path, #"{"step": "\#(name)"}"#, as: who)
    }
    #expect(try step("keep", "uppsala-lead").status == 409)
    #expect(try step("undo", "uppsala-lead").text("status") == "undo_asked")
    #expect(try step("undo", "uppsala-lead").status == 403)
    #expect(try step("keep", "uppsala-intake").text("status") == "done")
    #expect(try step("undo", "uppsala-intake").text("status") == "undo_asked")
    let undone = try step("undo", "uppsala-lead")
    #expect(undone.text("status") == "undone", "\(undone)")
    #expect(steps(undone) == [])
    let again = try world.call("GET", absorbed, as: "uppsala-intake")
    #expect(again.text("number") == "199406252388")
    let rest = try world.call("GET", kept, as: "uppsala-intake")
    #expect(rest["number"] == .null)
    #expect(rest["alias"] == .null)
    #expect(try world.found(#"{"name": "lund"}"#, as: "uppsala-intake").count == 1)
  }

  @Test(arguments: ["proposed", "rejected", "done", "undo_asked", "undone", "lapsed"])
  func `each step has its states`(_ state: String) throws {
    let path = try #require(try propose().field("Location"))
    func step(_ name: String, _ who: String) throws -> Answer {
      try world.step(path, #"{"step": "\#(name)"}"#, as: who)
    }
    switch state {
    case "rejected": _ = try step("reject", "uppsala-intake")
    case "lapsed":
      try world.writer.exclusively { database in
        try database.run("UPDATE person_merge SET proposed_at = proposed_at - 8 * 86400000")
      }
    case "done", "undo_asked", "undone":
      _ = try step("approve", "uppsala-lead")
      if state != "done" { _ = try step("undo", "uppsala-intake") }
      if state == "undone" { _ = try step("undo", "uppsala-lead") }
    default: break
    }
    let read = try world.call("GET", path, as: "uppsala-lead")
    #expect(read.text("status") == state, "\(read)")
    let allowed = [
      "proposed": ["approve", "reject"], "done": ["undo"], "undo_asked": ["undo", "keep"],
    ]
    #expect(steps(read) == allowed[state] ?? [])
    for name in ["approve", "reject", "undo", "keep"]
    where !(allowed[state] ?? []).contains(name) {
      let refused = try step(name, "uppsala-lead")
      #expect(refused.status == 409, "\(name)")
      #expect(refused["allowed"]?.array?.compactMap(\.string) == allowed[state] ?? [])
    }
  }

  @Test func `two personnummer are never one person`() throws {
    let other = try world.makePath(
      #"{"alias": "Kim", "unit": "uppsala-stod", "number": "199404262397"}"#, as: "uppsala-lead")
    let answer = try propose(other, absorbed)
    #expect(answer.status == 422)
    #expect(answer.faultPaths == ["/absorbed"])
    #expect(!answer.text.contains("1994"))
    #expect(try propose(kept, kept).faultPaths == ["/absorbed"])
  }

  @Test func `a merge is hidden from who may not read both`() throws {
    let path = try #require(try propose().field("Location"))
    let ghost = "/api/v1/merges/019ab3c4-0000-7000-8000-000000000001"
    for who in ["umea-intake", "uppsala-caseworker"] where who != "umea-intake" {
      for step in ["", "/transitions"] {
        let answers = try [path, ghost].map {
          try world.send(
            step.isEmpty ? "GET" : "POST", $0 + step,
            step.isEmpty ? nil : Array(#"{"step": "approve"}"#.utf8), token: Cast.token(who),
            fields: ["X-Request-Id": "same"])
        }
        #expect(answers[0].status == 404)
        #expect(answers[0].text == answers[1].text)
      }
      #expect(try world.call("GET", "/api/v1/merges", as: who).items == [])
    }
    for who in ["uppsala-outreach", "shelter-handler"] {
      #expect(try world.call("GET", path, as: who).status == 403)
    }
  }

  @Test func `the stricter wins, and what was guarded since stays guarded after an undo`() throws {
    let lead = (Cast.id("uppsala-lead") as UserID).text
    let intake = (Cast.id("uppsala-intake") as UserID).text
    let restrict = #"{"step": "restrict", "reason": "threat", "users": ["\#(intake)", "\#(lead)"]}"#
    #expect(try world.step(absorbed, restrict, as: "uppsala-lead").status == 200)
    let path = try merge()
    let read = try world.call("GET", kept, as: "uppsala-intake")
    #expect(read.text("secrecy") == "restricted", "\(read)")
    #expect(read.text("restrictionReason") == "threat")
    #expect(try world.step(kept, #"{"step": "protect"}"#, as: "uppsala-intake").status == 200)
    for who in ["uppsala-intake", "uppsala-lead"] {
      #expect(try world.step(path, #"{"step": "undo"}"#, as: who).status == 200, "\(who)")
    }
    for person in [kept, absorbed] {
      let answer = try world.call("GET", person, as: "uppsala-lead")
      #expect(answer.text("secrecy") == "protected", "\(answer)")
    }
  }

  @Test func `what was written since the merge stays with the kept record`() throws {
    let path = try merge()
    let change = #"{"preferredName": "Mimmi", "district": "Gottsunda"}"#
    #expect(try world.change(absorbed, change, as: "uppsala-intake").status == 200)
    for who in ["uppsala-intake", "uppsala-lead"] {
      #expect(try world.step(path, #"{"step": "undo"}"#, as: who).status == 200)
    }
    let one = try world.call("GET", kept, as: "uppsala-intake")
    #expect(one.text("preferredName") == "Mimmi")
    #expect(one["alias"] == .null)
    #expect(one["number"] == .null)
    let other = try world.call("GET", absorbed, as: "uppsala-intake")
    #expect(other["preferredName"] == .null)
    #expect(other.text("number") == "199406252388")
  }

  @Test func `a merge upon a merge is undone first`() throws {
    let third = try world.makePath(
      #"{"alias": "Mimmi", "unit": "uppsala-stod"}"#, as: "uppsala-lead")
    let first = try merge()
    world.clock.advance(seconds: 60)
    let second = try merge(third, kept)
    let read = try world.call("GET", absorbed, as: "uppsala-intake")
    #expect(read.text("id").map { "/api/v1/persons/" + $0 } == third)
    #expect(try world.step(first, #"{"step": "undo"}"#, as: "uppsala-intake").status == 409)
    for path in [second, first] {
      for who in ["uppsala-intake", "uppsala-lead"] {
        #expect(try world.step(path, #"{"step": "undo"}"#, as: who).status == 200)
      }
    }
    for person in [kept, absorbed, third] {
      let answer = try world.call("GET", person, as: "uppsala-intake")
      #expect(answer.text("id").map { "/api/v1/persons/" + $0 } == person)
    }
  }

  @Test func `referrals of both sides follow and come back`() throws {
    let id = String(absorbed.split(separator: "/").last ?? "")
    let sent = try world.call(
      "POST", "/api/v1/referrals",
      json: """
        {"receiver": "uppsala-ingang-akut-hemloshet", "urgency": "urgent", "needs": ["housing"],
         "reason": "Sover i trapphus.", "subject": {"person": "\(id)"},
         "basis": {"kind": "consent", "form": "oral", "givenOn": "2026-11-23",
                   "covers": ["referral"]}}
        """, as: "uppsala-lead")
    #expect(sent.status == 201, "\(sent)")
    func persons() throws -> [AnyID?] {
      try world.writer.exclusively { database in
        try database.all("SELECT sender_person_id FROM referral") { row in row.idOrNil() }
      }
    }
    #expect(try persons() == [AnyID(id)])
    let path = try merge()
    #expect(try persons().map { $0?.text } == [kept.split(separator: "/").last.map(String.init)])
    for who in ["uppsala-intake", "uppsala-lead"] {
      #expect(try world.step(path, #"{"step": "undo"}"#, as: who).status == 200)
    }
    #expect(try persons() == [AnyID(id)])
  }
}
