// A request as it was read: its head, and with its body.

/// Where a request's body ends (RFC 9112 6).
package enum BodyFraming: Sendable, Equatable {
  case none
  /// As many bytes.
  case length(Int)
  case chunked
}

/// What a request asks for (RFC 9112 3.2).
package struct Target: Sendable {
  /// The form in which it came.
  package enum Form: Sendable {
    case origin
    case absolute
    case asterisk
    case authority
  }

  /// The form in which it came.
  package let form: Form
  /// The raw path; `*` for the whole server, empty for an authority.
  package let path: [UInt8]
  /// The raw query, without its question mark.
  package let query: [UInt8]?

  /// The path as it came: printable ASCII.
  package var pathText: String { String(decoding: path, as: UTF8.self) }
}

/// The head of a request.
package struct RequestHead: Sendable {
  /// The method.
  package let method: Method
  /// What is asked for.
  package let target: Target
  /// 0 or 1: the version is `HTTP/1.x`.
  package let minorVersion: Int
  /// The header fields.
  package let fields: Fields
  /// Where the body ends.
  package let framing: BodyFraming
  /// Whether the connection may serve another request after this one (RFC 9112 9.3).
  package let keepsAlive: Bool
  /// Whether the client waits for 100 Continue before it sends the body.
  package let expectsContinue: Bool
  /// Bytes of the head in the input, empty lines before it included.
  package let byteCount: Int
}

/// Takes a long body as it comes in, so that it is never held whole.
package protocol BodySink: AnyObject, Sendable {
  /// Takes the next bytes, decoded. Called on the loop; what goes wrong is told at the end, when
  /// the request is answered.
  func take(_ bytes: [UInt8])
}

/// A whole request.
package struct Request: Sendable {
  /// Its head.
  package var head: RequestHead
  /// Its body, decoded; empty where a sink took it.
  package var body: [UInt8]
  /// What took the body, where that was said at the head.
  package var sink: (any BodySink)?

  /// A request.
  package init(head: RequestHead, body: [UInt8], sink: (any BodySink)? = nil) {
    self.head = head
    self.body = body
    self.sink = sink
  }
}
