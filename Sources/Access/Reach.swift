// A list's share of the decision: the same rules as Decision, turned into the sets that a Store
// maps to prepared statements. What it reaches is still subject to secrecy and to the agreement.

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
  /// Partners, with all that is theirs.
  package var partners: Set<PartnerID> = []
  /// Within these boards, what is the caller's own.
  package var ownWithin: Set<BoardID> = []
  /// Within these boards, what names the caller.
  package var namedWithin: Set<BoardID> = []
  /// Of these partners, what is the caller's own.
  package var ownOfPartners: Set<PartnerID> = []
  /// Of these partners, what names the caller.
  package var namedOfPartners: Set<PartnerID> = []

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
      case .team: add(teamsOf: grant.scope, to: &reach, at: now)
      case .own: reach.add(grant.scope, within: \.ownWithin, of: \.ownOfPartners)
      case .named: reach.add(grant.scope, within: \.namedWithin, of: \.namedOfPartners)
      case .partner: if case .partner(let partner) = grant.scope { reach.partners.insert(partner) }
      case .aggregates, .emergency, .exactNumber, .secondPerson: break
      }
    }
    return reach
  }

  // A member's teams count only within the board of the grant: a place in another board's team
  // is no grant there.
  private func add(teamsOf scope: GrantScope, to reach: inout Reach, at now: Timestamp) {
    if case .team(let team, _, _) = scope {
      reach.teams.insert(team)
    } else if let board = scope.board {
      reach.teams.formUnion(teams(within: board, at: now))
    }
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

  fileprivate mutating func add(
    _ scope: GrantScope, within boards: WritableKeyPath<Reach, Set<BoardID>>,
    of partners: WritableKeyPath<Reach, Set<PartnerID>>
  ) {
    if case .partner(let partner) = scope { self[keyPath: partners].insert(partner) }
    if let board = scope.board { self[keyPath: boards].insert(board) }
  }
}
