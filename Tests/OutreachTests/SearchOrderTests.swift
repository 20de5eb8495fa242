// Search orders: who may order what, the steps in every state, what the orderer learns, and what a
// refusal to be looked for means.

import Access
import JSON
import People
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct SearchOrderTests {
  @Test func `a person is ordered, looked for by two teams and found`() throws {
    let world = try World.outreach()
    let person = try world.makePersonOfCaseworker()
    let order = try world.orderSearch(
      #"{"person": "\#(person)"}"#,
      #", "mayBeTold": ["uppsala-nexusteamet"], "deadline": "2026-12-24", "priority": "urgent""#,
      as: "uppsala-caseworker")
    #expect(order.status == 201, "\(order)")
    let path = "/search-orders/\(try #require(order.text("id")))"
    #expect(order.text("status") == "ordered" && order.text("orderedBy") == "uppsala-caseworker")
    #expect(order.steps == ["extend", "withdraw"])

    let seen = try world.get(path)
    #expect(seen["person"]?["name"]?.string == "Mia" && seen.steps.contains("take"), "\(seen)")
    #expect(try world.step(path, #"{"step": "take"}"#).text("status") == "taken")
    let id = String(path.split(separator: "/")[1])
    let place = try world.makePlace("Trapphuset", kind: "stairwell")
    let other = try world.attempt(
      id, #"{"result": "not_found", "note": "Ingen här."}"#, as: "uppsala-outreach-other")
    #expect(other.text("orderStatus") == "searching", "\(other)")
    world.clock.now = world.clock.now.plus(seconds: 1)
    let met = try world.call(
      "POST", "/api/v1/encounters",
      json: """
        {"subject": {"person": "\(person)"}, "contents": ["relation"], "place": "\(place)",
         "searchOrder": "\(id)", "note": "Hemligt."}
        """, as: "uppsala-outreach")
    #expect(met.status == 201, "\(met)")

    let told = try world.get(path, as: "uppsala-caseworker")
    #expect(told.text("status") == "found" && told["attempts"] == .number(JSONNumber(2)))
    #expect(told["lastAttempt"]?["result"]?.string == "found")
    let encounter = try #require(told["lastAttempt"]?["encounter"]?.string)
    #expect(encounter == met.text("id") && !told.text.contains("Hemligt"))
    let attempts = try world.get(path + "/attempts", as: "uppsala-caseworker").items
    #expect(attempts.map { $0["result"]?.string } == ["found", "not_found"])
    let history = try world.get(path + "/transitions", as: "uppsala-caseworker").items
    #expect(history.compactMap { $0["step"]?.string } == ["order", "take", "search", "found"])
  }

  @Test func `the orderer sees that somebody was found and not more than may be read`() throws {
    let world = try World.outreach()
    let hidden = try world.makePlace("Gömda huset", kind: "protected")
    let order = try world.orderSearch(as: "uppsala-caseworker")
    let (id, code) = (
      try #require(order.text("id")), try #require(order.text("contactCode"))
    )
    let met = try world.make(
      "/encounters",
      """
      {"subject": {"contactCode": "\(code)"}, "contents": ["crisis"], "place": "\(hidden)",
       "searchOrder": "\(id)"}
      """)
    let told = try world.get("/search-orders/\(id)", as: "uppsala-caseworker")
    #expect(told.text("status") == "found", "\(told)")
    #expect(told["lastAttempt"]?["at"]?.string != nil)
    // Neither the meeting nor the place is the caseworker's to know.
    #expect(told["lastAttempt"]?["encounter"] == .null && told["lastAttempt"]?["place"] == .null)
    #expect(!told.text.contains(met) && !told.text.contains("Gömda"))
    #expect(try world.get("/search-orders/\(id)").text.contains(met))
  }

  @Test(arguments: [
    ("uppsala-statistician", 403), ("police", 403), ("uppsala-outreach", 403),
    ("umea-intake", 422), ("shelter-sender", 403), ("uppsala-admin", 403),
  ])
  func `only who answers for a person orders a search`(_ who: String, _ status: Int) throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    let answer = try world.orderSearch(#"{"person": "\#(person)"}"#, as: who)
    #expect(answer.status == status, "\(answer)")
  }

  @Test func `a hidden person cannot be told from one that never was`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    try world.write { database in
      try database.run("UPDATE person SET secrecy_class = 'protected' WHERE id = ?", person)
    }
    let answers = try [person.text, unknownID].map { id in
      try world.call(
        "POST", "/api/v1/search-orders",
        json: #"{"subject": {"person": "\#(id)"}, "team": "umea-faltgruppen", "why": "x"}"#,
        as: "umea-intake", fields: ["X-Request-Id": "same"])
    }
    let (hidden, unknown) = (answers[0], answers[1])
    #expect(hidden.status == 422 && hidden.faultPaths == ["/subject/person"], "\(hidden)")
    #expect(hidden.face == unknown.face)
  }

  @Test func `a hidden order answers as one that never was, on every route`() throws {
    let world = try World.outreach()
    let id = try #require(try world.orderSearch().text("id"))
    for (method, end, body) in [
      ("GET", "", nil), ("GET", "/transitions", nil), ("GET", "/attempts", nil),
      ("GET", "/suggestions", nil), ("POST", "/transitions", #"{"step": "take"}"#),
      ("POST", "/attempts", #"{"result": "not_found"}"#),
    ] as [(String, String, String?)] {
      for who in ["umea-outreach", "umea-intake", "uppsala-outreach-other"] {
        let answers = try [id, unknownID].map { order in
          try world.send(
            method, "/api/v1/search-orders/\(order)\(end)", body.map { Array($0.utf8) },
            token: Cast.token(who), fields: ["X-Request-Id": "same"])
        }
        #expect(answers[0].face == answers[1].face, "\(who) \(method) \(end) \(answers[0])")
        #expect([403, 404].contains(answers[0].status))
      }
    }
  }

  @Test(arguments: [
    (#"{}"#, "", "/subject"), (#"{"described": {}}"#, "", "/subject/described/text"),
    (#"{"contactCode": "K-AAAA-A"}"#, "", "/subject/contactCode"),
    (#"{"described": {"text": "x"}}"#, #", "deadline": "2026-11-24""#, "/deadline"),
    (#"{"described": {"text": "x"}}"#, #", "mayBeTold": ["umea-faltgruppen"]"#, "/mayBeTold/0"),
    (#"{"described": {"text": "x"}}"#, #", "mayBeTold": ["uppsala-stodteamet"]"#, "/mayBeTold"),
    (#"{"described": {"text": "x"}}"#, #", "usualPlaces": [{}]"#, "/usualPlaces/0"),
    (
      #"{"described": {"text": "x"}}"#,
      #", "usualPlaces": [{"place": "0190d5f0-7c00-7000-8000-00000000ffff"}]"#,
      "/usualPlaces/0/place"
    ),
    (#"{"described": {"text": "x"}}"#, #", "priority": "now""#, "/priority"),
    (
      #"{"described": {"text": "x"}}"#,
      #", "referral": "0190d5f0-7c00-7000-8000-00000000ffff""#, "/referral"
    ),
  ])
  func `what does not fit is named`(_ subject: String, _ more: String, _ path: String) throws {
    let world = try World.outreach()
    let answer = try world.orderSearch(subject, more)
    #expect(answer.status == 422 && answer.faultPaths == [path], "\(answer)")
    #expect(try world.number("SELECT count(*) FROM search_order") == 0)
    #expect(try world.number("SELECT count(*) FROM contact_code") == 0)
  }

  @Test func `where protected housing is stands in no order`() throws {
    let world = try World.outreach()
    let hidden = try world.makePlace("Gömda huset", kind: "protected")
    let answer = try world.orderSearch(
      #"{"described": {"text": "x"}}"#, #", "usualPlaces": [{"place": "\#(hidden)"}]"#,
      as: "uppsala-lead")
    #expect(answer.status == 422 && answer.faultPaths == ["/usualPlaces/0/place"], "\(answer)")
  }

  /// What each step gives in each state: the new state, or 409.
  private static let table: [(String, [String: String])] = [
    (
      "ordered",
      [
        "take": "taken", "found": "found", "not-found": "not_found",
        "located-elsewhere": "located_elsewhere", "declined": "person_declines",
        "extend": "ordered", "withdraw": "withdrawn",
      ]
    ),
    (
      "taken",
      [
        "found": "found", "not-found": "not_found", "located-elsewhere": "located_elsewhere",
        "declined": "person_declines", "extend": "taken", "withdraw": "withdrawn",
      ]
    ),
    (
      "searching",
      [
        "found": "found", "not-found": "not_found", "located-elsewhere": "located_elsewhere",
        "declined": "person_declines", "extend": "searching", "withdraw": "withdrawn",
      ]
    ),
    ("found", ["declined": "person_declines"]),
    (
      "not_found",
      [
        "found": "found", "located-elsewhere": "located_elsewhere",
        "declined": "person_declines", "extend": "searching", "withdraw": "withdrawn",
      ]
    ),
    ("located_elsewhere", [:]), ("withdrawn", [:]), ("person_declines", [:]),
  ]

  @Test(arguments: table.indices)
  func `a step leads where the table says, and nowhere else`(_ row: Int) throws {
    let (state, steps) = Self.table[row]
    for step in LifeCycle.searchOrder.names {
      let world = try World.outreach()
      let id = try #require(try world.orderSearch().text("id"))
      try world.write { database in
        try database.run("UPDATE search_order SET status = ?", state)
      }
      let isOrderers = ["extend", "withdraw"].contains(step)
      let more = step == "extend" ? #", "deadline": "2026-12-31""# : ""
      let answer = try world.step(
        "/search-orders/\(id)", #"{"step": "\#(step)"\#(more)}"#,
        as: isOrderers ? "uppsala-intake" : "uppsala-outreach")
      if let next = steps[step] {
        #expect(answer.text("status") == next, "\(state) \(step) \(answer)")
      } else {
        #expect(answer.status == 409 && answer.code == "step_not_allowed", "\(state) \(step)")
      }
    }
  }

  @Test func `a step belongs to its side, and If-Match is obeyed`() throws {
    let world = try World.outreach()
    let order = try world.orderSearch()
    let path = "/search-orders/\(try #require(order.text("id")))"
    #expect(try world.step(path, #"{"step": "take"}"#, as: "uppsala-intake").status == 403)
    let withdraw = try world.step(path, #"{"step": "withdraw"}"#)
    #expect(withdraw.status == 403 && withdraw.text("permission") == "search_order.create")
    let stale = try world.call(
      "POST", "/api/v1\(path)/transitions", json: #"{"step": "take"}"#, as: "uppsala-outreach",
      fields: ["If-Match": #""9-x""#])
    #expect(stale.status == 412)
    #expect(
      try world.step(path, #"{"step": "take", "deadline": "2026-12-31"}"#).faultPaths
        == ["/deadline"])
    #expect(try world.step(path, #"{"step": "extend"}"#).faultPaths == ["/deadline"])
    let past = try world.step(
      path, #"{"step": "extend", "deadline": "2026-11-24"}"#, as: "uppsala-intake")
    #expect(past.faultPaths == ["/deadline"], "\(past)")
  }

  @Test func `past its last day an order found nobody, until it gets more time`() throws {
    let world = try World.outreach()
    let order = try world.orderSearch(
      #"{"described": {"text": "x"}}"#, #", "deadline": "2026-11-25""#)
    let path = "/search-orders/\(try #require(order.text("id")))"
    #expect(try world.get("/search-orders?open=true").items.count == 1)
    try world.wait(days: 1)
    let late = try world.get(path)
    #expect(late.text("status") == "not_found")
    #expect(late.text("statusText") == "inte funnen till sista dagen", "\(late)")
    #expect(try world.get("/search-orders?open=true").items == [])
    #expect(try world.get("/search-orders?open=false").items.count == 1)
    #expect(try world.get("/me/today")["searchOrders"] == .array([]))
    let more = try world.step(
      path, #"{"step": "extend", "deadline": "2026-12-10"}"#, as: "uppsala-intake")
    #expect(more.text("status") == "ordered" && more.text("deadline") == "2026-12-10", "\(more)")
    #expect(try world.get("/search-orders?open=true").items.count == 1)
  }

  @Test func `who says no is told once and not chased, and the no is never erased`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    let subject = #"{"person": "\#(person)"}"#
    let path = "/search-orders/\(try #require(try world.orderSearch(subject).text("id")))"
    let declined = try world.step(path, #"{"step": "declined", "note": "Vill vara ifred."}"#)
    #expect(declined.text("status") == "person_declines", "\(declined)")
    #expect(declined.steps == [])
    let again = try world.orderSearch(subject)
    #expect(again.status == 422 && again.faultPaths == ["/despite"], "\(again)")
    #expect(again["errors"]?.array?.first?["code"]?.string == "person_declined")
    let new = try world.orderSearch(subject, #", "despite": "Läkaren söker henne.""#)
    #expect(new.status == 201 && new.text("despite") == "Läkaren söker henne.", "\(new)")
    let history = try world.get(path + "/transitions")
    #expect(history.text.contains("Vill vara ifred."))
    #expect(try world.get(path).text("status") == "person_declines")
  }

  @Test func `the same call twice makes one order`() throws {
    let world = try World.outreach()
    let body = """
      {"subject": {"described": {"text": "x"}}, "team": "uppsala-stodteamet", "why": "y"}
      """
    let answers = try (0..<2).map { _ in
      try world.call(
        "POST", "/api/v1/search-orders", json: body, as: "uppsala-intake",
        fields: ["Idempotency-Key": "a"])
    }
    #expect(answers.map(\.status) == [201, 201])
    #expect(answers[0].text("id") == answers[1].text("id"))
    #expect(answers[1].field("Idempotency-Replayed") == "true")
    #expect(try world.number("SELECT count(*) FROM contact_code") == 1)
  }

  @Test func `an order lets the teams know whom they look for, for a while`() throws {
    let world = try World.outreach()
    let person = try world.makePersonOfCaseworker()
    let path = "/persons/\(person)"
    #expect(try world.get(path).status == 404)
    let order = try world.orderSearch(#"{"person": "\#(person)"}"#, as: "uppsala-caseworker")
    #expect(order.status == 201, "\(order)")
    #expect(try world.get(path).status == 200)
    _ = try world.step("/search-orders/\(order.text("id") ?? "")", #"{"step": "not-found"}"#)
    #expect(try world.get(path).status == 200)
    try world.wait(days: 31)
    #expect(try world.get(path).status == 404)
  }

  @Test func `an order opens no guarded record`() throws {
    let world = try World.outreach()
    let person = try world.makePersonOfCaseworker()
    _ = try world.step("/persons/\(person)", #"{"step": "protect"}"#, as: "uppsala-caseworker")
    let order = try world.orderSearch(#"{"person": "\#(person)"}"#, as: "uppsala-caseworker")
    #expect(order.status == 201, "\(order)")
    let path = "/search-orders/\(order.text("id") ?? "")"
    for who in ["uppsala-outreach", "uppsala-lead", "uppsala-intake"] {
      #expect(try world.get(path, as: who).status == 404)
      #expect(try world.get("/search-orders", as: who).items == [])
      #expect(try !world.get("/me/today", as: who).text.contains(order.text("id") ?? "-"))
    }
    let feed = try world.get("/sync/changes")
    #expect(!feed.text.contains(order.text("id") ?? "-"), "\(feed)")
  }

  @Test func `lists hold what may be read, once each, page by page`() throws {
    let world = try World.outreach()
    for number in 0..<7 {
      let told = number % 2 == 0 ? #", "mayBeTold": ["uppsala-nexusteamet"]"# : ""
      #expect(
        try world.orderSearch(
          #"{"described": {"text": "\#(number)"}}"#, told,
          as: number < 3 ? "uppsala-caseworker" : "uppsala-intake"
        ).status == 201)
    }
    for (who, count) in [
      ("uppsala-outreach", 7), ("uppsala-outreach-other", 4), ("uppsala-caseworker", 3),
      ("uppsala-lead", 7), ("uppsala-intake", 7), ("umea-intake", 0), ("umea-outreach", 0),
    ] {
      var (ids, next) = ([String](), "/search-orders?limit=2&count=exact")
      while true {
        let page = try world.get(next, as: who)
        #expect(page["total"] == .number(JSONNumber(Int64(count))) || next.contains("cursor"))
        ids += page.items.compactMap { $0["id"]?.string }
        guard let cursor = page.text("next") else { break }
        next = "/search-orders?limit=2&cursor=\(cursor)"
      }
      #expect(ids.count == count && Set(ids).count == count && ids == ids.sorted(), "\(who)")
    }
    #expect(try !world.get("/search-orders").text.contains("besked"))
  }

  @Test func `a team that may be told meets somebody under the order's code`() throws {
    let world = try World.outreach()
    let order = try world.orderSearch(
      #"{"described": {"text": "x"}}"#, #", "mayBeTold": ["uppsala-nexusteamet"]"#)
    let (id, code) = (try #require(order.text("id")), try #require(order.text("contactCode")))
    let body = #"{"subject": {"contactCode": "\#(code)"}, "contents": ["relation"]"#
    let alone = try world.call(
      "POST", "/api/v1/encounters", json: body + "}", as: "uppsala-outreach-other")
    #expect(alone.faultPaths == ["/subject/contactCode"])
    let met = try world.call(
      "POST", "/api/v1/encounters", json: body + #", "searchOrder": "\#(id)"}"#,
      as: "uppsala-outreach-other")
    #expect(met.status == 201, "\(met)")
    #expect(try world.get("/search-orders/\(id)").text("status") == "found")
  }
}

extension World {
  /// Somebody whom a caseworker works with, and no team does.
  func makePersonOfCaseworker() throws -> PersonID {
    let id = try make(
      "/persons", #"{"alias": "Mia", "unit": "uppsala-utredning"}"#, as: "uppsala-caseworker")
    return PersonID(try #require(AnyID(id)))
  }
}

extension Answer {
  /// The names of the next steps.
  var steps: [String] { (self["nextSteps"]?.array ?? []).compactMap { $0["step"]?.string } }

  /// All that must not tell a hidden thing from one that never was.
  var face: [String] {
    [String(status), text] + ["ETag", "Location", "Link"].map { field($0) ?? "" }
  }
}
