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
    let writer = try Writer(path: path, settings: settings)
    do {
      try migrate(writer, migrations, path, mayChange: migrates)
      return (writer, migrations)
    } catch {
      writer.close()
      throw error
    }
  }

  /// Applies what is pending; a database with anything in it is copied aside first.
  private static func migrate(
    _ writer: Writer, _ migrations: [Migration], _ path: String, mayChange: Bool
  ) throws {
    let status = try writer.exclusively { try Migrator.status(migrations, of: $0) }
    guard !status.pending.isEmpty else { return }
    if !status.applied.isEmpty {
      guard mayChange else {
        throw Failure(text: "the schema is not up to date: samverkan migrate brings it up to date")
      }
      let stamp = Timestamp.now().text.filter { $0.isNumber }
      let copy = try writer.backup(to: "\(path).before-\(stamp)")
      Log.write("backup", "\(copy.path) \(copy.bytes) bytes, SHA-256 \(copy.sha256)")
    }
    for applied in try writer.exclusively({
      try Migrator.apply(migrations, to: $0, now: Timestamp.now())
    }) {
      Log.write("migrated", "\(applied.number) \(applied.name)")
    }
  }
}
