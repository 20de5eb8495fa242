// The routes about persons, and what each does. Steps are in PersonStepRoutes, searching in
// PersonSearchRoutes.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Persons over HTTP.
enum PersonRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/persons", "person.create", "Makes a person, by alias, name or number.",
      needs: .permission([.personCreate]), isPersonal: true, takes: PersonDocument.self,
      example: """
        {"board": "uppsala-socialnamnden", "unit": "uppsala-stod", "alias": "Mia",
         "preferredName": "Mia", "legalName": "Maria Exempel", "number": "199406252388",
         "sex": "woman", "birthYear": 1994, "ageBand": "25-34", "languages": ["sv", "en"],
         "needsInterpreter": false, "district": "Gottsunda", "protectedIdentity": "none",
         "contact": {"phone": "070-1740605", "safe": "vardagar 9–12"}}
        """,
      answers: .created, Person.shape, handler: create),
    Route(
      .get, "/api/v1/persons/{person}", "person.read",
      "One person; groups of fields that the caller may not see are null and named in `withheld`.",
      needs: .permission([.personReadIdentity]), isPersonal: true, answers: .ok, Person.shape,
      handler: read),
    Route(
      .patch, "/api/v1/persons/{person}", "person.change", "Changes a person; needs If-Match.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: PersonChange.self,
      example: """
        {"alias": "Mia", "preferredName": "Mia", "legalName": null, "number": "199406252388",
         "sex": "woman", "birthYear": 1994, "ageBand": null, "languages": ["sv"],
         "needsInterpreter": true, "contact": {"phone": "070-1740606", "safe": null},
         "district": null, "protectedIdentity": "marked"}
        """,
      answers: .ok, Person.shape, handler: change),
  ]

  private static func read(_ call: Call) throws -> Reply {
    let (person, facts) = try find(call, .personReadIdentity)
    return reply(with: person, facts, call)
  }

  private static func create(_ call: Call, _ body: PersonDocument) throws -> Reply {
    let caller = try call.signedIn()
    let place = try place(for: body, call)
    guard let board = place.board else { throw Refusal.forbidden(.personCreate) }
    var told = body.told
    told.number = try body.number.map { try number($0, call) }
    try told.check(on: call.today)
    try requireUnused(told.number, in: board, call)
    let id: PersonID = call.makeID()
    try PersonStore(call.database).insert(
      id, told, board: board, unit: place.unit, by: caller.reference, at: call.now)
    let relations = CareRelationStore(call.database)
    if let user = caller.user {
      try relations.add(person: id, holder: .user(user), why: .created, at: call.now)
    }
    // What a team's member makes is the team's: else scope T would not find what it made.
    if let team = place.team {
      try relations.add(person: id, holder: .team(team), why: .created, at: call.now)
    }
    return try reply(with: id, call, status: .created)
  }

  private static func change(_ call: Call, _ body: PersonChange) throws -> Reply {
    let (person, facts) = try find(call, .personUpdate)
    try call.requireMatch(person.version)
    if person.secrecy == .protected, body.touchesWhereabouts {
      try call.require(.personReadProtectedAddress, on: facts, isKnown: true)
    }
    var told = body.applied(to: person.told)
    if case .set(let text) = body.number { told.number = try number(text, call) }
    // To lift a protection takes a second person, as to lift any restriction.
    if person.protectedIdentity != .none, told.protectedIdentity == .none {
      try call.require(.personUnrestrict, on: facts, isKnown: true)
    }
    try told.check(on: call.today)
    if told.number != person.number { try requireUnused(told.number, in: person.board, call) }
    let store = PersonStore(call.database)
    try store.change(person, to: told, at: call.now)
    // Whoever closes a record stays inside.
    if person.secrecy == .normal, told.protectedIdentity != .none, let user = call.caller?.user {
      try store.addReader(user, to: person.id)
    }
    return try reply(with: person.id, call, changed: body.fieldNames)
  }

  // MARK: shared with the other routes about persons

  /// The person of the path, when the caller may do this with it.
  static func find(_ call: Call, _ permission: Permission) throws -> (Person, SubjectFacts) {
    let store = PersonStore(call.database)
    let person = try call.fetch(store.find(try call.id()))
    let facts = try store.facts(of: person, for: try call.signedIn(), at: call.now)
    try call.require(
      permission, on: facts, isKnown: call.may(.personReadIdentity, on: facts))
    return (person, facts)
  }

  /// The answer with a person as it stands now.
  ///
  /// - Parameter changed: the names of the fields that were changed, for the audit trail.
  static func reply(
    with id: PersonID, _ call: Call, status: Status = .ok, changed: [String] = []
  ) throws -> Reply {
    let store = PersonStore(call.database)
    let person = try call.fetch(store.find(id))
    let facts = try store.facts(of: person, for: try call.signedIn(), at: call.now)
    return reply(with: person, facts, call, status: status, changed: changed)
  }

  /// An identity number of a body.
  ///
  /// - Throws: `Refusal` 422 with the fault, never the number.
  static func number(_ text: String, _ call: Call) throws(Refusal) -> PersonalNumber {
    do throws(PersonalNumber.Fault) {
      return try PersonalNumber.parse(text, today: call.today)
    } catch {
      throw .invalid("/number", error.code)
    }
  }

  private static func reply(
    with person: Person, _ facts: SubjectFacts, _ call: Call, status: Status = .ok,
    changed: [String] = []
  ) -> Reply {
    let view = PersonView(person, facts: facts, call: call)
    let about = About.personal(
      [person.id.erased], boards: [person.board], fields: changed.isEmpty ? view.shown : changed)
    return Reply(status, about: about, version: person.version, at: "/api/v1/persons/\(person.id)")
    { view.write(to: &$0) }
  }

  // MARK: rules that need the database

  // Where the body, or else the caller's grants, put the person.
  private static func place(for body: PersonDocument, _ call: Call) throws -> Placement {
    let places = PlacementStore(call.database)
    var offered = try places.offered(.personCreate, to: try call.signedIn(), at: call.now)
    if let reference = body.board {
      guard let board = try places.board(reference) else {
        throw Refusal.invalid("/board", "unknown")
      }
      offered.removeAll { $0.board != board }
    }
    guard let reference = body.unit else { return try offered.only(.personCreate, naming: "/unit") }
    guard let unit = try places.unit(reference) else { throw Refusal.invalid("/unit", "unknown") }
    let fitting = offered.filter { place in
      guard place.team == nil else { return place.unit == unit.unit }
      let facts = SubjectFacts(
        board: unit.board, unit: unit.unit, isNamed: true, isPersonal: true)
      return place.board == unit.board && call.may(.personCreate, on: facts)
    }
    guard let first = fitting.first else { throw Refusal.forbidden(.personCreate) }
    return Placement(board: first.board, unit: unit.unit, team: first.team)
  }

  // A number is in use only if the caller may find whom it belongs to: the answer tells nothing
  // about anyone hidden (access.md 3.2).
  private static func requireUnused(
    _ number: PersonalNumber?, in board: BoardID, _ call: Call
  ) throws {
    guard let number else { return }
    let search = PersonSearchStore(call.database, for: try call.signedIn(), at: call.now)
    guard try search.find(number, in: [board]).isEmpty else { throw Refusal(.alreadyExists) }
  }
}

extension PersonChange {
  /// What is told about the person after the change; a new number is checked by the caller.
  func applied(to person: NewPerson) -> NewPerson {
    var told = person
    told.alias = alias.applied(to: person.alias)
    told.preferredName = preferredName.applied(to: person.preferredName)
    told.legalName = legalName.applied(to: person.legalName)
    if case .clear = number { told.number = nil }
    told.sex = sex.applied(to: person.sex) ?? .unknown
    told.birthYear = birthYear.applied(to: person.birthYear)
    told.ageBand = bandApplied(to: person)
    told.languages = languages.applied(to: person.languages) ?? []
    told.needsInterpreter = needsInterpreter.applied(to: person.needsInterpreter) ?? false
    switch contact {
    case .keep: break
    case .clear: (told.phone, told.safeTimes) = (nil, nil)
    case .set(let change):
      told.phone = change.phone.applied(to: person.phone)
      told.safeTimes = change.safe.applied(to: person.safeTimes)
    }
    told.district = district.applied(to: person.district)
    told.protectedIdentity = protectedIdentity.applied(to: person.protectedIdentity) ?? .none
    if case .set = number, let old = person.number { forget(old, in: &told) }
    return told
  }

  // What the old number said gives way to what the new one says.
  private func forget(_ old: PersonalNumber, in told: inout NewPerson) {
    if case .keep = birthYear { told.birthYear = nil }
    if case .keep = sex, told.sex == old.sex { told.sex = .unknown }
  }

  // The band that is kept follows from the year: it contradicts no new year or number.
  private func bandApplied(to person: NewPerson) -> AgeBand? {
    if case .keep = ageBand {
      if case .keep = birthYear, case .keep = number, person.birthYear == nil {
        return person.ageBand
      }
      return nil
    }
    return ageBand.applied(to: person.ageBand)
  }
}
