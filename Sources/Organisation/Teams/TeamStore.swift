// The only SQL about teams and their members.

import Access
package import Pipeline
package import SQLite
package import Vocabulary

/// Teams in the database.
package struct TeamStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The team of an id or slug; nil when there is none.
  package func find(_ reference: Reference) throws -> Team? {
    switch reference {
    case .id(let id): try database.first(Self.byID, id, read: Self.read)
    case .slug(let slug): try database.first(Self.bySlug, slug, read: Self.read)
    }
  }

  /// The teams that a caller's reach covers, in the order of their ids, after one of them.
  func list(_ reach: Reach, after: TeamID?, limit: Int, offset: Int) throws -> [Team] {
    let after = after ?? TeamID(high: 0, low: 0)
    if reach.everything {
      return try database.all(Self.afterID, after, limit, offset, read: Self.read)
    }
    return try reach.page(limit: limit, offset: offset, by: \Team.id) { board, count in
      try database.all(Self.ofBoard, board, after, count, read: Self.read)
    }
  }

  /// The teams of a board, for figures of all of it.
  package func ids(of board: BoardID) throws -> [TeamID] {
    try database.all(
      "SELECT t.id FROM unit u JOIN team t ON t.unit_id = u.id WHERE u.board_id = ?", board
    ) { row in row.id() }
  }

  /// The teams of one unit.
  package func ids(of unit: UnitID) throws -> [TeamID] {
    try database.all("SELECT id FROM team WHERE unit_id = ?", unit) { row in row.id() }
  }

  /// Inserts a team.
  ///
  /// - Throws: `DatabaseError` for a slug in use.
  func insert(_ id: TeamID, _ team: NewTeam, unit: UnitID, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO team (id, unit_id, slug, name, target_groups, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id, unit, team.slug, team.name, StoredTexts(team.targetGroups), now)
  }

  /// Changes a team and raises its version.
  func change(_ team: Team, _ change: TeamChange) throws {
    try database.run(
      "UPDATE team SET name = ?, target_groups = ?, version = version + 1 WHERE id = ?",
      change.name.applied(to: team.name) ?? team.name,
      StoredTexts(change.targetGroups.applied(to: team.targetGroups) ?? []), team.id)
  }

  // MARK: members

  /// Who is in a team, those whose time is past or to come included, in the order of their ids.
  package func members(of team: TeamID) throws -> [TeamMember] {
    try database.all(
      """
      SELECT u.id, u.name, m.role_in_team, m.starts_on, m.ends_on
      FROM team_member m JOIN user_account u ON u.id = m.user_id
      WHERE m.team_id = ? ORDER BY m.user_id
      """, team, read: Self.readMember)
  }

  /// Someone's membership of a team; nil when they are not in it.
  package func member(_ user: UserID, of team: TeamID) throws -> TeamMember? {
    try database.first(
      """
      SELECT u.id, u.name, m.role_in_team, m.starts_on, m.ends_on
      FROM team_member m JOIN user_account u ON u.id = m.user_id
      WHERE m.team_id = ? AND m.user_id = ?
      """, team, user, read: Self.readMember)
  }

  /// Whether a user belongs to a municipality.
  func isUser(_ user: UserID, of municipality: MunicipalityID) throws -> Bool {
    let found = try database.first(
      "SELECT municipality_id FROM user_account WHERE id = ?", user
    ) { row -> MunicipalityID? in row.idOrNil() }
    return found == municipality
  }

  /// Puts someone into a team, or writes anew how they are in it; what they may do changes with it.
  func put(_ user: UserID, into team: TeamID, _ membership: Membership) throws {
    try database.run(
      """
      INSERT INTO team_member (team_id, user_id, role_in_team, starts_on, ends_on)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (team_id, user_id) DO UPDATE SET role_in_team = excluded.role_in_team,
        starts_on = excluded.starts_on, ends_on = excluded.ends_on
      """, team, user, membership.roleInTeam, membership.from, membership.to)
    database.markAccessChanged()
  }

  /// Takes someone out of a team; what they may do changes with it.
  func remove(_ user: UserID, from team: TeamID) throws {
    try database.run("DELETE FROM team_member WHERE team_id = ? AND user_id = ?", team, user)
    database.markAccessChanged()
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT t.id, t.slug, t.name, u.id, u.name, u.slug, b.id, b.name, b.slug, b.municipality_id,
      t.target_groups, t.version
    FROM team t JOIN unit u ON u.id = t.unit_id JOIN board b ON b.id = u.board_id
    WHERE t.id = ?
    """
  private static let bySlug: StaticString = """
    SELECT t.id, t.slug, t.name, u.id, u.name, u.slug, b.id, b.name, b.slug, b.municipality_id,
      t.target_groups, t.version
    FROM team t JOIN unit u ON u.id = t.unit_id JOIN board b ON b.id = u.board_id
    WHERE t.slug = ?
    """
  private static let afterID: StaticString = """
    SELECT t.id, t.slug, t.name, u.id, u.name, u.slug, b.id, b.name, b.slug, b.municipality_id,
      t.target_groups, t.version
    FROM team t JOIN unit u ON u.id = t.unit_id JOIN board b ON b.id = u.board_id
    WHERE t.id > ? ORDER BY t.id LIMIT ? OFFSET ?
    """
  private static let ofBoard: StaticString = """
    SELECT t.id, t.slug, t.name, u.id, u.name, u.slug, b.id, b.name, b.slug, b.municipality_id,
      t.target_groups, t.version
    FROM board b JOIN unit u ON u.board_id = b.id JOIN team t ON t.unit_id = u.id
    WHERE b.id = ? AND t.id > ? ORDER BY t.id LIMIT ?
    """

  private static func read(_ row: inout Row) throws -> Team {
    Team(
      id: row.id(), slug: row.text(), name: row.text(),
      unit: NamedThing(row.id() as UnitID, row.text(), slug: row.text()),
      board: NamedThing(row.id() as BoardID, row.text(), slug: row.text()),
      municipalityID: row.id(),
      targetGroups: try row.texts().compactMap(TargetGroup.init(rawValue:)), version: row.int())
  }

  private static func readMember(_ row: inout Row) -> TeamMember {
    TeamMember(
      user: NamedThing(row.id() as UserID, row.text()), roleInTeam: row.textOrNil(),
      from: row.dayOrNil(), to: row.dayOrNil())
  }
}
