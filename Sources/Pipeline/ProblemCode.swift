// Every way in which the service says no: one table from code to status and titles, from which
// answers, the pages under /problems and the OpenAPI document come.

package import Vocabulary

/// A problem's stable code (RFC 9457; its `type` is `/problems/{code}`).
package enum ProblemCode: String, CaseIterable, Sendable {
  // Messages and requests.
  case malformedRequest = "malformed_request"
  case badQuery = "bad_query"
  case badHeader = "bad_header"
  case badJSON = "bad_json"
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case notAcceptable = "not_acceptable"
  case requestTimeout = "request_timeout"
  case contentTooLarge = "content_too_large"
  case uriTooLong = "uri_too_long"
  case unsupportedMediaType = "unsupported_media_type"
  case rangeNotSatisfiable = "range_not_satisfiable"
  case expectationFailed = "expectation_failed"
  case headTooLarge = "head_too_large"
  case notImplemented = "not_implemented"
  case unsupportedVersion = "unsupported_version"
  // Callers.
  case unauthenticated
  case invalidCredentials = "invalid_credentials"
  case forbidden
  case noActiveAgreement = "no_active_agreement"
  case purposeNotAllowed = "purpose_not_allowed"
  case csrfTokenRequired = "csrf_token_required"
  case tooManyRequests = "too_many_requests"
  // Bodies.
  case validationFailed = "validation_failed"
  case searchTermNotAllowed = "search_term_not_allowed"
  case idempotencyMismatch = "idempotency_mismatch"
  // States.
  case stepNotAllowed = "step_not_allowed"
  case referenceInUse = "reference_in_use"
  case idInUse = "id_in_use"
  case alreadyExists = "already_exists"
  case alreadyShown = "already_shown"
  case basisRequired = "basis_required"
  case stillInUse = "still_in_use"
  case preconditionFailed = "precondition_failed"
  case preconditionRequired = "precondition_required"
  // The machine.
  case internalError = "internal_error"
  case busy
  case storageFull = "storage_full"
  case storageBroken = "storage_broken"
  case draining
  case readOnly = "read_only"

  /// The HTTP status that goes with it.
  package var status: UInt16 { row.status }

  /// The problem in a few words.
  package var title: Label { row.title }

  /// What to do about it, for the problem's page.
  package var advice: Label { row.advice }

  private var row: (status: UInt16, title: Label, advice: Label) {
    // The table has a row for each case: a test walks them all.
    ProblemTable.rows[self] ?? (500, Label(rawValue, rawValue), Label("", ""))
  }
}
