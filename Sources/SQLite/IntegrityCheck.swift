// Asks SQLite whether the file is sound. Each check reads the whole file or a good part of it; none
// repairs anything.

/// Checks of a database; each returns what it found wrong, and nothing when all is well.
public enum IntegrityCheck {
  /// Pages, rows and NOT NULL, CHECK and STRICT rules, without comparing indexes with tables.
  public static func quick(_ database: Database) throws -> [String] {
    try database.all("PRAGMA quick_check") { $0.text() }.filter { $0 != "ok" }
  }

  /// The same, and indexes against tables.
  public static func full(_ database: Database) throws -> [String] {
    try database.all("PRAGMA integrity_check") { $0.text() }.filter { $0 != "ok" }
  }

  /// Rows that refer to rows that do not exist.
  public static func foreignKeys(_ database: Database) throws -> [String] {
    try database.all("PRAGMA foreign_key_check") { row in
      let table = row.text()
      let number = row.int64OrNil().map { "row \($0)" } ?? "a row"
      return "\(number) of \(table) refers to no row of \(row.text())"
    }
  }
}
