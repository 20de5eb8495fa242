// Contact codes over the whole pipeline: issued, read out, joined, dropped.

import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

struct ContactCodeRoutesTests {
  let world: World
  let codes = "/api/v1/contact-codes"

  init() throws { world = try World.people() }

  func issue(_ json: String = "{}", as who: String = "uppsala-outreach") throws -> Answer {
    try world.call("POST", codes, json: json, as: who)
  }

  func search(_ code: String, as who: String = "uppsala-outreach") throws -> Answer {
    try world.call("POST", codes + "/searches", json: #"{"code": "\#(code)"}"#, as: who)
  }

  @Test func `a code is issued, read out loosely, and found`() throws {
    let made = try issue(#"{"sex": "woman", "ageBand": "50-65"}"#)
    #expect(made.status == 201, "\(made)")
    let code = try #require(made.text("code"))
    #expect(code.wholeMatch(of: #/K-[0-9A-Z]{4}-[0-9A-Z]/#) != nil)
    #expect(ShortNumber.isValid(code))
    #expect(made.text("status") == "issued")
    #expect(made["nextSteps"]?.array?.map { $0["step"]?.string } == ["join", "drop"])
    for typed in [code, code.lowercased(), code.filter { $0 != "-" }, " \(code) "] {
      let found = try search(typed)
      #expect(found.items.first?["id"]?.string == made.text("id"), "\(typed)")
    }
    let read = try world.call(
      "GET", codes + "/" + (made.text("id") ?? ""), as: "uppsala-outreach")
    #expect(read.bytes == made.bytes)
  }

  @Test(arguments: [
    ("uppsala-intake", 201), ("uppsala-caseworker", 201), ("uppsala-guide", 201),
    ("shelter-sender", 201), ("shelter-handler", 201), ("mosque-handler", 403),
    ("uppsala-lead", 403), ("uppsala-admin", 403), ("operator", 403), ("police", 403),
  ])
  func `who may issue a code`(_ who: String, _ status: Int) throws {
    #expect(try issue(as: who).status == status)
  }

  @Test func `a partner without agreement is told so, whatever the code`() throws {
    #expect(try issue(as: "mosque-handler").code == "no_active_agreement")
    let code = try #require(try issue().text("code"))
    #expect(try search(code, as: "mosque-handler").code == "no_active_agreement")
    #expect(try search("K-0000-0", as: "mosque-handler").status == 422)
  }

  @Test func `a code stays with its team, board or partner`() throws {
    let made = try issue()
    let code = try #require(made.text("code"))
    let path = codes + "/" + (try #require(made.text("id")))
    let unknown = codes + "/019ab3c4-0000-7000-8000-000000000001"
    for who in ["uppsala-outreach-other", "umea-intake", "shelter-handler", "umea-outreach"] {
      #expect(try search(code, as: who).text == #"{"items":[],"next":null}"#)
      let same = ["X-Request-Id": "same"]
      let hidden = try world.call("GET", path, as: who, fields: same)
      #expect(hidden.status == 404)
      #expect(hidden.bytes == (try world.call("GET", unknown, as: who, fields: same).bytes))
      #expect(try world.step(path, #"{"step": "drop"}"#, as: who).status == 404)
    }
    for who in ["uppsala-guide", "uppsala-intake"] {
      #expect(try search(code, as: who).items.count == 1)
    }
    let partners = try #require(try issue(as: "shelter-sender").text("code"))
    #expect(try search(partners, as: "shelter-handler").items.count == 1)
    #expect(try search(partners, as: "uppsala-intake").items.isEmpty)
  }

  @Test(arguments: [
    (#"{"team": "uppsala-nexusteamet"}"#, 403, nil as String?),
    (#"{"team": "uppsala-stodteamet"}"#, 201, nil), (#"{"team": "finns-inte"}"#, 422, "/team"),
    (#"{"sex": "x"}"#, 422, "/sex"), (#"{"name": "Mia"}"#, 422, "/name"),
  ])
  func `the body of a new code`(_ json: String, _ status: Int, _ path: String?) throws {
    let answer = try issue(json)
    #expect(answer.status == status, "\(answer)")
    #expect(answer.faultPaths == (path.map { [$0] } ?? []))
  }

  @Test(arguments: ["K-7F3Q-A", "7F3Q", "", "K-7F3Q-J-K-7F3Q-J-K-7F3Q-J-K-7F3Q-J-K-7F3Q-J"])
  func `what cannot be a code is refused`(_ typed: String) throws {
    let answer = try search(typed)
    #expect(answer.status == 422)
    #expect(answer.faultPaths == ["/code"])
  }

  @Test func `a code is joined to a person that the caller may read`() throws {
    let path = codes + "/" + (try #require(try issue().text("id")))
    let own = try world.makePerson(#"{"alias": "Mia"}"#, as: "uppsala-outreach")
    let hidden = try world.makePerson(#"{"alias": "Lo"}"#, as: "uppsala-caseworker")
    for id in [hidden.text("id") ?? "", "019ab3c4-0000-7000-8000-000000000001"] {
      let no = try world.step(
        path, #"{"step": "join", "person": "\#(id)"}"#, as: "uppsala-outreach")
      #expect(no.status == 422)
      #expect(no.faultPaths == ["/person"])
    }
    let join = #"{"step": "join", "person": "\#(own.text("id") ?? "")"}"#
    let joined = try world.step(path, join, as: "uppsala-outreach")
    #expect(joined.status == 200, "\(joined)")
    #expect(joined.text("status") == "joined")
    #expect(joined["person"]?["name"]?.string == "Mia")
    let again = try world.step(path, join, as: "uppsala-outreach")
    #expect(again.status == 409)
    #expect(again["allowed"]?.array == [])
    // The guide meets people by code and may not know who it is.
    let guide = try world.call("GET", path, as: "uppsala-guide")
    #expect(guide.text("status") == "joined")
    #expect(guide["person"] == .null)
  }

  @Test func `a dropped code is still known, and done with`() throws {
    let made = try issue()
    let path = codes + "/" + (try #require(made.text("id")))
    let stale = try world.call(
      "POST", path + "/transitions", json: #"{"step": "drop"}"#, as: "uppsala-outreach",
      fields: ["If-Match": "\"7-x\""])
    #expect(stale.status == 412)
    #expect(try world.step(path, #"{"step": "drop"}"#, as: "uppsala-outreach").status == 200)
    #expect(try world.step(path, #"{"step": "drop"}"#, as: "uppsala-outreach").status == 409)
    let found = try search(made.text("code") ?? "").items
    #expect(found.first?["status"]?.string == "dropped")
    #expect(try world.step(path, #"{"step": "join"}"#, as: "uppsala-outreach").status == 422)
  }

  @Test func `a code that is taken is drawn again`() throws {
    let drawn = try world.writer.exclusively { database in
      try database.transaction {
        try (0..<3).map { _ in
          // The same seed each time: the first draws of the later rounds are taken.
          var random = Randomness.seeded(4)
          var other = Randomness()
          return try ContactCodeStore(database).issue(
            ID.make(at: world.clock.now, random: &other),
            to: Placement(board: Cast.id("uppsala-socialnamnden")), sex: nil, ageBand: nil,
            by: "test", at: world.clock.now, random: &random)
        }
      }
    }
    #expect(Set(drawn).count == 3)
  }

  @Test func `an entry for each look`() throws {
    let made = try issue()
    _ = try search("K-0000-0", as: "uppsala-outreach")
    _ = try search(made.text("code") ?? "")
    let entry = try world.lastEntry()
    #expect(entry["action"]?.string == "contact_code.search")
    #expect(entry["subjects"]?.array?.map(\.string) == [made.text("id")])
  }
}
