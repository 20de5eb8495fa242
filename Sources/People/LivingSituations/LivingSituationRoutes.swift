// Where a person lives, over HTTP: dated episodes, one after the other.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Living situations over HTTP.
enum LivingSituationRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/persons/{person}/living-situations", "living_situation.list",
      "Where a person lives and lived, as dated episodes.",
      needs: .permission([.personReadIdentity]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: LivingSituation.shape, named: "LivingSituationPage"), handler: list),
    Route(
      .post, "/api/v1/persons/{person}/living-situations", "living_situation.create",
      "Begins an episode, from today unless told otherwise; the one that goes on ends there.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: LivingSituationDocument.self,
      example: """
        {"situation": "1", "subtype": "stairwell", "from": "2026-11-20", "to": null,
         "beddedDown": true, "source": "seen"}
        """,
      answers: .created, LivingSituation.shape, handler: add),
    Route(
      .get, "/api/v1/persons/{person}/living-situations/{item}", "living_situation.read",
      "One episode.", needs: .permission([.personReadIdentity]), isPersonal: true, answers: .ok,
      LivingSituation.shape, handler: read),
    Route(
      .patch, "/api/v1/persons/{person}/living-situations/{item}", "living_situation.change",
      "Ends or corrects an episode; the version before is kept. Needs If-Match.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: LivingSituationChange.self,
      example: """
        {"situation": "1", "subtype": "shelter", "from": "2026-11-20", "to": "2026-11-24",
         "beddedDown": null, "source": "own_word"}
        """,
      answers: .ok, LivingSituation.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (person, _) = try PersonRoutes.find(call, .personReadIdentity)
    let page = try call.page()
    let rows = try LivingSituationStore(call.database).list(
      of: person.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(rows, on: page, about: about(person), end: { [$0.id.text] }) { row, writer in
      row.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    let (person, _) = try PersonRoutes.find(call, .personReadIdentity)
    return reply(with: try find(of: person, call), person)
  }

  private static func add(_ call: Call, _ body: LivingSituationDocument) throws -> Reply {
    let (person, _) = try PersonRoutes.find(call, .personUpdate)
    let episode = LivingSituation(
      id: call.makeID(), person: person.id,
      days: Episode(startsOn: body.from ?? body.to ?? call.today, endsOn: body.to),
      situation: body.situation, subtype: body.subtype, beddedDown: body.beddedDown,
      source: body.source, version: 1)
    try episode.check()
    try LivingSituationStore(call.database).add(
      episode, to: person, by: try call.signedIn().reference, at: call.now)
    return reply(with: episode, person, status: .created)
  }

  private static func change(_ call: Call, _ body: LivingSituationChange) throws -> Reply {
    let (person, _) = try PersonRoutes.find(call, .personUpdate)
    let before = try find(of: person, call)
    try call.requireMatch(before.version)
    let after = body.applied(to: before)
    try after.check()
    let store = LivingSituationStore(call.database)
    try Episodes.correct(
      EpisodeRow(before.id.erased, after.days), among: store.days(of: person.id), on: call.today)
    try store.change(before, to: after, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(before.id)), person)
  }

  // The episode of the path, if it is this person's.
  private static func find(of person: Person, _ call: Call) throws -> LivingSituation {
    let episode = try call.fetch(LivingSituationStore(call.database).find(try call.id(1)))
    guard episode.person == person.id else { throw Refusal.notFound }
    return episode
  }

  private static func reply(
    with episode: LivingSituation, _ person: Person, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(person), version: episode.version,
      at: "/api/v1/persons/\(person.id)/living-situations/\(episode.id)"
    ) { episode.write(to: &$0) }
  }

  private static func about(_ person: Person) -> About {
    .personal([person.id.erased], boards: [person.board], fields: ["living_situation"])
  }
}
