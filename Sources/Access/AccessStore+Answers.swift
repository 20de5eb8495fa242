// The caller behind an answer link's session: somebody at a receiver without a log-in, held to one
// referral. A link that was revoked opens nothing from the same second on.

import SQLite
import Vocabulary

extension AccessStore {
  /// The caller of an answer session; nil when it is unknown or its link revoked.
  func findAnswer(_ hash: [UInt8]) throws -> Caller? {
    let found = try database.first(
      """
      SELECT l.id, l.recipient, l.referral_id, l.partner_id, p.name, s.created_at, s.expires_at
      FROM answer_session s JOIN answer_link l ON l.id = s.link_id
      JOIN partner p ON p.id = l.partner_id
      WHERE s.token_hash = ? AND l.revoked_at IS NULL
      """, hash
    ) { row in
      AnswerRow(
        link: row.id(), recipient: row.text(), referral: row.id(), partner: row.id(),
        partnerName: row.text(), createdAt: row.timestamp(), expiresAt: row.timestamp())
    }
    guard let row = found else { return nil }
    let grant = Grant(
      role: .partnerHandler, scope: .partner(row.partner), scopeName: row.partnerName,
      startsAt: row.createdAt, endsAt: row.expiresAt)
    // History says that it was a link: whoever made it could have used it, too.
    return Caller(
      kind: .link, reference: row.link.text, user: nil, name: row.recipient + " (svarslänk)",
      grants: [grant], memberships: [], partner: row.partner,
      agreement: try agreement(of: row.partner),
      expiresAt: row.expiresAt, expiresOn: nil, session: nil,
      onlyPermissions: Answering.permissions, onlySubject: row.referral)
  }
}

private struct AnswerRow {
  let link: AnswerLinkID
  let recipient: String
  let referral: AnyID
  let partner: PartnerID
  let partnerName: String
  let createdAt: Timestamp
  let expiresAt: Timestamp
}

/// What whoever answers one referral by a link may do: nothing but this.
package enum Answering {
  /// The permissions of the receiver's handler that it takes to answer. None of them opens the
  /// identity: a link can be passed on, so it shows the need stage only.
  package static let permissions: Set<Permission> = [
    .referralReadReceived, .referralDecide, .referralWork, .referralClose,
  ]
  /// The routes, by action; of those that name something, only the one referral may be named.
  package static let actions: Set<String> = [
    "referral.read", "referral.history", "referral.step",
  ]
}
