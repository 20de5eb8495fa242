// What a step does to persons: accepting joins the referral to one, assigning gives who works with
// it a care relation, and an end lets that relation run out.

import Access
import Organisation
import People
import Pipeline
import SQLite
import Vocabulary

extension TakeStep {
  /// Opens the identity, and joins the referral to a person of the receiver's board.
  func accept(_ body: ReferralStepDocument, _ referral: inout Referral) throws {
    referral.openedAt = referral.openedAt ?? call.now
    referral.stage = .identity
    guard let board = referral.receiver.board else {
      if body.person != nil { throw Refusal.invalid("/person", "not_for_partners") }
      return
    }
    let chosen = try body.person.map { try known($0, board) } ?? referral.person
    guard let person = try chosen ?? made(from: referral, board) else { return }
    referral.person = person
    if let user = caller.user {
      try CareRelationStore(call.database).add(
        person: person, holder: .user(user), why: .referral, at: call.now)
    }
  }

  private func known(_ id: PersonID, _ board: BoardID) throws -> PersonID {
    let people = PersonStore(call.database)
    guard let person = try people.find(id), person.board == board,
      call.may(.personReadIdentity, on: try people.facts(of: person, for: caller, at: call.now))
    else { throw Refusal.invalid("/person", "unknown") }
    return id
  }

  // Who is known by nothing but the need gets no row.
  private func made(from referral: Referral, _ board: BoardID) throws -> PersonID? {
    let subject = referral.subject
    if let joined = try joined(subject.contactCode, board) { return joined }
    guard subject.alias != nil || subject.name != nil || subject.number != nil else { return nil }
    var facts = NewPerson()
    facts.alias = subject.alias
    facts.legalName = subject.name
    facts.number = subject.number.flatMap { PersonalNumber(stored: $0) }
    facts.sex = subject.sex ?? .unknown
    facts.birthYear = subject.birthYear
    facts.ageBand = subject.ageBand
    facts.languages = subject.languages.compactMap { LanguageTag($0) }
    facts.phone = subject.phone
    facts.safeTimes = subject.safe
    facts.district = subject.district
    // Who is protected where they come from is protected here too.
    if referral.secrecy == .protected { facts.protectedIdentity = .marked }
    let id: PersonID = call.makeID()
    try PersonStore(call.database).insert(
      id, facts, board: board, unit: referral.receiver.unit, by: caller.reference, at: call.now)
    return id
  }

  // The person whose code it is, where who accepts may know them: a code opens no guarded record.
  private func joined(_ code: String?, _ board: BoardID) throws -> PersonID? {
    let people = PersonStore(call.database)
    guard let code, let id = try ContactCodeStore(call.database).find(code)?.person,
      let person = try people.find(id), person.board == board,
      call.may(.personReadIdentity, on: try people.facts(of: person, for: caller, at: call.now))
    else { return nil }
    return id
  }

  /// Gives the referral to a team or a user that can work with it, with the care relation.
  func assign(_ body: ReferralStepDocument, _ referral: inout Referral) throws {
    let care = CareRelationStore(call.database)
    if let reference = body.team {
      guard let team = try TeamStore(call.database).find(reference),
        let board = referral.receiver.board, team.boardID == board
      else { throw Refusal.invalid("/team", "unknown") }
      referral.team = NamedThing(team.id, team.name, slug: team.slug)
      if let person = referral.person {
        try care.add(person: person, holder: .team(team.id), why: .assigned, at: call.now)
      }
    }
    if let user = body.user {
      referral.handler = NamedThing(user, "")
      guard try canWork(user, with: referral) else { throw Refusal.invalid("/user", "unknown") }
      if let person = referral.person {
        try care.add(person: person, holder: .user(user), why: .assigned, at: call.now)
      }
    }
  }

  // Only who would then stand on the receiving side can be given it: nobody of another board or
  // partner, nobody disabled, nobody whose role does not work with referrals.
  private func canWork(_ user: UserID, with referral: Referral) throws -> Bool {
    guard let other = try AccessStore(call.database).findUser(user) else { return false }
    let facts = referral.receiverFacts(for: other, isListed: true, at: call.now)
    return ReferralView.reads(other, facts, at: call.now)
  }

  // MARK: When care begins and ends

  /// Lets the care relations that the referral made end in thirty days, unless another open
  /// referral is about the same person.
  func endCare(of referral: Referral) throws {
    guard let person = referral.person, try !store.hasOpen(about: person, besides: referral.id)
    else { return }
    let end = call.now.plus(days: ReferralRules.careDaysAfterEnd)
    for (holder, why) in try holders(of: referral) {
      try CareRelationStore(call.database).end(person: person, holder: holder, why: why, at: end)
    }
  }

  /// Lets them go on, when the referral is opened again.
  func resumeCare(of referral: Referral) throws {
    guard let person = referral.person else { return }
    for (holder, why) in try holders(of: referral) {
      try CareRelationStore(call.database).add(
        person: person, holder: holder, why: why, at: call.now)
    }
  }

  private func holders(of referral: Referral) throws -> [(CareHolder, CareReason)] {
    var holders: [(CareHolder, CareReason)] = []
    if let team = referral.team { holders.append((.team(TeamID(team.id)), .assigned)) }
    if let user = referral.handler { holders.append((.user(UserID(user.id)), .assigned)) }
    let accepting = try store.actors(of: "accept", on: referral.id).compactMap { UserID($0) }
    return holders + accepting.map { (.user($0), .referral) }
  }
}
