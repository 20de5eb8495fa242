// The only SQL about municipalities and boards.

package import Pipeline
package import SQLite
import Vocabulary

/// Municipalities and boards in the database.
package struct MunicipalityStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The board of an id or slug; nil when there is none.
  package func findBoard(_ reference: Reference) throws -> Board? {
    switch reference {
    case .id(let id): try database.first(Self.boardByID, id, read: Self.readBoard)
    case .slug(let slug): try database.first(Self.boardBySlug, slug, read: Self.readBoard)
    }
  }

  private static let boardByID: StaticString = """
    SELECT b.id, b.slug, b.name, b.short_code, m.id, m.name, b.version
    FROM board b JOIN municipality m ON m.id = b.municipality_id WHERE b.id = ?
    """
  private static let boardBySlug: StaticString = """
    SELECT b.id, b.slug, b.name, b.short_code, m.id, m.name, b.version
    FROM board b JOIN municipality m ON m.id = b.municipality_id WHERE b.slug = ?
    """

  private static func readBoard(_ row: inout Row) -> Board {
    Board(
      id: row.id(), slug: row.text(), name: row.text(), shortCode: row.text(),
      municipality: NamedThing(row.id() as MunicipalityID, row.text()), version: row.int())
  }
}
