// Two records of one person that become one, by two people, with a way back by two.

import Access
package import Pipeline
package import Vocabulary

/// A merging of two records (sw. *sammanslagning*).
package struct PersonMerge: Sendable {
  /// Its id.
  package let id: MergeID
  /// The board that owns both records.
  package let board: BoardID
  /// The record that stays.
  package let kept: PersonID
  /// The record whose content moves; its id leads to the kept one.
  package let absorbed: PersonID
  /// How far it has come, as it is stored.
  package let stored: MergeStatus
  /// Who proposed it.
  package let proposedBy: String
  /// When.
  package let proposedAt: Timestamp
  /// When it was approved or rejected.
  package let settledAt: Timestamp?
  /// Who asked to undo it.
  package let undoAskedBy: String?
  /// When.
  package let undoAskedAt: Timestamp?
  /// When it was undone.
  package let undoneAt: Timestamp?
  /// Raised with every change.
  package let version: Int

  /// How far it has come at an instant: what nobody answered lapses by itself.
  package func status(at now: Timestamp) -> MergeStatus {
    switch stored {
    case .proposed where FourEyes.hasLapsed(proposedAt, at: now): .lapsed
    case .undoAsked where undoAskedAt.map { FourEyes.hasLapsed($0, at: now) } ?? false: .done
    default: stored
    }
  }

  /// The state in the life cycle at an instant.
  package func state(at now: Timestamp) -> State { State(status(at: now).code) }

  /// Whether both records are one now.
  package var isStanding: Bool { stored == .done || stored == .undoAsked }

  /// Whether somebody may take a step beside their own earlier one: nobody approves what they
  /// proposed, nobody undoes alone.
  package func isOpen(_ step: Step, to who: String, at now: Timestamp) -> Bool {
    switch step.name {
    case "approve": FourEyes.mayApprove(who, proposedBy: proposedBy)
    case "undo":
      status(at: now) != .undoAsked || FourEyes.mayApprove(who, proposedBy: undoAskedBy)
    default: true
    }
  }
}

extension LifeCycle {
  /// The steps of a merging.
  static let merge = LifeCycle(
    "merge",
    [
      Step(
        "approve", Label("Godkänn", "Approve"), from: "proposed", to: "done", by: [.owner],
        .personMerge),
      Step(
        "reject", Label("Avvisa", "Reject"), from: "proposed", to: "rejected", by: [.owner],
        .personMerge),
      // Asked for by one, done by another.
      Step(
        "undo", Label("Ångra", "Undo"), from: "done undo_asked", to: "", by: [.owner],
        .personMerge),
      Step(
        "keep", Label("Behåll", "Keep"), from: "undo_asked", to: "done", by: [.owner],
        .personMerge),
    ])
}

/// The rules about which records may become one.
package enum MergeRules {
  /// Makes sure that two records may be of one person.
  ///
  /// Two personnummer are two people, and no two numbers of somebody protected are ever brought
  /// together: that would link an old identity with a new one (access.md 3.5).
  ///
  /// - Throws: `Refusal` 422 at the absorbed record.
  package static func check(_ kept: Person, _ absorbed: Person) throws(Refusal) {
    guard kept.id != absorbed.id else { throw .invalid("/absorbed", "same_person") }
    guard kept.board == absorbed.board else { throw .invalid("/absorbed", "unknown") }
    guard let one = kept.number, let other = absorbed.number, one.text != other.text else { return }
    let isProtected = kept.secrecy == .protected || absorbed.secrecy == .protected
    guard !isProtected, one.kind != other.kind else {
      throw .invalid("/absorbed", "two_identities")
    }
  }
}
