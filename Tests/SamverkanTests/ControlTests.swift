// One server on one database: what a second gets, what the verbs get from it, what its log holds.

import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import samverkan

struct ControlTests {
  @Test func `a second server on the database is refused with who has it, and the first serves on`()
    throws
  {
    let folder = try Folder()
    let first = try Serving(folder)
    let second = try folder.run("serve", "--listen", "127.0.0.1:0")
    #expect(second.code == 1)
    #expect(second.complaints.contains("is in use by another process (process "))
    #expect(second.complaints.contains(".lock"))
    #expect(try folder.run("health", "--listen", first.address).code == 0)
    #expect(first.stop() == 0)
    #expect(try !folder.names().contains("test.sqlite.control"))
  }

  @Test func `only its owner can use the socket, which speaks of nothing but actions`() throws {
    let folder = try Folder()
    let server = try Serving(folder)
    let socket = folder.database + ".control"
    #expect(Files.mode(of: socket) == 0o600)
    func post(_ path: String, _ body: String) throws -> LocalRequest.Answer {
      try LocalRequest.post(path, Array(body.utf8), at: "unix:" + socket)
    }
    #expect(try post("/control/user.list", "{}").status == 200)
    #expect(try post("/control/user.dance", "{}").status == 404)
    #expect(try post("/api/v1/users", "{}").status == 404)
    #expect(try LocalRequest.get("/control/user.list", at: "unix:" + socket).status == 404)
    #expect(try post("/control/user.list", "{").status == 422)
    #expect(try post("/control/user.list", #"{"a":1}"#).status == 422)
    #expect(try post("/control/user.disable", #"{"username":"ingen"}"#).status == 422)
    #expect(try folder.run("metrics").text.contains("samverkan_writer_commits_total"))
    #expect(try folder.run("user", "list", "--json").json["items"]?.array == [])
    #expect(server.stop() == 0)
  }

  @Test func `a path too long for a socket is said, and the server serves without one`() throws {
    let folder = try Folder()
    let long = folder.path + "/" + String(repeating: "d", count: 100)
    let settings = ["SAMVERKAN_DATABASE": long + "/test.sqlite"]
    let server = try Serving(folder, settings: settings)
    #expect(try server.logText.contains("no control socket"))
    #expect(try folder.run("health", "--listen", server.address).code == 0)
    let asked = try folder.run("user", "list", settings: settings)
    #expect(asked.code == 1)
    #expect(asked.complaints.contains("in use by another process"), "\(asked)")
    #expect(asked.complaints.contains("cannot be asked"), "\(asked)")
    #expect(server.stop() == 0)
    #expect(try folder.run("user", "list", settings: settings).code == 0)
  }

  @Test func `a socket that a killed server left is no hindrance`() throws {
    let folder = try Folder()
    try Serving.killed(folder)
    #expect(Files.exists(folder.database + ".control"))
    // What was not yet copied from the log counts too.
    #expect(try folder.run("verify").text.hasPrefix("whole: 1 entries"))
    #expect(try folder.run("doctor").code == 0)
    #expect(try folder.run("user", "list").text.contains("anna"))
    let server = try Serving(folder)
    #expect(try folder.run("metrics").code == 0)
    #expect(server.stop() == 0)
  }

  @Test func `neither the log nor a process's arguments ever hold a secret`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let server = try Serving(folder)
    let password = "hemlig gröt 4711 på burk"
    _ = try folder.run(
      "user", "add", "ny.person", "--role", "system-admin", input: password + "\n")
    let key = try folder.run(
      "key", "add", "x", "--partner", "kvinnojouren-exempel", "--role", "partner-sender",
      "--expires", Day.of(.now()).plus(days: 30).text, "--json")
    let secret = try #require(key.json["secret"]?.string)
    let log = try server.logText
    #expect(log.contains("user.add") && log.contains("key.add"))
    for word in [password, secret, String(secret.suffix(20)), "ny.person"] {
      #expect(!log.contains(word))
    }
    #expect(server.stop() == 0)
    // Nor does any file beside the database but the one that holds hashes.
    // The folder of files that were sent is empty here.
    for name in try folder.names() where !name.hasSuffix(".files") {
      let text = String(decoding: try folder.contents(folder.path + "/" + name), as: UTF8.self)
      #expect(!text.contains(password) && !text.contains(String(secret.suffix(20))), "\(name)")
    }
  }

  @Test func `an address that others reach is refused without a proxy, and with the demonstration`()
    throws
  {
    let folder = try Folder()
    try folder.makeCast()
    #expect(try folder.run("serve", "--listen", "0.0.0.0:0").code == 2)
    try folder.tamper { try $0.run("UPDATE user_account SET is_demonstration = 1") }
    let refused = try folder.run("serve", "--listen", "0.0.0.0:0", "--plain-http")
    #expect(refused.code == 1 && refused.complaints.contains("demonstration"), "\(refused)")
  }
}

extension Folder {
  fileprivate func makeCastIfEmpty() throws {
    try tamper { database in
      try database.transaction { try Cast.insert(into: database, at: .now()) }
    }
  }
}

extension Serving {
  /// A server that was killed, with what that leaves behind.
  fileprivate static func killed(_ folder: Folder) throws {
    let server = try Serving(folder)
    let added = try folder.run(
      "user", "add", "anna", "--role", "system-admin", input: OperatorVerbTests.password + "\n")
    #expect(added.code == 0, "\(added)")
    server.kill()
  }
}
