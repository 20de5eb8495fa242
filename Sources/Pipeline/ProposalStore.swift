// The only SQL about proposals that have no table of their own. What is proposed lies there as ids,
// codes and times; nothing of it is done before somebody else has approved it.

package import SQLite
package import Vocabulary

/// A proposal as it is stored.
package struct StoredProposal: Sendable {
  /// Its id.
  package let id: ProposalID
  /// The person, or the user.
  package let subject: AnyID
  /// The board that it lies in.
  package let board: BoardID?
  /// What is asked for, as JSON.
  package let content: String
  /// Why, as the one who asked wrote it.
  package let note: String?
  /// Who asked.
  package let proposedBy: String
  /// When.
  package let proposedAt: Timestamp
  /// How far it has come.
  package let status: ProposalStatus
  /// When it was settled.
  package let settledAt: Timestamp?
  /// Raised with every change.
  package let version: Int

  /// The proposal with what a reader may see of whom it is about.
  package func proposal(_ kind: ProposalKind, about subject: NamedThing) -> Proposal {
    var proposal = Proposal(
      id: id, kind: kind, subject: subject, board: board, proposedBy: proposedBy,
      proposedAt: proposedAt, version: version)
    proposal.stored = status
    proposal.settledAt = settledAt
    proposal.note = note
    return proposal
  }
}

/// Proposals in the database.
package struct ProposalStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The proposal of an id and kind; nil when there is none.
  package func find(_ id: ProposalID, _ kind: ProposalKind) throws -> StoredProposal? {
    try database.first(
      """
      SELECT id, subject_id, board_id, content, note, proposed_by, proposed_at, status, settled_at,
        version
      FROM proposal WHERE id = ? AND kind = ?
      """, id, kind.code, read: Self.read)
  }

  /// A board's proposals of a kind in the order of their ids, after one of them.
  package func list(
    _ kind: ProposalKind, of board: BoardID, after: ProposalID?, limit: Int
  ) throws -> [StoredProposal] {
    try database.all(
      """
      SELECT id, subject_id, board_id, content, note, proposed_by, proposed_at, status, settled_at,
        version
      FROM proposal WHERE board_id = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?
      """, board, kind.code, after ?? ProposalID(high: 0, low: 0), limit, read: Self.read)
  }

  /// All proposals of a kind in the order of their ids, after one of them.
  package func list(
    _ kind: ProposalKind, after: ProposalID?, limit: Int
  ) throws -> [StoredProposal] {
    try database.all(
      """
      SELECT id, subject_id, board_id, content, note, proposed_by, proposed_at, status, settled_at,
        version
      FROM proposal WHERE kind = ? AND id > ? ORDER BY id LIMIT ?
      """, kind.code, after ?? ProposalID(high: 0, low: 0), limit, read: Self.read)
  }

  /// Whether the same is asked for already, and waits.
  package func isWaiting(
    _ kind: ProposalKind, subject: AnyID, content: String, at now: Timestamp
  ) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM proposal
      WHERE subject_id = ? AND kind = ? AND content = ? AND status = 'proposed' AND proposed_at > ?
      """, subject, kind.code, content, now.plus(days: -FourEyes.daysMax)
    ) { row in row.int() } != nil
  }

  /// Inserts a proposal.
  ///
  /// - Throws: `Refusal` 409 where the same waits already.
  package func propose(
    _ id: ProposalID, _ kind: ProposalKind, subject: AnyID, board: BoardID?,
    content: String = "{}", note: String? = nil, by who: String, at now: Timestamp
  ) throws {
    guard try !isWaiting(kind, subject: subject, content: content, at: now) else {
      throw Refusal(.alreadyExists)
    }
    try database.run(
      """
      INSERT INTO proposal (id, kind, subject_id, board_id, content, note, proposed_by,
        proposed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id, kind.code, subject, board, content, note, who, now)
  }

  /// Notes how a proposal was settled.
  package func settle(
    _ id: ProposalID, _ status: ProposalStatus, by who: String, at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE proposal SET status = ?, settled_by = ?, settled_at = ?, version = version + 1
      WHERE id = ?
      """, status.code, who, now, id)
  }

  private static func read(_ row: inout Row) throws -> StoredProposal {
    StoredProposal(
      id: row.id(), subject: row.id(), board: row.idOrNil(), content: row.text(),
      note: row.textOrNil(), proposedBy: row.text(), proposedAt: row.timestamp(),
      status: ProposalStatus(rawValue: row.text()) ?? .rejected, settledAt: row.timestampOrNil(),
      version: row.int())
  }
}
