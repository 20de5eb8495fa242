// The steps of a tip: who may take them, what each does, and what goes to the devices.

import Access
import Organisation
import People
import Pipeline
import SQLite
import Vocabulary

/// Moves tips for one caller.
struct TipMoving {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// The steps that the caller may take now.
  func next(of tip: Tip) throws -> [Step] {
    let permitted = try permitted(on: tip)
    return LifeCycle.tip.next(from: State(tip.status.code)) { step in
      permitted.contains(step) && isWanted(step, of: tip)
    }
  }

  /// Takes a step.
  ///
  /// - Throws: `Refusal` 403, 412, 409 or 422, in this order.
  func take(_ body: TipStep, on tip: Tip) throws {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    guard try TipReading(call).may(step.permission, tip) else {
      throw Refusal.forbidden(step.permission)
    }
    try call.obeyMatch(tip.version)
    let next = try next(of: tip)
    guard step.leads(from: State(tip.status.code)), isWanted(step, of: tip) else {
      throw Refusal(.stepNotAllowed, allowed: next.map(\.name))
    }
    var moved = tip
    moved.status = step.to.flatMap { TipStatus(code: $0.status) } ?? tip.status
    try apply(step, body, to: &moved)
    // Nobody gives away what they could not see any more: the answer would be none.
    guard try TipReading(call).reader(of: moved) != nil else {
      throw Refusal.invalid("/team", "not_allowed")
    }
    try keep(moved, from: tip, step: step.name, text: body.note)
  }

  /// Writes a moved tip with its history, and tells the devices.
  func keep(_ tip: Tip, from old: Tip, step: String, text: String?) throws {
    let caller = try call.signedIn()
    try TipStore(call.database).save(tip)
    try TipStore(call.database).append(
      SearchEvent(
        id: call.makeID(), step: step, from: old.status.code, to: tip.status.code, at: call.now,
        actorName: caller.name, text: text), actor: caller.reference, to: tip.id)
    // Before a team is sent, no device has it.
    guard tip.isAssigned, try TipReading(call).isUnguarded(tip) else { return }
    for team in Set([old.teamID, tip.teamID].compactMap(\.self)).sorted() {
      try FieldChanges(call.database).note(.tip, tip.id, for: team)
    }
  }

  private func permitted(on tip: Tip) throws -> PermittedSteps {
    let reading = TipReading(call)
    let held = try Set(LifeCycle.tip.permissions.filter { try reading.may($0, tip) })
    return LifeCycle.tip.permitted(on: [.owner, .receiver]) { permission, _ in
      held.contains(permission)
    }
  }

  // Who did not ask for an answer gets none.
  private func isWanted(_ step: Step, of tip: Tip) -> Bool {
    step.name != "inform" || tip.wantsReply
  }

  private func apply(_ step: Step, _ body: TipStep, to tip: inout Tip) throws {
    switch step.name {
    case "triage":
      if let team = try team(body.team, of: tip) { tip.send(to: team) }
      tip.person = try person(body.person, of: tip) ?? tip.person
      tip.alreadyKnown = body.alreadyKnown
    case "assign": try assign(body, &tip)
    case "done", "close":
      tip.outcome = body.outcome
      if body.outcome == .alreadyKnown { tip.alreadyKnown = true }
    default:
      if body.answer != nil, tip.source != .staff {
        throw Refusal.invalid("/answer", "not_allowed")
      }
      tip.answer = body.answer
      tip.answeredAt = call.now
      // Nothing is left to reach them for.
      tip.replyTo = nil
    }
  }

  private func assign(_ body: TipStep, _ tip: inout Tip) throws {
    let known = try tip.teamID.flatMap {
      try TeamStore(call.database).find(.id($0.erased))
    }
    guard let team = try team(body.team, of: tip) ?? known else {
      throw Refusal.invalid("/team", "required")
    }
    tip.send(to: team)
    tip.task = body.task
    guard body.task == .searchOrder else { return }
    guard tip.searchOrder == nil else { throw Refusal.invalid("/task", "in_use") }
    tip.searchOrder = try SearchOrdering(call).order(for: tip, by: team, body).id
  }

  private func team(_ reference: Reference?, of tip: Tip) throws -> Team? {
    guard let reference else { return nil }
    guard let team = try TeamStore(call.database).find(reference), team.boardID == tip.board,
      call.may(.organisationRead, on: team.fieldFacts)
    else { throw Refusal.invalid("/team", "unknown") }
    return team
  }

  private func person(_ id: PersonID?, of tip: Tip) throws -> PersonID? {
    guard let id else { return nil }
    guard let (person, _) = try SubjectReading(call).person(id), person.board == tip.board,
      try SubjectReading(call).name(of: id) != nil
    else { throw Refusal.invalid("/person", "unknown") }
    return person.id
  }
}

extension Tip {
  fileprivate mutating func send(to team: Team) {
    self.team = NamedThing(team.id, team.name, slug: team.slug)
    teamUnit = team.unitID
  }
}

extension SearchOrdering {
  /// Orders a search because of a tip: for its person, or for somebody as it describes them.
  ///
  /// - Throws: `Refusal` as for any other order.
  func order(for tip: Tip, by team: Team, _ body: TipStep) throws -> SearchOrder {
    var spots = [tip.area].compactMap(\.self)
    if let position = tip.position {
      spots.append("SWEREF 99 TM \(position.north), \(position.east) (± \(Tip.cellMetres) m)")
    }
    let hours = DayPart.of(tip.seenAt).label[.sv]
    let place = tip.place.map { UsualPlace(place: $0, description: nil, hours: hours) }
    let spot =
      spots.isEmpty
      ? nil
      : UsualPlace(place: nil, description: spots.joined(separator: ", "), hours: hours)
    return try order(
      person: tip.person, described: tip.what, by: team, places: [place, spot].compactMap(\.self),
      why: "Tips \(tip.receipt)", body)
  }
}

/// Ends the tips that a search was made for, when the search ends.
struct TipClosing {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// What an end of an order says about its tips; an order that was taken back says nothing.
  func ended(_ order: SearchOrderID, as status: SearchOrderStatus) throws {
    let outcome: TipOutcome? =
      switch status {
      case .found: .foundHelped
      case .personDeclines: .foundRefused
      case .notFound: .notFound
      case .locatedElsewhere: .wrongPlace
      case .ordered, .taken, .searching, .withdrawn: nil
      }
    guard let outcome else { return }
    for tip in try TipStore(call.database).open(of: order) {
      var closed = tip
      closed.status = .closed
      closed.outcome = outcome
      try TipMoving(call).keep(closed, from: tip, step: "search-ended", text: nil)
    }
  }
}
