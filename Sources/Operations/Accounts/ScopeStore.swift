// The only SQL of this room: what the scopes of grants and the owners of keys and users are. It
// reads boards, units, teams and partners by id or slug, and changes nothing.

import Access
import Pipeline
import SQLite
import Vocabulary

/// A place where a grant can hold, with what decisions about it need.
struct Place: Sendable {
  /// Its name for a new grant.
  let scope: ScopeName
  /// The facts that the one decision asks for.
  let facts: SubjectFacts
  /// The municipality that it lies in; nil for partners and the server.
  let municipality: MunicipalityID?
  /// Its name for people.
  let name: String

  /// The whole server.
  static let server = Place(
    scope: .server, facts: SubjectFacts(isPersonal: false), municipality: nil, name: "Samverkan")
}

/// Boards, units, teams and partners as scopes.
struct ScopeStore {
  private let database: Database

  /// A store on one connection.
  init(_ database: Database) { self.database = database }

  /// The board of an id or slug.
  func findBoard(_ reference: Reference) throws -> Place? {
    func read(_ row: inout Row) -> Place {
      let id: BoardID = row.id()
      return Place(
        scope: .board(id), facts: SubjectFacts(board: id, isPersonal: false),
        municipality: row.id(), name: row.text())
    }
    return switch reference {
    case .id(let id):
      try database.first(
        "SELECT id, municipality_id, name FROM board WHERE id = ?", id, read: read)
    case .slug(let slug):
      try database.first(
        "SELECT id, municipality_id, name FROM board WHERE slug = ?", slug, read: read)
    }
  }

  /// The unit of an id or slug.
  func findUnit(_ reference: Reference) throws -> Place? {
    func read(_ row: inout Row) -> Place {
      let (unit, board): (UnitID, BoardID) = (row.id(), row.id())
      return Place(
        scope: .unit(unit), facts: SubjectFacts(board: board, unit: unit, isPersonal: false),
        municipality: row.id(), name: row.text())
    }
    return switch reference {
    case .id(let id): try database.first(Self.unitByID, id, read: read)
    case .slug(let slug): try database.first(Self.unitBySlug, slug, read: read)
    }
  }

  /// The team of an id or slug.
  func findTeam(_ reference: Reference) throws -> Place? {
    func read(_ row: inout Row) -> Place {
      let (team, unit, board): (TeamID, UnitID, BoardID) = (row.id(), row.id(), row.id())
      return Place(
        scope: .team(team),
        facts: SubjectFacts(board: board, unit: unit, team: team, isPersonal: false),
        municipality: row.id(), name: row.text())
    }
    return switch reference {
    case .id(let id): try database.first(Self.teamByID, id, read: read)
    case .slug(let slug): try database.first(Self.teamBySlug, slug, read: read)
    }
  }

  /// The partner of an id or slug.
  func findPartner(_ reference: Reference) throws -> Place? {
    func read(_ row: inout Row) -> Place {
      let id: PartnerID = row.id()
      return Place(
        scope: .partner(id), facts: SubjectFacts(partner: id, isPersonal: false),
        municipality: nil, name: row.text())
    }
    return switch reference {
    case .id(let id):
      try database.first("SELECT id, name FROM partner WHERE id = ?", id, read: read)
    case .slug(let slug):
      try database.first("SELECT id, name FROM partner WHERE slug = ?", slug, read: read)
    }
  }

  /// The municipality of an id or of a code of four digits.
  func findMunicipality(_ reference: Reference) throws -> MunicipalityID? {
    switch reference {
    case .id(let id):
      try database.first("SELECT id FROM municipality WHERE id = ?", id) { $0.id() }
    case .slug(let code):
      try database.first("SELECT id FROM municipality WHERE code = ?", code) { $0.id() }
    }
  }

  /// The municipality of a board.
  func municipality(of board: BoardID) throws -> MunicipalityID? {
    try database.first("SELECT municipality_id FROM board WHERE id = ?", board) { $0.id() }
  }

  /// The boards that a partner has, or had, an agreement with.
  func boards(of partner: PartnerID) throws -> [BoardID] {
    try database.all(
      "SELECT DISTINCT board_id FROM agreement WHERE partner_id = ? ORDER BY board_id", partner
    ) { $0.id() }
  }

  /// Whether a partner works in a municipality.
  func works(_ partner: PartnerID, in municipality: MunicipalityID) throws -> Bool {
    try database.first(
      "SELECT 1 FROM partner_municipality WHERE partner_id = ? AND municipality_id = ?",
      partner, municipality
    ) { $0.bool() } ?? false
  }

  /// What kind of organisation a partner is.
  func kind(of partner: PartnerID) throws -> PartnerKind? {
    try database.first("SELECT kind FROM partner WHERE id = ?", partner) { row in
      try row.code(PartnerKind.self)
    }
  }

  private static let unitByID: StaticString = """
    SELECT u.id, u.board_id, b.municipality_id, u.name FROM unit u JOIN board b ON b.id = u.board_id
    WHERE u.id = ?
    """
  private static let unitBySlug: StaticString = """
    SELECT u.id, u.board_id, b.municipality_id, u.name FROM unit u JOIN board b ON b.id = u.board_id
    WHERE u.slug = ?
    """
  private static let teamByID: StaticString = """
    SELECT t.id, t.unit_id, u.board_id, b.municipality_id, t.name
    FROM team t JOIN unit u ON u.id = t.unit_id JOIN board b ON b.id = u.board_id WHERE t.id = ?
    """
  private static let teamBySlug: StaticString = """
    SELECT t.id, t.unit_id, u.board_id, b.municipality_id, t.name
    FROM team t JOIN unit u ON u.id = t.unit_id JOIN board b ON b.id = u.board_id WHERE t.slug = ?
    """
}
