// What administrators read about accounts and keys, and what a log-in needs. Hashes of passwords
// leave this file only as a Credential; hashes of secrets and tokens never.

import SQLite
package import Vocabulary

/// A user as administrators see it.
package struct UserRecord: Sendable {
  /// Its id.
  package let id: UserID
  /// The name to sign in with.
  package let username: String
  /// The name that others see.
  package let name: String
  /// Where to write to.
  package let email: String?
  /// The partner that the user belongs to.
  package let partner: PartnerID?
  /// The municipality that the user belongs to.
  package let municipality: MunicipalityID?
  /// The name of the partner or the municipality.
  package let ownerName: String?
  /// The partner's slug, or the municipality's code.
  package let ownerSlug: String?
  /// Whether the password has to be exchanged for one of the user's own.
  package let mustChangePassword: Bool
  /// Whether it is one of the demonstration's accounts.
  package let isDemonstration: Bool
  /// Since when the user may not sign in.
  package let disabledAt: Timestamp?
  /// When the user last signed in.
  package let lastLoginAt: Timestamp?
  /// Raised with every change.
  package let version: Int
  /// Whether a log-in takes a code of a second factor.
  package let hasSecondFactor: Bool
}

/// What a log-in is checked against.
package struct Credential: Sendable, Equatable {
  /// The user.
  package let user: UserID
  /// The password's hash; nil where none was ever set.
  package let passwordHash: String?
  /// Until when the password works, where an administrator handed it out.
  package let oneTimeUntil: Timestamp?
  /// Whether the user may not sign in.
  package let isDisabled: Bool

  /// Whether the credential may open a session at an instant, given the right password.
  package func isOpen(at now: Timestamp) -> Bool {
    !isDisabled && (oneTimeUntil.map { now < $0 } ?? true)
  }
}

/// An API key as administrators see it; its secret is nowhere.
package struct KeyRecord: Sendable {
  /// Its short id.
  package let id: String
  /// What it is for.
  package let name: String
  /// The partner that owns it.
  package let partner: PartnerID?
  /// The board that owns it.
  package let board: BoardID?
  /// The owner's name.
  package let ownerName: String
  /// The owner's slug.
  package let ownerSlug: String
  /// The roles that it acts in.
  package let roles: [String]
  /// What a key of role `service` is limited to.
  package let permissions: [String]
  /// The last day on which it works.
  package let expiresOn: Day
  /// Since when it is dead.
  package let revokedAt: Timestamp?
  /// When it was last used, to about a minute.
  package let lastUsedAt: Timestamp?
  /// When it was made.
  package let createdAt: Timestamp
}

/// A session as its user sees it; its token is nowhere.
package struct SessionRecord: Sendable {
  /// Its id.
  package let id: SessionID
  /// Whose it is.
  package let user: UserID
  /// When it began.
  package let createdAt: Timestamp
  /// When it ends in any case.
  package let expiresAt: Timestamp
  /// When it was last used, to about a minute.
  package let lastUsedAt: Timestamp
}

extension AccountStore {
  // MARK: users

  /// The user of an id; nil when there is none.
  package func findUser(_ id: UserID) throws -> UserRecord? {
    try database.first(Self.userByID, id, read: Self.readUser)
  }

  /// The user of a log-in name; nil when there is none.
  package func findUser(named username: String) throws -> UserRecord? {
    try database.first(Self.userByName, username, read: Self.readUser)
  }

  /// Whether anybody has an account.
  package func hasUsers() throws -> Bool {
    try database.first("SELECT EXISTS (SELECT 1 FROM user_account)") { $0.bool() } ?? false
  }

  /// All users in the order of their ids, after one of them.
  package func listUsers(after: UserID?, limit: Int) throws -> [UserRecord] {
    try database.all(Self.users, after ?? Self.firstUser, limit, read: Self.readUser)
  }

  /// The users of a partner in the order of their ids, after one of them.
  package func listUsers(of partner: PartnerID, after: UserID?, limit: Int) throws -> [UserRecord] {
    try database.all(
      Self.usersOfPartner, partner, after ?? Self.firstUser, limit, read: Self.readUser)
  }

  /// The users of a municipality in the order of their ids, after one of them.
  package func listUsers(
    of municipality: MunicipalityID, after: UserID?, limit: Int
  ) throws -> [UserRecord] {
    try database.all(
      Self.usersOfMunicipality, municipality, after ?? Self.firstUser, limit, read: Self.readUser)
  }

  /// What a log-in with that name is checked against; nil when nobody has the name.
  package func findCredential(named username: String) throws -> Credential? {
    try database.first(
      """
      SELECT id, password_hash, one_time_until, disabled_at IS NOT NULL FROM user_account
      WHERE username = ?
      """, username, read: Self.readCredential)
  }

  /// What a user's password is checked against; nil when there is no such user.
  package func findCredential(of user: UserID) throws -> Credential? {
    try database.first(
      """
      SELECT id, password_hash, one_time_until, disabled_at IS NOT NULL FROM user_account
      WHERE id = ?
      """, user, read: Self.readCredential)
  }

  // MARK: sessions

  /// The session of an id; nil when there is none.
  package func findSession(_ id: SessionID) throws -> SessionRecord? {
    try database.first(
      "SELECT id, user_id, created_at, expires_at, last_used_at FROM session WHERE id = ?", id,
      read: Self.readSession)
  }

  /// The sessions of a user that have not ended, in the order of their ids, after one of them.
  package func listSessions(
    of user: UserID, at now: Timestamp, after: SessionID?, limit: Int
  ) throws -> [SessionRecord] {
    try database.all(
      """
      SELECT id, user_id, created_at, expires_at, last_used_at FROM session
      WHERE user_id = ? AND expires_at > ? AND id > ? ORDER BY id LIMIT ?
      """, user, now, after ?? SessionID(high: 0, low: 0), limit, read: Self.readSession)
  }

  // MARK: keys

  /// The key of a short id; nil when there is none.
  package func findKey(_ id: String) throws -> KeyRecord? {
    try database.first(Self.keyByID, id, read: Self.readKey)
  }

  /// All keys in the order of their ids, after one of them.
  package func listKeys(after: String, limit: Int) throws -> [KeyRecord] {
    try database.all(Self.keys, after, limit, read: Self.readKey)
  }

  /// The keys of a partner in the order of their ids, after one of them.
  package func listKeys(of partner: PartnerID, after: String, limit: Int) throws -> [KeyRecord] {
    try database.all(Self.keysOfPartner, partner, after, limit, read: Self.readKey)
  }

  /// The keys of a board in the order of their ids, after one of them.
  package func listKeys(of board: BoardID, after: String, limit: Int) throws -> [KeyRecord] {
    try database.all(Self.keysOfBoard, board, after, limit, read: Self.readKey)
  }

  // MARK: rows

  private static let firstUser = UserID(high: 0, low: 0)

  private static let userByID: StaticString = """
    SELECT u.id, u.username, u.name, u.email, u.partner_id, u.municipality_id,
      coalesce(p.name, m.name), coalesce(p.slug, m.code), u.one_time_until IS NOT NULL,
      u.is_demonstration, u.disabled_at, u.last_login_at, u.version,
      EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.state = 'on')
    FROM user_account u LEFT JOIN partner p ON p.id = u.partner_id
    LEFT JOIN municipality m ON m.id = u.municipality_id WHERE u.id = ?
    """
  private static let userByName: StaticString = """
    SELECT u.id, u.username, u.name, u.email, u.partner_id, u.municipality_id,
      coalesce(p.name, m.name), coalesce(p.slug, m.code), u.one_time_until IS NOT NULL,
      u.is_demonstration, u.disabled_at, u.last_login_at, u.version,
      EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.state = 'on')
    FROM user_account u LEFT JOIN partner p ON p.id = u.partner_id
    LEFT JOIN municipality m ON m.id = u.municipality_id WHERE u.username = ?
    """
  private static let users: StaticString = """
    SELECT u.id, u.username, u.name, u.email, u.partner_id, u.municipality_id,
      coalesce(p.name, m.name), coalesce(p.slug, m.code), u.one_time_until IS NOT NULL,
      u.is_demonstration, u.disabled_at, u.last_login_at, u.version,
      EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.state = 'on')
    FROM user_account u LEFT JOIN partner p ON p.id = u.partner_id
    LEFT JOIN municipality m ON m.id = u.municipality_id WHERE u.id > ? ORDER BY u.id LIMIT ?
    """
  private static let usersOfPartner: StaticString = """
    SELECT u.id, u.username, u.name, u.email, u.partner_id, u.municipality_id,
      coalesce(p.name, m.name), coalesce(p.slug, m.code), u.one_time_until IS NOT NULL,
      u.is_demonstration, u.disabled_at, u.last_login_at, u.version,
      EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.state = 'on')
    FROM user_account u LEFT JOIN partner p ON p.id = u.partner_id
    LEFT JOIN municipality m ON m.id = u.municipality_id
    WHERE u.partner_id = ? AND u.id > ? ORDER BY u.id LIMIT ?
    """
  private static let usersOfMunicipality: StaticString = """
    SELECT u.id, u.username, u.name, u.email, u.partner_id, u.municipality_id,
      coalesce(p.name, m.name), coalesce(p.slug, m.code), u.one_time_until IS NOT NULL,
      u.is_demonstration, u.disabled_at, u.last_login_at, u.version,
      EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.state = 'on')
    FROM user_account u LEFT JOIN partner p ON p.id = u.partner_id
    LEFT JOIN municipality m ON m.id = u.municipality_id
    WHERE u.municipality_id = ? AND u.id > ? ORDER BY u.id LIMIT ?
    """

  private static let keyByID: StaticString = """
    SELECT k.id, k.name, k.partner_id, k.board_id, coalesce(p.name, b.name, ''),
      coalesce(p.slug, b.slug, ''), k.roles, k.permissions, k.expires_on, k.revoked_at,
      k.last_used_at, k.created_at
    FROM api_key k LEFT JOIN partner p ON p.id = k.partner_id
    LEFT JOIN board b ON b.id = k.board_id WHERE k.id = ?
    """
  private static let keys: StaticString = """
    SELECT k.id, k.name, k.partner_id, k.board_id, coalesce(p.name, b.name, ''),
      coalesce(p.slug, b.slug, ''), k.roles, k.permissions, k.expires_on, k.revoked_at,
      k.last_used_at, k.created_at
    FROM api_key k LEFT JOIN partner p ON p.id = k.partner_id
    LEFT JOIN board b ON b.id = k.board_id WHERE k.id > ? ORDER BY k.id LIMIT ?
    """
  private static let keysOfPartner: StaticString = """
    SELECT k.id, k.name, k.partner_id, k.board_id, coalesce(p.name, b.name, ''),
      coalesce(p.slug, b.slug, ''), k.roles, k.permissions, k.expires_on, k.revoked_at,
      k.last_used_at, k.created_at
    FROM api_key k LEFT JOIN partner p ON p.id = k.partner_id
    LEFT JOIN board b ON b.id = k.board_id
    WHERE k.partner_id = ? AND k.id > ? ORDER BY k.id LIMIT ?
    """
  private static let keysOfBoard: StaticString = """
    SELECT k.id, k.name, k.partner_id, k.board_id, coalesce(p.name, b.name, ''),
      coalesce(p.slug, b.slug, ''), k.roles, k.permissions, k.expires_on, k.revoked_at,
      k.last_used_at, k.created_at
    FROM api_key k LEFT JOIN partner p ON p.id = k.partner_id
    LEFT JOIN board b ON b.id = k.board_id
    WHERE k.board_id = ? AND k.id > ? ORDER BY k.id LIMIT ?
    """

  private static func readUser(_ row: inout Row) -> UserRecord {
    UserRecord(
      id: row.id(), username: row.text(), name: row.text(), email: row.textOrNil(),
      partner: row.idOrNil(), municipality: row.idOrNil(), ownerName: row.textOrNil(),
      ownerSlug: row.textOrNil(), mustChangePassword: row.bool(), isDemonstration: row.bool(),
      disabledAt: row.timestampOrNil(), lastLoginAt: row.timestampOrNil(), version: row.int(),
      hasSecondFactor: row.bool())
  }

  private static func readCredential(_ row: inout Row) -> Credential {
    Credential(
      user: row.id(), passwordHash: row.textOrNil(), oneTimeUntil: row.timestampOrNil(),
      isDisabled: row.bool())
  }

  private static func readSession(_ row: inout Row) -> SessionRecord {
    SessionRecord(
      id: row.id(), user: row.id(), createdAt: row.timestamp(), expiresAt: row.timestamp(),
      lastUsedAt: row.timestamp())
  }

  private static func readKey(_ row: inout Row) -> KeyRecord {
    KeyRecord(
      id: row.text(), name: row.text(), partner: row.idOrNil(), board: row.idOrNil(),
      ownerName: row.text(), ownerSlug: row.text(), roles: words(row.text()),
      permissions: words(row.text()), expiresOn: row.day(), revokedAt: row.timestampOrNil(),
      lastUsedAt: row.timestampOrNil(), createdAt: row.timestamp())
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
