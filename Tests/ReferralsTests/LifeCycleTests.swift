// Every step in every state by everyone, against the design's own table.

import Access
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct LifeCycleTests {
  let world: World

  init() throws { world = try World.referrals() }

  @Test func `the server has the steps of the design and no others`() {
    #expect(ReferralSteps.cycle.names == DesignedStep.all.map(\.name))
    for step in DesignedStep.all {
      #expect(ReferralSteps.cycle[step.name]?.permission.rawValue == step.permission)
    }
  }

  @Test(arguments: Course.all)
  func `every step in every state by everyone on a side`(_ course: Course) throws {
    let path = try world.sent(World.sample(receiver: course.receiver), as: course.sender)
    for state in DesignedStep.states {
      for standing in course.standings() where state != "draft" || standing.sides.contains("A") {
        try world.put(path, into: state)
        let read = try world.get(path, as: standing.who)
        let next = standing.steps(from: state)
        #expect(read.nextSteps == next, "\(standing.who) in \(state)")
        for step in DesignedStep.all {
          try world.put(path, into: state)
          try check(step, by: standing, in: state, path, next)
        }
      }
    }
  }

  private func check(
    _ step: DesignedStep, by standing: Standing, in state: String, _ path: String,
    _ next: [String]
  ) throws {
    let place = "\(standing.who): \(step.name) in \(state)"
    let body = step.name == "assign" ? try assigning(standing) : step.body
    let answer = try world.step(path, step.name, body, as: standing.who)
    if !standing.may(step, in: state) {
      #expect(answer.status == 403, "\(place): \(answer)")
      #expect(answer.text("permission") == step.permission, "\(place)")
    } else if !step.from.contains(state) {
      #expect(answer.status == 409, "\(place): \(answer)")
      #expect(answer.code == "step_not_allowed", "\(place)")
      #expect(answer.allowed == next, "\(place)")
    } else {
      #expect(answer.status == 200, "\(place): \(answer)")
      #expect(answer.state == step.after(state), "\(place)")
    }
  }

  // A partner has no teams.
  private func assigning(_ standing: Standing) throws -> String {
    let handler: UserID = Cast.id("shelter-handler")
    return standing.who.hasPrefix("shelter")
      ? #""user": "\#(handler.text)""# : #""team": "uppsala-stodteamet""#
  }

  @Test(arguments: Course.all)
  func `to strangers it is an unknown id, byte for byte`(_ course: Course) throws {
    let path = try world.sent(World.sample(receiver: course.receiver), as: course.sender)
    let unknown = "/api/v1/referrals/019ab3c4-0000-7000-8000-000000000001"
    for state in ["draft", "requested", "accepted", "completed", "cancelled"] {
      try world.put(path, into: state)
      for who in course.strangers {
        for step in DesignedStep.all {
          let hidden = try world.step(path, step.name, step.body, as: who)
          let none = try world.step(unknown, step.name, step.body, as: who)
          #expect(hidden.status == none.status, "\(who) \(step.name) \(state)")
          #expect(hidden.withoutRequest == none.withoutRequest, "\(who) \(step.name) \(state)")
          #expect(hidden.status == 404 || who == "police", "\(who) \(step.name) \(hidden)")
        }
        let (hidden, none) = (try world.get(path, as: who), try world.get(unknown, as: who))
        #expect(hidden.status == 404 && hidden.withoutRequest == none.withoutRequest)
      }
    }
  }

  @Test(arguments: ["uppsala-intake", "uppsala-outreach", "shelter-handler"])
  func `a draft is seen by its sender's side only`(_ who: String) throws {
    let path = try world.sent(World.sample(more: #", "draft": true"#))
    let isSenders = who == "shelter-handler"
    #expect(try world.get(path, as: who).status == (isSenders ? 200 : 404))
  }

  @Test func `roles without any right to referrals are refused before anything is looked up`()
    throws
  {
    let path = try world.sent()
    for who in ["operator", "uppsala-admin", "uppsala-auditor", "police", "uppsala-statistician"] {
      #expect(try world.get(path, as: who).status == 403, "\(who)")
      #expect(try world.step(path, "accept", as: who).status == 403, "\(who)")
    }
  }

  @Test func `transitions obey If-Match where it is sent`() throws {
    let path = try world.sent()
    func receive(_ tag: String) throws -> Answer {
      try world.step(path, "receive", as: "uppsala-intake", fields: ["If-Match": tag])
    }
    let stale = try receive("\"7-x\"")
    #expect(stale.status == 412)
    #expect(stale["version"]?.integer == 1)
    // The permission comes before the version, the version before the state.
    let early = try world.step(path, "start", as: "uppsala-intake", fields: ["If-Match": "\"7\""])
    #expect(early.status == 412)
    let foreign = try world.step(
      path, "accept", as: "shelter-sender", fields: ["If-Match": "\"7\""])
    #expect(foreign.status == 403)
    #expect(try receive("\"1-whatever\"").status == 200)
    #expect(try receive("*").status == 409)
    let tag = try #require(try world.get(path, as: "uppsala-intake").field("ETag"))
    #expect(tag.hasPrefix("\"2-"))
    #expect(
      try world.step(
        path, "ask", #""question": "Var?""#, as: "uppsala-intake", fields: ["If-Match": tag]
      ).status == 200)
  }

  @Test func `a referral that is open can be opened once, and says what is allowed instead`()
    throws
  {
    let path = try world.sent()
    let opened = try world.step(path, "receive", as: "uppsala-intake")
    #expect(opened.text("openedAt") == world.clock.now.text)
    let again = try world.step(path, "receive", as: "uppsala-intake")
    #expect(again.status == 409)
    #expect(again.allowed.contains("accept") && !again.allowed.contains("receive"))
    #expect(try world.get(path, as: "shelter-sender").text("openedAt") == world.clock.now.text)
  }

  @Test func `reopening lasts thirty days and clears what was said at the end`() throws {
    let path = try world.sent()
    _ = try world.step(path, "accept", as: "uppsala-intake")
    let done = try world.step(
      path, "complete", #""outcome": "partly", "feedback": "Ett samtal.""#, as: "uppsala-intake")
    #expect(done.text("closedAt") == world.clock.now.text)
    _ = try world.step(path, "acknowledge", as: "shelter-sender")
    try world.move(days: 29)
    let opened = try world.step(path, "reopen", #""note": "Igen.""#, as: "uppsala-intake")
    #expect(opened.state == "requested/received", "\(opened)")
    for name in ["outcome", "feedback", "statusReason", "closedAt", "acknowledgedAt"] {
      #expect(opened[name] == .null, "\(name)")
    }
    #expect(opened.text("responseDue") != nil)
    _ = try world.step(path, "accept", as: "uppsala-intake")
    _ = try world.step(path, "fail", #""reason": "moved""#, as: "uppsala-intake")
    try world.move(days: 31)
    let late = try world.step(path, "reopen", #""note": "Igen.""#, as: "uppsala-intake")
    #expect(late.status == 409)
    #expect(!late.allowed.contains("reopen"))
  }

  @Test func `it is acknowledged once`() throws {
    let path = try world.sent()
    _ = try world.step(path, "decline", #""reason": "other""#, as: "uppsala-intake")
    let first = try world.step(path, "acknowledge", as: "shelter-sender")
    #expect(first.text("acknowledgedAt") != nil)
    let second = try world.step(path, "acknowledge", as: "shelter-sender")
    #expect(second.status == 409)
    #expect(second.allowed == ["mark-error"])
  }

  @Test func `a hold keeps the place in the queue`() throws {
    let path = try world.sent()
    _ = try world.step(path, "waitlist", #""estimate": "Sex veckor""#, as: "uppsala-intake")
    let held = try world.step(
      path, "hold", #""reason": "Borta.", "reviewOn": "2026-12-10""#, as: "uppsala-intake")
    #expect(held.state == "on-hold/waitlisted")
    let back = try world.step(path, "resume", as: "uppsala-intake")
    #expect(back.state == "accepted/waitlisted")
    #expect(back["disclosure"]?["stage"]?.string == "need")
    let accepted = try world.step(path, "accept", as: "uppsala-intake")
    #expect(accepted["disclosure"]?["stage"]?.string == "identity")
  }

  @Test func `the history tells each step once, with who and from where to where`() throws {
    let path = try world.sent()
    _ = try world.step(path, "receive", as: "uppsala-intake")
    _ = try world.step(path, "ask", #""question": "Var?""#, as: "uppsala-intake")
    _ = try world.step(path, "reply", #""text": "Här.""#, as: "shelter-sender")
    let history = try world.get(path + "/transitions", as: "shelter-sender")
    let lines = history.items.map { item in
      [item["step"], item["from"], item["to"], item["by"]?["side"]].compactMap { $0?.string }
    }
    #expect(
      lines == [
        ["submit", "draft", "requested", "sender"],
        ["receive", "requested", "requested/received", "receiver"],
        ["ask", "requested/received", "requested/info_requested", "receiver"],
        ["reply", "requested/info_requested", "requested/received", "sender"],
      ])
    #expect(history.items.map { $0["text"]?.string } == [nil, nil, "Var?", "Här."])
    let first = try world.get(path + "/transitions?limit=3", as: "shelter-sender")
    let cursor = try #require(first.text("next"))
    let rest = try world.get(path + "/transitions?limit=3&cursor=\(cursor)", as: "shelter-sender")
    #expect(first.items.count == 3 && rest.items.count == 1)
    #expect(rest["next"] == .null)
  }
}
