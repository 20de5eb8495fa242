// How the words of the vocabulary lie in a column: keys as 16-byte blobs, moments as milliseconds,
// opening hours as JSON.
// It converts nothing else.

import CSQLite
public import Vocabulary

extension ID: SQLValue {
  /// Binds the key as a BLOB of 16 bytes, most significant first.
  public func bind(to statement: Statement, at index: Int32) {
    let words = (high.bigEndian, low.bigEndian)
    withUnsafeBytes(of: words) { statement.bind(blob: $0, at: index) }
  }
}

extension Timestamp: SQLValue {
  /// Binds the moment as an INTEGER, milliseconds since 1970.
  public func bind(to statement: Statement, at index: Int32) {
    statement.bind(milliseconds, at: index)
  }
}

extension Day: SQLValue {
  /// Binds the day as TEXT, `YYYY-MM-DD`: it sorts and compares as it stands.
  public func bind(to statement: Statement, at index: Int32) {
    text.bind(to: statement, at: index)
  }
}

extension Row {
  /// Takes the next TEXT as a day.
  public mutating func day() -> Day { dayOrNil() ?? spoilt(Day(number: 0)) }

  /// Takes the next TEXT as a day; nil for NULL.
  public mutating func dayOrNil() -> Day? {
    guard let text = textOrNil() else { return nil }
    return Day(text) ?? spoilt(nil)
  }

  /// Takes the next BLOB of 16 bytes as a key.
  @inlinable
  public mutating func id<Subject>() -> ID<Subject> {
    idOrNil() ?? spoilt(ID(high: 0, low: 0))
  }

  /// Takes the next BLOB of 16 bytes as a key; nil for NULL.
  @inlinable
  public mutating func idOrNil<Subject>() -> ID<Subject>? {
    guard let words = wordsOrNil() else { return nil }
    return ID(high: words.high, low: words.low)
  }

  /// Takes the next INTEGER as a moment.
  public mutating func timestamp() -> Timestamp { Timestamp(milliseconds: int64()) }

  /// Takes the next INTEGER as a moment; nil for NULL.
  public mutating func timestampOrNil() -> Timestamp? {
    int64OrNil().map { Timestamp(milliseconds: $0) }
  }

  @usableFromInline
  mutating func wordsOrNil() -> (high: UInt64, low: UInt64)? {
    guard let index = next(SQLITE_BLOB) else { return nil }
    let bytes = rawBytes(at: Int(index))
    guard bytes.count == 16 else { return spoilt(nil) }
    let high = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    let low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    return (UInt64(bigEndian: high), UInt64(bigEndian: low))
  }
}

extension Row {
  /// Takes the next TEXT as a code of a list.
  ///
  /// - Throws: `DatabaseError` for a code that the list has not; a CHECK keeps those out.
  @inlinable
  public mutating func code<List: CodeList>(_ list: List.Type) throws -> List {
    guard let code = try codeOrNil(list) else { throw unknownCode }
    return code
  }

  /// Takes the next TEXT as a code of a list; nil for NULL.
  ///
  /// - Throws: `DatabaseError` for a code that the list has not.
  @inlinable
  public mutating func codeOrNil<List: CodeList>(_ list: List.Type) throws -> List? {
    guard let text = textOrNil() else { return nil }
    guard let code = List(rawValue: text) else { throw unknownCode }
    return code
  }

  @usableFromInline
  var unknownCode: DatabaseError {
    DatabaseError(
      extendedCode: SQLITE_MISMATCH, message: "column \(column - 1) holds no known code")
  }
}

extension OpeningHours: SQLValue {
  /// Binds the hours as TEXT, the JSON that clients see.
  public func bind(to statement: Statement, at index: Int32) {
    json.bind(to: statement, at: index)
  }
}

extension Row {
  /// Takes the next TEXT, a JSON array, as opening hours.
  public mutating func openingHours() -> OpeningHours {
    guard let text = textOrNil(), let hours = OpeningHours(json: text) else {
      return spoilt(OpeningHours())
    }
    return hours
  }
}
