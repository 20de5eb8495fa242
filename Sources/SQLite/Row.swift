// The columns of the row a statement stands on. A column that is NULL where a value is asked for,
// or of another type, spoils the row: the reading then throws instead of handing out a made-up
// value.

import CSQLite

/// The current row: columns are read from left to right, or by index counted from 0.
///
/// A row is valid only inside the closure it was handed to. A NULL or a value of another type in a
/// column read as a plain value makes the reading end with a `DatabaseError` (SQLITE_MISMATCH)
/// after the closure.
public struct Row {
  let statement: OpaquePointer
  /// The column that the next reading takes.
  public private(set) var column: Int32 = 0
  /// The first column that did not hold what was asked for.
  private var spoiltColumn: Int32 = -1

  @usableFromInline
  init(_ statement: Statement) { self.statement = statement.pointer }

  /// Number of columns in the row.
  public var columnCount: Int { Int(sqlite3_column_count(statement)) }

  /// Takes the next TEXT as a string.
  public mutating func text() -> String { textOrNil() ?? spoilt("") }

  /// Takes the next TEXT as a string; nil for NULL.
  public mutating func textOrNil() -> String? {
    guard let index = next(SQLITE_TEXT) else { return nil }
    return String(decoding: rawText(at: Int(index)), as: UTF8.self)
  }

  /// Takes the next INTEGER.
  public mutating func int64() -> Int64 { int64OrNil() ?? spoilt(0) }

  /// Takes the next INTEGER; nil for NULL.
  public mutating func int64OrNil() -> Int64? {
    guard let index = next(SQLITE_INTEGER) else { return nil }
    return sqlite3_column_int64(statement, index)
  }

  /// Takes the next INTEGER.
  public mutating func int() -> Int { Int(int64()) }

  /// Takes the next INTEGER; nil for NULL.
  public mutating func intOrNil() -> Int? { int64OrNil().map { Int($0) } }

  /// Takes the next INTEGER; true for anything but 0.
  public mutating func bool() -> Bool { int64() != 0 }

  /// Takes the next REAL.
  public mutating func double() -> Double {
    guard let index = next(SQLITE_FLOAT) else { return spoilt(0) }
    return sqlite3_column_double(statement, index)
  }

  /// Takes the next BLOB.
  public mutating func bytes() -> [UInt8] { bytesOrNil() ?? spoilt([]) }

  /// Takes the next BLOB; nil for NULL.
  public mutating func bytesOrNil() -> [UInt8]? {
    guard let index = next(SQLITE_BLOB) else { return nil }
    return [UInt8](rawBytes(at: Int(index)))
  }

  /// Passes over columns.
  public mutating func skip(_ count: Int = 1) { column += Int32(count) }

  /// Tells whether the column at `index` is NULL; takes nothing.
  public func isNull(at index: Int) -> Bool {
    sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL
  }

  /// Hands out the UTF-8 bytes of the column at `index` without copying; NULL gives none.
  @inlinable
  public func withText<R>(
    at index: Int, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R { try body(rawText(at: index)) }

  /// Hands out the bytes of the BLOB at `index` without copying; NULL gives none.
  @inlinable
  public func withBytes<R>(
    at index: Int, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R { try body(rawBytes(at: index)) }

  @usableFromInline
  func rawText(at index: Int) -> UnsafeRawBufferPointer {
    // The pointer first: it settles the encoding that the length is counted in.
    let start = sqlite3_column_text(statement, Int32(index))
    let count = sqlite3_column_bytes(statement, Int32(index))
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count))
  }

  @usableFromInline
  func rawBytes(at index: Int) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, Int32(index))
    let count = sqlite3_column_bytes(statement, Int32(index))
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count))
  }

  /// The index of the next column; nil for NULL, and for another type, which spoils the row.
  mutating func next(_ type: Int32) -> Int32? {
    let index = column
    column += 1
    let found = sqlite3_column_type(statement, index)
    if found == type { return index }
    if found != SQLITE_NULL { note(index) }
    return nil
  }

  /// Notes that the column just taken did not hold what was asked for.
  @usableFromInline
  mutating func spoilt<T>(_ substitute: T) -> T {
    note(column - 1)
    return substitute
  }

  private mutating func note(_ index: Int32) {
    if spoiltColumn < 0 { spoiltColumn = index }
  }

  /// Throws when a column did not hold what was asked for.
  @usableFromInline
  func check() throws(DatabaseError) {
    guard spoiltColumn >= 0 else { return }
    var name = "?"
    if let text = sqlite3_column_name(statement, spoiltColumn) { name = String(cString: text) }
    throw DatabaseError(
      extendedCode: SQLITE_MISMATCH,
      message: "column \(spoiltColumn) (\(name)) does not hold what was asked for")
  }
}
