// Copies: made with a server and without, proven, found out when a byte of them is another, and put
// back without losing what was there.

import Foundation
import JSON
import SQLite
import TestSupport
import Testing

@testable import samverkan

struct CopyTests {
  private func copy(_ folder: Folder, _ name: String = "copy.sqlite") throws -> String {
    let path = folder.path + "/" + name
    let made = try folder.run("backup", "--to", path)
    #expect(made.code == 0, "\(made)")
    return path
  }

  private func names(_ database: String) throws -> Set<String> {
    Set(
      try Database(path: database, role: .reader).all("SELECT username FROM user_account") {
        $0.text()
      })
  }

  @Test(arguments: [false, true])
  func `a copy is made with a manifest and proven, with a server and without`(isServed: Bool) throws
  {
    let folder = try Folder()
    try folder.makeCast()
    let server = isServed ? try Serving(folder) : nil
    let path = try copy(folder)
    let manifest = try JSONReader.read(try folder.contents(path + ".json"))
    #expect(manifest["rows"]?["user_account"]?.integer == Int64(Cast.users.count))
    #expect(manifest["bytes"]?.integer == Int64(try folder.contents(path).count))
    #expect(Files.mode(of: path) == 0o600)
    #expect(Files.mode(of: path + ".json") == 0o600)
    let proven = try folder.run("verify", path, "--json")
    #expect(proven.code == 0, "\(proven)")
    #expect(proven.json["isWhole"]?.bool == true)
    #expect(proven.json["rows"] == manifest["rows"])
    _ = server?.stop()
    #expect(
      try folder.names().filter { $0.hasPrefix("copy") || $0.hasPrefix(".samverkan") } == [
        "copy.sqlite", "copy.sqlite.json",
      ])
    #expect(try folder.run("backup", "--to", path).code == 1, "a copy is never written over")
  }

  @Test func `copies that are made while others write are each whole, and grow`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let server = try Serving(folder)
    let writing = folder.repeating(
      "$program user disable umea-intake; $program user enable umea-intake")
    try writing.run()
    var entries: [Int64] = []
    for number in 1...4 {
      let path = try copy(folder, "copy-\(number)")
      let proven = try folder.run("verify", path, "--json")
      #expect(proven.code == 0, "\(proven)")
      entries.append(proven.json["audit"]?["entries"]?.integer ?? 0)
    }
    writing.terminate()
    writing.waitUntilExit()
    #expect(server.stop() == 0)
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0 < $1 }, "\(entries)")
    #expect(try folder.run("verify").code == 0)
  }

  @Test func `a copy streams to standard output and leaves nothing behind`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let before = try folder.names()
    let streamed = try folder.run("backup", "--to", "-")
    #expect(streamed.code == 0)
    #expect(try Set(folder.names()).subtracting(before).allSatisfy { $0.hasSuffix(".lock") })
    let path = folder.path + "/streamed"
    try Data(streamed.output).write(to: URL(fileURLWithPath: path))
    let proven = try folder.run("verify", path)
    #expect(proven.code == 0, "\(proven)")
    #expect(proven.text.contains("there is no"))
  }

  @Test func `a folder of copies keeps the newest`() throws {
    let folder = try Folder()
    try folder.makeCast()
    for _ in 0..<3 { #expect(try folder.run("backup").code == 0) }
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/backups/samverkan-a.sqlite"))
    let all = try folder.names("backups").filter { $0.hasSuffix(".json") }
    #expect(all.count == 3)
    let kept = try folder.run("backup", "--keep", "2", "--json")
    #expect(kept.json["removed"]?.array?.count == 2, "\(kept)")
    let left = try folder.names("backups")
    #expect(left.contains("samverkan-a.sqlite"), "what is no copy stays")
    #expect(left.filter { $0.hasSuffix(".json") }.count == 2)
  }

  @Test(arguments: ["byte", "end", "count", "manifest", "migration"])
  func `what was done to a copy or its manifest is found`(fault: String) throws {
    let folder = try Folder()
    try folder.makeCast()
    let path = try copy(folder)
    let size = try folder.contents(path).count
    switch fault {
    case "byte": try folder.flip(path, at: size / 2)
    case "end":
      try Data(try folder.contents(path).dropLast(4_096)).write(to: URL(fileURLWithPath: path))
    case "manifest": try folder.flip(path + ".json", at: 0)
    default:
      let word = fault == "count" ? "\"user_account\":" : "\"1 organisation "
      let text = String(decoding: try folder.contents(path + ".json"), as: UTF8.self)
      try text.replacingOccurrences(of: word, with: word + "1")
        .write(toFile: path + ".json", atomically: false, encoding: .utf8)
    }
    let found = try folder.run("verify", path)
    #expect(found.code == 3, "\(found)")
    #expect(found.text.hasPrefix("fault: "), "\(found)")
    let target = folder.path + "/other.sqlite"
    let restored = try folder.run("restore", path, "--database", target)
    #expect(restored.code == 3 && !Files.exists(target), "\(restored)")
  }

  @Test func `one changed byte of an audit entry is found, in the database and in a copy`() throws {
    let folder = try Folder()
    try folder.makeCast()
    for _ in 0..<3 { _ = try folder.run("user", "disable", "umea-intake") }
    let whole = try folder.run("verify", "--json")
    #expect(whole.code == 0)
    #expect(whole.json["entries"]?.integer == 3)
    try folder.tamper { database in
      let triggers = try database.all(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
      ) { $0.text() }
      for trigger in triggers { try database.script("DROP TRIGGER \(trigger)") }
      try database.run(
        "UPDATE audit SET entry = replace(entry, 'user.disable', 'user.disablf') WHERE seq = 2")
    }
    let broken = try folder.run("verify")
    #expect(broken.code == 3)
    #expect(broken.text == "broken at 2\n")
    #expect(try folder.run("verify", "--json").json["firstBroken"]?.integer == 2)
    let copied = try folder.run("verify", try copy(folder))
    #expect(copied.code == 3 && copied.text.contains("broken at 2"), "\(copied)")
    #expect(try folder.run("doctor").code == 3)
  }

  @Test func `a restore takes nothing away that it was not told to, and keeps what was there`()
    throws
  {
    let folder = try Folder()
    try folder.makeCast()
    let path = try copy(folder)
    let added = try folder.run(
      "user", "add", "senare", "--role", "system-admin", input: OperatorVerbTests.password + "\n")
    #expect(added.code == 0, "\(added)")
    let refused = try folder.run("restore", path)
    #expect(refused.code == 1 && refused.complaints.contains("--force"))
    #expect(try names(folder.database).contains("senare"))

    let server = try Serving(folder)
    let served = try folder.run("restore", path, "--force")
    #expect(served.code == 1 && served.complaints.contains("in use by another process"))
    #expect(server.stop() == 0)

    let restored = try folder.run("restore", path, "--force")
    #expect(restored.code == 0, "\(restored)")
    #expect(try !names(folder.database).contains("senare"))
    let kept = try #require(
      try folder.names().first { $0.contains(".before-restore-") && $0.hasSuffix("Z") })
    #expect(try names(folder.path + "/" + kept).contains("senare"))
    #expect(try folder.run("verify").code == 0)
    #expect(try folder.names().allSatisfy { !$0.contains("restoring") })
    let last = try Database(path: folder.database, role: .reader)
      .first("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1") { $0.text() }
    #expect(last?.contains("database.restore") == true)
  }

  @Test func `a restore where nothing is makes the database`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let path = try copy(folder)
    let target = folder.path + "/new/place/db.sqlite"
    let restored = try folder.run("restore", path, "--database", target)
    #expect(restored.code == 0, "\(restored)")
    #expect(Files.mode(of: target) == 0o600)
    #expect(try names(target) == names(folder.database))
    #expect(try folder.run("restore", folder.path + "/nowhere", "--force").code == 1)
  }
}
