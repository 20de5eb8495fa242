// The chain of entries: appended in the caller's own transaction, verified from the first entry to
// the head. Nothing here changes or removes an entry, and the table's triggers refuse it too.

package import SQLite
import Vocabulary

/// What a check of the chain found.
package struct ChainReport: Sendable {
  /// Whether every entry and the head are as they were written.
  package let isWhole: Bool
  /// How many entries were read.
  package let entries: Int
  /// The number of the first entry that does not fit; nil when the chain is whole.
  package let firstBroken: Int?
  /// The hash at the end of the chain: the anchor to print or send away.
  package let head: String
  /// How many entries there should be, by the head.
  package let length: Int
  /// Whether all were read: there may have been no time.
  package let isComplete: Bool
}

/// The audit trail on one connection.
package struct AuditTrail {
  private let database: Database

  /// The trail on a connection; appending needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// Appends an entry: its hash covers the one before it.
  ///
  /// - Throws: `DatabaseError`; then the call that it belongs to must not be answered.
  package func append(_ entry: AuditEntry) throws {
    let head = try database.first("SELECT seq, hash FROM audit_head WHERE one = 1") { row in
      (row.int(), row.text())
    }
    guard let (last, previous) = head else { throw BrokenChain() }
    let text = entry.canonicalText
    let hash = Self.link(previous, text)
    let number = last + 1
    try database.run(
      "INSERT INTO audit (seq, entry, hash) VALUES (?, ?, ?)",
      number, String(decoding: text, as: UTF8.self), hash)
    try database.run("UPDATE audit_head SET seq = ?, hash = ? WHERE one = 1", number, hash)
  }

  /// Reads the whole chain and recomputes it.
  ///
  /// Within one transaction, or an entry that is appended meanwhile would look like a fault.
  ///
  /// - Parameter isLate: asked now and then; true ends the reading where it is.
  package func verify(until isLate: () -> Bool = { false }) throws -> ChainReport {
    var previous = ""
    var count = 0
    var broken: Int?
    var last = Int.min
    var pieceCount = Self.pieceMax
    while pieceCount == Self.pieceMax, !isLate() {
      pieceCount = 0
      try database.each(
        "SELECT seq, entry, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", last,
        Self.pieceMax
      ) { row in
        let number = row.int()
        pieceCount += 1
        last = number
        // The stored bytes themselves: a text would be mended where it is no UTF-8, and two texts
        // can be equal whose bytes are not.
        let entry = row.withText(at: 1) { Array($0) }
        let hash = row.withText(at: 2) { Array($0) }
        count += 1
        let fits = number == count && hash == Array(Self.link(previous, entry).utf8)
        if !fits, broken == nil { broken = number }
        previous = String(decoding: hash, as: UTF8.self)
      }
    }
    let isComplete = pieceCount < Self.pieceMax
    let head = try database.first("SELECT seq, hash FROM audit_head WHERE one = 1") { row in
      (row.int(), row.text())
    }
    if isComplete, broken == nil, head.map({ $0.0 != count || $0.1 != previous }) ?? true {
      broken = count
    }
    return ChainReport(
      isWhole: isComplete && broken == nil, entries: count, firstBroken: broken,
      head: isComplete ? previous : head?.1 ?? "", length: head?.0 ?? 0, isComplete: isComplete)
  }

  // Entries between two looks at the clock.
  private static let pieceMax = 2_000

  // SHA-256 of the previous hash, a line feed, and the entry's bytes: a shell script can do it.
  private static func link(_ previous: String, _ entry: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(Array(previous.utf8))
    digest.update([0x0A])
    digest.update(entry)
    return digest.finalize().hex
  }
}

/// The table that holds the chain's head is empty.
///
/// The file is not one of ours, or was tampered with.
package struct BrokenChain: Error {}
