// The only SQL about tips and their histories.

import Access
import Pipeline
import SQLite
import Vocabulary

/// One set of the tips that a caller may reach.
enum TipArm: Sendable {
  case board(BoardID)
  case team(TeamID)
  case author(String)
}

/// Tips in the database.
struct TipStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The tip of an id; nil when there is none.
  func find(_ id: TipID) throws -> Tip? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// Tips of one set, in the order of their ids, after one; an author's own, open or not.
  func list(_ arm: TipArm, isOpen: Bool, after: TipID, limit: Int) throws -> [Tip] {
    switch arm {
    case .board(let board):
      try database.all(Self.ofBoard, board, isOpen, after, limit, read: Self.read)
    case .team(let team):
      try database.all(Self.ofTeam, team, isOpen, after, limit, read: Self.read)
    case .author(let author):
      try database.all(Self.ofAuthor, author, after, limit, isOpen, read: Self.read)
    }
  }

  /// The open tips that an order was made for.
  func open(of order: SearchOrderID) throws -> [Tip] {
    try database.all(Self.ofOrder, order, read: Self.read)
  }

  /// Whether a receipt was given before.
  func isUsed(_ receipt: String) throws -> Bool {
    try database.first("SELECT 1 FROM tip WHERE receipt = ?", receipt) { row in row.int() } != nil
  }

  /// Inserts a tip.
  func insert(_ tip: Tip) throws {
    try database.run(
      """
      INSERT INTO tip (id, board_id, team_id, partner_id, source, place_id, area, north, east,
        seen_at, what, reply_wanted, reply_to, due_at, receipt, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, tip.id, tip.board, tip.teamID, tip.partner, tip.source.code, tip.place, tip.area,
      tip.position?.north, tip.position?.east, tip.seenAt, tip.what, tip.wantsReply, tip.replyTo,
      tip.dueAt, tip.receipt, tip.createdAt, tip.createdBy)
  }

  /// Writes what steps change, raises the version.
  func save(_ tip: Tip) throws {
    try database.run(
      """
      UPDATE tip SET team_id = ?, reply_to = ?, person_id = ?, status = ?, already_known = ?,
        outcome = ?, task = ?, search_order_id = ?, answer = ?, answered_at = ?,
        retention_class = ?, version = version + 1
      WHERE id = ?
      """, tip.teamID, tip.replyTo, tip.person, tip.status.code, tip.alreadyKnown,
      tip.outcome?.code, tip.task?.code, tip.searchOrder, tip.answer, tip.answeredAt,
      tip.person == nil ? "anonymous" : "case", tip.id)
  }

  /// Appends a step to a tip's history.
  func append(_ event: SearchEvent, actor: String, to tip: TipID) throws {
    try database.run(
      """
      INSERT INTO tip_event (tip_id, id, step, from_status, to_status, at, actor, actor_name, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, tip, event.id, event.step, event.from, event.to, event.at, actor, event.actorName,
      event.text)
  }

  /// A tip's history in the order of its ids, after a step.
  func events(of tip: TipID, after: FieldEventID?, limit: Int) throws -> [SearchEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, actor_name, text FROM tip_event
      WHERE tip_id = ? AND id > ? ORDER BY id LIMIT ?
      """, tip, after ?? FieldEventID(high: 0, low: 0), limit
    ) { row in
      SearchEvent(
        id: row.id(), step: row.text(), from: row.text(), to: row.text(), at: row.timestamp(),
        actorName: row.text(), text: row.textOrNil())
    }
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT p.id, p.board_id, t.id, t.name, t.slug, t.unit_id, p.partner_id, p.source, p.place_id,
      p.area, p.north, p.east, p.seen_at, p.what, p.reply_wanted, p.reply_to, p.person_id,
      p.status, p.already_known, p.outcome, p.task, p.search_order_id, p.due_at, p.answer,
      p.answered_at, coalesce(p.receipt, ''), p.created_at, p.created_by, p.version
    FROM tip p LEFT JOIN team t ON t.id = p.team_id
    WHERE p.id = ?
    """
  private static let ofBoard: StaticString = """
    SELECT p.id, p.board_id, t.id, t.name, t.slug, t.unit_id, p.partner_id, p.source, p.place_id,
      p.area, p.north, p.east, p.seen_at, p.what, p.reply_wanted, p.reply_to, p.person_id,
      p.status, p.already_known, p.outcome, p.task, p.search_order_id, p.due_at, p.answer,
      p.answered_at, coalesce(p.receipt, ''), p.created_at, p.created_by, p.version
    FROM tip p LEFT JOIN team t ON t.id = p.team_id
    WHERE p.board_id = ? AND p.is_open = ? AND p.id > ? ORDER BY p.id LIMIT ?
    """
  private static let ofTeam: StaticString = """
    SELECT p.id, p.board_id, t.id, t.name, t.slug, t.unit_id, p.partner_id, p.source, p.place_id,
      p.area, p.north, p.east, p.seen_at, p.what, p.reply_wanted, p.reply_to, p.person_id,
      p.status, p.already_known, p.outcome, p.task, p.search_order_id, p.due_at, p.answer,
      p.answered_at, coalesce(p.receipt, ''), p.created_at, p.created_by, p.version
    FROM tip p LEFT JOIN team t ON t.id = p.team_id
    WHERE p.team_id = ? AND p.is_open = ? AND p.id > ? ORDER BY p.id LIMIT ?
    """
  private static let ofAuthor: StaticString = """
    SELECT p.id, p.board_id, t.id, t.name, t.slug, t.unit_id, p.partner_id, p.source, p.place_id,
      p.area, p.north, p.east, p.seen_at, p.what, p.reply_wanted, p.reply_to, p.person_id,
      p.status, p.already_known, p.outcome, p.task, p.search_order_id, p.due_at, p.answer,
      p.answered_at, coalesce(p.receipt, ''), p.created_at, p.created_by, p.version
    FROM tip p LEFT JOIN team t ON t.id = p.team_id
    WHERE p.created_by = ?1 AND p.id > ?2 AND p.is_open = ?4 ORDER BY p.id LIMIT ?3
    """
  private static let ofOrder: StaticString = """
    SELECT p.id, p.board_id, t.id, t.name, t.slug, t.unit_id, p.partner_id, p.source, p.place_id,
      p.area, p.north, p.east, p.seen_at, p.what, p.reply_wanted, p.reply_to, p.person_id,
      p.status, p.already_known, p.outcome, p.task, p.search_order_id, p.due_at, p.answer,
      p.answered_at, coalesce(p.receipt, ''), p.created_at, p.created_by, p.version
    FROM tip p LEFT JOIN team t ON t.id = p.team_id
    WHERE p.search_order_id = ? AND p.is_open = 1 ORDER BY p.id LIMIT 20
    """

  private static func read(_ row: inout Row) throws -> Tip {
    let (id, board): (TipID, BoardID) = (row.id(), row.id())
    let (team, teamName, teamSlug): (TeamID?, String?, String?) =
      (row.idOrNil(), row.textOrNil(), row.textOrNil())
    let (teamUnit, partner): (UnitID?, PartnerID?) = (row.idOrNil(), row.idOrNil())
    let (source, place) = (try row.code(TipSource.self), row.idOrNil() as PlaceID?)
    let (area, north, east) = (row.textOrNil(), row.intOrNil(), row.intOrNil())
    let position = north.flatMap { north in
      east.map { Position(north: north, east: $0, sizeMetres: Tip.cellMetres) }
    }
    return Tip(
      id: id, board: board,
      team: team.map { NamedThing($0, teamName ?? "", slug: teamSlug) }, teamUnit: teamUnit,
      partner: partner, source: source, place: place, area: area, position: position,
      seenAt: row.timestamp(), what: row.text(), wantsReply: row.bool(),
      replyTo: row.textOrNil(), person: row.idOrNil(), status: try row.code(TipStatus.self),
      alreadyKnown: row.intOrNil().map { $0 == 1 }, outcome: try row.codeOrNil(TipOutcome.self),
      task: try row.codeOrNil(TipTask.self), searchOrder: row.idOrNil(), dueAt: row.timestamp(),
      answer: row.textOrNil(), answeredAt: row.timestampOrNil(), receipt: row.text(),
      createdAt: row.timestamp(), createdBy: row.text(), version: row.int())
  }
}
