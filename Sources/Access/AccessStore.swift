// The only SQL about callers: from a token to a Caller with its grants. Reads only; what changes
// accounts, grants, sessions and keys is AccountStore's.

package import SQLite
package import Vocabulary

/// Finds who calls.
package struct AccessStore {
  private let database: Database

  /// A store on one connection.
  package init(_ database: Database) { self.database = database }

  /// The caller behind a token; nil when it is unknown, revoked, or its owner disabled.
  ///
  /// Times are not judged here: a cached caller's are compared at each call.
  package func find(_ token: Token) throws -> Caller? {
    switch token {
    case .session(let hash): try findSession(hash)
    case .key(let id, let hash): try findKey(id, hash)
    }
  }

  private func findSession(_ hash: [UInt8]) throws -> Caller? {
    let found = try database.first(
      """
      SELECT s.id, s.expires_at, s.last_used_at, u.id, u.name, u.partner_id
      FROM session s JOIN user_account u ON u.id = s.user_id
      WHERE s.token_hash = ? AND u.disabled_at IS NULL
      """, hash
    ) { row -> (SessionID, Timestamp, Timestamp, UserID, String, PartnerID?) in
      (row.id(), row.timestamp(), row.timestamp(), row.id(), row.text(), row.idOrNil())
    }
    guard let (session, expiresAt, lastUsedAt, user, name, partner) = found else { return nil }
    return Caller(
      kind: .user, reference: user.text, user: user, name: name, grants: try grants(of: user),
      memberships: try memberships(of: user), partner: partner,
      agreement: try partner.map { try agreement(of: $0) }, expiresAt: expiresAt,
      expiresOn: nil, session: session, lastUsedAt: lastUsedAt)
  }

  private func findKey(_ id: String, _ hash: [UInt8]) throws -> Caller? {
    let found = try database.first(
      """
      SELECT secret_hash, name, partner_id, board_id, roles, permissions, expires_on, created_at
      FROM api_key WHERE id = ? AND revoked_at IS NULL
      """, id
    ) { row -> KeyRow in
      KeyRow(
        hash: row.bytes(), name: row.text(), partner: row.idOrNil(), board: row.idOrNil(),
        roles: row.text(), permissions: row.text(), expiresOn: row.day(),
        createdAt: row.timestamp())
    }
    guard let key = found, ConstantTime.equal(key.hash, hash) else { return nil }
    let end = CivilTime.start(of: key.expiresOn.plus(days: 1))
    let scope: GrantScope? = key.partner.map { .partner($0) } ?? key.board.map { .board($0) }
    let roles = words(key.roles).compactMap(Role.init(rawValue:))
    let limited = roles.contains(.service)
    return Caller(
      kind: .key, reference: id, user: nil, name: key.name,
      grants: roles.compactMap { role in
        scope.map {
          Grant(role: role, scope: $0, scopeName: key.name, startsAt: key.createdAt, endsAt: end)
        }
      },
      memberships: [], partner: key.partner,
      agreement: try key.partner.map { try agreement(of: $0) }, expiresAt: end,
      expiresOn: key.expiresOn, session: nil,
      onlyPermissions: limited
        ? Set(words(key.permissions).compactMap(Permission.init(rawValue:))) : nil)
  }

  /// The grants of a user, past and future included.
  package func grants(of user: UserID) throws -> [Grant] {
    let rows = try database.all(
      """
      SELECT g.role, g.board_id, g.unit_id, g.team_id, g.partner_id, g.starts_at, g.ends_at,
        coalesce(b.name, n.name, t.name, p.name, 'Samverkan'),
        coalesce(n.board_id, tn.board_id), t.unit_id
      FROM role_grant g
      LEFT JOIN board b ON b.id = g.board_id LEFT JOIN unit n ON n.id = g.unit_id
      LEFT JOIN team t ON t.id = g.team_id LEFT JOIN unit tn ON tn.id = t.unit_id
      LEFT JOIN partner p ON p.id = g.partner_id
      WHERE g.user_id = ?
      """, user
    ) { row -> GrantRow in
      GrantRow(
        role: row.text(), board: row.idOrNil(), unit: row.idOrNil(), team: row.idOrNil(),
        partner: row.idOrNil(), startsAt: row.timestamp(), endsAt: row.timestampOrNil(),
        scopeName: row.text(), unitBoard: row.idOrNil(), teamUnit: row.idOrNil())
    }
    return try rows.compactMap { row in
      guard let role = Role(rawValue: row.role), let scope = try scope(of: row) else { return nil }
      return Grant(
        role: role, scope: scope, scopeName: row.scopeName, startsAt: row.startsAt,
        endsAt: row.endsAt)
    }
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

  private func memberships(of user: UserID) throws -> [TeamMembership] {
    try database.all(
      """
      SELECT m.team_id, u.board_id, m.starts_on, m.ends_on
      FROM team_member m JOIN team t ON t.id = m.team_id JOIN unit u ON u.id = t.unit_id
      WHERE m.user_id = ?
      """, user
    ) { row in
      TeamMembership(
        team: row.id(), board: row.id(), startsOn: row.dayOrNil(), endsOn: row.dayOrNil())
    }
  }

  /// What a partner's signed, active agreements open, and the diary number to name otherwise.
  package func agreement(of partner: PartnerID) throws -> AgreementState {
    let opens = try database.all(
      """
      SELECT starts_on, ends_on FROM agreement
      WHERE partner_id = ? AND status = 'active' AND opens_person_data = 1
      """, partner
    ) { row -> ClosedRange<Day> in
      let first = row.day()
      return first...max(first, row.day())
    }
    let number = try database.first(
      "SELECT diary_number FROM agreement WHERE partner_id = ? ORDER BY ends_on DESC LIMIT 1",
      partner
    ) { row in row.text() }
    return AgreementState(opens: opens, diaryNumber: number)
  }

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

private struct KeyRow {
  let hash: [UInt8]
  let name: String
  let partner: PartnerID?
  let board: BoardID?
  let roles: String
  let permissions: String
  let expiresOn: Day
  let createdAt: Timestamp
}

private struct GrantRow {
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
}
