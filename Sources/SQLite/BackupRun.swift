// A copy in the making: so many pages at a time, on the writer's own connection, so that every
// change made meanwhile reaches the copy too and nothing ever starts again. It opens no file but
// the copy.

import CSQLite
import Glibc
import Vocabulary

/// How far a copy has come, in pages.
public struct BackupProgress: Sendable {
  /// Pages copied.
  public var copiedPages: Int
  /// Pages in all; may grow while the copy is made.
  public var allPages: Int
}

/// A finished copy: closed, on disk, and hashed.
public struct BackupCopy: Sendable, Equatable {
  /// Where it is.
  public var path: String
  /// Its size.
  public var bytes: Int
  /// Its SHA-256 in hexadecimal.
  public var sha256: String
  /// The last commit that it holds; counted from the start of the process.
  public var commitNumber: UInt64
}

/// One running copy, confined to the writer's queue.
final class BackupRun {
  static let pagesPerStep: Int32 = 64

  let path: String
  private var destination: OpaquePointer?
  private var backup: OpaquePointer?

  init(of source: Database, to path: String) throws(DatabaseError) {
    self.path = path
    // Never over something that exists.
    let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard made >= 0 else { throw DatabaseError(file: path, doing: "create", errno: errno) }
    _ = close(made)
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    guard sqlite3_open_v2(path, &destination, flags, nil) == SQLITE_OK else {
      let error = DatabaseError(destination)
      cancel()
      throw error
    }
    // The copy is worth nothing until it is whole, so it needs no journal; it is synced at the end.
    // The small cache has each step write what it copied instead of leaving it all to the last.
    let pragmas = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=64;"
    _ = sqlite3_exec(destination, pragmas, nil, nil, nil)
    backup = sqlite3_backup_init(destination, "main", source.handle, "main")
    guard backup != nil else {
      let error = DatabaseError(destination)
      cancel()
      throw error
    }
  }

  /// Copies some pages; nil when all are copied and the copy is closed.
  func step() throws(DatabaseError) -> BackupProgress? {
    switch sqlite3_backup_step(backup, Self.pagesPerStep) {
    case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED:
      let all = Int(sqlite3_backup_pagecount(backup))
      return BackupProgress(
        copiedPages: all - Int(sqlite3_backup_remaining(backup)), allPages: all)
    case SQLITE_DONE:
      let result = sqlite3_backup_finish(backup)
      backup = nil
      let error = DatabaseError(destination)
      let closed = sqlite3_close(destination)
      destination = nil
      guard result == SQLITE_OK, closed == SQLITE_OK else { throw error }
      return nil
    case let result:
      _ = sqlite3_backup_finish(backup)
      backup = nil
      throw DatabaseError(
        extendedCode: result,
        message: "cannot copy to \(path): \(String(cString: sqlite3_errstr(result)))")
    }
  }

  /// Ends it and removes what there is of the copy.
  func cancel() {
    if backup != nil { _ = sqlite3_backup_finish(backup) }
    backup = nil
    _ = sqlite3_close_v2(destination)
    destination = nil
    _ = unlink(path)
  }

  /// Syncs and hashes a closed copy; slow, and therefore never on the writer's queue.
  static func seal(_ path: String, commitNumber: UInt64) throws(DatabaseError) -> BackupCopy {
    let file = try FileBytes(reading: path)
    var hash = SHA256()
    var count = 0
    while let part = try file.next() {
      part.withUnsafeBytes { hash.update($0) }
      count += part.count
    }
    try file.sync()
    try FileBytes.syncFolder(of: path)
    return BackupCopy(
      path: path, bytes: count, sha256: hash.finalize().hex, commitNumber: commitNumber)
  }
}
