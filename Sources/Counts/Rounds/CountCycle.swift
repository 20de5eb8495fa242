// The life of a count round as a table (domain.md 1.10). Published is final: what was wrong is put
// right by a new round.

import Access
import Pipeline
import Vocabulary

/// The life cycle of count rounds.
enum CountCycle {
  /// Which steps there are.
  static let cycle = LifeCycle(
    "count-round",
    [
      Step(
        "open", Label("Öppna för rapportering", "Open for reports"), from: "planned", to: "open",
        by: [.owner], .countManage),
      Step(
        "close", Label("Stäng rapporteringen", "Close for reports"), from: "open", to: "closed",
        by: [.owner], .countManage),
      Step(
        "reconcile", Label("Stäm av och förstör nyckeln", "Reconcile and destroy the key"),
        from: "closed", to: "reconciled", by: [.owner], .countManage),
      Step(
        "publish", Label("Publicera", "Publish"), from: "reconciled", to: "published",
        by: [.owner], .countManage),
    ])

  /// Makes sure that rows and returns may still come in.
  ///
  /// - Throws: `Refusal` 409 unless the round is open.
  static func requireOpen(_ round: CountRound) throws(Refusal) {
    guard round.status == .open else { throw Refusal(.stepNotAllowed, allowed: []) }
  }

  /// Makes sure that rows may still be looked at and left out: afterwards there are only figures.
  ///
  /// - Throws: `Refusal` 409 before it is opened and once it is reconciled.
  static func requireRows(_ round: CountRound) throws(Refusal) {
    guard round.status == .open || round.status == .closed else {
      throw Refusal(.stepNotAllowed, allowed: [])
    }
  }
}
