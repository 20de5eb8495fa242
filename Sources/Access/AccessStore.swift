// The only SQL about callers: from a token to a Caller with its grants. Reads only; what changes
// accounts, grants, sessions and keys is AccountStore's; grants are read in AccessStore+Grants.

package import SQLite
package import Vocabulary

/// Finds who calls.
package struct AccessStore {
  let database: Database

  /// A store on one connection.
  package init(_ database: Database) { self.database = database }

  /// The caller behind a token; nil when it is unknown, revoked, or its owner disabled.
  ///
  /// Times are not judged here: a cached caller's are compared at each call.
  package func find(_ token: Token) throws -> Caller? {
    switch token {
    case .session(let hash): try findSession(hash)
    case .key(let id, let hash): try findKey(id, hash)
    case .answer(let hash): try findAnswer(hash)
    }
  }

  private func findSession(_ hash: [UInt8]) throws -> Caller? {
    let found = try database.first(
      """
      SELECT s.id, s.expires_at, s.last_used_at, u.id, u.name, u.partner_id,
        u.one_time_until IS NOT NULL
      FROM session s JOIN user_account u ON u.id = s.user_id
      WHERE s.token_hash = ? AND u.disabled_at IS NULL
      """, hash
    ) { row in
      SessionRow(
        session: row.id(), expiresAt: row.timestamp(), lastUsedAt: row.timestamp(), user: row.id(),
        name: row.text(), partner: row.idOrNil(), hasOneTimePassword: row.bool())
    }
    guard let row = found else { return nil }
    // Whoever still has the password that was handed out holds nothing until they choose another.
    let isOpen = !row.hasOneTimePassword
    return Caller(
      kind: .user, reference: row.user.text, user: row.user, name: row.name,
      grants: isOpen ? try grants(of: row.user) : [],
      memberships: isOpen ? try memberships(of: row.user) : [], partner: row.partner,
      agreement: try row.partner.map { try agreement(of: $0) }, expiresAt: row.expiresAt,
      expiresOn: nil, session: row.session, lastUsedAt: row.lastUsedAt)
  }

  private func findKey(_ id: String, _ hash: [UInt8]) throws -> Caller? {
    let found = try database.first(
      """
      SELECT k.secret_hash, k.name, k.partner_id, k.board_id, k.roles, k.permissions,
        k.expires_on, k.created_at, coalesce(p.name, b.name, '')
      FROM api_key k LEFT JOIN partner p ON p.id = k.partner_id
        LEFT JOIN board b ON b.id = k.board_id
      WHERE k.id = ? AND k.revoked_at IS NULL
      """, id
    ) { row -> KeyRow in
      KeyRow(
        hash: row.bytes(), name: row.text(), partner: row.idOrNil(), board: row.idOrNil(),
        roles: row.text(), permissions: row.text(), expiresOn: row.day(),
        createdAt: row.timestamp(), ownerName: row.text())
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
          Grant(
            role: role, scope: $0, scopeName: key.ownerName, startsAt: key.createdAt, endsAt: end)
        }
      },
      memberships: [], partner: key.partner,
      agreement: try key.partner.map { try agreement(of: $0) }, expiresAt: end,
      expiresOn: key.expiresOn, session: nil,
      onlyPermissions: limited
        ? Set(words(key.permissions).compactMap(Permission.init(rawValue:))) : nil)
  }

  /// The caller that a user would be; nil for an unknown or disabled one.
  ///
  /// Without a session: to explain decisions, and for calls that the server makes in their name.
  package func findUser(_ user: UserID) throws -> Caller? {
    let found = try database.first(
      "SELECT name, partner_id FROM user_account WHERE id = ? AND disabled_at IS NULL", user
    ) { row -> (String, PartnerID?) in (row.text(), row.idOrNil()) }
    guard let (name, partner) = found else { return nil }
    return Caller(
      kind: .user, reference: user.text, user: user, name: name, grants: try grants(of: user),
      memberships: try memberships(of: user), partner: partner,
      agreement: try partner.map { try agreement(of: $0) },
      expiresAt: Timestamp(milliseconds: .max), expiresOn: nil, session: nil)
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
      SELECT board_id, starts_on, ends_on FROM agreement
      WHERE partner_id = ? AND status = 'active' AND opens_person_data = 1
      """, partner
    ) { row -> AgreementState.Opening in
      let (board, first): (BoardID, Day) = (row.id(), row.day())
      return AgreementState.Opening(board: board, days: first...max(first, row.day()))
    }
    let number = try database.first(
      "SELECT diary_number FROM agreement WHERE partner_id = ? ORDER BY ends_on DESC LIMIT 1",
      partner
    ) { row in row.text() }
    return AgreementState(opens: opens, diaryNumber: number)
  }

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

private struct SessionRow {
  let session: SessionID
  let expiresAt: Timestamp
  let lastUsedAt: Timestamp
  let user: UserID
  let name: String
  let partner: PartnerID?
  let hasOneTimePassword: Bool
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
  let ownerName: String
}
