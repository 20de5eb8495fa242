// The routes about evenings in the field, and what each does.

import Access
import HTTP
import JSON
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// Evenings in the field over HTTP.
enum EveningRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/field-evenings", "field_evening.list",
      "Evenings of the caller's teams among young people, latest first.",
      needs: .permission([.shiftRead]), isPersonal: true,
      parameters: [
        Parameter("area", .text, "One area, as it is written."),
        Parameter("worry", .code(WorryLevel.self), "One level of worry."),
        Parameter("heldOn", .text, "Held on these days, `a..b`."),
      ] + Page.parameters.filter { $0.name != "count" },
      answers: .ok, .page(of: EveningView.shape, named: "FieldEveningPage"), handler: list),
    Route(
      .post, "/api/v1/field-evenings", "field_evening.create",
      "An evening: area, crew, groups in bands, worry. A text that leads to one person is refused.",
      needs: .permission([.shiftRun]), isPersonal: true, takes: NewEvening.self,
      example: """
        {"heldOn": "2026-11-24", "area": "Gottsunda", "worry": "raised", "mood": "uneasy",
         "groups": [{"size": "5-9", "ageBand": "13-15", "sexes": "mixed",
                     "position": {"north": 6634120, "east": 645330}}],
         "measures": "Stannade vid centrum till stängning."}
        """,
      answers: .created, EveningView.shape, handler: create),
    Route(
      .get, "/api/v1/field-evenings/summary", "field_evening.summary",
      "Evenings, groups and worry by area and whole month; a number of few is not told.",
      needs: .permission([.reportRun]), isPersonal: true, parameters: [FieldMonths.parameter],
      answers: .ok, EveningSummary.shape, handler: EveningSummary.reply),
    Route(
      .get, "/api/v1/field-evenings/{evening}", "field_evening.read", "One evening.",
      needs: .permission([.shiftRead]), isPersonal: true, answers: .ok, EveningView.shape,
      handler: { call in reply(with: try find(call), call) }),
    Route(
      .patch, "/api/v1/field-evenings/{evening}", "field_evening.change",
      "Changes an evening that was not reviewed yet; needs If-Match.",
      needs: .permission([.shiftRun]), isPersonal: true, takes: EveningChange.self,
      example: #"{"worry": "high", "measures": "Ringde fritidsgården."}"#, answers: .ok,
      EveningView.shape, handler: change),
    Route(
      .post, "/api/v1/field-evenings/{evening}/transitions", "field_evening.step",
      "Takes a step: review or reopen.", needs: .permission(LifeCycle.evening.permissions),
      isPersonal: true, takes: EveningStep.self,
      example: #"{"step": "review", "note": "Tas upp med skolan på torsdag."}"#, answers: .ok,
      EveningView.shape, handler: take),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let days = try call.days("heldOn")
    let filter = EveningFilter(
      area: call.request.query["area"], worry: try call.codes("worry", WorryLevel.self).first,
      from: days?.first ?? Day(number: 0), to: days?.last ?? call.today.plus(days: 1))
    let mark = try mark(of: page)
    let store = EveningStore(call.database)
    var found: [Evening] = []
    let reach = try call.signedIn().reach(.shiftRead, at: call.now)
    for team in try TeamReach(call.database).teams(reach) {
      found += try store.list(
        team: team, filter, after: mark, limit: page.offset + page.fetchCount)
    }
    found.sort { ($0.heldOn, $0.id) > ($1.heldOn, $1.id) }
    let shown = found.dropFirst(page.offset).prefix(page.fetchCount)
    return call.list(
      shown.map { EveningView($0, for: call) }, on: page,
      about: try call.about(
        shown.prefix(page.limit).map(\.id.erased), boards: shown.map(\.board),
        fields: "field_evening"),
      end: { [$0.evening.heldOn.text, $0.evening.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func mark(of page: Page) throws(Refusal) -> EveningMark {
    guard let after = page.after else {
      return EveningMark(day: Day(number: 2_000_000), id: EveningID(high: .max, low: .max))
    }
    guard after.count == 2, let day = Day(after[0]), let id = EveningID(after[1]) else {
      throw .badQuery("cursor")
    }
    return EveningMark(day: day, id: id)
  }

  private static func create(_ call: Call, _ body: NewEvening) throws -> Reply {
    let team = try call.fieldTeam(body.team, .shiftRun, at: "/team")
    let heldOn = body.heldOn ?? call.today
    guard heldOn <= call.today else { throw Refusal.invalid("/heldOn", "future") }
    guard heldOn > call.today.plus(days: -366) else { throw Refusal.invalid("/heldOn", "too_old") }
    let evening = Evening(
      id: call.makeID(), board: team.boardID, unit: team.unitID,
      team: NamedThing(team.id, team.name, slug: team.slug), heldOn: heldOn, area: body.area,
      mood: body.mood, worry: body.worry, measures: body.measures, note: body.note, status: .open,
      version: 1, crew: try crew(body.crew, of: team.boardID, call), groups: body.groups)
    let store = EveningStore(call.database)
    try store.insert(evening, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(evening.id)), call, status: .created)
  }

  private static func change(_ call: Call, _ body: EveningChange) throws -> Reply {
    var evening = try find(call)
    try call.require(.shiftRun, on: evening.facts, isKnown: true)
    try call.requireMatch(evening.version)
    guard evening.status == .open else {
      let view = EveningView(evening, for: call)
      throw Refusal(.stepNotAllowed, allowed: view.nextSteps.map(\.name))
    }
    evening.area = body.area.applied(to: evening.area) ?? evening.area
    if case .set(let users) = body.crew { evening.crew = try crew(users, of: evening.board, call) }
    if case .set(let groups) = body.groups { evening.groups = groups }
    evening.mood = body.mood.applied(to: evening.mood)
    evening.worry = body.worry.applied(to: evening.worry) ?? evening.worry
    evening.measures = body.measures.applied(to: evening.measures)
    evening.note = body.note.applied(to: evening.note)
    return try save(evening, call)
  }

  private static func take(_ call: Call, _ body: EveningStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    var evening = try find(call)
    let facts = evening.facts
    try call.require(step.permission, on: facts, isKnown: true)
    try call.obeyMatch(evening.version)
    try LifeCycle.evening.require(step, from: evening.state) { call.may($0.permission, on: facts) }
    let caller = try call.signedIn()
    if step.name == "review" {
      evening.status = .reviewed
      evening.reviewedBy = caller.user.map { NamedThing($0, caller.name) }
      evening.reviewedAt = call.now
      evening.review = body.note
    } else {
      evening.status = .open
      evening.reviewedBy = nil
      evening.reviewedAt = nil
    }
    return try save(evening, call)
  }

  // MARK: parts

  private static func find(_ call: Call) throws -> Evening {
    let evening = try call.fetch(EveningStore(call.database).find(call.id()))
    try call.require(.shiftRead, on: evening.facts)
    return evening
  }

  // Only the municipality's own go on its evenings.
  private static func crew(
    _ users: [UserID], of board: BoardID, _ call: Call
  ) throws -> [NamedThing] {
    let store = ShiftStore(call.database)
    return try users.enumerated().map { index, user in
      guard let member = try store.crewMember(user, of: board), member.partner == nil else {
        throw Refusal.invalid("/crew/\(index)", "unknown")
      }
      return member.user
    }
  }

  private static func save(_ evening: Evening, _ call: Call) throws -> Reply {
    let store = EveningStore(call.database)
    try store.save(evening)
    return reply(with: try call.fetch(store.find(evening.id)), call)
  }

  private static func reply(
    with evening: Evening, _ call: Call, status: Status = .ok
  ) -> Reply {
    Reply(
      status,
      about: .personal([evening.id.erased], boards: [evening.board], fields: ["field_evening"]),
      version: evening.version, at: "/api/v1/field-evenings/\(evening.id)"
    ) { EveningView(evening, for: call).write(to: &$0) }
  }
}

/// Evenings by area and month.
enum EveningSummary {
  static func reply(_ call: Call) throws -> Reply {
    let months = try call.months()
    let caller = try call.signedIn()
    let teams = try TeamReach(call.database).teams(caller.reach(.reportRun, at: call.now))
    let small = try SmallNumbers(of: teams, call.database)
    var sums: [String: EveningSum] = [:]
    for team in teams {
      let store = EveningStore(call.database)
      for sum in try store.sums(team: team, from: months.first, to: months.last) {
        let key = "\(sum.month) \(sum.area)"
        var whole =
          sums[key]
          ?? EveningSum(month: sum.month, area: sum.area, evenings: 0, groups: 0, worrying: 0)
        whole.evenings += sum.evenings
        whole.groups += sum.groups
        whole.worrying += sum.worrying
        sums[key] = whole
      }
    }
    return Reply(about: try call.about([], boards: [], fields: "field_evening.summary")) { writer in
      writer.object { writer in
        writer.member("smallNumberLimit", small.limit)
        writer.array("items") { writer in
          for (_, sum) in sums.sorted(by: { $0.key < $1.key }).prefix(rowsMax) {
            writer.object { writer in
              writer.member("month", sum.month)
              writer.member("area", sum.area)
              writer.member("evenings", sum.evenings)
              writer.member("worryingEvenings", sum.worrying)
              writer.member("groups", small.shown(sum.groups))
            }
          }
        }
      }
    }
  }

  private static let rowsMax = 2_000

  static let shape: Shape = .object(
    "FieldEveningSummary",
    [
      .init("smallNumberLimit", .count),
      .init(
        "items",
        .list(
          .object(
            "FieldEveningMonth",
            [
              .init("month", .text), .init("area", .text), .init("evenings", .count),
              .init("worryingEvenings", .count), .init("groups", .nullable(.count)),
            ]), countMax: rowsMax)),
    ])
}
