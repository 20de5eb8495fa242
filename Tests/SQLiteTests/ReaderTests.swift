// What a loop reads: its own round's snapshot, never older than what was asked for.

import Dispatch
import SQLite
import Synchronization
import Testing

struct ReaderTests {
  private func count(_ database: Database) throws -> Int {
    try database.first("SELECT count(*) FROM item") { $0.int() } ?? -1
  }

  @Test func `a round is one snapshot, renewed when a newer commit is asked for`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let reader = try Reader(path: folder.database)
    let early = writer.commitNumber
    #expect(try reader.read(freshAs: early, count) == 0)
    try writer.run(insertItem(1))
    #expect(try reader.read(freshAs: early, count) == 0)
    #expect(try reader.read(freshAs: writer.commitNumber, count) == 1)
    try writer.run(insertItem(2))
    #expect(try reader.read(freshAs: early, count) == 1)
    reader.endRound()
    #expect(try reader.read(freshAs: early, count) == 2)
    reader.endRound()
    writer.close()
  }

  @Test func `a reader cannot write and is usable after a body that throws`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let reader = try Reader(path: folder.database)
    #expect(throws: DatabaseError.self) {
      try reader.read(freshAs: 0) { try insertItem(1)($0) }
    }
    #expect(throws: LawfulNo()) { try reader.read(freshAs: 0) { _ in throw LawfulNo() } }
    #expect(try reader.read(freshAs: 0, count) == 0)
    reader.endRound()
    writer.close()
  }

  @Test func `whoever was told of a write reads it, on any connection, while others write`() throws
  {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let stale = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { lane in
      do {
        let reader = try Reader(path: folder.database)
        for step in 1...300 {
          let number = lane * 1000 + step
          try writer.run(insertItem(number))
          let found = try reader.read(freshAs: writer.commitNumber) { database in
            try database.first("SELECT 1 FROM item WHERE number = ?", number) { $0.bool() }
          }
          if found != true { stale.withLock { $0 += 1 } }
          // Every other round goes on, so that renewing is tried as well as beginning.
          if step.isMultiple(of: 2) { reader.endRound() }
        }
      } catch {
        Issue.record(error)
      }
    }
    #expect(stale.withLock { $0 } == 0)
    writer.close()
  }

  @Test func `a slow reading is interrupted by its caller or by its deadline`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let database = try Database(path: folder.database, role: .reader)
    func endless() throws -> Int? {
      try database.first(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
      ) { $0.int() }
    }
    let given = #expect(throws: DatabaseError.self) {
      try database.limited(milliseconds: 600_000, isCancelled: { true }, endless)
    }
    #expect(given?.isInterrupted == true)
    let late = #expect(throws: DatabaseError.self) {
      try database.limited(milliseconds: 0, endless)
    }
    #expect(late?.isInterrupted == true)
    #expect(try count(database) == 0)
    writer.close()
  }
}
