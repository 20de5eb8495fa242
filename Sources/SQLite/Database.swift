// One open connection and what it may do: roles, pragmas, transactions. It stays on one queue (or
// one thread) and never checkpoints by itself.

import CSQLite
import Glibc

/// One open connection, confined to its queue; not Sendable.
public final class Database {
  /// What a connection may do.
  public enum Role: Sendable {
    /// Reads, writes and checkpoints; one per file, in one process.
    case writer
    /// Reads only.
    case reader
    /// Reads a file that nobody writes, such as a copy: takes no lock, makes no file beside it.
    case archive
  }

  let handle: OpaquePointer
  /// The file.
  public let path: String
  /// What this connection may do.
  public let role: Role
  /// Raised by `markAccessChanged`; what this connection has seen of changed rights.
  public private(set) var accessEpoch: UInt64 = 0
  /// Whether the log holds something that was destroyed, and is to be emptied after the COMMIT.
  public internal(set) var isLogToBeEmptied = false
  /// Frames in the write-ahead log after this connection's last commit.
  private(set) var walFrames = 0
  private var isClosed = false
  private var statements: [UnsafePointer<UInt8>: Statement] = [:]
  private var dynamicStatements: [String: Statement] = [:]
  var deadline = StatementDeadline()

  /// Opens the file; a writer creates it, readable by its owner alone, when it does not exist.
  ///
  /// - Throws: when the file cannot be opened, is not a database, or refuses write-ahead logging.
  public init(path: String, role: Role, busyMilliseconds: Int = 5000) throws(DatabaseError) {
    guard SQLiteLibrary.isReady else {
      throw DatabaseError(
        extendedCode: SQLITE_MISUSE, message: "SQLite was used before it was set up")
    }
    if role == .writer, path != ":memory:" {
      // Only ever a new file: closing a descriptor of an open one would drop SQLite's locks.
      let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if made >= 0 { _ = Glibc.close(made) }
    }
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    flags |=
      role == .writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    if role == .archive { flags |= SQLITE_OPEN_URI }
    var opened: OpaquePointer?
    let name = role == .archive ? Self.immutable(path) : path
    let result = sqlite3_open_v2(name, &opened, flags, nil)
    guard result == SQLITE_OK, let opened else {
      var error = DatabaseError(opened)
      error.message += " (\(path))"
      _ = sqlite3_close_v2(opened)
      throw error
    }
    self.handle = opened
    self.path = path
    self.role = role
    _ = sqlite3_busy_timeout(opened, Int32(clamping: busyMilliseconds))
    do throws(DatabaseError) {
      try prepareConnection()
    } catch {
      var error = error
      if !error.message.contains(path) { error.message += " (\(path))" }
      throw error
    }
  }

  /// The path as a URI that says that the file does not change.
  private static func immutable(_ path: String) -> String {
    let escapes: [Character: String] = ["%": "%25", "?": "%3f", "#": "%23"]
    return "file:" + path.map { escapes[$0] ?? String($0) }.joined() + "?immutable=1"
  }

  deinit { close() }

  /// Ends the connection; nothing may be asked of it afterwards.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    for statement in statements.values { statement.finish() }
    for statement in dynamicStatements.values { statement.finish() }
    statements = [:]
    dynamicStatements = [:]
    _ = sqlite3_close_v2(handle)
  }

  private func prepareConnection() throws(DatabaseError) {
    _ = samverkan_sqlite_defensive(handle)
    _ = samverkan_sqlite_no_checkpoint_on_close(handle)
    try script(
      """
      PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;
      PRAGMA cell_size_check=ON; PRAGMA wal_autocheckpoint=0;
      """)
    switch role {
    case .reader, .archive:
      try script("PRAGMA query_only=ON; PRAGMA cache_size=-16384;")
    case .writer:
      try requireWritable()
      try script(
        """
        PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;
        PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864;
        """)
      try enterWriteAheadLogging()
      // The log and its index can be read-only too, which only a transaction finds out.
      try script("BEGIN IMMEDIATE; ROLLBACK;")
    }
  }

  /// SQLite opens what it may not write for reading, and says so at the first write only.
  private func requireWritable() throws(DatabaseError) {
    guard sqlite3_db_readonly(handle, "main") == 1 else { return }
    throw DatabaseError(
      extendedCode: SQLITE_READONLY,
      message: "\(path) cannot be written: its rights or its file system do not allow it")
  }

  private func enterWriteAheadLogging() throws(DatabaseError) {
    guard path != ":memory:" else { return }
    let statement = try begin("PRAGMA journal_mode=WAL", [])
    defer { end(statement) }
    guard try statement.step() else { throw DatabaseError(handle) }
    let row = Row(statement)
    guard row.withText(at: 0, { $0.elementsEqual("wal".utf8) }) else {
      throw DatabaseError(
        extendedCode: SQLITE_CANTOPEN, message: "\(path) cannot be put in write-ahead mode")
    }
    // The hook tells how long the log is; checkpoints are the writer's own affair.
    _ = sqlite3_wal_hook(
      handle,
      { context, _, _, frames in
        guard let context else { return SQLITE_OK }
        let database = Unmanaged<Database>.fromOpaque(context).takeUnretainedValue()
        database.walFrames = Int(frames)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Rows inserted, changed or deleted by the last statement that did so.
  public var changedRowCount: Int { Int(sqlite3_changes64(handle)) }

  /// The rowid of the last row that was inserted.
  public var lastRowNumber: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Tells whether a transaction is open.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Raises `accessEpoch`, seen by this connection at once; the writer publishes it after COMMIT.
  public func markAccessChanged() { accessEpoch += 1 }

  /// Asks for the log to be emptied once this transaction is committed: what is deleted from the
  /// file still stands there.
  public func markLogToBeEmptied() { isLogToBeEmptied = true }

  /// Tells whether a foreign key, deferred or not, is still broken in this transaction.
  var hasOpenForeignKeys: Bool {
    var now: Int32 = 0
    var highest: Int32 = 0
    _ = sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0)
    return now != 0
  }

  /// Runs the body in a savepoint: what it wrote stays if it returns and goes if it throws.
  public func savepoint<T>(_ body: () throws -> T) throws -> T {
    try run("SAVEPOINT part")
    do {
      let value = try body()
      try run("RELEASE part")
      return value
    } catch {
      // A full disk may have rolled everything back already; then the savepoint is gone.
      if isInTransaction {
        try run("ROLLBACK TO part")
        try run("RELEASE part")
      }
      throw error
    }
  }

  /// Runs the body in a writing transaction of its own.
  public func transaction<T>(_ body: () throws -> T) throws -> T {
    try run("BEGIN IMMEDIATE")
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  /// Ends an open transaction without keeping anything; nothing when there is none.
  func rollBack() {
    guard isInTransaction else { return }
    // Its only failures mean that SQLite has rolled back by itself.
    _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
  }

  // MARK: Statements

  @usableFromInline
  func begin(_ sql: StaticString, _ values: [any SQLValue]) throws(DatabaseError) -> Statement {
    // A literal of one scalar has no address, and no statement is that short.
    precondition(sql.hasPointerRepresentation, "a statement is longer than one character")
    if let cached = statements[sql.utf8Start], !cached.isInUse {
      return try start(cached, values)
    }
    let isCached = statements[sql.utf8Start] == nil
    let text = UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self)
    let made = try Statement(
      handle, text, byteCount: Int32(sql.utf8CodeUnitCount), isCached: isCached)
    if isCached { statements[sql.utf8Start] = made }
    return try start(made, values)
  }

  @usableFromInline
  func begin(_ sql: String, _ values: [any SQLValue]) throws(DatabaseError) -> Statement {
    if let cached = dynamicStatements[sql], !cached.isInUse { return try start(cached, values) }
    let isCached = dynamicStatements[sql] == nil
    if isCached, dynamicStatements.count >= Self.dynamicCountMax { forgetDynamicStatements() }
    let made = try Statement(handle, sql, byteCount: -1, isCached: isCached)
    if isCached { dynamicStatements[sql] = made }
    return try start(made, values)
  }

  private static let dynamicCountMax = 256

  private func start(
    _ statement: Statement, _ values: [any SQLValue]
  ) throws(DatabaseError) -> Statement {
    statement.isInUse = true
    do {
      try statement.bind(values)
    } catch {
      statement.end()
      throw error
    }
    return statement
  }

  @usableFromInline
  func end(_ statement: Statement) { statement.end() }

  private func forgetDynamicStatements() {
    for (sql, statement) in dynamicStatements where !statement.isInUse {
      statement.finish()
      dynamicStatements[sql] = nil
    }
  }
}
