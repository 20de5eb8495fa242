// One prepared statement: bound, stepped, reset. It never outlives its connection, which finalises
// it, and it stays on its connection's queue.

import CSQLite

/// A prepared statement of one connection.
public final class Statement {
  let pointer: OpaquePointer
  let connection: OpaquePointer
  /// Set from the first step to the end of the reading, so that a nested use takes a copy.
  var isInUse = false
  /// Kept for the next use; one that is not is finalised when its use ends.
  let isCached: Bool
  private var bindResult = SQLITE_OK

  init(
    _ connection: OpaquePointer, _ sql: UnsafePointer<CChar>, byteCount: Int32, isCached: Bool
  ) throws(DatabaseError) {
    var prepared: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let flags = UInt32(isCached ? SQLITE_PREPARE_PERSISTENT : 0)
    let result = sqlite3_prepare_v3(connection, sql, byteCount, flags, &prepared, &tail)
    guard result == SQLITE_OK else { throw DatabaseError(connection) }
    guard let prepared else {
      throw DatabaseError(extendedCode: SQLITE_MISUSE, message: "the statement is empty")
    }
    self.pointer = prepared
    self.connection = connection
    self.isCached = isCached
  }

  /// Binds an INTEGER to the parameter at `index`, counted from 1.
  public func bind(_ value: Int64, at index: Int32) {
    note(sqlite3_bind_int64(pointer, index, value))
  }

  /// Binds a TEXT; the bytes are copied.
  public func bind(_ value: String, at index: Int32) {
    var text = value
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        // An empty buffer may have no address, which SQLite would take for NULL.
        if let start = $0.baseAddress {
          note(samverkan_bind_text(pointer, index, start, Int32(clamping: $0.count)))
        } else {
          note(samverkan_bind_text(pointer, index, "", 0))
        }
      }
    }
  }

  /// Binds a BLOB; the bytes are copied.
  public func bind(blob bytes: UnsafeRawBufferPointer, at index: Int32) {
    if let start = bytes.baseAddress, bytes.count > 0 {
      note(samverkan_bind_blob(pointer, index, start, Int32(clamping: bytes.count)))
    } else {
      note(sqlite3_bind_zeroblob(pointer, index, 0))
    }
  }

  /// Binds NULL.
  public func bindNull(at index: Int32) { note(sqlite3_bind_null(pointer, index)) }

  private func note(_ result: Int32) {
    if bindResult == SQLITE_OK { bindResult = result }
  }

  func bind(_ values: [any SQLValue]) throws(DatabaseError) {
    let wanted = sqlite3_bind_parameter_count(pointer)
    guard wanted == values.count else {
      throw DatabaseError(
        extendedCode: SQLITE_RANGE,
        message: "the statement takes \(wanted) values and was given \(values.count)")
    }
    bindResult = SQLITE_OK
    var index: Int32 = 0
    for value in values {
      index += 1
      value.bind(to: self, at: index)
    }
    guard bindResult == SQLITE_OK else {
      throw DatabaseError(
        extendedCode: bindResult, message: String(cString: sqlite3_errstr(bindResult)))
    }
  }

  /// Takes one step; false when there are no more rows.
  @usableFromInline
  func step() throws(DatabaseError) -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw DatabaseError(connection)
    }
  }

  /// Lets go of the rows and of the bound values. What the reset returns is the last step's error,
  /// which was thrown already.
  func end() {
    isInUse = false
    _ = sqlite3_reset(pointer)
    _ = sqlite3_clear_bindings(pointer)
    if !isCached { finish() }
  }

  func finish() { _ = sqlite3_finalize(pointer) }
}
