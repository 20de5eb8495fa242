// Looks whether a write-ahead log was damaged after it was written. SQLite reads a log up to the
// first frame that does not fit and is silent about the rest: right after a power loss, which can
// only spoil what was not yet synced, and a silent loss of commits after anything else.
//
// Every commit is synced before the next one begins. So where a frame does not fit and two commits
// of one run stand behind it, the earlier of them had been synced, and the frame with it. (Commits
// of several runs are the remains of several power losses.) Changes nothing.

import CSQLite
import Glibc

/// A log that no power loss leaves like that.
package struct LogDamage: Equatable, Sendable {
  /// The log.
  package let path: String
  /// Bytes before the first frame that does not fit.
  package let soundBytes: Int
  /// Commits that stand behind it and cannot be read.
  package let lostCommits: Int

  /// What is wrong and what can be done, for the operator.
  package var description: String {
    let found = "\(path) is damaged after \(soundBytes) bytes, with \(lostCommits) later commits"
    return found + " behind it: keep the files as they are, and restore the last proven copy; or,"
      + " to go on without those commits, keep a copy of all and cut it:"
      + " truncate -s \(soundBytes) \(path)"
  }
}

/// Checks the log of a database.
package enum LogCheck {
  /// What is wrong with the log; nil when it is sound, torn at its end, or not there.
  package static func damage(of database: String) throws(DatabaseError) -> LogDamage? {
    guard let found = try scan(database + "-wal") else { return nil }
    // Beside a server the log grows under the scan: what is damaged is so twice.
    return try scan(database + "-wal") == found ? found : nil
  }

  /// - Throws: a `DatabaseError` with `isCorrupt` when the log is damaged, or stands there without
  ///   its database, for SQLite would remove it then.
  static func requireSound(of database: String) throws(DatabaseError) {
    if let damage = try damage(of: database) {
      throw DatabaseError(extendedCode: SQLITE_CORRUPT, message: damage.description)
    }
    guard isEmpty(database), size(of: database + "-wal") > 0 else { return }
    throw DatabaseError(
      extendedCode: SQLITE_CORRUPT,
      message: """
        \(database) is missing or empty, but its log \(database)-wal holds something: keep the \
        files as they are, and restore the last proven copy
        """)
  }

  /// Tells whether a database is missing, or too short to hold even the smallest page: SQLite takes
  /// such a file for a new one.
  package static func isEmpty(_ database: String) -> Bool { size(of: database) < 512 }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func scan(_ path: String) throws(DatabaseError) -> LogDamage? {
    guard size(of: path) > LogHead.bytesCount else { return nil }
    let log = try LogFile(path)
    guard let head = LogHead(log) else {
      // A head is synced before the first frame is written.
      let commits = log.commits(inARunFrom: 0, of: log.firstSalt)
      return commits > 0 ? LogDamage(path: path, soundBytes: 0, lostCommits: commits) : nil
    }
    var sum = head.sum
    var number = 0
    while log.continues(at: number, after: &sum, head) { number += 1 }
    let commits = log.commits(
      inARunFrom: number, of: head.salt, pageBytes: head.pageBytes, isBigEndian: head.isBigEndian)
    guard commits > 1 else { return nil }
    return LogDamage(
      path: path, soundBytes: LogHead.bytesCount + number * (LogFile.headBytes + head.pageBytes),
      lostCommits: commits)
  }
}

/// The running sum over a log (sqlite.org/fileformat2.html, 4.2).
private struct LogSum: Equatable {
  var first: UInt32 = 0
  var second: UInt32 = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool) {
    for at in stride(from: 0, to: bytes.count - 7, by: 8) {
      let one = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
      let two = bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)
      first &+= (isBigEndian ? one.bigEndian : one.littleEndian) &+ second
      second &+= (isBigEndian ? two.bigEndian : two.littleEndian) &+ first
    }
  }
}

/// What stands before the first frame.
private struct LogHead {
  static let bytesCount = 32

  let pageBytes: Int
  let salt: UInt64
  let sum: LogSum
  let isBigEndian: Bool

  /// nil when it is not sound.
  init?(_ log: LogFile) {
    guard log.read(Self.bytesCount, at: 0) else { return nil }
    let magic = log.word(at: 0)
    guard magic & ~1 == 0x377F_0682 else { return nil }
    isBigEndian = magic & 1 == 1
    pageBytes = Int(log.word(at: 8))
    salt = UInt64(log.word(at: 16)) << 32 | UInt64(log.word(at: 20))
    var sum = LogSum()
    log.withBytes(0..<24) { sum.add($0, isBigEndian: log.word(at: 0) & 1 == 1) }
    self.sum = sum
    guard sum == LogSum(first: log.word(at: 24), second: log.word(at: 28)),
      LogFile.pageBytesRange.contains(pageBytes), pageBytes & (pageBytes - 1) == 0
    else { return nil }
  }
}

/// A log that is read frame by frame, into one buffer.
private final class LogFile {
  static let headBytes = 24
  static let pageBytesRange = 512...65_536
  /// The length of our pages, for a log whose head cannot tell it.
  static let usualPageBytes = 4_096

  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: headBytes + pageBytesRange.upperBound)

  // Its descriptor may be closed while SQLite has the file open: no lock lies on a log itself.
  init(_ path: String) throws(DatabaseError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DatabaseError(file: path, doing: "open", errno: errno) }
  }

  deinit { if descriptor >= 0 { _ = close(descriptor) } }

  /// Fills the buffer; false at the end of the file, and where it cannot be read.
  func read(_ count: Int, at offset: Int) -> Bool {
    pread(descriptor, &buffer, count, off_t(offset)) == count
  }

  func word(at offset: Int) -> UInt32 {
    buffer.withUnsafeBytes {
      UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
  }

  func withBytes(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
    buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Tells whether a frame fits to those before it, and adds it to their sum.
  func continues(at number: Int, after sum: inout LogSum, _ head: LogHead) -> Bool {
    let bytesCount = Self.headBytes + head.pageBytes
    guard read(bytesCount, at: LogHead.bytesCount + number * bytesCount), salt == head.salt
    else { return false }
    return fits(bytesCount, after: &sum, isBigEndian: head.isBigEndian)
  }

  private func fits(_ bytesCount: Int, after sum: inout LogSum, isBigEndian: Bool) -> Bool {
    withBytes(0..<8) { sum.add($0, isBigEndian: isBigEndian) }
    withBytes(Self.headBytes..<bytesCount) { sum.add($0, isBigEndian: isBigEndian) }
    return word(at: 0) > 0 && sum == LogSum(first: word(at: 16), second: word(at: 20))
  }

  /// The most commits, from a frame on, in frames under a salt of which each fits to the one before
  /// it, whatever came before those.
  func commits(
    inARunFrom number: Int, of wanted: UInt64, pageBytes: Int = LogFile.usualPageBytes,
    isBigEndian: Bool = false
  ) -> Int {
    let bytesCount = Self.headBytes + pageBytes
    var most = 0
    var count = 0
    var sum = LogSum()
    var offset = LogHead.bytesCount + number * bytesCount
    while read(bytesCount, at: offset) {
      let isOfRun = fits(bytesCount, after: &sum, isBigEndian: isBigEndian) && salt == wanted
      if !isOfRun { count = 0 }
      if isOfRun, word(at: 4) > 0 { count += 1 }
      most = max(most, count)
      // As the frame says it, so that the next one can be judged where this one does not fit.
      sum = LogSum(first: word(at: 16), second: word(at: 20))
      offset += bytesCount
    }
    return most
  }

  private var salt: UInt64 { UInt64(word(at: 8)) << 32 | UInt64(word(at: 12)) }

  /// The salt of the first frame.
  var firstSalt: UInt64 { read(Self.headBytes, at: LogHead.bytesCount) ? salt : 0 }
}
