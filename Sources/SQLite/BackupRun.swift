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
    try Self.requireFree(path)
    let part = Self.part(of: path)
    // What a killed process left of an earlier try is worth nothing.
    _ = unlink(part)
    let made = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard made >= 0 else { throw DatabaseError(file: part, doing: "create", errno: errno) }
    _ = close(made)
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    guard sqlite3_open_v2(part, &destination, flags, nil) == SQLITE_OK else {
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

  /// Where a copy is made: it gets its name when it is whole, so that no part of one is ever taken
  /// for a copy.
  private static func part(of path: String) -> String { path + ".part" }

  /// Never over something that exists.
  private static func requireFree(_ path: String) throws(DatabaseError) {
    guard access(path, F_OK) != 0 else {
      throw DatabaseError(file: path, doing: "create", errno: EEXIST)
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
    _ = unlink(Self.part(of: path))
  }

  /// Syncs, hashes and names a closed copy; slow, and therefore never on the writer's queue.
  static func seal(_ path: String, commitNumber: UInt64) throws(DatabaseError) -> BackupCopy {
    let part = part(of: path)
    let file = try FileBytes(reading: part)
    var hash = SHA256()
    var count = 0
    while let part = try file.next() {
      part.withUnsafeBytes { hash.update($0) }
      count += part.count
    }
    try file.sync()
    try requireFree(path)
    guard rename(part, path) == 0 else {
      throw DatabaseError(file: path, doing: "create", errno: errno)
    }
    try FileBytes.syncFolder(of: path)
    return BackupCopy(
      path: path, bytes: count, sha256: hash.finalize().hex, commitNumber: commitNumber)
  }
}
