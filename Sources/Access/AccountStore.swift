// The only SQL that changes who may call: accounts, grants, sessions, keys. Every change raises the
// access epoch, so that no answer is given by rights that are gone. What it reads for
// administrators stands in AccountStore+Reading.

package import SQLite
package import Vocabulary

/// Changes accounts and what was granted to them; on the writer's connection only.
package struct AccountStore {
  let database: Database

  /// A store on the writer's connection.
  package init(_ database: Database) { self.database = database }

  /// Inserts a user.
  ///
  /// - Parameter passwordHash: nil until the user has chosen a password.
  /// - Throws: `DatabaseError` for a user name in use.
  package func insertUser(_ user: NewUser, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO user_account (id, username, name, email, password_hash, one_time_until,
        partner_id, municipality_id, is_demonstration, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, user.id, user.username, user.name, user.email, user.passwordHash, user.oneTimeUntil,
      user.partner, user.municipality, user.isDemonstration, now)
    database.markAccessChanged()
  }

  /// Inserts a grant.
  package func insertGrant(_ grant: NewGrant, at now: Timestamp) throws {
    let columns = grant.scope.columns
    try database.run(
      """
      INSERT INTO role_grant (id, user_id, role, board_id, unit_id, team_id, partner_id, starts_at,
        ends_at, granted_by, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, grant.id, grant.user, grant.role.rawValue, columns.board, columns.unit, columns.team,
      columns.partner, grant.startsAt, grant.endsAt, grant.grantedBy, grant.reason)
    database.markAccessChanged()
  }

  /// Ends a grant now; one that has not begun is removed.
  package func endGrant(_ id: GrantID, at now: Timestamp) throws {
    try database.run("DELETE FROM role_grant WHERE id = ? AND starts_at >= ?", id, now)
    try database.run(
      "UPDATE role_grant SET ends_at = ?1 WHERE id = ?2 AND (ends_at IS NULL OR ends_at > ?1)",
      now, id)
    database.markAccessChanged()
  }

  /// Inserts an API key, of which only the hash of its secret is kept.
  package func insertKey(_ key: NewKey, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO api_key (id, secret_hash, name, partner_id, board_id, roles, permissions,
        expires_on, created_by, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, key.id, key.secretHash, key.name, key.partner, key.board,
      key.roles.map(\.rawValue).joined(separator: " "),
      key.permissions.map(\.rawValue).joined(separator: " "), key.expiresOn, key.createdBy, now)
    database.markAccessChanged()
  }

  /// Revokes a key; one that is revoked already stays so.
  package func revokeKey(_ id: String, at now: Timestamp) throws {
    try database.run(
      "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id)
    database.markAccessChanged()
  }

  /// Begins a session; only the hash of its token is kept.
  package func insertSession(
    _ id: SessionID, user: UserID, tokenHash: [UInt8], at now: Timestamp, until end: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO session (id, token_hash, user_id, created_at, expires_at, last_used_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id, tokenHash, user, now, end, now)
    try database.run("UPDATE user_account SET last_login_at = ? WHERE id = ?", now, user)
  }

  /// Ends one session.
  package func endSession(_ id: SessionID) throws {
    try database.run("DELETE FROM session WHERE id = ?", id)
    database.markAccessChanged()
  }

  /// Ends all sessions of a user.
  package func endSessions(of user: UserID) throws {
    try database.run("DELETE FROM session WHERE user_id = ?", user)
    database.markAccessChanged()
  }

  /// Sets a password and ends the sessions that were begun with the old one.
  ///
  /// - Parameters:
  ///   - end: for one that an administrator hands out: until when it can be exchanged for another.
  ///   - session: the session in which the user chose it, which goes on.
  package func setPassword(
    _ hash: String, of user: UserID, oneTimeUntil end: Timestamp? = nil,
    keeping session: SessionID? = nil
  ) throws {
    try database.run(
      """
      UPDATE user_account SET password_hash = ?, one_time_until = ?, version = version + 1
      WHERE id = ?
      """, hash, end, user)
    try database.run("DELETE FROM session WHERE user_id = ? AND id IS NOT ?", user, session)
    database.markAccessChanged()
  }

  /// Changes the name and the address of a user and raises its version.
  package func changeUser(_ user: UserID, name: String, email: String?) throws {
    try database.run(
      "UPDATE user_account SET name = ?, email = ?, version = version + 1 WHERE id = ?",
      name, email, user)
    // Callers carry their name.
    database.markAccessChanged()
  }

  /// Gives a key another secret; the old one is dead from then on.
  package func rotateKey(_ id: String, secretHash: [UInt8]) throws {
    try database.run(
      "UPDATE api_key SET secret_hash = ?, last_used_at = NULL WHERE id = ?", secretHash, id)
    database.markAccessChanged()
  }

  /// Removes sessions that have ended, at most so many; true when there may be more.
  package func forgetSessions(before now: Timestamp, countMax: Int) throws -> Bool {
    try database.run(
      """
      DELETE FROM session WHERE id IN
        (SELECT id FROM session WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """, now, countMax)
    let isMore = database.changedRowCount == countMax
    try database.run(
      """
      DELETE FROM answer_session WHERE id IN
        (SELECT id FROM answer_session WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """, now, countMax)
    return isMore || database.changedRowCount == countMax
  }

  /// Disables a user and ends their sessions, or enables them again.
  package func setDisabled(_ isDisabled: Bool, _ user: UserID, at now: Timestamp) throws {
    try database.run(
      "UPDATE user_account SET disabled_at = ?, version = version + 1 WHERE id = ?",
      isDisabled ? now : nil, user)
    try endSessions(of: user)
  }

  /// Writes down when tokens were last used.
  package func noteUse(_ uses: [(token: Token, at: Timestamp)]) throws {
    for use in uses {
      switch use.token {
      case .session(let hash):
        try database.run("UPDATE session SET last_used_at = ? WHERE token_hash = ?", use.at, hash)
      case .key(let id, _):
        try database.run("UPDATE api_key SET last_used_at = ? WHERE id = ?", use.at, id)
      case .answer(let hash):
        try database.run(
          """
          UPDATE answer_link SET last_used_at = ?
          WHERE id = (SELECT link_id FROM answer_session WHERE token_hash = ?)
          """, use.at, hash)
      }
    }
  }
}

/// A user to be inserted.
package struct NewUser: Sendable {
  /// Its id.
  package var id: UserID
  /// The name to sign in with.
  package var username: String
  /// The name that others see.
  package var name: String
  /// Where to write to.
  package var email: String?
  /// The password's hash; nil until one is chosen.
  package var passwordHash: String?
  /// Until when a password that was handed out can be exchanged; nil for one that was chosen.
  package var oneTimeUntil: Timestamp?
  /// The partner that the user belongs to.
  package var partner: PartnerID?
  /// The municipality that the user belongs to.
  package var municipality: MunicipalityID?
  /// Whether it is one of the demonstration's accounts, which no real server may have.
  package var isDemonstration = false

  /// A user with what must be known.
  package init(id: UserID, username: String, name: String) {
    self.id = id
    self.username = username
    self.name = name
  }
}

/// A grant to be inserted.
package struct NewGrant: Sendable {
  /// Its id.
  package var id: GrantID
  /// To whom.
  package var user: UserID
  /// The role.
  package var role: Role
  /// Where it holds.
  package var scope: ScopeName
  /// From when.
  package var startsAt: Timestamp
  /// Until when; nil for no end.
  package var endsAt: Timestamp?
  /// Who gave it: a user's id, a key's, or `system`.
  package var grantedBy: String
  /// Why.
  package var reason: String?

  /// A grant.
  package init(
    id: GrantID, user: UserID, role: Role, scope: ScopeName, startsAt: Timestamp,
    endsAt: Timestamp? = nil, grantedBy: String, reason: String? = nil
  ) {
    self.id = id
    self.user = user
    self.role = role
    self.scope = scope
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.grantedBy = grantedBy
    self.reason = reason
  }
}

/// Where a grant holds, by name only.
package enum ScopeName: Sendable, Hashable {
  case server
  case board(BoardID)
  case unit(UnitID)
  case team(TeamID)
  case partner(PartnerID)

  var columns: (board: BoardID?, unit: UnitID?, team: TeamID?, partner: PartnerID?) {
    switch self {
    case .server: (nil, nil, nil, nil)
    case .board(let id): (id, nil, nil, nil)
    case .unit(let id): (nil, id, nil, nil)
    case .team(let id): (nil, nil, id, nil)
    case .partner(let id): (nil, nil, nil, id)
    }
  }
}

/// A key to be inserted.
package struct NewKey: Sendable {
  /// Its short id.
  package var id: String
  /// SHA-256 of its secret.
  package var secretHash: [UInt8]
  /// What it is for.
  package var name: String
  /// The partner that owns it; else a board does.
  package var partner: PartnerID?
  /// The board that owns it; else a partner does.
  package var board: BoardID?
  /// The roles that it acts in.
  package var roles: [Role]
  /// For role `service`: what it is limited to.
  package var permissions: [Permission]
  /// The last day on which it works.
  package var expiresOn: Day
  /// Who made it.
  package var createdBy: String

  /// A key of a partner or of a board.
  package init(
    id: String, secretHash: [UInt8], name: String, partner: PartnerID?, board: BoardID?,
    roles: [Role], permissions: [Permission] = [], expiresOn: Day, createdBy: String
  ) {
    self.id = id
    self.secretHash = secretHash
    self.name = name
    self.partner = partner
    self.board = board
    self.roles = roles
    self.permissions = permissions
    self.expiresOn = expiresOn
    self.createdBy = createdBy
  }
}
