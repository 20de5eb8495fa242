// A request as it was read: its head, and with its body.

/// Where a request's body ends (RFC 9112 6).
public enum BodyFraming: Sendable, Equatable {
  case none
  /// As many bytes.
  case length(Int)
  case chunked
}

/// What a request asks for (RFC 9112 3.2).
public struct Target: Sendable {
  /// The form in which it came.
  public enum Form: Sendable {
    case origin
    case absolute
    case asterisk
    case authority
  }

  /// The form in which it came.
  public let form: Form
  /// The raw path; `*` for the whole server, empty for an authority.
  public let path: [UInt8]
  /// The raw query, without its question mark.
  public let query: [UInt8]?

  /// The path as it came: printable ASCII.
  public var pathText: String { String(decoding: path, as: UTF8.self) }
}

/// The head of a request.
public struct RequestHead: Sendable {
  /// The method.
  public let method: Method
  /// What is asked for.
  public let target: Target
  /// 0 or 1: the version is `HTTP/1.x`.
  public let minorVersion: Int
  /// The header fields.
  public let fields: Fields
  /// Where the body ends.
  public let framing: BodyFraming
  /// Whether the connection may serve another request after this one (RFC 9112 9.3).
  public let keepsAlive: Bool
  /// Whether the client waits for 100 Continue before it sends the body.
  public let expectsContinue: Bool
  /// Bytes of the head in the input, empty lines before it included.
  public let byteCount: Int
}

/// Takes a long body as it comes in, so that it is never held whole.
public protocol BodySink: AnyObject, Sendable {
  /// Takes the next bytes, decoded. Called on the loop; what goes wrong is told at the end, when
  /// the request is answered.
  func take(_ bytes: [UInt8])
}

/// A whole request.
public struct Request: Sendable {
  /// Its head.
  public var head: RequestHead
  /// Its body, decoded; empty where a sink took it.
  public var body: [UInt8]
  /// What took the body, where that was said at the head.
  public var sink: (any BodySink)?

  /// A request.
  public init(head: RequestHead, body: [UInt8], sink: (any BodySink)? = nil) {
    self.head = head
    self.body = body
    self.sink = sink
  }
}
