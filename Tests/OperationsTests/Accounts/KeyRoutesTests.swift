// API keys over the whole pipeline: shown once, rotated, revoked, within what their owner may have.

import Access
import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Operations

struct KeyRoutesTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  private static let body = """
    {"partner":"kvinnojouren-exempel","name":"Kontorets skript",
     "roles":["partner-sender","partner-handler"],"expiresOn":"2027-06-30"}
    """

  private func make(_ body: String = Self.body, as who: String = "shelter-admin") throws -> Answer {
    try world.call("POST", "/keys", body, as: who)
  }

  @Test func `a secret is shown once and is nowhere on the disk`() throws {
    let made = try make()
    #expect(made.status == 201, "\(made)")
    let secret = try #require(made.text("secret"))
    let id = try #require(made.text("id"))
    #expect(secret.hasPrefix("smv_\(id)_"))
    #expect(made.field("Location") == "/api/v1/keys/\(id)")
    #expect(try world.call("GET", "/me", token: secret).status == 200)
    let read = try world.call("GET", "/keys/\(id)", as: "shelter-admin")
    #expect(read["secret"] == nil)
    let tail = Data(secret.utf8.suffix(24))
    for file in [world.world.path, world.world.path + "-wal"] {
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)).range(of: tail) == nil)
    }
    let entry = try #require(try world.trail().last)
    #expect(entry["fields"]?.array?.compactMap(\.string) == ["key", "key/\(id)"])
    #expect(
      entry["subjects"]?.array?.first?.string == (Cast.id("kvinnojouren-exempel") as AnyID).text)
  }

  @Test func `rotation kills the old secret at once, revocation both`() throws {
    let made = try make()
    let id = try #require(made.text("id"))
    let old = try #require(made.text("secret"))
    let path = "/keys/\(id)/transitions"
    let dry = try world.call(
      "POST", path + "?dryRun=true", #"{"step":"rotate"}"#, as: "shelter-admin")
    #expect(dry.status == 200)
    #expect(dry["secret"] == nil)
    #expect(try world.call("GET", "/me", token: old).status == 200)
    let rotated = try world.call("POST", path, #"{"step":"rotate"}"#, as: "shelter-admin")
    let new = try #require(rotated.text("secret"))
    #expect(rotated.text("id") == id)
    #expect(try world.call("GET", "/me", token: old).status == 401)
    #expect(try world.call("GET", "/me", token: new).status == 200)
    let revoked = try world.call("POST", path, #"{"step":"revoke"}"#, as: "shelter-admin")
    #expect(revoked.text("status") == "revoked")
    #expect(revoked["nextSteps"]?.array?.isEmpty == true)
    #expect(try world.call("GET", "/me", token: new).status == 401)
    for step in ["rotate", "revoke"] {
      let again = try world.call("POST", path, #"{"step":"\#(step)"}"#, as: "shelter-admin")
      #expect(again.status == 409)
      #expect(again["allowed"]?.array?.isEmpty == true)
    }
  }

  @Test func `a key ends after its last day`() throws {
    let made = try make(
      """
      {"partner":"kvinnojouren-exempel","name":"Kort","roles":["partner-sender"],
       "expiresOn":"2026-11-25"}
      """)
    let id = try #require(made.text("id"))
    #expect(try world.call("GET", "/me", token: made.text("secret")).status == 200)
    world.world.clock.advance(seconds: 15 * 3_600)
    #expect(try world.call("GET", "/me", token: made.text("secret")).status == 401)
    try world.setPassword("shelter-admin")
    let admin = try world.logIn("shelter-admin")
    let read = try world.call("GET", "/keys/\(id)", token: admin)
    #expect(read.text("status") == "expired")
    #expect(read["nextSteps"]?.array?.compactMap { $0["step"]?.string } == ["revoke"])
  }

  @Test func `a municipality's key is a service with named permissions and no more`() throws {
    let made = try make(
      """
      {"board":"uppsala-socialnamnden","name":"Verksamhetssystemet","roles":["service"],
       "permissions":["referral.read_sent","report.run"],"expiresOn":"2027-06-30"}
      """, as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    let me = try world.call("GET", "/me", token: made.text("secret"))
    #expect(
      me["permissions"]?.array?.compactMap(\.string) == ["referral.read_sent", "report.run"])
  }

  @Test func `a repeated call does not show the secret again`() throws {
    let key = ["Idempotency-Key": "k"]
    #expect(
      try world.call("POST", "/keys", Self.body, as: "shelter-admin", fields: key).status == 201)
    let again = try world.call("POST", "/keys", Self.body, as: "shelter-admin", fields: key)
    #expect(again.status == 409)
    #expect(again.code == "already_shown")
    #expect(try world.call("GET", "/keys", as: "shelter-admin").items.count == 1)
    let dry = try world.call("POST", "/keys?dryRun=true", Self.body, as: "shelter-admin")
    #expect(dry.status == 200)
    #expect(dry["secret"] == nil)
    #expect(try world.call("GET", "/keys", as: "shelter-admin").items.count == 1)
  }

  @Test(arguments: ["umea-admin", "shelter-admin"])
  func `somebody else's key is an unknown one`(_ who: String) throws {
    let made = try make(
      """
      {"board":"uppsala-socialnamnden","name":"S","roles":["service"],
       "permissions":["report.run"],"expiresOn":"2027-06-30"}
      """, as: "uppsala-admin")
    let same = ["X-Request-Id": "same"]
    let id = try #require(made.text("id"))
    let hidden = try world.call("GET", "/keys/\(id)", as: who, fields: same)
    #expect(hidden.status == 404)
    #expect(
      try world.call("GET", "/keys/00000000", as: who, fields: same).bytes == hidden.bytes)
    #expect(
      try world.call("POST", "/keys/\(id)/transitions", #"{"step":"revoke"}"#, as: who).status
        == 404)
    #expect(try world.call("GET", "/keys", as: who).items.isEmpty)
    #expect(try world.call("GET", "/keys", as: "uppsala-admin").items.count == 1)
    #expect(try world.call("GET", "/keys", as: "operator").items.count == 1)
  }

  @Test func `the municipality makes keys for its own partners only`() throws {
    #expect(try make(as: "uppsala-admin").status == 201)
    #expect(try make(as: "umea-admin").status == 403)
    #expect(try make(as: "uppsala-intake").status == 403)
    let list = try world.call("GET", "/keys?partner=kvinnojouren-exempel", as: "uppsala-admin")
    #expect(list.items.count == 1)
  }

  @Test(arguments: [
    (#"{"name":"S","roles":["partner-sender"],"expiresOn":"2027-01-01"}"#, ""),
    (
      #"{"partner":"finns-inte","name":"S","roles":["partner-sender"],"expiresOn":"2027-01-01"}"#,
      "/partner"
    ),
    (
      """
      {"partner":"kvinnojouren-exempel","name":"S","roles":[],
       "expiresOn":"2027-01-01"}
      """, "/roles"
    ),
    (
      """
      {"partner":"kvinnojouren-exempel","name":"S","roles":["intake"],
       "expiresOn":"2027-01-01"}
      """,
      "/roles/0"
    ),
    (
      """
      {"partner":"kvinnojouren-exempel","name":"S","roles":["partner-sender"],
       "expiresOn":"2026-11-24"}
      """,
      "/expiresOn"
    ),
    (
      """
      {"partner":"kvinnojouren-exempel","name":"S","roles":["partner-sender"],
       "expiresOn":"2036-01-01"}
      """,
      "/expiresOn"
    ),
    (
      """
      {"partner":"kvinnojouren-exempel","name":"S","roles":["partner-sender"],
       "permissions":["report.run"],
       "expiresOn":"2027-01-01"}
      """,
      "/permissions"
    ),
  ])
  func `a fault in a key is named by its path`(_ json: String, _ path: String) throws {
    let answer = try make(json)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test func `a service key has permissions that its role has`() {
    #expect(KeyRules.fault(roles: [.service], permissions: [.reportRun], isPartners: false) == nil)
    #expect(
      KeyRules.fault(roles: [.service], permissions: [], isPartners: false)?.path == "/permissions")
    #expect(
      KeyRules.fault(
        roles: [.service], permissions: [.reportRun, .userManage], isPartners: false)?.path
        == "/permissions/1")
    for role in Role.allCases where role != .service {
      #expect(
        KeyRules.fault(roles: [role], permissions: [.reportRun], isPartners: false)?.path
          == "/roles/0")
    }
  }
}
