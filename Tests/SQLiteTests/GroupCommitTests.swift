// The writer's promise: a job stands or falls alone, and nobody is told before the COMMIT.

import Dispatch
import SQLite
import Synchronization
import Testing

struct GroupCommitTests {
  @Test func `every job of many threads is in the table once, in fewer commits than jobs`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    let done = DispatchGroup()
    DispatchQueue.concurrentPerform(iterations: 8) { lane in
      for step in 0..<250 {
        let number = lane * 1000 + step + 1
        done.enter()
        let job = TestJob(number, outcomes, end: { done.leave() }, insertItem(number))
        #expect(writer.submit(job))
      }
    }
    done.wait()
    let wanted = (0..<8).flatMap { lane in (1...250).map { lane * 1000 + $0 } }
    #expect(try writer.numbers() == wanted)
    #expect(outcomes.order.count == 2000)
    #expect(wanted.allSatisfy { outcomes.word($0) == "durable" })
    let figures = writer.statistics
    #expect(figures.jobs == 2000)
    #expect(figures.commits < 2000)
    #expect(figures.queueDepth == 0)
    writer.close()
  }

  @Test func `a job that is done is let go, though nobody comes after it`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let isGone = DispatchSemaphore(value: 0)
    func submit() -> Bool {
      let guest = Guest(isGone)
      return writer.submit(TestJob(1, Outcomes()) { _ in guest.stay() })
    }
    #expect(submit())
    #expect(isGone.wait(timeout: .now() + .seconds(10)) == .success)
    writer.close()
  }

  @Test func `a refused job costs no other job its place, and all are told in order`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    let jobs = (1...9).map { name in
      TestJob(name, outcomes) { database in
        try insertItem(100 + name)(database)
        if name == 3 { throw LawfulNo() }
        if name == 5 { try insertItem(-5)(database) }
        if name == 7 { try insertItem(101)(database) }
      }
    }
    let commitsBefore = writer.statistics.commits
    try writer.runAsOneGroup(jobs)
    #expect(writer.statistics.commits == commitsBefore + 1)
    #expect(outcomes.order == Array(1...9))
    #expect(try writer.numbers() == [101, 102, 104, 106, 108, 109])
    #expect(outcomes.refusal(3) as? LawfulNo == LawfulNo())
    #expect((outcomes.refusal(5) as? DatabaseError)?.constraint == "item_positive")
    #expect((outcomes.refusal(7) as? DatabaseError)?.isConstraint(.primaryKey) == true)
    writer.close()
  }

  @Test(arguments: ["stands", "declines", "throws"])
  func `what recover writes stays only when it says so`(_ way: String) throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    let refused = TestJob(
      1, outcomes,
      instead: { error, database in
        guard error is LawfulNo else { return false }
        try insertItem(77, note: "refusal")(database)
        if way == "throws" { throw LawfulNo(reason: "second") }
        return way == "stands"
      },
      {
        try insertItem(1)($0)
        throw LawfulNo(reason: "first")
      })
    try writer.runAsOneGroup([refused, TestJob(2, outcomes, insertItem(2))])
    #expect(try writer.numbers() == (way == "stands" ? [2, 77] : [2]))
    let reason = way == "throws" ? "second" : "first"
    #expect(outcomes.refusal(1) as? LawfulNo == LawfulNo(reason: reason))
    #expect(outcomes.word(2) == "durable")
    writer.close()
  }

  @Test func `commit number and access epoch are raised before anyone is told`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let seen = Mutex<[(UInt64, UInt64, Int)]>([])
    let outcomes = Outcomes()
    let before = (writer.commitNumber, writer.accessEpoch)
    let job = TestJob(
      1, outcomes,
      end: {
        // Another connection sees the row at the moment the job is told.
        let count = try? Reader(path: folder.database).read(freshAs: 0) { database in
          try database.first("SELECT count(*) FROM item") { $0.int() }
        }
        seen.withLock { $0.append((writer.commitNumber, writer.accessEpoch, count ?? -1)) }
      },
      { database in
        #expect(writer.commitNumber == before.0 + 1, "the queue was held by one publish")
        let epoch = database.accessEpoch
        database.markAccessChanged()
        #expect(database.accessEpoch == epoch + 1)
        #expect(writer.accessEpoch == before.1)
        try insertItem(1)(database)
      })
    try writer.runAsOneGroup([job])
    let told = seen.withLock { $0 }
    #expect(told.count == 1)
    #expect(told.first?.0 == before.0 + 2)
    #expect(told.first?.1 == before.1 + 1)
    #expect(told.first?.2 == 1)
    writer.close()
  }

  @Test func `an epoch raised by a job that was undone is never used by a later one`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    let epochs = Mutex<[UInt64]>([])
    let undone = TestJob(1, outcomes) { database in
      database.markAccessChanged()
      epochs.withLock { $0.append(database.accessEpoch) }
      throw LawfulNo()
    }
    let next = TestJob(2, outcomes) { database in
      epochs.withLock { $0.append(database.accessEpoch) }
      try insertItem(2)(database)
    }
    try writer.runAsOneGroup([undone, next])
    let seen = epochs.withLock { $0 }
    #expect(seen.count == 2)
    #expect(seen[1] > seen[0])
    #expect(writer.accessEpoch == seen[1])
    writer.close()
  }

  @Test func `a foreign key left open till the commit refuses its own job only`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    try writer.exclusively {
      try $0.script(
        """
        CREATE TABLE part (item INTEGER NOT NULL
          REFERENCES item (number) DEFERRABLE INITIALLY DEFERRED) STRICT;
        """)
    }
    let outcomes = Outcomes()
    try writer.runAsOneGroup([
      TestJob(1, outcomes, insertItem(1)),
      TestJob(2, outcomes) { try $0.run("INSERT INTO part VALUES (99)") },
      TestJob(3, outcomes) {
        try $0.run("INSERT INTO part VALUES (3)")
        try insertItem(3)($0)
      },
    ])
    #expect((1...3).map { outcomes.word($0) } == ["durable", "refused", "durable"])
    #expect((outcomes.refusal(2) as? DatabaseError)?.isConstraint(.foreignKey) == true)
    #expect(try writer.numbers() == [1, 3])
    writer.close()
  }

  @Test func `a full line turns jobs away and takes them again when it has moved`() throws {
    let folder = TestFolder()
    var settings = WriterSettings()
    settings.depthMax = 3
    let writer = try Writer.withItems(in: folder, settings: settings)
    let outcomes = Outcomes()
    var answers: [Bool] = []
    try writer.exclusively { _ in
      for number in 1...5 {
        answers.append(writer.submit(TestJob(number, outcomes, insertItem(number))))
      }
    }
    #expect(answers == [true, true, true, false, false])
    #expect(try writer.numbers() == [1, 2, 3])
    #expect(writer.statistics.turnedAway == 2)
    #expect(writer.submit(TestJob(6, outcomes, insertItem(6))))
    #expect(try writer.numbers() == [1, 2, 3, 6])
    #expect(outcomes.order == [1, 2, 3, 6])
    writer.close()
  }

  @Test(arguments: [(1, 1_000_000), (3, 1_000_000), (512, 0)])
  func `small groups settle every job in order too`(_ groupMax: Int, _ microseconds: Int) throws {
    let folder = TestFolder()
    var settings = WriterSettings()
    settings.groupMax = groupMax
    settings.groupMicrosecondsMax = microseconds
    let writer = try Writer.withItems(in: folder, settings: settings)
    let outcomes = Outcomes()
    try writer.exclusively { _ in
      for number in 1...10 {
        #expect(writer.submit(TestJob(number, outcomes, insertItem(number))))
      }
    }
    writer.close()
    #expect(outcomes.order == Array(1...10))
    #expect((1...10).allSatisfy { outcomes.word($0) == "durable" })
    #expect(
      writer.statistics.commits == UInt64(microseconds == 0 ? 10 : (10 + groupMax - 1) / groupMax))
  }

  @Test func `run gives the value back, and throws what the body throws`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let value = try writer.run { database in
      try insertItem(4)(database)
      return database.changedRowCount
    }
    #expect(value == 1)
    #expect(throws: LawfulNo()) { try writer.run { _ in throw LawfulNo() } }
    #expect(throws: DatabaseError.self) { try writer.run(insertItem(4)) }
    #expect(try writer.numbers() == [4])
    writer.close()
  }

  @Test func `idle work runs piece by piece, each committed, and a failing piece leaves nothing`()
    throws
  {
    let folder = TestFolder()
    var settings = WriterSettings()
    settings.idleMilliseconds = 0
    let writer = try Writer.withItems(in: folder, settings: settings)
    let isDone = DispatchSemaphore(value: 0)
    let pieces = Mutex(0)
    writer.onIdle { database in
      let piece = pieces.withLock { count in
        count += 1
        return count
      }
      try insertItem(1000 + piece)(database)
      if piece == 4 {
        isDone.signal()
        throw LawfulNo(reason: "fourth")
      }
      return piece < 4
    }
    isDone.wait()
    #expect(try writer.numbers() == [1001, 1002, 1003])
    #expect(writer.statistics.lastIdleFailure?.contains("fourth") == true)
    writer.close()
  }
}

/// What a job holds; it tells when it is let go.
private final class Guest: Sendable {
  private let isGone: DispatchSemaphore

  init(_ isGone: DispatchSemaphore) { self.isGone = isGone }

  deinit { isGone.signal() }

  func stay() {}
}
