// What a call leaves in the audit trail: who did what with whose data, from the caller, the route
// and the outcome. Never a value, only ids and names of fields.

import Access
import Audit
import Vocabulary

extension CallRequest {
  /// The entry of a reply; nil where it shows and changes nobody's data.
  func entry(of reply: Reply, by caller: Caller?, at now: Timestamp) -> AuditEntry? {
    guard case .personal(let subjects, let boards, let fields) = reply.about else { return nil }
    return entry(.done, subjects, boards, fields, by: caller, at: now)
  }

  /// The entry of a refusal on a route that can show personal data: hidden or unknown, refused or
  /// not there, the same entry and the same wait (access.md 3.2).
  func entry(of refusal: Refusal, by caller: Caller?, at now: Timestamp) -> AuditEntry? {
    guard route.isPersonal, let caller else { return nil }
    let outcome: AuditEntry.Outcome = refusal.code == .notFound ? .notFound : .refused
    let asked = parameters.compactMap { AnyID($0) }
    let boards = Set(caller.grants.compactMap { $0.scope.board })
    return entry(outcome, asked, boards.sorted(), [], by: caller, at: now)
  }

  private func entry(
    _ outcome: AuditEntry.Outcome, _ subjects: [AnyID], _ boards: [BoardID], _ fields: [String],
    by caller: Caller?, at now: Timestamp
  ) -> AuditEntry {
    let roles = Set((caller?.grants ?? []).filter { $0.holds(at: now) }.map { $0.role.rawValue })
    return AuditEntry(
      at: now, actor: caller?.reference ?? "", actorKind: caller?.kind.rawValue ?? "nobody",
      roles: roles.sorted(), purpose: purpose.rawValue, action: route.action,
      outcome: outcome, subjects: subjects, boards: boards, fields: fields,
      request: requestID, address: address)
  }
}
