// The only SQL that makes, lists and ends answer links and their sessions. From a session's token
// to its caller it is AccessStore that reads.

import SQLite
import Vocabulary

/// Answer links in the database.
struct AnswerLinkStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// One link of a referral; nil when there is none.
  func find(_ id: AnswerLinkID, of referral: ReferralID) throws -> AnswerLink? {
    try database.first(
      """
      SELECT id, referral_id, partner_id, recipient, expires_on, created_by, created_by_name,
        created_at, last_used_at, revoked_at
      FROM answer_link WHERE id = ? AND referral_id = ?
      """, id, referral, read: Self.read)
  }

  /// The link of a token; nil when there is none.
  func find(tokenHash: [UInt8]) throws -> AnswerLink? {
    try database.first(
      """
      SELECT id, referral_id, partner_id, recipient, expires_on, created_by, created_by_name,
        created_at, last_used_at, revoked_at
      FROM answer_link WHERE token_hash = ?
      """, tokenHash, read: Self.read)
  }

  /// The links of a referral in the order of their ids, after one of them.
  func list(
    of referral: ReferralID, after: AnswerLinkID?, limit: Int, offset: Int
  ) throws -> [AnswerLink] {
    try database.all(
      """
      SELECT id, referral_id, partner_id, recipient, expires_on, created_by, created_by_name,
        created_at, last_used_at, revoked_at
      FROM answer_link WHERE referral_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, referral, after ?? AnswerLinkID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  /// Inserts a link, of which only the hash of its token is kept.
  func insert(_ link: AnswerLink, tokenHash: [UInt8]) throws {
    try database.run(
      """
      INSERT INTO answer_link (id, token_hash, referral_id, partner_id, recipient, expires_on,
        created_by, created_by_name, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, link.id, tokenHash, link.referral, link.partner, link.recipient, link.expiresOn,
      link.createdBy, link.createdByName, link.createdAt)
  }

  /// Ends a link and its sessions; one that is revoked already stays so.
  func revoke(_ id: AnswerLinkID, at now: Timestamp) throws {
    try database.run(
      "UPDATE answer_link SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id)
    try database.run("DELETE FROM answer_session WHERE link_id = ?", id)
    database.markAccessChanged()
  }

  /// Begins a session of a link; only the hash of its token is kept.
  func insertSession(
    _ id: AnswerSessionID, of link: AnswerLinkID, tokenHash: [UInt8], at now: Timestamp,
    until end: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO answer_session (id, token_hash, link_id, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?)
      """, id, tokenHash, link, now, end)
    try database.run("UPDATE answer_link SET last_used_at = ? WHERE id = ?", now, link)
  }

  private static func read(_ row: inout Row) -> AnswerLink {
    AnswerLink(
      id: row.id(), referral: row.id(), partner: row.id(), recipient: row.text(),
      expiresOn: row.day(), createdBy: row.text(), createdByName: row.text(),
      createdAt: row.timestamp(), lastUsedAt: row.timestampOrNil(),
      revokedAt: row.timestampOrNil())
  }
}
