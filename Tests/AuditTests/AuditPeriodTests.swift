// The entries of a period: from its first instant to its last, wherever in the chain they lie.

import Audit
import SQLite
import Testing
import Vocabulary

struct AuditPeriodTests {
  private func numbers(
    _ database: Database, from start: Int64, until end: Int64
  ) throws -> [Int] {
    var found: [Int] = []
    let origin: Int64 = 1_790_000_000
    try AuditPeriod(database).each(
      from: Timestamp(seconds: origin + start), until: Timestamp(seconds: origin + end)
    ) { found.append($0.number) }
    return found
  }

  @Test func `both ends are found by halving, the last is left out`() throws {
    let database = try auditDatabase()
    // Entry n is n - 1 seconds after the origin.
    try database.appendEntries(50)
    for start in 0...52 {
      for end in [start, start + 1, start + 7, 60] {
        let expected = (1...50).filter { $0 - 1 >= start && $0 - 1 < end }
        #expect(try numbers(database, from: Int64(start), until: Int64(end)) == expected)
      }
    }
  }

  @Test func `an empty trail has none, and more than one piece is walked`() throws {
    let database = try auditDatabase()
    #expect(try numbers(database, from: 0, until: 100) == [])
    try database.appendEntries(4_100)
    #expect(try numbers(database, from: 0, until: 5_000).count == 4_100)
  }

  @Test func `an entry is read back as it was written`() throws {
    let database = try auditDatabase()
    try database.appendEntries(2)
    let entry = try #require(try AuditPeriod(database).entry(2))
    #expect(entry.number == 2 && entry.actor == "karin" && entry.actorKind == "user")
    #expect(entry.action == "referral.read" && entry.outcome == "done")
    #expect(entry.subjects == [id(7)] && entry.boards == [id(1)])
    #expect(try AuditPeriod(database).entry(3) == nil)
  }
}
