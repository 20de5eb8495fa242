// The routes about notes of cooperation, and what each does.

import Access
import HTTP
import JSON
import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// Notes of cooperation over HTTP.
enum CooperationNoteRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/cooperation-notes", "cooperation_note.list",
      "Notes of the caller's teams; `due=true`: those whose next step is due.",
      needs: .permission([.activityWrite]), isPersonal: true,
      parameters: [
        Parameter("partner", .reference, "With one partner."),
        Parameter("due", .code(["true"]), "`true`: the next step is due."),
      ] + Page.parameters.filter { $0.name != "count" },
      answers: .ok, .page(of: CooperationNote.shape, named: "CooperationNotePage"),
      handler: list),
    Route(
      .post, "/api/v1/cooperation-notes", "cooperation_note.create",
      "A contact with a partner or another unit: what was agreed and what comes next; no persons.",
      needs: .permission([.activityWrite]), isPersonal: true, takes: NewCooperationNote.self,
      example: """
        {"partner": "kvinnojouren-exempel", "who": "Samordnaren", "about": "Gemensamma pass.",
         "agreed": "Två kvällar i månaden från januari.", "nextStep": "Boka första passet",
         "nextOn": "2026-12-10"}
        """,
      answers: .created, CooperationNote.shape, handler: create),
    Route(
      .get, "/api/v1/cooperation-notes/{note}", "cooperation_note.read", "One note.",
      needs: .permission([.activityWrite]), isPersonal: true, answers: .ok,
      CooperationNote.shape, handler: { call in reply(with: try find(call)) }),
    Route(
      .patch, "/api/v1/cooperation-notes/{note}", "cooperation_note.change",
      "Changes what was agreed and what comes next; needs If-Match.",
      needs: .permission([.activityWrite]), isPersonal: true, takes: CooperationNoteChange.self,
      example: #"{"agreed": "Första passet den 14 januari.", "nextOn": null}"#, answers: .ok,
      CooperationNote.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    var partner: PartnerID?
    if let text = call.request.query["partner"] {
      guard let reference = Reference(text),
        let found = try PartnerStore(call.database).find(reference)
      else { throw Refusal.badQuery("partner") }
      partner = found.id
    }
    let dueOn = call.request.query["due"] == "true" ? call.today : nil
    let after = try page.afterID() ?? CooperationNoteID(high: 0, low: 0)
    let reach = try call.signedIn().reach(.activityWrite, at: call.now)
    var found: [CooperationNote] = []
    for team in try TeamReach(call.database).teams(reach) {
      found += try CooperationNoteStore(call.database).list(
        team: team, partner: partner, dueOn: dueOn, after: after,
        limit: page.offset + page.fetchCount)
    }
    let shown = found.sorted { $0.id < $1.id }.dropFirst(page.offset).prefix(page.fetchCount)
    return call.list(
      Array(shown), on: page,
      about: try call.about(
        shown.prefix(page.limit).map(\.id.erased), boards: shown.map(\.board),
        fields: "cooperation_note"),
      end: { [$0.id.text] }
    ) { note, writer in note.write(to: &writer) }
  }

  private static func create(_ call: Call, _ body: NewCooperationNote) throws -> Reply {
    let team = try call.fieldTeam(body.team, .activityWrite, at: "/team")
    let partner = try body.partner.map { reference in
      guard let partner = try PartnerStore(call.database).find(reference) else {
        throw Refusal.invalid("/partner", "unknown")
      }
      return NamedThing(partner.id, partner.name, slug: partner.slug)
    }
    let unit = try body.unit.map { reference in
      guard let unit = try UnitStore(call.database).find(reference), unit.id != team.unitID else {
        throw Refusal.invalid("/unit", "unknown")
      }
      // Another municipality's unit may be the other party: its name is no secret to staff here.
      return NamedThing(unit.id, unit.name, slug: unit.slug)
    }
    let note = CooperationNote(
      id: call.makeID(), board: team.boardID, unit: team.unitID,
      team: NamedThing(team.id, team.name, slug: team.slug), partner: partner, withUnit: unit,
      at: try call.instant(of: body.at), who: body.who, about: body.about, agreed: body.agreed,
      nextStep: body.nextStep, nextOn: body.nextOn, version: 1)
    let store = CooperationNoteStore(call.database)
    try store.insert(note, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(note.id)), status: .created)
  }

  private static func change(_ call: Call, _ body: CooperationNoteChange) throws -> Reply {
    var note = try find(call)
    try call.requireMatch(note.version)
    note.agreed = body.agreed.applied(to: note.agreed)
    note.nextStep = body.nextStep.applied(to: note.nextStep)
    note.nextOn = body.nextOn.applied(to: note.nextOn)
    let store = CooperationNoteStore(call.database)
    try store.save(note)
    return reply(with: try call.fetch(store.find(note.id)))
  }

  // MARK: parts

  private static func find(_ call: Call) throws -> CooperationNote {
    let note = try call.fetch(CooperationNoteStore(call.database).find(call.id()))
    try call.require(.activityWrite, on: note.facts)
    return note
  }

  private static func reply(with note: CooperationNote, status: Status = .ok) -> Reply {
    Reply(
      status,
      about: .personal([note.id.erased], boards: [note.board], fields: ["cooperation_note"]),
      version: note.version, at: "/api/v1/cooperation-notes/\(note.id)"
    ) { note.write(to: &$0) }
  }
}
