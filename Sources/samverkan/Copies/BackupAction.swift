// The action that copies the database while it is being written, with a manifest beside the copy.

import Audit
import Glibc
import JSON
import Operations
import Pipeline
import SQLite
import Vocabulary

/// Copies the database.
enum BackupAction {
  static let action = OperatorAction("backup", run: run)

  @Sendable private static func run(
    _ order: BackupOrder, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    let isFolder = order.path.hasSuffix("/") || Files.isFolder(order.path)
    if isFolder { try Files.makeFolder(of: order.path + "/") }
    let path = isFolder ? CopyFolder.freePath(in: order.path, at: now) : order.path
    let copy = try context.writer.backup(to: path)
    let manifest: Manifest
    do {
      let database = try Database(path: path, role: .archive)
      let files = try CopyFiles(of: database)
      // After the database: a file is there before its row, and stays a while after it.
      if order.takesFiles { try files.carry(from: Self.databasePath(context.writer), to: path) }
      manifest = Manifest(
        createdAt: now, program: Version.text, sqlite: SQLiteLibrary.version, size: copy.bytes,
        sha256: copy.sha256, facts: try DatabaseFacts(of: database), files: files)
      guard try Files.make(Manifest.path(of: path), manifest.bytes) else {
        throw Failure(text: "\(Manifest.path(of: path)) exists already")
      }
      try Files.syncFolder(of: path)
    } catch {
      // A copy without its manifest would look whole and be unproven.
      _ = unlink(path)
      try CopyFiles.remove(of: path)
      throw error
    }
    // Everybody's data has left the database: that leaves a trace, after what was copied.
    try context.writer.run { database in
      try AuditTrail(database).append(
        .ofOperator(
          "database.backup", subjects: [], boards: [], fields: ["sha256/" + copy.sha256], at: now))
    }
    let removed = isFolder ? try order.keep.map { try CopyFolder.prune(order.path, to: $0) } : nil
    return OperatorContext.answer { writer in
      writer.member("path", path)
      writer.member("removed", removed ?? [])
      writer.key("manifest")
      manifest.write(to: &writer)
    }
  }
}

extension BackupAction {
  fileprivate static func databasePath(_ writer: Writer) throws -> String {
    try writer.run { database in
      try database.first("SELECT file FROM pragma_database_list WHERE name = 'main'") { $0.text() }
        ?? ""
    }
  }
}

/// Where to copy to, and how many copies to keep there.
struct BackupOrder: Document {
  static let name = "BackupOrder"

  let path: String
  let keep: Int?
  /// Whether the stored files go with it; they cannot go through a pipe.
  let takesFiles: Bool

  init(reading fields: inout FieldReader) {
    path = fields.text("path", charactersMax: 4_096)
    takesFiles = fields.flag("files", default: true)
    keep = fields.integerIfAny("keep", in: 1...100_000)
  }
}

/// A folder with copies, named by when they were made.
enum CopyFolder {
  private static let prefix = "samverkan-"
  private static let suffix = ".sqlite"

  /// A name that is not taken.
  static func freePath(in folder: String, at now: Timestamp) -> String {
    let base = folder + (folder.hasSuffix("/") ? "" : "/") + prefix + now.stamp
    var path = base + suffix
    var number = 2
    while Files.exists(path) {
      path = "\(base)-\(number)\(suffix)"
      number += 1
    }
    return path
  }

  /// Removes the oldest copies beyond so many, each with its manifest; gives their names.
  ///
  /// - Throws: `Failure` when one cannot be removed.
  static func prune(_ folder: String, to count: Int) throws -> [String] {
    // The names sort by time; other files are none of ours.
    let names = try Files.names(in: folder).filter { name in
      name.hasPrefix(prefix) && name.hasSuffix(suffix)
        && Files.exists(Manifest.path(of: folder + "/" + name))
    }.sorted()
    let old = Array(names.dropLast(count))
    for name in old {
      let path = folder + "/" + name
      guard unlink(path) == 0, unlink(Manifest.path(of: path)) == 0 else {
        throw Files.failure("remove", path)
      }
      try CopyFiles.remove(of: path)
    }
    return old
  }
}

extension Timestamp {
  /// For names of files: `20261125T074800Z`.
  var stamp: String { text.filter { $0 != "-" && $0 != ":" } }
}
