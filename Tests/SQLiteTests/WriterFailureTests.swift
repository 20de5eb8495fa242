// The machine fails under the writer: full disks, failing files, locks, long logs.

import Dispatch
import Glibc
import SQLite
import Synchronization
import Testing

struct WriterFailureTests {
  @Test func `a disk that fills inside a job fails that job and costs no other its place`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    try writer.exclusively { try $0.script("PRAGMA max_page_count = 12") }
    let huge = String(repeating: "x", count: 100_000)
    let runs = Mutex(0)
    let jobs = (1...6).map { number in
      TestJob(number, outcomes) { database in
        if number == 1 { runs.withLock { $0 += 1 } }
        try insertItem(number, note: number == 4 ? huge : nil)(database)
      }
    }
    try writer.runAsOneGroup(jobs)
    #expect(outcomes.failure(4)?.isFull == true)
    let words = (1...6).map { outcomes.word($0) }
    #expect(words == ["durable", "durable", "durable", "failed", "durable", "durable"])
    #expect(outcomes.order == Array(1...6))
    #expect(try writer.numbers() == [1, 2, 3, 5, 6])
    #expect(runs.withLock { $0 } == 2, "the first job was lost with the group and run again")
    #expect(writer.statistics.lostGroups == 1)
    #expect(writer.statistics.isBroken == false)
    try writer.exclusively { try $0.script("PRAGMA max_page_count = 100000") }
    try writer.run(insertItem(7, note: huge))
    #expect(try writer.numbers() == [1, 2, 3, 5, 6, 7])
    writer.close()
  }

  @Test func `a job that hides a full disk is found out`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    try writer.exclusively { try $0.script("PRAGMA max_page_count = 12") }
    let huge = String(repeating: "x", count: 100_000)
    try writer.runAsOneGroup([
      TestJob(1, outcomes, insertItem(1)),
      TestJob(2, outcomes) { database in
        do { try insertItem(2, note: huge)(database) } catch {}
        // From here on there is no transaction, and every statement would be its own.
      },
      TestJob(3, outcomes, insertItem(3)),
    ])
    #expect((1...3).map { outcomes.word($0) } == ["durable", "failed", "durable"])
    #expect(try writer.numbers() == [1, 3])
    writer.close()
  }

  @Test func `a disk full at the commit fails the group, and writing goes on with room`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    try writer.run(insertItem(1))
    // With the log empty, reading finds its pages in the file and only writing meets the full disk.
    try writer.exclusively { try $0.run("PRAGMA wal_checkpoint(TRUNCATE)") }
    let outcomes = Outcomes()
    try withDescriptor(of: folder.database + "-wal", replacedBy: "/dev/full") {
      try writer.runAsOneGroup((2...4).map { TestJob($0, outcomes, insertItem($0)) })
    }
    #expect((2...4).allSatisfy { outcomes.failure($0)?.isFull == true })
    #expect(writer.statistics.isFull)
    #expect(writer.statistics.isBroken == false)
    try writer.run(insertItem(5))
    #expect(writer.statistics.isFull == false)
    #expect(try writer.numbers() == [1, 5])
    writer.close()
    #expect(folder.size(of: "a.db-wal") ?? 0 == 0)
    let reopened = try Writer(path: folder.database)
    #expect(try reopened.numbers() == [1, 5])
    reopened.close()
  }

  @Test func `a failed write of the file ends writing for good, and reading goes on`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    try writer.run(insertItem(1))
    let reader = try Reader(path: folder.database)
    let outcomes = Outcomes()
    let number = writer.commitNumber
    try withDescriptor(of: folder.database + "-wal", replacedBy: "/dev/null") {
      // Opened for reading only: a write to it fails with EBADF.
      try writer.runAsOneGroup((2...4).map { TestJob($0, outcomes, insertItem($0)) })
    }
    #expect((2...4).allSatisfy { outcomes.failure($0)?.isIO == true })
    #expect(writer.statistics.isBroken)
    #expect(throws: DatabaseError.self) { try writer.run(insertItem(5)) }
    #expect(writer.commitNumber == number + 1, "one publish by the held queue, no commit")
    let seen = try reader.read(freshAs: writer.commitNumber) { database in
      try database.all("SELECT number FROM item") { $0.int() }
    }
    #expect(seen == [1])
    reader.endRound()
    writer.close()
    let reopened = try Writer(path: folder.database)
    #expect(try reopened.numbers() == [1])
    reopened.close()
  }

  @Test func `a second writer is refused by the lock and let in after the first has closed`() throws
  {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let error = #expect(throws: DatabaseError.self) { try Writer(path: folder.database) }
    #expect(error?.isBusy == true)
    #expect(error?.message.contains("process \(getpid())") == true)
    #expect(error?.message.contains("a.db.lock") == true)
    writer.close()
    #expect(writer.submit(TestJob(1, Outcomes(), insertItem(1))) == false)
    let second = try Writer(path: folder.database)
    second.close()
  }

  @Test func `close settles what was taken, empties the log and keeps the file private`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    let outcomes = Outcomes()
    try writer.exclusively { _ in
      for number in 1...700 { _ = writer.submit(TestJob(number, outcomes, insertItem(number))) }
    }
    writer.close()
    #expect(outcomes.order == Array(1...700))
    #expect(folder.size(of: "a.db-wal") ?? 0 == 0)
    var status = stat()
    #expect(stat(folder.database, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    let database = try Database(path: folder.database, role: .reader)
    #expect(try database.first("SELECT count(*) FROM item") { $0.int() } == 700)
  }

  @Test func `the log stays short under writes, and is short again after a long reader`() throws {
    let folder = TestFolder()
    var settings = WriterSettings()
    settings.idleCheckpointFrames = 50
    settings.busyCheckpointFrames = 50
    settings.restartCheckpointFrames = 300
    settings.restartMilliseconds = 1
    let writer = try Writer.withItems(in: folder, settings: settings)
    func write(_ numbers: ClosedRange<Int>) throws {
      for number in numbers { try writer.run(insertItem(number)) }
    }
    try write(1...500)
    #expect(writer.statistics.walBytes < 100 * 4120)
    let reader = try Reader(path: folder.database)
    let count = try reader.read(freshAs: 0) { database in
      try database.first("SELECT count(*) FROM item") { $0.int() }
    }
    #expect(count == 500)
    try write(501...1000)
    #expect(writer.statistics.walBytes > 400 * 4120, "the reader keeps the log")
    reader.endRound()
    try write(1001...1200)
    #expect(writer.statistics.walBytes < 200 * 4120)
    #expect(writer.statistics.checkpoints > 10)
    writer.close()
  }
}
