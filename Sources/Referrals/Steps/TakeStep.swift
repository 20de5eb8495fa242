// Taking a step: who may, whether the state allows it, what it does, and its line in the history.
// The table is in ReferralSteps; each effect here fits a few lines; persons and forwarding have
// files of their own.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// One step of one referral.
struct TakeStep {
  let call: Call
  let caller: Caller
  let store: ReferralStore

  init(_ call: Call) throws {
    self.call = call
    caller = try call.signedIn()
    store = ReferralStore(call.database)
  }

  /// Takes it.
  ///
  /// - Throws: `Refusal` 404 hidden, 403 not this caller's step, 412, 409 not in this state, 422
  ///   for a reference that is none.
  func perform(_ body: ReferralStepDocument, on id: ReferralID) throws {
    var referral = try call.fetch(store.find(id))
    let view = try ReferralView(referral, for: call)
    // The body was decoded, so the step is one of the table.
    guard let step = body.step else { throw Refusal.invalid("/step") }
    guard view.permitted.contains(step) else {
      try view.requireAgreement()
      throw Refusal.forbidden(step.permission)
    }
    try call.obeyMatch(referral.version)
    let may = { (step: Step) in view.may(step, referral, at: call.now) }
    try ReferralSteps.cycle.require(step, from: referral.state, may: may)
    guard may(step) else {
      throw Refusal(.stepNotAllowed, allowed: view.nextSteps(referral, at: call.now).map(\.name))
    }
    let before = referral.state
    try apply(step, body, to: &referral)
    try move(&referral, by: step)
    try store.save(&referral, at: call.now)
    try store.append(event(step, body, from: before, referral, view), to: referral.id)
  }

  // MARK: What each step does beside moving the state

  private func apply(
    _ step: Step, _ body: ReferralStepDocument, to referral: inout Referral
  ) throws {
    switch step.name {
    case "submit": try submit(&referral)
    case "receive": referral.openedAt = referral.openedAt ?? call.now
    case "ask": stopClock(&referral)
    case "reply": try startClock(&referral)
    case "accept": try accept(body, &referral)
    case "assign": try assign(body, &referral)
    case "hold": referral.heldStatus = referral.status
    case "forward": try forward(body, referral)
    case "complete":
      referral.outcome = body.outcome
      referral.feedback = body.feedback
    case "acknowledge": referral.acknowledgedAt = call.now
    case "reopen": try reopen(&referral)
    default: break
    }
    if let reason = body.reason { referral.statusReason = reason }
    if step.name == "fail" || step.name == "decline" { referral.feedback = body.text }
  }

  private func move(_ referral: inout Referral, by step: Step) throws {
    if step.name == "resume" {
      referral.status = referral.heldStatus ?? .accepted
      referral.heldStatus = nil
    } else if let to = step.to, let status = ReferralStatus(rawValue: to.status) {
      referral.status = status
      // What was held goes on from where it was: in the queue, or with its time booked.
      if status != .onHold {
        referral.businessStatus = to.business.flatMap(ReferralBusinessStatus.init(rawValue:))
      }
    }
    if referral.status != .requested {
      referral.responseDue = nil
      referral.pausedAt = nil
      referral.heldDue = nil
    }
    guard !referral.isOpen, referral.status != .draft else { return }
    if referral.closedAt == nil {
      referral.closedAt = call.now
      try endCare(of: referral)
    }
    if ReferralRules.closesIdentity(referral.status, referral) { referral.stage = .need }
  }

  // A draft may have lain while its receiver closed or its agreement ended.
  private func submit(_ referral: inout Referral) throws {
    let finder = ReceiverFinder(
      database: call.database, today: call.today, owner: referral.board)
    let found = try finder.find(.id(referral.receiver.door.id), at: "/receiver")
    try ReferralRules.require(found, toTake: referral.subject)
    try ReferralRules.requireWhole(referral)
    try ReferralRules.require(referral.basis, of: referral.sender, today: call.today)
    if let id = referral.senderPerson, let person = try PersonStore(call.database).find(id) {
      try SubmitReferral(call).requireReaders(of: person, at: found, from: referral.sender)
    }
    referral.submittedAt = call.now
    referral.responseDue = try clock(of: referral).due(from: call.now)
  }

  private func reopen(_ referral: inout Referral) throws {
    referral.closedAt = nil
    referral.acknowledgedAt = nil
    referral.outcome = nil
    referral.feedback = nil
    referral.statusReason = nil
    referral.responseDue = try clock(of: referral).due(from: call.now)
    // What opened the identity on receipt opens it again.
    if referral.disclosureReason != .atAccept { referral.stage = .identity }
    try resumeCare(of: referral)
  }

  private func stopClock(_ referral: inout Referral) {
    referral.openedAt = referral.openedAt ?? call.now
    guard referral.pausedAt == nil else { return }
    referral.pausedAt = call.now
    referral.heldDue = referral.responseDue
    referral.responseDue = nil
  }

  private func startClock(_ referral: inout Referral) throws {
    guard let pausedAt = referral.pausedAt, let due = referral.heldDue else { return }
    referral.responseDue = try clock(of: referral).due(
      due, pausedAt: pausedAt, resumedAt: call.now)
    referral.heldDue = nil
    referral.pausedAt = nil
  }

  private func clock(of referral: Referral) throws -> AnswerClock {
    try AnswerClock(of: referral.receiver, referral.urgency, in: call.database)
  }

  // MARK: History

  private func event(
    _ step: Step, _ body: ReferralStepDocument, from before: State, _ referral: Referral,
    _ view: ReferralView
  ) -> ReferralEvent {
    let side: Side =
      step.sides.contains(.receiver) && view.sides.contains(.receiver) ? .receiver : .sender
    return ReferralEvent(
      id: call.makeID(), step: step.name, from: before.text, to: referral.state.text,
      at: call.now, actor: caller.reference, actorName: caller.name, side: side,
      reason: body.reason,
      text: body.question ?? body.text ?? body.note ?? body.feedback ?? body.estimate
        ?? body.reviewOn?.text)
  }
}
