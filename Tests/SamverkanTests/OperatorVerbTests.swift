// The verbs about users and keys, each as a process: without a server, and through the one that has
// the database.

import Access
import Audit
import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import samverkan

struct OperatorVerbTests {
  static let password = "ett fint ord 4711 till"

  private func entries(_ folder: Folder) throws -> [JSONValue] {
    try Database(path: folder.database, role: .reader)
      .all("SELECT entry FROM audit ORDER BY seq") { $0.text() }
      .map { try JSONReader.read(Array($0.utf8)) }
  }

  @Test func `the first administrator is made in a database that is made for it`() throws {
    let folder = try Folder()
    let made = try folder.run(
      "user", "add", "anna", "--role", "system-admin", "--name", "Anna Lind", "--json",
      input: Self.password + "\n")
    #expect(made.code == 0, "\(made)")
    #expect(made.json["username"]?.string == "anna")
    #expect(made.json["grants"]?[0]?["role"]?.string == "system-admin")
    #expect(made.json["mustChangePassword"]?.bool == false)
    let hash = try Database(path: folder.database, role: .reader)
      .first("SELECT password_hash FROM user_account") { $0.text() }
    #expect(Password.fits(Self.password, hash: hash))
    let entry = try #require(try entries(folder).last)
    #expect(entry["actor"]?.string == "operator")
    #expect(entry["actorKind"]?.string == "system")
    #expect(entry["action"]?.string == "user.add")
    #expect(entry["subjects"]?[0]?.string == made.json["id"]?.string)
    #expect(try folder.run("verify").code == 0)
  }

  @Test(arguments: [
    (["--role", "system-admin"], "kort", "/password: too_short"),
    (["--role", "system-admin"], "", "no secret on standard input"),
    (["--role", "boss"], password, "/role: invalid"),
    (["--role", "intake"], password, "one_required"),
    (["--role", "intake", "--board", "nowhere"], password, "/board: unknown"),
    (["--role", "service", "--board", "uppsala-socialnamnden"], password, "/role: keys_only"),
    (["--role", "partner-sender", "--board", "uppsala-socialnamnden"], password, "/role: "),
    (["--role", "system-admin", "--partner", "moske-exempel"], password, "/role: "),
    (["--role", "intake", "--partner", "moske-exempel"], password, "/role: not_for_this_user"),
    (["--role", "partner-sender", "--partner", "nobody"], password, "/partner: unknown"),
  ])
  func `a user that may not be is refused with what is wrong, and nothing is made`(
    options: [String], password: String, words: String
  ) throws {
    let folder = try Folder()
    try folder.makeCast()
    let refused = try folder.run(
      all: ["user", "add", "ny.person"] + options, input: password + "\n")
    #expect(refused.code == 1)
    #expect(refused.complaints.contains(words), "\(refused)")
    #expect(try entries(folder).isEmpty)
  }

  @Test(arguments: [
    ("intake", ["--board", "uppsala-socialnamnden"], "0380"),
    ("team-lead", ["--unit", "uppsala-stod"], "0380"),
    ("outreach", ["--team", "umea-faltgruppen"], "2480"),
    ("partner-sender", ["--partner", "kvinnojouren-exempel"], "kvinnojouren-exempel"),
    (
      "guide", ["--partner", "kvinnojouren-exempel", "--team", "uppsala-stodteamet"],
      "kvinnojouren-exempel"
    ),
  ])
  func `a user belongs where its role holds`(
    role: String, options: [String], home: String
  ) throws {
    let folder = try Folder()
    try folder.makeCast()
    let list = ["user", "add", "ny.person", "--role", role, "--one-time", "--json"] + options
    let user = try folder.run(all: list, input: Self.password + "\n").json
    let owner = user["partner"]?["slug"] ?? user["municipality"]?["slug"]
    #expect(owner?.string == home)
    #expect(user["mustChangePassword"]?.bool == true)
    #expect(user["grants"]?[0]?["role"]?.string == role)
  }

  @Test(arguments: [false, true])
  func `users and keys are managed with a server and without`(isServed: Bool) throws {
    let folder = try Folder()
    try folder.makeCast()
    let server = isServed ? try Serving(folder) : nil
    defer { _ = server?.stop() }
    #expect(
      try folder.run(
        "user", "add", "ny.person", "--role", "intake", "--board", "uppsala-socialnamnden",
        input: Self.password + "\n"
      ).code == 0)
    let taken = try folder.run(
      "user", "add", "ny.person", "--role", "system-admin", input: Self.password + "\n")
    #expect(taken.code == 1 && taken.complaints.contains("taken"), "\(taken)")
    #expect(try folder.run("user", "disable", "ny.person").text.contains("Disabled"))
    #expect(try folder.run("user", "enable", "ny.person").text.contains("Active"))
    #expect(
      try folder.run(
        "user", "set-password", "ny.person", "--one-time", input: "nytt ord 4712 igen\n"
      )
      .text.contains("Has to choose"))
    let unknown = try folder.run("user", "disable", "ingen.alls")
    #expect(unknown.code == 1 && unknown.complaints.contains("/username: unknown"))
    let users = try folder.run("user", "list", "--json").json["items"]?.array ?? []
    #expect(users.count == Cast.users.count + 1)

    let made = try folder.run(
      "key", "add", "Kontorets skript", "--partner", "kvinnojouren-exempel", "--role",
      "partner-sender", "--expires", Day.of(.now()).plus(days: 30).text, "--json")
    #expect(made.code == 0, "\(made)")
    let id = try #require(made.json["id"]?.string)
    let secret = try #require(made.json["secret"]?.string)
    #expect(secret.hasPrefix("smv_\(id)_"))
    let rotated = try folder.run("key", "rotate", id)
    #expect(rotated.text.contains("smv_\(id)_") && !rotated.text.contains(secret))
    #expect(try folder.run("key", "revoke", id).text.contains("Revoked"))
    #expect(try folder.run("key", "rotate", id).code == 1)
    #expect(!(try folder.run("key", "list").text.contains("smv_")))
    let actions = try entries(folder).compactMap { $0["action"]?.string }
    #expect(
      actions == [
        "user.add", "user.disable", "user.enable", "user.set-password", "key.add", "key.rotate",
        "key.revoke",
      ])
  }

  @Test(arguments: [
    (["--partner", "kvinnojouren-exempel", "--role", "service"], "/roles/0: not_for_this_owner"),
    (["--board", "uppsala-socialnamnden", "--role", "service"], "/permissions: required"),
    (["--role", "partner-sender"], "one_required"),
    (["--partner", "nobody", "--role", "partner-sender"], "/partner: unknown"),
  ])
  func `a key that may not be is refused`(options: [String], words: String) throws {
    let folder = try Folder()
    try folder.makeCast()
    let all = ["key", "add", "x", "--expires", Day.of(.now()).plus(days: 30).text] + options
    let refused = try folder.run(all: all)
    #expect(refused.code == 1)
    #expect(refused.complaints.contains(words), "\(refused)")
  }

  @Test func `access is explained by the rule that gives it`() throws {
    let folder = try Folder()
    try folder.makeCast()
    func ask(_ permission: String, _ board: String) throws -> Run {
      try folder.run("access", "explain", "uppsala-intake", permission, "--board", board, "--json")
    }
    #expect(
      try ask("referral.decide", "uppsala-socialnamnden").json["decision"]?.string == "allowed")
    #expect(try ask("referral.decide", "umea-socialnamnden").json["decision"]?.string == "hidden")
    #expect(try ask("server.operate", "umea-socialnamnden").json["rule"]?.string == "no_grant")
    #expect(try ask("referral.dance", "umea-socialnamnden").code == 1)
  }

  @Test func `verbs do not change a schema that lags behind`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let migrations = folder.path + "/migrations"
    try FileManager.default.copyItem(atPath: World.root + "/migrations", toPath: migrations)
    let count = try Migrator.load(folder: migrations).count
    let digits = String(count + 1)
    let name = String(repeating: "0", count: 4 - digits.count) + digits + "_more.sql"
    try "CREATE TABLE more (a INTEGER) STRICT;".write(
      toFile: migrations + "/" + name, atomically: false, encoding: .utf8)
    let settings = ["SAMVERKAN_MIGRATIONS": migrations]
    let refused = try folder.run("user", "list", settings: settings)
    #expect(refused.code == 1 && refused.complaints.contains("samverkan migrate"), "\(refused)")
    let migrated = try folder.run("migrate", settings: settings)
    #expect(migrated.code == 0 && migrated.complaints.contains("\"backup\""), "\(migrated)")
    #expect(try folder.run("user", "list", settings: settings).code == 0)
    // The program with the older folder does not know it.
    #expect(try folder.run("user", "list").complaints.contains("run the newer program"))
  }

  @Test func `a server without users prints once with what the first administrator is made`() throws
  {
    let folder = try Folder()
    let server = try Serving(folder)
    let told = try server.nextLine()
    #expect(told.contains("/api/v1/setup"), "\(told)")
    let line = try server.nextLine()
    let token = try #require(line.firstMatch(of: #/smi_[A-Za-z0-9_\-]{32}/#)).output
    let body = Array(
      #"{"token":"\#(token)","username":"anna","password":"\#(Self.password)","name":"Anna"}"#.utf8)
    let made = try LocalRequest.post("/api/v1/setup", body, at: server.address)
    #expect(made.status == 201, "\(made.body)")
    #expect(try LocalRequest.post("/api/v1/setup", body, at: server.address).status == 401)
    #expect(try !server.logText.contains(token))
    #expect(server.stop() == 0)
    let reset = try folder.run("user", "reset-totp", "anna", "--json")
    #expect(reset.code == 0 && reset.json["hasSecondFactor"] == .bool(false), "\(reset)")
    #expect(try entries(folder).last?["action"]?.string == "user.reset-totp")
    for file in try folder.names() where file.hasSuffix(".sqlite") || file.hasSuffix("-wal") {
      #expect(
        !String(decoding: try folder.contents(folder.path + "/" + file), as: UTF8.self)
          .contains(token))
    }
    // Somebody can sign in: nothing is offered any more.
    let again = try Serving(folder)
    #expect(again.stop() == 0)
    #expect(try again.nextLine().isEmpty)
  }
}
