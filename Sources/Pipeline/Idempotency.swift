// The same key twice has one effect: what was answered is kept as a status and a reference, in the
// transaction of the effect, and the answer is rendered anew from the resource.

import Access
import HTTP
package import SQLite
package import Vocabulary

/// A client's key for one call (`Idempotency-Key`; api.md, Changing).
package struct Idempotency {
  private struct Kept {
    let hash: [UInt8]
    let status: Int
    let reference: String?
    let hadSecret: Bool
  }

  private let call: Call
  private let key: String?

  init(_ call: Call) {
    self.call = call
    // A key belongs to its caller: without one, and for a dry run, there is nothing to keep.
    key = call.caller == nil || call.request.isDryRun ? nil : call.request.idempotencyKey
  }

  /// The answer given before, rendered again; else runs the effect and keeps what it answered.
  ///
  /// - Throws: `Refusal` 422 for another body, 409 where a secret was shown.
  func replay(
    _ render: (String) throws -> Reply, orElse effect: () throws -> Reply
  ) throws -> Reply {
    guard let key, let caller = call.caller?.reference else { return try effect() }
    guard let kept = try find(caller, key) else {
      let reply = try effect()
      if !reply.canBeDoneAgain { try keep(reply, caller, key) }
      return reply
    }
    guard ConstantTime.equal(kept.hash, requestHash) else {
      throw Refusal(.idempotencyMismatch)
    }
    guard !kept.hadSecret else { throw Refusal(.alreadyShown) }
    var reply = try kept.reference.map(render) ?? Reply(about: .nobody, body: .none)
    reply.status = Status(code: UInt16(clamping: kept.status))
    reply.resource = kept.reference
    reply.isReplayed = true
    return reply
  }

  private var requestHash: [UInt8] { call.cursors.seal(call.request.requestHash) }

  private func find(_ caller: String, _ key: String) throws -> Kept? {
    try call.database.first(
      """
      SELECT request_hash, status, reference, had_secret FROM idempotency
      WHERE caller = ? AND key = ? AND created_at > ?
      """, caller, key, call.now.plus(days: -1)
    ) { row in
      Kept(hash: row.bytes(), status: row.int(), reference: row.textOrNil(), hadSecret: row.bool())
    }
  }

  private func keep(_ reply: Reply, _ caller: String, _ key: String) throws {
    try call.database.run(
      """
      INSERT OR REPLACE INTO idempotency
        (caller, key, request_hash, status, reference, had_secret, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, caller, key, requestHash, Int(reply.status.code),
      reply.resource, reply.hasSecret || isLost(reply), call.now)
  }

  // A body that stands at no path cannot be shown again: "it was done, and shown" is the truth, an
  // empty answer would not be.
  private func isLost(_ reply: Reply) -> Bool {
    if case .none = reply.body { return false }
    return reply.resource == nil
  }

  /// Removes keys that are older than a day, at most so many; true when there may be more.
  package static func forget(
    before now: Timestamp, in database: Database, countMax: Int
  ) throws -> Bool {
    try database.run(
      """
      DELETE FROM idempotency WHERE (caller, key) IN
        (SELECT caller, key FROM idempotency WHERE created_at <= ? ORDER BY created_at LIMIT ?)
      """, now.plus(days: -1), countMax)
    return database.changedRowCount == countMax
  }
}
