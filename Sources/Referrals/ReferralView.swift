// What one caller may see of one referral: from which side, and how much. Decided once, here.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// One caller's view of a referral.
struct ReferralView {
  /// The sides that the caller stands on.
  let sides: Set<Side>
  /// What of the subject is shown.
  let subject: SubjectView
  /// The steps that the caller may take, whatever the state.
  let permitted: PermittedSteps
  /// Whether the caller's agreement has ended: then number, status and due time of what it sent.
  let isLimited: Bool
  /// The diary number of the agreement that has ended.
  let endedAgreement: String?

  /// The side whose sentences the caller reads.
  var side: Side { sides.contains(.receiver) ? .receiver : .sender }

  /// Decides what a caller may see.
  ///
  /// - Throws: `Refusal` 404 when it may not know that the referral exists.
  init(_ referral: Referral, for call: Call) throws {
    let caller = try call.signedIn()
    let isListed = try Self.isListed(referral, caller, call)
    let sender = referral.senderFacts(for: caller, isListed: isListed)
    let receiver = referral.receiverFacts(for: caller, isListed: isListed, at: call.now)
    var sides: Set<Side> = []
    var ended: Decision?
    switch call.decide(.referralReadSent, on: sender) {
    case .allowed: sides.insert(.sender)
    case .noAgreement(let number): ended = .noAgreement(number)
    case .hidden, .forbidden: break
    }
    if referral.status != .draft,
      call.decide(.referralReadReceived, on: receiver) == .allowed
    {
      sides.insert(.receiver)
    }
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

  /// Whether a step may be taken by the caller now, were the state right.
  func may(_ step: Step, _ referral: Referral, at now: Timestamp) -> Bool {
    permitted.contains(step) && ReferralRules.applies(step, to: referral, at: now)
  }

  /// The steps that the caller may take now.
  func nextSteps(_ referral: Referral, at now: Timestamp) -> [Step] {
    ReferralSteps.cycle.next(from: referral.state) { may($0, referral, at: now) }
  }

  /// The side on which the caller holds a permission, the receiver's first; nil for neither.
  func side(holding permission: Permission, _ referral: Referral, _ call: Call) throws -> Side? {
    let caller = try call.signedIn()
    // Who may not read the referral never comes here, listed or not.
    let receiver = referral.receiverFacts(for: caller, isListed: true, at: call.now)
    let sender = referral.senderFacts(for: caller, isListed: true)
    if sides.contains(.receiver), call.may(permission, on: receiver) { return .receiver }
    return sides.contains(.sender) && call.may(permission, on: sender) ? .sender : nil
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
    _ referral: Referral, _ sides: Set<Side>, sender: SubjectFacts, receiver: SubjectFacts,
    _ call: Call
  ) -> SubjectView {
    var view = SubjectView.need
    if sides.contains(.sender) {
      view.identity = call.may(.personReadIdentity, on: sender)
      view.contact = call.may(.personReadContact, on: sender)
    }
    if sides.contains(.receiver), referral.stage == .identity {
      view.identity = view.identity || call.may(.personReadIdentity, on: receiver)
      view.contact = view.contact || call.may(.personReadContact, on: receiver)
    }
    return view
  }

  private static func isListed(
    _ referral: Referral, _ caller: Caller, _ call: Call
  ) throws -> Bool {
    guard referral.secrecy != .normal,
      let person = referral.person ?? referral.senderPerson,
      let found = try PersonStore(call.database).find(person)
    else { return false }
    return try PersonStore(call.database).facts(of: found, for: caller, at: call.now).isListed
  }
}
