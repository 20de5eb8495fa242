// Calls without a socket, in a transaction that the caller of this holds: how the demonstration
// data is made, through the same checks as everybody's calls.

package import Access
import HTTP
package import JSON
package import SQLite
package import Vocabulary

/// The answer to a local call.
package struct LocalAnswer: Sendable {
  /// The HTTP status.
  package let status: Int
  /// The body; null where there is none.
  package let body: JSONValue
}

/// Runs routes in the process itself.
package struct LocalCalls {
  private let router: Router

  /// Local calls to a table of routes.
  package init(_ routes: [Route]) { router = Router(routes) }

  /// Makes one call.
  ///
  /// - Parameters:
  ///   - caller: who calls; nil for public routes.
  ///   - random: where ids and numbers come from; goes on after the call.
  ///   - version: the version that the caller has seen, for what needs If-Match.
  /// - Throws: `Refusal` as a client would be told.
  package func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, as caller: Caller?,
    in database: Database, at now: Timestamp, random: inout Randomness,
    ifMatch version: Int? = nil
  ) throws -> LocalAnswer {
    let condition = version.map { "If-Match: \"\($0)\"\r\n" } ?? ""
    let text = Array(
      "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(condition)\r\n".utf8)
    guard
      case .complete(let head) = try text.withUnsafeBytes({
        try HeadParser.parse($0, limits: Limits())
      }),
      case .found(let route, _, let parameters) = router.match(head.method, head.target.path)
    else { throw Refusal.notFound }
    var bytes = JSONWriter()
    if let body { bytes.value(body) }
    let tracing = Tracing(random: &random)
    let request = try RequestReader(
      route: route, parameters: parameters, head: head, address: "local",
      requestID: tracing.requestID, traceparent: tracing.traceparent, language: .sv
    ).read(body: bytes.bytes)
    let prepared: Prepared =
      switch try route.stage(body) {
      case .ready(let prepared): prepared
      // There is one connection here: what is read beforehand elsewhere is read in its turn.
      case .slow(let work): { call in try work(call)(call) }
      }
    let deed = Deed(request: request, router: router, cursors: CursorSigner(secret: []))
    let reply = try database.savepoint {
      try deed.perform(prepared, by: caller, in: database, at: now, random: &random)
    }
    guard case .json(let answer) = reply.body else {
      return LocalAnswer(status: Int(reply.status.code), body: .null)
    }
    return LocalAnswer(status: Int(reply.status.code), body: try JSONReader.read(answer))
  }
}
