// What is tidied when the writer is idle.

import Access
import Audit
import JSON
import Operations
import SQLite
import TestSupport
import Testing
import Vocabulary

struct AccountUpkeepTests {
  let world: AccountsWorld
  let upkeep: AccountUpkeep

  init() throws {
    world = try AccountsWorld()
    upkeep = AccountUpkeep(world.world.services)
  }

  private func perform() throws -> Bool {
    let upkeep = upkeep
    return try world.world.writer.run { try upkeep.perform(in: $0) }
  }

  private func lastUse(_ who: String) throws -> Timestamp? {
    try world.world.writer.run { database in
      try AccountStore(database).findSession(Cast.id(who + "-session"))?.lastUsedAt
    }
  }

  private func count(_ sql: StaticString) throws -> Int? {
    try world.world.writer.run { try $0.first(sql) { $0.int() } }
  }

  @Test func `last uses are written down, at most once a minute`() throws {
    let clock = world.world.clock
    let start = clock.now
    clock.advance(seconds: 100)
    _ = try world.call("GET", "/me", as: "uppsala-intake")
    #expect(try lastUse("uppsala-intake") == start)
    _ = try perform()
    #expect(try lastUse("uppsala-intake") == start.plus(seconds: 100))
    clock.advance(seconds: 30)
    _ = try world.call("GET", "/me", as: "uppsala-intake")
    _ = try perform()
    #expect(try lastUse("uppsala-intake") == start.plus(seconds: 100))
    clock.advance(seconds: 31)
    _ = try perform()
    #expect(try lastUse("uppsala-intake") == start.plus(seconds: 130))
  }

  @Test func `a key's last use is written down too`() throws {
    let made = try world.call(
      "POST", "/keys",
      """
      {"partner":"kvinnojouren-exempel","name":"S","roles":["partner-sender"],
       "expiresOn":"2027-06-30"}
      """, as: "shelter-admin")
    let path = "/keys/\(made.text("id") ?? "")"
    #expect(made["lastUsedAt"] == .null)
    _ = try world.call("GET", "/me", token: made.text("secret"))
    _ = try perform()
    #expect(
      try world.call("GET", path, as: "shelter-admin").text("lastUsedAt")
        == world.world.clock.now.text)
  }

  @Test func `ended sessions and old answers go, those that count stay`() throws {
    try world.setPassword("uppsala-intake")
    _ = try world.logIn("uppsala-intake")
    let body = #"{"role":"statistician","board":"uppsala-socialnamnden"}"#
    _ = try world.call(
      "POST", "/users/\(world.id("uppsala-guide"))/grants", body, as: "uppsala-admin",
      fields: ["Idempotency-Key": "k"])
    let before = try #require(try count("SELECT count(*) FROM session"))
    #expect(try count("SELECT count(*) FROM idempotency") == 1)
    _ = try perform()
    #expect(try count("SELECT count(*) FROM session") == before)
    #expect(try count("SELECT count(*) FROM idempotency") == 1)
    world.world.clock.advance(seconds: 86_401)
    _ = try perform()
    #expect(try count("SELECT count(*) FROM session") == before - 1)
    #expect(try count("SELECT count(*) FROM idempotency") == 0)
  }

  @Test func `a long index is caught up in pieces`() throws {
    for _ in 0..<3 {
      let entries = (0..<400).map { index in
        AuditEntry(
          at: world.world.clock.now, actor: "a", actorKind: "system", roles: [],
          purpose: "casework", action: "step.\(index)", outcome: .done,
          subjects: [AccountsWorld.referral], boards: [], fields: [], request: "r", address: "l")
      }
      try world.world.writer.run { database in
        for entry in entries { try AuditTrail(database).append(entry) }
      }
    }
    #expect(try perform())
    #expect(try count("SELECT seq FROM audit_indexed") == 500)
    #expect(try perform())
    #expect(try !perform())
    #expect(try count("SELECT count(*) FROM audit_subject") == 1_200)
  }
}
