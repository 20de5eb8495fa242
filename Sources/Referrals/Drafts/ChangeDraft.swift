// Drafts: changed as often as one likes, and looked at closely only when they are sent. Nobody but
// the sender's side knows of them.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// Changes or discards a draft.
struct ChangeDraft {
  private let call: Call
  private let store: ReferralStore

  init(_ call: Call) {
    self.call = call
    store = ReferralStore(call.database)
  }

  /// The draft that the path names, and the caller's view of it.
  ///
  /// - Throws: `Refusal` 404, 403, 428, 412; 409 for a referral that was sent.
  func find() throws -> (Referral, ReferralView) {
    let referral = try call.fetch(store.find(call.id()))
    let view = try ReferralView(referral, for: call)
    try view.requireAgreement()
    guard view.maySend(.referralCreate, call) else {
      throw Refusal.forbidden(.referralCreate)
    }
    try call.requireMatch(referral.version)
    guard referral.status == .draft else {
      throw Refusal(
        .stepNotAllowed, allowed: view.nextSteps(referral, at: call.now).map(\.name))
    }
    return (referral, view)
  }

  /// Changes what the body says.
  ///
  /// - Throws: `Refusal` as `find`; 422 for what cannot be, 409 for a reference in use.
  func perform(_ body: DraftChange) throws -> ReferralID {
    var (draft, _) = try find()
    let submit = try SubmitReferral(call)
    if let receiver = body.receiver { try send(&draft, to: receiver, submit) }
    if let urgency = body.urgency { draft.urgency = urgency }
    draft.needs = body.needs.applied(to: draft.needs) ?? []
    draft.reason = body.reason.applied(to: draft.reason) ?? ""
    if let basis = body.basis {
      try ReferralRules.require(basis, of: draft.sender, today: call.today)
      draft.basis = basis
    }
    if let subject = body.subject {
      let (given, person) = try submit.subject(of: subject, for: draft.sender)
      draft.subject = given
      draft.senderPerson = person?.id
      draft.secrecy = person?.secrecy ?? .normal
    }
    try rename(&draft, body.reference)
    // What decides when the identity opens may have changed with urgency or subject.
    let wantsAtSubmit =
      body.disclosure.applied(to: draft.disclosureReason) == .atSubmit
    (draft.stage, draft.disclosureReason) = ReferralRules.disclosure(
      draft.urgency, draft.subject, wantsAtSubmit: wantsAtSubmit)
    try store.saveDraft(&draft, at: call.now)
    return draft.id
  }

  private func send(
    _ draft: inout Referral, to reference: Reference, _ submit: SubmitReferral
  ) throws {
    let (found, owner) = try submit.receiver(reference, from: draft.sender)
    draft.receiver = found.receiver
    draft.team = found.team
    draft.board = owner
  }

  private func rename(_ draft: inout Referral, _ change: Change<String>) throws {
    let reference = change.applied(to: draft.reference)
    if let reference, reference != draft.reference,
      try store.find(reference: reference, of: draft.sender, by: draft.author) != nil
    {
      throw Refusal(.referenceInUse)
    }
    draft.reference = reference
  }
}

extension ReferralRules {
  /// Makes sure that a draft says all that a referral must.
  ///
  /// - Throws: `Refusal` 422 with a fault for each part that is missing.
  static func requireWhole(_ draft: Referral) throws(Refusal) {
    var missing: [String] = []
    if draft.needs.isEmpty { missing.append("/needs") }
    if draft.reason.isEmpty { missing.append("/reason") }
    let isNamed = draft.senderPerson != nil || draft.subject.hasIdentity
    if draft.basis.kind != .anonymous, !isNamed { missing.append("/subject/alias") }
    var faults = missing.map { FieldFault(path: $0, code: "required") }
    if draft.basis.kind == .anonymous, draft.senderPerson != nil || draft.subject.isIdentified {
      faults.append(FieldFault(path: "/subject", code: "must_be_anonymous"))
    }
    guard faults.isEmpty else { throw Refusal(.validationFailed, errors: faults) }
  }
}
