// Finding entries by subject: only the boards asked for, newest first, never one missed, however
// far the index had come.

import Audit
import JSON
import SQLite
import Testing
import Vocabulary

struct AuditSearchTests {
  private let database: Database
  private var search: AuditSearch { AuditSearch(database) }
  private let person: AnyID = id(7)
  private let other: AnyID = id(8)
  private let board: BoardID = id(1)
  private let foreign: BoardID = id(2)
  private let end = Int.max

  init() throws { database = try auditDatabase() }

  private func append(_ subjects: [AnyID], _ boards: [BoardID]) throws {
    try AuditTrail(database).append(entry(subjects: subjects, boards: boards))
  }

  private func numbers(
    _ subject: AnyID, _ boards: Set<BoardID>, before: Int = .max, limit: Int = 100
  ) throws -> [Int] {
    try search.list(subject: subject, boards: boards, before: before, limit: limit).map(\.number)
  }

  private func indexed() throws -> Int {
    try database.first("SELECT seq FROM audit_indexed") { $0.int() } ?? -1
  }

  @Test func `a subject's entries are found, newest first, and nobody else's`() throws {
    try append([person], [board])
    try append([other], [board])
    try append([other, person], [board])
    try append([], [board])
    #expect(try numbers(person, [board]) == [3, 1])
    #expect(try numbers(other, [board]) == [3, 2])
    #expect(try numbers(id(9), [board]) == [])
    let found = try search.list(subject: person, boards: [board], before: end, limit: 1)
    #expect(
      found.first?.entry
        == String(
          decoding: entry(subjects: [other, person], boards: [board]).canonicalText, as: UTF8.self))
  }

  @Test func `another board's entries are not found`() throws {
    try append([person], [board])
    try append([person], [foreign])
    try append([person], [board, foreign])
    try append([person], [])
    #expect(try numbers(person, [board]) == [3, 1])
    #expect(try numbers(person, [foreign]) == [3, 2])
    #expect(try numbers(person, [board, foreign]) == [3, 2, 1])
    #expect(try numbers(person, []) == [])
  }

  @Test func `another board's entries do not take the place of one's own`() throws {
    try append([person], [board])
    try append([person], [board])
    for _ in 0..<20 { try append([person], [foreign]) }
    #expect(try numbers(person, [board], limit: 3) == [2, 1])
    #expect(try numbers(person, [board], limit: 1) == [2])
    #expect(try numbers(person, [foreign], limit: 4) == [22, 21, 20, 19])
  }

  @Test(arguments: [1, 2, 3, 7, 50])
  func `pages of any size together are the whole list`(_ size: Int) throws {
    for number in 0..<40 {
      try append(
        number.isMultiple(of: 3) ? [other] : [person, other],
        number.isMultiple(of: 5) ? [foreign] : [board])
    }
    let whole = try numbers(person, [board])
    #expect(whole.count > 15 && whole == whole.sorted(by: >))
    var paged: [Int] = []
    while true {
      let page = try numbers(person, [board], before: paged.last ?? end, limit: size)
      if page.isEmpty { break }
      #expect(page.count <= size)
      paged += page
    }
    #expect(paged == whole)
    #expect(try numbers(person, [board], limit: 0).isEmpty)
  }

  @Test func `the index catches up in pieces and then rests`() throws {
    try database.appendEntries(10)
    #expect(try search.catchUp(entriesMax: 4) == 4)
    #expect(try indexed() == 4)
    #expect(try search.catchUp(entriesMax: 4) == 4)
    #expect(try search.catchUp(entriesMax: 4) == 2)
    #expect(try search.catchUp(entriesMax: 4) == 0)
    #expect(try indexed() == 10)
    try database.appendEntries(1)
    #expect(try search.catchUp(entriesMax: 4) == 1)
    #expect(try database.first("SELECT count(*) FROM audit_subject") { $0.int() } == 11)
  }

  @Test func `a search finds what was not yet indexed, however much it is`() throws {
    try database.transaction { try database.appendEntries(2100) }
    #expect(try indexed() == 0)
    #expect(try numbers(person, [board], limit: 2) == [2100, 2099])
    #expect(try indexed() == 2100)
    #expect(try numbers(person, [board], before: 3) == [2, 1])
  }

  @Test func `the index can be thrown away and made again, the same`() throws {
    try append([person, person, other], [board])
    try append([person], [board])
    let found = try numbers(person, [board])
    try database.run("DELETE FROM audit_subject WHERE seq = 2")
    try database.run("UPDATE audit_indexed SET seq = 0")
    #expect(try numbers(person, [board]) == found)
    #expect(try database.first("SELECT count(*) FROM audit_subject") { $0.int() } == 3)
  }

  // Verifying finds it; a search for somebody else must not end there.
  @Test func `an entry that cannot be read does not stop the search`() throws {
    try append([person], [board])
    try append([person], [board])
    try AuditTrail(database).append(entry(subjects: [person], purpose: "\u{0}"))
    try append([person], [board])
    try database.dropTriggers()
    try database.setEntry(2, Array("not JSON".utf8))
    #expect(try numbers(person, [board]) == [4, 3, 1])
    #expect(try database.firstBroken() == 2)
  }

  @Test func `an entry with very many subjects is found by each of them`() throws {
    let many = (0..<120_000).map { id(1000 + $0) as AnyID }
    try append(many, [board])
    try database.transaction { _ = try search.catchUp(entriesMax: 1) }
    #expect(try numbers(id(1000), [board]) == [1])
    #expect(try numbers(id(120_999), [board]) == [1])
  }
}
