// Each way in which a message can be wrong, with the status that it is answered with.

/// A message that cannot be taken.
package struct ParseError: Error, Sendable, Equatable {
  /// The status of the answer.
  package let status: Status
  /// The code of the problem document.
  package let code: String
  /// Whether framing is lost: then the connection must close after the answer.
  package let closes: Bool

  /// An error.
  package init(status: Status, code: String, closes: Bool) {
    self.status = status
    self.code = code
    self.closes = closes
  }

  /// The message breaks the syntax (400).
  package static let malformed = ParseError(
    status: .badRequest, code: "malformed_request", closes: true)
  /// The head did not come in time (408).
  package static let timeout = ParseError(
    status: .requestTimeout, code: "request_timeout", closes: true)
  /// The body is larger than it may be (413).
  package static let contentTooLarge = ParseError(
    status: .contentTooLarge, code: "content_too_large", closes: true)
  /// The target is longer than it may be (414).
  package static let uriTooLong = ParseError(
    status: .uriTooLong, code: "uri_too_long", closes: true)
  /// Another expectation than 100-continue (417).
  package static let expectationFailed = ParseError(
    status: .expectationFailed, code: "expectation_failed", closes: true)
  /// The head is larger than it may be (431).
  package static let headTooLarge = ParseError(
    status: .headTooLarge, code: "head_too_large", closes: true)
  /// A method that no server of this kind has: CONNECT, or a very long one (501; RFC 9112 3).
  package static let methodNotImplemented = ParseError(
    status: .notImplemented, code: "not_implemented", closes: true)
  /// A transfer coding that is not understood (501; RFC 9112 6.1).
  package static let codingNotImplemented = ParseError(
    status: .notImplemented, code: "not_implemented", closes: true)
  /// Another major version than 1 (505).
  package static let versionNotSupported = ParseError(
    status: .versionNotSupported, code: "unsupported_version", closes: true)
}
