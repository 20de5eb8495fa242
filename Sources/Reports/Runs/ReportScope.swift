// Whose records a caller may count: exactly where a grant of theirs lies. Whoever has a whole board
// gets no run of one unit of it: a unit is what is left when the others are taken from the board.

import Access
import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// What a run counts.
struct ReportScope: Hashable, Sendable {
  /// The kinds of scopes.
  enum Kind: String, CaseIterable, Sendable {
    case board
    case unit
    case team
    case partner
  }

  let kind: Kind
  /// The id of the board, unit, team or partner.
  let id: AnyID
  /// The board that it lies in; nil for a partner.
  let board: BoardID?
  /// The unit, of units and teams.
  var unit: UnitID?
  /// A unit with those below it.
  var units: Set<UnitID> = []
  /// Whether the caller is given no geography: another authority's view (access.md 1, `A`).
  var isCoarse = false

  /// The scopes of a caller now, widest first.
  static func all(of caller: Caller, at now: Timestamp) -> [ReportScope] {
    var scopes: [AnyID: ReportScope] = [:]
    for (grant, letter) in caller.grants(for: .reportRun, at: now) {
      for scope in reached(by: grant.scope, letter, caller, now) {
        // What one grant shows coarsely another may show whole.
        if let known = scopes[scope.id], !known.isCoarse { continue }
        scopes[scope.id] = scope
      }
    }
    let order = Kind.allCases
    return scopes.values.sorted {
      (order.firstIndex(of: $0.kind) ?? 0, $0.id) < (order.firstIndex(of: $1.kind) ?? 0, $1.id)
    }
  }

  private static func reached(
    by granted: GrantScope, _ letter: ScopeLetter, _ caller: Caller, _ now: Timestamp
  ) -> [ReportScope] {
    switch (letter, granted) {
    case (.board, _), (.unit, .board), (.named, .board): whole(granted.board)
    case (.aggregates, _):
      whole(granted.board).map { scope in
        var scope = scope
        scope.isCoarse = true
        return scope
      }
    case (.unit, .unit(let unit, let below, let board)): [of(unit, below, board)]
    case (.unit, .team(_, let unit, let board)): [of(unit, [unit], board)]
    case (.team, .team(let team, let unit, let board)): [of(team, unit, board)]
    case (.team, _):
      granted.board.map { board in
        caller.teams(within: board, at: now).map { of($0, nil, board) }
      } ?? []
    case (.partner, .partner(let partner)), (.named, .partner(let partner)):
      [ReportScope(kind: .partner, id: partner.erased, board: nil)]
    default: []
    }
  }

  private static func whole(_ board: BoardID?) -> [ReportScope] {
    board.map { [ReportScope(kind: .board, id: $0.erased, board: $0)] } ?? []
  }

  private static func of(_ unit: UnitID, _ below: Set<UnitID>, _ board: BoardID) -> ReportScope {
    ReportScope(kind: .unit, id: unit.erased, board: board, unit: unit, units: below)
  }

  private static func of(_ team: TeamID, _ unit: UnitID?, _ board: BoardID) -> ReportScope {
    ReportScope(kind: .team, id: team.erased, board: board, unit: unit)
  }
}

extension ReportScope {
  /// Its name, for people and for requests.
  func named(in database: Database) throws -> NamedThing? {
    switch kind {
    case .board:
      try BoardStore(database).find(.id(id)).map { NamedThing($0.id, $0.name, slug: $0.slug) }
    case .unit:
      try UnitStore(database).find(.id(id)).map { NamedThing($0.id, $0.name, slug: $0.slug) }
    case .team:
      try TeamStore(database).find(.id(id)).map { NamedThing($0.id, $0.name, slug: $0.slug) }
    case .partner:
      try PartnerStore(database).find(.id(id)).map { NamedThing($0.id, $0.name, slug: $0.slug) }
    }
  }

  /// The smallest positive count that is shown: the municipality's, the highest of several.
  func smallCellLimit(in database: Database) throws -> Int {
    let boards = try board.map { [$0] } ?? PartnerStore(database).boards(of: PartnerID(id))
    let limits = try boards.compactMap { board in
      try BoardStore(database).find(.id(board.erased)).flatMap {
        try MunicipalityStore(database).find(.id($0.municipality.id))?.smallCellLimit
      }
    }
    return limits.max() ?? Self.smallCellLimitUsual
  }

  static let smallCellLimitUsual = 5
}
