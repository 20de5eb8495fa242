// The routes about shifts: planning, changing, reading. Steps are ShiftStepRoutes'.

import Access
import HTTP
import JSON
import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// Shifts over HTTP.
enum ShiftRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/shifts", "shift.list", "Shifts, latest first: the team's, or joint ones.",
      needs: .permission([.shiftRead, .shiftRun]), isPersonal: true,
      parameters: [
        Parameter("status", .code(ShiftStatus.self), "One status."),
        Parameter("day", .text, "Planned to begin on these Swedish days, `a..b`."),
      ] + Page.parameters,
      answers: .ok, .page(of: ShiftView.shape, named: "ShiftPage"), handler: list),
    Route(
      .post, "/api/v1/shifts", "shift.create",
      "Plans a shift, or with `startNow` begins one that nobody planned.",
      needs: .permission([.shiftPlan]), isPersonal: true, takes: NewShift.self,
      example: """
        {"team": "uppsala-stodteamet", "plannedFrom": "2026-11-25T20:00:00+01:00",
         "plannedTo": "2026-11-26T01:00:00+01:00", "checkInMinutes": 60,
         "crew": ["019ab3c4-0000-7000-8000-000000000001"],
         "route": ["019ab3c4-0000-7000-8000-000000000002"]}
        """,
      answers: .created, ShiftView.shape, handler: create),
    Route(
      .get, "/api/v1/shifts/{shift}", "shift.read", "One shift.",
      needs: .permission([.shiftRead, .shiftRun]), isPersonal: true, answers: .ok,
      ShiftView.shape, handler: read),
    Route(
      .patch, "/api/v1/shifts/{shift}", "shift.change",
      "Changes the plan of a shift that has not ended; needs If-Match.",
      needs: .permission([.shiftPlan]), isPersonal: true, takes: ShiftChange.self,
      example: #"{"checkInMinutes": 30, "vehicle": "Bil 2"}"#, answers: .ok, ShiftView.shape,
      handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let caller = try call.signedIn()
    if case .noAgreement(let number)? = caller.refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
    let status = try call.codes("status", ShiftStatus.self).first
    let days = try call.days("day")
    let from = days?.first.map(CivilTime.start(of:)) ?? Timestamp(milliseconds: 0)
    let to =
      days?.last.map { CivilTime.start(of: $0.plus(days: 1)) }
      ?? call.now.plus(days: 3_660)
    let before = try start(of: page, else: to)
    let store = ShiftStore(call.database)
    let count = page.offset + page.fetchCount
    var found: [Shift] = []
    for team in try TeamReach(call.database).teams(caller.reach(.shiftRead, at: call.now)) {
      found += try store.list(
        team: team, status: status, from: from, to: to, before: before, limit: count)
    }
    for partner in caller.reach(.shiftRun, at: call.now).partners {
      found += try store.list(
        partner: partner, status: status, from: from, to: to, before: before, limit: count)
    }
    found.sort { ($0.plannedFrom, $0.id) > ($1.plannedFrom, $1.id) }
    let views = try found.dropFirst(page.offset).prefix(page.fetchCount).map {
      try ShiftView($0, for: call)
    }
    let boards = Set(views.map(\.shift.board)).union(caller.grants.compactMap(\.scope.board))
    return call.list(
      Array(views), on: page,
      about: .personal(
        views.prefix(page.limit).map(\.shift.id.erased), boards: boards.sorted(),
        fields: ["shift"]),
      end: { [String($0.shift.plannedFrom.milliseconds), $0.shift.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func start(
    of page: Page, else end: Timestamp
  ) throws(Refusal) -> (Timestamp, ShiftID) {
    guard let after = page.after else { return (end, ShiftID(high: .max, low: .max)) }
    guard after.count == 2, let milliseconds = Int64(after[0]), let id = ShiftID(after[1]) else {
      throw .badQuery("cursor")
    }
    return (Timestamp(milliseconds: milliseconds), id)
  }

  private static func read(_ call: Call) throws -> Reply {
    try call.reply(with: try call.shift(call.id()))
  }

  private static func create(_ call: Call, _ body: NewShift) throws -> Reply {
    let team = try call.fieldTeam(body.team, .shiftPlan, at: "/team")
    let caller = try call.signedIn()
    if body.startsNow { try call.require(.shiftRun, on: team.fieldFacts, isKnown: true) }
    let from = body.plannedFrom ?? call.now
    var shift = Shift(
      id: call.makeID(), board: team.boardID, unit: team.unitID,
      team: NamedThing(team.id, team.name, slug: team.slug), plannedFrom: from,
      plannedTo: body.plannedTo ?? from.plus(seconds: 6 * 3_600),
      checkInMinutes: body.checkInMinutes, vehicle: body.vehicle, status: .planned,
      lastPlace: nil, version: 1)
    guard shift.plannedTo > from else { throw Refusal.invalid("/plannedTo", "invalid") }
    shift.partners = try partners(body.partners, call)
    shift.crew = try crew(body.crew, of: shift, call)
    // Who begins a shift alone is its crew.
    if shift.crew.isEmpty, body.startsNow, let user = caller.user {
      shift.crew = [CrewMember(user: NamedThing(user, caller.name), partner: nil)]
    }
    shift.route = try route(body.route, call)
    if body.startsNow {
      shift.status = .started
      shift.startedAt = call.now
      shift.checkedAt = call.now
    }
    let store = ShiftStore(call.database)
    try store.insert(shift, by: caller.reference, at: call.now)
    if body.startsNow {
      let event = ShiftEvent(
        id: call.makeID(), step: "start", from: "planned", to: "started", at: call.now,
        actorName: caller.name, text: nil)
      try store.append(event, actor: caller.reference, partner: nil, to: shift.id)
    }
    try FieldChanges(call.database).note(.shift, shift.id, for: shift.teamID)
    return try call.reply(with: try call.fetch(store.find(shift.id)), status: .created)
  }

  private static func change(_ call: Call, _ body: ShiftChange) throws -> Reply {
    var shift = try call.shift(call.id())
    try call.require(.shiftPlan, on: shift.facts(for: try call.signedIn()), isKnown: true)
    try call.requireMatch(shift.version)
    guard shift.status == .planned || shift.status == .started else {
      throw Refusal(.stepNotAllowed, allowed: try ShiftView(shift, for: call).nextSteps.map(\.name))
    }
    shift.plannedFrom = body.plannedFrom.applied(to: shift.plannedFrom) ?? shift.plannedFrom
    shift.plannedTo = body.plannedTo.applied(to: shift.plannedTo) ?? shift.plannedTo
    guard shift.plannedTo > shift.plannedFrom else { throw Refusal.invalid("/plannedTo") }
    if case .set(let users) = body.crew { shift.crew = try crew(users, of: shift, call) }
    if case .set(let places) = body.route {
      shift.route = try route(places, call)
    }
    shift.checkInMinutes = body.checkInMinutes.applied(to: shift.checkInMinutes)
    shift.vehicle = body.vehicle.applied(to: shift.vehicle)
    let store = ShiftStore(call.database)
    try store.save(shift, withParts: true)
    try FieldChanges(call.database).note(.shift, shift.id, for: shift.teamID)
    return try call.reply(with: try call.fetch(store.find(shift.id)))
  }

  // MARK: parts

  private static func partners(_ references: [Reference], _ call: Call) throws -> [NamedThing] {
    let store = PartnerStore(call.database)
    var found: [NamedThing] = []
    for (index, reference) in references.enumerated() {
      guard let partner = try store.find(reference) else {
        throw Refusal.invalid("/partners/\(index)", "unknown")
      }
      let thing = NamedThing(partner.id, partner.name, slug: partner.slug)
      guard !found.contains(thing) else {
        throw Refusal.invalid("/partners/\(index)", "duplicate")
      }
      found.append(thing)
    }
    return found
  }

  private static func crew(
    _ users: [UserID], of shift: Shift, _ call: Call
  ) throws -> [CrewMember] {
    let store = ShiftStore(call.database)
    return try users.enumerated().map { index, user in
      guard let member = try store.crewMember(user, of: shift.board),
        member.partner.map({ id in shift.partners.contains { $0.id == id.erased } }) ?? true
      else { throw Refusal.invalid("/crew/\(index)", "unknown") }
      return member
    }
  }

  private static func route(_ places: [PlaceID], _ call: Call) throws -> [PlaceID] {
    try places.enumerated().map { index, id in try call.place(id, at: "/route/\(index)").id }
  }
}

extension Call {
  /// A shift that the caller may know of.
  ///
  /// - Throws: `Refusal` 404, for one that is hidden as for one that never was.
  func shift(_ id: ShiftID) throws -> Shift {
    let shift = try fetch(ShiftStore(database).find(id))
    let caller = try signedIn()
    let permission: Permission = caller.partner == nil ? .shiftRead : .shiftRun
    try require(permission, on: shift.facts(for: caller))
    return shift
  }

  /// A shift as an answer.
  func reply(with shift: Shift, status: Status = .ok) throws -> Reply {
    let view = try ShiftView(shift, for: self)
    return Reply(
      status, about: about(shift), version: shift.version, at: "/api/v1/shifts/\(shift.id)"
    ) { view.write(to: &$0) }
  }

  /// Whose data a shift is: where staff are, and the places that they visit.
  func about(_ shift: Shift) -> About {
    .personal([shift.id.erased], boards: [shift.board], fields: ["shift"])
  }
}
