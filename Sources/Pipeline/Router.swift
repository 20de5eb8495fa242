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

  private struct Row {
    let segments: ArraySlice<String>
    let method: String
    let index: Int
  }

  // Names are bytes, as paths are: finding a route makes no text but of parameters. There are few
  // children and fewer methods, so a walk through them is quicker than a hash.
  private final class Node: Sendable {
    let children: [(name: [UInt8], node: Node)]
    let parameter: Node?
    let routes: [(method: String, index: Int)]

    init(_ rows: [Row]) {
      var below: [String: [Row]] = [:]
      var here: [(method: String, index: Int)] = []
      for row in rows {
        guard let first = row.segments.first else {
          precondition(
            !here.contains { $0.method == row.method }, "two routes have one method and path")
          here.append((row.method, row.index))
          continue
        }
        let name = first.hasPrefix("{") ? "{}" : first
        below[name, default: []].append(
          Row(segments: row.segments.dropFirst(), method: row.method, index: row.index))
      }
      parameter = below.removeValue(forKey: "{}").map(Node.init)
      children = below.map { (Array($0.key.utf8), Node($0.value)) }
      routes = here
    }

    func child(_ name: ArraySlice<UInt8>) -> Node? {
      for child in children where child.name.count == name.count && child.name[...] == name {
        return child.node
      }
      return nil
    }

    func index(of method: String) -> Int? {
      for route in routes where route.method == method { return route.index }
      return nil
    }
  }

  /// A router of a table of routes.
  package init(_ routes: [Route]) {
    self.routes = routes
    root = Node(
      routes.enumerated().map { index, route in
        Row(segments: Self.segments(of: route.path), method: route.method.name, index: index)
      })
  }

  private static func segments(of path: String) -> ArraySlice<String> {
    path.split(separator: "/", omittingEmptySubsequences: false).map(String.init).dropFirst()
  }

  /// Every method that some route takes.
  var methods: [String] { Self.allow(Set(routes.map(\.method.name)).sorted()) }

  /// Finds the route of a request; HEAD is answered by GET's.
  package func match(_ method: HTTP.Method, _ path: [UInt8]) -> Match {
    var node = root
    var parameters: [String] = []
    // What stands before the first slash is no segment: a path begins with one.
    var at = path.firstIndex(of: Self.slash) ?? path.endIndex
    while at < path.endIndex {
      let start = at + 1
      at = path[start...].firstIndex(of: Self.slash) ?? path.endIndex
      guard let next = step(from: node, path[start..<at], &parameters) else { return .notFound }
      node = next
    }
    guard !node.routes.isEmpty else { return .notFound }
    let name = method == .head ? HTTP.Method.get.name : method.name
    if let index = node.index(of: name) {
      return .found(routes[index], index: index, parameters: parameters)
    }
    return .noMethod(allow: Self.allow(node.routes.map(\.method).sorted()))
  }

  private static let slash = UInt8(ascii: "/")

  // One segment further down; an escape is undone before names are compared.
  private func step(
    from node: Node, _ raw: ArraySlice<UInt8>, _ parameters: inout [String]
  ) -> Node? {
    if let child = node.child(raw) { return child }
    guard let segment = PercentCoding.decode(raw, plusIsSpace: false) else { return nil }
    if let child = node.child(Array(segment.utf8)[...]) { return child }
    guard let child = node.parameter, !segment.isEmpty else { return nil }
    parameters.append(segment)
    return child
  }

  private static func allow(_ methods: [String]) -> [String] {
    (methods.contains("GET") ? methods + ["HEAD"] : methods) + ["OPTIONS"]
  }
}
