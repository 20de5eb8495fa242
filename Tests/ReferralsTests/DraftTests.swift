// Drafts: changed loosely, looked at closely when they are sent, gone without a trace; and the
// order of what happened in one millisecond.

import Access
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct DraftTests {
  private static let loose = """
    {"receiver": "\(World.entrance)", "urgency": "soon", "subject": {}, "draft": true,
     "basis": {"kind": "consent", "form": "oral", "givenOn": "2026-11-23", "covers": ["referral"]}}
    """

  private func change(
    _ world: World, _ path: String, _ json: String, as who: String = "shelter-sender",
    match: String? = "*"
  ) throws -> Answer {
    world.tick()
    return try world.call(
      "PATCH", path, json: json, as: who, fields: match.map { ["If-Match": $0] } ?? [:])
  }

  @Test func `a draft may lack what a referral must have, and says so when it is sent`() throws {
    let world = try World.referrals()
    let path = try world.sent(Self.loose)
    let sent = try world.step(path, "submit", as: "shelter-sender")
    #expect(sent.status == 422 && sent.faultPaths == ["/needs", "/reason", "/subject/alias"])
    let changed = try change(
      world, path,
      #"{"needs": ["housing"], "reason": "Sover ute.", "subject": {"alias": "Mia"}}"#)
    #expect(changed.status == 200, "\(changed)")
    #expect(changed.text("reason") == "Sover ute.")
    let whole = try world.step(path, "submit", as: "shelter-sender")
    #expect(whole.status == 200 && whole.state == "requested", "\(whole)")
    #expect(
      try world.submit(Self.loose.replacing("\"draft\": true", with: "\"draft\": false"))
        .status == 422)
  }

  @Test func `every part can be changed, and null clears what may be absent`() throws {
    let world = try World.referrals()
    let path = try world.sent(
      World.sample(urgency: "soon", more: #", "draft": true, "reference": "A""#))
    let before = try world.get(path, as: "shelter-sender")
    let changed = try change(
      world, path,
      """
      {"reference": "B", "receiver": "uppsala-nexus", "urgency": "emergency",
       "needs": ["violence", "housing"], "reason": "x", "subject": {"alias": "Bea"},
       "basis": {"kind": "consent", "form": "written", "givenOn": "2026-11-24",
         "covers": ["referral", "forward"]}}
      """)
    #expect(changed.status == 200, "\(changed)")
    #expect(changed.text("reference") == "B" && changed.text("urgency") == "emergency")
    #expect(changed["receiver"]?["slug"]?.string == "uppsala-nexus")
    #expect(changed["team"]?.isNull == true, "a unit is named: no team is any more")
    #expect(changed["disclosure"]?["reason"]?.string == "emergency")
    #expect(changed["subject"]?["alias"]?.string == "Bea")
    #expect(changed["basis"]?["form"]?.string == "written")
    #expect(changed.text("number") == before.text("number"))
    let cleared = try change(
      world, path, #"{"reference": null, "needs": null, "reason": null, "urgency": "soon"}"#)
    #expect(cleared["reference"]?.isNull == true && cleared["needs"]?.array == [])
    #expect(cleared["disclosure"]?["stage"]?.string == "need")
    for name in ["receiver", "urgency", "subject", "basis"] {
      let answer = try change(world, path, #"{"\#(name)": null}"#)
      #expect(answer.status == 422 && answer.faultPaths == ["/" + name], "\(answer)")
    }
    #expect(try change(world, path, #"{"status": "requested"}"#).code == "validation_failed")
    #expect(try change(world, path, #"{"receiver": "no-such"}"#).faultPaths == ["/receiver"])
  }

  @Test func `only the sender's side, only a draft, only the version that was read`() throws {
    let world = try World.referrals()
    let path = try world.sent(World.sample(more: #", "draft": true"#))
    let body = #"{"urgency": "soon"}"#
    #expect(try change(world, path, body, match: nil).status == 428)
    #expect(try change(world, path, body, match: "\"7-x\"").status == 412)
    let hidden = try change(world, path, body, as: "uppsala-intake")
    let unknown = try change(
      world, "/api/v1/referrals/0190d5f0-7c00-7000-8000-0000000000aa", body, as: "uppsala-intake")
    #expect(hidden.status == 404 && hidden.withoutRequest == unknown.withoutRequest)
    let tag = try #require(try world.get(path, as: "shelter-sender").field("ETag"))
    #expect(try change(world, path, body, match: tag).status == 200)
    #expect(try change(world, path, body, match: tag).status == 412)
    #expect(try world.step(path, "submit", as: "shelter-sender").status == 200)
    let late = try change(world, path, body)
    #expect(
      late.status == 409 && late.code == "step_not_allowed" && late.allowed.contains("cancel"))
    let discarded = try world.call(
      "DELETE", path, as: "shelter-sender", fields: ["If-Match": "*"])
    #expect(discarded.status == 409)
  }

  @Test func `a reference that is used already is not taken`() throws {
    let world = try World.referrals()
    _ = try world.sent(World.sample(more: #", "reference": "A""#))
    let path = try world.sent(World.sample(more: #", "draft": true"#))
    let answer = try change(world, path, #"{"reference": "A"}"#)
    #expect(answer.status == 409 && answer.code == "reference_in_use")
  }

  @Test func `what happened in one millisecond stays in its order, also on a clock set back`()
    throws
  {
    let world = try World.referrals()
    // Nobody has a grant yet before the world began.
    world.clock.now = world.clock.now.plus(seconds: 120)
    let path = try world.sent()
    let steps = [
      ("receive", ""), ("ask", #""question": "Var?""#), ("reply", #""text": "Här.""#),
      ("accept", ""), ("start", ""),
      ("hold", #""reason": "waiting_person", "reviewOn": "2026-12-24""#), ("resume", ""),
    ]
    for (index, (name, members)) in steps.enumerated() {
      let who = name == "reply" ? "shelter-sender" : "uppsala-intake"
      let json = #"{"step": "\#(name)"\#(members.isEmpty ? "" : ", " + members)}"#
      if index == 4 { world.clock.now = world.clock.now.plus(seconds: -60) }
      let answer = try world.call("POST", path + "/transitions", json: json, as: who)
      #expect(answer.status == 200, "\(name): \(answer)")
    }
    let history = try world.get(path + "/transitions?limit=100", as: "uppsala-intake").items
    let taken = history.compactMap { $0["step"]?.string }
    #expect(taken == ["submit"] + steps.map(\.0))
  }
}
