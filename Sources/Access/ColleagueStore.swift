// The only SQL that lists the users of a partner. Reads only.

package import SQLite
package import Vocabulary

/// A user of a partner, as their administrator sees them.
package struct Colleague: Sendable {
  /// Their id.
  package let id: UserID
  /// The name that they sign in with.
  package let username: String
  /// The name that others see.
  package let name: String
  /// Where to write to.
  package let email: String?
  /// Whether they may not sign in.
  package let isDisabled: Bool
  /// The roles that they hold within the partner now.
  package let roles: [Role]
}

/// The users of partners in the database.
package struct ColleagueStore {
  private let database: Database

  /// A store on one connection.
  package init(_ database: Database) { self.database = database }

  /// The users of a partner in the order of their ids, after one of them.
  package func list(
    of partner: PartnerID, after: UserID?, limit: Int, offset: Int, at now: Timestamp
  ) throws -> [Colleague] {
    try database.all(
      """
      SELECT id, username, name, email, disabled_at IS NOT NULL FROM user_account
      WHERE partner_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, partner, after ?? UserID(high: 0, low: 0), limit, offset
    ) { row in
      let id: UserID = row.id()
      return Colleague(
        id: id, username: row.text(), name: row.text(), email: row.textOrNil(),
        isDisabled: row.bool(), roles: try roles(of: id, in: partner, at: now))
    }
  }

  /// One user of a partner; nil when there is none.
  package func find(_ user: UserID, of partner: PartnerID, at now: Timestamp) throws -> Colleague? {
    try database.first(
      """
      SELECT username, name, email, disabled_at IS NOT NULL FROM user_account
      WHERE id = ? AND partner_id = ?
      """, user, partner
    ) { row in
      Colleague(
        id: user, username: row.text(), name: row.text(), email: row.textOrNil(),
        isDisabled: row.bool(), roles: try roles(of: user, in: partner, at: now))
    }
  }

  private func roles(of user: UserID, in partner: PartnerID, at now: Timestamp) throws -> [Role] {
    try database.all(
      """
      SELECT DISTINCT role FROM role_grant
      WHERE user_id = ?1 AND partner_id = ?2 AND starts_at <= ?3
        AND (ends_at IS NULL OR ends_at > ?3)
      ORDER BY role
      """, user, partner, now
    ) { $0.text() }.compactMap(Role.init(rawValue:))
  }
}
