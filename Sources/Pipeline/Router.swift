// From method and path to a route and the values of its parameters. Built once from the table; two
// routes in one place are a fault of ours and stop the start.

package import HTTP

/// The tree of routes.
package final class Router: Sendable {
  /// Where a request leads.
  package enum Match: Sendable {
    case found(Route, index: Int, parameters: [String])
    case noMethod(allow: [String])
    case notFound
  }

  /// All routes, in the order of the table.
  package let routes: [Route]
  private let root: Node

  private final class Node: Sendable {
    let children: [String: Node]
    let parameter: Node?
    let routes: [String: Int]

    init(_ rows: [(segments: ArraySlice<String>, method: String, index: Int)]) {
      var below: [String: [(segments: ArraySlice<String>, method: String, index: Int)]] = [:]
      var here: [String: Int] = [:]
      for row in rows {
        guard let first = row.segments.first else {
          precondition(here[row.method] == nil, "two routes have one method and path")
          here[row.method] = row.index
          continue
        }
        let name = first.hasPrefix("{") ? "{}" : first
        below[name, default: []].append((row.segments.dropFirst(), row.method, row.index))
      }
      parameter = below.removeValue(forKey: "{}").map(Node.init)
      children = below.mapValues(Node.init)
      routes = here
    }
  }

  /// A router of a table of routes.
  package init(_ routes: [Route]) {
    self.routes = routes
    root = Node(
      routes.enumerated().map { index, route in
        (Self.segments(of: route.path)[...], route.method.name, index)
      })
  }

  private static func segments(of path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
  }

  /// Every method that some route takes.
  var methods: [String] { Self.allow(Set(routes.map(\.method.name)).sorted()) }

  /// Finds the route of a request; HEAD is answered by GET's.
  package func match(_ method: HTTP.Method, _ path: [UInt8]) -> Match {
    var node = root
    var parameters: [String] = []
    for raw in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst()
    {
      guard let segment = PercentCoding.decode(raw, plusIsSpace: false) else { return .notFound }
      if let child = node.children[segment] {
        node = child
      } else if let child = node.parameter, !segment.isEmpty {
        node = child
        parameters.append(segment)
      } else {
        return .notFound
      }
    }
    guard !node.routes.isEmpty else { return .notFound }
    let name = method == .head ? HTTP.Method.get.name : method.name
    if let index = node.routes[name] {
      return .found(routes[index], index: index, parameters: parameters)
    }
    return .noMethod(allow: Self.allow(node.routes.keys.sorted()))
  }

  private static func allow(_ methods: [String]) -> [String] {
    (methods.contains("GET") ? methods + ["HEAD"] : methods) + ["OPTIONS"]
  }
}
