// Searching for persons: lawful terms, who finds whom, and what it costs.

import Access
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

struct PersonSearchTests {
  let world: World

  init() throws { world = try World.people() }

  func search(_ json: String, as who: String = "uppsala-intake") throws -> Answer {
    try world.call("POST", "/api/v1/persons/searches", json: json, as: who)
  }

  @Test(arguments: [
    "maria", "MARIA", "mar ex", "Exempel Maria", "exempel", "asa", "Mia", "m",
  ])
  func `a name is found by beginnings of its words`(_ name: String) throws {
    let made = try world.makePerson(
      #"{"alias": "Mia", "legalName": "Maria Ása Exempel M"}"#)
    _ = try world.makePerson(#"{"alias": "Per"}"#)
    let found = try world.found(#"{"name": "\#(name)"}"#, as: "uppsala-intake")
    #expect(found == [made.text("id")])
  }

  @Test(arguments: ["aria", "maria per", "ma-x", "\u{10FFFF}a"])
  func `what is not the beginning of a word finds nothing, and that is an answer`(
    _ name: String
  ) throws {
    _ = try world.makePerson(#"{"legalName": "Maria Exempel"}"#)
    let answer = try search(#"{"name": "\#(name)"}"#)
    #expect([200, 422].contains(answer.status))
    #expect(answer.items.isEmpty)
    #expect(answer.status == 422 || answer.text == #"{"items":[],"next":null}"#)
  }

  @Test(arguments: [
    "sex", "ageBand", "birthYear", "needs", "district", "nationality", "language", "health",
  ])
  func `a trait is refused for what it is, alone or beside a name`(_ trait: String) throws {
    for json in [#"{"\#(trait)": "x"}"#, #"{"name": "Mia", "\#(trait)": null}"#] {
      let answer = try search(json)
      #expect(answer.status == 422)
      #expect(answer.code == "search_term_not_allowed")
      #expect(answer.faultPaths == ["/\(trait)"])
      #expect(answer.text("detail")?.contains("/reports") == true)
      #expect(try world.lastEntry()["outcome"]?.string == "refused")
    }
  }

  @Test(arguments: [
    (#"{}"#, ["" as String]), (#"{"name": null}"#, [""]),
    (#"{"shoes": 1, "name": "M"}"#, ["/shoes"]),
    (#"{"name": "Mia", "number": "199406252388"}"#, ["/number"]),
    (#"{"name": "?!"}"#, ["/name"]), (#"{"number": "19940625"}"#, ["/number"]),
    (#"{"contactCode": "K-0000-X"}"#, ["/contactCode"]), (#"{"name": 7}"#, ["/name"]),
    (#"{"case": "SON 2026/1"}"#, ["/case", ""]),
  ])
  func `exactly one lawful term`(_ json: String, _ paths: [String]) throws {
    let answer = try search(json)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.code == "validation_failed")
    #expect(Set(answer.faultPaths) == Set(paths))
  }

  @Test func `the description of the search shows lawful terms only`() {
    #expect(PersonSearch.shape.members.map(\.name) == ["name", "number", "contactCode"])
  }

  @Test func `a search never leaves its board, unit or team`() throws {
    let stod = try #require(
      try world.makePerson(#"{"alias": "Mia"}"#, as: "uppsala-outreach").text("id"))
    let utredning = try #require(
      try world.makePerson(#"{"alias": "Mia"}"#, as: "uppsala-caseworker").text("id"))
    let umea = try #require(
      try world.makePerson(#"{"alias": "Mia"}"#, as: "umea-intake").text("id"))
    let json = #"{"name": "mia"}"#
    #expect(try Set(world.found(json, as: "uppsala-intake")) == [stod, utredning])
    #expect(try world.found(json, as: "uppsala-lead") == [stod])
    #expect(try world.found(json, as: "uppsala-outreach") == [stod])
    #expect(try world.found(json, as: "uppsala-outreach-other") == [])
    #expect(try world.found(json, as: "uppsala-caseworker") == [utredning])
    #expect(try world.found(json, as: "umea-intake") == [umea])
    #expect(try world.found(json, as: "umea-outreach") == [])
  }

  @Test(arguments: [
    "uppsala-admin", "operator", "uppsala-auditor", "uppsala-guide", "uppsala-statistician",
    "shelter-handler", "shelter-sender", "police",
  ])
  func `who has no search is told so`(_ who: String) throws {
    #expect(try search(#"{"name": "mia"}"#, as: who).status == 403)
  }

  @Test func `what a search shows is what the decision allows, for everyone`() throws {
    let makers = ["uppsala-intake", "uppsala-lead", "uppsala-outreach", "uppsala-caseworker"]
    var paths: [String] = []
    for maker in makers {
      for protection in ["none", "marked"] {
        paths.append(
          try world.makePath(
            #"{"alias": "Mia", "protectedIdentity": "\#(protection)"}"#, as: maker))
      }
    }
    _ = try world.step(
      paths[0], #"{"step": "restrict", "reason": "threat", "users": ["\#(user("uppsala-lead"))"]}"#,
      as: "uppsala-intake")
    for who in makers + ["uppsala-outreach-other", "umea-intake"] {
      let found = try Set(world.found(#"{"name": "mia"}"#, as: who))
      let token = try #require(Token(Cast.token(who)))
      let allowed = try world.writer.exclusively { database -> Set<String> in
        let caller = try #require(try AccessStore(database).find(token))
        let store = PersonStore(database)
        return try Set(
          paths.compactMap { path in
            let id = String(path.suffix(36))
            let key = try #require(PersonID(id))
            let person = try #require(try store.find(key))
            let facts = try store.facts(of: person, for: caller, at: world.clock.now)
            let decision = caller.decide(.personSearch, on: facts, at: world.clock.now)
            return decision == .allowed ? id : nil
          })
      }
      #expect(found == allowed, "\(who)")
    }
  }

  func user(_ name: String) -> String { (Cast.id(name) as UserID).text }

  @Test func `a number finds across its forms, a joined code finds its person`() throws {
    let made = try world.makePerson(#"{"alias": "Mia", "number": "199406252388"}"#)
    let id = try #require(made.text("id"))
    for form in ["199406252388", "19940625-2388", "940625-2388"] {
      #expect(try world.found(#"{"number": "\#(form)"}"#, as: "uppsala-intake") == [id])
    }
    #expect(try world.found(#"{"number": "199406252388"}"#, as: "umea-intake") == [])
    let code = try world.call("POST", "/api/v1/contact-codes", json: "{}", as: "uppsala-intake")
    let text = try #require(code.text("code"))
    #expect(try world.found(#"{"contactCode": "\#(text)"}"#, as: "uppsala-intake") == [])
    _ = try world.step(
      "/api/v1/contact-codes/" + (code.text("id") ?? ""),
      #"{"step": "join", "person": "\#(id)"}"#, as: "uppsala-intake")
    #expect(
      try world.found(#"{"contactCode": "\#(text.lowercased())"}"#, as: "uppsala-intake") == [id])
    #expect(try world.found(#"{"contactCode": "\#(text)"}"#, as: "umea-intake") == [])
  }

  @Test func `an integration finds by exact number only, and nobody guarded`() throws {
    let key = try world.serviceKey("uppsala-socialnamnden", [.personSearch])
    let made = try world.makePerson(#"{"alias": "Mia", "number": "199406252388"}"#)
    _ = try world.makePerson(
      #"{"alias": "Lo", "number": "198005022390", "protectedIdentity": "marked"}"#)
    func search(_ json: String) throws -> Answer {
      try world.send("POST", "/api/v1/persons/searches", Array(json.utf8), token: key)
    }
    #expect(
      try search(#"{"number": "199406252388"}"#).items.first?["id"]?.string == made.text("id"))
    #expect(try search(#"{"number": "198005022390"}"#).items.isEmpty)
    let name = try search(#"{"name": "mia"}"#)
    #expect(name.code == "search_term_not_allowed")
    #expect(name.faultPaths == ["/name"])
  }

  @Test func `to have looked is an entry, found or not`() throws {
    let id = try world.makePerson(#"{"alias": "Mia"}"#).text("id")
    _ = try search(#"{"name": "mia"}"#)
    let shown = try world.lastEntry()
    #expect(shown["action"]?.string == "person.search")
    #expect(shown["subjects"]?.array?.map(\.string) == [id])
    _ = try search(#"{"name": "ingen"}"#)
    let empty = try world.lastEntry()
    #expect(empty["action"]?.string == "person.search")
    #expect(empty["subjects"]?.array == [])
    #expect(empty["boards"]?.array == shown["boards"]?.array)
  }

  @Test func `at most fifty are shown, and those hidden do not count`() throws {
    try world.writer.exclusively { database in
      try database.transaction {
        var random = Randomness.seeded(1)
        for index in 0..<460 {
          let told = NewPerson(
            alias: "Mia", protectedIdentity: index < 400 ? .marked : .none)
          try PersonStore(database).insert(
            ID.make(at: world.clock.now.plus(seconds: index), random: &random), told,
            board: Cast.id("uppsala-socialnamnden"), unit: nil, by: "test", at: world.clock.now)
        }
      }
    }
    #expect(try world.found(#"{"name": "mia"}"#, as: "uppsala-intake").count == 50)
  }

  @Test(arguments: [
    PersonSearchStore.byWord, PersonSearchStore.byHolder, PersonSearchStore.byNumber,
  ])
  func `no search scans`(_ sql: StaticString) throws {
    let steps = try world.writer.exclusively { database in
      try database.dynamicAll(
        "EXPLAIN QUERY PLAN \(sql)",
        Array(repeating: 1, count: sql.description.count { $0 == "?" })
      ) { row in
        row.skip(3)
        return row.text()
      }
    }
    #expect(!steps.isEmpty)
    #expect(steps.allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") }, "\(steps)")
    #expect(
      steps[0].contains(sql.description.contains("r.holder_id") ? "holder_id=?" : "board_id=?"))
  }
}
