// The table of routes against the tests' own table: which there are, who may call them at all, and
// that each can be asked.

import Access
import HTTP
import JSON
import Pipeline
import TestSupport
import Testing

struct RuleTests {
  @Test func `each route has a line in the tests' table, and each line a route`() {
    let actions = Whole.routes.map(\.action)
    #expect(Set(actions).count == actions.count, "two routes have one action")
    for action in actions {
      #expect(Rule.all[action] != nil, "Rule.text lacks a line on \(action)")
    }
    for action in Rule.all.keys {
      #expect(actions.contains(action), "there is no route \(action)")
    }
  }

  @Test(arguments: Whole.routes.map(\.action))
  func `a route asks for the permissions that the design names`(_ action: String) throws {
    let route = try #require(Whole.routes.first { $0.action == action })
    let rule = try #require(Rule.all[action])
    switch route.needs {
    case .nobody: #expect(rule.needs == "public")
    case .signedIn: #expect(rule.needs == "signed-in")
    case .permission(let permissions):
      #expect(Set(permissions.map(\.rawValue)) == rule.permissions ?? [])
    }
    #expect((rule.kind == nil) == route.names.isEmpty || rule.needs == "public")
  }

  @Test func `at least one role holds each permission that a route asks for`() {
    for (action, rule) in Rule.all {
      for permission in rule.permissions ?? [] {
        let letters = DesignMatrix.cells[permission]?.values.filter { $0 != "-" } ?? []
        #expect(!letters.isEmpty, "\(action): nobody holds \(permission)")
      }
    }
  }

  // Nothing here shows personal data: whoever adds to it has read access.md 3.
  @Test func `the public routes are these and no others`() {
    let open = Whole.routes.filter { $0.needs == .nobody }.map { $0.method.name + " " + $0.path }
    #expect(
      Set(open) == [
        "GET /", "GET /api/v1/", "GET /api/v1/api-info", "GET /api/v1/codes",
        "GET /api/v1/codes/{list}", "GET /api/v1/entrances", "GET /api/v1/entrances/{entrance}",
        "GET /docs", "GET /health/live", "GET /health/ready", "GET /hsds/v3/",
        "GET /hsds/v3/organizations", "GET /hsds/v3/organizations/{organization}",
        "GET /hsds/v3/services", "GET /hsds/v3/services/{service}", "GET /openapi.json",
        "GET /problems/{code}", "GET /version", "GET /.well-known/security.txt",
        "POST /api/v1/answer-sessions", "POST /api/v1/public-tips", "POST /api/v1/sessions",
        "POST /api/v1/setup",
      ])
  }

  // A rename must not open or close anything unseen.
  @Test func `what a link's caller may call are routes about one referral`() throws {
    for action in Answering.actions {
      let route = try #require(Whole.routes.first { $0.action == action })
      #expect(route.path.hasPrefix("/api/v1/referrals/{id}") && route.isPersonal)
    }
    let identity: Set<Permission> = [
      .personReadIdentity, .personReadContact, .personReadViolence, .personReadHealthNeeds,
    ]
    #expect(Answering.permissions.isDisjoint(with: identity))
  }

  @Test func `each body has an example that its route takes`() throws {
    for route in Whole.routes {
      guard let rule = route.body else { continue }
      let text = route.example ?? "{}"
      let json = try JSONReader.read(Array(text.utf8))
      let faults = Shape.object(rule.shape).faults(of: json, at: "")
      #expect(faults.isEmpty, "\(route.action): \(faults)")
      #expect(rule.isOptional || route.example != nil || rule.shape.members.isEmpty)
    }
  }

  @Test func `a personal route is never public but for signing in, and no answer is kept`() {
    // Each takes a secret: a password, a link's token, what an empty server printed.
    let open = ["session.create", "answer_session.create", "setup.create"]
    for route in Whole.routes where route.isPersonal {
      #expect(route.needs != .nobody || open.contains(route.action), "\(route.action)")
    }
  }
}
