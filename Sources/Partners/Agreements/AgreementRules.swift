// The life of an agreement as a table, and what its terms must be. Pure: no database, no clock.

import Access
import Pipeline
import Vocabulary

/// The rules of agreements.
enum AgreementRules {
  /// Which steps there are, from where to where, and who may take them (domain.md 1.10).
  ///
  /// That an agreement expires is no step: its last day passes (``Agreement/status(on:)``).
  static let lifeCycle = LifeCycle(
    "agreement",
    [
      Step(
        "submit", Label("Till granskning", "Send to review"), from: "draft", to: "review",
        by: [.owner], .agreementWrite),
      Step(
        "sign", Label("Undertecknat", "Signed"), from: "review", to: "review/signed",
        by: [.owner], .agreementWrite, required: ["signedOn"]),
      Step(
        "activate", Label("Sätt i kraft", "Bring into force"), from: "review/signed",
        to: "active", by: [.owner], .agreementWrite),
      Step(
        "suspend", Label("Låt vila", "Suspend"), from: "active", to: "suspended", by: [.owner],
        .agreementWrite, required: ["reason"]),
      Step(
        "resume", Label("Återuppta", "Resume"), from: "suspended", to: "active", by: [.owner],
        .agreementWrite),
      Step(
        "terminate", Label("Säg upp", "Terminate"), from: "draft review active suspended",
        to: "terminated", by: [.owner], .agreementWrite, required: ["reason"]),
    ])

  /// The status in plain words.
  static func statusText(of agreement: Agreement, _ reader: Reading) -> String {
    let status = agreement.status(on: reader.today)
    if status == .active, agreement.startsOn > reader.today {
      return Label("gäller från \(agreement.startsOn)", "active from \(agreement.startsOn)")[
        reader.language]
    }
    if status == .review, agreement.signedOn != nil {
      return Label("undertecknat, inte i kraft", "signed, not in force")[reader.language]
    }
    return status.label[reader.language]
  }

  /// The status of an agreement that is taken in: one that is signed is in force at once.
  static func firstStatus(signedOn: Day?) -> AgreementStatus { signedOn == nil ? .draft : .active }

  /// Makes sure that a new agreement's days make sense today.
  ///
  /// - Parameter path: where the terms stand in the body.
  /// - Throws: `Refusal` 422 for a last day that has passed, or a signature yet to come.
  static func requireDays(
    to last: Day, signedOn: Day?, at path: String, today: Day
  ) throws(Refusal) {
    guard last >= today else { throw .invalid(path + "/to") }
    if let signedOn { try requireSigned(on: signedOn, at: path, today: today) }
  }

  /// Makes sure that a signature is not one of tomorrow.
  ///
  /// - Throws: `Refusal` 422 for a day that has not come.
  static func requireSigned(on day: Day, at path: String, today: Day) throws(Refusal) {
    guard day <= today else { throw .invalid(path + "/signedOn") }
  }

  /// Makes sure that a change fits an agreement: what was signed is changed by a new agreement
  /// only, but for its last day and its diary number.
  ///
  /// - Throws: `Refusal` 409 for one that has ended, 422 with the path of what may not change.
  static func require(
    _ change: AgreementChange, on agreement: Agreement, today: Day
  ) throws(Refusal) {
    switch agreement.status(on: today) {
    case .expired, .terminated: throw Refusal(.stepNotAllowed, allowed: [])
    case .active, .suspended:
      if change.startsOn.isAsked { throw .invalid("/from", "locked") }
      if change.opensPersonData.isAsked { throw .invalid("/opensPersonData", "locked") }
    case .draft, .review: break
    }
    if change.opensPersonData.applied(to: agreement.opensPersonData),
      !agreement.kind.mayOpenPersonData
    {
      throw .invalid("/opensPersonData")
    }
    let first = change.startsOn.applied(to: agreement.startsOn)
    guard first <= change.endsOn.applied(to: agreement.endsOn) else {
      throw .invalid(change.endsOn.isAsked ? "/to" : "/from")
    }
  }
}
