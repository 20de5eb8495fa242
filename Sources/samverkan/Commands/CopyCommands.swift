// `samverkan backup`, `verify` and `restore`.

import Audit
import Glibc
import JSON
import Operations
import SQLite
import Vocabulary

/// `samverkan backup`.
enum BackupCommand {
  static let verb = Verb(
    "backup", "copies the database, also while a server works with it",
    options: [
      Option(
        "to", "PATH",
        "a new file, a folder, or - for standard output (backups/ beside the database)"),
      Option("keep", "N", "keep the N newest copies of the folder and remove the others"),
    ], run: run)

  @Sendable private static func run(_ invocation: Invocation) throws -> Ending {
    let database = try invocation.configuration()[Settings.database]
    if invocation["to"] == "-" { return try pour(database, invocation) }
    let target = invocation["to"] ?? Files.folder(of: database) + "/backups/"
    var arguments = [JSONMember(name: "path", value: .string(Files.absolute(target)))]
    if let text = invocation["keep"] {
      guard let keep = Int64(text), keep > 0 else {
        throw UsageFault(text: "--keep takes a number from 1")
      }
      arguments.append(JSONMember(name: "keep", value: .number(JSONNumber(keep))))
    }
    let answer = try OperatorCall.perform("backup", arguments, invocation)
    if invocation.has("json") {
      Terminal.say { $0.value(answer) }
      return .fine
    }
    let bytes = answer["manifest"]?["bytes"]?.integer ?? 0
    let sha256 = answer["manifest"]?["sha256"]?.string ?? ""
    Terminal.say("\(answer["path"]?.string ?? "")  \(bytes) bytes, SHA-256 \(sha256)")
    for name in answer["removed"]?.array ?? [] { Terminal.say("removed  \(name.string ?? "")") }
    return .fine
  }

  private static func pour(_ database: String, _ invocation: Invocation) throws -> Ending {
    guard isatty(STDOUT_FILENO) == 0 else {
      throw UsageFault(text: "standard output is a terminal: --to - is for a pipe or a file")
    }
    let path = "\(Files.absolute(database)).pouring-\(Timestamp.now().stamp)-\(getpid())"
    let answer = try OperatorCall.perform(
      "backup",
      [
        JSONMember(name: "path", value: .string(path)),
        JSONMember(name: "files", value: .bool(false)),
      ], invocation)
    _ = unlink(Manifest.path(of: path))
    let count = answer["manifest"]?["files"]?.array?.count ?? 0
    if count > 0 {
      let folder = CopyFiles.folder(of: database)
      Terminal.complain("\(count) files in \(folder) are not part of the stream: copy them too")
    }
    let sum = try CopyStream.pour(path)
    Terminal.complain("copied \(sum.bytes) bytes, SHA-256 \(sum.sha256)")
    return .fine
  }
}

/// `samverkan verify`.
enum VerifyCommand {
  static let verb = Verb(
    "verify", operands: ["[COPY]"],
    "proves a copy by restoring it aside; without one, the audit chain of the database",
    run: run)

  @Sendable private static func run(_ invocation: Invocation) throws -> Ending {
    if let copy = invocation.operands.first {
      let aside = CopyCheck.placeAside(for: copy)
      defer { _ = unlink(aside) }
      let check = try CopyCheck.run(copy, restoredTo: aside)
      check.tell(copy, asJSON: invocation.has("json"))
      return check.faults.isEmpty ? .fine : .foundFault
    }
    let path = try invocation.configuration()[Settings.database]
    guard Files.exists(path) else { throw Failure(text: "there is no database at \(path)") }
    // Read beside a server that writes: one snapshot, no lock that anyone waits for.
    let database = try Database(path: path, role: .reader)
    try database.run("BEGIN")
    let report = try AuditTrail(database).verify()
    if invocation.has("json") {
      Terminal.say { writer in
        writer.object { writer in
          writer.member("isWhole", report.isWhole)
          writer.member("entries", report.entries)
          writer.member("firstBroken", report.firstBroken)
          writer.member("head", report.head)
        }
      }
    } else if let number = report.firstBroken {
      Terminal.say("broken at \(number)")
    } else {
      Terminal.say("whole: \(report.entries) entries, head \(report.head)")
    }
    return report.isWhole ? .fine : .foundFault
  }
}

/// `samverkan restore`.
enum RestoreCommand {
  static let verb = Verb(
    "restore", operands: ["COPY"], "puts a proven copy in the database's place",
    options: [Option("force", nil, "also where there is a database; what was there is kept")],
    run: run)

  @Sendable private static func run(_ invocation: Invocation) throws -> Ending {
    let copy = invocation.operands[0]
    let path = try invocation.configuration()[Settings.database]
    guard Files.exists(copy) else { throw Failure(text: "there is no copy at \(copy)") }
    guard invocation.has("force") || !Files.exists(path) else {
      throw Failure(
        text: "there is a database at \(path); --force puts the copy in its place and keeps it")
    }
    try Files.makeFolder(of: path)
    let lock = try LockFile(beside: path)
    let stamp = Timestamp.now().stamp
    let aside = "\(path).restoring-\(stamp)"
    let check = try CopyCheck.run(copy, restoredTo: aside)
    guard check.faults.isEmpty else {
      _ = unlink(aside)
      check.tell(copy, asJSON: invocation.has("json"))
      return .foundFault
    }
    try check.files?.carry(from: copy, to: aside)
    let kept = try replace(path, by: aside, keepingAs: "\(path).before-restore-\(stamp)")
    let restored = DatabaseCheck { try Database(path: path, role: .archive) }
    guard restored.faults.isEmpty, restored.facts == check.facts else {
      for fault in restored.faults { Terminal.say("fault: \(fault)") }
      throw Failure(text: "what stands at \(path) is not what was proven; see \(kept ?? copy)")
    }
    try note(check.sum.sha256, in: path)
    withExtendedLifetime(lock) {}
    check.tell(copy, asJSON: invocation.has("json"))
    if let kept { Terminal.complain("what was there is kept as \(kept)") }
    return .fine
  }

  // What was revoked after the copy was made holds again: the trail says from when.
  private static func note(_ sha256: String, in path: String) throws {
    let database = try Database(path: path, role: .writer)
    try database.transaction {
      try AuditTrail(database).append(
        .ofOperator(
          "database.restore", subjects: [], boards: [], fields: ["sha256/" + sha256], at: .now()))
    }
    try database.script("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// Moves the old files away and the new one in; each move is on disk before the next, so that a
  /// crash leaves the old database, none, or the new one, and never one with another's log.
  private static func replace(
    _ path: String, by aside: String, keepingAs kept: String
  ) throws -> String? {
    let hadAny = Files.exists(path)
    if hadAny { emptyLog(of: path) }
    // The files first: without their database they are nothing, and harm nothing.
    for (old, new) in [(path, kept), (aside, path)] {
      let (from, to) = (CopyFiles.folder(of: old), CopyFiles.folder(of: new))
      guard Files.isFolder(from) else { continue }
      // An empty folder is no files of anybody's.
      _ = rmdir(to)
      guard rename(from, to) == 0 else { throw Files.failure("move", from) }
    }
    for suffix in ["", "-wal", "-shm"] where Files.exists(path + suffix) {
      guard rename(path + suffix, kept + suffix) == 0 else {
        throw Files.failure("move", path + suffix)
      }
      try Files.syncFolder(of: path)
    }
    guard rename(aside, path) == 0 else { throw Files.failure("move", aside) }
    try Files.syncFolder(of: path)
    return hadAny ? kept : nil
  }

  // What is replaced may well be unsound; then its log is kept beside it as it is.
  private static func emptyLog(of path: String) {
    do throws(DatabaseError) {
      try Database(path: path, role: .writer).script("PRAGMA wal_checkpoint(TRUNCATE)")
    } catch {
      Log.write("checkpoint", error.description)
    }
  }
}

/// `samverkan metrics`.
enum MetricsCommand {
  static let verb = Verb("metrics", "the running server's figures, in Prometheus' text format") {
    invocation in
    let path = try invocation.configuration()[Settings.database]
    let answer = try LocalRequest.post(
      "/control/metrics", Array("{}".utf8), at: "unix:" + ControlSocket.path(of: path))
    let json = try JSONReader.read(Array(answer.body.utf8))
    guard let page = json["page"]?.string else {
      throw Failure(text: json["error"]?.string ?? "the server answered \(answer.status)")
    }
    Terminal.say(page)
    return .fine
  }
}
