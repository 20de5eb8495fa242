// Finding entries by subject. The index is derived from the entries when the writer is idle, and a
// search first catches up; nothing is found that is not in a hashed entry.

import JSON
package import SQLite
package import Vocabulary

/// An entry as it is stored.
package struct FoundEntry: Sendable {
  /// Its number in the chain.
  package let number: Int
  /// The entry itself, as canonical JSON.
  package let entry: String
  /// Its link in the chain.
  package let hash: String
}

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

  /// The entries that name a subject and lie in one of the boards, newest first.
  ///
  /// - Parameter before: entries with lower numbers only; a page goes on where the last one ended.
  package func list(
    subject: AnyID, boards: Set<BoardID>, before: Int, limit: Int
  ) throws -> [FoundEntry] {
    while try catchUp(entriesMax: 1_000) == 1_000 {}
    var found: [FoundEntry] = []
    var before = before
    while found.count < limit {
      let rows = try rows(of: subject, before: before, limit: limit)
      for row in rows where !Self.boards(of: row.entry).isDisjoint(with: boards) {
        found.append(row)
      }
      guard rows.count == limit, let last = rows.last else { break }
      before = last.number
    }
    return Array(found.prefix(limit))
  }

  private func rows(of subject: AnyID, before: Int, limit: Int) throws -> [FoundEntry] {
    try database.all(
      """
      SELECT s.seq, a.entry, a.hash FROM audit_subject s JOIN audit a ON a.seq = s.seq
      WHERE s.subject = ? AND s.seq < ? ORDER BY s.seq DESC LIMIT ?
      """, subject, before, limit
    ) { row in FoundEntry(number: row.int(), entry: row.text(), hash: row.text()) }
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
