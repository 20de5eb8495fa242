// A log that a power loss leaves is taken as it is; one that was damaged afterwards is found out,
// and the writer leaves it alone.

import Glibc
import SQLite
import Testing

struct LogCheckTests {
  private static let commits = 12
  private static let frameBytes = 24 + 4_096

  /// A database whose log holds a dozen commits, as a killed process leaves it.
  private func killed() throws -> (folder: TestFolder, path: String) {
    let working = TestFolder()
    let writer = try Writer.withItems(in: working)
    for number in 1...Self.commits { try writer.run(insertItem(number)) }
    let left = TestFolder()
    for suffix in ["", "-wal"] {
      // This drops SQLite's locks on the file, which here nobody else wants.
      try left.put(try working.bytes(of: "a.db" + suffix), in: "a.db" + suffix)
    }
    writer.close()
    return (left, left.database)
  }

  @Test func `a whole log, none, and an empty one are sound`() throws {
    let (folder, path) = try killed()
    #expect(try LogCheck.damage(of: path) == nil)
    let writer = try Writer(path: path)
    #expect(try writer.numbers() == Array(1...Self.commits))
    writer.close()
    #expect(try LogCheck.damage(of: path) == nil)
    #expect(try LogCheck.damage(of: folder.path + "/none.db") == nil)
  }

  @Test(arguments: [1, 31, 33, 4_000, 9_000])
  func `a log that ends too early is what a power loss leaves`(_ lost: Int) throws {
    let (folder, path) = try killed()
    let log = try folder.bytes(of: "a.db-wal")
    try folder.put(log.dropLast(lost), in: "a.db-wal")
    #expect(try LogCheck.damage(of: path) == nil)
    let writer = try Writer(path: path)
    #expect(try writer.numbers().count < Self.commits)
    writer.close()
  }

  @Test func `a last commit that is torn is what a power loss leaves`() throws {
    let (folder, path) = try killed()
    var log = try folder.bytes(of: "a.db-wal")
    log[log.count - 100] ^= 1
    try folder.put(log, in: "a.db-wal")
    #expect(try LogCheck.damage(of: path) == nil)
  }

  @Test func `remains of two power losses are no damage`() throws {
    let (folder, path) = try killed()
    var log = try folder.bytes(of: "a.db-wal")
    let frames = log.count / Self.frameBytes
    // Two commits behind the first frame that does not fit, with another such frame between them.
    for frame in [frames - 4, frames - 2] { log[32 + frame * Self.frameBytes + 2_000] ^= 1 }
    try folder.put(log, in: "a.db-wal")
    #expect(try LogCheck.damage(of: path) == nil)
  }

  // The head, a salt, a sum, a page's first byte and its last.
  @Test(arguments: [0, 8, 20, 32 + 9, 32 + 17, 32 + 24, 32 + 24 + 4_095])
  func `one changed bit before later commits is found, and nothing touched`(_ at: Int) throws {
    let (folder, path) = try killed()
    var log = try folder.bytes(of: "a.db-wal")
    let offset = at < 32 ? at : at + 2 * Self.frameBytes
    log[offset] ^= 0x10
    try folder.put(log, in: "a.db-wal")
    let damage = try #require(try LogCheck.damage(of: path))
    #expect(damage.soundBytes == (at < 32 ? 0 : 32 + 2 * Self.frameBytes))
    #expect(damage.lostCommits >= 2)
    let before = try folder.bytes(of: "a.db")
    let error = #expect(throws: DatabaseError.self) { try Writer(path: path) }
    #expect(error?.isCorrupt == true)
    #expect(error?.message.contains("truncate -s \(damage.soundBytes) \(path)-wal") == true)
    #expect(try folder.bytes(of: "a.db") == before)
    #expect(try folder.bytes(of: "a.db-wal") == log)
    // What the sentence advises works.
    #expect(truncate(path + "-wal", off_t(damage.soundBytes)) == 0)
    let writer = try Writer(path: path)
    writer.close()
  }

  @Test func `a log without its database is not thrown away`() throws {
    let (folder, path) = try killed()
    let log = try folder.bytes(of: "a.db-wal")
    #expect(truncate(path, 0) == 0)
    #expect(throws: DatabaseError.self) { try Writer(path: path) }
    #expect(unlink(path) == 0)
    let error = #expect(throws: DatabaseError.self) { try Writer(path: path) }
    #expect(error?.isCorrupt == true)
    #expect(try folder.bytes(of: "a.db-wal") == log)
    #expect(folder.size(of: "a.db") == nil)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everything"), arguments: ["a.db", "a.db-wal"])
  func `a file that may not be written is refused at the start`(_ name: String) throws {
    let (folder, path) = try killed()
    #expect(chmod(folder.path + "/" + name, 0o400) == 0)
    let error = #expect(throws: DatabaseError.self) { try Writer(path: path) }
    #expect(error?.message.contains(path) == true)
  }
}

extension TestFolder {
  func bytes(of name: String) throws -> [UInt8] {
    let file = open(path + "/" + name, O_RDONLY)
    try #require(file >= 0)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: size(of: name) ?? 0)
    try #require(read(file, &bytes, bytes.count) == bytes.count)
    return bytes
  }

  func put(_ bytes: some Collection<UInt8>, in name: String) throws {
    let file = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let bytes = Array(bytes)
    try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
  }
}
