// Who of the cast comes as far as the body of a route: someone whose role holds what it asks for.

import Access
import Pipeline
import TestSupport

enum Holders {
  /// Roles of administrators first: they may make most things.
  private static let order = [
    "uppsala-admin", "uppsala-intake", "uppsala-lead", "uppsala-auditor", "operator",
  ]

  /// The token of someone who holds one of a route's permissions; nil for public routes.
  static func token(for route: Route) -> String? {
    guard let rule = Rule.all[route.action], rule.needs != "public" else { return nil }
    let names = order + Cast.users.map(\.name)
    let holder = names.first { name in
      guard let user = Cast.users.first(where: { $0.name == name }) else { return false }
      let column = user.role.column
      return rule.permissions?.contains { DesignMatrix.cells[$0]?[column] != "-" } ?? true
    }
    return Cast.token(holder ?? "operator")
  }
}
