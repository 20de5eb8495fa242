// Duplicates over HTTP: found when a record is made, shown to who may read both, judged, and never
// a way to learn of somebody hidden.

import JSON
import TestSupport
import Testing
import Vocabulary

struct DuplicateRoutesTests {
  let world: World

  init() throws { world = try World.people() }

  static let maria = #"{"legalName": "Maria Exempel", "birthYear": 1994, "unit": "uppsala-stod"}"#
  static let list = "/api/v1/duplicate-candidates"

  func candidates(as who: String, _ query: String = "") throws -> [JSONValue] {
    let answer = try world.call("GET", Self.list + query, as: who)
    #expect(answer.status == 200, "\(answer)")
    return answer.items
  }

  func check(_ json: String, as who: String) throws -> Answer {
    try world.call("POST", "/api/v1/persons/check-duplicates", json: json, as: who)
  }

  @Test func `the same name and year make a pair, another year none`() throws {
    let first = try world.makePath(Self.maria)
    _ = try world.makePath(#"{"legalName": "Maria Exempel", "birthYear": 1995}"#)
    #expect(try candidates(as: "uppsala-intake") == [])
    let second = try world.makePath(#"{"alias": "exempel maria", "birthYear": 1994}"#)
    let pair = try #require(try candidates(as: "uppsala-intake").first)
    #expect(pair["score"]?.integer == 50)
    #expect(pair["reasons"]?.array?.map(\.string) == ["name_birth_year"])
    let ids = [pair["first"], pair["second"]].compactMap { $0?["id"]?.string }
    #expect(Set(ids.map { "/api/v1/persons/" + $0 }) == [first, second])
  }

  @Test func `a change makes a pair too, and the phone only adds`() throws {
    _ = try world.makePath(
      #"{"legalName": "Maria Exempel", "birthYear": 1994, "contact": {"phone": "070-1740605"}}"#)
    let other = try world.makePath(#"{"alias": "M", "contact": {"phone": "0701740605"}}"#)
    #expect(try candidates(as: "uppsala-intake") == [])
    let changed = try world.change(
      other, #"{"preferredName": "Maria Exempel", "birthYear": 1994}"#, as: "uppsala-intake")
    #expect(changed.status == 200, "\(changed)")
    let pairs = try candidates(as: "uppsala-intake")
    #expect(pairs.map { $0["score"]?.integer } == [70])
  }

  @Test func `a decision stands until there is a new reason`() throws {
    _ = try world.makePath(Self.maria)
    let other = try world.makePath(Self.maria)
    let pair = try #require(try candidates(as: "uppsala-intake").first)
    let path = Self.list + "/" + (try #require(pair["id"]?.string))
    func decide(_ json: String, _ who: String = "uppsala-intake") throws -> Answer {
      try world.call("POST", path + "/decision", json: json, as: who)
    }
    #expect(try decide(#"{"decision": "perhaps"}"#).faultPaths == ["/decision"])
    #expect(try decide(#"{"decision": "different"}"#, "uppsala-outreach").status == 403)
    #expect(try decide(#"{"decision": "different"}"#, "umea-intake").status == 404)
    #expect(try decide(#"{"decision": "different"}"#, "uppsala-caseworker").status == 404)
    let done = try decide(#"{"decision": "different"}"#)
    #expect(done.text("decision") == "different", "\(done)")
    #expect(try candidates(as: "uppsala-intake", "?decision=open") == [])
    #expect(try candidates(as: "uppsala-intake", "?decision=different").count == 1)
    let wrong = try world.call("GET", Self.list + "?decision=maybe", as: "uppsala-intake")
    #expect(wrong.status == 400)
    // The same reason again changes nothing.
    _ = try world.change(other, #"{"alias": "Mia"}"#, as: "uppsala-intake")
    #expect(try candidates(as: "uppsala-intake", "?decision=different").count == 1)
    let stale = try world.call(
      "POST", path + "/decision", json: #"{"decision": "same"}"#, as: "uppsala-intake",
      fields: ["If-Match": "\"1-x\""])
    #expect(stale.status == 412)
  }

  @Test func `a check finds by number, or by name and year, and tells why`() throws {
    let path = try world.makePath(
      #"{"legalName": "Maria Exempel", "number": "199406252388"}"#)
    for (json, score) in [
      (#"{"number": "199406252388"}"#, 100),
      (#"{"number": "19940625-2388", "legalName": "Maria Exempel", "birthYear": 1994}"#, 150),
      (#"{"alias": "maria exempel", "birthYear": 1994}"#, 50),
    ] {
      let found = try check(json, as: "uppsala-intake")
      #expect(found.items.count == 1, "\(found)")
      #expect(found.items[0]["score"]?.integer == Int64(score))
      #expect(found.items[0]["person"]?["id"]?.string.map { "/api/v1/persons/" + $0 } == path)
    }
    #expect(
      try check(#"{"alias": "Maria Exempel", "birthYear": 1993}"#, as: "uppsala-intake").items
        .isEmpty)
    for who in ["umea-intake", "uppsala-outreach"] {
      #expect(try check(#"{"number": "199406252388"}"#, as: who).items.isEmpty)
    }
  }

  @Test(arguments: [
    (#"{}"#, ["/number"]), (#"{"alias": "Mia"}"#, ["/birthYear"]),
    (#"{"birthYear": 1994}"#, ["/number"]), (#"{"number": "199406252387"}"#, ["/number"]),
    (#"{"number": "199406252388", "sex": "woman"}"#, ["/sex"]),
  ])
  func `a check by less, or by a trait, is refused`(_ json: String, _ paths: [String]) throws {
    let answer = try check(json, as: "uppsala-intake")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
    #expect(!answer.text.contains("1994"))
  }

  @Test func `two worlds that differ in one hidden duplicate give the same answers`() throws {
    let other = try World.people()
    let number = #"{"legalName": "Maria Exempel", "number": "199406252388"}"#
    // Only the first world has the hidden one, made by the lead and guarded.
    let hidden = try world.makePath(
      #"{"legalName": "Maria Exempel", "number": "199406252388", "protectedIdentity": "marked"}"#,
      as: "uppsala-lead")
    let known = try [world, other].map { try $0.makePath(Self.maria, as: "uppsala-intake") }
    let calls: [(String, String, String?)] = [
      ("POST", "/api/v1/persons", number), ("GET", Self.list, nil),
      ("POST", "/api/v1/persons/check-duplicates", #"{"number": "199406252388"}"#),
      (
        "POST", "/api/v1/persons/check-duplicates",
        #"{"legalName": "Maria Exempel", "birthYear": 1994}"#
      ),
      ("GET", Self.list + "?decision=open", nil), ("GET", "/api/v1/merges", nil),
      ("GET", "/api/v1/by-name-list", nil),
    ]
    for who in Cast.users.map(\.name) where who != "uppsala-lead" {
      for (method, path, json) in calls {
        let answers = try [world, other].map { world in
          try world.send(
            method, path, json.map { Array($0.utf8) }, token: Cast.token(who),
            fields: ["X-Request-Id": "same"])
        }
        #expect(answers[0].status == answers[1].status, "\(who) \(method) \(path)")
        #expect(masked(answers[0]) == masked(answers[1]), "\(who) \(method) \(path)")
      }
      // Nor can it be merged: hidden is unknown.
      let merges = try zip([world, other], known).map { world, known in
        let id = String(known.split(separator: "/").last ?? "")
        let away = String(hidden.split(separator: "/").last ?? "")
        return try world.call(
          "POST", "/api/v1/merges", json: #"{"kept": "\#(id)", "absorbed": "\#(away)"}"#, as: who,
          fields: ["X-Request-Id": "same"])
      }
      #expect(merges[0].text == merges[1].text, "\(who)")
    }
    // Who may read both sees the pair: nothing was lost.
    #expect(try candidates(as: "uppsala-lead").count >= 1)
    #expect(try world.call("GET", hidden, as: "uppsala-lead").status == 200)
  }

  // Ids are drawn anew in each world, and pairs of them are told by ids; all else must be equal.
  private func masked(_ answer: Answer) -> [String] {
    guard answer.body["items"] == nil else {
      return answer.items.map { masked($0.text) }.sorted() + [masked(answer["next"]?.text ?? "")]
    }
    return [masked(answer.text)]
  }

  private func masked(_ text: String) -> String {
    let id = #/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#
    return text.replacing(id, with: "ID").replacing(#/^"[^"]+"$/#, with: "NEXT")
  }
}
