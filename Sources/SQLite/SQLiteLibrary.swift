// The SQLite library as a whole: set up once before its first use, and which one this is. It opens
// nothing.

import CSQLite

/// The SQLite library that this process is linked with.
public enum SQLiteLibrary {
  /// Version text, for example `3.40.1`.
  public static var version: String { String(cString: sqlite3_libversion()) }
  /// Version as one number, for example 3040001.
  public static var versionNumber: Int { Int(sqlite3_libversion_number()) }
  /// Whether two connections that write or checkpoint at the same moment can corrupt a WAL file
  /// (every version from 3.7.0 to 3.51.2). One writer that alone checkpoints keeps the fault out.
  public static var hasResetFault: Bool { versionNumber < 3_051_003 }

  /// Turns the memory statistics off, which nobody reads and which take a lock per allocation.
  static let isReady: Bool = {
    let wasConfigured = samverkan_sqlite_memstatus_off() == SQLITE_OK
    let isInitialised = sqlite3_initialize() == SQLITE_OK
    return wasConfigured && isInitialised && sqlite3_threadsafe() != 0
  }()
}
