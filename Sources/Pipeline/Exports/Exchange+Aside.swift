// Reading beside the loops: what takes longer than a loop may, on a connection and in a short
// transaction of its own, as the caller stands at that moment.

import Access
import Audit
import JSON
import SQLite
import Vocabulary

/// What was read of one page.
struct PageReading {
  let reply: Reply
  let caller: Caller?
  let now: Timestamp

  /// The page's JSON text.
  let bytes: [UInt8]
  /// The page as JSON.
  let page: JSONValue

  /// Where the next page begins; nil after the last.
  var next: String? { page["next"]?.string }
  /// The items.
  var items: [JSONValue] { page["items"]?.array ?? [] }
}

extension Exchange {
  /// Runs the route's handler for one page.
  ///
  /// - Throws: what the handler throws, and `Refusal` when the caller may no longer call.
  func readAside(_ request: CallRequest) throws -> PageReading {
    let now = services.clock.now
    return try services.reading { database in
      let caller = try token.map { token in
        try services.admitted(AccessStore(database).find(token), token, at: now)
      }
      try request.route.requireHeld(by: caller, purpose: request.purpose, at: now)
      try request.requireNamed(by: caller)
      guard let handler = request.route.handler else { throw Refusal(.internalError) }
      let reply = try handler(
        Call(
          request, caller: caller, database: database, now: now, random: Randomness(),
          cursors: services.cursors))
      guard case .json(let bytes) = reply.body else { throw Refusal(.internalError) }
      return PageReading(
        reply: reply, caller: caller, now: now, bytes: bytes, page: try JSONReader.read(bytes))
    }
  }

  /// Answers an error, with the trace that the refusal of a page leaves.
  func answerAside(_ error: any Error) {
    let response = response(to: error)
    do {
      guard let refusal = error as? Refusal else { throw error }
      let caller = try services.reading { database in
        try token.flatMap { try AccessStore(database).find($0) }
      }
      guard let entry = request.entry(of: refusal, by: caller, at: services.clock.now) else {
        later(response)
        return
      }
      try services.submit(trace: TraceJob(self, entry: entry, response: response))
    } catch {
      later(self.response(to: error))
    }
  }
}
