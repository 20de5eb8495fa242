// Asking the database: run, first, all, each, for literal statements and, under names that say so,
// for generated ones. Values are always bound, never written into the text.

import CSQLite

extension Database {
  /// Runs a statement to its end; rows it returns are dropped.
  public func run(_ sql: StaticString, _ values: any SQLValue...) throws(DatabaseError) {
    try run(sql, values)
  }

  /// Runs a statement to its end; rows it returns are dropped.
  public func run(_ sql: StaticString, _ values: [any SQLValue]) throws(DatabaseError) {
    let statement = try begin(sql, values)
    defer { end(statement) }
    while try statement.step() {}
  }

  /// Reads the first row; nil when there is none.
  @inlinable
  public func first<T>(
    _ sql: StaticString, _ values: any SQLValue..., read: (inout Row) throws -> T
  ) throws -> T? { try first(sql, values, read: read) }

  /// Reads the first row; nil when there is none.
  @inlinable
  public func first<T>(
    _ sql: StaticString, _ values: [any SQLValue], read: (inout Row) throws -> T
  ) throws -> T? {
    let statement = try begin(sql, values)
    defer { end(statement) }
    return try firstRow(of: statement, read: read)
  }

  /// Reads every row into an array.
  @inlinable
  public func all<T>(
    _ sql: StaticString, _ values: any SQLValue..., read: (inout Row) throws -> T
  ) throws -> [T] { try all(sql, values, read: read) }

  /// Reads every row into an array.
  @inlinable
  public func all<T>(
    _ sql: StaticString, _ values: [any SQLValue], read: (inout Row) throws -> T
  ) throws -> [T] {
    var found: [T] = []
    try each(sql, values) { row in found.append(try read(&row)) }
    return found
  }

  /// Hands every row to the closure, one at a time.
  @inlinable
  public func each(
    _ sql: StaticString, _ values: any SQLValue..., read: (inout Row) throws -> Void
  ) throws { try each(sql, values, read: read) }

  /// Hands every row to the closure, one at a time.
  @inlinable
  public func each(
    _ sql: StaticString, _ values: [any SQLValue], read: (inout Row) throws -> Void
  ) throws {
    let statement = try begin(sql, values)
    defer { end(statement) }
    try everyRow(of: statement, read: read)
  }

  // MARK: Generated statements

  /// Runs a generated statement to its end; the text comes from our own code, never from a request.
  public func dynamicRun(_ sql: String, _ values: [any SQLValue] = []) throws(DatabaseError) {
    let statement = try begin(sql, values)
    defer { end(statement) }
    while try statement.step() {}
  }

  /// Reads the first row of a generated statement; nil when there is none.
  @inlinable
  public func dynamicFirst<T>(
    _ sql: String, _ values: [any SQLValue] = [], read: (inout Row) throws -> T
  ) throws -> T? {
    let statement = try begin(sql, values)
    defer { end(statement) }
    return try firstRow(of: statement, read: read)
  }

  /// Reads every row of a generated statement into an array.
  @inlinable
  public func dynamicAll<T>(
    _ sql: String, _ values: [any SQLValue] = [], read: (inout Row) throws -> T
  ) throws -> [T] {
    var found: [T] = []
    try dynamicEach(sql, values) { row in found.append(try read(&row)) }
    return found
  }

  /// Hands every row of a generated statement to the closure, one at a time.
  @inlinable
  public func dynamicEach(
    _ sql: String, _ values: [any SQLValue] = [], read: (inout Row) throws -> Void
  ) throws {
    let statement = try begin(sql, values)
    defer { end(statement) }
    try everyRow(of: statement, read: read)
  }

  /// Runs several statements without values, one after another.
  public func script(_ sql: String) throws(DatabaseError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw DatabaseError(handle)
    }
  }

  @inlinable
  func firstRow<T>(of statement: Statement, read: (inout Row) throws -> T) throws -> T? {
    guard try statement.step() else { return nil }
    var row = Row(statement)
    let value = try read(&row)
    try row.check()
    return value
  }

  @inlinable
  func everyRow(of statement: Statement, read: (inout Row) throws -> Void) throws {
    while try statement.step() {
      var row = Row(statement)
      try read(&row)
      try row.check()
    }
  }
}
