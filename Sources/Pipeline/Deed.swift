// The part of a call that happens inside one transaction: permission, replay, handler, audit entry.
// All of it stands or none does.

import Access
import Audit
import HTTP
import SQLite
import Vocabulary

/// Does what one writing call asks for.
struct Deed {
  let request: CallRequest
  let router: Router
  let cursors: CursorSigner
  /// How the server works now.
  var mode = KeptMode(.normal)

  /// Runs the call and appends its audit entry, in the transaction that is open.
  func perform(
    _ prepared: Prepared, by caller: Caller?, in database: Database, at now: Timestamp,
    random: inout Randomness
  ) throws -> Reply {
    try request.route.requireHeld(by: caller, purpose: request.purpose, at: now)
    try mode.requireWriting(request.route, at: now)
    try request.requireNamed(by: caller)
    let call = Call(
      request, caller: caller, database: database, now: now, random: random, cursors: cursors)
    defer { random = call.random }
    let reply = try Idempotency(call).replay { path in
      try render(path, as: call)
    } orElse: {
      try prepared(call)
    }
    if let entry = request.entry(of: reply, by: caller, at: now) {
      try AuditTrail(database).append(entry)
    }
    return reply
  }

  // The resource at a path as this caller sees it now.
  private func render(_ path: String, as call: Call) throws -> Reply {
    guard case .found(let route, _, let parameters) = router.match(.get, Array(path.utf8)),
      let handler = route.handler
    else { throw Refusal.notFound }
    try route.requireHeld(by: call.caller, purpose: request.purpose, at: call.now)
    let reading = Call(
      request.reading(route, parameters, path), caller: call.caller, database: call.database,
      now: call.now, random: call.random, cursors: cursors)
    return try handler(reading)
  }
}
