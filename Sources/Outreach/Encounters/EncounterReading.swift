// What one caller may see of encounters: the decision for each, and the names in it.

import Access
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// Reads encounters for one caller.
struct EncounterReading {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// The facts that decisions about an encounter need: a guarded person guards their meetings.
  func facts(of encounter: Encounter) throws -> SubjectFacts {
    let caller = try call.signedIn()
    var facts = encounter.keeper.facts(
      isOwn: false, isNamed: encounter.createdBy == caller.reference)
    guard case .person(let id) = encounter.subject else { return facts }
    guard let about = try SubjectReading(call).person(id)?.facts else { throw Refusal.notFound }
    facts.isOwn = about.isOwn
    facts.secrecy = about.secrecy
    facts.isListed = about.isListed
    return facts
  }

  /// An encounter that the caller may read.
  ///
  /// - Throws: `Refusal` 404, for one that is hidden as for one that never was.
  func find(_ id: EncounterID) throws -> Encounter {
    let encounter = try call.fetch(EncounterStore(call.database).find(id))
    try call.require(.encounterRead, on: try facts(of: encounter))
    return encounter
  }

  /// Whether the caller may read an encounter.
  func isVisible(_ encounter: Encounter) throws -> Bool {
    call.may(.encounterRead, on: try facts(of: encounter))
  }

  /// An encounter as the caller sees it.
  func view(of encounter: Encounter, withHandouts: Bool = true) throws -> EncounterView {
    let subjects = SubjectReading(call)
    let place = try encounter.place.flatMap { try PlaceStore(call.database).find($0) }
    let placeFacts = try place?.facts(for: call.signedIn(), at: call.now)
    let isPlaceKnown = placeFacts.map { call.may(.placeRead, on: $0) } ?? false
    let facts = try facts(of: encounter)
    return EncounterView(
      encounter: encounter,
      handouts: withHandouts ? try EncounterStore(call.database).handouts(of: encounter.id) : [],
      person: try encounter.person.flatMap { try subjects.name(of: $0) },
      contactCode: try encounter.contactCode.flatMap { try subjects.code($0) },
      place: isPlaceKnown ? place.map { NamedThing($0.id, $0.name) } : nil,
      nextSteps: LifeCycle.encounter.next(from: State(encounter.status)) {
        call.may($0.permission, on: facts)
      }, language: call.language)
  }

  /// Whose data encounters are.
  func about(_ encounters: [Encounter], fields: [String]) throws -> About {
    let subjects = encounters.flatMap { encounter in
      [encounter.id.erased] + (encounter.person.map { [$0.erased] } ?? [])
        + (encounter.contactCode.map { [$0.erased] } ?? [])
    }
    var boards = Set(encounters.map(\.keeper.board))
    if boards.isEmpty { boards = Set(try call.signedIn().grants.compactMap(\.scope.board)) }
    return .personal(subjects, boards: boards.sorted(), fields: fields)
  }

  /// The encounters that the caller may see, filled up where one is hidden.
  func visible(
    after mark: EncounterMark, count: Int,
    _ rows: (EncounterMark, Int) throws -> [Encounter]
  ) throws -> [Encounter] {
    var found: [Encounter] = []
    var mark = mark
    while found.count < count {
      let batch = try rows(mark, count)
      found += try batch.filter(isVisible)
      guard batch.count >= count, let last = batch.last else { break }
      mark = EncounterMark(at: last.at, id: last.id)
    }
    return Array(found.prefix(count))
  }
}
