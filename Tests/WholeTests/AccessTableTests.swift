// Every route, asked by everyone of the cast with everything of the scenery: the outcome is the
// oracle's, and what may not be known answers as what never was, byte for byte.

import Access
import HTTP
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

struct AccessTableTests {
  static let kinds = Set(Rule.all.values.compactMap(\.kind)).sorted()

  /// The tables that grow with what is allowed.
  private static let added = [
    "referral": ["referral", "appointment", "answer_link"],
    "person": ["living_situation", "person_need", "person_contact", "person_item_version"],
    // A visit is noted on the place too.
    "place": ["place", "observation_head", "field_change"],
    // A measure is noted on its sign too.
    "unrest-sign": ["unrest_sign", "unrest_measure"],
    // An attempt moves its order on.
    "search-order": ["search_", "field_change"],
    "report": ["report_run"],
  ]
  private static let unknown = "0190d5f0-7c00-7000-8000-00000000ffff"

  @Test(arguments: kinds)
  func `who may do what with a`(_ kind: String) throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    let things = scenery.all(kind)
    // Messages, appointments and what is noted of a person have no version to get wrong: those
    // who may, make some.
    let added = Self.added[kind] ?? []
    let before = try world.rows(but: added)
    var seen: [Outcome] = []
    try #require(!things.isEmpty, "the scenery has no \(kind)")
    for route in Whole.routes {
      guard let rule = Rule.all[route.action], rule.kind == kind else { continue }
      try isClosed(route, rule, to: nil, things, world)
      for visitor in Visitor.all(scenery) {
        let unknown = try world.ask(route, naming: Self.unknown, token: visitor.token)
        for thing in things {
          let outcome = rule.outcome(for: visitor, on: thing)
          seen.append(outcome)
          if route.isFinal, outcome == .allowed { continue }
          let answer = try world.ask(route, naming: thing.segment, token: visitor.token)
          check(answer, outcome, unknown, "\(visitor): \(route.action) of \(thing)")
        }
      }
    }
    #expect(seen.contains(.allowed) && seen.count > things.count)
    #expect(try world.rows(but: added) == before)
  }

  private func check(_ answer: Answer, _ outcome: Outcome, _ unknown: Answer, _ what: String) {
    switch outcome {
    case .allowed:
      let good = [200, 201, 202, 204, 409, 412, 422]
      #expect(good.contains(answer.status) || isNested(what, answer), "\(what) → \(answer)")
    case .hidden:
      #expect(answer.status == 404, "\(what) → \(answer)")
      #expect(answer.face == unknown.face, "\(what) → \(answer), unknown → \(unknown)")
    case .forbidden:
      #expect(answer.status == 403 && answer.code == "forbidden", "\(what) → \(answer)")
      #expect(answer["permission"]?.string != nil, "\(what)")
    case .noAgreement:
      #expect(answer.status == 403 && answer.code == "no_active_agreement", "\(what) → \(answer)")
    }
    #expect(answer.status < 500, "\(what) → \(answer)")
  }

  // A second parameter that names nothing, and the rules about giving roles.
  private func isNested(_ what: String, _ answer: Answer) -> Bool {
    if what.contains(": partner.read_user of") { return answer.status == 404 }
    // A reporter that is none, no certificate before the key is gone, no result before that.
    let notYet = ["count_return.read", "count_return.change", "count_round.certificate"]
    // A part of a person, or of a referral, that is none.
    let parts = [
      "living_situation.read", "living_situation.change", "need.read", "need.change",
      "relation.read", "relation.change", "person_contact.read", "person_contact.change",
      "referral.message_read", "referral.attachment_read", "referral.attachment_content",
      "answer_link.read", "answer_link.revoke", "unrest_measure.read", "unrest_measure.change",
      "review_item.read", "review_item.judge",
    ]
    if (notYet + parts + ["count_result.read"]).contains(where: { what.contains(": \($0) of") }) {
      return answer.status == 404
    }
    // Whoever proposed something never approves it.
    if what.contains(": merge.step of") || what.contains(": proposal.step of") {
      return answer.status == 403
    }
    if what.contains(": grant.create of") || what.contains(": user.step of") {
      return answer.status == 403
    }
    return false
  }

  private func isClosed(
    _ route: Route, _ rule: Rule, to token: String?, _ things: [Thing], _ world: World
  ) throws {
    guard rule.needs != "public" else { return }
    for thing in things {
      let answer = try world.ask(route, naming: thing.segment, token: token)
      #expect(answer.status == 401 && answer.field("WWW-Authenticate") == "Bearer")
      let other = try world.ask(route, naming: thing.segment, token: Cast.token("nobody"))
      #expect(other.status == 401)
    }
  }

  @Test func `who may call the routes that name nothing`() throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    for route in Whole.routes {
      guard let rule = Rule.all[route.action], rule.kind == nil, rule.needs != "public",
        !route.isFinal
      else { continue }
      #expect(try world.ask(route, naming: Self.unknown, token: nil).status == 401)
      for visitor in Visitor.all(scenery) {
        let answer = try world.ask(route, naming: Self.unknown, token: visitor.token)
        if let permissions = rule.permissions, !visitor.holds(anyOf: permissions) {
          #expect(answer.status == 403, "\(visitor): \(route.action) → \(answer)")
        } else {
          #expect(
            answer.status != 401 && answer.status < 500,
            "\(visitor): \(route.action) → \(answer)")
        }
      }
    }
  }

  // A list is the same decision, asked of everything at once (access.md 2).
  @Test func `every list shows what the decision allows, and nothing else`() throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    let lists = [
      ("units", "unit", "unit.read"), ("teams", "team", "team.read"),
      ("boards", "board", "board.read"), ("projects", "project", "project.read"),
      ("agreements", "agreement", "agreement.read"), ("keys", "key", "key.read"),
    ]
    for (path, kind, action) in lists {
      let rule = try #require(Rule.all[action])
      for visitor in Visitor.all(scenery) {
        let allowed = scenery.all(kind).filter { thing in
          // A partner's keys are listed when asked for by `partner`, not with a board's own.
          let isAsked = kind != "key" || thing.grounds[0].partner == nil || visitor.board == nil
          return isAsked && rule.outcome(for: visitor, on: thing) == .allowed
        }
        let answer = try world.send(
          "GET", "/api/v1/\(path)?limit=200", nil, token: visitor.token)
        let shown = Set(answer.items.compactMap { $0["id"]?.string })
        #expect(shown == Set(allowed.map(\.id)), "\(visitor): \(path)")
      }
    }
  }

  @Test(arguments: ["inbox", "sent", "mine", "overdue", "triage"])
  func `no box shows a referral that may not be read`(_ box: String) throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    let rule = try #require(Rule.all["referral.read"])
    var shown = 0
    for visitor in Visitor.all(scenery) {
      let answer = try world.send(
        "GET", "/api/v1/referrals?limit=200&box=\(box)", nil, token: visitor.token)
      for id in answer.items.compactMap({ $0["id"]?.string }) {
        let thing = try #require(scenery.all("referral").first { $0.id == id })
        #expect(rule.outcome(for: visitor, on: thing) == .allowed, "\(visitor): \(thing)")
        shown += 1
      }
    }
    #expect(shown > 0 || ["mine", "overdue", "triage"].contains(box))
  }
}
