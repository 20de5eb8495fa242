// What is written down about a copy when it is made, and read again before it is trusted.

import Audit
import JSON
import SQLite
import Vocabulary

/// What a database holds, in numbers: equal before and after, or something was lost.
struct DatabaseFacts: Equatable {
  /// Applied migrations: number and name, with the hash of the text.
  var migrations: [String]
  /// Rows of every table.
  var rows: [String: Int]
  /// Entries of the audit chain, as its head counts them.
  var auditEntries: Int
  /// The hash at the end of the audit chain.
  var auditHead: String

  /// Counts what a database holds.
  ///
  /// - Throws: `DatabaseError` for a file that is not one of ours.
  init(of database: Database) throws {
    migrations = try database.all("SELECT number, name, sha256 FROM migration ORDER BY number") {
      row in "\(row.int()) \(row.text()) \(row.text())"
    }
    let tables = try database.all(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      """
    ) { $0.text() }
    rows = [:]
    for table in tables {
      // The name comes from the schema; a quotation mark in it is doubled.
      let name = table.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
      rows[table] = try database.dynamicFirst("SELECT count(*) FROM \"\(name)\"") { $0.int() }
    }
    let head = try database.first("SELECT seq, hash FROM audit_head WHERE one = 1") { row in
      (row.int(), row.text())
    }
    (auditEntries, auditHead) = head ?? (0, "")
  }

  /// Reads what a manifest says; nil when something is missing.
  init?(_ json: JSONValue) {
    guard let migrations = json["migrations"]?.array, let rows = json["rows"]?.members,
      let entries = json["audit"]?["entries"]?.integer, let head = json["audit"]?["head"]?.string
    else { return nil }
    self.migrations = migrations.compactMap(\.string)
    self.rows = [:]
    for row in rows { self.rows[row.name] = row.value.integer.map { Int($0) } }
    auditEntries = Int(entries)
    auditHead = head
  }

  /// Writes the members.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("migrations", migrations)
    writer.object("rows") { writer in
      for (table, count) in rows.sorted(by: { $0.key < $1.key }) {
        writer.key(named: table)
        writer.integer(Int64(count))
      }
    }
    writer.object("audit") { writer in
      writer.member("entries", auditEntries)
      writer.member("head", auditHead)
    }
  }

  /// What differs from what was written down, in words.
  func differences(from written: DatabaseFacts) -> [String] {
    var found: [String] = []
    if migrations != written.migrations { found.append("the schema is not the manifest's") }
    for table in Set(rows.keys).union(written.rows.keys).sorted()
    where rows[table] != written.rows[table] {
      func text(_ count: Int?) -> String { count.map { "\($0) rows" } ?? "no such table" }
      found.append(
        "\(table): \(text(rows[table])), and \(text(written.rows[table])) in the manifest")
    }
    if auditEntries != written.auditEntries || auditHead != written.auditHead {
      found.append("the audit chain ends elsewhere than in the manifest")
    }
    return found
  }
}

/// A copy's manifest.
struct Manifest {
  let createdAt: Timestamp
  let program: String
  let sqlite: String
  /// Length of the copy.
  let size: Int
  let sha256: String
  let facts: DatabaseFacts
  /// The stored files beside it.
  let files: CopyFiles

  /// Where the manifest of a copy is.
  static func path(of copy: String) -> String { copy + ".json" }

  /// The manifest of a copy; nil when there is none.
  ///
  /// - Throws: `Failure` for one that cannot be understood.
  static func read(of copy: String) throws -> Manifest? {
    let path = path(of: copy)
    guard Files.exists(path) else { return nil }
    let bytes = try Files.bytes(of: path)
    let unclear = Failure(text: "\(path) is no manifest")
    let json: JSONValue
    do throws(JSONFault) { json = try JSONReader.read(bytes) } catch { throw unclear }
    guard let createdAt = json["createdAt"]?.string.flatMap({ Timestamp($0) }),
      let program = json["program"]?.string, let sqlite = json["sqlite"]?.string,
      let size = json["bytes"]?.integer, let sha256 = json["sha256"]?.string,
      let facts = DatabaseFacts(json)
    else { throw unclear }
    return Manifest(
      createdAt: createdAt, program: program, sqlite: sqlite, size: Int(size), sha256: sha256,
      facts: facts, files: CopyFiles(json))
  }

  /// The manifest as it is stored.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes + [0x0A]
  }

  /// Writes the manifest.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("createdAt", createdAt.text)
      writer.member("program", program)
      writer.member("sqlite", sqlite)
      writer.member("bytes", size)
      writer.member("sha256", sha256)
      facts.writeMembers(to: &writer)
      files.writeMember(to: &writer)
    }
  }
}
