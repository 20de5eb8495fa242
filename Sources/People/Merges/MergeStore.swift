// The only SQL about mergings and about where the ids of merged records lead.

package import SQLite
package import Vocabulary

/// Mergings in the database.
package struct MergeStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The id of the record that stands for a record now: its own, unless it was merged.
  package func current(_ id: PersonID) throws -> PersonID {
    var id = id
    // A record is merged once at a time and never into itself, so this ends.
    while let kept = try database.first(
      "SELECT kept_id FROM person_redirect WHERE absorbed_id = ?", id,
      read: { row in row.id() as PersonID })
    {
      id = kept
    }
    return id
  }

  /// The merging of an id; nil when there is none.
  func find(_ id: MergeID) throws -> PersonMerge? {
    try database.first(
      """
      SELECT id, board_id, kept_id, absorbed_id, status, proposed_by, proposed_at, settled_at,
        undo_asked_by, undo_asked_at, undone_at, version
      FROM person_merge WHERE id = ?
      """, id, read: Self.read)
  }

  /// A board's mergings in the order of their ids, after one of them.
  func list(of board: BoardID, after: MergeID?, limit: Int) throws -> [PersonMerge] {
    try database.all(
      """
      SELECT id, board_id, kept_id, absorbed_id, status, proposed_by, proposed_at, settled_at,
        undo_asked_by, undo_asked_at, undone_at, version
      FROM person_merge WHERE board_id = ? AND id > ? ORDER BY id LIMIT ?
      """, board, after ?? MergeID(high: 0, low: 0), limit, read: Self.read)
  }

  /// Whether a proposal about these two records stands open.
  func hasProposal(_ one: PersonID, _ other: PersonID, since: Timestamp) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM person_merge
      WHERE ((kept_id = ?1 AND absorbed_id = ?2) OR (kept_id = ?2 AND absorbed_id = ?1))
        AND status = 'proposed' AND proposed_at > ?3
      """, one, other, since
    ) { row in row.int() } != nil
  }

  /// Whether a later merging that stands builds on this one.
  func isBuiltUpon(_ merge: PersonMerge) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM person_merge
      WHERE (kept_id = ?1 OR absorbed_id = ?1) AND (settled_at, id) > (?2, ?3)
        AND status IN ('done', 'undo_asked')
      """, merge.kept, merge.settledAt, merge.id
    ) { row in row.int() } != nil
  }

  /// Inserts a proposal.
  func propose(
    _ id: MergeID, kept: PersonID, absorbed: PersonID, board: BoardID, by who: String,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO person_merge (id, board_id, kept_id, absorbed_id, status, proposed_by,
        proposed_at)
      VALUES (?, ?, ?, ?, 'proposed', ?, ?)
      """, id, board, kept, absorbed, who, now)
  }

  /// Marks a proposal as rejected.
  func reject(_ merge: PersonMerge, by who: String, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE person_merge SET status = 'rejected', settled_by = ?, settled_at = ?,
        version = version + 1 WHERE id = ?
      """, who, now, merge.id)
  }

  /// Marks a proposal as done, with the image that leads back; the absorbed id leads on from now.
  func finish(_ merge: PersonMerge, image: String, by who: String, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE person_merge SET status = 'done', settled_by = ?, settled_at = ?, image = ?,
        version = version + 1 WHERE id = ?
      """, who, now, image, merge.id)
    try database.run(
      "INSERT INTO person_redirect (absorbed_id, kept_id) VALUES (?, ?)", merge.absorbed,
      merge.kept)
  }

  /// Notes that somebody asked to undo a merging, or with nil that it is kept.
  func askUndo(_ merge: PersonMerge, by who: String?, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE person_merge SET status = CASE WHEN ?1 IS NULL THEN 'done' ELSE 'undo_asked' END,
        undo_asked_by = ?1, undo_asked_at = CASE WHEN ?1 IS NULL THEN NULL ELSE ?2 END,
        version = version + 1 WHERE id = ?3
      """, who, now, merge.id)
  }

  /// Marks a merging as undone; its image is gone, the absorbed id is its own again.
  func markUndone(_ merge: PersonMerge, by who: String, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE person_merge SET status = 'undone', undone_by = ?, undone_at = ?, image = NULL,
        version = version + 1 WHERE id = ?
      """, who, now, merge.id)
    try database.run("DELETE FROM person_redirect WHERE absorbed_id = ?", merge.absorbed)
  }

  /// The image of a merging that stands.
  func image(of merge: PersonMerge) throws -> String? {
    try database.first("SELECT image FROM person_merge WHERE id = ?", merge.id) { row in
      row.textOrNil()
    } ?? nil
  }

  private static func read(_ row: inout Row) throws -> PersonMerge {
    let (id, board): (MergeID, BoardID) = (row.id(), row.id())
    let (kept, absorbed): (PersonID, PersonID) = (row.id(), row.id())
    return PersonMerge(
      id: id, board: board, kept: kept, absorbed: absorbed, stored: try row.code(MergeStatus.self),
      proposedBy: row.text(), proposedAt: row.timestamp(), settledAt: row.timestampOrNil(),
      undoAskedBy: row.textOrNil(), undoAskedAt: row.timestampOrNil(),
      undoneAt: row.timestampOrNil(), version: row.int())
  }
}
