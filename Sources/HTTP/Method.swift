// Request methods by name; a method is a token and may be any (RFC 9110 9.1).

/// A request method.
public struct Method: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Its name: case matters.
  public let name: String

  /// A method by its name.
  public init(_ name: String) { self.name = name }

  /// A method by its name.
  public init(stringLiteral name: String) { self.name = name }

  /// GET.
  public static let get = Method("GET")
  /// HEAD: GET without the body.
  public static let head = Method("HEAD")
  /// POST.
  public static let post = Method("POST")
  /// PUT.
  public static let put = Method("PUT")
  /// PATCH (RFC 5789).
  public static let patch = Method("PATCH")
  /// DELETE.
  public static let delete = Method("DELETE")
  /// OPTIONS.
  public static let options = Method("OPTIONS")

  /// Whether it asks for nothing to change (RFC 9110 9.2.1).
  public var isSafe: Bool { self == .get || self == .head || self == .options }
}
