// Makes a search order: whom the caller may have looked for, by which teams of the same board, and
// where; what is unknown and what is hidden are refused alike.

import Access
import Organisation
import People
import Pipeline
import Referrals
import SQLite
import Vocabulary

/// Orders searches for one caller.
struct SearchOrdering {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Whom an order is about, and where it comes from.
  private struct Subject {
    let board: BoardID
    let unit: UnitID?
    var person: PersonID?
    var contactCode: ContactCodeID?
    var description: String?
  }

  /// Makes an order.
  ///
  /// - Throws: `Refusal` 403 where the person is known and not the caller's to look for, 422 where
  ///   something is unknown, or the person said no and nothing says why to look again.
  func order(_ body: NewSearchOrder) throws -> SearchOrder {
    let team = try team(body.team, at: "/team")
    let subject = try subject(body.subject, team)
    guard team.boardID == subject.board else { throw Refusal.invalid("/team", "unknown") }
    let told = try body.told.enumerated().map { index, reference in
      let told = try self.team(reference, at: "/mayBeTold/\(index)")
      guard told.boardID == subject.board else {
        throw Refusal.invalid("/mayBeTold/\(index)", "unknown")
      }
      return told.id
    }
    guard Set(told + [team.id]).count == told.count + 1 else {
      throw Refusal.invalid("/mayBeTold", "duplicate")
    }
    let order = try judged(
      subject, team, why: body.why, despite: body.despite, priority: body.priority,
      deadline: body.deadline, referral: try referral(body.referral))
    try keep(order, places: try places(body.usualPlaces), told: told)
    return order
  }

  /// Makes an order that a tip leads to: for its person, or for somebody as it describes them.
  ///
  /// - Throws: `Refusal` as for any other order; a description is cut to what an order holds.
  func order(
    person id: PersonID?, described text: String, by team: Team, places: [UsualPlace],
    why: String, _ body: TipStep
  ) throws -> SearchOrder {
    var subject = Subject(board: team.boardID, unit: team.unitID)
    if let id {
      subject = try person(id, at: "/person")
    } else {
      let facts = SubjectFacts(board: team.boardID, unit: team.unitID, isPersonal: true)
      try call.require(.searchOrderCreate, on: facts, isKnown: true)
      subject.contactCode = try issueCode(to: team, sex: nil, ageBand: nil)
      subject.description = String(text.prefix(Self.descriptionMax))
    }
    let order = try judged(
      subject, team, why: why, despite: body.despite, priority: body.priority ?? .routine,
      deadline: body.deadline, referral: nil)
    let open = try places.filter { usual in
      try usual.place.map { try PlaceStore(call.database).find($0)?.kind != .protected } ?? true
    }
    try keep(order, places: open, told: [])
    return order
  }

  private func judged(
    _ subject: Subject, _ team: Team, why: String, despite: String?, priority: SearchPriority,
    deadline: Day?, referral: ReferralID?
  ) throws -> SearchOrder {
    if let deadline, deadline < call.today { throw Refusal.invalid("/deadline", "past") }
    try requireNoRefusal(of: subject, despite: despite)
    let caller = try call.signedIn()
    return SearchOrder(
      id: call.makeID(), board: subject.board, unit: subject.unit, team: team.id,
      teamUnit: team.unitID, teamReference: NamedThing(team.id, team.name, slug: team.slug),
      orderedBy: caller.reference, orderedByName: caller.name, person: subject.person,
      contactCode: subject.contactCode, referral: referral, why: why,
      description: subject.description, despite: despite, priority: priority,
      deadline: deadline, stored: .ordered, takenBy: nil, result: nil, closedAt: nil,
      createdAt: call.now, version: 1)
  }

  /// Most characters of a description.
  private static let descriptionMax = 500

  /// Keeps an order that was judged, with what follows from it.
  private func keep(_ order: SearchOrder, places: [UsualPlace], told: [TeamID]) throws {
    try SearchStore(call.database).insert(order, places: places, told: told)
    try SearchMoving(call).began(order, told: told)
  }

  /// Gives somebody described a code of their own, for the team that looks: by it they are met.
  ///
  /// Whoever may order the search may have the code; the right to hand out others is not asked.
  private func issueCode(to team: Team, sex: Sex?, ageBand: AgeBand?) throws -> ContactCodeID {
    let id: ContactCodeID = call.makeID()
    _ = try ContactCodeStore(call.database).issue(
      id, to: Placement(board: team.boardID, unit: team.unitID, team: team.id), sex: sex,
      ageBand: ageBand, by: try call.signedIn().reference, at: call.now, random: &call.random)
    return id
  }

  private func team(_ reference: Reference, at path: String) throws -> Team {
    guard let team = try TeamStore(call.database).find(reference),
      call.may(.organisationRead, on: team.fieldFacts)
    else { throw Refusal.invalid(path, "unknown") }
    return team
  }

  private func subject(_ body: SearchSubjectBody, _ team: Team) throws -> Subject {
    if let id = body.person { return try person(id, at: "/subject/person") }
    if let text = body.contactCode { return try code(text) }
    guard let described = body.described, let place = try place(within: team.boardID) else {
      throw Refusal.forbidden(.searchOrderCreate)
    }
    let code = try issueCode(to: team, sex: described.sex, ageBand: described.ageBand)
    return Subject(
      board: team.boardID, unit: place.unit, contactCode: code, description: described.text)
  }

  private func person(_ id: PersonID, at path: String) throws -> Subject {
    guard let (person, facts) = try SubjectReading(call).person(id),
      call.may(.personReadIdentity, on: facts)
    else { throw Refusal.invalid(path, "unknown") }
    try call.require(.searchOrderCreate, on: facts, isKnown: true)
    return Subject(board: person.board, unit: person.unit, person: person.id)
  }

  private func code(_ text: String) throws -> Subject {
    let path = "/subject/contactCode"
    let caller = try call.signedIn()
    guard let code = try ContactCodeStore(call.database).find(text),
      call.may(.contactCodeUse, on: code.facts(for: caller)), let board = code.owner.board
    else { throw Refusal.invalid(path, "unknown") }
    guard code.droppedAt == nil else { throw Refusal.invalid(path, "dropped") }
    if let person = code.person, try SubjectReading(call).name(of: person) != nil {
      return try self.person(person, at: path)
    }
    try call.require(.searchOrderCreate, on: code.facts(for: caller), isKnown: true)
    return Subject(board: board, unit: code.owner.unit, contactCode: code.id)
  }

  // Where somebody who has no record yet is looked for from: the caller's own place.
  private func place(within board: BoardID) throws -> (unit: UnitID?, letter: ScopeLetter)? {
    let grants = try call.signedIn().grants(for: .searchOrderCreate, at: call.now)
    return grants.first { $0.grant.scope.board == board }.map { grant, letter in
      switch grant.scope {
      case .unit(let unit, _, _), .team(_, let unit, _): (unit, letter)
      case .server, .board, .partner: (nil, letter)
      }
    }
  }

  // Told once, not chased: to look again needs a reason that stands beside the refusal.
  private func requireNoRefusal(of subject: Subject, despite: String?) throws {
    let declinedAt = try SearchStore(call.database).declinedAt(
      person: subject.person, contactCode: subject.contactCode)
    if declinedAt != nil, despite == nil { throw Refusal.invalid("/despite", "person_declined") }
  }

  private func places(_ usual: [UsualPlace]) throws -> [UsualPlace] {
    for (index, one) in usual.enumerated() {
      guard let id = one.place else { continue }
      let place = try call.place(id, at: "/usualPlaces/\(index)/place")
      // An order is told to others: where protected housing is, is not (access.md 3.5).
      guard place.kind != .protected else {
        throw Refusal.invalid("/usualPlaces/\(index)/place", "not_allowed")
      }
    }
    return usual
  }

  private func referral(_ id: ReferralID?) throws -> ReferralID? {
    guard let id else { return nil }
    guard try ReferralGlance(call).isVisible(id) else {
      throw Refusal.invalid("/referral", "unknown")
    }
    return id
  }
}
