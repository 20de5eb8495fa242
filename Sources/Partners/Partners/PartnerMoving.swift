// Taking a partner through its life. What a step of the partner means for its agreements is decided
// here: a partner that is not trusted gets nobody's data from the same second.

import Pipeline
import SQLite
import Vocabulary

/// What happens to a partner in one call.
struct PartnerMoving {
  private let call: Call
  private let store: PartnerStore

  /// The moving of one call, on the writer's connection.
  init(_ call: Call) {
    self.call = call
    store = PartnerStore(call.database)
  }

  /// Takes a step that was found to be allowed.
  ///
  /// - Throws: `Refusal` 409 for closing a partner whose agreements are in force.
  func take(_ step: Step, on partner: Partner, reason: String?) throws {
    let status = step.to.flatMap { PartnerStatus(code: $0.status) }
    switch status {
    case nil: try store.confirm(partner.id, at: call.now)
    case .closed?:
      guard try agreementsInForce(with: partner.id).isEmpty else { throw Refusal(.stillInUse) }
    case .suspended?: try suspendAgreements(with: partner.id, reason: reason)
    case .applied?, .verified?, .active?: break
    }
    if let status { try store.setStatus(status, of: partner.id, at: call.now) }
    try PartnerEventStore(call.database).insert(
      call.event(
        step.name, from: partner.status.code, to: (status ?? partner.status).code, reason: reason),
      partner: partner.id)
    try Directory(call.database).refresh(partner.id)
  }

  private func agreementsInForce(with partner: PartnerID) throws -> [Agreement] {
    try AgreementStore(call.database).list(of: partner).filter { agreement in
      let status = agreement.status(on: call.today)
      return status == .active || status == .suspended
    }
  }

  // Whoever activates the partner again does not speak for the boards: each resumes its own.
  private func suspendAgreements(with partner: PartnerID, reason: String?) throws {
    guard let suspend = AgreementRules.lifeCycle["suspend"] else { return }
    for agreement in try agreementsInForce(with: partner)
    where suspend.leads(from: agreement.state(on: call.today)) {
      try AgreementMaking(call).take(suspend, on: agreement, reason: reason, signedOn: nil)
    }
  }
}
