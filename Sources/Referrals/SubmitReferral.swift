// Sending a referral: one call drafts and sends it, once however often it comes.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// Makes a referral from what a sender said.
struct SubmitReferral {
  let call: Call
  let caller: Caller

  init(_ call: Call) throws {
    self.call = call
    caller = try call.signedIn()
  }

  /// Makes it, or finds that the sender has made it already.
  ///
  /// - Returns: the referral as a reader would find it, and whether it is new.
  /// - Throws: `Refusal` for a sender who may not, a receiver that is none, a reference in use.
  func perform(_ body: NewReferral) throws -> (referral: Referral, isNew: Bool) {
    let sender = try sender()
    if let reference = body.reference,
      let existing = try earlier(reference, of: sender)
    {
      return (existing, false)
    }
    let (found, owner) = try receiver(body.receiver, from: sender)
    let (subject, person) = try subject(of: body.subject, for: sender)
    if !body.isDraft { try ReferralRules.require(found, toTake: subject) }
    try ReferralRules.require(body.basis, of: sender, today: call.today)
    if let person { try requireReaders(of: person, at: found, from: sender) }
    let store = ReferralStore(call.database)
    // Everything that is read of a referral is known here: nothing is read again for the answer.
    let referral = try make(
      body, store.named(sender), found, owner, subject, person)
    try store.insert(referral)
    if !body.isDraft { try note("submit", "draft", of: referral, in: store) }
    return (referral, true)
  }

  /// Who is behind a receiver that the sender names, and the board that owns the data then.
  ///
  /// - Throws: `Refusal` 422 for one that is none, 403 where no agreement opens it.
  func receiver(
    _ reference: Reference, from sender: Party
  ) throws -> (found: FoundReceiver, owner: BoardID) {
    let sendersBoard = try sender.board ?? openingBoard(of: sender)
    let finder = ReceiverFinder(database: call.database, today: call.today, owner: sendersBoard)
    let found = try finder.find(reference, at: "/receiver")
    try requireAgreement(with: found)
    guard let owner = found.receiver.board ?? sendersBoard else {
      throw Refusal.invalid("/receiver", "unknown")
    }
    return (found, owner)
  }

  // An agreement with one board opens nothing of another's.
  private func requireAgreement(with found: FoundReceiver) throws(Refusal) {
    guard let board = found.receiver.board,
      case .noAgreement(let number)? = caller.refusalByAgreement(of: board, at: call.now)
    else { return }
    throw .noAgreement(number)
  }

  /// Who sends: the caller's partner, or the board of its first grant to send.
  private func sender() throws -> Party {
    var party: Party?
    if let partner = caller.partner {
      party = Party(partner: partner, name: "")
    } else {
      for (grant, _) in caller.grants(for: .referralCreate, at: call.now) {
        guard let board = grant.scope.board else { continue }
        let unit: UnitID? =
          switch grant.scope {
          case .unit(let unit, _, _): unit
          case .team(_, let unit, _): unit
          case .server, .board, .partner: nil
          }
        party = Party(board: board, unit: unit, name: "")
        break
      }
    }
    guard let party else { throw Refusal.forbidden(.referralCreate) }
    let facts = SubjectFacts(
      board: party.board, unit: party.unit, partner: party.partner, isOwn: true, isNamed: true,
      isPersonal: true)
    try call.require(.referralCreate, on: facts, isKnown: true)
    return party
  }

  // A script that runs again on Monday makes no doubles.
  private func earlier(_ reference: String, of sender: Party) throws -> Referral? {
    let store = ReferralStore(call.database)
    guard let id = try store.find(reference: reference, of: sender, by: caller.reference)
    else { return nil }
    guard let referral = try store.find(id),
      ConstantTime.equal(referral.requestHash, call.request.requestHash)
    else { throw Refusal(.referenceInUse) }
    return referral
  }

  // MARK: The person

  /// What a sender tells of the person, and their record where it names one.
  ///
  /// - Throws: `Refusal` 422 for a person that the sender may not know.
  func subject(
    of body: SubjectDocument, for sender: Party
  ) throws -> (ReferralSubject, Person?) {
    if let id = body.person { return try known(id, sender) }
    var subject = body.given
    try subject.derive(today: call.today)
    return (subject, nil)
  }

  // A sender refers only persons of its own board that it may know.
  private func known(_ id: PersonID, _ sender: Party) throws -> (ReferralSubject, Person) {
    let store = PersonStore(call.database)
    guard let board = sender.board, let person = try store.find(id), person.board == board,
      call.may(.personReadIdentity, on: try store.facts(of: person, for: caller, at: call.now))
    else { throw Refusal.invalid("/subject/person", "unknown") }
    var subject = ReferralSubject()
    subject.alias = person.alias ?? person.preferredName
    subject.name = person.legalName
    subject.number = person.number?.text
    subject.sex = person.sex
    subject.birthYear = person.birthYear
    subject.ageBand = person.told.ageBand(on: call.today)
    subject.languages = person.languages.map(\.text)
    // Protected: no telephone and no small geography anywhere (access.md 3.5).
    if person.protectedIdentity == .none {
      subject.district = person.district
      subject.phone = person.phone
      subject.safe = person.safeTimes
    }
    return (subject, person)
  }

  // A guarded person is shown to no whole board: without a team there, who would see it?
  func requireReaders(
    of person: Person, at found: FoundReceiver, from sender: Party
  ) throws(Refusal) {
    guard person.secrecy != .normal, found.team == nil, let board = found.receiver.board,
      board != sender.board
    else { return }
    throw Refusal.invalid("/receiver", "needs_team")
  }

  // MARK: The referral

  private func make(
    _ body: NewReferral, _ sender: Party, _ found: FoundReceiver, _ owner: BoardID,
    _ subject: ReferralSubject, _ person: Person?
  ) throws -> Referral {
    let (stage, reason) = ReferralRules.disclosure(
      body.urgency, subject, wantsAtSubmit: body.opensAtSubmit)
    return Referral(
      id: call.makeID(), number: try number(), board: owner, sender: sender,
      author: caller.reference, reference: body.reference, requestHash: call.request.requestHash,
      receiver: found.receiver, parent: nil, senderPerson: person?.id, createdAt: call.now,
      team: found.team, handler: nil, person: nil, subject: subject, needs: body.needs,
      reason: body.reason, urgency: body.urgency, basis: body.basis, stage: stage,
      disclosureReason: reason, status: body.isDraft ? .draft : .requested, businessStatus: nil,
      heldStatus: nil, statusReason: nil, outcome: nil, feedback: nil,
      responseDue: body.isDraft
        ? nil
        : try AnswerClock(of: found.receiver, body.urgency, in: call.database).due(from: call.now),
      pausedAt: nil, heldDue: nil, openedAt: nil, submittedAt: body.isDraft ? nil : call.now,
      closedAt: nil, acknowledgedAt: nil, secrecy: person?.secrecy ?? .normal, version: 1,
      changedAt: call.now, senderPersonSecrecy: person?.secrecy)
  }

  // Between two partners the data belongs to the board whose agreement lets the sender act.
  private func openingBoard(of sender: Party) throws -> BoardID? {
    guard let partner = sender.partner else { return nil }
    return try ReferralAgreements.board(opening: partner, on: call.today, in: call.database)
  }

  private func number() throws -> String {
    try ReferralNumber.make(call)
  }

  private func note(
    _ step: String, _ from: String, of referral: Referral, in store: ReferralStore
  ) throws {
    try store.append(
      ReferralEvent(
        id: call.makeID(), step: step, from: from, to: referral.status.code, at: call.now,
        actor: caller.reference, actorName: caller.name, side: .sender, reason: nil, text: nil),
      to: referral.id)
  }
}

/// Numbers of referrals.
enum ReferralNumber {
  /// A number that no referral has: drawn at random, never counted.
  ///
  /// - Throws: `DatabaseError`.
  static func make(_ call: Call) throws -> String {
    let store = ReferralStore(call.database)
    while true {
      let number = ShortNumber.make(
        prefix: "R", year: call.today.year, length: 6, random: &call.random)
      if try store.find(number: number) == nil { return number }
    }
  }
}
