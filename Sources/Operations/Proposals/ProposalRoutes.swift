// Proposals over HTTP: whatever waits for a second person, from every room, in one list, with the
// same two steps. Nobody approves their own.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Proposals over HTTP.
package struct ProposalRoutes {
  private let sources: [any ProposalSource]

  /// The routes over some rooms' proposals.
  package init(_ sources: [any ProposalSource]) { self.sources = sources + [GrantProposals()] }

  /// The table.
  package var all: [Route] {
    [
      Route(
        .get, "/api/v1/proposals", "proposal.list",
        "What waits for a second person and the caller may see; `status` asks for what was "
          + "settled.",
        needs: Self.needs, isPersonal: true,
        parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) } + [
          Parameter("status", .code(ProposalStatus.self), "Statuses, separated by commas."),
          Parameter("kind", .code(ProposalKind.self), "Kinds, separated by commas."),
        ], answers: .ok, .page(of: Proposal.shape, named: "ProposalPage"), handler: list),
      Route(
        .get, "/api/v1/proposals/{proposal}", "proposal.read", "One proposal.",
        needs: Self.needs, isPersonal: true, answers: .ok, Proposal.shape,
        handler: { call in
          let (proposal, source) = try find(call)
          return try reply(with: proposal, from: source, call)
        }),
      Route(
        .post, "/api/v1/proposals/{proposal}/transitions", "proposal.step",
        "Takes a step: approve (never one's own), reject; within \(FourEyes.daysMax) days.",
        needs: Self.needs, isPersonal: true, takes: ProposalStep.self,
        example: #"{"step": "approve"}"#, answers: .ok, Proposal.shape, handler: take),
    ]
  }

  private static let needs = Need.permission([.personMerge, .personUnrestrict, .roleGrant])

  private func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after: ProposalID? = try page.afterID()
    let asked = try call.codes("status", ProposalStatus.self)
    let statuses = asked.isEmpty ? [.proposed] : asked
    let kinds = try call.codes("kind", ProposalKind.self)
    let found = try sources.flatMap { source in
      try VisibleRows.first(page.fetchCount) { last, limit in
        try source.list(after: last?.id ?? after, limit: limit, call)
      } judge: { proposal in
        statuses.contains(proposal.status(at: call.now))
          && (kinds.isEmpty || kinds.contains(proposal.kind))
          ? (proposal: proposal, source: source) : nil
      }
    }.sorted { $0.proposal.id < $1.proposal.id }
    let shown = found.prefix(page.limit).map(\.proposal)
    let about = About.personal(
      shown.map(\.subject.id), boards: Set(shown.compactMap(\.board)).sorted(),
      fields: ["proposal"])
    let steps = try found.map { try self.steps(of: $0.proposal, from: $0.source, call) }
    return call.list(
      Array(zip(found.map(\.proposal), steps)), on: page, about: about, end: { [$0.0.id.text] }
    ) { item, writer in item.0.write(to: &writer, steps: item.1, call: call) }
  }

  private func take(_ call: Call, _ body: ProposalStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let (proposal, source) = try find(call)
    guard try may(step, proposal, source, call) else {
      throw Refusal.forbidden(proposal.kind.permission)
    }
    try call.obeyMatch(proposal.version)
    let allowed = try steps(of: proposal, from: source, call)
    try LifeCycle.proposal.require(step, from: proposal.state(at: call.now)) { step in
      allowed.contains { $0.name == step.name }
    }
    try source.settle(proposal, approves: step.name == "approve", call)
    // What was approved may be gone from the caller's sight: a merged record, an undone merging.
    var settled = try source.find(proposal.id, call) ?? proposal
    settled.kind = proposal.kind
    settled.stored = step.name == "approve" ? .approved : .rejected
    settled.settledAt = call.now
    return try reply(with: settled, from: source, call)
  }

  private func find(_ call: Call) throws -> (Proposal, any ProposalSource) {
    let id: ProposalID = try call.id()
    for source in sources {
      if let proposal = try source.find(id, call) { return (proposal, source) }
    }
    throw Refusal.notFound
  }

  private func may(
    _ step: Step, _ proposal: Proposal, _ source: any ProposalSource, _ call: Call
  ) throws -> Bool {
    let who = try call.signedIn().reference
    // Whoever asked may take it back: that is a rejection, too.
    if proposal.proposedBy == who { return step.name == "reject" }
    return try source.mayApprove(proposal, call)
  }

  private func steps(
    of proposal: Proposal, from source: any ProposalSource, _ call: Call
  ) throws -> [Step] {
    try LifeCycle.proposal.next(from: proposal.state(at: call.now)) { _ in true }
      .filter { try may($0, proposal, source, call) }
  }

  private func reply(
    with proposal: Proposal, from source: any ProposalSource, _ call: Call
  ) throws -> Reply {
    let steps = try steps(of: proposal, from: source, call)
    return Reply(
      about: proposal.about, version: proposal.version, at: "/api/v1/proposals/\(proposal.id)"
    ) { proposal.write(to: &$0, steps: steps, call: call) }
  }
}

extension Proposal {
  fileprivate func state(at now: Timestamp) -> State { State(status(at: now).code) }
}

extension ProposalKind {
  /// The permission that approving takes.
  fileprivate var permission: Permission {
    switch self {
    case .merge, .undoMerge: .personMerge
    case .unrestrict: .personUnrestrict
    case .grant: .roleGrant
    }
  }
}

extension LifeCycle {
  /// The steps of a proposal; the permission is that of what is proposed.
  static let proposal = LifeCycle(
    "proposal",
    [
      Step(
        "approve", Label("Godkänn", "Approve"), from: "proposed", to: "approved", by: [.owner],
        .roleGrant),
      Step(
        "reject", Label("Avvisa", "Reject"), from: "proposed", to: "rejected", by: [.owner],
        .roleGrant),
    ])
}

/// The body of a step of a proposal.
struct ProposalStep: Document {
  static let name = "ProposalStep"

  let step: Step?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .proposal)
    fields.check(step)
  }
}
