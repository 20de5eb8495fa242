// Status codes and their reason phrases (RFC 9110 15, RFC 6585).

/// A status code.
public struct Status: Hashable, Sendable {
  /// Three digits.
  public let code: UInt16

  /// A status by its code.
  public init(code: UInt16) { self.code = code }

  /// 200.
  public static let ok = Status(code: 200)
  /// 201.
  public static let created = Status(code: 201)
  /// 202.
  public static let accepted = Status(code: 202)
  /// 204: no body.
  public static let noContent = Status(code: 204)
  /// 206: a part of what was asked for.
  public static let partialContent = Status(code: 206)
  /// 304: no body.
  public static let notModified = Status(code: 304)
  /// 400.
  public static let badRequest = Status(code: 400)
  /// 408.
  public static let requestTimeout = Status(code: 408)
  /// 413.
  public static let contentTooLarge = Status(code: 413)
  /// 414.
  public static let uriTooLong = Status(code: 414)
  /// 417.
  public static let expectationFailed = Status(code: 417)
  /// 431 (RFC 6585 5).
  public static let headTooLarge = Status(code: 431)
  /// 500.
  public static let internalServerError = Status(code: 500)
  /// 501.
  public static let notImplemented = Status(code: 501)
  /// 503.
  public static let serviceUnavailable = Status(code: 503)
  /// 505.
  public static let versionNotSupported = Status(code: 505)

  /// Whether an answer with it never has a body (RFC 9110 6.4.1).
  public var isBodiless: Bool { code < 200 || code == 204 || code == 304 }

  /// The reason phrase: for people who read traces.
  public var reason: StaticString {
    switch code {
    case 100: "Continue"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 206: "Partial Content"
    case 303: "See Other"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 428: "Precondition Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
