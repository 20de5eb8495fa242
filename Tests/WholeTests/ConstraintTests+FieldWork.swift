// What breaks the constraints of field work, of reports and of the server's mode.

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
      "report_run_period_check", "/reports/outreach/runs",
      #"{"period": {"from": "2026-11", "to": "2026-10"}}"#, as: "uppsala-statistician", 422,
      at: "/period/to"),
    Breach(
      "service_mode_mode_check", "/admin/mode", #"{"mode": "off"}"#, as: "operator", 422,
      at: "/mode", method: "PUT"),
  ]
}
