// `samverkan migrate`: brings the schema up to date, or tells what would be done.

import JSON
import SQLite

/// Migrates.
enum MigrateCommand {
  static let verb = Verb(
    "migrate", "brings the database's schema up to date",
    options: [
      Option("dry-run", nil, "tell what would be applied, and change nothing"),
      Option("status", nil, "tell what is applied and what is pending"),
    ], run: run)

  private static func run(_ invocation: Invocation) throws -> Ending {
    let configuration = try invocation.configuration()
    guard invocation.has("dry-run") || invocation.has("status") else {
      let (writer, _) = try Opening.writer(configuration)
      defer { writer.close() }
      return try tell(try status(configuration), invocation)
    }
    return try tell(try status(configuration), invocation)
  }

  private static func status(_ configuration: Configuration) throws -> MigrationStatus {
    let path = configuration[Settings.database]
    let migrations = try Migrator.load(folder: configuration[Settings.migrations])
    guard Files.exists(path) else { return MigrationStatus(applied: [], pending: migrations) }
    return try Migrator.status(migrations, of: try Database(path: path, role: .reader))
  }

  private static func tell(_ status: MigrationStatus, _ invocation: Invocation) throws -> Ending {
    if invocation.has("json") {
      Terminal.say { writer in
        writer.object { writer in
          writer.member("applied", status.applied.map { title($0.number, $0.name) })
          writer.member("pending", status.pending.map(\.title))
        }
      }
    } else {
      for done in status.applied {
        Terminal.say("applied  \(title(done.number, done.name))  \(done.appliedAt)")
      }
      for pending in status.pending { Terminal.say("pending  \(pending.title)") }
    }
    return .fine
  }

  private static func title(_ number: Int, _ name: String) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
  }
}
