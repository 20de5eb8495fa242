// A role with personal data needs a second person (access.md 1, Rules on top): the grant that one
// asked for is made when another who may give it approves.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The grants that wait for a second person.
struct GrantProposals: ProposalSource {
  /// Proposes a grant.
  ///
  /// - Throws: `Refusal` 409 where the same is proposed already.
  static func propose(
    _ grant: NewGrant, to user: UserRecord, at place: Place, _ call: Call
  ) throws -> Proposal {
    let id: ProposalID = call.makeID()
    let store = ProposalStore(call.database)
    try store.propose(
      id, .grant, subject: user.id.erased, board: place.facts.board,
      content: content(of: grant, at: call.now), note: grant.reason, by: grant.grantedBy,
      at: call.now)
    return try call.fetch(
      try GrantProposals().shown(try call.fetch(store.find(id, .grant)), call))
  }

  func find(_ id: ProposalID, _ call: Call) throws -> Proposal? {
    try ProposalStore(call.database).find(id, .grant).flatMap { try shown($0, call) }
  }

  func list(after: ProposalID?, limit: Int, _ call: Call) throws -> [Proposal] {
    let store = ProposalStore(call.database)
    let grants = try call.signedIn().grants(for: .roleGrant, at: call.now)
    if grants.contains(where: { $0.letter == .server }) {
      return try VisibleRows.first(limit) { last, count in
        try store.list(.grant, after: last?.id ?? after, limit: count)
      } judge: {
        try shown($0, call)
      }
    }
    return try Set(grants.compactMap(\.grant.scope.board)).sorted().flatMap { board in
      try VisibleRows.first(limit) { last, count in
        try store.list(.grant, of: board, after: last?.id ?? after, limit: count)
      } judge: {
        try shown($0, call)
      }
    }
  }

  // Not oneself, and nothing that one could not give oneself; what reaches a whole board over
  // identity takes two administrators.
  func mayApprove(_ proposal: Proposal, _ call: Call) throws -> Bool {
    let caller = try call.signedIn()
    guard proposal.subject.id != caller.user?.erased,
      let (_, wanted) = try stored(proposal.id, call),
      let place = try wanted.place(in: ScopeStore(call.database))
    else { return false }
    guard GrantRules.excess(of: wanted.role, given: caller, at: place, now: call.now) == nil else {
      return false
    }
    return GrantRules.takesTwoAdministrators(wanted.role)
      ? caller.isAdministrator(at: place, now: call.now) : true
  }

  func settle(_ proposal: Proposal, approves: Bool, _ call: Call) throws {
    guard let (stored, wanted) = try stored(proposal.id, call) else { throw Refusal.notFound }
    if approves { try give(wanted, stored, call) }
    try ProposalStore(call.database).settle(
      proposal.id, approves ? .approved : .rejected, by: try call.signedIn().reference,
      at: call.now)
  }

  // What was right a week ago may not be so any more.
  private func give(_ wanted: WantedGrant, _ stored: StoredProposal, _ call: Call) throws {
    let scopes = ScopeStore(call.database)
    guard let user = try AccountStore(call.database).findUser(UserID(stored.subject)),
      let place = try wanted.place(in: scopes),
      try GrantRoutes.fault(in: wanted.role, for: user, at: place, scopes) == nil,
      wanted.until.map({ call.now < $0 }) ?? true
    else { throw Refusal(.stepNotAllowed, allowed: ["reject"]) }
    try AccountStore(call.database).insertGrant(
      NewGrant(
        id: call.makeID(), user: user.id, role: wanted.role, scope: place.scope,
        startsAt: max(wanted.from ?? call.now, call.now), endsAt: wanted.until,
        grantedBy: stored.proposedBy, reason: stored.note), at: call.now)
  }

  // MARK: as it is stored

  private static func content(of grant: NewGrant, at now: Timestamp) -> String {
    var writer = JSONWriter()
    let place: (kind: String, id: AnyID?) =
      switch grant.scope {
      case .server: ("server", nil)
      case .board(let id): ("board", id.erased)
      case .unit(let id): ("unit", id.erased)
      case .team(let id): ("team", id.erased)
      case .partner(let id): ("partner", id.erased)
      }
    writer.object { writer in
      writer.member("role", grant.role.rawValue)
      writer.member("kind", place.kind)
      writer.member("id", place.id?.text)
      // What begins at once begins when it is approved.
      writer.member("from", grant.startsAt > now ? grant.startsAt.text : nil)
      writer.member("until", grant.endsAt?.text)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func stored(
    _ id: ProposalID, _ call: Call
  ) throws -> (StoredProposal, WantedGrant)? {
    guard let stored = try ProposalStore(call.database).find(id, .grant),
      let wanted = try WantedGrant(stored.content)
    else { return nil }
    return (stored, wanted)
  }

  // Whoever may see the user and reach the place sees the proposal.
  private func shown(_ stored: StoredProposal, _ call: Call) throws -> Proposal? {
    let reach = AccountReach(call, .roleGrant)
    guard let wanted = try WantedGrant(stored.content),
      let place = try wanted.place(in: ScopeStore(call.database)),
      let user = try AccountStore(call.database).findUser(UserID(stored.subject)),
      try reach.covers(place.facts), try reach.sees(user)
    else { return nil }
    var proposal = stored.proposal(.grant, about: NamedThing(user.id, user.name))
    proposal.other = wanted.id.map { NamedThing($0, place.name) }
    proposal.role = wanted.role.rawValue
    proposal.until = wanted.until
    return proposal
  }
}

/// A grant that is asked for, as a proposal holds it.
private struct WantedGrant {
  let role: Role
  let kind: String
  let id: AnyID?
  let from: Timestamp?
  let until: Timestamp?

  init?(_ content: String) throws {
    let json = try JSONReader.read(Array(content.utf8))
    guard let role = json["role"]?.string.flatMap(Role.init(rawValue:)) else { return nil }
    self.role = role
    kind = json["kind"]?.string ?? ""
    id = json["id"]?.string.flatMap { AnyID($0) }
    from = json["from"]?.string.flatMap { Timestamp($0) }
    until = json["until"]?.string.flatMap { Timestamp($0) }
  }

  func place(in scopes: ScopeStore) throws -> Place? {
    guard let id else { return kind == "server" ? .server : nil }
    return switch kind {
    case "board": try scopes.findBoard(.id(id))
    case "unit": try scopes.findUnit(.id(id))
    case "team": try scopes.findTeam(.id(id))
    case "partner": try scopes.findPartner(.id(id))
    default: nil
    }
  }
}
