// Agreements beside those that partners were taken in with: of other kinds, and in other states.

import JSON

enum AgreementActs {
  /// Those that are made when the organisation is set up.
  static let all = [
    make(
      "uppsala.admin", "polisen", "police_cooperation", "SCN-2026-00106", as: "avtal.polisen"),
    make(
      "umea.admin", "polisen", "citizen_promise", "IFN-2026-00043", as: "avtal.medborgarlofte"),
    make(
      "uppsala.admin", "region-uppsala", "joint_programme", "SCN-2026-00107",
      as: "avtal.regionen"),
    make(
      "uppsala.admin", "region-uppsala", "service", "SCN-2026-00112", opensPersonData: true,
      as: "avtal.kartlaggning"),
    make(
      "uppsala.admin", "lansstyrelsen-uppsala", "action_plan", "SCN-2026-00108",
      as: "avtal.lansstyrelsen"),
    make(
      "uppsala.admin", "uppsala-moske-exempel", "guide_employment", "SCN-2026-00109",
      opensPersonData: true, as: "avtal.vagledare"),
    make(
      "solna.admin", "jouren-norrort-exempel", "service", "SN-2026-00012",
      opensPersonData: true, as: "avtal.norrort"),
  ]

  /// What happened to agreements since.
  static let later = [
    Act(
      "uppsala.admin", .ago(40, 10), "agreements",
      [
        "partner": "brottsofferstodet-exempel", "kind": "iop", "diaryNumber": "SCN-2026-00231",
        "from": "@day:20", "to": "@day:385", "opensPersonData": true,
      ], as: "avtal.brottsoffer"),
    Act(
      "uppsala.admin", .ago(33, 11), "agreements/@avtal.brottsoffer/transitions",
      ["step": "submit"]),
    Act(
      "uppsala.admin", .ago(10, 9), "agreements",
      [
        "partner": "aterhamtning-uppsala-exempel", "kind": "iop", "diaryNumber": "SCN-2026-00244",
        "from": "@day:30", "to": "@day:395", "opensPersonData": true,
      ], as: "avtal.nytt"),
    Act(
      "uppsala.admin", .ago(25, 14), "agreements/@avtal.vagledare/transitions",
      ["step": "suspend", "reason": "Vägledaren är tjänstledig."]),
    Act(
      "uppsala.admin", .ago(12, 15), "agreements/@avtal.lansstyrelsen/transitions",
      ["step": "terminate", "reason": "Planen är genomförd."]),
    Act(
      "uppsala.admin", .ago(8, 9), "partners/kvinnojouren-uppsala-exempel/transitions",
      ["step": "confirm"]),
  ]

  private static func make(
    _ who: String, _ partner: String, _ kind: String, _ diaryNumber: String,
    opensPersonData: Bool = false, as name: String
  ) -> Act {
    Act(
      who, "agreements",
      [
        "partner": "\(partner)", "kind": "\(kind)", "diaryNumber": "\(diaryNumber)",
        "from": "@day:-400", "to": "@day:275", "signedOn": "@day:-401",
        "opensPersonData": .bool(opensPersonData),
      ], as: name)
  }
}
