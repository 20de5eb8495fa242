// The entries of some days, one after another, for those who review the log. Read only, and from
// where the days begin: the chain is in the order of time.

import JSON
package import SQLite
package import Vocabulary

/// An entry as it is read back.
package struct PastEntry: Sendable {
  /// Its number in the chain.
  package let number: Int
  /// When.
  package let at: Timestamp
  /// Who: a user's id or a key's.
  package let actor: String
  /// `user`, `key`, `link`, `system` or `nobody`.
  package let actorKind: String
  /// Why, as the caller said.
  package let purpose: String
  /// What.
  package let action: String
  /// What came of it.
  package let outcome: String
  /// Whose data it was.
  package let subjects: [AnyID]
  /// Who owns it.
  package let boards: [BoardID]
}

/// The entries of a period.
package struct AuditPeriod {
  private let database: Database
  private static let pieceMax = 2_000

  /// The trail on a connection.
  package init(_ database: Database) { self.database = database }

  /// Hands out every entry from one instant to another.
  package func each(
    from start: Timestamp, until end: Timestamp, read: (PastEntry) throws -> Void
  ) throws {
    var last = try number(before: start)
    while true {
      let rows = try database.all(
        "SELECT seq, entry FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", last, Self.pieceMax
      ) { row in (number: row.int(), entry: row.text()) }
      for row in rows {
        guard let entry = Self.entry(row.number, row.entry) else { continue }
        if entry.at >= end { return }
        if entry.at >= start { try read(entry) }
      }
      guard rows.count == Self.pieceMax, let end = rows.last else { return }
      last = end.number
    }
  }

  /// The entry of a number; nil when there is none.
  package func entry(_ number: Int) throws -> PastEntry? {
    try database.first("SELECT entry FROM audit WHERE seq = ?", number) { $0.text() }
      .flatMap { Self.entry(number, $0) }
  }

  // The last number whose entry is older, found by halving.
  private func number(before start: Timestamp) throws -> Int {
    var low = 0
    var high = try database.first("SELECT seq FROM audit_head WHERE one = 1") { $0.int() } ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if let entry = try entry(middle), entry.at < start { low = middle } else { high = middle - 1 }
    }
    return low
  }

  // An entry that cannot be read is for the check of the chain to find.
  private static func entry(_ number: Int, _ text: String) -> PastEntry? {
    let limits = JSONLimits(valueCountMax: .max)
    let read = Result { () throws(JSONFault) in
      try JSONReader.read(Array(text.utf8), limits: limits)
    }
    guard case .success(let json) = read, let at = json["at"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    func texts(_ name: String) -> [String] { (json[name]?.array ?? []).compactMap(\.string) }
    return PastEntry(
      number: number, at: at, actor: json["actor"]?.string ?? "",
      actorKind: json["actorKind"]?.string ?? "", purpose: json["purpose"]?.string ?? "",
      action: json["action"]?.string ?? "", outcome: json["outcome"]?.string ?? "",
      subjects: texts("subjects").compactMap { AnyID($0) },
      boards: texts("boards").compactMap { BoardID($0) })
  }
}
