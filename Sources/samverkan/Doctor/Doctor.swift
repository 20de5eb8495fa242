// Looks at everything that can be wrong around a database, changing nothing: it reads beside a
// server that works. Each check gives findings; one that cannot be done is itself a finding.

import Audit
import Glibc
import JSON
import Operations
import SQLite
import Server
import Vocabulary

/// The doctor.
struct Doctor {
  let configuration: Configuration
  let now: Timestamp

  private var path: String { configuration[Settings.database] }

  /// Everything found.
  func examine() -> [Finding] {
    let around = [library] + rights + secret + room + controlSocket
    if let lost { return around + [lost] }
    guard Files.exists(path) else {
      return around + [
        Finding(
          "database", .note, "there is no database at \(path)",
          advice: "samverkan serve makes it; samverkan user add makes the first administrator")
      ]
    }
    do {
      let database = try Database(path: path, role: .reader)
      try database.run("BEGIN")
      return around + inside(database)
    } catch {
      return around + [unable("database", error)]
    }
  }

  /// A database that is gone, or commits of it that are, though its other files are here.
  private var lost: Finding? {
    let advice = "keep the files as they are, and restore the last proven copy: samverkan restore"
    do throws(DatabaseError) {
      if let damage = try LogCheck.damage(of: path) {
        return Finding("log", .fault, damage.description, advice: advice)
      }
    } catch {
      return unable("log", error)
    }
    let secret = SecretKey.path(beside: path)
    guard LogCheck.isEmpty(path),
      Files.exists(secret) || Files.size(of: path + "-wal") ?? 0 > 0
    else { return nil }
    return Finding(
      "database", .fault, "\(path) is missing or empty, though other files of it are there",
      advice: advice)
  }

  private func inside(_ database: Database) -> [Finding] {
    let checks: [(String, (Database) throws -> [Finding])] = [
      ("integrity", integrity), ("foreign keys", foreignKeys), ("audit chain", chain),
      ("migrations", migrations), ("clock", clock), ("demonstration", demonstration),
      ("administrator", administrator),
    ]
    return checks.flatMap { name, check in
      do { return try check(database) } catch { return [unable(name, error)] }
    }
  }

  private func unable(_ check: String, _ error: any Error) -> Finding {
    Finding(
      check, .fault, Verbs.words(for: error),
      advice: "keep the files as they are, and restore the last proven copy: samverkan restore")
  }

  // MARK: around the database

  private var library: Finding {
    let version = "SQLite \(SQLiteLibrary.version)"
    return SQLiteLibrary.hasResetFault
      ? Finding(
        "sqlite", .note,
        "\(version) can corrupt a file that two connections write; one writer holds that off",
        advice: "let no other program write the file; Litestream needs SQLite 3.51.3 or newer")
      : Finding("sqlite", .fine, version)
  }

  private var rights: [Finding] {
    let suffixes = ["", "-wal", "-shm", ".lock", ".secret.key", ".control"]
    let files = suffixes.map { path + $0 } + [Files.folder(of: path) + "/demo-accounts.json"]
    let owner = Files.owner(of: path)
    let foreign = files.compactMap { file -> Finding? in
      guard let owner, let other = Files.owner(of: file), other != owner else { return nil }
      return Finding(
        "rights", .fault, "\(file) belongs to user \(other), the database to user \(owner)",
        advice: "chown \(owner) \(file), and run the verbs as the user that the server runs as")
    }
    let open = files.compactMap { file -> Finding? in
      guard let mode = Files.mode(of: file), mode & 0o077 != 0 else { return nil }
      return Finding(
        "rights", .fault, "others than its owner can use \(file) (\(String(mode, radix: 8)))",
        advice: "chmod 600 \(file)")
    }
    let found = foreign + open
    return found.isEmpty ? [Finding("rights", .fine, "only the owner can use the files")] : found
  }

  private var secret: [Finding] {
    let file = SecretKey.path(beside: path)
    guard Files.exists(path), !Files.exists(file) else { return [] }
    return [
      Finding(
        "secret", .warning, "\(file) is missing",
        advice: "put it back from where it is kept; serve makes another, and old cursors end")
    ]
  }

  private var room: [Finding] {
    var figures = statvfs()
    let folder = Files.folder(of: path)
    guard statvfs(folder, &figures) == 0 else {
      return [Finding("room", .warning, "cannot tell how much room there is in \(folder)")]
    }
    let free = UInt64(figures.f_bavail) * UInt64(figures.f_frsize)
    let text = "\(free >> 20) MiB are free in \(folder)"
    if free < HealthState.freeBytesMin {
      return [Finding("room", .fault, text, advice: "make room: writing ends when none is left")]
    }
    if free < 2 * UInt64(Files.size(of: path) ?? 0) {
      return [Finding("room", .warning, text, advice: "a copy needs as much as the database")]
    }
    return [Finding("room", .fine, text)]
  }

  private var controlSocket: [Finding] {
    let socket = ControlSocket.path(of: path)
    guard socket.utf8.count > ControlSocket.pathBytesMax else { return [] }
    return [
      Finding(
        "control", .warning, "\(socket) is too long for a socket: verbs cannot reach a server",
        advice: "put the database in a folder with a shorter path")
    ]
  }

  // MARK: inside it

  private func integrity(_ database: Database) throws -> [Finding] {
    try findings(
      "integrity", try IntegrityCheck.quick(database), fine: "the pages and rows are sound")
  }

  private func foreignKeys(_ database: Database) throws -> [Finding] {
    try findings(
      "foreign keys", try IntegrityCheck.foreignKeys(database),
      fine: "every reference leads somewhere")
  }

  private func findings(_ check: String, _ faults: [String], fine: String) throws -> [Finding] {
    guard !faults.isEmpty else { return [Finding(check, .fine, fine)] }
    return faults.prefix(10).map {
      Finding(
        check, .fault, $0,
        advice: "keep the files as they are, and restore the last proven copy: samverkan restore")
    }
  }

  private func chain(_ database: Database) throws -> [Finding] {
    let report = try AuditTrail(database).verify()
    guard let number = report.firstBroken else {
      return [
        Finding("audit chain", .fine, "whole: \(report.entries) entries, head \(report.head)")
      ]
    }
    return [
      Finding(
        "audit chain", .fault, "broken at entry \(number)",
        advice: "somebody or something changed the file: keep it, and compare with the last copy")
    ]
  }

  private func migrations(_ database: Database) throws -> [Finding] {
    let known = try Migrator.load(folder: configuration[Settings.migrations])
    let status: MigrationStatus
    do throws(MigrationError) {
      status = try Migrator.status(known, of: database)
    } catch {
      return [
        Finding(
          "migrations", .fault, error.description,
          advice: "run the program and the migrations that belong to the database")
      ]
    }
    guard !status.pending.isEmpty else {
      return [Finding("migrations", .fine, "all \(status.applied.count) are applied")]
    }
    let titles = status.pending.map(\.title).joined(separator: ", ")
    return [
      Finding("migrations", .warning, "not applied: \(titles)", advice: "samverkan migrate")
    ]
  }

  private static let clockSecondsMax: Int64 = 60

  private func clock(_ database: Database) throws -> [Finding] {
    let last = try database.first("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1") { $0.text() }
    let at = try last.flatMap { try JSONReader.read(Array($0.utf8))["at"]?.string }
      .flatMap { Timestamp($0) }
    if let at, at > now.plus(seconds: Self.clockSecondsMax) {
      return [
        Finding(
          "clock", .fault, "it is \(now) here, and the last audit entry is of \(at)",
          advice: "set the clock; let a time service keep it")
      ]
    }
    if Day.of(now) < Version.released {
      return [
        Finding(
          "clock", .fault, "it is \(now) here, before this program was made",
          advice: "set the clock; let a time service keep it")
      ]
    }
    return [Finding("clock", .fine, "it is \(now), not before the last audit entry")]
  }

  private func demonstration(_ database: Database) throws -> [Finding] {
    let count =
      try database.first(
        "SELECT count(*) FROM user_account WHERE is_demonstration = 1 AND disabled_at IS NULL"
      ) { $0.int() } ?? 0
    guard count > 0 else { return [] }
    let addresses = configuration[Settings.listen].compactMap { ListenAddress($0) }
    let isOpen = addresses.contains { !$0.isLoopback }
    return [
      Finding(
        "demonstration", isOpen ? .fault : .note, "\(count) demonstration accounts can sign in",
        advice: "keep real data out of this database; a real server starts with an empty one")
    ]
  }

  private func administrator(_ database: Database) throws -> [Finding] {
    let count =
      try database.first(
        """
        SELECT count(DISTINCT u.id) FROM user_account u JOIN role_grant g ON g.user_id = u.id
        WHERE g.role = 'system-admin' AND u.disabled_at IS NULL AND u.password_hash IS NOT NULL
          AND g.starts_at <= ?1 AND (g.ends_at IS NULL OR g.ends_at > ?1)
        """, now
      ) { $0.int() } ?? 0
    guard count == 0 else {
      return [Finding("administrator", .fine, "\(count) can administer the server")]
    }
    return [
      Finding(
        "administrator", .warning, "nobody can administer the server",
        advice: "samverkan user add NAME --role system-admin")
    ]
  }
}
