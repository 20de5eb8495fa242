// Relations between persons over HTTP. A relation is there only for who may read both persons; one
// that tells of violence only for who may read about violence of the person in the path.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Relations over HTTP.
enum RelationRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/persons/{person}/relations", "relation.list",
      "Whom a person belongs to: family, network, household; only those whom the caller may read.",
      needs: .permission([.personReadIdentity]), isPersonal: true,
      parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) }, answers: .ok,
      .page(of: RelationView.shape, named: "PersonRelationPage"), handler: list),
    Route(
      .post, "/api/v1/persons/{person}/relations", "relation.create",
      "Relates two persons: `kind` is what the other one is to the person of the path.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: RelationDocument.self,
      example: """
        {"other": "019ab3c4-0000-7000-8000-000000000001", "kind": "child", "from": "2026-11-20",
         "to": null, "secrecy": "normal"}
        """,
      answers: .created, RelationView.shape, handler: add),
    Route(
      .get, "/api/v1/persons/{person}/relations/{item}", "relation.read", "One relation.",
      needs: .permission([.personReadIdentity]), isPersonal: true, answers: .ok,
      RelationView.shape, handler: read),
    Route(
      .patch, "/api/v1/persons/{person}/relations/{item}", "relation.change",
      "Ends or corrects a relation; the version before is kept. Needs If-Match.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: RelationChange.self,
      example: #"{"from": "2026-11-20", "to": "2026-11-24"}"#, answers: .ok,
      RelationView.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personReadIdentity)
    let page = try call.page()
    let relations = try RelationStore(call.database).list(
      of: person.id, after: try page.afterID())
    // Hidden ones never count: not towards the page, not anywhere.
    var views: [RelationView] = []
    for relation in relations where views.count < page.fetchCount {
      if let view = try view(of: relation, from: person, facts, call) { views.append(view) }
    }
    let shown = views.prefix(page.limit)
    return call.list(
      views, on: page, about: about(person, shown.map(\.other)), end: { [$0.relation.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func read(_ call: Call) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personReadIdentity)
    return reply(with: try find(from: person, facts, call), person)
  }

  private static func add(_ call: Call, _ body: RelationDocument) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personUpdate)
    if body.kind.isViolence { try call.require(.personReadViolence, on: facts, isKnown: true) }
    guard let id = body.other, let other = try PersonStore(call.database).find(id),
      other.id != person.id, other.board == person.board
    else { throw Refusal.invalid("/other", "unknown") }
    let relation = PersonRelation(
      id: call.makeID(), person: person.id, other: other.id, kind: body.kind,
      days: Episode(startsOn: body.from ?? body.to ?? call.today, endsOn: body.to),
      secrecy: body.secrecy, version: 1)
    // Whom the caller may not read is nobody that the caller could relate.
    guard try isReadable(other, as: nil, call) else {
      throw Refusal.invalid("/other", "unknown")
    }
    guard let view = try view(of: relation, from: person, facts, call) else {
      throw Refusal.invalid("/secrecy", "out_of_reach")
    }
    try relation.days.check(on: call.today)
    try RelationStore(call.database).add(
      relation, board: person.board, by: try call.signedIn().reference, at: call.now)
    return reply(with: view, person, status: .created)
  }

  private static func change(_ call: Call, _ body: RelationChange) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personUpdate)
    let before = try find(from: person, facts, call)
    try call.requireMatch(before.relation.version)
    var relation = before.relation
    relation.days = body.applied(to: relation.days)
    try relation.days.check(on: call.today)
    try ItemVersionStore(call.database).keep(
      .relation, relation.id.erased, version: relation.version, at: call.now,
      by: try call.signedIn().reference
    ) { before.write(to: &$0) }
    let store = RelationStore(call.database)
    try store.change(relation)
    return reply(with: try find(from: person, facts, call), person)
  }

  // MARK: who may see one

  // The relation of the path, if it is this person's and the caller may see it.
  private static func find(
    from person: Person, _ facts: SubjectFacts, _ call: Call
  ) throws -> RelationView {
    let relation = try call.fetch(RelationStore(call.database).find(try call.id(1)))
    return try call.fetch(try view(of: relation, from: person, facts, call))
  }

  private static func view(
    of relation: PersonRelation, from person: Person, _ facts: SubjectFacts, _ call: Call
  ) throws -> RelationView? {
    guard relation.person == person.id || relation.other == person.id else { return nil }
    let (otherID, kind) = relation.seen(from: person.id)
    guard call.may(.personReadIdentity, on: relation.guarded(facts)),
      !kind.isViolence || call.may(.personReadViolence, on: facts),
      let other = try PersonStore(call.database).find(otherID), other.id != person.id,
      try isReadable(other, as: relation, call)
    else { return nil }
    return RelationView(relation: relation, kind: kind, other: other)
  }

  private static func isReadable(
    _ person: Person, as relation: PersonRelation?, _ call: Call
  ) throws -> Bool {
    let facts = try PersonStore(call.database).facts(
      of: person, for: try call.signedIn(), at: call.now)
    return call.may(.personReadIdentity, on: relation?.guarded(facts) ?? facts)
  }

  private static func reply(
    with view: RelationView, _ person: Person, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(person, [view.other]), version: view.relation.version,
      at: "/api/v1/persons/\(person.id)/relations/\(view.relation.id)"
    ) { view.write(to: &$0) }
  }

  private static func about(_ person: Person, _ others: [Person]) -> About {
    .personal(
      [person.id.erased] + others.map(\.id.erased), boards: [person.board], fields: ["relations"])
  }
}
