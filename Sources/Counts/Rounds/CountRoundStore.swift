// The only SQL about count rounds and their history.

import Access
import Pipeline
package import SQLite
import Vocabulary

/// Count rounds in the database.
package struct CountRoundStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The round of an id; nil when there is none.
  package func find(_ id: CountRoundID) throws -> CountRound? {
    try database.first(
      """
      SELECT r.id, b.id, b.name, b.slug, r.name, r.starts_on, r.ends_on, r.due_on, r.definition,
        r.status, r.version
      FROM count_round r JOIN board b ON b.id = r.board_id WHERE r.id = ?
      """, id, read: Self.read)
  }

  /// The rounds of a board in the order of their ids, after one of them.
  func list(of board: BoardID, after: CountRoundID, limit: Int) throws -> [CountRound] {
    try database.all(
      """
      SELECT r.id, b.id, b.name, b.slug, r.name, r.starts_on, r.ends_on, r.due_on, r.definition,
        r.status, r.version
      FROM count_round r JOIN board b ON b.id = r.board_id
      WHERE r.board_id = ? AND r.id > ? ORDER BY r.id LIMIT ?
      """, board, after, limit, read: Self.read)
  }

  /// The rounds of a board that some unit of it reports to.
  func list(withUnitsOf board: BoardID, after: CountRoundID, limit: Int) throws -> [CountRound] {
    try database.all(
      """
      SELECT r.id, b.id, b.name, b.slug, r.name, r.starts_on, r.ends_on, r.due_on, r.definition,
        r.status, r.version
      FROM count_round r JOIN board b ON b.id = r.board_id
      WHERE r.board_id = ? AND r.id > ? AND EXISTS
        (SELECT 1 FROM count_return t WHERE t.round_id = r.id AND t.unit_id IS NOT NULL)
      ORDER BY r.id LIMIT ?
      """, board, after, limit, read: Self.read)
  }

  /// The published rounds of a board.
  func list(publishedBy board: BoardID, after: CountRoundID, limit: Int) throws -> [CountRound] {
    try database.all(
      """
      SELECT r.id, b.id, b.name, b.slug, r.name, r.starts_on, r.ends_on, r.due_on, r.definition,
        r.status, r.version
      FROM count_round r JOIN board b ON b.id = r.board_id
      WHERE r.board_id = ? AND r.id > ? AND r.status = 'published' ORDER BY r.id LIMIT ?
      """, board, after, limit, read: Self.read)
  }

  /// The rounds that a unit reports to.
  func list(reportedBy unit: UnitID, after: CountRoundID, limit: Int) throws -> [CountRound] {
    try database.all(
      """
      SELECT r.id, b.id, b.name, b.slug, r.name, r.starts_on, r.ends_on, r.due_on, r.definition,
        r.status, r.version
      FROM count_return t JOIN count_round r ON r.id = t.round_id JOIN board b ON b.id = r.board_id
      WHERE t.unit_id = ? AND t.round_id > ? ORDER BY t.round_id LIMIT ?
      """, unit, after, limit, read: Self.read)
  }

  /// The rounds that a partner reports to.
  func list(reportedBy partner: PartnerID, after: CountRoundID, limit: Int) throws -> [CountRound] {
    try database.all(
      """
      SELECT r.id, b.id, b.name, b.slug, r.name, r.starts_on, r.ends_on, r.due_on, r.definition,
        r.status, r.version
      FROM count_return t JOIN count_round r ON r.id = t.round_id JOIN board b ON b.id = r.board_id
      WHERE t.partner_id = ? AND t.round_id > ? ORDER BY t.round_id LIMIT ?
      """, partner, after, limit, read: Self.read)
  }

  /// Inserts a planned round.
  func insert(
    _ id: CountRoundID, _ round: NewCountRound, board: BoardID, by actor: String,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO count_round (id, board_id, name, starts_on, ends_on, due_on, definition, status,
        created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?)
      """, id, board, round.name, round.startsOn, round.endsOn, round.dueOn,
      CountRound.definitionNow, now, actor)
  }

  /// Moves a round to another status and raises its version.
  func move(_ round: CountRoundID, to status: CountStatus) throws {
    try database.run(
      "UPDATE count_round SET status = ?, version = version + 1 WHERE id = ?", status.code, round)
  }

  /// Adds a step to a round's history.
  func insert(_ event: CountEvent, of round: CountRoundID) throws {
    try database.run(
      """
      INSERT INTO count_event (round_id, id, step, from_status, to_status, at, by)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, round, event.id, event.step, event.from?.code, event.to.code, event.at, event.by)
  }

  /// The steps of a round, the first one first, after one of them.
  func events(
    of round: CountRoundID, after: AnyID?, limit: Int, offset: Int
  ) throws -> [CountEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, by FROM count_event
      WHERE round_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, round, after ?? AnyID(high: 0, low: 0), limit, offset
    ) { row in
      CountEvent(
        id: row.id(), step: row.text(), from: row.textOrNil().flatMap(CountStatus.init(code:)),
        to: try row.code(CountStatus.self), at: row.timestamp(), by: row.text())
    }
  }

  private static func read(_ row: inout Row) throws -> CountRound {
    let id: CountRoundID = row.id()
    let board = NamedThing(row.id() as BoardID, row.text(), slug: row.text())
    return CountRound(
      id: id, board: board, name: row.text(), startsOn: row.day(), endsOn: row.day(),
      dueOn: row.day(), definition: row.int(), status: try row.code(CountStatus.self),
      version: row.int())
  }
}
