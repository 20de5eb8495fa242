// The chain: any changed byte of an entry, a removed, swapped, added or cut-off row is found, and
// the table itself refuses to be changed.

import Audit
import SQLite
import Testing
import Vocabulary

struct AuditChainTests {
  private let database: Database
  private let count = 6

  init() throws {
    database = try auditDatabase()
    try database.appendEntries(count)
  }

  @Test func `an empty trail is whole`() throws {
    let report = try AuditTrail(try auditDatabase()).verify()
    #expect(report.isWhole && report.entries == 0 && report.firstBroken == nil)
    #expect(report.head == "")
  }

  @Test func `the chain is SHA-256 over the hash before, a line feed and the entry`() throws {
    var hash = ""
    for number in 0..<count {
      let text = String(decoding: entry(number).canonicalText, as: UTF8.self)
      hash = SHA256.hash(of: hash + "\n" + text).hex
      let stored = try database.first("SELECT entry, hash FROM audit WHERE seq = ?", number + 1) {
        row in (row.text(), row.text())
      }
      #expect(stored?.0 == text)
      #expect(stored?.1 == hash)
    }
    let report = try AuditTrail(database).verify()
    #expect(report.isWhole && report.entries == count && report.firstBroken == nil)
    #expect(report.head == hash)
  }

  @Test func `an entry that is rolled back leaves no hole`() throws {
    struct Refused: Error {}
    #expect(throws: Refused.self) {
      try database.savepoint {
        try AuditTrail(database).append(entry(99))
        throw Refused()
      }
    }
    #expect(try database.firstBroken() == 0)
    try AuditTrail(database).append(entry(100))
    let report = try AuditTrail(database).verify()
    #expect(report.isWhole && report.entries == count + 1)
  }

  @Test(arguments: 1...6)
  func `every changed byte of an entry is found`(_ number: Int) throws {
    try database.dropTriggers()
    let whole = try database.entryBytes(number)
    for index in whole.indices {
      for bit in [UInt8(0x01), 0x20, 0x80] {
        var bytes = whole
        bytes[index] ^= bit
        try database.setEntry(number, bytes)
        #expect(try database.firstBroken() == number, "byte \(index), bit \(bit)")
      }
    }
    try database.setEntry(number, whole + [0])
    #expect(try database.firstBroken() == number)
    try database.setEntry(number, whole.dropLast())
    #expect(try database.firstBroken() == number)
    try database.setEntry(number, whole)
    #expect(try database.firstBroken() == 0)
  }

  // A reader of text mends broken UTF-8 into U+FFFD; a check that did the same would see no change.
  @Test func `a broken byte in the place of a replacement character is found`() throws {
    try AuditTrail(database).append(entry(9, purpose: "say \u{FFFD}"))
    try database.dropTriggers()
    var bytes = try database.entryBytes(count + 1)
    let place = try #require(bytes.firstIndex(of: 0xEF))
    bytes.replaceSubrange(place..<place + 3, with: [0xFF])
    try database.setEntry(count + 1, bytes)
    #expect(try database.firstBroken() == count + 1)
  }

  @Test(arguments: 1...6)
  func `every changed character of a hash is found`(_ number: Int) throws {
    try database.dropTriggers()
    let hash = try #require(
      try database.first("SELECT hash FROM audit WHERE seq = ?", number) { $0.text() })
    for index in hash.indices {
      var changed = hash
      changed.replaceSubrange(index...index, with: hash[index] == "0" ? "1" : "0")
      try database.run("UPDATE audit SET hash = ? WHERE seq = ?", changed, number)
      #expect(try database.firstBroken() == number)
    }
    try database.run("UPDATE audit SET hash = upper(?) WHERE seq = ?", hash, number)
    #expect(try database.firstBroken() == number)
  }

  @Test(arguments: 1...6)
  func `a removed entry is found, also when those behind it move up`(_ number: Int) throws {
    try database.dropTriggers()
    try database.run("DELETE FROM audit WHERE seq = ?", number)
    #expect(try database.firstBroken() == (number < count ? number + 1 : count - 1))
    for later in (number..<count) {
      try database.run("UPDATE audit SET seq = ? WHERE seq = ?", later, later + 1)
    }
    #expect(try database.firstBroken() == (number < count ? number : count - 1))
  }

  @Test(arguments: 1...5, 2...6)
  func `two swapped entries are found, with or without their hashes`(
    _ one: Int, _ other: Int
  ) throws {
    guard one < other else { return }
    try database.dropTriggers()
    let (first, second) = (try database.entryBytes(one), try database.entryBytes(other))
    try database.setEntry(one, second)
    try database.setEntry(other, first)
    #expect(try database.firstBroken() == one)
    try database.setEntry(one, first)
    try database.setEntry(other, second)
    try database.run("UPDATE audit SET seq = -1 WHERE seq = ?", one)
    try database.run("UPDATE audit SET seq = ? WHERE seq = ?", one, other)
    try database.run("UPDATE audit SET seq = ? WHERE seq = -1", other)
    #expect(try database.firstBroken() == one)
  }

  @Test(arguments: 0...5)
  func `a tail that is cut off is found`(_ kept: Int) throws {
    try database.dropTriggers()
    try database.run("DELETE FROM audit WHERE seq > ?", kept)
    #expect(try database.firstBroken() == kept || kept == 0)
    #expect(try !AuditTrail(database).verify().isWhole)
  }

  @Test func `an entry that was put in beside the trail is found`() throws {
    try database.run(
      "INSERT INTO audit (seq, entry, hash) SELECT 7, entry, hash FROM audit WHERE seq = 1")
    #expect(try database.firstBroken() == count + 1)
  }

  @Test func `a moved head is found, and without one nothing is appended`() throws {
    try database.run("UPDATE audit_head SET seq = seq - 1")
    #expect(try database.firstBroken() == count)
    try database.run("UPDATE audit_head SET seq = seq + 1, hash = substr(hash, 2) || '0'")
    #expect(try database.firstBroken() == count)
    try database.run("DELETE FROM audit_head")
    #expect(try database.firstBroken() == count)
    #expect(throws: BrokenChain.self) { try AuditTrail(database).append(entry()) }
  }

  // Whoever rewrites the whole chain and its head makes a whole chain: that is what the printed
  // anchor is for.
  @Test func `a chain that was written anew has another head`() throws {
    let before = try AuditTrail(database).verify().head
    let other = try auditDatabase()
    for number in 0..<count where number != 2 { try AuditTrail(other).append(entry(number)) }
    let after = try AuditTrail(other).verify()
    #expect(after.isWhole && after.head != before)
  }

  @Test(arguments: [
    "UPDATE audit SET entry = '{}' WHERE seq = 3", "UPDATE audit SET hash = hash",
    "UPDATE audit SET seq = 99 WHERE seq = 3", "DELETE FROM audit WHERE seq = 6",
    "DELETE FROM audit", "UPDATE OR REPLACE audit SET seq = 4 WHERE seq = 3",
    "INSERT OR REPLACE INTO audit (seq, entry, hash) SELECT seq, '{}', hash FROM audit",
    "REPLACE INTO audit (seq, entry, hash) VALUES (6, '{}', printf('%064d', 0))",
    "INSERT INTO audit (seq, entry, hash) SELECT seq, '{}', hash FROM audit WHERE true "
      + "ON CONFLICT (seq) DO UPDATE SET entry = excluded.entry",
  ])
  func `the table refuses every change and removal`(_ sql: String) throws {
    let error = #expect(throws: DatabaseError.self) { try database.dynamicRun(sql) }
    #expect(error?.constraintKind == .trigger)
    #expect(error?.constraint?.hasPrefix("audit entries are never ") == true)
    let report = try AuditTrail(database).verify()
    #expect(report.isWhole && report.entries == count)
  }
}
