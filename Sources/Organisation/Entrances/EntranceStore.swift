// The only SQL about entrances.

package import Pipeline
package import SQLite
package import Vocabulary

/// Entrances in the database.
package struct EntranceStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The entrance of an id or slug; nil when there is none.
  package func find(_ reference: Reference) throws -> Entrance? {
    switch reference {
    case .id(let id): try database.first(Self.byID, id, read: Self.read)
    case .slug(let slug): try database.first(Self.bySlug, slug, read: Self.read)
    }
  }

  /// Entrances in the order of their ids, after one of them.
  ///
  /// - Parameter groups: only for these target groups; for any where it is empty.
  package func list(
    in municipality: MunicipalityID?, for groups: [TargetGroup], after: EntranceID?,
    limit: Int, offset: Int
  ) throws -> [Entrance] {
    let after = after ?? EntranceID(high: 0, low: 0)
    let groups = groups.isEmpty ? "" : "," + groups.map(\.code).joined(separator: ",") + ","
    guard let municipality else {
      return try database.all(Self.afterID, after, groups, limit, offset, read: Self.read)
    }
    return try database.all(
      Self.ofMunicipality, after, groups, limit, offset, municipality, read: Self.read)
  }

  /// Inserts an entrance into the municipality of its unit's board.
  ///
  /// - Throws: `DatabaseError` for a slug in use.
  func insert(
    _ id: EntranceID, _ entrance: NewEntrance, unit: Unit, team: TeamID?, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO entrance (id, municipality_id, slug, name, target_group, unit_id, team_id, phone,
        hours, out_of_hours_phone, text_sv, text_en, created_at)
      SELECT ?, municipality_id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM board WHERE id = ?
      """, id, entrance.slug, entrance.name, entrance.targetGroup.code, unit.id, team,
      entrance.phone, entrance.hours, entrance.outOfHoursPhone, entrance.textSv, entrance.textEn,
      now, unit.boardID)
  }

  /// Changes an entrance and raises its version.
  func change(_ entrance: Entrance, _ change: EntranceChange, team: TeamID?) throws {
    try database.run(
      """
      UPDATE entrance SET name = ?, target_group = ?, team_id = ?, phone = ?, hours = ?,
        out_of_hours_phone = ?, text_sv = ?, text_en = ?, version = version + 1
      WHERE id = ?
      """, change.name.applied(to: entrance.name) ?? entrance.name,
      (change.targetGroup.applied(to: entrance.targetGroup) ?? entrance.targetGroup).code, team,
      change.phone.applied(to: entrance.phone),
      change.hours.applied(to: entrance.hours) ?? OpeningHours(),
      change.outOfHoursPhone.applied(to: entrance.outOfHoursPhone),
      change.textSv.applied(to: entrance.textSv), change.textEn.applied(to: entrance.textEn),
      entrance.id)
  }

  private static let byID: StaticString = """
    SELECT e.id, e.slug, e.name, e.target_group, m.id, m.name, m.code, u.id, u.name, u.slug,
      u.board_id, t.id, t.name, t.slug, e.phone, e.hours, e.out_of_hours_phone, e.text_sv,
      e.text_en, e.version
    FROM entrance e JOIN municipality m ON m.id = e.municipality_id
    JOIN unit u ON u.id = e.unit_id LEFT JOIN team t ON t.id = e.team_id
    WHERE e.id = ?
    """
  private static let bySlug: StaticString = """
    SELECT e.id, e.slug, e.name, e.target_group, m.id, m.name, m.code, u.id, u.name, u.slug,
      u.board_id, t.id, t.name, t.slug, e.phone, e.hours, e.out_of_hours_phone, e.text_sv,
      e.text_en, e.version
    FROM entrance e JOIN municipality m ON m.id = e.municipality_id
    JOIN unit u ON u.id = e.unit_id LEFT JOIN team t ON t.id = e.team_id
    WHERE e.slug = ?
    """
  private static let afterID: StaticString = """
    SELECT e.id, e.slug, e.name, e.target_group, m.id, m.name, m.code, u.id, u.name, u.slug,
      u.board_id, t.id, t.name, t.slug, e.phone, e.hours, e.out_of_hours_phone, e.text_sv,
      e.text_en, e.version
    FROM entrance e JOIN municipality m ON m.id = e.municipality_id
    JOIN unit u ON u.id = e.unit_id LEFT JOIN team t ON t.id = e.team_id
    WHERE e.id > ?1 AND (?2 = '' OR instr(?2, ',' || e.target_group || ',') > 0)
    ORDER BY e.id LIMIT ?3 OFFSET ?4
    """
  private static let ofMunicipality: StaticString = """
    SELECT e.id, e.slug, e.name, e.target_group, m.id, m.name, m.code, u.id, u.name, u.slug,
      u.board_id, t.id, t.name, t.slug, e.phone, e.hours, e.out_of_hours_phone, e.text_sv,
      e.text_en, e.version
    FROM entrance e JOIN municipality m ON m.id = e.municipality_id
    JOIN unit u ON u.id = e.unit_id LEFT JOIN team t ON t.id = e.team_id
    WHERE e.municipality_id = ?5 AND e.id > ?1
      AND (?2 = '' OR instr(?2, ',' || e.target_group || ',') > 0)
    ORDER BY e.id LIMIT ?3 OFFSET ?4
    """

  private static func read(_ row: inout Row) throws -> Entrance {
    let (id, slug, name): (EntranceID, String, String) = (row.id(), row.text(), row.text())
    let targetGroup = try row.code(TargetGroup.self)
    let municipality = NamedThing(row.id() as MunicipalityID, row.text(), slug: row.text())
    let unit = NamedThing(row.id() as UnitID, row.text(), slug: row.text())
    let board: BoardID = row.id()
    let teamID: TeamID? = row.idOrNil()
    let (teamName, teamSlug) = (row.textOrNil(), row.textOrNil())
    return Entrance(
      id: id, slug: slug, name: name, targetGroup: targetGroup, municipality: municipality,
      unit: unit, boardID: board,
      team: teamID.map { NamedThing($0, teamName ?? "", slug: teamSlug) },
      phone: row.textOrNil(), hours: row.openingHours(), outOfHoursPhone: row.textOrNil(),
      textSv: row.textOrNil(), textEn: row.textOrNil(), version: row.int())
  }
}
