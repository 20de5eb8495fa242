// Opening a record in an emergency: who may, for how long, to what, who sees it, who reviews it;
// and that a closed record stays closed and unknown.

import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct EmergencyTests {
  let world: World
  static let emergency = ["Access-Purpose": "emergency"]
  static let openings = "/api/v1/emergency-openings"
  static let reason = #""reason": "Hittad medvetslös, ambulansen frågar.""#

  init() throws { world = try World.people() }

  private func user(_ name: String) -> String { (Cast.id(name) as UserID).text }

  private func open(
    _ person: String, as who: String, _ more: String = reason, fields: [String: String] = emergency
  ) throws -> Answer {
    let id = person.suffix(36)
    return try world.call(
      "POST", Self.openings, json: #"{"person": "\#(id)", \#(more)}"#, as: who, fields: fields)
  }

  private func read(_ path: String, as who: String, _ purpose: String = "emergency") throws
    -> Answer
  {
    try world.call("GET", path, as: who, fields: ["Access-Purpose": purpose])
  }

  private func restricted(_ more: String = "") throws -> String {
    let path = try world.makePath(
      #"{"alias": "Mia", "unit": "uppsala-nexus", "number": "199406252388"}"#)
    let json = #"{"step": "restrict", "reason": "threat", "users": ["\#(user("uppsala-intake"))"]"#
    #expect(try world.step(path, json + more + "}", as: "uppsala-intake").status == 200)
    return path
  }

  @Test(arguments: ["uppsala-lead", "uppsala-caseworker", "uppsala-outreach"])
  func `an opening opens the record to reading, for a time, in calls that say so`(_ who: String)
    throws
  {
    let path = try restricted()
    #expect(try read(path, as: who).status == 404)
    let opening = try open(path, as: who, Self.reason + #", "minutes": 30"#)
    #expect(opening.status == 201, "\(opening)")
    #expect(opening.text("status") == "open")
    #expect(opening["openedBy"]?["id"]?.string == user(who))
    let entry = try world.lastEntry()
    #expect(entry["action"]?.string == "emergency_opening.create")
    #expect(entry["purpose"]?.string == "emergency")
    #expect(entry["subjects"]?.array?.first?.string == String(path.suffix(36)))

    #expect(try read(path, as: who).text("alias") == "Mia")
    #expect(try world.lastEntry()["purpose"]?.string == "emergency")
    // Without saying so it is closed, and for all else it stays closed.
    #expect(try world.call("GET", path, as: who).status == 404)
    #expect(try read(path, as: who, "casework").status == 404)
    for (method, at, json) in [
      ("PATCH", path, #"{"alias": "Bea"}"#),
      ("POST", path + "/transitions", #"{"step": "deceased"}"#),
      (
        "POST", path + "/transitions",
        #"{"step": "restrict", "reason": "other", "users": ["\#(user(who))"]}"#
      ),
    ] {
      let answer = try world.call(
        method, at, json: json, as: who,
        fields: ["Access-Purpose": "emergency", "If-Match": "*"])
      #expect(answer.status == 403, "\(method) \(answer)")
    }
    // Nobody else got in.
    #expect(try read(path, as: "uppsala-outreach-other").status == 404)
    // Whoever reads the record sees who else did.
    let relations = try world.call("GET", path + "/care-relations", as: "uppsala-intake")
    #expect(relations.items.contains { $0["why"]?.string == "emergency" })
    try world.pass(seconds: 30 * 60)
    #expect(try read(path, as: who).status == 404)
    let over = try world.call("GET", opening.field("Location") ?? "", as: who)
    #expect(over.text("status") == "ended")
  }

  @Test func `by exact number too, and a protected record as well`() throws {
    _ = try world.makePath(PersonSecrecyTests.protected)
    let made = try world.call(
      "POST", Self.openings, json: #"{"number": "199406252388", \#(Self.reason)}"#,
      as: "uppsala-caseworker", fields: Self.emergency)
    #expect(made.status == 201, "\(made)")
    let path = "/api/v1/persons/" + (made.text("person") ?? "")
    let person = try read(path, as: "uppsala-caseworker")
    #expect(person.text("legalName") == "Hemlig Exempel", "\(person)")
    // Whoever may never see where a protected person is does not in an emergency either.
    let outreach = try open(path, as: "uppsala-outreach")
    #expect(outreach.status == 201)
    let seen = try read(path, as: "uppsala-outreach")
    #expect(seen["contact"] == .null && seen["district"] == .null)
  }

  @Test func `a closed record, another board's and an unknown one are one answer`() throws {
    let closed = try restricted(#", "closed": true"#)
    let theirs = try world.makePath(
      #"{"alias": "Bo", "unit": "umea-falt", "number": "198001152399"}"#, as: "umea-intake")
    let unknown = "/api/v1/persons/0190d5f0-7c00-7000-8000-00000000ffff"
    let fields = ["Access-Purpose": "emergency", "X-Request-Id": "same"]
    let answers = try [closed, theirs, unknown].map {
      try open($0, as: "uppsala-caseworker", fields: fields)
    }
    #expect(answers.allSatisfy { $0.status == 422 && $0.faultPaths == ["/person"] })
    #expect(Set(answers.map(\.text)).count == 1)
    let numbers = try ["199406252388", "198001152399", "201503672386"].map { number in
      try world.call(
        "POST", Self.openings, json: #"{"number": "\#(number)", \#(Self.reason)}"#,
        as: "uppsala-caseworker", fields: fields)
    }
    #expect(numbers.allSatisfy { $0.status == 422 && $0.faultPaths == ["/number"] })
    #expect(Set(numbers.map(\.text)).count == 1)
    // A refused attempt is in the trail as what it is.
    #expect(try world.lastEntry()["outcome"]?.string == "refused")
    #expect(try world.lastEntry()["purpose"]?.string == "emergency")
    // To restrict it anew does not open it: two must lift it.
    let again = try world.step(
      closed, #"{"step": "restrict", "reason": "other", "users": ["\#(user("uppsala-intake"))"]}"#,
      as: "uppsala-intake")
    #expect(again["closed"] == .bool(true))
    #expect(try open(closed, as: "uppsala-caseworker").status == 422)
  }

  @Test(arguments: [
    (#""minutes": 30"#, ["/reason"]), (#""reason": "akut""#, ["/reason"]),
    (reason + #", "minutes": 181"#, ["/minutes"]), (reason + #", "minutes": 0"#, ["/minutes"]),
    (reason + #", "number": "199406252388""#, ["/number"]),
    (reason + #", "x": 1"#, ["/x"]),
  ])
  func `a fault is named by its path`(_ more: String, _ paths: [String]) throws {
    let answer = try open(try restricted(), as: "uppsala-caseworker", more)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `without the purpose nothing opens, and not everybody may`() throws {
    let path = try restricted()
    let quiet = try open(path, as: "uppsala-caseworker", fields: [:])
    #expect(quiet.status == 400 && quiet.code == "bad_header", "\(quiet)")
    for who in ["uppsala-admin", "uppsala-auditor", "shelter-handler", "uppsala-guide"] {
      #expect(try open(path, as: who).status == 403)
    }
    #expect(try open(path, as: "umea-intake").status == 422)
  }

  @Test func `the unit's lead sees it and reviews it, never their own`() throws {
    let path = try world.makePath(#"{"alias": "Mia", "unit": "uppsala-stod"}"#)
    let made = try open(path, as: "uppsala-caseworker")
    let opening = try #require(made.field("Location"))
    func step(_ json: String, _ who: String) throws -> Answer {
      try world.call("POST", opening + "/transitions", json: json, as: who)
    }
    let review = #"{"step": "review", "finding": "lawful"}"#
    let early = try step(review, "uppsala-lead")
    #expect(early.status == 409 && early["allowed"]?.array == [], "\(early)")
    #expect(try step(#"{"step": "end"}"#, "uppsala-lead").status == 403)
    let ended = try step(#"{"step": "end"}"#, "uppsala-caseworker")
    #expect(ended.text("status") == "ended", "\(ended)")
    #expect(try read(path, as: "uppsala-caseworker").status == 404)
    #expect(try step(review, "uppsala-caseworker").status == 403)
    #expect(try step(#"{"step": "review"}"#, "uppsala-lead").faultPaths == ["/finding"])
    let unsaid = try step(#"{"step": "review", "finding": "unlawful"}"#, "uppsala-lead")
    #expect(unsaid.faultPaths == ["/text"])
    let list = try world.call("GET", Self.openings + "?status=ended", as: "uppsala-lead")
    #expect(list.items.count == 1, "\(list)")
    #expect(!list.text.contains("Mia"))
    let done = try step(
      #"{"step": "review", "finding": "unlawful", "text": "Ingen nöd."}"#, "uppsala-lead")
    #expect(done.text("status") == "reviewed" && done.text("finding") == "unlawful", "\(done)")
    #expect(done["reviewedBy"]?["id"]?.string == user("uppsala-lead"))
    #expect(try step(review, "uppsala-auditor").status == 409)
    // A lead's own is reviewed by somebody else.
    let own = try open(path, as: "uppsala-lead")
    let at = try #require(own.field("Location"))
    try world.pass(seconds: 3 * 3600)
    let mine = try world.call("POST", at + "/transitions", json: review, as: "uppsala-lead")
    #expect(mine.status == 403 && mine.text("permission") == "audit.review")
    let theirs = try world.call("POST", at + "/transitions", json: review, as: "uppsala-auditor")
    #expect(theirs.status == 200, "\(theirs)")
  }

  @Test func `an opening is hidden from whoever neither made it nor reviews it`() throws {
    let path = try restricted()
    let made = try open(path, as: "uppsala-caseworker")
    let opening = try #require(made.field("Location"))
    let same = ["X-Request-Id": "same"]
    let unknown = Self.openings + "/0190d5f0-7c00-7000-8000-00000000ffff"
    for who in ["uppsala-outreach", "uppsala-lead", "umea-intake", "uppsala-intake"] {
      let hidden = try world.call("GET", opening, as: who, fields: same)
      #expect(hidden.status == 404, "\(who)")
      #expect(hidden.bytes == (try world.call("GET", unknown, as: who, fields: same)).bytes)
      #expect(try world.call("GET", Self.openings, as: who).items.isEmpty)
    }
    #expect(try world.call("GET", opening, as: "uppsala-auditor").status == 200)
    #expect(try world.call("GET", Self.openings, as: "uppsala-auditor").items.count == 1)
  }

  @Test func `a repeated call opens once`() throws {
    let path = try restricted()
    let fields = Self.emergency.merging(["Idempotency-Key": "e"]) { one, _ in one }
    let first = try open(path, as: "uppsala-caseworker", fields: fields)
    let again = try open(path, as: "uppsala-caseworker", fields: fields)
    #expect(first.status == 201 && again.status == 201)
    #expect(again.bytes == first.bytes)
    #expect(try world.call("GET", Self.openings, as: "uppsala-caseworker").items.count == 1)
  }
}
