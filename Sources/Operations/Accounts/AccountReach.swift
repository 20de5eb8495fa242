// Whose accounts and keys an administrator may touch. Every answer is made of the one decision,
// asked about the owner and about each scope that a user holds something in.

import Access
import Pipeline
import Vocabulary

/// What one of the administrators' permissions covers for the caller of a call.
struct AccountReach {
  private let call: Call
  private let permission: Permission
  private let scopes: ScopeStore

  /// The reach of a permission.
  init(_ call: Call, _ permission: Permission) {
    self.call = call
    self.permission = permission
    scopes = ScopeStore(call.database)
  }

  /// Whether the reach covers a place.
  func covers(_ facts: SubjectFacts) throws -> Bool {
    if let partner = facts.partner { return try covers(partner) }
    return call.may(permission, on: facts)
  }

  /// Whether the reach covers a partner: its own administrator's does, and that of a municipality
  /// which is the only one that the partner has agreements with. A partner's account opens what
  /// every municipality has referred to it, so one of several may not take it over.
  func covers(_ partner: PartnerID) throws -> Bool {
    if call.may(permission, on: SubjectFacts(partner: partner, isPersonal: false)) { return true }
    let boards = try scopes.boards(of: partner)
    return !boards.isEmpty
      && boards.allSatisfy { call.may(permission, on: SubjectFacts(board: $0, isPersonal: false)) }
  }

  /// Whether the caller may see that a user exists: the user belongs to the caller's own
  /// municipality or partner.
  func sees(_ user: UserRecord) throws -> Bool {
    if call.may(permission, on: SubjectFacts(isPersonal: false)) { return true }
    if let partner = user.partner { return try covers(partner) }
    return try user.municipality.map { try municipalities().contains($0) } ?? false
  }

  /// Whether the caller may change a user: whatever the user holds, now or later, lies within the
  /// caller's reach. Who can set a password can sign in with it.
  func covers(_ user: UserRecord, holding grants: [Grant]) throws -> Bool {
    guard try sees(user) else { return false }
    return try grants.filter { $0.endsAt.map { call.now < $0 } ?? true }
      .allSatisfy { try covers($0.scope.facts) }
  }

  /// The municipalities that the caller administers something in.
  func municipalities() throws -> Set<MunicipalityID> {
    let boards = Set(
      (call.caller?.grants(for: permission, at: call.now) ?? []).compactMap(\.grant.scope.board))
    return Set(try boards.compactMap { try scopes.municipality(of: $0) })
  }
}

extension GrantScope {
  /// The facts that a decision about the scope itself needs.
  var facts: SubjectFacts {
    switch self {
    case .server: SubjectFacts(isPersonal: false)
    case .board(let board): SubjectFacts(board: board, isPersonal: false)
    case .unit(let unit, _, let board): SubjectFacts(board: board, unit: unit, isPersonal: false)
    case .team(let team, let unit, let board):
      SubjectFacts(board: board, unit: unit, team: team, isPersonal: false)
    case .partner(let partner): SubjectFacts(partner: partner, isPersonal: false)
    }
  }

  /// Whether a place lies within the scope.
  func contains(_ place: SubjectFacts) -> Bool {
    switch self {
    case .server: true
    case .board(let board): place.board == board
    case .unit(_, let below, _): place.unit.map(below.contains) ?? false
    case .team(let team, _, _): place.team == team
    case .partner(let partner): place.partner == partner
    }
  }
}
