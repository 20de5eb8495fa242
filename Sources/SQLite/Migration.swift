// One step of the schema as a file: its number, its name, its text and the hash of it. It does not
// know whether it has been applied.

public import Vocabulary

/// One step of the schema.
public struct Migration: Sendable, Equatable {
  /// Its place, counted from 1 without gaps.
  public let number: Int
  /// What it does, in the words of its file name.
  public let name: String
  /// Its statements; none of them begins or ends a transaction.
  public let sql: String
  /// SHA-256 of its text in hexadecimal.
  public let sha256: String

  /// Makes a step from its text.
  public init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
    self.sha256 = SHA256.hash(of: sql).hex
  }

  /// Number and name as they stand in the file name.
  public var title: String { Self.title(number, name) }

  static func title(_ number: Int, _ name: String) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
  }
}

/// A step that a database has been through.
public struct AppliedMigration: Sendable, Equatable {
  /// Its place.
  public var number: Int
  /// Its name.
  public var name: String
  /// SHA-256 of the text that was applied, in hexadecimal.
  public var sha256: String
  /// When it was applied.
  public var appliedAt: Timestamp
}

/// What a database has been through and what is left.
public struct MigrationStatus: Sendable, Equatable {
  /// Steps done, in order.
  public var applied: [AppliedMigration]
  /// Steps to do, in order.
  public var pending: [Migration]

  /// What is applied and what is pending.
  public init(applied: [AppliedMigration], pending: [Migration]) {
    self.applied = applied
    self.pending = pending
  }
}

/// Why the schema cannot be brought up to date. Each stops the start.
public enum MigrationError: Error, Equatable, CustomStringConvertible {
  /// The folder's files are not a gap-free row of steps.
  case files(String)
  /// A step's text is not the one that was applied.
  case changed(String)
  /// A step lies before one that was applied, but was not applied itself.
  case missing(String)
  /// The database has been through a step that this program does not know.
  case newer(String)
  /// A step failed and was rolled back whole.
  case failed(String, DatabaseError)
  /// A step would have left rows that refer to nothing; it was rolled back whole.
  case foreignKeys(String, [String])
  /// The ledger cannot be read or written.
  case ledger(DatabaseError)

  /// One sentence for the operator.
  public var description: String {
    switch self {
    case .files(let sentence): sentence
    case .changed(let title):
      "migration \(title) was changed after it was applied; restore the file that was applied"
    case .missing(let title):
      "migration \(title) was never applied, though a later one was; "
        + "nothing is applied out of order"
    case .newer(let title):
      "the database has been through migration \(title), which this program does not know; "
        + "run the newer program"
    case .failed(let title, let error):
      "migration \(title) failed and was undone: \(error.message)"
    case .foreignKeys(let title, let rows):
      "migration \(title) was undone, because it breaks foreign keys: "
        + rows.joined(separator: "; ")
    case .ledger(let error): "the ledger of migrations cannot be used: \(error.message)"
    }
  }
}
