// The caller about itself: who it is, what it holds, and its password.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct MeRoutesTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  @Test func `a user sees role, scope and permissions`() throws {
    let me = try world.call("GET", "/me", as: "uppsala-outreach")
    #expect(me.status == 200, "\(me)")
    #expect(me.text("kind") == "user")
    #expect(me.text("id") == world.id("uppsala-outreach"))
    let grant = try #require(me["grants"]?.array?.first)
    #expect(grant["role"]?.string == "outreach")
    #expect(grant["scope"]?["kind"]?.string == "team")
    #expect(grant["scope"]?["name"]?.string == "uppsala-stodteamet")
    #expect(grant["until"] == .null)
    let permissions = me["permissions"]?.array?.compactMap(\.string) ?? []
    #expect(permissions.contains("referral.create"))
    #expect(!permissions.contains("audit.read"))
    #expect(me["expiresOn"] == nil)
  }

  @Test func `a key sees its owner's roles and its last day`() throws {
    let made = try world.call(
      "POST", "/keys",
      """
      {"partner":"kvinnojouren-exempel","name":"Skript","roles":["partner-sender"],
       "expiresOn":"2026-12-10"}
      """, as: "shelter-admin")
    let me = try world.call("GET", "/me", token: made.text("secret"))
    #expect(me.status == 200, "\(me)")
    #expect(me.text("kind") == "key")
    #expect(me.text("id") == made.text("id"))
    #expect(me.text("expiresOn") == "2026-12-10")
    #expect(me.text("name") == "Skript")
    let grant = try #require(me["grants"]?.array?.first)
    #expect(grant["scope"]?["name"]?.string == "kvinnojouren-exempel")
    #expect(me["username"] == nil)
    #expect("\(me)".contains("referral.create"))
    #expect(me.field("Key-Expires") == "2026-12-10")
    #expect(try world.call("GET", "/sessions/current", token: made.text("secret")).status == 404)
  }

  @Test func `each permission says how far it reaches`() throws {
    let list = try world.call("GET", "/me/permissions", as: "uppsala-lead")
    let decide = try #require(
      list.items.first { $0["permission"]?.string == "referral.decide" })
    #expect(decide["reach"]?.string == "unit")
    #expect(decide["role"]?.string == "team-lead")
    #expect(decide["scope"]?["name"]?.string == "uppsala-stod")
    #expect(!list.items.contains { $0["permission"]?.string == "audit.read" })
  }

  // A lead merges with a second person only (`2`); an outreach worker reads violence in an
  // emergency only (`e`): neither holds that now.
  @Test(arguments: [
    ("uppsala-lead", "person.merge", "second_person"),
    ("uppsala-outreach", "person.read.violence", "emergency_opening"),
  ])
  func `what takes more than a grant is not said to be held`(
    _ who: String, _ permission: String, _ condition: String
  ) throws {
    let me = try world.call("GET", "/me", as: who)
    #expect(me["permissions"]?.array?.contains(.string(permission)) == false)
    let conditional = try #require(
      me["conditional"]?.array?.first { $0["permission"]?.string == permission })
    #expect(conditional["condition"]?.string == condition)
    let list = try world.call("GET", "/me/permissions", as: who)
    #expect(!list.items.contains { $0["permission"]?.string == permission })
    let row = try #require(
      list["conditional"]?.array?.first { $0["permission"]?.string == permission })
    #expect(row["condition"]?.string == condition && row["scope"]?["name"]?.string != nil)
    #expect(row["reach"] == nil)
  }

  @Test func `what is held in another role without a condition is held`() throws {
    let now = world.world.clock.now
    try world.world.writer.run { database in
      try AccountStore(database).insertGrant(
        NewGrant(
          id: Cast.id("another"), user: Cast.id("uppsala-outreach"), role: .caseworker,
          scope: .unit(Cast.id("uppsala-stod")), startsAt: now, grantedBy: "test"), at: now)
    }
    let me = try world.call("GET", "/me", as: "uppsala-outreach")
    #expect(me["permissions"]?.array?.contains(.string("person.read.violence")) == true)
    let conditional = me["conditional"]?.array?.compactMap { $0["permission"]?.string }
    #expect(conditional?.contains("person.read.violence") == false)
    #expect(conditional?.contains("person.merge") == true)
  }

  @Test func `nobody is told nothing`() throws {
    for path in ["/me", "/me/permissions", "/sessions", "/roles", "/permissions"] {
      #expect(try world.call("GET", path).status == 401)
    }
  }

  @Test func `another password ends the other sessions and keeps this one`() throws {
    try world.setPassword("uppsala-intake")
    let here = try world.logIn("uppsala-intake")
    let there = try world.logIn("uppsala-intake")
    let new = "åtta älgar äter äpplen"
    let changed = try world.call(
      "PUT", "/me/password", #"{"old":"\#(AccountsWorld.password)","new":"\#(new)"}"#, token: here)
    #expect(changed.status == 204, "\(changed)")
    #expect(try world.call("GET", "/me", token: here).status == 200)
    #expect(try world.call("GET", "/me", token: there).status == 401)
    _ = try world.logIn("uppsala-intake", new)
    let old = #"{"username":"uppsala-intake","password":"\#(AccountsWorld.password)"}"#
    #expect(try world.call("POST", "/sessions", old).status == 401)
    let entry = try #require(
      try world.trail().last { $0["action"]?.string == "me.change_password" })
    #expect(entry["fields"]?.array?.first?.string == "password")
  }

  @Test(arguments: [
    ("kort", "too_short"), ("password password", "too_common"), ("aaaaaaaaaaaaaaaa", "too_common"),
    ("uppsala kommun 1", "too_common"), (AccountsWorld.password, "unchanged"),
  ])
  func `a password that will not do is named`(_ new: String, _ code: String) throws {
    let answer = try world.call(
      "PUT", "/me/password", #"{"old":"\#(AccountsWorld.password)","new":"\#(new)"}"#,
      as: "uppsala-intake")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == ["/new"])
    #expect(answer["errors"]?.array?.first?["code"]?.string == code)
    #expect(!answer.text.contains(new))
  }

  @Test func `the old password must be right, and a key has none`() throws {
    try world.setPassword("uppsala-intake")
    let token = try world.logIn("uppsala-intake")
    let body = #"{"old":"inte det rätta","new":"åtta älgar äter äpplen"}"#
    let wrong = try world.call("PUT", "/me/password", body, token: token)
    #expect(wrong.status == 422)
    #expect(wrong.faultPaths == ["/old"])
    let key = try world.call(
      "POST", "/keys",
      """
      {"partner":"kvinnojouren-exempel","name":"Skript","roles":["partner-sender"],
       "expiresOn":"2026-12-10"}
      """, as: "shelter-admin")
    #expect(try world.call("PUT", "/me/password", body, token: key.text("secret")).status == 403)
  }
}
