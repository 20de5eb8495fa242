// Opening the database for work: the lock, the schema brought up to date after a backup of the
// file, and the refusal of what this program does not know.

import SQLite
import Vocabulary

/// Opens the database.
enum Opening {
  /// The writer of the configured database, its schema as this program needs it.
  ///
  /// - Throws: `Failure` or the database's own error when another process has it, or it is newer.
  ///
  /// - Parameter migrates: whether a schema that lags behind is brought up to date; a new database
  ///   gets its schema in any case.
  static func writer(
    _ configuration: Configuration, migrates: Bool = true
  ) throws -> (Writer, [Migration]) {
    let path = configuration[Settings.database]
    try Files.makeFolder(of: path)
    let migrations = try Migrator.load(folder: configuration[Settings.migrations])
    var settings = WriterSettings()
    settings.depthMax = configuration[Settings.writerDepthMax]
    if LogCheck.isEmpty(path) { try requireNotLost(path) }
    do {
      let writer = try Writer(path: path, settings: settings)
      do {
        try migrate(writer, migrations, path, mayChange: migrates)
        return (writer, migrations)
      } catch {
        writer.close()
        throw error
      }
    } catch {
      throw unsound(error, path) ?? error
    }
  }

  /// A file that is not sound, in words that say which and what to do; nil for any other error.
  private static func unsound(_ error: any Error, _ path: String) -> Failure? {
    let found: DatabaseError
    switch error {
    case let error as DatabaseError where error.isCorrupt: found = error
    case MigrationError.failed(_, let error) where error.isCorrupt: found = error
    // What cannot even be asked for its ledger is no database of ours.
    case MigrationError.ledger(let error) where !error.isIO && !error.isFull && !error.isBusy:
      found = error
    default: return nil
    }
    let words = found.message.contains(path) ? found.message : "\(path): \(found.message)"
    guard !words.contains("restore") else { return Failure(text: words) }
    return Failure(
      text: "\(words): keep the files as they are, and restore the last proven copy")
  }

  /// A new database has no secret beside it yet: one that is empty beside a secret was another.
  private static func requireNotLost(_ path: String) throws {
    let secret = SecretKey.path(beside: path)
    guard Files.exists(secret) else { return }
    throw Failure(
      text: """
        \(path) is missing or empty, though \(secret) says that there was a database: keep the \
        files as they are, and restore the last proven copy; to begin anew, move \(secret) away
        """)
  }

  /// Applies what is pending; a database with anything in it is copied aside first.
  private static func migrate(
    _ writer: Writer, _ migrations: [Migration], _ path: String, mayChange: Bool
  ) throws {
    let status = try writer.exclusively { try Migrator.status(migrations, of: $0) }
    guard !status.pending.isEmpty else { return }
    if status.applied.isEmpty {
      try requireNotLost(path)
    } else {
      guard mayChange else {
        throw Failure(text: "the schema is not up to date: samverkan migrate brings it up to date")
      }
      let stamp = Timestamp.now().text.filter { $0.isNumber }
      let copy = try writer.backup(to: Files.untaken("\(path).before-\(stamp)"))
      Log.write("backup", "\(copy.path) \(copy.bytes) bytes, SHA-256 \(copy.sha256)")
    }
    for applied in try writer.exclusively({
      try Migrator.apply(migrations, to: $0, now: Timestamp.now())
    }) {
      Log.write("migrated", "\(applied.number) \(applied.name)")
    }
  }
}
