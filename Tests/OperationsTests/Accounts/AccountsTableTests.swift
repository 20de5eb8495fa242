// The table of routes itself: examples that fit their bodies, permissions that somebody holds.

import Access
import JSON
import Operations
import Pipeline
import TestSupport
import Testing
import Vocabulary

struct AccountsTableTests {
  static let routes = AccountsRoutes.all(settings: PipelineSettings()) { _, _ in nil }

  @Test(arguments: routes.indices)
  func `a route with a body has a whole example of it`(_ index: Int) throws {
    let route = Self.routes[index]
    guard let body = route.body else { return #expect(route.example == nil) }
    let example = try JSONReader.read(Array((route.example ?? "").utf8))
    let faults = Shape.object(body.shape).faults(of: example, at: "")
    #expect(faults.isEmpty, "\(route.action): \(faults)")
  }

  @Test(arguments: routes.indices)
  func `each permission that a route asks for is held by some role`(_ index: Int) {
    guard case .permission(let permissions) = Self.routes[index].needs else { return }
    for permission in permissions {
      #expect(!PermissionMatrix.standard.roles(with: permission).isEmpty)
    }
  }

  @Test func `only signing in is open to everybody, and actions have names of their own`() {
    #expect(
      Self.routes.filter { $0.needs == .nobody }.map(\.action)
        == ["session.create", "setup.create"])
    #expect(Set(Self.routes.map(\.action)).count == Self.routes.count)
  }
}
