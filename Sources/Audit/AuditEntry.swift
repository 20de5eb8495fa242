// One line of who did what with whose data. It holds ids and names of fields, never their values.

import JSON
package import Vocabulary

/// An entry of the audit trail (SoLPUL 10 §; access.md 4).
package struct AuditEntry: Sendable {
  /// What came of the call.
  package enum Outcome: String, Sendable {
    case done
    /// The answer was that of an unknown id, whether hidden or not there.
    case notFound = "not_found"
    case refused
  }

  /// When.
  package var at: Timestamp
  /// Who: a user's id or a key's.
  package var actor: String
  /// `user`, `key`, `link`, `system` or `nobody`.
  package var actorKind: String
  /// The roles that the caller acted in.
  package var roles: [String]
  /// Why, as the caller said (`Access-Purpose`).
  package var purpose: String
  /// What, as the route is named: `referral.accept`.
  package var action: String
  /// What came of it.
  package var outcome: Outcome
  /// The ids of those whose data was touched, and of the records that hold it.
  package var subjects: [AnyID]
  /// The boards that own the data: who may read the entry.
  package var boards: [BoardID]
  /// Groups or names of the fields that were shown or changed.
  package var fields: [String]
  /// The request's id.
  package var request: String
  /// The client's address.
  package var address: String

  /// An entry with every part given.
  package init(
    at: Timestamp, actor: String, actorKind: String, roles: [String], purpose: String,
    action: String, outcome: Outcome, subjects: [AnyID], boards: [BoardID], fields: [String],
    request: String, address: String
  ) {
    self.at = at
    self.actor = actor
    self.actorKind = actorKind
    self.roles = roles
    self.purpose = purpose
    self.action = action
    self.outcome = outcome
    self.subjects = subjects
    self.boards = boards
    self.fields = fields
    self.request = request
    self.address = address
  }

  /// The entry as canonical JSON: members in one order, no spaces.
  package var canonicalText: [UInt8] {
    var writer = JSONWriter(reserving: 384)
    writer.beginObject()
    writer.member("at", at)
    writer.member("actor", Self.readable(actor))
    writer.member("actorKind", actorKind)
    writer.array("roles") { for role in roles { $0.string(role) } }
    writer.member("purpose", Self.readable(purpose))
    writer.member("action", action)
    writer.member("outcome", outcome.rawValue)
    writer.array("subjects") { for subject in subjects { $0.id(subject) } }
    writer.array("boards") { for board in boards { $0.id(board) } }
    writer.array("fields") { for field in fields { $0.string(field) } }
    writer.member("request", Self.readable(request))
    writer.member("address", Self.readable(address))
    writer.endObject()
    return writer.bytes
  }

  // Our reader takes no zero byte, and an entry that it does not take no search would find.
  private static func readable(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 })
  }
}
