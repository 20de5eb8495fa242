// Request methods by name; a method is a token and may be any (RFC 9110 9.1).

/// A request method.
package struct Method: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Its name: case matters.
  package let name: String

  /// A method by its name.
  package init(_ name: String) { self.name = name }

  /// A method by its name.
  package init(stringLiteral name: String) { self.name = name }

  /// GET.
  package static let get = Method("GET")
  /// HEAD: GET without the body.
  package static let head = Method("HEAD")
  /// POST.
  package static let post = Method("POST")
  /// PUT.
  package static let put = Method("PUT")
  /// PATCH (RFC 5789).
  package static let patch = Method("PATCH")
  /// DELETE.
  package static let delete = Method("DELETE")
  /// OPTIONS.
  package static let options = Method("OPTIONS")

  /// Whether it asks for nothing to change (RFC 9110 9.2.1).
  package var isSafe: Bool { self == .get || self == .head || self == .options }
}
