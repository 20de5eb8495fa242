// A lawful no, thrown by rules and handlers and turned into a problem document in one place.

package import Access
import Vocabulary

/// Why a call is refused.
package struct Refusal: Error, Sendable {
  /// The problem.
  package let code: ProblemCode
  /// The faults of a body or a query.
  package var errors: [FieldFault] = []
  /// What would have been allowed: steps, values, methods.
  package var allowed: [String]?
  /// The permission that is missing.
  package var permission: Permission?
  /// The version that stands, where it is another than the one asked for.
  package var version: Int?
  /// A sentence more; never a personal value, never an id.
  package var detail: String?
  /// Seconds after which to try again (RFC 9110 10.2.3); for 429 and 503.
  package var retryAfterSeconds: Int

  /// A refusal.
  package init(
    _ code: ProblemCode, errors: [FieldFault] = [], allowed: [String]? = nil,
    permission: Permission? = nil, version: Int? = nil, detail: String? = nil,
    retryAfterSeconds: Int = 2
  ) {
    self.code = code
    self.errors = errors
    self.allowed = allowed
    self.permission = permission
    self.version = version
    self.detail = detail
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// The answer to an id that is unknown, or hidden: they must not differ.
  package static let notFound = Refusal(.notFound)

  /// A permission that the caller lacks on something that it may know of.
  package static func forbidden(_ permission: Permission) -> Refusal {
    Refusal(.forbidden, permission: permission)
  }

  /// One fault in a body.
  package static func invalid(
    _ path: String, _ code: String = "invalid", allowed: [String]? = nil
  ) -> Refusal {
    Refusal(
      .validationFailed, errors: [FieldFault(path: path, code: code, allowed: allowed)])
  }

  /// A query parameter that is unknown or whose value does not do.
  package static func badQuery(_ name: String, allowed: [String]? = nil) -> Refusal {
    Refusal(.badQuery, errors: [FieldFault(path: name, code: "invalid", allowed: allowed)])
  }
}
