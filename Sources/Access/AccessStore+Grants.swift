// The grants of users as they stand in the database, each with the scope that it names resolved:
// a unit with those below it, a team with its unit, and the board above.

import SQLite
package import Vocabulary

/// A grant with what administrators see of it.
package struct GrantRecord: Sendable {
  /// Its id.
  package let id: GrantID
  /// To whom it was given.
  package let user: UserID
  /// Role, scope and time.
  package let grant: Grant
  /// Who gave it: a user's id, a key's, or `system`.
  package let grantedBy: String
  /// Why.
  package let reason: String?
}

extension AccessStore {
  /// The grants of a user, past and future included.
  package func grants(of user: UserID) throws -> [Grant] {
    try grantRecords(of: user).map(\.grant)
  }

  /// The grants of a user with their ids, past and future included, in the order of their ids.
  package func grantRecords(of user: UserID) throws -> [GrantRecord] {
    try database.all(Self.grantsOfUser, user, read: Self.read).compactMap(record(of:))
  }

  /// The grant of an id; nil when there is none.
  package func findGrant(_ id: GrantID) throws -> GrantRecord? {
    try database.first(Self.grantByID, id, read: Self.read).flatMap(record(of:))
  }

  /// A unit and all units below it.
  package func units(below unit: UnitID) throws -> Set<UnitID> {
    let found = try database.all(
      """
      WITH RECURSIVE below (id) AS (
        SELECT ?1 UNION SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id)
      SELECT id FROM below
      """, unit
    ) { row -> UnitID in row.id() }
    return Set(found)
  }

  /// Those who have, or had, a role in some units or in their teams.
  package func users(within units: Set<UnitID>) throws -> Set<UserID> {
    var users: Set<UserID> = []
    for unit in units {
      users.formUnion(
        try database.all(
          """
          SELECT user_id FROM role_grant WHERE unit_id = ?1
          UNION
          SELECT user_id FROM role_grant WHERE team_id IN (SELECT id FROM team WHERE unit_id = ?1)
          """, unit
        ) { row -> UserID in row.id() })
    }
    return users
  }

  private static let grantsOfUser: StaticString = """
    SELECT g.id, g.user_id, g.role, g.board_id, g.unit_id, g.team_id, g.partner_id, g.starts_at,
      g.ends_at, coalesce(b.name, n.name, t.name, p.name, 'Samverkan'),
      coalesce(n.board_id, tn.board_id), t.unit_id, g.granted_by, g.reason
    FROM role_grant g
    LEFT JOIN board b ON b.id = g.board_id LEFT JOIN unit n ON n.id = g.unit_id
    LEFT JOIN team t ON t.id = g.team_id LEFT JOIN unit tn ON tn.id = t.unit_id
    LEFT JOIN partner p ON p.id = g.partner_id
    WHERE g.user_id = ? ORDER BY g.id
    """
  private static let grantByID: StaticString = """
    SELECT g.id, g.user_id, g.role, g.board_id, g.unit_id, g.team_id, g.partner_id, g.starts_at,
      g.ends_at, coalesce(b.name, n.name, t.name, p.name, 'Samverkan'),
      coalesce(n.board_id, tn.board_id), t.unit_id, g.granted_by, g.reason
    FROM role_grant g
    LEFT JOIN board b ON b.id = g.board_id LEFT JOIN unit n ON n.id = g.unit_id
    LEFT JOIN team t ON t.id = g.team_id LEFT JOIN unit tn ON tn.id = t.unit_id
    LEFT JOIN partner p ON p.id = g.partner_id
    WHERE g.id = ?
    """

  private static func read(_ row: inout Row) -> GrantRow {
    GrantRow(
      id: row.id(), user: row.id(), role: row.text(), board: row.idOrNil(), unit: row.idOrNil(),
      team: row.idOrNil(), partner: row.idOrNil(), startsAt: row.timestamp(),
      endsAt: row.timestampOrNil(), scopeName: row.text(), unitBoard: row.idOrNil(),
      teamUnit: row.idOrNil(), grantedBy: row.text(), reason: row.textOrNil())
  }

  // A role or a scope that this version does not know gives nothing.
  private func record(of row: GrantRow) throws -> GrantRecord? {
    guard let role = Role(rawValue: row.role), let scope = try scope(of: row) else { return nil }
    let grant = Grant(
      role: role, scope: scope, scopeName: row.scopeName, startsAt: row.startsAt,
      endsAt: row.endsAt)
    return GrantRecord(
      id: row.id, user: row.user, grant: grant, grantedBy: row.grantedBy, reason: row.reason)
  }

  private func scope(of row: GrantRow) throws -> GrantScope? {
    if let board = row.board { return .board(board) }
    if let partner = row.partner { return .partner(partner) }
    if let unit = row.unit, let board = row.unitBoard {
      return .unit(unit, below: try units(below: unit), board: board)
    }
    if let team = row.team, let unit = row.teamUnit, let board = row.unitBoard {
      return .team(team, unit: unit, board: board)
    }
    return Role(rawValue: row.role) == .systemAdmin ? .server : nil
  }
}

private struct GrantRow {
  let id: GrantID
  let user: UserID
  let role: String
  let board: BoardID?
  let unit: UnitID?
  let team: TeamID?
  let partner: PartnerID?
  let startsAt: Timestamp
  let endsAt: Timestamp?
  let scopeName: String
  let unitBoard: BoardID?
  let teamUnit: UnitID?
  let grantedBy: String
  let reason: String?
}
