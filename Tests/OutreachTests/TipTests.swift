// Tips: from everybody, judged, worked on and answered; and what somebody who looks for a person
// with a tip form, or in a uniform, learns: nothing.

import Access
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct TipTests {
  private static let publicTip = """
    {"entrance": "uppsala-ingang-akut-hemloshet", "what": "Mia sover under bron.",
     "area": "Ån", "replyTo": "070-1740699"}
    """

  @Test func `anybody tips without an account and gets a receipt, nothing else`() throws {
    let world = try World.outreach()
    let answer = try world.call("POST", "/api/v1/public-tips", json: Self.publicTip)
    #expect(answer.status == 201, "\(answer)")
    let receipt = try #require(answer.text("receipt"))
    #expect(receipt.hasPrefix("T-") && ShortNumber.isValid(receipt))
    #expect(answer.text == #"{"receipt":"\#(receipt)"}"#)
    #expect(answer.field("Location") == nil && answer.field("ETag") == nil)
    for path in ["/public-tips", "/public-tips/\(receipt)", "/tips", "/tips/\(receipt)"] {
      #expect([401, 404, 405].contains(try world.call("GET", "/api/v1" + path).status))
    }
    let list = try world.get("/tips", as: "uppsala-intake")
    #expect(list.items.map { $0["receipt"]?.string } == [receipt])
    // Ten office days after Wednesday 25 November.
    #expect(list.items[0]["due"]?.string == "2026-12-09T15:00:00Z")
    // Nothing is kept of who it was: neither address nor caller.
    #expect(try world.number("SELECT count(*) FROM tip WHERE created_by = 'public'") == 1)
  }

  @Test(arguments: [
    ("", "/what"), (#", "what": "x", "source": "police""#, "/source"),
    (#", "what": "x", "entrance": "ingen-ingang""#, "/entrance"),
    (#", "what": "x", "seenAt": "2027-01-01T00:00:00Z""#, "/seenAt"),
    (#", "what": "x", "position": {"north": 648010, "east": 6638740}"#, "/position/north"),
  ])
  func `what the form does not take is named`(_ more: String, _ path: String) throws {
    let world = try World.outreach()
    let members = more.contains("entrance") ? more : entranceMember + more
    let body = "{\(members.dropFirst(2))}"
    let answer = try world.call("POST", "/api/v1/public-tips", json: body)
    #expect(answer.status == 422 && answer.faultPaths.contains(path), "\(answer)")
    #expect(try world.number("SELECT count(*) FROM tip") == 0)
  }

  @Test func `the form is limited by address, and in all`() throws {
    let limits = PublicTips(isEnabled: true)
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    func taken(_ address: String, at now: Timestamp) -> Bool {
      (try? limits.admit(address, at: now)) != nil
    }
    #expect((0..<5).allSatisfy { _ in taken("192.0.2.1", at: now) })
    #expect(!taken("192.0.2.1", at: now))
    #expect(throws: Refusal.self) { try limits.admit("192.0.2.1", at: now) }
    // Another address is not held up by that one, and time refills it.
    #expect(taken("192.0.2.2", at: now))
    #expect(taken("192.0.2.1", at: now.plus(seconds: 360)))
    #expect(!taken("192.0.2.1", at: now.plus(seconds: 361)))
    // The municipality's own web server tips for everybody, up to what all may.
    let ours = PublicTips(isEnabled: true)
    for _ in 0..<300 { try ours.admit("127.0.0.1", at: now) }
    #expect(throws: Refusal.self) { try ours.admit("127.0.0.1", at: now) }
    #expect(throws: Refusal.self) { try ours.admit("192.0.2.3", at: now) }
    let open = PublicTips(isEnabled: false)
    for _ in 0..<50 { try open.admit("192.0.2.1", at: now) }
  }

  @Test func `a flood of tips is answered with 429 and when to come back`() throws {
    let world = try World(OutreachRoutes.all(with: PublicTips(isEnabled: true)))
    let statuses = try (0..<302).map { _ in
      try world.call("POST", "/api/v1/public-tips", json: Self.publicTip)
    }
    #expect(statuses.prefix(300).allSatisfy { $0.status == 201 })
    let last = try #require(statuses.last)
    #expect(last.status == 429 && last.field("Retry-After") != nil, "\(last)")
    #expect(try world.number("SELECT count(*) FROM tip") == 300)
  }

  @Test(arguments: [
    ("uppsala-guide", "", "staff"), ("police", "", "police"),
    ("uppsala-outreach", #", "source": "ordningsvakt""#, "ordningsvakt"),
    ("shelter-sender", entranceMember, "partner"),
  ])
  func `who calls says whom it comes from`(
    _ who: String, _ more: String, _ source: String
  ) throws {
    let world = try World.outreach()
    let answer = try world.tip(more, as: who)
    #expect(answer.status == 201 && answer.text("source") == source, "\(answer)")
  }

  @Test(arguments: [
    ("police", #", "source": "staff""#, 422), ("shelter-sender", "", 422),
    ("shelter-sender", entranceMember + #", "source": "police""#, 422),
    ("mosque-handler", entranceMember, 403), ("uppsala-statistician", "", 403),
    ("umea-intake", entranceMember, 403), ("uppsala-auditor", "", 403),
  ])
  func `who may not, or says they are somebody else, is refused`(
    _ who: String, _ more: String, _ status: Int
  ) throws {
    let world = try World.outreach()
    let answer = try world.tip(more, as: who)
    #expect(answer.status == status, "\(answer)")
    #expect(try world.number("SELECT count(*) FROM tip") == 0)
  }

  @Test func `the police cannot name a place that they may not know of`() throws {
    let world = try World.outreach()
    let place = try world.makePlace("Parken")
    let answers = try [place, unknownID].map { id in
      try world.call(
        "POST", "/api/v1/tips", json: #"{"what": "x", "place": "\#(id)"}"#, as: "police",
        fields: ["X-Request-Id": "same"])
    }
    #expect(answers[0].status == 422 && answers[0].face == answers[1].face)
    #expect(try world.tip(#", "place": "\#(place)""#).text("source") == "staff")
  }

  @Test func `from a tip to a search order, found, closed and answered`() throws {
    let world = try World.outreach()
    let tip = try world.tip(
      entranceMember + #", "area": "Resecentrum", "replyWanted": true"#, as: "police")
    let path = "/tips/\(try #require(tip.text("id")))"
    let triaged = try world.step(
      path, #"{"step": "triage", "alreadyKnown": false}"#, as: "uppsala-lead")
    #expect(triaged.text("status") == "triaged", "\(triaged)")
    // The crew has nothing to do with it before it is sent.
    #expect(try world.get(path).status == 404)
    let sent = try world.step(
      path, #"{"step": "assign", "task": "search_order", "deadline": "2026-12-09"}"#,
      as: "uppsala-lead")
    #expect(sent.text("status") == "assigned", "\(sent)")
    let order = try #require(sent.text("searchOrder"))
    let seen = try world.get("/search-orders/\(order)")
    #expect(seen.text("description") == "En kvinna sover i väntsalen.", "\(seen)")
    #expect(seen["usualPlaces"]?.array?.first?["description"]?.string == "Resecentrum")
    #expect(try world.get(path).steps == ["done"])
    let code = try #require(seen.text("contactCode"))
    _ = try world.make(
      "/encounters",
      """
      {"subject": {"contactCode": "\(code)"}, "contents": ["practical"], "searchOrder": "\(order)"}
      """)
    let closed = try world.get(path, as: "uppsala-lead")
    #expect(closed.text("status") == "closed" && closed.text("outcome") == "found_helped")
    #expect(closed.steps == ["inform"])
    let answered = try world.step(path, #"{"step": "inform"}"#, as: "uppsala-lead")
    #expect(answered.text("status") == "informed", "\(answered)")
    let history = try world.get(path + "/transitions", as: "uppsala-lead").items
    #expect(
      history.compactMap { $0["step"]?.string } == ["triage", "assign", "search-ended", "inform"])
  }

  @Test func `a visit to a place is done by the team that was sent`() throws {
    let world = try World.outreach()
    let place = try world.makePlace("Parken")
    let tip = try world.tip(entranceMember + #", "place": "\#(place)""#)
    let path = "/tips/\(try #require(tip.text("id")))"
    let step = #"{"step": "assign", "task": "place_visit"}"#
    _ = try world.step(path, step, as: "uppsala-intake")
    let today = try world.get("/me/today")
    #expect(today["tips"]?.array?.first?["id"]?.string == tip.text("id"), "\(today)")
    #expect(try world.get(path)["place"]?["name"]?.string == "Parken")
    #expect(try world.step(path, step, as: "uppsala-outreach").status == 403)
    #expect(try world.step(path, #"{"step": "done"}"#).faultPaths == ["/outcome"])
    // A lead gives to nobody what the lead could not see any more.
    let away = try world.step(
      path, #"{"step": "assign", "task": "place_visit", "team": "uppsala-nexusteamet"}"#,
      as: "uppsala-lead")
    #expect(away.faultPaths == ["/team"], "\(away)")
    let done = try world.step(path, #"{"step": "done", "outcome": "wrong_place"}"#)
    #expect(done.text("status") == "closed", "\(done)")
    #expect(try world.get("/me/today")["tips"] == .array([]))
  }

  private static let table: [(String, Set<String>)] = [
    ("new", ["triage", "assign", "close"]), ("triaged", ["assign", "close"]),
    ("assigned", ["assign", "done", "close"]), ("closed", ["inform"]), ("informed", []),
  ]

  @Test(arguments: table.indices)
  func `a step is taken where the table says, and nowhere else`(_ row: Int) throws {
    let (state, steps) = Self.table[row]
    let more = [
      "assign": #", "task": "place_visit""#, "done": #", "outcome": "not_found""#,
      "close": #", "outcome": "not_found""#,
    ]
    for step in LifeCycle.tip.names {
      let world = try World.outreach()
      let tip = try world.tip(entranceMember + #", "replyWanted": true"#)
      let path = "/tips/\(try #require(tip.text("id")))"
      try world.write { database in
        try database.run("UPDATE tip SET status = ?, task = 'place_visit'", state)
      }
      let answer = try world.step(
        path, #"{"step": "\#(step)"\#(more[step] ?? "")}"#, as: "uppsala-lead")
      #expect(answer.status == (steps.contains(step) ? 200 : 409), "\(state) \(step) \(answer)")
    }
  }

  @Test func `who wants no answer gets none`() throws {
    let world = try World.outreach()
    let path = "/tips/\(try #require(try world.tip(entranceMember).text("id")))"
    let closed = try world.step(
      path, #"{"step": "close", "outcome": "other_authority"}"#, as: "uppsala-intake")
    #expect(closed.steps == [])
    #expect(try world.step(path, #"{"step": "inform"}"#, as: "uppsala-intake").status == 409)
  }

  @Test func `how to reach who tipped is for those who answer, and is gone when they did`() throws {
    let world = try World.outreach()
    _ = try world.call("POST", "/api/v1/public-tips", json: Self.publicTip)
    let id = try #require(
      try world.get("/tips", as: "uppsala-intake").items.first?["id"]?.string)
    let path = "/tips/\(id)"
    #expect(try world.get(path, as: "uppsala-intake").text("replyTo") == "070-1740699")
    _ = try world.step(
      path, #"{"step": "assign", "task": "place_visit"}"#, as: "uppsala-intake")
    #expect(try !world.get(path).text.contains("070-1740699"))
    _ = try world.step(path, #"{"step": "done", "outcome": "found_helped"}"#)
    let answer = try world.step(
      path, #"{"step": "inform", "answer": "Mia fick hjälp."}"#, as: "uppsala-intake")
    #expect(answer.faultPaths == ["/answer"], "\(answer)")
    _ = try world.step(path, #"{"step": "inform"}"#, as: "uppsala-intake")
    #expect(try world.number("SELECT count(*) FROM tip WHERE reply_to NOT NULL") == 0)
  }

  @Test func `colleagues may be answered in words, and nobody else`() throws {
    let world = try World.outreach()
    let path =
      "/tips/\(try #require(try world.tip(entranceMember + #", "replyWanted": true"#).text("id")))"
    _ = try world.step(
      path, #"{"step": "close", "outcome": "already_known"}"#, as: "uppsala-intake")
    let mine = try world.get(path, as: "uppsala-guide")
    #expect(mine.text("status") == "new" && mine["outcome"] == .null, "\(mine)")
    _ = try world.step(
      path, #"{"step": "inform", "answer": "Vi var där i går."}"#, as: "uppsala-intake")
    #expect(try world.get(path, as: "uppsala-guide").text("answer") == "Vi var där i går.")
  }

  /// The ways in which a tip can end.
  private static let ends = TipOutcome.codes

  @Test(arguments: ["police", "shelter-sender", "uppsala-guide"], ends)
  func `who tipped cannot tell what came of it, nor whether somebody is known`(
    _ who: String, _ outcome: String
  ) throws {
    func told(_ outcome: String, known: Bool) throws -> [[String]] {
      let world = try World.outreach()
      let person = try world.makePerson("Mia")
      let tip = try world.tip(entranceMember + #", "replyWanted": true"#, as: who)
      let path = "/tips/\(try #require(tip.text("id")))"
      func look() throws -> [String] {
        // Ids and receipts are drawn; what differs else, would tell.
        try ["", "/transitions"].flatMap { end in
          let answer = try world.call(
            "GET", "/api/v1" + path + end, as: who, fields: ["X-Request-Id": "same"])
          return answer.face.map {
            $0.replacing(tip.text("id") ?? "-", with: "id")
              .replacing(tip.text("receipt") ?? "-", with: "receipt")
          }.filter { !$0.contains("\"0-") && !$0.hasPrefix("\"") }
        }
      }
      var seen = [try look()]
      let link = known ? #", "person": "\#(person)""# : ""
      for step in [
        #"{"step": "triage", "alreadyKnown": \#(known)\#(link)}"#,
        #"{"step": "assign", "task": "place_visit"}"#,
        #"{"step": "close", "outcome": "\#(outcome)"}"#, #"{"step": "inform"}"#,
      ] {
        #expect(try world.step(path, step, as: "uppsala-intake").status == 200)
        seen.append(try look())
      }
      return seen
    }
    let one = try told(outcome, known: true)
    let other = try told("not_found", known: false)
    #expect(one == other)
    // Nothing moved until the answer.
    #expect(Set(one.dropLast()).count == 1)
  }

  @Test func `a guarded person guards the tips about them`() throws {
    let world = try World.outreach()
    let person = try world.makePersonOfCaseworker()
    let path = "/tips/\(try #require(try world.tip(entranceMember).text("id")))"
    let step = #"{"step": "triage", "person": "\#(person)", "alreadyKnown": true}"#
    #expect(try world.step(path, step, as: "uppsala-intake").status == 200)
    _ = try world.step("/persons/\(person)", #"{"step": "protect"}"#, as: "uppsala-caseworker")
    #expect(try world.get(path, as: "uppsala-intake").status == 404)
    #expect(try world.get("/tips", as: "uppsala-lead").items == [])
    // Another person who is hidden cannot be named.
    let second = "/tips/\(try #require(try world.tip(entranceMember).text("id")))"
    #expect(try world.step(second, step, as: "uppsala-intake").faultPaths == ["/person"])
  }

  @Test func `others' tips are hidden, on every route`() throws {
    let world = try World.outreach()
    let id = try #require(try world.tip(entranceMember).text("id"))
    for who in ["police", "shelter-sender", "uppsala-outreach", "umea-intake", "mosque-handler"] {
      for (method, end, body) in [
        ("GET", "", nil), ("GET", "/transitions", nil),
        ("POST", "/transitions", #"{"step": "triage"}"#),
      ] as [(String, String, String?)] {
        let answers = try [id, unknownID].map { tip in
          try world.send(
            method, "/api/v1/tips/\(tip)\(end)", body.map { Array($0.utf8) },
            token: Cast.token(who), fields: ["X-Request-Id": "same"])
        }
        #expect(answers[0].face == answers[1].face, "\(who) \(method) \(end) \(answers[0])")
      }
      #expect(try world.get("/tips", as: who).items == [])
    }
  }

  @Test func `a position is kept as a square`() throws {
    let world = try World.outreach()
    let tip = try world.tip(#", "position": {"north": 6638789, "east": 648099}"#)
    #expect(tip["position"]?["north"] == .number(JSONNumber(6_638_700)))
    #expect(tip["position"]?["sizeMetres"] == .number(JSONNumber(100)))
  }

  @Test func `lists hold each tip once, page by page, without its words`() throws {
    let world = try World.outreach()
    for index in 0..<5 {
      _ = try world.tip(index < 3 ? entranceMember : "", as: "uppsala-guide")
    }
    for (who, count) in [
      ("uppsala-intake", 5), ("uppsala-guide", 5), ("uppsala-lead", 3), ("uppsala-outreach", 0),
    ] {
      var (ids, next) = ([String](), "/tips?limit=2&count=exact")
      while true {
        let page = try world.get(next, as: who)
        #expect(!page.text.contains("väntsalen"))
        ids += page.items.compactMap { $0["id"]?.string }
        guard let cursor = page.text("next") else { break }
        next = "/tips?limit=2&cursor=\(cursor)"
      }
      #expect(ids.count == count && Set(ids).count == count, "\(who)")
    }
    #expect(try world.get("/tips?open=false", as: "uppsala-intake").items == [])
    #expect(try world.get("/tips?open=true", as: "uppsala-intake").items.count == 5)
    #expect(try world.get("/tips?open=1", as: "uppsala-intake").status == 400)
    try world.wait(days: 20)
    let late = try world.get("/me/today", as: "uppsala-intake")
    #expect(late["tipsOverdueCount"] == .number(JSONNumber(5)), "\(late)")
  }
}
