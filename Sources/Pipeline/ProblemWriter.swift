// From a refusal to a problem document (RFC 9457). A value that may be personal is never echoed.

import Access
package import HTTP
import JSON
package import Vocabulary

/// Writes problem documents.
package enum ProblemWriter {
  /// The answer that says no.
  package static func response(
    to refusal: Refusal, language: Language, requestID: String
  ) -> Response {
    let status = Status(code: refusal.code.status)
    var writer = JSONWriter(reserving: 384)
    writer.beginObject()
    writer.member("type", "/problems/\(refusal.code.rawValue)")
    writer.member("title", refusal.code.title[language])
    writer.member("status", Int(refusal.code.status))
    writer.member("code", refusal.code.rawValue)
    if let detail = refusal.detail { writer.member("detail", detail) }
    writer.member("instance", "urn:request:\(requestID)")
    if !refusal.errors.isEmpty {
      writer.array("errors") { for fault in refusal.errors { write(fault, to: &$0) } }
    }
    if let allowed = refusal.allowed { writer.member("allowed", allowed) }
    if let permission = refusal.permission { writer.member("permission", permission.rawValue) }
    if let version = refusal.version { writer.member("version", version) }
    writer.endObject()
    var fields = ResponseFields()
    fields.add("Content-Type", "application/problem+json")
    if status.code == 401 { fields.add("WWW-Authenticate", "Bearer") }
    if status.code == 405, let allowed = refusal.allowed {
      fields.add("Allow", allowed.joined(separator: ", "))
    }
    if status.code == 503 || status.code == 429 {
      fields.add("Retry-After", String(refusal.retryAfterSeconds))
    }
    return Response(status: status, fields: fields, body: .bytes(writer.bytes), closes: false)
  }

  private static func write(_ fault: FieldFault, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("path", fault.path)
    writer.member("code", fault.code)
    if let allowed = fault.allowed { writer.member("allowed", allowed) }
    writer.endObject()
  }
}
