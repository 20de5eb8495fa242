// Count rounds over the whole pipeline: a round from plan to publication, and who may do what.

import Counts
import JSON
import TestSupport
import Testing
import Vocabulary

struct CountRoundTests {
  private let counts: CountsWorld

  init() throws { counts = try CountsWorld() }

  @Test func `a round goes from plan to publication`() throws {
    let id = try counts.round("open")
    let both = #"{"number": "191202119176"}"#
    let outreach = try counts.report(
      CountsWorld.rows(men: 12, women: 6) + [CountsWorld.row(both, sex: "man", born: nil)],
      to: id, as: "uppsala-outreach")
    #expect(outreach.status == 201, "\(outreach)")
    #expect(outreach.text("status") == "reporting")
    let shelter = try counts.report(
      CountsWorld.rows(men: 0, women: 7) + [CountsWorld.row(both, sex: "unknown", born: nil)],
      to: id, as: "shelter-sender")
    #expect(shelter.status == 201, "\(shelter)")
    let round = try counts.get("/\(id)")
    #expect(round["returns"]?.array?.count == 3)
    #expect(round["reminders"]?.array?.count == 3)
    #expect(try counts.take("close", id).status == 200)
    let reconciled = try counts.take("reconcile", id)
    #expect(reconciled.text("status") == "reconciled", "\(reconciled)")
    #expect(reconciled["duplicates"]?.integer == 1)
    let result = try counts.get("/\(id)/result")
    #expect(result.status == 200, "\(result)")
    #expect(result["persons"]?["high"]?.integer == 26)
    #expect(result["persons"]?["low"]?.integer == 19)
    #expect(cells(of: result)[CountPlace(nil, .woman, nil)] == .some(13))
    #expect(try counts.get("/\(id)/result", as: "shelter-sender").status == 404)
    #expect(try counts.take("publish", id).status == 200)
    let published = try counts.get("/\(id)/result", as: "shelter-sender")
    #expect(published.bytes == result.bytes)
    let history = try counts.get("/\(id)/transitions")
    #expect(
      history.items.compactMap { $0["step"]?.string } == [
        "create", "open", "close", "reconcile", "publish",
      ])
  }

  @Test(arguments: [
    ([], "close", ["open"]), ([], "reconcile", ["open"]), ([], "publish", ["open"]),
    (["open"], "open", ["close"]), (["open"], "reconcile", ["close"]),
    (["open", "close"], "open", ["reconcile"]), (["open", "close"], "publish", ["reconcile"]),
    (["open", "close", "reconcile"], "reconcile", ["publish"]),
    (["open", "close", "reconcile", "publish"], "publish", []),
    (["open", "close", "reconcile", "publish"], "open", []),
  ])
  func `a step out of turn is refused with what is allowed`(
    _ before: [String], _ step: String, _ allowed: [String]
  ) throws {
    let id = try counts.round()
    for step in before { _ = try counts.take(step, id) }
    let answer = try counts.take(step, id)
    #expect(answer.status == 409)
    #expect(answer["allowed"]?.array?.compactMap(\.string) == allowed)
  }

  @Test(arguments: ["umea-admin", "umea-intake", "uppsala-lead", "mosque-handler", "shelter-admin"])
  func `a round of strangers is an unknown one`(_ who: String) throws {
    let made = try counts.world.call(
      "POST", "/api/v1/count-rounds",
      json: """
        {"name": "N", "board": "uppsala-socialnamnden", "from": "2026-11-23", "to": "2026-11-29",
         "units": ["uppsala-nexus"]}
        """, as: CountsWorld.statistician)
    let id = try #require(made.text("id"))
    let same = ["X-Request-Id": "same"]
    for tail in ["", "/rows", "/certificate", "/returns/uppsala-nexus", "/result"] {
      let hidden = try counts.get("/\(id)\(tail)", as: who, same)
      let unknown = try counts.get(
        "/01936f3e-0000-7000-8000-000000000009\(tail)", as: who, same)
      #expect(hidden.status == unknown.status)
      #expect([403, 404].contains(hidden.status))
      #expect(hidden.bytes == unknown.bytes)
    }
    #expect(try counts.get("", as: who).items.isEmpty)
  }

  @Test(arguments: [
    ("uppsala-outreach", true), ("uppsala-lead", true), ("uppsala-intake", true),
    ("shelter-sender", true), ("uppsala-outreach-other", false), ("uppsala-caseworker", false),
  ])
  func `a reporter sees the round and its own return only`(_ who: String, _ may: Bool) throws {
    let id = try counts.round("open")
    let answer = try counts.get("/\(id)", as: who)
    #expect(answer.status == (may ? 200 : 404), "\(answer)")
    #expect(try counts.get("", as: who).items.count == (may ? 1 : 0))
    guard may else { return }
    #expect(answer["returns"]?.array?.count == 1)
    #expect(answer["reminders"] == nil && answer["duplicates"] == nil)
    #expect(answer["nextSteps"]?.array?.isEmpty == true)
    let step = try counts.take("close", id, as: who)
    #expect(step.status == 403)
    #expect(step.text("permission") == "count.manage")
  }

  @Test func `a partner without an agreement that opens personal data reports nothing`() throws {
    let id = try counts.round("open")
    let answer = try counts.get("/\(id)", as: "mosque-handler")
    #expect(answer.status == 403)
    #expect(answer.code == "no_active_agreement")
    let rows = try counts.report([CountsWorld.row()], to: id, as: "mosque-handler")
    #expect(rows.status == 403)
  }

  @Test(arguments: [
    ("\"from\": \"2026-11-30\", \"to\": \"2026-11-29\", \"units\": [\"uppsala-stod\"]", "/to"),
    (
      "\"from\": \"2026-11-23\", \"to\": \"2026-11-29\", \"dueOn\": \"2026-11-01\", "
        + "\"units\": [\"uppsala-stod\"]", "/dueOn"
    ),
    ("\"from\": \"2026-11-23\", \"to\": \"2026-11-29\"", "/units"),
    ("\"from\": \"2026-11-23\", \"to\": \"2026-11-29\", \"units\": [\"umea-falt\"]", "/units/0"),
    ("\"from\": \"2026-11-23\", \"to\": \"2026-11-29\", \"partners\": [\"ingen\"]", "/partners/0"),
    (
      "\"from\": \"2026-11-23\", \"to\": \"2026-11-29\", "
        + "\"units\": [\"uppsala-stod\", \"uppsala-stod\"]", "/units/1"
    ),
  ])
  func `a fault in the plan is named by its path`(_ members: String, _ path: String) throws {
    let answer = try counts.world.call(
      "POST", "/api/v1/count-rounds",
      json: #"{"name": "N", "board": "uppsala-socialnamnden", \#(members)}"#,
      as: CountsWorld.statistician)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test func `a dry run plans nothing, and only who runs counts plans`() throws {
    let json = """
      {"name": "N", "board": "uppsala-socialnamnden", "from": "2026-11-23", "to": "2026-11-29",
       "units": ["uppsala-stod"]}
      """
    let dry = try counts.world.call(
      "POST", "/api/v1/count-rounds?dryRun=true", json: json, as: CountsWorld.statistician)
    #expect(dry.status == 200, "\(dry)")
    #expect(try counts.get("").items.isEmpty)
    for who in ["uppsala-intake", "shelter-admin", "umea-admin"] {
      let answer = try counts.world.call("POST", "/api/v1/count-rounds", json: json, as: who)
      #expect(answer.status == 403)
    }
  }

  @Test func `a step obeys If-Match`() throws {
    let id = try counts.round()
    let answer = try counts.world.call(
      "POST", "/api/v1/count-rounds/\(id)/transitions", json: #"{"step": "open"}"#,
      as: CountsWorld.statistician, fields: ["If-Match": "\"7-x\""])
    #expect(answer.status == 412)
  }
}
