// A migrated database with an audit trail, entries to put in it, and a way to do what the triggers
// forbid.

import Audit
import FoundationEssentials
import SQLite
import Vocabulary

/// The package's folder.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A migrated database: in memory, or in a file when a path is given.
func auditDatabase(path: String = ":memory:") throws -> Database {
  let migrations = try Migrator.load(folder: packageRoot.appending(path: "migrations").path)
  let database = try Database(path: path, role: .writer)
  _ = try Migrator.apply(migrations, to: database, now: Timestamp(seconds: 1_790_000_000))
  return database
}

/// An id that a test can name by a number.
func id<Subject>(_ number: UInt64) -> ID<Subject> {
  ID(high: 0x0190_0000_0000_7000, low: 1 << 63 | number)
}

/// An entry about these subjects.
func entry(
  _ number: Int = 1, subjects: [AnyID] = [id(7)], boards: [BoardID] = [id(1)],
  purpose: String = "handläggning"
) -> AuditEntry {
  AuditEntry(
    at: Timestamp(seconds: 1_790_000_000 + Int64(number)), actor: "karin", actorKind: "user",
    roles: ["caseworker"], purpose: purpose, action: "referral.read", outcome: .done,
    subjects: subjects, boards: boards, fields: ["identity", "needs"],
    request: "request \(number)", address: "192.0.2.1")
}

extension Database {
  /// Appends as many different entries.
  func appendEntries(_ count: Int) throws {
    for number in 0..<count { try AuditTrail(self).append(entry(number)) }
  }

  /// What someone does who has the file and wants to hide something: away with the triggers.
  func dropTriggers() throws {
    try script(
      """
      DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;
      DROP TRIGGER audit_no_replacement;
      """)
  }

  /// The bytes of an entry.
  func entryBytes(_ number: Int) throws -> [UInt8] {
    try first("SELECT CAST(entry AS BLOB) FROM audit WHERE seq = ?", number) { $0.bytes() } ?? []
  }

  /// Puts other bytes in the place of an entry.
  func setEntry(_ number: Int, _ bytes: [UInt8]) throws {
    try run("UPDATE audit SET entry = CAST(? AS TEXT) WHERE seq = ?", bytes, number)
  }

  /// What a check says: 0 for whole, else the number of the first entry that does not fit.
  func firstBroken() throws -> Int {
    let report = try AuditTrail(self).verify()
    return report.isWhole ? 0 : report.firstBroken ?? -1
  }
}
