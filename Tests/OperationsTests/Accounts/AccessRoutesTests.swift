// The policy for people to read, and why decisions fall as they do.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct AccessRoutesTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  @Test func `roles and permissions are the matrix read both ways`() throws {
    let roles = try world.call("GET", "/roles", as: "uppsala-outreach")
    let permissions = try world.call("GET", "/permissions", as: "uppsala-outreach")
    #expect(roles.items.count == Role.allCases.count)
    #expect(permissions.items.count == Permission.allCases.count)
    var cells: Set<String> = []
    for role in roles.items {
      for cell in role["permissions"]?.array ?? [] {
        let words = [role["role"], cell["permission"], cell["reach"]].map { $0?.string ?? "" }
        cells.insert(words.joined(separator: " "))
      }
    }
    var others: Set<String> = []
    for permission in permissions.items {
      for cell in permission["roles"]?.array ?? [] {
        let words = [cell["role"], permission["permission"], cell["reach"]]
        others.insert(words.map { $0?.string ?? "" }.joined(separator: " "))
      }
    }
    #expect(cells == others)
    #expect(cells.contains("outreach referral.read_received team"))
    #expect(!cells.contains { $0.hasPrefix("system-admin person.") })
  }

  private func explain(
    _ who: String, _ permission: String, _ subject: String = "{}", as asker: String
  ) throws -> Answer {
    try world.call(
      "POST", "/access/explain",
      #"{"user":"\#(world.id(who))","permission":"\#(permission)","subject":\#(subject)}"#,
      as: asker)
  }

  @Test(arguments: [
    ("uppsala-lead", "referral.decide", #"{"unit":"uppsala-stod"}"#, "allowed", "granted"),
    ("uppsala-lead", "referral.decide", #"{"unit":"uppsala-stod-natt"}"#, "allowed", "granted"),
    ("uppsala-lead", "referral.decide", #"{"unit":"uppsala-nexus"}"#, "hidden", "out_of_reach"),
    ("uppsala-lead", "audit.read", #"{"board":"uppsala-socialnamnden"}"#, "forbidden", "no_grant"),
    ("uppsala-intake", "case.read", #"{"board":"uppsala-socialnamnden"}"#, "allowed", "granted"),
    ("uppsala-intake", "case.read", #"{"board":"umea-socialnamnden"}"#, "hidden", "out_of_reach"),
    (
      "uppsala-caseworker", "case.read", #"{"board":"uppsala-socialnamnden"}"#, "hidden",
      "out_of_reach"
    ),
    (
      "uppsala-caseworker", "case.read", #"{"board":"uppsala-socialnamnden","own":true}"#,
      "allowed", "granted"
    ),
    (
      "mosque-handler", "referral.decide", #"{"partner":"moske-exempel"}"#, "forbidden",
      "no_active_agreement"
    ),
    (
      "mosque-handler", "referral.decide", #"{"partner":"moske-exempel","personal":false}"#,
      "allowed", "granted"
    ),
  ])
  func `the decision is shown with its rule`(
    _ who: String, _ permission: String, _ subject: String, _ decision: String, _ rule: String
  ) throws {
    let answer = try explain(who, permission, subject, as: "operator")
    #expect(answer.status == 200, "\(answer)")
    #expect(answer.text("decision") == decision)
    #expect(answer.text("rule") == rule)
    let covers = answer["grants"]?.array?.first?["covers"]
    #expect(covers == .bool(decision == "allowed" || rule == "no_active_agreement"))
  }

  @Test func `a disabled user may do nothing`() throws {
    try world.world.writer.run { database in
      try AccountStore(database).setDisabled(
        true, Cast.id("uppsala-intake"), at: Timestamp(milliseconds: 0))
    }
    let answer = try explain("uppsala-intake", "case.read", as: "uppsala-admin")
    #expect(answer.text("rule") == "disabled")
  }

  @Test func `one may ask about one's own users only`() throws {
    let hidden = try explain("umea-intake", "case.read", as: "uppsala-admin")
    #expect(hidden.status == 422)
    #expect(hidden.faultPaths == ["/user"])
    #expect(try explain("uppsala-intake", "case.read", as: "uppsala-intake").status == 403)
    let unknown = try explain("uppsala-intake", "case.eat", as: "uppsala-admin")
    #expect(unknown.faultPaths == ["/permission"])
    let place = try explain(
      "uppsala-intake", "case.read", #"{"board":"finns-inte"}"#, as: "uppsala-admin")
    #expect(place.faultPaths == ["/board"])
  }
}
