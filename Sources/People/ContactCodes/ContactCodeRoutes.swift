// The routes about contact codes, and what each does.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Contact codes over HTTP.
enum ContactCodeRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/contact-codes", "contact_code.issue",
      "Issues a code to someone who stays anonymous.", needs: .permission([.contactCodeIssue]),
      isPersonal: true, takes: ContactCodeDocument.self,
      example: #"{"sex": "woman", "ageBand": "50-65", "team": "uppsala-stodteamet"}"#,
      answers: .created, ContactCodeView.shape, handler: issue),
    Route(
      .post, "/api/v1/contact-codes/searches", "contact_code.search",
      "The code that somebody reads out, typed as it may be; an empty list where there is none.",
      needs: .permission([.contactCodeUse]), effect: .reads, isPersonal: true,
      takes: ContactCodeSearch.self, example: #"{"code": "k7f3q j"}"#, answers: .ok,
      .page(of: ContactCodeView.shape, named: "FoundContactCodes"), handler: search),
    Route(
      .get, "/api/v1/contact-codes/{code}", "contact_code.read", "One contact code.",
      needs: .permission([.contactCodeUse]), isPersonal: true, answers: .ok,
      ContactCodeView.shape, handler: read),
    Route(
      .post, "/api/v1/contact-codes/{code}/transitions", "contact_code.step",
      "Takes a step: join it to a person, or drop it.", needs: .permission([.contactCodeUse]),
      isPersonal: true, takes: ContactCodeStep.self,
      example: #"{"step": "join", "person": "019ab3c4-0000-7000-8000-000000000001"}"#,
      answers: .ok, ContactCodeView.shape, handler: take),
  ]

  private static func issue(_ call: Call, _ body: ContactCodeDocument) throws -> Reply {
    let owner = try owner(for: body, call)
    try call.require(.contactCodeIssue, on: owner.facts, isKnown: true)
    let id: ContactCodeID = call.makeID()
    let store = ContactCodeStore(call.database)
    _ = try store.issue(
      id, to: owner, sex: body.sex, ageBand: body.ageBand, by: try call.signedIn().reference,
      at: call.now, random: &call.random)
    return try reply(with: try call.fetch(store.find(id)), call, status: .created)
  }

  private static func search(_ call: Call, _ body: ContactCodeSearch) throws -> Reply {
    let caller = try call.signedIn()
    if case .noAgreement(let number)? = caller.refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
    var found = try ContactCodeStore(call.database).find(body.code)
    if let code = found, !call.may(.contactCodeUse, on: code.facts(for: caller)) { found = nil }
    let view = try found.map { try Self.view(of: $0, call) }
    let boards = Set(
      caller.grants(for: .contactCodeUse, at: call.now).compactMap(\.grant.scope.board))
    return Reply(about: about(found, boards.sorted())) { writer in
      writer.object { writer in
        writer.array("items") { view?.write(to: &$0) }
        writer.member("next", nil as String?)
      }
    }
  }

  private static func read(_ call: Call) throws -> Reply { try reply(with: find(call), call) }

  private static func take(_ call: Call, _ body: ContactCodeStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let code = try find(call)
    try call.obeyMatch(code.version)
    let facts = code.facts(for: try call.signedIn())
    try LifeCycle.contactCode.require(step, from: code.state) {
      call.may($0.permission, on: facts)
    }
    let store = ContactCodeStore(call.database)
    if step.name == "join" {
      guard let id = body.person, let person = try readable(id, call),
        code.owner.board.map({ $0 == person.board }) ?? true
      else { throw Refusal.invalid("/person", "unknown") }
      try store.join(code.id, to: person.id, at: call.now)
    } else {
      try store.drop(code.id, at: call.now)
    }
    return try reply(with: try call.fetch(store.find(code.id)), call)
  }

  // MARK: parts

  private static func find(_ call: Call) throws -> ContactCode {
    let code = try call.fetch(ContactCodeStore(call.database).find(try call.id()))
    try call.require(.contactCodeUse, on: code.facts(for: try call.signedIn()))
    return code
  }

  // The person, when the caller may know who it is.
  private static func readable(_ id: PersonID, _ call: Call) throws -> Person? {
    let store = PersonStore(call.database)
    guard let person = try store.find(id) else { return nil }
    let facts = try store.facts(of: person, for: try call.signedIn(), at: call.now)
    return call.may(.personReadIdentity, on: facts) ? person : nil
  }

  // The named team, else the one place that the caller's grants offer.
  private static func owner(for body: ContactCodeDocument, _ call: Call) throws -> Placement {
    let places = PlacementStore(call.database)
    guard let reference = body.team else {
      return try places.offered(.contactCodeIssue, to: try call.signedIn(), at: call.now)
        .only(.contactCodeIssue, naming: "/team")
    }
    guard let team = try places.team(reference) else { throw Refusal.invalid("/team", "unknown") }
    return team
  }

  private static func view(of code: ContactCode, _ call: Call) throws -> ContactCodeView {
    let facts = code.facts(for: try call.signedIn())
    let person = try code.person.flatMap { try readable($0, call) }
    return ContactCodeView(
      code: code, person: person.map { NamedThing($0.id, $0.displayName) },
      nextSteps: LifeCycle.contactCode.next(from: code.state) {
        call.may($0.permission, on: facts)
      }, language: call.language)
  }

  private static func reply(
    with code: ContactCode, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let view = try view(of: code, call)
    return Reply(
      status, about: about(code, code.owner.board.map { [$0] } ?? []), version: code.version,
      at: "/api/v1/contact-codes/\(code.id)"
    ) { view.write(to: &$0) }
  }

  private static func about(_ code: ContactCode?, _ boards: [BoardID]) -> About {
    let subjects = code.map { [$0.id.erased] + ($0.person.map { [$0.erased] } ?? []) }
    return .personal(subjects ?? [], boards: boards, fields: ["contact_code"])
  }
}
