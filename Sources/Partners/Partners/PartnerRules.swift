// The life of a partner as a table, and what follows from it. Pure: no database, no clock.

import Access
import Pipeline
import Vocabulary

/// The rules of partners.
enum PartnerRules {
  /// Days after which a partner that nobody has confirmed counts as unverified.
  static let confirmedDaysMax = 100

  /// Which steps there are, from where to where, and who may take them (domain.md 1.10).
  static let lifeCycle = LifeCycle(
    "partner",
    [
      Step(
        "verify", Label("Kontrollera", "Verify"), from: "applied", to: "verified", by: [.owner],
        .partnerVerify),
      Step(
        "activate", Label("Öppna", "Activate"), from: "verified suspended", to: "active",
        by: [.owner], .partnerVerify),
      Step(
        "suspend", Label("Pausa", "Suspend"), from: "verified active", to: "suspended",
        by: [.owner], .partnerVerify, required: ["reason"]),
      Step(
        "close", Label("Avsluta", "Close"), from: "applied verified active suspended",
        to: "closed", by: [.owner], .partnerVerify, required: ["reason"]),
      Step(
        "confirm", Label("Uppgifterna stämmer", "The details are right"),
        from: "applied verified active suspended", to: "", by: [.owner], .partnerWrite),
    ])

  /// `unverified` for a partner that was not confirmed in time; else nil.
  static func businessStatus(of partner: Partner, on today: Day) -> String? {
    guard partner.status == .active || partner.status == .verified else { return nil }
    let last = Day.of(partner.confirmedAt).plus(days: confirmedDaysMax)
    return last < today ? "unverified" : nil
  }

  /// The status in plain words.
  static func statusText(of partner: Partner, _ reader: Reading) -> String {
    let text = partner.status.label[reader.language]
    guard businessStatus(of: partner, on: reader.today) != nil else { return text }
    let note = Label("uppgifterna är inte bekräftade på länge", "not confirmed for a long time")
    return text + ", " + note[reader.language]
  }

  /// The status of a partner that is taken in: active with a signed agreement.
  static func firstStatus(hasSignedAgreement: Bool) -> PartnerStatus {
    hasSignedAgreement ? .active : .verified
  }

  /// Makes sure that a key's last day does.
  ///
  /// - Throws: `Refusal` 422 for a day that has passed or is more than two years away.
  static func requireKeyDay(_ day: Day, at path: String, today: Day) throws(Refusal) {
    guard day >= today, day <= today.plus(months: 24) else { throw .invalid(path) }
  }
}
