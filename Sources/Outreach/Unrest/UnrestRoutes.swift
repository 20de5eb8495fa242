// The routes about signs of social unrest, and what each does. The board's own and the police read
// them alike; who acts is written with each measure.

import Access
import HTTP
import JSON
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// Signs of unrest over HTTP.
enum UnrestRoutes {
  static let all: [Route] = signs + measures

  private static let signs: [Route] = [
    Route(
      .get, "/api/v1/unrest-signs", "unrest_sign.list",
      "Signs of social unrest with measures and results; `due=true`: those to look at again.",
      needs: .permission([.agreementRead]), isPersonal: true,
      parameters: [
        Parameter("area", .text, "One area, as it is written."),
        Parameter("level", .code(WorryLevel.self), "One level."),
        Parameter("status", .code(UnrestStatus.self), "One status."),
        Parameter("due", .code(["true"]), "`true`: follow-up is due."),
      ] + Page.parameters.filter { $0.name != "count" },
      answers: .ok, .page(of: UnrestSignView.shape, named: "UnrestSignPage"), handler: list),
    Route(
      .post, "/api/v1/unrest-signs", "unrest_sign.create",
      "A sign of unrest: area, level, source, what was seen. A text that leads to one person is "
        + "refused.",
      needs: .permission([.tipCreate]), isPersonal: true, takes: NewUnrestSign.self,
      example: """
        {"unit": "uppsala-stod", "area": "Gottsunda", "level": "raised", "source": "school",
         "what": "Bråk mellan två grupper efter skolan flera dagar i rad."}
        """,
      answers: .created, UnrestSignView.shape, handler: create),
    Route(
      .get, "/api/v1/unrest-signs/{sign}", "unrest_sign.read", "One sign with its measures.",
      needs: .permission([.agreementRead]), isPersonal: true, answers: .ok, UnrestSignView.shape,
      handler: { call in reply(with: try find(call), call) }),
    Route(
      .post, "/api/v1/unrest-signs/{sign}/transitions", "unrest_sign.step",
      "Takes a step: act, follow-up, close or reopen.",
      needs: .permission(LifeCycle.unrestSign.permissions), isPersonal: true,
      takes: UnrestStep.self,
      example: #"{"step": "act", "level": "high", "followUpOn": "2026-12-09"}"#, answers: .ok,
      UnrestSignView.shape, handler: take),
    Route(
      .get, "/api/v1/unrest-signs/{sign}/transitions", "unrest_sign.history",
      "A sign's history.", needs: .permission([.agreementRead]), isPersonal: true,
      parameters: Page.parameters.filter { $0.name != "count" }, answers: .ok,
      .page(of: FieldEvent.shape, named: "UnrestSignHistory"),
      handler: { call in
        let sign = try find(call)
        return try call.history(of: sign.id, about: about(sign))
      }),
  ]

  private static let measures: [Route] = [
    Route(
      .post, "/api/v1/unrest-signs/{sign}/measures", "unrest_measure.create",
      "A measure against unrest: whose, what, by when.",
      needs: .permission([.commitmentFollowUp]), isPersonal: true, takes: NewUnrestMeasure.self,
      example: """
        {"party": "together", "what": "Trygghetsvandring med skola och hyresvärd.",
         "dueOn": "2026-12-04"}
        """,
      answers: .created, UnrestMeasure.shape, handler: addMeasure),
    Route(
      .get, "/api/v1/unrest-signs/{sign}/measures/{measure}", "unrest_measure.read",
      "One measure.", needs: .permission([.agreementRead]), isPersonal: true, answers: .ok,
      UnrestMeasure.shape,
      handler: { call in
        let sign = try find(call)
        return reply(with: try measure(of: sign, call), of: sign)
      }),
    Route(
      .patch, "/api/v1/unrest-signs/{sign}/measures/{measure}", "unrest_measure.change",
      "Changes a measure, or tells what came of it; needs If-Match.",
      needs: .permission([.commitmentFollowUp]), isPersonal: true,
      takes: UnrestMeasureChange.self,
      example: #"{"result": "some_effect", "resultText": "Lugnare på vardagar."}"#, answers: .ok,
      UnrestMeasure.shape, handler: changeMeasure),
  ]

  // MARK: signs

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    var filter = UnrestFilter()
    filter.area = call.request.query["area"]
    filter.level = try call.codes("level", WorryLevel.self).first
    filter.status = try call.codes("status", UnrestStatus.self).first
    if call.request.query["due"] == "true" { filter.dueOn = call.today }
    let after = try page.afterID() ?? UnrestSignID(high: 0, low: 0)
    let reach = try call.signedIn().reach(.agreementRead, at: call.now)
    let store = UnrestStore(call.database)
    let count = page.offset + page.fetchCount
    var found: [UnrestSignID: UnrestSign] = [:]
    for board in reach.boards.union(reach.namedWithin) {
      for sign in try store.list(board: board, filter, after: after, limit: count) {
        found[sign.id] = sign
      }
    }
    for unit in reach.units {
      for sign in try store.list(unit: unit, filter, after: after, limit: count) {
        found[sign.id] = sign
      }
    }
    let shown = found.values.sorted { $0.id < $1.id }.dropFirst(page.offset)
      .prefix(page.fetchCount)
    return call.list(
      shown.map { UnrestSignView($0, for: call) }, on: page,
      about: try call.about(
        shown.prefix(page.limit).map(\.id.erased), boards: shown.map(\.board),
        fields: "unrest_sign"),
      end: { [$0.sign.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func create(_ call: Call, _ body: NewUnrestSign) throws -> Reply {
    guard let unit = try UnitStore(call.database).find(body.unit),
      call.may(.organisationRead, on: unit.signFacts)
    else { throw Refusal.invalid("/unit", "unknown") }
    try call.require(.tipCreate, on: unit.signFacts, isKnown: true)
    let seenOn = body.seenOn ?? call.today
    guard seenOn <= call.today else { throw Refusal.invalid("/seenOn", "future") }
    guard seenOn > call.today.plus(days: -366) else { throw Refusal.invalid("/seenOn", "too_old") }
    let sign = UnrestSign(
      id: call.makeID(), board: unit.boardID, unit: NamedThing(unit.id, unit.name, slug: unit.slug),
      area: body.area, level: body.level, source: body.source, what: body.what, seenOn: seenOn,
      status: .reported, version: 1)
    let store = UnrestStore(call.database)
    try store.insert(sign, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(sign.id)), call, status: .created)
  }

  private static func take(_ call: Call, _ body: UnrestStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    var sign = try find(call)
    let facts = sign.facts
    try call.require(step.permission, on: facts, isKnown: true)
    try call.obeyMatch(sign.version)
    try LifeCycle.unrestSign.require(step, from: sign.state) { call.may($0.permission, on: facts) }
    if let day = body.followUpOn, day < call.today {
      throw Refusal.invalid("/followUpOn", "past")
    }
    let from = sign.status
    sign.level = body.level ?? sign.level
    sign.followUpOn = body.followUpOn ?? (step.name == "follow-up" ? nil : sign.followUpOn)
    switch step.name {
    case "follow-up":
      sign.status = .following
      sign.result = body.note
    case "close":
      sign.status = .closed
      sign.result = body.note
      sign.followUpOn = nil
    default: sign.status = .acting
    }
    let store = UnrestStore(call.database)
    try store.save(sign)
    try call.noteStep(step, from: from.code, to: sign.status.code, text: body.note, of: sign.id)
    return reply(with: try call.fetch(store.find(sign.id)), call)
  }

  private static func find(_ call: Call) throws -> UnrestSign {
    let sign = try call.fetch(UnrestStore(call.database).find(call.id()))
    try call.require(.agreementRead, on: sign.facts)
    return sign
  }

  private static func about(_ sign: UnrestSign) -> About {
    .personal([sign.id.erased], boards: [sign.board], fields: ["unrest_sign"])
  }

  private static func reply(
    with sign: UnrestSign, _ call: Call, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(sign), version: sign.version, at: "/api/v1/unrest-signs/\(sign.id)"
    ) { UnrestSignView(sign, for: call).write(to: &$0) }
  }

  // MARK: measures

  private static func addMeasure(_ call: Call, _ body: NewUnrestMeasure) throws -> Reply {
    let sign = try find(call)
    try call.require(.commitmentFollowUp, on: sign.facts, isKnown: true)
    try requireOpen(sign, call)
    guard sign.measures.count < UnrestSign.measuresMax else {
      throw Refusal.invalid("", "too_many")
    }
    let measure = UnrestMeasure(
      id: call.makeID(), sign: sign.id, party: body.party, what: body.what, dueOn: body.dueOn,
      result: .pending, version: 1)
    let store = UnrestStore(call.database)
    try store.insert(measure, by: try call.signedIn().reference, at: call.now)
    return reply(
      with: try call.fetch(store.measure(measure.id, of: sign.id)), of: sign, status: .created)
  }

  private static func changeMeasure(_ call: Call, _ body: UnrestMeasureChange) throws -> Reply {
    let sign = try find(call)
    try call.require(.commitmentFollowUp, on: sign.facts, isKnown: true)
    var measure = try measure(of: sign, call)
    try call.requireMatch(measure.version)
    try requireOpen(sign, call)
    measure.what = body.what.applied(to: measure.what) ?? measure.what
    measure.dueOn = body.dueOn.applied(to: measure.dueOn)
    measure.result = body.result.applied(to: measure.result) ?? measure.result
    measure.resultText = body.resultText.applied(to: measure.resultText)
    let store = UnrestStore(call.database)
    try store.save(measure)
    return reply(with: try call.fetch(store.measure(measure.id, of: sign.id)), of: sign)
  }

  private static func requireOpen(_ sign: UnrestSign, _ call: Call) throws(Refusal) {
    guard sign.status == .closed else { return }
    throw Refusal(
      .stepNotAllowed, allowed: UnrestSignView(sign, for: call).nextSteps.map(\.name))
  }

  // A measure is found under its own sign only.
  private static func measure(of sign: UnrestSign, _ call: Call) throws -> UnrestMeasure {
    let id: UnrestMeasureID = try call.id(1)
    return try call.fetch(UnrestStore(call.database).measure(id, of: sign.id))
  }

  private static func reply(
    with measure: UnrestMeasure, of sign: UnrestSign, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(sign), version: measure.version,
      at: "/api/v1/unrest-signs/\(sign.id)/measures/\(measure.id)"
    ) { measure.write(to: &$0) }
  }
}

extension Unit {
  fileprivate var signFacts: SubjectFacts {
    SubjectFacts(board: boardID, unit: id, isNamed: true, isPersonal: false)
  }
}
