// A copy made while others write is the database at one commit, whole.

import Dispatch
import Glibc
import SQLite
import Synchronization
import Testing
import Vocabulary

struct BackupTests {
  private func fill(_ writer: Writer, _ numbers: ClosedRange<Int>) throws {
    let note = String(repeating: "n", count: 900)
    try writer.run { database in
      for number in numbers { try insertItem(number, note: note)(database) }
    }
  }

  @Test func `a copy made under writes is a prefix of the commits, sound and hashed`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    try fill(writer, 1...2000)
    let copyPath = folder.path + "/copy.db"
    let steps = Mutex(0)
    let result = Mutex<Result<BackupCopy, DatabaseError>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let outcomes = Outcomes()
    // Each step puts one more write in the line, which comes before the next step.
    writer.backup(
      to: copyPath,
      progress: { progress in
        let step = steps.withLock { count in
          count += 1
          return count
        }
        _ = writer.submit(TestJob(2000 + step, outcomes, insertItem(2000 + step)))
        return progress.copiedPages <= progress.allPages
      },
      completion: { answer in
        result.withLock { $0 = answer }
        done.signal()
      })
    done.wait()
    let copy = try #require(try result.withLock { $0 }?.get())
    let stepCount = steps.withLock { $0 }
    #expect(stepCount > 3)
    try writer.run(insertItem(9999))
    #expect(folder.names.filter { $0.hasPrefix("copy") } == ["copy.db"])
    #expect(copy.bytes == folder.size(of: "copy.db"))
    let file = open(copyPath, O_RDONLY)
    var bytes = [UInt8](repeating: 0, count: copy.bytes)
    #expect(read(file, &bytes, bytes.count) == copy.bytes)
    close(file)
    #expect(copy.sha256 == SHA256.hash(of: bytes).hex)
    let restored = try Writer(path: copyPath)
    #expect(try restored.exclusively { try IntegrityCheck.full($0) } == [])
    #expect(try restored.numbers() == Array(1...(2000 + stepCount)))
    restored.close()
    writer.close()
  }

  @Test func `a copy has its name when it is whole, and what an ended one left is no hindrance`()
    throws
  {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    try fill(writer, 1...500)
    folder.write("what a killed process left", to: "copy.db.part")
    let names = Mutex<Set<[String]>>([])
    let done = DispatchSemaphore(value: 0)
    writer.backup(
      to: folder.path + "/copy.db",
      progress: { _ in
        names.withLock { _ = $0.insert(folder.names.filter { $0.hasPrefix("copy") }) }
        return true
      }, completion: { _ in done.signal() })
    done.wait()
    #expect(names.withLock { $0 } == [["copy.db.part"]])
    #expect(folder.names.filter { $0.hasPrefix("copy") } == ["copy.db"])
    writer.close()
  }

  @Test func `a copy never overwrites, and one at a time is made`() throws {
    let folder = TestFolder()
    let writer = try Writer.withItems(in: folder)
    try fill(writer, 1...500)
    folder.write("precious", to: "there.db")
    #expect(throws: DatabaseError.self) { try writer.backup(to: folder.path + "/there.db") }
    #expect(folder.size(of: "there.db") == 8)
    let second = Mutex<Result<BackupCopy, DatabaseError>?>(nil)
    let done = DispatchSemaphore(value: 0)
    writer.backup(
      to: folder.path + "/one.db",
      progress: { _ in
        writer.backup(to: folder.path + "/two.db") { answer in
          second.withLock { if $0 == nil { $0 = answer } }
          done.signal()
        }
        return false
      },
      completion: { answer in
        if case .failure(let error) = answer {
          #expect(error.isInterrupted)
        } else {
          Issue.record("the copy went on")
        }
        done.signal()
      })
    done.wait()
    done.wait()
    #expect(!folder.names.contains("one.db"), "a copy that was ended is removed")
    let copy = try writer.backup(to: folder.path + "/three.db")
    #expect(copy.bytes > 0)
    #expect(copy.commitNumber == writer.commitNumber)
    writer.close()
  }
}
