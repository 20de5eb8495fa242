// The review of the log over the whole pipeline: what is picked, who judges, when it may be signed,
// and the year's figures.

import Audit
import JSON
import People
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Reviews

struct ReviewRoutesTests {
  let world: World
  static let reviews = "/api/v1/reviews"
  static let days = #""from": "2026-11-20", "to": "2026-11-25""#

  init() throws { world = try World(PeopleRoutes.all + ReviewRoutes.all) }

  private func user(_ name: String) -> String { (Cast.id(name) as UserID).text }

  private func make(_ more: String, as who: String = "uppsala-auditor") throws -> Answer {
    try world.call("POST", Self.reviews, json: "{\(Self.days)\(more)}", as: who)
  }

  private func person(_ json: String, as who: String = "uppsala-intake") throws -> String {
    let made = try world.call("POST", "/api/v1/persons", json: json, as: who)
    return try #require(made.text("id"), "\(made)")
  }

  // What somebody did at some time, as the trail would hold it.
  private func note(
    _ who: String, _ persons: [String], at time: Timestamp? = nil, purpose: String = "casework",
    outcome: AuditEntry.Outcome = .done, board: String = "uppsala-socialnamnden"
  ) throws {
    let entry = AuditEntry(
      at: time ?? world.clock.now, actor: user(who), actorKind: "user", roles: [],
      purpose: purpose, action: "person.read", outcome: outcome,
      subjects: persons.compactMap { AnyID($0) }, boards: [Cast.id(board)],
      fields: ["identity"], request: "test", address: "127.0.0.1")
    try world.writer.run { database in try AuditTrail(database).append(entry) }
  }

  private func items(_ review: Answer, as who: String = "uppsala-auditor") throws -> [JSONValue] {
    let path = Self.reviews + "/" + (review.text("id") ?? "") + "/items?limit=200"
    return try world.call("GET", path, as: who).items
  }

  private func found(_ review: Answer, _ rule: String) -> Int? {
    (review["rules"]?.array ?? []).first { $0["rule"]?.string == rule }?["found"]?.integer
      .map(Int.init)
  }

  private func judge(
    _ review: Answer, _ number: Int, _ json: String, as who: String = "uppsala-auditor"
  ) throws -> Answer {
    let path = Self.reviews + "/\(review.text("id") ?? "")/items/\(number)/finding"
    return try world.call("POST", path, json: json, as: who)
  }

  private func sign(
    _ review: Answer, as who: String = "uppsala-auditor", _ more: String = ""
  ) throws -> Answer {
    let path = Self.reviews + "/\(review.text("id") ?? "")/transitions"
    return try world.call("POST", path, json: #"{"step": "sign"\#(more)}"#, as: who)
  }

  @Test func `each rule finds what it is for, and once a day`() throws {
    let own = try person(#"{"legalName": "Uppsala Outreach", "unit": "uppsala-stod"}"#)
    let other = try person(#"{"legalName": "Mia Outreach", "unit": "uppsala-stod"}"#)
    let colleague = try person(#"{"legalName": "Uppsala Caseworker", "unit": "uppsala-stod"}"#)
    let mine = try person(
      #"{"alias": "Min", "unit": "uppsala-stod"}"#, as: "uppsala-outreach")
    let who = "uppsala-outreach"
    for _ in 0..<3 { try note(who, [own]) }
    try note(who, [other])
    try note(who, [colleague])
    try note(who, [mine])
    try note(who, [other], purpose: "emergency", outcome: .refused)
    let review = try make(
      #", "rules": ["own_name", "same_surname", "colleague", "no_relation", "at_night"]"#)
    #expect(review.status == 201, "\(review)")
    #expect(found(review, "own_name") == 1)
    #expect(found(review, "same_surname") == 1)
    // Intake made two records that are called as colleagues are; one was looked at.
    #expect(found(review, "colleague") == 3)
    #expect(found(review, "at_night") == 0)
    #expect(found(review, "emergency") == 1)
    #expect(found(review, "sample") == nil)
    let picks = try items(review)
    #expect(picks.allSatisfy { $0["finding"] == .null && $0["judgedBy"] == .null })
    #expect(picks.contains { $0["person"]?.string == own && $0["rule"]?.string == "own_name" })
    let unrelated = picks.filter { $0["rule"]?.string == "no_relation" }
    #expect(Set(unrelated.compactMap { $0["person"]?.string }) == [own, other, colleague])
    // Ids only: nobody's name but the staff's.
    let text = try world.call(
      "GET", Self.reviews + "/\(review.text("id") ?? "")/items", as: "uppsala-auditor"
    ).text
    #expect(!text.contains("Mia") && text.contains("uppsala-outreach"))
  }

  @Test func `at night, many on one day, and a sample`() throws {
    let persons = try (1...6).map { try person(#"{"alias": "P\#($0)", "unit": "uppsala-stod"}"#) }
    // From nine in the morning to half past ten at night.
    try world.pass(seconds: 13 * 3_600 + 1_800)
    for person in persons { try note("uppsala-intake", [person]) }
    let review = try make(
      #", "rules": ["at_night", "many", "sample"], "manyMin": 5, "sample": 2"#)
    #expect(found(review, "at_night") == 6, "\(review)")
    #expect(found(review, "many") == 1)
    // The making of the persons is in the trail as well.
    #expect(found(review, "sample") == 12)
    let picks = try items(review)
    #expect(picks.filter { $0["rule"]?.string == "sample" }.count == 2)
    #expect(picks.map { $0["number"]?.integer } == (1...Int64(picks.count)).map { $0 })
    let fewer = try make(#", "rules": ["many"], "manyMin": 7"#)
    #expect(found(fewer, "many") == 0)
  }

  @Test func `a unit's review looks at its staff, a board's at everybody`() throws {
    let mia = try person(#"{"alias": "Mia", "unit": "uppsala-stod"}"#)
    try note("uppsala-outreach", [mia])
    try note("uppsala-caseworker", [mia])
    try note("umea-intake", [mia], board: "umea-socialnamnden")
    let unit = try make(
      #", "unit": "uppsala-stod", "rules": ["no_relation"]"#, as: "uppsala-lead")
    #expect(unit.status == 201, "\(unit)")
    #expect(unit["unit"]?["slug"]?.string == "uppsala-stod")
    #expect(Set(try items(unit).compactMap { $0["actorName"]?.string }) == ["uppsala-outreach"])
    let board = try make(#", "rules": ["no_relation"]"#)
    let actors = Set(try items(board).compactMap { $0["actorName"]?.string })
    #expect(actors == ["uppsala-outreach", "uppsala-caseworker"])
    // Without a place, a lead's is the own unit.
    #expect(try make("", as: "uppsala-lead")["unit"]?["slug"]?.string == "uppsala-stod")
  }

  @Test func `days outside do not count`() throws {
    let mia = try person(#"{"alias": "Mia", "unit": "uppsala-stod"}"#)
    try note("uppsala-caseworker", [mia])
    let before = try world.call(
      "POST", Self.reviews, json: #"{"from": "2026-11-01", "to": "2026-11-24"}"#,
      as: "uppsala-auditor")
    #expect(before["entries"]?.integer == 0, "\(before)")
    let today = try world.call(
      "POST", Self.reviews, json: #"{"from": "2026-11-25", "to": "2026-11-25"}"#,
      as: "uppsala-auditor")
    #expect((today["entries"]?.integer ?? 0) >= 2)
  }

  @Test(arguments: [
    (#"{"from": "2026-11-25"}"#, ["/to"]),
    (#"{"from": "2026-11-25", "to": "2026-11-24"}"#, ["/to"]),
    (#"{"from": "2026-11-25", "to": "2026-11-26"}"#, ["/to"]),
    (#"{"from": "2025-11-24", "to": "2026-11-25"}"#, ["/to"]),
    (#"{\#(days), "rules": ["curious"]}"#, ["/rules/0"]),
    (#"{\#(days), "sample": 0}"#, ["/sample"]),
    (#"{\#(days), "manyMin": 1}"#, ["/manyMin"]),
    (#"{\#(days), "unit": "finns-inte"}"#, ["/unit"]),
    (#"{\#(days), "board": "finns-inte"}"#, ["/board"]),
    (#"{\#(days), "board": "uppsala-socialnamnden", "unit": "uppsala-stod"}"#, ["/unit"]),
    (#"{\#(days), "x": 1}"#, ["/x"]),
  ])
  func `a fault is named by its path`(_ json: String, _ paths: [String]) throws {
    let answer = try world.call("POST", Self.reviews, json: json, as: "uppsala-auditor")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `every item is judged by somebody else, then it is signed and stands`() throws {
    let mia = try person(#"{"alias": "Mia", "unit": "uppsala-stod"}"#)
    try note("uppsala-lead", [mia])
    try note("uppsala-outreach", [mia])
    let review = try make(
      #", "unit": "uppsala-stod", "rules": ["no_relation"]"#, as: "uppsala-lead")
    #expect(review["judgements"]?["open"]?.integer == 2, "\(review)")
    let early = try sign(review, as: "uppsala-lead")
    #expect(early.status == 409 && early.code == "step_not_allowed", "\(early)")
    // The lead's own is for the auditor.
    let own = try judge(review, 1, #"{"finding": "lawful"}"#, as: "uppsala-lead")
    #expect(own.status == 403 && own.text("permission") == "audit.review", "\(own)")
    #expect(try judge(review, 1, #"{"finding": "unlawful"}"#).faultPaths == ["/note"])
    #expect(try judge(review, 1, #"{"finding": "lawful"}"#).status == 200)
    #expect(try judge(review, 3, #"{"finding": "lawful"}"#).status == 404)
    #expect(
      try judge(review, 2, #"{"finding": "unclear", "note": "Frågar."}"#, as: "uppsala-lead")
        .text("finding") == "unclear")
    #expect(try sign(review).status == 409)
    let judged = try judge(
      review, 2, #"{"finding": "unlawful", "note": "Inget uppdrag."}"#, as: "uppsala-lead")
    #expect(judged["judgedBy"]?["id"]?.string == user("uppsala-lead"))
    let signed = try sign(review, as: "uppsala-lead", #", "summary": "En rad anmäls.""#)
    #expect(signed.text("status") == "signed", "\(signed)")
    #expect(signed["signedBy"]?["id"]?.string == user("uppsala-lead"))
    #expect(signed["judgements"]?["unlawful"]?.integer == 1)
    #expect(signed["nextSteps"]?.array == [])
    #expect(try judge(review, 2, #"{"finding": "lawful"}"#).status == 409)
    #expect(try sign(review).status == 409)
  }

  @Test func `who may not review does not know of it`() throws {
    let review = try make("")
    let path = Self.reviews + "/" + (review.text("id") ?? "")
    let same = ["X-Request-Id": "same"]
    let unknown = Self.reviews + "/0190d5f0-7c00-7000-8000-00000000ffff"
    // A board's review is the auditor's, not a unit's lead's.
    for at in ["", "/items"] {
      let hidden = try world.call("GET", path + at, as: "uppsala-lead", fields: same)
      #expect(hidden.status == 404)
      #expect(
        hidden.bytes
          == (try world.call("GET", unknown + at, as: "uppsala-lead", fields: same)).bytes)
    }
    #expect(try world.call("GET", Self.reviews, as: "uppsala-lead").items.isEmpty)
    #expect(try world.call("GET", Self.reviews, as: "uppsala-auditor").items.count == 1)
    for who in ["uppsala-intake", "uppsala-admin", "shelter-admin"] {
      #expect(try world.call("GET", path, as: who).status == 403)
      #expect(try make("", as: who).status == 403)
    }
    let elsewhere = try make(#", "unit": "uppsala-nexus""#, as: "uppsala-lead")
    #expect(elsewhere.status == 403, "\(elsewhere)")
    #expect(try make(#", "board": "umea-socialnamnden""#).status == 403)
  }

  @Test func `the year's figures are one call`() throws {
    let mia = try person(#"{"alias": "Mia", "unit": "uppsala-stod"}"#)
    _ = try world.call(
      "POST", "/api/v1/emergency-openings",
      json: #"{"person": "\#(mia)", "reason": "Hittad medvetslös på stan."}"#,
      as: "uppsala-caseworker", fields: ["Access-Purpose": "emergency"])
    let review = try make(#", "unit": "uppsala-stod", "rules": ["emergency"]"#)
    #expect(found(review, "emergency") == 0, "\(review)")
    let board = try make(#", "rules": ["emergency"]"#)
    #expect(found(board, "emergency") == 1, "\(board)")
    _ = try judge(board, 1, #"{"finding": "lawful"}"#)
    _ = try sign(board)
    let figures = try world.call("GET", Self.reviews + "/figures", as: "uppsala-auditor")
    #expect(figures["year"]?.integer == 2026, "\(figures)")
    #expect(figures["reviews"]?.integer == 2 && figures["signed"]?.integer == 1)
    #expect(figures["judgements"]?["lawful"]?.integer == 1)
    #expect(figures["rules"]?.array?.first?["rule"]?.string == "emergency")
    #expect(figures["emergencyOpenings"]?["opened"]?.integer == 1)
    #expect(figures["emergencyOpenings"]?["late"]?.integer == 0)
    // A lead's are the own unit's.
    let own = try world.call("GET", Self.reviews + "/figures?year=2026", as: "uppsala-lead")
    #expect(own["reviews"]?.integer == 1 && own["signed"]?.integer == 0, "\(own)")
    #expect(own["emergencyOpenings"]?["opened"]?.integer == 1)
    let none = try world.call(
      "GET", Self.reviews + "/figures?board=umea-socialnamnden", as: "uppsala-auditor")
    #expect(none["reviews"]?.integer == 0)
    let past = try world.call("GET", Self.reviews + "/figures?year=2025", as: "uppsala-auditor")
    #expect(past["reviews"]?.integer == 0)
    #expect(
      try world.call("GET", Self.reviews + "/figures?year=x", as: "uppsala-auditor").status == 400)
  }
}
