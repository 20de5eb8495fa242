// The check that needs nothing of ours, scripts/verify-audit, gives the verdict that ours gives.

import Audit
import FoundationEssentials
import Glibc
import SQLite
import Testing

/// Whether the script's tools are here; without them there is nothing to compare.
private let hasTools = ["sqlite3", "sha256sum"].allSatisfy { tool in
  system("command -v \(tool) >/dev/null 2>&1") == 0
}

@Suite(.enabled(if: hasTools)) struct AuditScriptTests {
  @Test(arguments: [
    "", "UPDATE audit SET entry = entry || ' ' WHERE seq = 4",
    "UPDATE audit SET entry = entry || char(0) WHERE seq = 1",
    "UPDATE audit SET entry = replace(entry, 'karin', 'sara') WHERE seq = 30",
    "UPDATE audit SET hash = upper(hash) WHERE seq = 3", "DELETE FROM audit WHERE seq = 1",
    "DELETE FROM audit WHERE seq = 17", "DELETE FROM audit WHERE seq > 25",
    "DELETE FROM audit", "UPDATE audit_head SET seq = seq + 1",
    "UPDATE audit_head SET hash = printf('%064d', 0)", "DELETE FROM audit_head",
    "UPDATE audit SET seq = 9999 WHERE seq = 5", "UPDATE audit SET seq = -5 WHERE seq = 5",
    "INSERT INTO audit SELECT 31, entry, hash FROM audit WHERE seq = 30",
  ])
  func `sqlite3 and sha256sum see what we see`(_ damage: String) throws {
    try compare(entries: 30, damage)
  }

  // The script works in pieces of a thousand.
  @Test(arguments: ["", "UPDATE audit SET entry = '{}' WHERE seq = 1001"])
  func `they see it in a long trail too`(_ damage: String) throws {
    try compare(entries: 2001, damage)
  }

  private func compare(entries: Int, _ damage: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let database = try auditDatabase(path: path)
    try database.transaction { try database.appendEntries(entries) }
    try database.dropTriggers()
    try database.script(damage)
    let report = try AuditTrail(database).verify()
    #expect(report.isWhole == damage.isEmpty)
    let expected =
      report.isWhole
      ? "whole: \(report.entries) entries, head \(report.head)"
      : "broken at \(report.firstBroken ?? -1)"
    #expect(try said(about: path) == expected + "\n")
  }

  @Test func `an empty trail is whole to both`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let database = try auditDatabase(path: path)
    #expect(try AuditTrail(database).verify().isWhole)
    #expect(try said(about: path) == "whole: 0 entries, head \n")
  }

  private func said(about path: String) throws -> String {
    let script = packageRoot.appending(path: "scripts/verify-audit").path
    let pipe = try #require(popen("'\(script)' '\(path)' 2>&1", "r"))
    var said: [UInt8] = []
    while case let byte = fgetc(pipe), byte >= 0 { said.append(UInt8(byte)) }
    pclose(pipe)
    return String(decoding: said, as: UTF8.self)
  }
}
