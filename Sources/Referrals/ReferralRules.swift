// Pure rules of referrals: when the identity opens and closes, what to advise.

import Pipeline
import Vocabulary

/// The rules of referrals.
enum ReferralRules {
  /// Days after its end within which a referral can be reopened.
  static let reopenDaysMax = 30
  /// Days that care relations last after a referral's end.
  static let careDaysAfterEnd = 30

  /// Whether a step that the table allows makes sense for this referral now.
  static func applies(_ step: Step, to referral: Referral, at now: Timestamp) -> Bool {
    switch step.name {
    // Who waits in a queue is not taken on yet: accepting comes first.
    case "start", "complete": referral.businessStatus != .waitlisted
    case "acknowledge": referral.acknowledgedAt == nil
    case "forward": referral.businessStatus != .forwarded
    case "reopen":
      referral.businessStatus != .forwarded
        && referral.closedAt.map { $0.plus(days: reopenDaysMax) > now } ?? false
    default: true
    }
  }

  /// What the receiver may see from the start, and what decided it: the duty to act on an emergency
  /// or for a child starts on receipt.
  static func disclosure(
    _ urgency: Urgency, _ subject: ReferralSubject, wantsAtSubmit: Bool
  ) -> (DisclosureStage, DisclosureReason) {
    if urgency == .emergency { return (.identity, .emergency) }
    if subject.isChild { return (.identity, .child) }
    return wantsAtSubmit ? (.identity, .atSubmit) : (.need, .atAccept)
  }

  /// Makes sure that a basis can be one for this sender today.
  ///
  /// - Throws: `Refusal` 422 at the paths below `/basis`.
  static func require(
    _ basis: ReferralBasis, of sender: Party, today: Day
  ) throws(Refusal) {
    if basis.kind == .statute, sender.partner != nil {
      throw Refusal.invalid("/basis/kind", "not_for_partners")
    }
    if let givenOn = basis.givenOn, givenOn > today {
      throw Refusal.invalid("/basis/givenOn", "in_the_future")
    }
  }

  /// Makes sure that a receiver can take what a referral tells.
  ///
  /// - Throws: `Refusal` 422 where it keeps no identities and is told one.
  static func require(
    _ receiver: FoundReceiver, toTake subject: ReferralSubject
  ) throws(Refusal) {
    guard receiver.isWithoutIdentity, subject.isIdentified else { return }
    throw Refusal.invalid("/subject", "receiver_keeps_no_identity")
  }

  /// Whether an end closes the identity to the receiver: to a board only when it never took the
  /// person on, for what it did is its own record (SoL 14 kap.); to a partner always.
  static func closesIdentity(_ status: ReferralStatus, _ referral: Referral) -> Bool {
    switch status {
    case .rejected, .cancelled: true
    case .completed, .failed: referral.receiver.partner != nil
    case .enteredInError: referral.receiver.partner != nil || referral.person == nil
    case .draft, .requested, .accepted, .inProgress, .onHold: false
    }
  }
}
