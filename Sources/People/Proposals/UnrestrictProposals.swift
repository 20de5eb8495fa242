// To lift a restriction or a protection takes two: one proposes it, another who may read the record
// approves.

import Access
import Pipeline
import SQLite
import Vocabulary

/// The proposals to lift what guards a record.
struct UnrestrictProposals: ProposalSource {
  /// Proposes to lift what guards a person's record.
  ///
  /// - Throws: `Refusal` 409 where that is proposed already.
  static func propose(_ person: Person, note: String?, _ call: Call) throws -> Proposal {
    let id: ProposalID = call.makeID()
    let store = ProposalStore(call.database)
    try store.propose(
      id, .unrestrict, subject: person.id.erased, board: person.board, note: note,
      by: try call.signedIn().reference, at: call.now)
    let stored = try call.fetch(store.find(id, .unrestrict))
    return stored.proposal(.unrestrict, about: NamedThing(person.id, person.displayName))
  }

  func find(_ id: ProposalID, _ call: Call) throws -> Proposal? {
    try ProposalStore(call.database).find(id, .unrestrict).flatMap { try shown($0, call) }
  }

  func list(after: ProposalID?, limit: Int, _ call: Call) throws -> [Proposal] {
    let store = ProposalStore(call.database)
    let grants = try call.signedIn().grants(for: .personUnrestrict, at: call.now)
    return try Set(grants.compactMap(\.grant.scope.board)).sorted().flatMap { board in
      try VisibleRows.first(limit) { last, count in
        try store.list(.unrestrict, of: board, after: last?.id ?? after, limit: count)
      } judge: {
        try shown($0, call)
      }
    }
  }

  // Whoever sees it is one of the two.
  func mayApprove(_ proposal: Proposal, _ call: Call) throws -> Bool { true }

  func settle(_ proposal: Proposal, approves: Bool, _ call: Call) throws {
    let who = try call.signedIn().reference
    if approves {
      let persons = PersonStore(call.database)
      let person = try call.fetch(persons.find(PersonID(proposal.subject.id)))
      guard person.secrecy != .normal else { throw Refusal(.stepNotAllowed, allowed: ["reject"]) }
      try persons.lift(person, by: who, at: call.now)
    }
    try ProposalStore(call.database).settle(
      proposal.id, approves ? .approved : .rejected, by: who, at: call.now)
  }

  // Of a record that the caller may not read, there is no proposal.
  private func shown(_ stored: StoredProposal, _ call: Call) throws -> Proposal? {
    let persons = PersonStore(call.database)
    guard let person = try persons.find(PersonID(stored.subject)) else { return nil }
    let facts = try persons.facts(of: person, for: try call.signedIn(), at: call.now)
    guard call.isOneOfTwoToUnrestrict(facts) else { return nil }
    return stored.proposal(.unrestrict, about: NamedThing(person.id, person.displayName))
  }
}
