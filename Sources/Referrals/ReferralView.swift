// What one caller may see of one referral: from which side, and how much. Decided once, here.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// One caller's view of a referral.
struct ReferralView {
  /// The sides that the caller stands on.
  let sides: Sides
  /// What of the subject is shown.
  let subject: SubjectView
  /// The steps that the caller may take, whatever the state.
  let permitted: PermittedSteps
  /// Whether the caller's agreement has ended: then number, status and due time of what it sent.
  let isLimited: Bool
  /// The diary number of the agreement that has ended.
  let endedAgreement: String?
  private let sender: SubjectFacts
  private let receiver: SubjectFacts

  /// The side whose sentences the caller reads.
  var side: Side { sides.contains(.receiver) ? .receiver : .sender }

  /// Decides what a caller may see.
  ///
  /// - Throws: `Refusal` 404 when it may not know that the referral exists.
  init(_ referral: Referral, for call: Call) throws {
    let caller = try call.signedIn()
    var (sender, receiver) = try Self.facts(of: referral, for: caller, call)
    var sides: Sides = []
    var ended: Decision?
    switch call.decide(.referralReadSent, on: sender) {
    case .allowed: sides.insert(.sender)
    case .noAgreement(let number): ended = .noAgreement(number)
    case .hidden, .forbidden: break
    }
    if referral.status != .draft {
      if Self.reads(caller, receiver, at: call.now) { sides.insert(.receiver) }
      // What came to a partner it knows of; that it may no longer see it is no secret to it.
      if sides.isEmpty, ended == nil,
        case .noAgreement(let number) = call.decide(.referralReadReceived, on: receiver)
      {
        throw Refusal.noAgreement(number)
      }
    }
    // Whoever works with the person, as by accepting, works with the referral (access.md, O).
    if sides.contains(.receiver), !receiver.isOwn, let person = referral.person {
      receiver.isOwn = try CareRelationStore(call.database).holds(
        person: person, caller: caller, at: call.now)
    }
    // Who may not read the referral never comes so far, listed or not.
    (sender.isListed, receiver.isListed) = (true, true)
    (self.sender, self.receiver) = (sender, receiver)
    if sides.isEmpty, case .noAgreement(let number)? = ended {
      isLimited = true
      endedAgreement = number
      self.sides = [.sender]
      subject = .need
      permitted = Self.permittedWithoutAgreement(caller, sender, call)
      return
    }
    guard !sides.isEmpty else { throw Refusal.notFound }
    isLimited = false
    endedAgreement = nil
    self.sides = sides
    permitted = ReferralSteps.cycle.permitted(on: sides) { permission, side in
      call.may(permission, on: side == .sender ? sender : receiver)
    }
    subject = Self.subject(referral, sides, sender: sender, receiver: receiver, call)
  }

  /// Whether a caller stands on the receiving side: reads what comes there, or was given it to
  /// work with.
  static func reads(_ caller: Caller, _ receiver: SubjectFacts, at now: Timestamp) -> Bool {
    if caller.decide(.referralReadReceived, on: receiver, at: now) == .allowed { return true }
    return receiver.isOwn && caller.decide(.referralWork, on: receiver, at: now) == .allowed
  }

  /// Whether what the sender wrote is closed to the caller again, with the identity.
  func closesSendersTexts(of referral: Referral) -> Bool {
    !sides.contains(.sender) && referral.stage == .need && !referral.isOpen
  }

  /// Whether the caller may read what the receiver told, or only status and dates.
  func showsReceiversTexts(of referral: Referral) -> Bool {
    sides.contains(.receiver) || referral.basis.allowsFeedback
  }

  /// Whether a step may be taken by the caller now, were the state right.
  func may(_ step: Step, _ referral: Referral, at now: Timestamp) -> Bool {
    permitted.contains(step) && ReferralRules.applies(step, to: referral, at: now)
  }

  /// The steps that the caller may take now.
  func nextSteps(_ referral: Referral, at now: Timestamp) -> [Step] {
    ReferralSteps.cycle.next(from: referral.state) { may($0, referral, at: now) }
  }

  /// The side on which the caller holds a permission, the receiver's first; nil for neither.
  func side(holding permission: Permission, _ call: Call) -> Side? {
    if sides.contains(.receiver), call.may(permission, on: receiver) { return .receiver }
    return sides.contains(.sender) && call.may(permission, on: sender) ? .sender : nil
  }

  /// Whether the caller stands on the sender's side and holds a permission there.
  func maySend(_ permission: Permission, _ call: Call) -> Bool {
    sides.contains(.sender) && call.may(permission, on: sender)
  }

  /// Refuses where the agreement has ended.
  ///
  /// - Throws: `Refusal` 403 `no_active_agreement`.
  func requireAgreement() throws(Refusal) {
    if isLimited { throw .noAgreement(endedAgreement) }
  }

  // Without an agreement a partner may still take back what it sent (domain.md 1.10).
  private static func permittedWithoutAgreement(
    _ caller: Caller, _ sender: SubjectFacts, _ call: Call
  ) -> PermittedSteps {
    var facts = sender
    facts.isPersonal = false
    var permitted = PermittedSteps()
    if let cancel = ReferralSteps.cycle["cancel"], call.may(.referralCancel, on: facts) {
      permitted.insert(cancel)
    }
    return permitted
  }

  private static func subject(
    _ referral: Referral, _ sides: Sides, sender: SubjectFacts, receiver: SubjectFacts,
    _ call: Call
  ) -> SubjectView {
    var view = SubjectView.need
    if sides.contains(.sender), referral.isKnownToSender {
      view.identity = call.may(.personReadIdentity, on: sender)
      view.contact = call.may(.personReadContact, on: sender)
    }
    if sides.contains(.receiver), referral.stage == .identity {
      view.identity = view.identity || call.may(.personReadIdentity, on: receiver)
      view.contact = view.contact || call.may(.personReadContact, on: receiver)
    }
    return view
  }

  private static func facts(
    of referral: Referral, for caller: Caller, _ call: Call
  ) throws -> (sender: SubjectFacts, receiver: SubjectFacts) {
    let guarding = referral.guarding
    let isSendersReader = try isReader(
      of: guarding.sender == .normal ? nil : referral.senderPerson, caller, call)
    let isReceiversReader = try isReader(
      of: guarding.receiver == .normal ? nil : referral.person ?? referral.senderPerson, caller,
      call)
    return (
      referral.senderFacts(for: caller, isListed: isSendersReader),
      referral.receiverFacts(for: caller, isListed: isReceiversReader, at: call.now)
    )
  }

  // A guarded record opens to its list of readers and to who works with the person (access.md 1).
  private static func isReader(
    of person: PersonID?, _ caller: Caller, _ call: Call
  ) throws -> Bool {
    let store = PersonStore(call.database)
    guard let person, let found = try store.find(person) else { return false }
    let facts = try store.facts(of: found, for: caller, at: call.now)
    return facts.isListed || facts.isOwn
  }
}
