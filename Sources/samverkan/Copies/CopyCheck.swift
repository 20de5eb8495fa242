// Proves a copy: restores it aside and asks everything that can be asked of it. What it finds is
// told in words; only a copy that cannot be read at all, or has no room, is a failure.

import Audit
import Glibc
import JSON
import SQLite
import Vocabulary

/// What is wrong with one database, and what it holds.
struct DatabaseCheck {
  /// What is wrong; empty when all is well.
  var faults: [String] = []
  /// What it holds; nil when that cannot be told.
  var facts: DatabaseFacts?

  private static let faultsShownMax = 10

  /// Checks integrity, foreign keys and the audit chain, and counts the rows.
  init(_ open: () throws -> Database) {
    do {
      let database = try open()
      try check(database)
    } catch let error as DatabaseError {
      faults.append(error.message)
    } catch {
      faults.append("the audit chain has no head")
    }
  }

  private mutating func check(_ database: Database) throws {
    let found =
      try IntegrityCheck.full(database) + IntegrityCheck.foreignKeys(database)
    faults += found.prefix(Self.faultsShownMax)
    if found.count > Self.faultsShownMax {
      faults.append("and \(found.count - Self.faultsShownMax) more")
    }
    let chain = try AuditTrail(database).verify()
    if let number = chain.firstBroken { faults.append("the audit chain is broken at \(number)") }
    facts = try DatabaseFacts(of: database)
  }
}

/// What came of proving a copy.
struct CopyCheck {
  /// What is wrong; empty when the copy is proven.
  let faults: [String]
  /// What the copy holds.
  let facts: DatabaseFacts?
  /// Its length and hash.
  let sum: CopyStream.Sum
  /// Whether there was a manifest to compare with.
  let hasManifest: Bool
  /// The stored files that belong to it.
  let files: CopyFiles?

  /// Restores a copy to a file that does not exist yet, and proves it there; the file stays.
  ///
  /// - Throws: `Failure` when the copy cannot be read or restored at all.
  static func run(_ copy: String, restoredTo aside: String) throws -> CopyCheck {
    let sum = try CopyStream.copy(copy, to: aside)
    var faults: [String] = []
    let manifest: Manifest?
    do {
      manifest = try Manifest.read(of: copy)
    } catch let failure as Failure {
      manifest = nil
      faults.append(failure.text)
    }
    if let manifest, manifest.size != sum.bytes || manifest.sha256 != sum.sha256 {
      faults.append("its bytes are not those that were written: the SHA-256 differs")
    }
    // Opened as the server would open it.
    var files: CopyFiles?
    let check = DatabaseCheck {
      let database = try Database(path: aside, role: .writer)
      files = try CopyFiles(of: database)
      return database
    }
    removeSides(of: aside)
    faults += check.faults
    if let manifest, let facts = check.facts {
      faults += facts.differences(from: manifest.facts)
    }
    faults += files?.faults(of: copy, written: manifest?.files) ?? []
    return CopyCheck(
      faults: faults, facts: check.facts, sum: sum, hasManifest: manifest != nil, files: files)
  }

  // Nothing was written, so the log is empty and the index of it worth nothing.
  private static func removeSides(of path: String) {
    for suffix in ["-wal", "-shm"] { _ = unlink(path + suffix) }
  }

  /// A file beside the copy where there may be one, else in the folder for temporary files.
  static func placeAside(for copy: String) -> String {
    let folder = Files.folder(of: copy)
    let name = ".samverkan-verify-\(getpid())"
    if access(folder, W_OK) == 0 { return folder + "/" + name }
    return (getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/" + name
  }

  /// Tells what was found.
  func tell(_ copy: String, asJSON: Bool) {
    if asJSON {
      Terminal.say { writer in
        writer.object { writer in
          writer.member("copy", copy)
          writer.member("isWhole", faults.isEmpty)
          writer.member("faults", faults)
          writer.member("hasManifest", hasManifest)
          writer.member("bytes", sum.bytes)
          writer.member("sha256", sum.sha256)
          facts?.writeMembers(to: &writer)
          writer.member("files", files?.items.count)
        }
      }
      return
    }
    for fault in faults { Terminal.say("fault: \(fault)") }
    if !hasManifest {
      Terminal.say("note: there is no \(Manifest.path(of: copy)): bytes and counts not compared")
    }
    guard faults.isEmpty, let facts else { return }
    let count = facts.rows.values.reduce(0, +)
    Terminal.say(
      """
      whole: \(copy), \(sum.bytes) bytes, \(count) rows in \(facts.rows.count) tables, \
      \(files?.items.count ?? 0) files, \(facts.auditEntries) audit entries, head \
      \(facts.auditHead)
      """)
  }
}
