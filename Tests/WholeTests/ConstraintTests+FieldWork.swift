// What breaks the constraints of field work and of the server's mode.

extension ConstraintTests {
  static let ofFieldWork: [Breach] = [
    Breach(
      "trafficking_checklist_subject_check", "/trafficking-checklists", #"{"answers": []}"#,
      as: "uppsala-outreach", 422, at: "/person"),
    Breach(
      "cooperation_note_party_check", "/cooperation-notes", #"{"who": "x", "about": "x"}"#,
      as: "uppsala-outreach", 422, at: "/partner"),
    Breach(
      "cooperation_note_party_check", "/cooperation-notes",
      """
      {"who": "x", "about": "x", "partner": "\(shelter)", "unit": "uppsala-nexus"}
      """, as: "uppsala-outreach", 422, at: "/unit"),
    Breach(
      "service_mode_mode_check", "/admin/mode", #"{"mode": "off"}"#, as: "operator", 422,
      at: "/mode", method: "PUT"),
  ]
}
