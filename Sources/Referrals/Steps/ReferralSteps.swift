// The life cycle of a referral: the one table that says what can be done when, and by whom
// (domain.md 1.10; states in the words of FHIR Task).

import Pipeline
import Vocabulary

/// The steps of a referral.
package enum ReferralSteps {
  /// The table.
  package static let cycle = LifeCycle(
    "referral", sending + answering + working + ending)

  private static let open = "requested accepted in-progress on-hold"

  private static let sending = [
    Step(
      "submit", Label("Skicka", "Send"), from: "draft", to: "requested", by: [.sender],
      .referralSubmit),
    Step(
      "reply", Label("Svara på frågan", "Answer the question"), from: "requested/info_requested",
      to: "requested/received", by: [.sender], .referralMessage, required: ["text"]),
    Step(
      "cancel", Label("Återta", "Cancel"), from: "requested accepted on-hold", to: "cancelled",
      by: [.sender], .referralCancel, required: ["reason"]),
    Step(
      "withdraw", Label("Samtycket återkallat", "Consent withdrawn"), from: open,
      to: "cancelled/consent_withdrawn", by: [.sender, .receiver], .referralWithdraw),
    Step(
      "acknowledge", Label("Kvittera", "Acknowledge"), from: "completed failed rejected", to: "",
      by: [.sender], .referralAcknowledge),
  ]

  private static let answering = [
    Step(
      "receive", Label("Öppna", "Open"), from: "requested/-", to: "requested/received",
      by: [.receiver], .referralDecide),
    Step(
      "ask", Label("Fråga", "Ask"), from: "requested", to: "requested/info_requested",
      by: [.receiver], .referralDecide, required: ["question"]),
    Step(
      "accept", Label("Ta emot", "Accept"), from: "requested accepted/waitlisted", to: "accepted",
      by: [.receiver], .referralDecide, optional: ["person", "note"]),
    Step(
      "waitlist", Label("Sätt i kö", "Put on the waiting list"), from: "requested",
      to: "accepted/waitlisted", by: [.receiver], .referralDecide, optional: ["estimate"]),
    Step(
      "decline", Label("Avböj", "Decline"), from: "requested", to: "rejected", by: [.receiver],
      .referralDecide, required: ["reason"], optional: ["text"],
      choices: ["reason": DeclineReason.codes]),
    Step(
      "forward", Label("Skicka vidare", "Forward"), from: "requested rejected accepted/waitlisted",
      to: "rejected/forwarded", by: [.receiver], .referralForward,
      required: ["receiver", "basis"], optional: ["note"]),
  ]

  private static let working = [
    Step(
      "assign", Label("Fördela", "Assign"), from: open, to: "", by: [.receiver], .referralAssign,
      optional: ["user", "team"]),
    // An appointment's own step makes it: it stands here so that history and diagram know it.
    Step(
      "book", Label("Boka tid", "Book"), from: "accepted", to: "accepted/scheduled",
      by: [.receiver], .appointmentWrite, isOffered: false),
    Step(
      "start", Label("Börja", "Start"), from: "accepted", to: "in-progress", by: [.receiver],
      .referralWork),
    Step(
      "hold", Label("Låt vila", "Put on hold"), from: "accepted in-progress", to: "on-hold",
      by: [.receiver], .referralWork, required: ["reason", "reviewOn"]),
    Step(
      "resume", Label("Återuppta", "Resume"), from: "on-hold", to: "", by: [.receiver],
      .referralWork),
  ]

  private static let ending = [
    Step(
      "complete", Label("Avsluta", "Complete"), from: "accepted in-progress", to: "completed",
      by: [.receiver], .referralClose, required: ["outcome"], optional: ["feedback"],
      choices: ["outcome": Outcome.codes]),
    Step(
      "fail", Label("Kunde inte genomföras", "Could not be done"),
      from: "accepted in-progress on-hold", to: "failed", by: [.receiver], .referralClose,
      required: ["reason"], optional: ["text"], choices: ["reason": FailReason.codes]),
    Step(
      "reopen", Label("Öppna igen", "Reopen"), from: "completed failed rejected",
      to: "requested/received", by: [.receiver], .referralReopen, required: ["note"]),
    Step(
      "mark-error", Label("Felregistrerad", "Entered in error"),
      from: open + " completed failed rejected cancelled", to: "entered-in-error", by: [.sender],
      .referralCancel, required: ["note"]),
  ]
}
