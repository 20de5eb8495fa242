// What the doctor sees: each thing that can be wrong is made wrong once.

import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import samverkan

struct DoctorTests {
  /// The severity of the findings of a check, and the exit code.
  private func examine(
    _ folder: Folder, _ check: String, settings: [String: String] = [:]
  ) throws -> (severities: [String], code: Int32) {
    let run = try folder.run("doctor", "--json", settings: settings)
    let findings = run.json["findings"]?.array ?? []
    return (
      findings.filter { $0["check"]?.string == check }.compactMap { $0["severity"]?.string },
      run.code
    )
  }

  @Test func `a sound database has no fault, and every fault says what to do`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let run = try folder.run("doctor", "--json")
    #expect(run.code == 0, "\(run)")
    let findings = run.json["findings"]?.array ?? []
    for check in ["sqlite", "rights", "room", "integrity", "foreign keys", "audit chain", "clock"] {
      #expect(findings.contains { $0["check"]?.string == check }, "\(check)")
    }
    for finding in findings where finding["severity"]?.string != "fine" {
      #expect(finding["advice"]?.string != nil, "\(finding)")
    }
    #expect(try folder.run("doctor").text.contains("integrity"))
  }

  @Test func `no database is a note`() throws {
    let folder = try Folder()
    let found = try examine(folder, "database")
    #expect(found.severities == ["note"] && found.code == 0)
    #expect(try folder.names() == [])
  }

  @Test(arguments: ["", ".secret.key", ".lock"])
  func `a file that others can read is a fault`(suffix: String) throws {
    let folder = try Folder()
    try folder.makeCast()
    let path = folder.database + suffix
    if !Files.exists(path) { #expect(try Files.make(path, [1])) }
    #expect(chmod(path, 0o640) == 0)
    let found = try examine(folder, "rights")
    #expect(found.severities == ["fault"] && found.code == 3)
  }

  @Test func `a file of another user is a fault, where one can be made`() throws {
    guard geteuid() == 0 else { return }
    let folder = try Folder()
    try folder.makeCast()
    #expect(chown(folder.database + ".lock", 65_534, 65_534) == 0)
    let found = try examine(folder, "rights")
    #expect(found.severities == ["fault"] && found.code == 3)
  }

  @Test func `a reference to nothing is a fault`() throws {
    let folder = try Folder()
    try folder.makeCast()
    try folder.tamper { database in
      try database.script("PRAGMA foreign_keys=OFF; DELETE FROM municipality;")
    }
    let found = try examine(folder, "foreign keys")
    #expect(found.severities.contains("fault") && found.code == 3)
  }

  @Test func `a file that is no database is a fault`() throws {
    let folder = try Folder()
    #expect(try Files.make(folder.database, [UInt8](repeating: 65, count: 8_192)))
    let found = try examine(folder, "database")
    #expect(found.severities == ["fault"] && found.code == 3)
  }

  @Test func `a migration of another program is a fault, one that waits a warning`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let migrations = folder.path + "/migrations"
    try FileManager.default.copyItem(atPath: World.root + "/migrations", toPath: migrations)
    let settings = ["SAMVERKAN_MIGRATIONS": migrations]
    let last = try #require(
      try FileManager.default.contentsOfDirectory(atPath: migrations)
        .filter { $0.hasPrefix("0") }.max())
    try FileManager.default.removeItem(atPath: migrations + "/" + last)
    let newer = try examine(folder, "migrations", settings: settings)
    #expect(newer.severities == ["fault"] && newer.code == 3)
    try folder.tamper { try $0.run("DELETE FROM migration WHERE number > 1") }
    let pending = try examine(folder, "migrations")
    #expect(pending.severities == ["warning"] && pending.code == 0)
  }

  @Test func `a clock before the last audit entry is a fault`() throws {
    let folder = try Folder()
    try folder.makeCast()
    #expect(try folder.run("user", "disable", "umea-intake").code == 0)
    let configuration = try Configuration.load(
      file: nil,
      flags: ["database": folder.database, "migrations": World.root + "/migrations"])
    func severity(at now: Timestamp) -> Finding.Severity? {
      Doctor(configuration: configuration, now: now).examine().first { $0.check == "clock" }?
        .severity
    }
    #expect(severity(at: .now()) == .fine)
    #expect(severity(at: Timestamp.now().plus(days: 1)) == .fine)
    #expect(severity(at: Timestamp.now().plus(days: -1)) == .fault)
    #expect(severity(at: Timestamp(seconds: 0)) == .fault)
  }

  @Test func `demonstration accounts are a fault where others can reach them`() throws {
    let folder = try Folder()
    try folder.makeCast()
    try folder.tamper { try $0.run("UPDATE user_account SET is_demonstration = 1") }
    #expect(try examine(folder, "demonstration").severities == ["note"])
    let open = try examine(
      folder, "demonstration", settings: ["SAMVERKAN_LISTEN": "0.0.0.0:8080"])
    #expect(open.severities == ["fault"] && open.code == 3)
  }

  @Test func `a missing secret and a missing administrator are named`() throws {
    let folder = try Folder()
    try folder.makeCast()
    #expect(try examine(folder, "secret").severities == ["warning"])
    #expect(try examine(folder, "administrator").severities == ["warning"])
    let added = try folder.run(
      "user", "add", "anna", "--role", "system-admin", input: OperatorVerbTests.password + "\n")
    #expect(added.code == 0)
    #expect(try examine(folder, "administrator").severities == ["fine"])
  }

  @Test func `the doctor works beside a server`() throws {
    let folder = try Folder()
    let server = try Serving(folder)
    #expect(try folder.run("doctor").code == 0)
    #expect(try examine(folder, "rights").severities == ["fine"])
    #expect(server.stop() == 0)
  }
}
