// Lists of the field start from teams: what a caller reaches, turned into the teams in it.

import Access
import SQLite
import Vocabulary

/// Finds the teams that a reach covers.
struct TeamReach {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The teams, in the order of their ids.
  func teams(_ reach: Reach) throws -> [TeamID] {
    var found = reach.teams
    for board in reach.boards.union(reach.namedWithin) {
      found.formUnion(
        try database.all(
          "SELECT t.id FROM unit u JOIN team t ON t.unit_id = u.id WHERE u.board_id = ?", board
        ) { row in row.id() as TeamID })
    }
    for unit in reach.units {
      found.formUnion(
        try database.all("SELECT id FROM team WHERE unit_id = ?", unit) { row in
          row.id() as TeamID
        })
    }
    return found.sorted()
  }
}
