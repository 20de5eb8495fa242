// What a person needs, over HTTP. An area that the caller may not read is not there: neither in
// the list nor by its id.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Needs over HTTP.
enum NeedRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/persons/{person}/needs", "need.list",
      "What a person needs and needed; groups that the caller may not read are named in "
        + "`withheld`. `coOccurring` tells of addiction and mental illness at once.",
      needs: .permission([.personReadIdentity]), isPersonal: true,
      parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) }, answers: .ok,
      PersonNeed.pageShape, handler: list),
    Route(
      .post, "/api/v1/persons/{person}/needs", "need.create",
      "Notes a need from today unless told otherwise; one of the same area that goes on ends "
        + "there.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: NeedDocument.self,
      example: """
        {"area": "substance", "level": "high", "wish": "later", "from": "2026-11-20", "to": null}
        """,
      answers: .created, PersonNeed.shape, handler: add),
    Route(
      .get, "/api/v1/persons/{person}/needs/{item}", "need.read", "One need.",
      needs: .permission([.personReadIdentity]), isPersonal: true, answers: .ok,
      PersonNeed.shape, handler: read),
    Route(
      .patch, "/api/v1/persons/{person}/needs/{item}", "need.change",
      "Ends or corrects a need; the version before is kept. Needs If-Match.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: NeedChange.self,
      example: """
        {"level": "medium", "wish": "now", "from": "2026-11-20", "to": "2026-11-24"}
        """,
      answers: .ok, PersonNeed.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personReadIdentity)
    let page = try call.page()
    let store = NeedStore(call.database)
    let open = Set(NeedArea.allCases.filter { call.may(NeedRules.permission(for: $0), on: facts) })
    let rows = try store.list(of: person.id, after: try page.afterID())
      .filter { open.contains($0.area) }
    let shown = rows.prefix(page.limit)
    let next = rows.count > page.limit ? shown.last.map { [$0.id.text] } : nil
    let ongoing = try store.openAreas(of: person.id)
    let withheld = Set(Set(NeedArea.allCases).subtracting(open).map(NeedRules.group)).sorted()
    let groups = Set(open.map(NeedRules.group)).sorted()
    var reply = Reply(about: about(person, groups)) { writer in
      writer.object { writer in
        writer.array("items") { for need in shown { need.write(to: &$0) } }
        writer.member("next", next.map(call.cursor(after:)))
        writer.member(
          "coOccurring",
          NeedRules.isCoOccurring(open) ? NeedRules.isCoOccurring(ongoing) : nil as Bool?)
        writer.member("withheld", withheld)
      }
    }
    reply.next = next.map(call.link(after:))
    return reply
  }

  private static func read(_ call: Call) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personReadIdentity)
    return reply(with: try find(of: person, facts, call), person)
  }

  private static func add(_ call: Call, _ body: NeedDocument) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personUpdate)
    // Who could not read it may not write it: to write tells what is there already.
    try call.require(NeedRules.permission(for: body.area), on: facts, isKnown: true)
    let need = PersonNeed(
      id: call.makeID(), person: person.id, area: body.area, level: body.level, wish: body.wish,
      days: Episode(startsOn: body.from ?? body.to ?? call.today, endsOn: body.to), version: 1)
    try NeedStore(call.database).add(
      need, to: person, by: try call.signedIn().reference, at: call.now)
    return reply(with: need, person, status: .created)
  }

  private static func change(_ call: Call, _ body: NeedChange) throws -> Reply {
    let (person, facts) = try PersonRoutes.find(call, .personUpdate)
    let before = try find(of: person, facts, call)
    try call.requireMatch(before.version)
    let after = body.applied(to: before)
    let store = NeedStore(call.database)
    try Episodes.correct(
      EpisodeRow(before.id.erased, after.days),
      among: store.days(of: person.id)[before.area] ?? [], on: call.today)
    try store.change(before, to: after, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(before.id)), person)
  }

  // The need of the path, if it is this person's and the caller may read its area.
  private static func find(
    of person: Person, _ facts: SubjectFacts, _ call: Call
  ) throws -> PersonNeed {
    let need = try call.fetch(NeedStore(call.database).find(try call.id(1)))
    guard need.person == person.id, call.may(NeedRules.permission(for: need.area), on: facts)
    else { throw Refusal.notFound }
    return need
  }

  private static func reply(
    with need: PersonNeed, _ person: Person, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(person, [NeedRules.group(of: need.area)]), version: need.version,
      at: "/api/v1/persons/\(person.id)/needs/\(need.id)"
    ) { need.write(to: &$0) }
  }

  private static func about(_ person: Person, _ groups: [String]) -> About {
    .personal([person.id.erased], boards: [person.board], fields: groups)
  }
}
