// Takes an encounter: what can be known is not asked. One by one, or out of a device's batch.

import Access
import People
import Pipeline
import Referrals
import SQLite
import Vocabulary

/// Takes encounters for one caller.
struct EncounterTaking {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Keeps an encounter; the same one sent twice is one.
  ///
  /// - Throws: `Refusal` 409 for another's id, 403, or 422 where something does not fit.
  func take(_ body: NewEncounter) throws -> Recorded<OutreachKind.Encounter> {
    let store = EncounterStore(call.database)
    let hash = Fingerprint.of(body)
    if let id = body.id, let kept = try store.made(id) {
      try call.requireSame(kept, as: hash)
      return Recorded(id: id, wasThere: true)
    }
    let caller = try call.signedIn()
    let at = try call.instant(of: body.at)
    let field = try FieldContext(
      call, at: at, shift: body.shift, team: body.team, place: body.place, .encounterWrite)
    let (subject, isKnown) = try subject(body.subject, field, order: body.searchOrder)
    try requireRight(subject, field, caller)
    let encounter = Encounter(
      id: body.id ?? call.makeID(), keeper: field.keeper, team: nil, shift: field.shift?.id,
      place: field.place?.id, at: at,
      kind: try body.kind ?? kind(of: subject, isKnown, field), subject: subject,
      duration: body.duration, contents: body.contents, offered: body.offered,
      unavailable: body.unavailable, response: body.response, onlineStage: body.onlineStage,
      searchOrder: body.searchOrder, referral: try referral(body.referral),
      workerMinutes: body.workerMinutes, nextStep: body.nextStep, nextOn: body.nextOn,
      note: body.note, isLate: field.isLate,
      createdBy: caller.reference)
    let order = try body.searchOrder.map { try self.order($0, of: subject) }
    try store.insert(encounter, body.handouts, hash: hash, at: call.now)
    if let order { try found(order, encounter, hash) }
    if body.place != nil { try field.remember(in: call) }
    try FieldChanges(call.database).note(.encounter, encounter.id, for: encounter.keeper.team)
    return Recorded(id: encounter.id)
  }

  // The right to write is asked with what stands between the caller and the person.
  private func requireRight(
    _ subject: EncounterSubject, _ field: FieldContext, _ caller: Caller
  ) throws {
    var facts = field.keeper.facts(
      isOwn: false, isNamed: field.shift?.isCrew(caller.user) ?? false)
    if case .person(let id) = subject, let about = try SubjectReading(call).person(id)?.facts {
      facts.isOwn = about.isOwn
      facts.secrecy = about.secrecy
      facts.isListed = about.isListed
    }
    try call.require(.encounterWrite, on: facts, isKnown: true)
  }

  // Whom, and whether they can have been met before.
  private func subject(
    _ body: SubjectBody, _ field: FieldContext, order: SearchOrderID?
  ) throws -> (EncounterSubject, isKnown: Bool) {
    if let id = body.person {
      guard let (person, _) = try SubjectReading(call).person(id),
        person.board == field.keeper.board, try SubjectReading(call).name(of: id) != nil
      else { throw Refusal.invalid("/subject/person", "unknown") }
      return (.person(id), true)
    }
    if let text = body.contactCode { return (try known(text, field, order: order), true) }
    guard let new = body.newCode else { return (.nobody, false) }
    let keeper = field.keeper
    let owner =
      keeper.partner.map { Placement(partner: $0) }
      ?? Placement(board: keeper.board, unit: keeper.unit, team: keeper.team)
    try call.require(.contactCodeIssue, on: owner.facts, isKnown: true)
    let id: ContactCodeID = call.makeID()
    _ = try ContactCodeStore(call.database).issue(
      id, to: owner, sex: new.sex, ageBand: new.ageBand, by: try call.signedIn().reference,
      at: call.now, random: &call.random)
    return (.contactCode(id), false)
  }

  private func known(
    _ text: String, _ field: FieldContext, order: SearchOrderID?
  ) throws -> EncounterSubject {
    let path = "/subject/contactCode"
    guard let code = try ContactCodeStore(call.database).find(text),
      try mayUse(code, order: order),
      code.owner.board.map({ $0 == field.keeper.board }) ?? true
    else { throw Refusal.invalid(path, "unknown") }
    guard code.droppedAt == nil else { throw Refusal.invalid(path, "dropped") }
    // Whoever may know the person meets the person; for others it is still the code.
    if let person = code.person, try SubjectReading(call).name(of: person) != nil {
      return .person(person)
    }
    return .contactCode(code.id)
  }

  // A team that may be told of an order meets the one it looks for under the order's code.
  private func mayUse(_ code: ContactCode, order: SearchOrderID?) throws -> Bool {
    if call.may(.contactCodeUse, on: code.facts(for: try call.signedIn())) { return true }
    guard let order = try order.flatMap({ try SearchStore(call.database).find($0) }),
      order.contactCode == code.id
    else { return false }
    return try SearchReading(call).may(.searchOrderWork, order)
  }

  private func kind(
    of subject: EncounterSubject, _ isKnown: Bool, _ field: FieldContext
  ) throws -> EncounterKind {
    if field.place?.kind == .onlinePlatform { return .online }
    guard isKnown else { return .first }
    return try EncounterStore(call.database).wasMet(subject) ? .repeat : .first
  }

  private func referral(_ id: ReferralID?) throws -> ReferralID? {
    guard let id else { return nil }
    guard try ReferralGlance(call).isVisible(id) else {
      throw Refusal.invalid("/referral", "unknown")
    }
    return id
  }

  private func order(_ id: SearchOrderID, of subject: EncounterSubject) throws -> SearchOrder {
    guard let order = try SearchStore(call.database).find(id),
      try SearchReading(call).may(.searchOrderWork, order)
    else { throw Refusal.invalid("/searchOrder", "unknown") }
    let isSame =
      switch subject {
      // Whom a code turned out to be is met under the name by those who may know it.
      case .person(let person): try SearchReading(call).guardian(of: order) == person
      case .contactCode(let code): order.contactCode == code
      case .nobody: false
      }
    guard isSame else { throw Refusal.invalid("/searchOrder", "other_subject") }
    return order
  }

  // An encounter that names an order is its attempt `found`.
  private func found(_ order: SearchOrder, _ encounter: Encounter, _ hash: [UInt8]) throws {
    guard let team = encounter.keeper.team else { throw Refusal.forbidden(.searchOrderWork) }
    let attempt = SearchAttempt(
      id: call.makeID(), order: order.id, board: order.board, team: team,
      shift: encounter.shift, place: encounter.place, encounter: encounter.id,
      at: encounter.at, result: .found, note: nil, hash: hash)
    try AttemptTaking(call).keep(attempt, of: order)
  }
}
