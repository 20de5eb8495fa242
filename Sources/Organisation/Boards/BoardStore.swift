// The only SQL about boards.

import Access
package import Pipeline
package import SQLite
package import Vocabulary

/// Boards in the database.
package struct BoardStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The board of an id or slug; nil when there is none.
  package func find(_ reference: Reference) throws -> Board? {
    switch reference {
    case .id(let id): try database.first(Self.byID, id, read: Self.read)
    case .slug(let slug): try database.first(Self.bySlug, slug, read: Self.read)
    }
  }

  /// The boards of a municipality, a handful.
  package func list(in municipality: MunicipalityID) throws -> [Board] {
    try database.all(Self.ofMunicipality, municipality, read: Self.read)
  }

  /// The boards that a caller's reach covers, in the order of their ids, after one of them.
  func list(
    _ reach: Reach, in municipality: MunicipalityID?, after: BoardID?, limit: Int, offset: Int
  ) throws -> [Board] {
    if reach.everything, municipality == nil {
      return try database.all(
        Self.afterID, after ?? BoardID(high: 0, low: 0), limit, offset, read: Self.read)
    }
    let found =
      if let municipality {
        try list(in: municipality).filter { reach.covers(board: $0.id) }
      } else {
        try reach.boardsReached.compactMap { try find(.id($0.erased)) }
      }
    let rest = found.filter { board in after.map { board.id > $0 } ?? true }
    return Array(rest.sorted { $0.id < $1.id }.dropFirst(offset).prefix(limit))
  }

  /// Inserts a board.
  ///
  /// - Throws: `DatabaseError` for a slug in use.
  func insert(
    _ id: BoardID, _ board: NewBoard, municipality: MunicipalityID, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO board (id, municipality_id, slug, name, short_code, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id, municipality, board.slug, board.name, board.shortCode, now)
  }

  private static let byID: StaticString = """
    SELECT b.id, b.slug, b.name, b.short_code, m.id, m.name, m.code, b.version
    FROM board b JOIN municipality m ON m.id = b.municipality_id WHERE b.id = ?
    """
  private static let bySlug: StaticString = """
    SELECT b.id, b.slug, b.name, b.short_code, m.id, m.name, m.code, b.version
    FROM board b JOIN municipality m ON m.id = b.municipality_id WHERE b.slug = ?
    """
  private static let ofMunicipality: StaticString = """
    SELECT b.id, b.slug, b.name, b.short_code, m.id, m.name, m.code, b.version
    FROM board b JOIN municipality m ON m.id = b.municipality_id WHERE b.municipality_id = ?
    """
  private static let afterID: StaticString = """
    SELECT b.id, b.slug, b.name, b.short_code, m.id, m.name, m.code, b.version
    FROM board b JOIN municipality m ON m.id = b.municipality_id
    WHERE b.id > ? ORDER BY b.id LIMIT ? OFFSET ?
    """

  private static func read(_ row: inout Row) -> Board {
    Board(
      id: row.id(), slug: row.text(), name: row.text(), shortCode: row.text(),
      municipality: NamedThing(row.id() as MunicipalityID, row.text(), slug: row.text()),
      version: row.int())
  }
}
