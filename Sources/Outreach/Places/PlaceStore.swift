// The only SQL about places.

import Access
import Pipeline
import SQLite
import Vocabulary

/// What a list of places is narrowed to.
struct PlaceFilter {
  var kind: PlaceKind?
  var status: PlaceStatus?
  var area: String?
  /// Only those where a visit is due at this instant.
  var dueAt: Timestamp?
}

/// Places in the database.
struct PlaceStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The place of an id; nil when there is none. Whether a caller may know is not asked here.
  func find(_ id: PlaceID) throws -> Place? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// The places of a board that are not protected, after one of them.
  func list(
    board: BoardID, _ filter: PlaceFilter, after: PlaceID, limit: Int
  ) throws -> [Place] {
    try database.all(
      Self.ofBoard, board, after, filter.kind?.code, filter.status?.code, filter.area,
      filter.dueAt, limit, read: Self.read)
  }

  /// The places of a team, protected ones or the others, after one of them.
  func list(
    team: TeamID, _ secrecy: SecrecyClass, _ filter: PlaceFilter, after: PlaceID, limit: Int
  ) throws -> [Place] {
    try database.all(
      Self.ofTeam, team, after, filter.kind?.code, filter.status?.code, filter.area,
      filter.dueAt, limit, secrecy.rawValue, read: Self.read)
  }

  /// The places that a partner runs, after one of them.
  func list(
    partner: PartnerID, _ filter: PlaceFilter, after: PlaceID, limit: Int
  ) throws -> [Place] {
    try database.all(
      Self.ofPartner, partner, after, filter.kind?.code, filter.status?.code, filter.area,
      filter.dueAt, limit, read: Self.read)
  }

  /// Inserts a place.
  func insert(
    _ id: PlaceID, _ facts: PlaceFacts, board: BoardID, team: TeamID, by creator: String,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO place (id, board_id, team_id, partner_id, name, kind, area, north, east,
        positioned_at, visit_days, hours, hazards, status, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, board, team, facts.partner, facts.name, facts.kind.code, facts.area,
      facts.position?.north, facts.position?.east, facts.position == nil ? nil : now,
      facts.visitDays, facts.hours, StoredCodes(facts.hazards), facts.status.code, now, creator)
  }

  /// Changes a place and raises its version; a position that is told anew is new again.
  func change(_ place: Place, to facts: PlaceFacts, isPositioned: Bool, at now: Timestamp) throws {
    let positionedAt = facts.position == nil ? nil : isPositioned ? now : place.positionedAt
    try database.run(
      """
      UPDATE place SET name = ?, area = ?, north = ?, east = ?, positioned_at = ?, visit_days = ?,
        hours = ?, hazards = ?, status = ?, version = version + 1
      WHERE id = ?
      """, facts.name, facts.area, facts.position?.north, facts.position?.east, positionedAt,
      facts.visitDays, facts.hours, StoredCodes(facts.hazards), facts.status.code, place.id)
  }

  /// Remembers when a place was last visited; an entry that comes late moves nothing back.
  func visited(_ id: PlaceID, at instant: Timestamp) throws {
    try database.run(
      """
      UPDATE place SET last_visit_at = ?2
      WHERE id = ?1 AND (last_visit_at IS NULL OR last_visit_at < ?2)
      """, id, instant)
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT p.id, p.board_id, t.unit_id, t.id, t.name, t.slug, r.id, r.name, r.slug, p.name, p.kind,
      p.area, p.north, p.east, p.positioned_at, p.visit_days, p.last_visit_at, p.hours, p.hazards,
      p.status, p.created_by, p.version
    FROM place p JOIN team t ON t.id = p.team_id LEFT JOIN partner r ON r.id = p.partner_id
    WHERE p.id = ?
    """
  private static let ofBoard: StaticString = """
    SELECT p.id, p.board_id, t.unit_id, t.id, t.name, t.slug, r.id, r.name, r.slug, p.name, p.kind,
      p.area, p.north, p.east, p.positioned_at, p.visit_days, p.last_visit_at, p.hours, p.hazards,
      p.status, p.created_by, p.version
    FROM place p JOIN team t ON t.id = p.team_id LEFT JOIN partner r ON r.id = p.partner_id
    WHERE p.board_id = ?1 AND p.secrecy_class = 'normal' AND p.id > ?2
      AND (?3 IS NULL OR p.kind = ?3) AND (?4 IS NULL OR p.status = ?4)
      AND (?5 IS NULL OR p.area = ?5)
      AND (?6 IS NULL OR coalesce(p.last_visit_at, 0) + p.visit_days * 86400000 <= ?6)
    ORDER BY p.id LIMIT ?7
    """
  private static let ofTeam: StaticString = """
    SELECT p.id, p.board_id, t.unit_id, t.id, t.name, t.slug, r.id, r.name, r.slug, p.name, p.kind,
      p.area, p.north, p.east, p.positioned_at, p.visit_days, p.last_visit_at, p.hours, p.hazards,
      p.status, p.created_by, p.version
    FROM place p JOIN team t ON t.id = p.team_id LEFT JOIN partner r ON r.id = p.partner_id
    WHERE p.team_id = ?1 AND p.secrecy_class = ?8 AND p.id > ?2
      AND (?3 IS NULL OR p.kind = ?3) AND (?4 IS NULL OR p.status = ?4)
      AND (?5 IS NULL OR p.area = ?5)
      AND (?6 IS NULL OR coalesce(p.last_visit_at, 0) + p.visit_days * 86400000 <= ?6)
    ORDER BY p.id LIMIT ?7
    """
  private static let ofPartner: StaticString = """
    SELECT p.id, p.board_id, t.unit_id, t.id, t.name, t.slug, r.id, r.name, r.slug, p.name, p.kind,
      p.area, p.north, p.east, p.positioned_at, p.visit_days, p.last_visit_at, p.hours, p.hazards,
      p.status, p.created_by, p.version
    FROM place p JOIN team t ON t.id = p.team_id LEFT JOIN partner r ON r.id = p.partner_id
    WHERE p.partner_id = ?1 AND p.secrecy_class = 'normal' AND p.id > ?2
      AND (?3 IS NULL OR p.kind = ?3) AND (?4 IS NULL OR p.status = ?4)
      AND (?5 IS NULL OR p.area = ?5)
      AND (?6 IS NULL OR coalesce(p.last_visit_at, 0) + p.visit_days * 86400000 <= ?6)
    ORDER BY p.id LIMIT ?7
    """

  private static func read(_ row: inout Row) throws -> Place {
    let (id, board, unit): (PlaceID, BoardID, UnitID) = (row.id(), row.id(), row.id())
    let team = NamedThing(row.id() as TeamID, row.text(), slug: row.text())
    let (partner, partnerName, partnerSlug): (PartnerID?, String?, String?) =
      (row.idOrNil(), row.textOrNil(), row.textOrNil())
    let (name, kind, area) = (row.text(), try row.code(PlaceKind.self), row.textOrNil())
    let (north, east) = (row.intOrNil(), row.intOrNil())
    return Place(
      id: id, board: board, unit: unit, team: team,
      partner: partner.map { NamedThing($0, partnerName ?? "", slug: partnerSlug) }, name: name,
      kind: kind, area: area,
      position: north.flatMap { north in east.map { Position(north: north, east: $0) } },
      positionedAt: row.timestampOrNil(), visitDays: row.intOrNil(),
      lastVisitAt: row.timestampOrNil(), hours: row.openingHours(),
      hazards: try row.storedTexts(), status: try row.code(PlaceStatus.self),
      createdBy: row.text(), version: row.int())
  }
}
