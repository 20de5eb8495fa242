// The header fields that requests and answers carry, described once and pointed at.

import JSON
import Pipeline
import Vocabulary

/// A header field in the OpenAPI document.
struct OpenAPIHeader: Sendable {
  /// The name under components.
  let key: String
  let name: String
  let about: String
  let example: String
  var shape: Shape = .text
  var isRequired = false

  static let tag = OpenAPIHeader(
    key: "ETag", name: "ETag", about: "Version and hash of a resource; for If-Match.",
    example: "\"7-9f86d081884c\"")
  static let location = OpenAPIHeader(
    key: "Location", name: "Location", about: "The path of what was made.",
    example: "/api/v1/units/019abcde-f012-7345-8678-9abcdef01234")
  static let link = OpenAPIHeader(
    key: "Link", name: "Link", about: "The next page, where there is one (RFC 8288).",
    example: "</api/v1/units?cursor=c2lnbmVk>; rel=\"next\"",
    shape: .text(charactersMax: 4_000))
  static let requestID = OpenAPIHeader(
    key: "RequestId", name: "X-Request-Id", about: "The request's name in logs and audit trail.",
    example: "4bf92f3577b34da6a3ce929d0e0e4736")
  static let trace = OpenAPIHeader(
    key: "Traceparent", name: "traceparent", about: "W3C Trace Context.",
    example: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
  static let retryAfter = OpenAPIHeader(
    key: "RetryAfter", name: "Retry-After", about: "Seconds after which to try again.",
    example: "2")

  static let match = OpenAPIHeader(
    key: "IfMatch", name: "If-Match", about: "The ETag that was read; else 428, or 412 if stale.",
    example: "\"7-9f86d081884c\"", isRequired: true)
  static let matchIfSent = OpenAPIHeader(
    key: "IfMatchOptional", name: "If-Match", about: "Obeyed where it is sent.",
    example: "\"7-9f86d081884c\"")
  static let noneMatch = OpenAPIHeader(
    key: "IfNoneMatch", name: "If-None-Match", about: "An ETag; 304 where it still stands.",
    example: "\"7-9f86d081884c\"")
  static let idempotency = OpenAPIHeader(
    key: "IdempotencyKey", name: "Idempotency-Key",
    about: "The same key and body within 24 hours have one effect.", example: "kj-2026-117",
    shape: .text(charactersMax: 128))
  static let forgery = OpenAPIHeader(
    key: "CSRFToken", name: "X-CSRF-Token",
    about: "With the cookie only: `csrf` of the log-in or of the current session.",
    example: "b3BlbiB0aGUgd2luZG93IGFuZCBsZXQgdGhlIGFpcg")
  static let purpose = OpenAPIHeader(
    key: "AccessPurpose", name: "Access-Purpose", about: "Why personal data is wanted.",
    example: Purpose.casework.code, shape: .code(Purpose.self))
  static let disposition = OpenAPIHeader(
    key: "ContentDisposition", name: "Content-Disposition",
    about: "The file's name (RFC 6266), `filename*` for what is not ASCII.",
    example: "attachment; filename=\"intyg.pdf\"", isRequired: true)
  static let range = OpenAPIHeader(
    key: "Range", name: "Range", about: "One part of the file (RFC 9110 14): 206, or 416.",
    example: "bytes=0-65535")
  static let ifRange = OpenAPIHeader(
    key: "IfRange", name: "If-Range", about: "The ETag of what the client has a part of already.",
    example: "\"9f86d081884c7d659a2feaa0c55ad015\"")
  static let language = OpenAPIHeader(
    key: "AcceptLanguage", name: "Accept-Language", about: "Swedish unless English is preferred.",
    example: "sv")

  /// Those of answers.
  static let answers = [tag, location, link, requestID, trace, retryAfter]
  /// Those of requests.
  static let requests = [
    match, matchIfSent, noneMatch, idempotency, forgery, purpose, disposition, range, ifRange,
    language,
  ]

  /// Writes the field under components/headers.
  func write(to writer: inout JSONWriter) {
    writer.key(named: key)
    writer.object { writer in
      writer.member("description", about)
      describe(to: &writer)
    }
  }

  /// Writes the field under components/parameters.
  func write(asParameterTo writer: inout JSONWriter) {
    writer.key(named: key)
    writer.object { writer in
      writer.member("name", name)
      writer.member("in", "header")
      writer.member("required", isRequired)
      writer.member("description", about)
      describe(to: &writer)
    }
  }

  /// Writes a member of an answer's headers that points here.
  func reference(to writer: inout JSONWriter) {
    writer.key(named: name)
    writer.object { $0.member("$ref", "#/components/headers/\(key)") }
  }

  /// Writes an element of an operation's parameters that points here.
  func parameter(to writer: inout JSONWriter) {
    writer.object { $0.member("$ref", "#/components/parameters/\(key)") }
  }

  private func describe(to writer: inout JSONWriter) {
    writer.key("schema")
    SchemaWriter.write(shape, to: &writer)
    writer.member("example", example)
  }
}
