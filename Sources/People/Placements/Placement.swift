// Where a new record lies: the board, unit and team, or the partner, that a caller's grants offer
// for it. Pure; ids of a body are looked up by PlacementStore.

package import Access
package import Vocabulary

/// The owner of a record, and where with the owner it lies.
package struct Placement: Hashable, Sendable {
  /// The board that owns it.
  package var board: BoardID?
  /// The unit that it lies in.
  package var unit: UnitID?
  /// The team that works with it.
  package var team: TeamID?
  /// The partner that owns it.
  package var partner: PartnerID?

  /// A place; a record has either a board or a partner.
  package init(
    board: BoardID? = nil, unit: UnitID? = nil, team: TeamID? = nil, partner: PartnerID? = nil
  ) {
    self.board = board
    self.unit = unit
    self.team = team
    self.partner = partner
  }

  /// The facts for deciding whether a caller may put something here.
  package var facts: SubjectFacts {
    SubjectFacts(
      board: board, unit: unit, team: team, partner: partner, isNamed: true, isPersonal: true)
  }
}

extension Caller {
  /// The places that the caller's grants offer for a permission, the widest first.
  func placements(_ permission: Permission, at now: Timestamp) -> [Placement] {
    var found: [Placement] = []
    for (grant, letter) in grants(for: permission, at: now) {
      for place in places(grant.scope, letter, at: now) where !found.contains(place) {
        found.append(place)
      }
    }
    return found.sorted { $0.breadth < $1.breadth }
  }

  private func places(
    _ scope: GrantScope, _ letter: ScopeLetter, at now: Timestamp
  ) -> [Placement] {
    switch (letter, scope) {
    case (.board, _): scope.board.map { [Placement(board: $0)] } ?? []
    case (.unit, .board(let board)): [Placement(board: board)]
    case (.unit, .unit(let unit, _, let board)): [Placement(board: board, unit: unit)]
    case (.unit, .team(_, let unit, let board)): [Placement(board: board, unit: unit)]
    case (.team, .team(let team, let unit, let board)):
      [Placement(board: board, unit: unit, team: team)]
    case (.team, _):
      scope.board.map { board in
        teams(within: board, at: now).sorted().map { Placement(board: board, team: $0) }
      } ?? []
    // What a key names, it names for its whole board.
    case (.named, .board(let board)) where kind == .key: [Placement(board: board)]
    case (.partner, .partner(let partner)): [Placement(partner: partner)]
    default: []
    }
  }
}

extension Placement {
  fileprivate var breadth: Int { (unit == nil ? 0 : 1) + (team == nil ? 0 : 2) }
}
