// Each way in which a message can be wrong, with the status that it is answered with.

/// A message that cannot be taken.
public struct ParseError: Error, Sendable, Equatable {
  /// The status of the answer.
  public let status: Status
  /// The code of the problem document.
  public let code: String
  /// Whether framing is lost: then the connection must close after the answer.
  public let closes: Bool

  /// An error.
  public init(status: Status, code: String, closes: Bool) {
    self.status = status
    self.code = code
    self.closes = closes
  }

  /// The message breaks the syntax (400).
  public static let malformed = ParseError(
    status: .badRequest, code: "malformed_request", closes: true)
  /// The head did not come in time (408).
  public static let timeout = ParseError(
    status: .requestTimeout, code: "request_timeout", closes: true)
  /// The body is larger than it may be (413).
  public static let contentTooLarge = ParseError(
    status: .contentTooLarge, code: "content_too_large", closes: true)
  /// The target is longer than it may be (414).
  public static let uriTooLong = ParseError(
    status: .uriTooLong, code: "uri_too_long", closes: true)
  /// Another expectation than 100-continue (417).
  public static let expectationFailed = ParseError(
    status: .expectationFailed, code: "expectation_failed", closes: true)
  /// The head is larger than it may be (431).
  public static let headTooLarge = ParseError(
    status: .headTooLarge, code: "head_too_large", closes: true)
  /// A method that no server of this kind has: CONNECT, or a very long one (501; RFC 9112 3).
  public static let methodNotImplemented = ParseError(
    status: .notImplemented, code: "not_implemented", closes: true)
  /// A transfer coding that is not understood (501; RFC 9112 6.1).
  public static let codingNotImplemented = ParseError(
    status: .notImplemented, code: "not_implemented", closes: true)
  /// Another major version than 1 (505).
  public static let versionNotSupported = ParseError(
    status: .versionNotSupported, code: "unsupported_version", closes: true)
}
