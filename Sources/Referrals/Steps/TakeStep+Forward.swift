// Forwarding (sw. *skicka vidare*): the receiver becomes the sender of a new referral. What it
// never accepted it does not get to know this way either (Referral.isKnownToSender).

import Access
import Pipeline
import SQLite
import Vocabulary

extension TakeStep {
  /// Sends on what was told as a referral of its own, on a basis that covers it.
  func forward(_ body: ReferralStepDocument, _ referral: Referral) throws {
    guard let reference = body.receiver, let basis = body.basis else {
      throw Refusal.invalid("/receiver", "required")
    }
    guard basis.allowsForward else { throw Refusal(.basisRequired) }
    let finder = ReceiverFinder(
      database: call.database, today: call.today, owner: referral.board)
    let found = try finder.find(reference, at: "/receiver")
    guard found.receiver.door.id != referral.receiver.door.id else {
      throw Refusal.invalid("/receiver", "same_receiver")
    }
    try ReferralRules.require(found, toTake: referral.subject)
    let sender = Party(
      board: referral.receiver.board, unit: referral.receiver.unit,
      partner: referral.receiver.partner, name: "")
    try ReferralRules.require(basis, of: sender, today: call.today)
    let child = try child(of: referral, from: sender, to: found, basis, note: body.note)
    try store.insert(child)
    try store.append(
      ReferralEvent(
        id: call.makeID(), step: "submit", from: "draft", to: "requested", at: call.now,
        actor: caller.reference, actorName: caller.name, side: .sender, reason: nil,
        text: body.note), to: child.id)
  }

  private func child(
    of referral: Referral, from sender: Party, to found: FoundReceiver, _ basis: ReferralBasis,
    note: String?
  ) throws -> Referral {
    let (stage, why) = ReferralRules.disclosure(
      referral.urgency, referral.subject, wantsAtSubmit: false)
    return Referral(
      id: call.makeID(), number: try ReferralNumber.make(call),
      board: found.receiver.board ?? referral.board, sender: sender, author: caller.reference,
      reference: nil, requestHash: call.request.requestHash, receiver: found.receiver,
      parent: referral.id, senderPerson: referral.person, createdAt: call.now, team: found.team,
      handler: nil, person: nil, subject: referral.subject, needs: referral.needs,
      reason: referral.reason, urgency: referral.urgency, basis: basis,
      stage: stage, disclosureReason: why,
      status: .requested, businessStatus: nil, heldStatus: nil, statusReason: note,
      outcome: nil, feedback: nil,
      responseDue: try AnswerClock(of: found.receiver, referral.urgency, in: call.database)
        .due(from: call.now),
      pausedAt: nil, heldDue: nil, openedAt: nil, submittedAt: call.now, closedAt: nil,
      acknowledgedAt: nil, secrecy: referral.guarding.receiver, version: 1, changedAt: call.now)
  }
}
