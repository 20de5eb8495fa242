// The routes about the checklist on trafficking, and what each does.

import Access
import HTTP
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// Checklists over HTTP.
enum ChecklistRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/trafficking-indicators", "trafficking_indicator.list",
      "The indicators with their sources, and the ways to those who help.", needs: .signedIn,
      answers: .ok, IndicatorList.shape, handler: IndicatorList.reply),
    Route(
      .post, "/api/v1/trafficking-checklists", "trafficking_checklist.create",
      "Answers about one person or one encounter. `advice` says whom to call; nothing is summed "
        + "up, and nothing is decided.",
      needs: .permission([.encounterWrite]), isPersonal: true, takes: NewChecklist.self,
      example: """
        {"encounter": "019ab3c4-0000-7000-8000-000000000003", "isChild": "unknown",
         "inDanger": false,
         "answers": [{"indicator": "identity_papers_taken", "answer": "yes"},
                     {"indicator": "earnings_taken", "answer": "unknown"}]}
        """,
      answers: .created, ChecklistView.shape, handler: create),
    Route(
      .get, "/api/v1/trafficking-checklists/{checklist}", "trafficking_checklist.read",
      "One checklist; a group that the caller may not read is named in `withheld`.",
      needs: .permission([.personReadViolence]), isPersonal: true, answers: .ok,
      ChecklistView.shape, handler: read),
    Route(
      .post, "/api/v1/trafficking-checklists/{checklist}/transitions",
      "trafficking_checklist.step", "Marks a checklist as entered in error: it stays.",
      needs: .permission([.encounterWrite]), isPersonal: true, takes: ChecklistStep.self,
      example: #"{"step": "mark-error", "note": "Fel person."}"#, answers: .ok,
      ChecklistView.shape, handler: take),
    Route(
      .get, "/api/v1/persons/{person}/trafficking-checklists", "trafficking_checklist.list",
      "That there are checklists about a person, and of when.",
      needs: .permission([.personReadViolence]), isPersonal: true,
      parameters: Page.parameters.filter { $0.name != "count" }, answers: .ok,
      .page(of: ChecklistView.itemShape, named: "TraffickingChecklistPage"), handler: list),
  ]

  private static func create(_ call: Call, _ body: NewChecklist) throws -> Reply {
    let (facts, board, person) = try subject(of: body, call)
    try call.require(.encounterWrite, on: facts, isKnown: true)
    let caller = try call.signedIn()
    let checklist = Checklist(
      id: call.makeID(), board: board, person: person, encounter: body.encounter,
      at: try call.instant(of: body.at), answers: body.answers, note: body.note,
      createdBy: caller.reference, authorName: caller.name)
    try ChecklistStore(call.database).insert(checklist, at: call.now)
    return try reply(with: checklist, facts, call, status: .created, isWriting: true)
  }

  private static func read(_ call: Call) throws -> Reply {
    let checklist = try call.fetch(ChecklistStore(call.database).find(call.id()))
    let facts = try facts(of: checklist, call)
    try call.require(.personReadViolence, on: facts)
    return try reply(with: checklist, facts, call)
  }

  // Who wrote it in the field may take it back without reading it.
  private static func take(_ call: Call, _ body: ChecklistStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let store = ChecklistStore(call.database)
    let checklist = try call.fetch(store.find(call.id()))
    let facts = try facts(of: checklist, call)
    try call.require(
      step.permission, on: facts, isKnown: call.may(.personReadViolence, on: facts))
    try call.obeyMatch(checklist.version)
    try LifeCycle.checklist.require(step, from: checklist.state) {
      call.may($0.permission, on: facts)
    }
    try store.markError(checklist.id, because: body.note)
    return try reply(with: try call.fetch(store.find(checklist.id)), facts, call)
  }

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let id: PersonID = try call.id()
    let (person, facts) = try call.fetch(SubjectReading(call).person(id))
    try call.require(
      .personReadViolence, on: facts, isKnown: call.may(.personReadIdentity, on: facts))
    let rows = try ChecklistStore(call.database).list(
      of: person.id, after: try page.afterID(), limit: page.offset + page.fetchCount)
    let shown = Array(rows.dropFirst(page.offset))
    let views = try shown.map { try view(of: $0, facts, call) }
    return call.list(
      views, on: page,
      about: .personal(
        [person.id.erased] + shown.prefix(page.limit).map(\.id.erased), boards: [person.board],
        fields: ["trafficking_checklist.list"]),
      end: { [$0.checklist.id.text] }
    ) { view, writer in view.writeItem(to: &writer) }
  }

  // MARK: about whom

  private static func subject(
    of body: NewChecklist, _ call: Call
  ) throws -> (facts: SubjectFacts, board: BoardID, person: PersonID?) {
    if let id = body.person {
      guard let (person, facts) = try SubjectReading(call).person(id),
        call.may(.personReadIdentity, on: facts)
      else { throw Refusal.invalid("/person", "unknown") }
      return (facts, person.board, person.id)
    }
    let encounters = EncounterStore(call.database)
    guard let encounter = try body.encounter.flatMap({ try encounters.find($0) }),
      try EncounterReading(call).isVisible(encounter)
    else { throw Refusal.invalid("/encounter", "unknown") }
    return (try facts(of: encounter, call), encounter.keeper.board, encounter.person)
  }

  private static func facts(of checklist: Checklist, _ call: Call) throws -> SubjectFacts {
    if let id = checklist.encounter {
      return try facts(of: try call.fetch(EncounterStore(call.database).find(id)), call)
    }
    let person = try checklist.person.flatMap { try SubjectReading(call).person($0) }
    return try call.fetch(person).facts
  }

  // Of whom nothing is kept, what was seen is the own of the team that met them.
  private static func facts(of encounter: Encounter, _ call: Call) throws -> SubjectFacts {
    var facts = try EncounterReading(call).facts(of: encounter)
    guard encounter.person == nil, let team = encounter.keeper.team else { return facts }
    facts.isOwn = try call.signedIn().teams(within: encounter.keeper.board, at: call.now)
      .contains(team)
    return facts
  }

  // MARK: answers

  private static func view(
    of checklist: Checklist, _ facts: SubjectFacts, _ call: Call
  ) throws -> ChecklistView {
    ChecklistView(
      checklist: checklist,
      person: try checklist.person.flatMap { try SubjectReading(call).name(of: $0) },
      mayReadViolence: call.may(.personReadViolence, on: facts),
      mayReadCrime: call.may(.personReadCrime, on: facts), language: call.language,
      nextSteps: LifeCycle.checklist.next(from: checklist.state) {
        call.may($0.permission, on: facts)
      })
  }

  private static func reply(
    with checklist: Checklist, _ facts: SubjectFacts, _ call: Call, status: Status = .ok,
    isWriting: Bool = false
  ) throws -> Reply {
    var view = try view(of: checklist, facts, call)
    view.isWriting = isWriting
    let groups =
      (view.mayReadViolence ? ["violence"] : []) + (view.mayReadCrime ? ["crime"] : [])
    let subjects = [checklist.id.erased] + (checklist.person.map { [$0.erased] } ?? [])
    // Whoever may not read it is given no address to read it at: a repeated call answers bare.
    return Reply(
      status,
      about: .personal(
        subjects, boards: [checklist.board],
        fields: ["trafficking_checklist"] + groups.map { "trafficking_checklist.\($0)" }),
      version: checklist.version,
      at: view.mayReadViolence ? "/api/v1/trafficking-checklists/\(checklist.id)" : nil
    ) { view.write(to: &$0) }
  }
}

/// The checklist itself: what is asked, after which list, and whom one can call.
enum IndicatorList {
  static func reply(_ call: Call) -> Reply {
    let language = call.language
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for indicator in TraffickingIndicator.allCases {
            writer.object { writer in
              writer.member("code", indicator.code)
              writer.member("text", indicator.label[language])
              writer.member("kind", indicator.kind.code)
              writer.member("source", indicator.source.code)
              writer.member("sourceText", indicator.source.label[language])
            }
          }
        }
        writer.array("contactRoutes") { writer in
          for way in ContactRoute.allCases { way.write(to: &writer, language) }
        }
      }
    }
  }

  static let shape: Shape = .object(
    "TraffickingIndicators",
    [
      .init(
        "items",
        .list(
          .object(
            "TraffickingIndicator",
            [
              .init("code", .code(TraffickingIndicator.self)), .init("text", .text),
              .init("kind", .code(IndicatorKind.self)),
              .init("source", .code(IndicatorSource.self)), .init("sourceText", .text),
            ]), countMax: TraffickingIndicator.allCases.count)),
      .init("contactRoutes", .list(ContactRoute.shape, countMax: ContactRoute.allCases.count)),
    ])
}
