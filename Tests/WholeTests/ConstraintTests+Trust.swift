// Constraints of what watches over the rest, and requests that break them.

extension ConstraintTests {
  static let ofTrust: [Breach] = [
    Breach(
      "emergency_opening_period_check", "/emergency-openings",
      """
      {"person": "019ab3c4-0000-7000-8000-000000000001", "reason": "Hittad medvetslös på stan.",
       "minutes": 181}
      """, as: "uppsala-intake", 422, at: "/minutes"),
    Breach(
      "review_period_check", "/reviews", #"{"from": "2026-11-25", "to": "2026-11-24"}"#,
      as: "uppsala-auditor", 422, at: "/to"),
  ]
}
