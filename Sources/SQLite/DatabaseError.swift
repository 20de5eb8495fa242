// What SQLite said when it said no: the result code, the words, and the constraint by name. It
// decides nothing about the answer to a client, and its message never leaves the log.

import CSQLite
import Glibc

/// A failure reported by SQLite or by the file system under it.
public struct DatabaseError: Error, Equatable, CustomStringConvertible {
  /// Which sort of constraint was broken.
  public enum ConstraintKind: Sendable {
    case check, foreignKey, notNull, primaryKey, unique, trigger, datatype, other
  }

  /// Primary result code, for example 19 for SQLITE_CONSTRAINT.
  public var code: Int32
  /// Extended result code; its low byte is `code`.
  public var extendedCode: Int32
  /// SQLite's own words, for the log only.
  public var message: String

  /// Describes a failure by its extended result code and its words.
  public init(extendedCode: Int32, message: String) {
    self.code = extendedCode & 0xff
    self.extendedCode = extendedCode
    self.message = message
  }

  /// Another connection held the lock for longer than the busy time-out, or holds the lock file.
  public var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  /// The disk, or the size allowed for the database, is full.
  public var isFull: Bool { code == SQLITE_FULL }
  /// Reading, writing or syncing the file failed; memory that ran out does not count.
  public var isIO: Bool { code == SQLITE_IOERR && extendedCode != SQLITE_IOERR | (12 << 8) }
  /// The file is not a sound database.
  public var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }
  /// A file could not be opened, most often because no descriptor was left.
  public var cannotOpen: Bool { code == SQLITE_CANTOPEN }
  /// The statement was stopped by its deadline or by its caller.
  public var isInterrupted: Bool { code == SQLITE_INTERRUPT }
  /// A constraint, trigger or column type refused the change.
  public var isConstraint: Bool { code == SQLITE_CONSTRAINT }

  /// The sort of constraint that was broken; nil when the failure is another.
  public var constraintKind: ConstraintKind? {
    guard code == SQLITE_CONSTRAINT else { return nil }
    return switch extendedCode >> 8 {
    case 1: .check
    case 3: .foreignKey
    case 5: .notNull
    case 6, 10: .primaryKey
    case 7: .trigger
    case 8: .unique
    case 12: .datatype
    default: .other
    }
  }

  /// Tells whether a constraint of this sort was broken.
  public func isConstraint(_ kind: ConstraintKind) -> Bool { constraintKind == kind }

  /// What the constraint is called: the name of a CHECK; `table.column, table.column` of a UNIQUE,
  /// PRIMARY KEY or NOT NULL; the index of a UNIQUE over an expression; the text that a trigger
  /// raised. Nil for a FOREIGN KEY, which SQLite does not name.
  public var constraint: String? {
    switch constraintKind {
    case nil, .foreignKey, .other: return nil
    case .trigger, .datatype: return message
    case .check, .notNull, .primaryKey, .unique: break
    }
    let marker = " constraint failed: "
    let words = Array(message.utf8)
    let sought = Array(marker.utf8)
    guard words.count > sought.count else { return nil }
    for start in 0...(words.count - sought.count)
    where words[start..<start + sought.count].elementsEqual(sought) {
      let name = String(decoding: words[(start + sought.count)...], as: UTF8.self)
      guard name.hasPrefix("index '"), name.hasSuffix("'") else { return name }
      return String(name.dropFirst(7).dropLast())
    }
    return nil
  }

  /// One line for the log.
  public var description: String { "SQLite \(extendedCode): \(message)" }

  init(_ handle: OpaquePointer?) {
    var words = "out of memory"
    if let text = sqlite3_errmsg(handle) { words = String(cString: text) }
    var extendedCode = sqlite3_extended_errcode(handle)
    // A quota or a file-size limit that is reached is a full disk under another name; SQLite knows
    // ENOSPC only. Writing (3) and growing the shared memory (19) can end so, syncing never.
    if extendedCode == SQLITE_IOERR | (3 << 8) || extendedCode == SQLITE_IOERR | (19 << 8),
      [ENOSPC, EDQUOT, EFBIG].contains(sqlite3_system_errno(handle))
    {
      extendedCode = SQLITE_FULL
    }
    self.init(extendedCode: extendedCode, message: words)
  }

  /// A failure of a system call, told with the file it concerned.
  init(file path: String, doing what: String, errno number: Int32, code: Int32 = SQLITE_CANTOPEN) {
    var words = "error \(number)"
    if let text = strerror(number) { words = String(cString: text) }
    self.init(extendedCode: code, message: "cannot \(what) \(path): \(words)")
  }
}
