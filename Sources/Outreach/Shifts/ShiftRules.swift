// A shift's life cycle, and when the next sign of life is due. Pure.

import Access
import Pipeline
import Vocabulary

extension LifeCycle {
  /// The steps of a shift. Partners of a joint shift give signs of life; the rest is the owner's.
  static let shift = LifeCycle(
    "shift",
    [
      Step(
        "start", Label("Börja passet", "Start"), from: "planned", to: "started", by: [.owner],
        .shiftRun),
      Step(
        "check-in", Label("Allt är bra", "We are well"), from: "started", to: "",
        by: [.owner, .receiver], .shiftSafetyCheck, optional: ["id", "at", "note"]),
      Step(
        "end", Label("Avsluta passet", "End"), from: "started", to: "ended", by: [.owner],
        .shiftRun, optional: ["summary", "weather"]),
      Step(
        "review", Label("Gå igenom", "Review"), from: "ended", to: "reviewed", by: [.owner],
        .shiftReview, optional: ["note"]),
      Step(
        "cancel", Label("Ställ in", "Cancel"), from: "planned", to: "cancelled", by: [.owner],
        .shiftPlan, required: ["reason"]),
    ])
}

extension Shift {
  /// The state in the life cycle's words.
  var state: State { State(status.code) }

  /// When the next sign of life is due; nil while nobody is out, or none was agreed.
  var checkInDue: Timestamp? {
    guard status == .started, let minutes = checkInMinutes, let last = checkedAt ?? startedAt else {
      return nil
    }
    return last.plus(seconds: minutes * 60)
  }

  /// Whether a sign of life is late: computed when it is asked for, so no timer can miss it.
  func isOverdue(at now: Timestamp) -> Bool { checkInDue.map { $0 < now } ?? false }
}
