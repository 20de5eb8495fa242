// Finding entries by subject. The index is derived from the entries when the writer is idle, and a
// search first catches up; nothing is found that is not in a hashed entry.

import JSON
package import SQLite
package import Vocabulary

/// Searches the audit trail.
package struct AuditSearch {
  private let database: Database

  /// A search on the writer's connection: it may have to catch up first.
  package init(_ database: Database) { self.database = database }

  /// Indexes entries that were appended since last time, at most so many; returns how many.
  @discardableResult
  package func catchUp(entriesMax: Int) throws -> Int {
    let from = try database.first("SELECT seq FROM audit_indexed WHERE one = 1") { $0.int() } ?? 0
    let rows = try database.all(
      "SELECT seq, entry FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", from, entriesMax
    ) { row in (row.int(), row.text()) }
    for (number, entry) in rows {
      for subject in Self.subjects(of: entry) {
        try database.run(
          "INSERT OR IGNORE INTO audit_subject (subject, seq) VALUES (?, ?)", subject, number)
      }
    }
    if let last = rows.last?.0 {
      try database.run("UPDATE audit_indexed SET seq = ? WHERE one = 1", last)
    }
    return rows.count
  }

  /// The entries that name a subject and lie in one of the boards, newest first, as canonical JSON.
  package func list(
    subject: AnyID, boards: Set<BoardID>, before: Int, limit: Int
  ) throws -> [(number: Int, entry: String)] {
    while try catchUp(entriesMax: 1_000) == 1_000 {}
    var found: [(number: Int, entry: String)] = []
    var end = before
    while found.count < limit {
      let rows = try database.all(
        """
        SELECT s.seq, a.entry FROM audit_subject s JOIN audit a ON a.seq = s.seq
        WHERE s.subject = ? AND s.seq < ? ORDER BY s.seq DESC LIMIT ?
        """, subject, end, limit
      ) { row in (number: row.int(), entry: row.text()) }
      // Other boards' entries do not count towards the limit: a short list is the last one.
      for row in rows where found.count < limit {
        if !Self.boards(of: row.entry).isDisjoint(with: boards) { found.append(row) }
      }
      guard rows.count == limit, let last = rows.last else { break }
      end = last.number
    }
    return found
  }

  private static func subjects(of entry: String) -> [AnyID] {
    texts("subjects", of: entry).compactMap { AnyID($0) }
  }

  private static func boards(of entry: String) -> Set<BoardID> {
    Set(texts("boards", of: entry).compactMap { BoardID($0) })
  }

  // An entry that cannot be read names nobody: to find it is the verifying's work, and one such
  // entry must not end every search.
  private static func texts(_ name: String, of entry: String) -> [String] {
    do throws(JSONFault) {
      let limits = JSONLimits(valueCountMax: .max)
      let value = try JSONReader.read(Array(entry.utf8), limits: limits)
      guard case .array(let values)? = value[name] else { return [] }
      return values.compactMap { value in
        if case .string(let text) = value { text } else { nil }
      }
    } catch {
      return []
    }
  }
}
