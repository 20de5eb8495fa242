// The first administrator: made once, with what the server printed, in its hour, while there is
// nobody.

import Access
import JSON
import Operations
import SQLite
import TestSupport
import Testing
import Vocabulary

struct SetupRoutesTests {
  private let ticket = SetupTicket()
  private let world: AccountsWorld

  init() throws {
    world = try AccountsWorld(setup: ticket)
    try world.world.writer.exclusively { database in
      for table in ["session", "role_grant", "team_member", "user_account"] {
        try Self.empty(table, database)
      }
      database.markAccessChanged()
    }
  }

  private static func empty(_ table: String, _ database: Database) throws {
    switch table {
    case "session": try database.run("DELETE FROM session")
    case "role_grant": try database.run("DELETE FROM role_grant")
    case "team_member": try database.run("DELETE FROM team_member")
    default: try database.run("DELETE FROM user_account")
    }
  }

  private func setUp(
    _ token: String, _ username: String = "anna.lind", password: String = AccountsWorld.password
  ) throws -> Answer {
    try world.call(
      "POST", "/setup",
      """
      {"token":"\(token)","username":"\(username)","password":"\(password)","name":"Anna Lind"}
      """, fields: ["X-Request-Id": "same"])
  }

  @Test func `the first administrator is made once and signs in`() throws {
    let token = ticket.issue(at: world.world.clock.now)
    let made = try setUp(token)
    #expect(made.status == 201, "\(made)")
    #expect(made.text("role") == "system-admin" && !made.text.contains(token))
    let session = try world.logIn("anna.lind")
    let me = try world.call("GET", "/me", token: session)
    #expect(me["permissions"]?.array?.contains(.string("server.operate")) == true)
    #expect(made.field("Location") == "/api/v1/users/\(me.text("id") ?? "")")
    let again = try setUp(token, "bo.berg")
    #expect(again.status == 401 && again.code == "invalid_credentials")
    let entry = try #require(try world.trail().first)
    #expect(entry["action"]?.string == "setup.create")
    #expect(entry["actorKind"]?.string == "nobody" && !"\(entry)".contains(token))
  }

  @Test func `wrong, too late, never issued, replaced and too many look alike`() throws {
    let wrong = "smi_" + String(repeating: "x", count: 32)
    let never = try setUp(wrong)
    #expect(never.status == 401)
    let replaced = ticket.issue(at: world.world.clock.now)
    let late = ticket.issue(at: world.world.clock.now)
    #expect(try setUp(wrong).bytes == never.bytes)
    #expect(try setUp(replaced).bytes == never.bytes)
    #expect(try setUp("kort").bytes == never.bytes)
    world.world.clock.advance(seconds: 3_600)
    #expect(try setUp(late).bytes == never.bytes)
    let good = ticket.issue(at: world.world.clock.now)
    let now = world.world.clock.now
    try world.world.writer.run { database in
      try AccountStore(database).insertUser(
        NewUser(id: Cast.id("somebody"), username: "somebody", name: "x"), at: now)
    }
    #expect(try setUp(good).bytes == never.bytes)
  }

  @Test(arguments: [("kort", "/password"), ("password password", "/password")])
  func `a password that will not do makes nobody`(_ password: String, _ path: String) throws {
    let token = ticket.issue(at: world.world.clock.now)
    let answer = try setUp(token, password: password)
    #expect(answer.status == 422 && answer.faultPaths == [path], "\(answer)")
    #expect(try setUp(token).status == 201)
  }
}
