// Brings a database's schema up to date, forward only: one transaction a step, a ledger with
// hashes, foreign keys checked before each COMMIT. It never undoes a step and never guesses.

import CSQLite
public import Vocabulary

/// Applies migrations.
public enum Migrator {
  /// Reads a folder of `NNNN_name.sql`, numbered from 0001 without gaps; `schema.sql` is passed
  /// over.
  public static func load(folder: String) throws(MigrationError) -> [Migration] {
    do throws(DatabaseError) {
      var found: [Migration] = []
      for file in try FileBytes.names(in: folder)
      where file.hasSuffix(".sql") && file != "schema.sql" {
        guard let (number, name) = split(file) else {
          throw DatabaseError(
            extendedCode: SQLITE_MISUSE, message: "\(file) is not named like 0001_what_it_does.sql")
        }
        guard number == found.count + 1 else {
          throw DatabaseError(
            extendedCode: SQLITE_MISUSE,
            message: "\(file) stands where migration number \(found.count + 1) is expected")
        }
        let bytes = try FileBytes.all(of: folder + "/" + file)
        guard let sql = String(validating: bytes, as: UTF8.self) else {
          throw DatabaseError(extendedCode: SQLITE_MISUSE, message: "\(file) is not UTF-8")
        }
        found.append(Migration(number: number, name: name, sql: sql))
      }
      return found
    } catch {
      throw .files(error.message)
    }
  }

  private static func split(_ file: String) -> (number: Int, name: String)? {
    let bytes = Array(file.utf8.dropLast(4))
    guard bytes.count > 5, bytes[4] == UInt8(ascii: "_"),
      bytes[..<4].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      bytes[5...].allSatisfy({
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }),
      let number = Int(String(decoding: bytes[..<4], as: UTF8.self))
    else { return nil }
    return (number, String(decoding: bytes[5...], as: UTF8.self))
  }

  /// Compares the ledger with the migrations at hand; writes nothing.
  ///
  /// - Throws: when a migration was changed, left out, or is unknown to this program.
  public static func status(
    _ migrations: [Migration], of database: Database
  ) throws(MigrationError) -> MigrationStatus {
    let applied = try readLedger(database)
    let doneNumbers = Set(applied.map(\.number))
    for done in applied {
      guard let known = migrations.first(where: { $0.number == done.number }) else {
        throw .newer(Migration.title(done.number, done.name))
      }
      guard known.sha256 == done.sha256, known.name == done.name else {
        throw .changed(known.title)
      }
    }
    let pending = migrations.filter { !doneNumbers.contains($0.number) }
    if let first = pending.first, let last = applied.last, first.number < last.number {
      throw .missing(first.title)
    }
    return MigrationStatus(applied: applied, pending: pending)
  }

  /// Applies what is pending, in order, outside any transaction (`Writer.exclusively`).
  ///
  /// Foreign keys are off while a step runs, so that a table can be rebuilt, and are all checked
  /// before its COMMIT. A step that fails leaves nothing; the steps before it stay.
  public static func apply(
    _ migrations: [Migration], to database: Database, now: Timestamp
  ) throws(MigrationError) -> [AppliedMigration] {
    guard !database.isInTransaction else {
      throw .ledger(
        DatabaseError(extendedCode: SQLITE_MISUSE, message: "a transaction is open"))
    }
    let pending = try status(migrations, of: database).pending
    var applied: [AppliedMigration] = []
    do throws(DatabaseError) {
      try database.run("PRAGMA foreign_keys=OFF")
    } catch {
      throw .ledger(error)
    }
    defer {
      // Off, this connection would be dangerous; the pragma cannot fail outside a transaction.
      _ = sqlite3_exec(database.handle, "PRAGMA foreign_keys=ON", nil, nil, nil)
    }
    for migration in pending {
      do {
        applied.append(
          try database.transaction { try perform(migration, in: database, now: now) })
      } catch let error as MigrationError {
        throw error
      } catch let error as DatabaseError {
        throw .failed(migration.title, error)
      } catch {
        throw .failed(
          migration.title,
          DatabaseError(extendedCode: SQLITE_ERROR, message: String(describing: error)))
      }
    }
    return applied
  }

  private static func perform(
    _ migration: Migration, in database: Database, now: Timestamp
  ) throws -> AppliedMigration {
    try database.run(ledgerSQL)
    try database.scriptInsideTransaction(migration.sql)
    let broken = try IntegrityCheck.foreignKeys(database)
    guard broken.isEmpty else { throw MigrationError.foreignKeys(migration.title, broken) }
    try database.run(
      "INSERT INTO migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
      migration.number, migration.name, migration.sha256, now)
    return AppliedMigration(
      number: migration.number, name: migration.name, sha256: migration.sha256, appliedAt: now)
  }

  private static let ledgerSQL: StaticString = """
    CREATE TABLE IF NOT EXISTS migration (
      number INTEGER NOT NULL CONSTRAINT migration_key PRIMARY KEY,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL CONSTRAINT migration_sha256_length CHECK (length(sha256) = 64),
      applied_at INTEGER NOT NULL
    ) STRICT
    """

  private static func readLedger(
    _ database: Database
  ) throws(MigrationError) -> [AppliedMigration] {
    do {
      let hasLedger = try database.first(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'"
      ) { $0.int() == 1 }
      guard hasLedger == true else { return [] }
      return try database.all(
        "SELECT number, name, sha256, applied_at FROM migration ORDER BY number"
      ) { row in
        AppliedMigration(
          number: row.int(), name: row.text(), sha256: row.text(), appliedAt: row.timestamp())
      }
    } catch {
      throw .ledger(
        error as? DatabaseError
          ?? DatabaseError(extendedCode: SQLITE_ERROR, message: String(describing: error)))
    }
  }
}

extension Database {
  /// Runs a script whose statements may not begin, end or leave the open transaction.
  func scriptInsideTransaction(_ sql: String) throws(DatabaseError) {
    _ = sqlite3_set_authorizer(
      handle,
      { _, action, _, _, _, _ in
        switch action {
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH: SQLITE_DENY
        default: SQLITE_OK
        }
      }, nil)
    defer { _ = sqlite3_set_authorizer(handle, nil, nil) }
    try script(sql)
  }
}
