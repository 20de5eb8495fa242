// Mergings among the proposals: the same rows and the same acts as /merges, seen with all else that
// waits for a second person.

import Pipeline
import SQLite
import Vocabulary

/// The proposals to merge records, and to undo it.
struct MergeProposals: ProposalSource {
  /// Whose rows follow the records.
  let rooms: [any PersonReferences]

  func find(_ id: ProposalID, _ call: Call) throws -> Proposal? {
    guard let merge = try MergeStore(call.database).find(MergeID(id.erased)) else { return nil }
    return try MergeRoutes.view(of: merge, call).map { proposal(of: $0, call) }
  }

  func list(after: ProposalID?, limit: Int, _ call: Call) throws -> [Proposal] {
    let store = MergeStore(call.database)
    return try call.mergeBoards().flatMap { board in
      try VisibleRows.first(limit) { last, count in
        try store.list(
          of: board, after: last?.id ?? after.map { MergeID($0.erased) }, limit: count)
      } judge: { merge in
        try MergeRoutes.view(of: merge, call).map { proposal(of: $0, call) }
      }
    }
  }

  // Whoever sees it may merge both records.
  func mayApprove(_ proposal: Proposal, _ call: Call) throws -> Bool { true }

  func settle(_ proposal: Proposal, approves: Bool, _ call: Call) throws {
    let merge = try call.fetch(MergeStore(call.database).find(MergeID(proposal.id.erased)))
    let isUndo = proposal.kind == .undoMerge
    let name = approves ? (isUndo ? "undo" : "approve") : (isUndo ? "keep" : "reject")
    try MergeRoutes.perform(name, merge, call, rooms)
  }

  private func proposal(of view: MergeView, _ call: Call) -> Proposal {
    let merge = view.merge
    let status: ProposalStatus =
      switch view.status {
      case .proposed, .undoAsked: .proposed
      case .lapsed: .lapsed
      case .rejected: .rejected
      case .done, .undone: .approved
      }
    let isUndo = view.status == .undoAsked || view.status == .undone
    var proposal = Proposal(
      id: ProposalID(merge.id.erased), kind: isUndo ? .undoMerge : .merge,
      subject: NamedThing(merge.kept, view.kept.displayName),
      other: NamedThing(merge.absorbed, view.absorbed.displayName), board: merge.board,
      proposedBy: (isUndo ? merge.undoAskedBy : nil) ?? merge.proposedBy,
      proposedAt: (isUndo ? merge.undoAskedAt : nil) ?? merge.proposedAt, version: merge.version)
    proposal.stored = status
    proposal.settledAt = isUndo ? merge.undoneAt : merge.settledAt
    return proposal
  }
}
