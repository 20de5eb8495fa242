// The routes about encounters, and what each does.

import Access
import HTTP
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// Encounters over HTTP.
enum EncounterRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/encounters", "encounter.list",
      "Encounters of the caller's teams, latest first.", needs: .permission([.encounterRead]),
      isPersonal: true,
      parameters: [Parameter("at", .text, "Met on these Swedish days, `a..b`.")]
        + Page.parameters,
      answers: .ok, .page(of: EncounterView.itemShape, named: "EncounterPage"), handler: list),
    Route(
      .post, "/api/v1/encounters", "encounter.create",
      "An encounter: who, and what about; shift, place, time and kind are filled in.",
      needs: .permission([.encounterWrite]), isPersonal: true, takes: NewEncounter.self,
      example: """
        {"subject": {"newCode": {"sex": "woman", "ageBand": "50-65"}},
         "contents": ["relation", "information"], "offered": ["treatment_contact"],
         "unavailable": ["night_shelter"], "response": "later",
         "handouts": [{"kind": "food", "count": 2}]}
        """,
      answers: .created, EncounterView.shape, handler: create),
    Route(
      .get, "/api/v1/encounters/{encounter}", "encounter.read", "One encounter.",
      needs: .permission([.encounterRead]), isPersonal: true, answers: .ok, EncounterView.shape,
      handler: read),
    Route(
      .patch, "/api/v1/encounters/{encounter}", "encounter.change",
      "Corrects what was noted; what it said before is kept. Needs If-Match.",
      needs: .permission([.encounterWrite]), isPersonal: true, takes: EncounterChange.self,
      example: #"{"nextStep": "Ring mottagningen", "nextOn": "2026-12-01"}"#, answers: .ok,
      EncounterView.shape, handler: change),
    Route(
      .post, "/api/v1/encounters/{encounter}/transitions", "encounter.step",
      "Marks an encounter as entered in error: it stays, and counts nowhere.",
      needs: .permission([.encounterWrite]), isPersonal: true, takes: EncounterStep.self,
      example: #"{"step": "mark-error", "note": "Fel person."}"#, answers: .ok,
      EncounterView.shape, handler: take),
    Route(
      .get, "/api/v1/persons/{person}/timeline", "person.timeline",
      "The meetings with one person, latest first.", needs: .permission([.encounterRead]),
      isPersonal: true, parameters: Page.parameters, answers: .ok,
      .page(of: EncounterView.itemShape, named: "PersonTimeline"), handler: timeline),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let caller = try call.signedIn()
    if case .noAgreement(let number)? = caller.refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
    let days = try call.days("at")
    let from = days?.first.map(CivilTime.start(of:)) ?? Timestamp(milliseconds: 0)
    let to =
      days?.last.map { CivilTime.start(of: $0.plus(days: 1)) } ?? call.now.plus(days: 1)
    let reach = caller.reach(.encounterRead, at: call.now)
    let teams = try TeamReach(call.database).teams(reach)
    let partners = reach.partners.union(reach.namedOfPartners).sorted()
    let store = EncounterStore(call.database)
    return try answer(call, page) { mark, limit in
      var found: [Encounter] = []
      for team in teams {
        found += try store.list(team: team, from: from, to: to, after: mark, limit: limit)
      }
      for partner in partners {
        found += try store.list(
          partner: partner, author: caller.reference, from: from, to: to, after: mark,
          limit: limit)
      }
      found.sort { ($0.at, $0.id) > ($1.at, $1.id) }
      return Array(found.prefix(limit))
    }
  }

  private static func timeline(_ call: Call) throws -> Reply {
    let page = try call.page()
    let id: PersonID = try call.id()
    let (_, facts) = try call.fetch(SubjectReading(call).person(id))
    try call.require(.personReadIdentity, on: facts)
    let store = EncounterStore(call.database)
    return try answer(call, page, of: id) { try store.list(person: id, after: $0, limit: $1) }
  }

  private static func answer(
    _ call: Call, _ page: Page, of person: PersonID? = nil,
    _ rows: (EncounterMark, Int) throws -> [Encounter]
  ) throws -> Reply {
    let reading = EncounterReading(call)
    let found = try reading.visible(
      after: try mark(of: page), count: page.offset + page.fetchCount, rows
    ).dropFirst(page.offset)
    let total =
      page.wantsTotal
      ? try reading.visible(after: .newest, count: Page.numberedRowsMax + 1, rows).count : nil
    let views = try found.map { try reading.view(of: $0, withHandouts: false) }
    let about = try reading.about(Array(found.prefix(page.limit)), fields: ["encounter.list"])
    return call.list(
      views, on: page, about: about.adding(person), total: total,
      end: { [String($0.encounter.at.milliseconds), $0.encounter.id.text] }
    ) { view, writer in view.writeItem(to: &writer) }
  }

  private static func mark(of page: Page) throws(Refusal) -> EncounterMark {
    guard let after = page.after else { return .newest }
    guard after.count == 2, let milliseconds = Int64(after[0]), let id = EncounterID(after[1])
    else { throw .badQuery("cursor") }
    return EncounterMark(at: Timestamp(milliseconds: milliseconds), id: id)
  }

  private static func create(_ call: Call, _ body: NewEncounter) throws -> Reply {
    let taken = try EncounterTaking(call).take(body)
    let encounter = try call.fetch(EncounterStore(call.database).find(taken.id))
    return try reply(with: encounter, call, status: taken.wasThere ? .ok : .created)
  }

  private static func read(_ call: Call) throws -> Reply {
    try reply(with: try EncounterReading(call).find(call.id()), call)
  }

  private static func change(_ call: Call, _ body: EncounterChange) throws -> Reply {
    let old = try EncounterReading(call).find(call.id())
    try requireWrite(old, call)
    try call.requireMatch(old.version)
    guard old.status == "final" else { throw Refusal(.stepNotAllowed, allowed: []) }
    var new = old
    new.nextStep = body.nextStep.applied(to: old.nextStep)
    new.nextOn = body.nextOn.applied(to: old.nextOn)
    new.note = body.note.applied(to: old.note)
    return try correct(old, to: new, call)
  }

  private static func take(_ call: Call, _ body: EncounterStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let old = try EncounterReading(call).find(call.id())
    try requireWrite(old, call)
    try call.obeyMatch(old.version)
    let facts = try EncounterReading(call).facts(of: old)
    try LifeCycle.encounter.require(step, from: State(old.status)) {
      call.may($0.permission, on: facts)
    }
    var new = old
    new.status = "entered-in-error"
    new.statusReason = body.note
    return try correct(old, to: new, call)
  }

  private static func requireWrite(_ encounter: Encounter, _ call: Call) throws {
    let facts = try EncounterReading(call).facts(of: encounter)
    try call.require(.encounterWrite, on: facts, isKnown: true)
  }

  private static func correct(
    _ old: Encounter, to new: Encounter, _ call: Call
  ) throws -> Reply {
    let store = EncounterStore(call.database)
    var before = JSONWriter()
    before.object { writer in
      writer.member("nextStep", old.nextStep)
      writer.member("nextOn", old.nextOn?.text)
      writer.member("note", old.note)
      writer.member("status", old.status)
    }
    try store.correct(
      old, to: new, before: String(decoding: before.bytes, as: UTF8.self),
      by: try call.signedIn().reference, at: call.now)
    try FieldChanges(call.database).note(.encounter, old.id, for: old.keeper.team)
    return try reply(with: try call.fetch(store.find(old.id)), call)
  }

  private static func reply(
    with encounter: Encounter, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let reading = EncounterReading(call)
    let view = try reading.view(of: encounter)
    return Reply(
      status, about: try reading.about([encounter], fields: ["encounter"]),
      version: encounter.version, at: "/api/v1/encounters/\(encounter.id)"
    ) { view.write(to: &$0) }
  }
}

extension About {
  // A person's own list is about them, even when it is empty.
  fileprivate func adding(_ person: PersonID?) -> About {
    guard let person, case .personal(let subjects, let boards, let fields) = self,
      !subjects.contains(person.erased)
    else { return self }
    return .personal([person.erased] + subjects, boards: boards, fields: fields)
  }
}
