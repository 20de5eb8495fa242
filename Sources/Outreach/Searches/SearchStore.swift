// The only SQL about search orders: themselves, their usual places, who may be told, and their
// history. Attempts are AttemptStore's.

import Access
import Pipeline
import SQLite
import Vocabulary

/// Search orders in the database.
struct SearchStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The order of an id; nil when there is none.
  func find(_ id: SearchOrderID) throws -> SearchOrder? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// Orders of one set of those that a caller reaches, in the order of their ids, after one.
  func list(
    _ arm: SearchArm, isOpen: Bool, after: SearchOrderID, limit: Int
  ) throws -> [SearchOrder] {
    switch arm {
    case .board(let board):
      try database.all(Self.ofBoard, board, isOpen, after, limit, read: Self.read)
    case .unit(let unit):
      try database.all(Self.ofUnit, unit, isOpen, after, limit, read: Self.read)
    case .team(let team):
      try database.all(Self.ofTeam, team, isOpen, after, limit, read: Self.read)
    case .told(let team):
      try database.all(Self.toldTo, team, isOpen, after, limit, read: Self.read)
    case .orderedBy(let caller):
      try database.all(Self.orderedBy, caller, isOpen, after, limit, read: Self.read)
    case .heldBy(let holder):
      try database.all(Self.heldBy, holder, isOpen, after, limit, read: Self.read)
    }
  }

  /// The teams that may be told of an order.
  func told(_ order: SearchOrderID) throws -> [ToldTeam] {
    try database.all(
      """
      SELECT t.id, t.name, t.slug, t.unit_id FROM search_order_told s JOIN team t
        ON t.id = s.holder_id
      WHERE s.order_id = ? ORDER BY t.id
      """, order
    ) { row in
      ToldTeam(
        reference: NamedThing(row.id() as TeamID, row.text(), slug: row.text()), unit: row.id())
    }
  }

  /// The usual places of an order, in its order.
  func places(of order: SearchOrderID) throws -> [UsualPlace] {
    try database.all(
      """
      SELECT place_id, description, hours FROM search_order_place WHERE order_id = ?
      ORDER BY ordinal
      """, order
    ) { row in
      UsualPlace(place: row.idOrNil(), description: row.textOrNil(), hours: row.textOrNil())
    }
  }

  /// When somebody last said no to being looked for; nil when they never did.
  func declinedAt(person: PersonID?, contactCode: ContactCodeID?) throws -> Timestamp? {
    try database.first(
      """
      SELECT max(e.at) FROM search_order o JOIN search_order_event e ON e.order_id = o.id
      WHERE (o.person_id = ?1 OR o.contact_code_id = ?2
          OR o.contact_code_id IN (SELECT id FROM contact_code WHERE person_id = ?1))
        AND e.to_status = 'person_declines'
      """, person, contactCode
    ) { row in row.timestampOrNil() }.flatMap(\.self)
  }

  /// The last days of a person's open orders to one team, nil for an order without one.
  func deadlines(ofOpen person: PersonID, for team: TeamID) throws -> [Day?] {
    try database.all(
      """
      SELECT deadline_on FROM search_order o WHERE person_id = ?1 AND is_open = 1
        AND (team_id = ?2 OR EXISTS (SELECT 1 FROM search_order_told t
          WHERE t.order_id = o.id AND t.holder_id = ?2))
      """, person, team
    ) { row in row.dayOrNil() }
  }

  /// Inserts an order with its places and who may be told.
  func insert(_ order: SearchOrder, places: [UsualPlace], told: [TeamID]) throws {
    try database.run(
      """
      INSERT INTO search_order (id, board_id, unit_id, team_id, ordered_by, ordered_by_name,
        person_id, contact_code_id, referral_id, why, description, despite, priority, deadline_on,
        retention_class, created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, order.id, order.board, order.unit, order.team, order.orderedBy, order.orderedByName,
      order.person, order.contactCode, order.referral, order.why, order.description,
      order.despite, order.priority.code, order.deadline,
      order.person == nil ? "anonymous" : "case", order.createdAt, order.createdAt)
    for (ordinal, place) in places.enumerated() {
      try database.run(
        """
        INSERT INTO search_order_place (order_id, ordinal, place_id, description, hours)
        VALUES (?, ?, ?, ?, ?)
        """, order.id, ordinal, place.place, place.description, place.hours)
    }
    for team in told {
      try database.run(
        "INSERT INTO search_order_told (order_id, holder_id, holder_kind) VALUES (?, ?, 'team')",
        order.id, team)
    }
  }

  /// Sets how an order stands, raises its version.
  func set(
    _ order: SearchOrderID, to status: SearchOrderStatus, takenBy: UserID?, deadline: Day?,
    result: String?, at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE search_order SET status = ?2, taken_by = ?3, deadline_on = ?4, result = ?5,
        changed_at = ?6, closed_at = ?7, version = version + 1
      WHERE id = ?1
      """, order, status.code, takenBy, deadline, result, now, status.isOpen ? nil : now)
  }

  /// Appends a step to an order's history.
  func append(_ event: SearchEvent, actor: String, to order: SearchOrderID) throws {
    try database.run(
      """
      INSERT INTO search_order_event (order_id, id, step, from_status, to_status, at, actor,
        actor_name, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, order, event.id, event.step, event.from, event.to, event.at, actor, event.actorName,
      event.text)
  }

  /// An order's history in the order of its ids, after a step.
  func events(of order: SearchOrderID, after: FieldEventID?, limit: Int) throws -> [SearchEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, actor_name, text FROM search_order_event
      WHERE order_id = ? AND id > ? ORDER BY id LIMIT ?
      """, order, after ?? FieldEventID(high: 0, low: 0), limit
    ) { row in
      SearchEvent(
        id: row.id(), step: row.text(), from: row.text(), to: row.text(), at: row.timestamp(),
        actorName: row.text(), text: row.textOrNil())
    }
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM search_order o JOIN team t ON t.id = o.team_id
      LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE o.id = ?
    """
  private static let ofBoard: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM search_order o JOIN team t ON t.id = o.team_id
      LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE o.board_id = ? AND o.is_open = ? AND o.id > ? ORDER BY o.id LIMIT ?
    """
  private static let ofUnit: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM search_order o JOIN team t ON t.id = o.team_id
      LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE o.unit_id = ? AND o.is_open = ? AND o.id > ? ORDER BY o.id LIMIT ?
    """
  private static let ofTeam: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM search_order o JOIN team t ON t.id = o.team_id
      LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE o.team_id = ? AND o.is_open = ? AND o.id > ? ORDER BY o.id LIMIT ?
    """
  private static let orderedBy: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM search_order o JOIN team t ON t.id = o.team_id
      LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE o.ordered_by = ? AND o.is_open = ? AND o.id > ? ORDER BY o.id LIMIT ?
    """
  private static let toldTo: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM search_order_told s CROSS JOIN search_order o ON o.id = s.order_id
      JOIN team t ON t.id = o.team_id LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE s.holder_id = ? AND o.is_open = ? AND s.order_id > ? ORDER BY s.order_id LIMIT ?
    """
  // Few: a holder works with some persons, and a person has some orders.
  private static let heldBy: StaticString = """
    SELECT o.id, o.board_id, o.unit_id, t.id, t.name, t.slug, t.unit_id, o.ordered_by,
      o.ordered_by_name, o.person_id, o.contact_code_id, o.referral_id, o.why, o.description,
      o.despite, o.priority, o.deadline_on, o.status, u.id, u.name, o.result, o.closed_at,
      o.created_at, o.version
    FROM (SELECT DISTINCT person_id FROM care_relation WHERE holder_id = ?1) r
      CROSS JOIN search_order o ON o.person_id = r.person_id
      JOIN team t ON t.id = o.team_id LEFT JOIN user_account u ON u.id = o.taken_by
    WHERE o.is_open = ?2 AND o.id > ?3 ORDER BY o.id LIMIT ?4
    """

  private static func read(_ row: inout Row) throws -> SearchOrder {
    let (id, board, unit): (SearchOrderID, BoardID, UnitID?) = (row.id(), row.id(), row.idOrNil())
    let team = NamedThing(row.id() as TeamID, row.text(), slug: row.text())
    let teamUnit: UnitID = row.id()
    let (orderedBy, orderedByName) = (row.text(), row.text())
    let (person, code): (PersonID?, ContactCodeID?) = (row.idOrNil(), row.idOrNil())
    let (referral, why): (ReferralID?, String) = (row.idOrNil(), row.text())
    let (description, despite) = (row.textOrNil(), row.textOrNil())
    let (priority, deadline) = (try row.code(SearchPriority.self), row.dayOrNil())
    let stored = try row.code(SearchOrderStatus.self)
    let (taker, takerName): (UserID?, String?) = (row.idOrNil(), row.textOrNil())
    return SearchOrder(
      id: id, board: board, unit: unit, team: TeamID(team.id), teamUnit: teamUnit,
      teamReference: team, orderedBy: orderedBy, orderedByName: orderedByName, person: person,
      contactCode: code, referral: referral, why: why, description: description,
      despite: despite, priority: priority, deadline: deadline, stored: stored,
      takenBy: taker.map { NamedThing($0, takerName ?? "") }, result: row.textOrNil(),
      closedAt: row.timestampOrNil(), createdAt: row.timestamp(), version: row.int())
  }
}

/// One set of the orders that a caller may reach.
enum SearchArm: Sendable {
  case board(BoardID)
  case unit(UnitID)
  case team(TeamID)
  case told(TeamID)
  case orderedBy(String)
  case heldBy(AnyID)
}
