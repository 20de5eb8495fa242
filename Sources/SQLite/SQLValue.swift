// The values that a statement takes. It holds no rule about what a value means.

/// A value that can be bound to a statement's parameter.
public protocol SQLValue {
  /// Binds the value to the parameter at `index`, counted from 1.
  func bind(to statement: Statement, at index: Int32)
}

extension Int: SQLValue {
  /// Binds an INTEGER.
  public func bind(to statement: Statement, at index: Int32) {
    statement.bind(Int64(self), at: index)
  }
}

extension Int64: SQLValue {
  /// Binds an INTEGER.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension Bool: SQLValue {
  /// Binds the INTEGER 1 or 0.
  public func bind(to statement: Statement, at index: Int32) {
    statement.bind(self ? 1 : 0, at: index)
  }
}

extension String: SQLValue {
  /// Binds a TEXT.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension [UInt8]: SQLValue {
  /// Binds a BLOB.
  public func bind(to statement: Statement, at index: Int32) {
    withUnsafeBytes { statement.bind(blob: $0, at: index) }
  }
}

extension Optional: SQLValue where Wrapped: SQLValue {
  /// Binds the value, or NULL.
  public func bind(to statement: Statement, at index: Int32) {
    if let self { self.bind(to: statement, at: index) } else { statement.bindNull(at: index) }
  }
}
