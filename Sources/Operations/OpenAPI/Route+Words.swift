// What documents say about a route, read off its row.

import Access
import JSON
import Pipeline

extension Route {
  /// The group that it stands in: the first segment of the path after the base.
  var tag: String {
    let segments = path.split(separator: "/").map(String.init)
    let rest = path.hasPrefix("/api/v1/") ? Array(segments.dropFirst(2)) : segments
    return rest.first ?? "root"
  }

  /// The names of the path's parameters, in order.
  var pathParameters: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }
      .map { String($0.dropFirst().dropLast()) }
  }

  /// A whole example of the body: the row's own, else one made from its shape.
  var bodyExample: JSONValue? {
    guard let body else { return nil }
    let made = ShapeSample.value(.object(body.shape))
    guard let example else { return made }
    do throws(JSONFault) {
      return try JSONReader.read(Array(example.utf8))
    } catch {
      // A literal of ours that is no JSON: the tests of the whole find it (RuleTests).
      return made
    }
  }
}

extension Need {
  /// In a word.
  var word: String {
    switch self {
    case .nobody: "anyone"
    case .signedIn: "signed-in"
    case .permission: "permission"
    }
  }

  /// The permissions, one of which is asked for.
  var permissions: [Permission] {
    if case .permission(let permissions) = self { permissions } else { [] }
  }

  /// The roles that hold one of them.
  var roles: [Role] {
    let holders = Set(permissions.flatMap { PermissionMatrix.standard.roles(with: $0) })
    return Role.allCases.filter(holders.contains)
  }
}
