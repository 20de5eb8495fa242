// A list's share of the decision: the same rules as Decision, turned into the sets that a Store
// maps to prepared statements.

package import Vocabulary

/// What a permission reaches for one caller now, for lists.
package struct Reach: Sendable, Equatable {
  /// The whole server.
  package var everything = false
  /// Whole boards.
  package var boards: Set<BoardID> = []
  /// Units, with those below them already in the set.
  package var units: Set<UnitID> = []
  /// Teams.
  package var teams: Set<TeamID> = []
  /// The partner's own.
  package var partner: PartnerID?
  /// Within these boards, what is the caller's own.
  package var ownWithin: Set<BoardID> = []

  /// Whether nothing is reached.
  package var isEmpty: Bool { self == Reach() }
}

extension Caller {
  /// What a permission reaches now.
  package func reach(_ permission: Permission, at now: Timestamp) -> Reach {
    var reach = Reach()
    for (grant, letter) in grants(for: permission, at: now) {
      switch letter {
      case .server: reach.everything = true
      case .board: reach.add(board: grant.scope)
      case .unit: reach.add(units: grant.scope)
      case .team: reach.add(teams: grant.scope, or: teams)
      case .own, .named: reach.add(own: grant.scope)
      case .partner: if case .partner(let partner) = grant.scope { reach.partner = partner }
      case .aggregates, .emergency, .exactNumber, .secondPerson: break
      }
    }
    return reach
  }
}

extension Reach {
  fileprivate mutating func add(board scope: GrantScope) {
    if scope == .server { everything = true }
    if let board = scope.board { boards.insert(board) }
  }

  fileprivate mutating func add(units scope: GrantScope) {
    switch scope {
    case .server, .board: add(board: scope)
    case .unit(_, let below, _): units.formUnion(below)
    case .team(_, let unit, _): units.insert(unit)
    case .partner: break
    }
  }

  fileprivate mutating func add(teams scope: GrantScope, or members: Set<TeamID>) {
    if case .team(let team, _, _) = scope { teams.insert(team) } else { teams.formUnion(members) }
  }

  fileprivate mutating func add(own scope: GrantScope) {
    if case .partner(let partner) = scope { self.partner = partner }
    if let board = scope.board { ownWithin.insert(board) }
  }
}
