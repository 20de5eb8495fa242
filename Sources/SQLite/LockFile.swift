// The lock beside the database that keeps a second process from writing it. It is advisory, held as
// long as its descriptor is open, and gone with the process however that ends.

import CSQLite
import Glibc

/// An exclusive lock on `PATH.lock`, held until it is let go.
public final class LockFile: Sendable {
  private let descriptor: Int32

  /// Takes the lock without opening the database, as replacing the file needs.
  ///
  /// - Throws: a `DatabaseError` with `isBusy` when another process holds it.
  public init(beside path: String) throws(DatabaseError) {
    let lockPath = path + ".lock"
    let opened = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else {
      throw DatabaseError(file: lockPath, doing: "open", errno: errno)
    }
    guard samverkan_sqlite_lock(opened) == 0 else {
      let holder = Self.firstLine(of: opened)
      _ = close(opened)
      throw DatabaseError(
        extendedCode: SQLITE_LOCKED,
        message: "\(path) is in use by another process (\(holder)), which holds \(lockPath)")
    }
    // The number is for the message above only; the lock does not depend on it.
    let holder = Array("process \(getpid())\n".utf8)
    if ftruncate(opened, 0) == 0 { _ = pwrite(opened, holder, holder.count, 0) }
    descriptor = opened
  }

  deinit { _ = close(descriptor) }

  private static func firstLine(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return "unknown" }
    return String(decoding: bytes[..<count].prefix { $0 != 0x0a }, as: UTF8.self)
  }
}
