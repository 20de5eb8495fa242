// What every answer carries: ids for tracing, caching rules, tags, links. From a Reply or a Refusal
// to a Response.

import HTTP
import Vocabulary

/// The fields around an answer's body.
struct Envelope: Sendable {
  let requestID: String
  let traceparent: String
  let language: Language
  /// The last day of the caller's key, in its last 30 days.
  var keyExpires: Day?
  /// What is left of the caller's calls, where they are counted.
  var rateLimit: RateLimitState?
  /// What a browser is told about other origins; nil where none is ever allowed.
  var crossOrigin: CrossOriginAnswer?

  init(_ tracing: Tracing, language: Language) {
    requestID = tracing.requestID
    traceparent = tracing.traceparent
    self.language = language
  }

  /// The answer that says no; what is asked with OPTIONS is answered instead.
  func problem(_ refusal: Refusal) -> Response {
    var response = ProblemWriter.response(to: refusal, language: language, requestID: requestID)
    addCommon(to: &response.fields, cacheSeconds: nil)
    return response
  }

  /// The answer to OPTIONS: which methods there are (RFC 9110 9.3.7).
  func options(_ allow: [String]) -> Response {
    var fields = ResponseFields()
    fields.add("Allow", allow.joined(separator: ", "))
    addCommon(to: &fields, cacheSeconds: nil)
    return Response(status: .noContent, fields: fields, body: .none, closes: false)
  }

  /// The answer that a handler gave.
  func response(_ reply: Reply, to request: CallRequest) -> Response {
    var fields = ResponseFields()
    let body = addContent(of: reply, to: &fields)
    if reply.status == .created || reply.status == .accepted, let path = reply.resource {
      fields.add("Location", path)
    }
    if let next = reply.next { fields.add("Link", "<\(next)>; rel=\"next\"") }
    if let cookie = reply.cookie { fields.add("Set-Cookie", cookie.field) }
    if reply.isReplayed { fields.add("Idempotency-Replayed", "true") }
    addCommon(to: &fields, cacheSeconds: reply.cacheSeconds)
    if let tag = tag(of: reply) {
      fields.add("ETag", tag)
      if isFresh(tag, request) {
        return Response(status: .notModified, fields: fields, body: .none, closes: false)
      }
    }
    return Response(status: reply.status, fields: fields, body: body, closes: false)
  }

  // A page of ours runs nothing and fetches nothing.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    + "frame-ancestors 'none'"

  private func addContent(of reply: Reply, to fields: inout ResponseFields) -> ResponseBody {
    switch reply.body {
    case .none: return .none
    case .json(let bytes):
      fields.add(lines: "Content-Type: application/json\r\n")
      return .bytes(bytes)
    case .text(let type, let bytes):
      fields.add("Content-Type", type)
      if type.hasPrefix("text/html") { fields.add("Content-Security-Policy", Self.policy) }
      return .bytes(bytes)
    case .stream(let type, let source):
      fields.add("Content-Type", type)
      return .stream(source, length: nil)
    // Has an answer of its own (`Exchange.response`).
    case .file: return .none
    }
  }

  // "<version>-<hash of the bytes>": If-Match compares the version, If-None-Match the whole.
  private func tag(of reply: Reply) -> String? {
    guard let version = reply.version, reply.status == .ok || reply.status == .created,
      case .json(let bytes) = reply.body
    else { return nil }
    return "\"\(version)-\(ContentHash.text(of: bytes))\""
  }

  func isFresh(_ tag: String, _ request: CallRequest) -> Bool {
    guard request.route.method == .get, let field = request.ifNoneMatch else { return false }
    if field == "*" { return true }
    return (EntityTag.list(field) ?? []).contains { "\"\($0.value)\"" == tag }
  }

  func addCommon(to fields: inout ResponseFields, cacheSeconds: Int?) {
    if let cacheSeconds {
      fields.add("Cache-Control", "public, max-age=\(cacheSeconds)")
      // A shared cache must not give one client's form or language to another (RFC 9110 12.5.5).
      fields.add(lines: "Vary: Accept, Accept-Language\r\n")
    } else {
      fields.add(lines: "Cache-Control: no-store\r\n")
    }
    fields.add(lines: "X-Content-Type-Options: nosniff\r\n")
    fields.add("traceparent", traceparent)
    fields.add("X-Request-Id", requestID)
    crossOrigin?.add(to: &fields)
    if let keyExpires { fields.add("Key-Expires", keyExpires.text) }
    if let rateLimit {
      fields.add("RateLimit-Policy", rateLimit.policyField)
      fields.add("RateLimit", rateLimit.field)
    }
  }
}
