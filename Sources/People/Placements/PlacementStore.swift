// Looks up the boards, units and teams that a body names, and decides where a new record lies. The
// tables are the Organisation room's; here they are only read.

import Access
import Pipeline
import SQLite
import Vocabulary

/// Finds where new records lie.
struct PlacementStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The board of an id or slug; nil when there is none.
  func board(_ reference: Reference) throws -> BoardID? {
    switch reference {
    case .id(let id):
      try database.first("SELECT id FROM board WHERE id = ?", id) { row in row.id() }
    case .slug(let slug):
      try database.first("SELECT id FROM board WHERE slug = ?", slug) { row in row.id() }
    }
  }

  /// The unit of an id or slug, with its board; nil when there is none.
  func unit(_ reference: Reference) throws -> Placement? {
    switch reference {
    case .id(let id):
      try database.first("SELECT board_id, id FROM unit WHERE id = ?", id) { row in
        Placement(board: row.id(), unit: row.id())
      }
    case .slug(let slug):
      try database.first("SELECT board_id, id FROM unit WHERE slug = ?", slug) { row in
        Placement(board: row.id(), unit: row.id())
      }
    }
  }

  /// The team of an id or slug, with its unit and board; nil when there is none.
  func team(_ reference: Reference) throws -> Placement? {
    switch reference {
    case .id(let id):
      try database.first(
        """
        SELECT n.board_id, n.id, t.id FROM team t JOIN unit n ON n.id = t.unit_id WHERE t.id = ?
        """, id
      ) { row in Placement(board: row.id(), unit: row.id(), team: row.id()) }
    case .slug(let slug):
      try database.first(
        """
        SELECT n.board_id, n.id, t.id FROM team t JOIN unit n ON n.id = t.unit_id WHERE t.slug = ?
        """, slug
      ) { row in Placement(board: row.id(), unit: row.id(), team: row.id()) }
    }
  }

  /// The places that a caller's grants offer, each team with its unit; teams of other boards fall
  /// away.
  func offered(_ permission: Permission, to caller: Caller, at now: Timestamp) throws -> [Placement]
  {
    try caller.placements(permission, at: now).compactMap { place in
      guard let team = place.team, place.unit == nil else { return place }
      let whole = try self.team(.id(team.erased))
      return whole?.board == place.board ? whole : nil
    }
  }
}

extension [Placement] {
  /// The one place to take where the body names none.
  ///
  /// - Parameter member: the body's member that would name a place within the board.
  /// - Throws: `Refusal` 403 where nothing is offered, 422 at the path where one must be named.
  func only(_ permission: Permission, naming member: String) throws(Refusal) -> Placement {
    guard let widest = first else { throw .forbidden(permission) }
    guard allSatisfy({ $0.board == widest.board && $0.partner == widest.partner }) else {
      throw .invalid(member == "/unit" ? "/board" : member, "required")
    }
    if widest.unit == nil, widest.team == nil { return widest }
    let isOne = allSatisfy { $0.unit == widest.unit && $0.team == widest.team }
    guard isOne else { throw .invalid(member, "required") }
    return widest
  }
}
