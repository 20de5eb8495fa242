// The by-name list over HTTP: who is on it for whom, in which order, and what it never tells.

import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

/// A history that a test writes.
private struct WrittenHistory: ContactHistory {
  let days: [String: Int]
  let now: Timestamp

  func moments(of person: PersonID, in database: Database) throws -> [ContactMoment] {
    let name = try PersonStore(database).find(person)?.alias ?? ""
    return days[name].map { [ContactMoment(at: now.plus(days: -$0), nextStep: "Kaffe")] } ?? []
  }

  func lastContacts(
    of persons: [PersonID], in database: Database
  ) throws -> [PersonID: Timestamp] {
    try persons.reduce(into: [:]) { found, person in
      found[person] = try moments(of: person, in: database).last?.at
    }
  }
}

struct ByNameListTests {
  let world: World

  init() throws {
    let now = try World.people().clock.now
    let history = WrittenHistory(days: ["Bo": 3, "Mia": 0, "Kim": 200], now: now)
    world = try World(PeopleRoutes.all(with: PeopleParts(history: history)))
  }

  /// Makes somebody in a living situation.
  @discardableResult
  func make(
    _ alias: String, _ sex: String, _ situation: String = "1", as who: String = "uppsala-outreach",
    more: String = ""
  ) throws -> String {
    let path = try world.makePath(#"{"alias": "\#(alias)", "sex": "\#(sex)"\#(more)}"#, as: who)
    let lives = try world.call(
      "POST", path + "/living-situations",
      json: #"{"situation": "\#(situation)", "source": "seen"}"#, as: who)
    #expect(lives.status == 201, "\(lives)")
    return path
  }

  func list(_ query: String = "", as who: String) throws -> Answer {
    let answer = try world.call("GET", "/api/v1/by-name-list" + query, as: who)
    #expect(answer.status == 200, "\(answer)")
    return answer
  }

  func names(_ answer: Answer) -> [String] {
    answer.items.compactMap { $0["person"]?["name"]?.string }
  }

  @Test func `women come first, then children, then days without contact`() throws {
    try make("Bo", "man")
    try make("Kim", "man")
    try make("Mia", "woman")
    try make("Ung", "man", more: #","birthYear": 2010"#)
    try make("Hemma", "woman", "3")
    let found = try list(as: "uppsala-outreach")
    #expect(names(found) == ["Mia", "Ung", "Kim", "Bo"])
    let mia = try #require(found.items.first)
    #expect(mia["reasons"]?.array?.map(\.string) == ["woman_acute"])
    #expect(mia["score"]?.integer == 1_000)
    #expect(mia["daysSince"]?.integer == 0)
    #expect(found.items[1]["reasons"]?.array?.map(\.string) == ["child", "no_contact_known"])
    #expect(found.items[2]["score"]?.integer == 90)
    #expect(!found.text.contains("health") && !found.text.contains("area"))
  }

  @Test func `pages follow each other over equal scores`() throws {
    for index in 0..<7 { try make("N\(index)", index < 3 ? "woman" : "man") }
    let all = try list("?limit=50&count=exact", as: "uppsala-outreach")
    #expect(all["total"]?.integer == 7)
    var (seen, cursor): ([JSONValue], String?) = ([], nil)
    repeat {
      let page = try list(
        "?limit=2" + (cursor.map { "&cursor=\($0)" } ?? ""), as: "uppsala-outreach")
      seen += page.items
      cursor = page.text("next")
    } while cursor != nil
    #expect(seen == all.items)
    #expect(try list("?limit=3&page=3", as: "uppsala-outreach").items == [all.items[6]])
  }

  @Test func `everybody's list is what they may read, and no more`() throws {
    try make("Teamets", "man")
    try make("Handläggarens", "man", as: "uppsala-caseworker")
    try make("Umeås", "man", as: "umea-intake")
    let hidden = try make("Hemlig", "woman")
    _ = try world.step(hidden, #"{"step": "protect"}"#, as: "uppsala-outreach")
    #expect(try names(list(as: "uppsala-outreach")) == ["Hemlig", "Teamets"])
    #expect(try names(list(as: "uppsala-caseworker")) == ["Handläggarens"])
    #expect(
      Set(try names(list(as: "uppsala-intake"))) == ["Teamets", "Handläggarens"])
    #expect(try names(list(as: "uppsala-lead")) == ["Teamets"])
    #expect(try names(list(as: "uppsala-outreach-other")) == [])
    #expect(try names(list(as: "umea-intake")) == ["Umeås"])
    for who in ["uppsala-guide", "shelter-handler", "uppsala-statistician", "police"] {
      #expect(try world.call("GET", "/api/v1/by-name-list", as: who).status == 403, "\(who)")
    }
  }

  @Test func `violence weighs only for who may read it`() throws {
    let path = try make("Rädd", "man", as: "uppsala-caseworker")
    let need = try world.call(
      "POST", path + "/needs", json: #"{"area": "violence"}"#, as: "uppsala-caseworker")
    #expect(need.status == 201)
    let own = try #require(try list(as: "uppsala-caseworker").items.first)
    #expect(own["score"]?.integer == 240)
    let other = try #require(try list(as: "uppsala-intake").items.first)
    #expect(other["score"]?.integer == 40)
    #expect(other["reasons"]?.array?.map(\.string) == ["no_contact_known"])
  }

  @Test func `whoever found a home leaves the list`() throws {
    let path = try make("Bo", "man")
    let home = try world.call(
      "POST", path + "/living-situations",
      json: #"{"situation": "3", "subtype": "social_contract", "source": "staff"}"#,
      as: "uppsala-outreach")
    #expect(home.status == 201)
    #expect(try list(as: "uppsala-outreach").items == [])
  }

  @Test func `the line of trust tells the rule's answer`() throws {
    for (alias, days, activity) in [("Bo", 3, "active"), ("Kim", 200, "active")] {
      let path = try world.makePath(#"{"alias": "\#(alias)"}"#, as: "uppsala-outreach")
      let line = try world.call("GET", path + "/trust-line", as: "uppsala-outreach")
      #expect(line["daysSince"]?.integer == Int64(days), "\(line)")
      #expect(line["contacts"]?.integer == 1)
      #expect(line.text("nextStep") == "Kaffe")
      #expect(line.text("activity") == activity)
      #expect(try world.call("GET", path + "/trust-line", as: "umea-intake").status == 404)
    }
  }

  @Test(arguments: [ByNameStore.byBoard, ByNameStore.byHolder, DuplicateStore.byNameAndYear])
  func `no list begins with a whole table`(_ sql: StaticString) throws {
    let plan = try world.writer.exclusively { database in
      try database.dynamicAll(
        "EXPLAIN QUERY PLAN \(sql)", Array(repeating: 1, count: sql.description.count { $0 == "?" })
      ) { row in
        row.skip(3)
        return row.text()
      }
    }
    #expect(!plan.isEmpty)
    #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
  }
}
