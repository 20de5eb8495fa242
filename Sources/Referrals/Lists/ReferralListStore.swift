// The only SQL about lists of referrals. Each arm is an ordered walk of one index from what the
// caller reaches; several arms are merged by id, newest first.

import Access
import Pipeline
import SQLite
import Vocabulary

/// One row of a list: administrative facts only (SoLPUL 7 a §).
struct ReferralListItem {
  let id: ReferralID
  let number: String
  let reference: String?
  let status: ReferralStatus
  let businessStatus: ReferralBusinessStatus?
  let urgency: Urgency
  let sender: String
  let receiver: String
  let team: String?
  let responseDue: Timestamp?
  let createdAt: Timestamp
  let changedAt: Timestamp
  let board: BoardID
  let guarding: ReferralGuarding
}

/// Lists of referrals in the database.
struct ReferralListStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Rows older than an id, newest first, from all arms together.
  func list(
    _ arms: [ReferralArm], _ box: ReferralBox, _ filter: ReferralFilter, before: ReferralID?,
    limit: Int, at now: Timestamp
  ) throws -> [ReferralListItem] {
    var found: [ReferralListItem] = []
    for arm in Set(arms) {
      found += try list(arm, box, filter, before: before, limit: limit, at: now)
    }
    guard arms.count > 1 else { return found }
    found.sort { $0.id > $1.id }
    var last: ReferralID?
    let different = found.filter { item in
      defer { last = item.id }
      return item.id != last
    }
    return Array(different.prefix(limit))
  }

  private func list(
    _ arm: ReferralArm, _ box: ReferralBox, _ filter: ReferralFilter, before: ReferralID?,
    limit: Int, at now: Timestamp
  ) throws -> [ReferralListItem] {
    let (sql, values) = Self.statement(arm, box, filter, before: before, limit: limit, at: now)
    return try database.dynamicAll(sql, values, read: Self.read)
  }

  /// The statement behind one arm, for running it and for looking at its plan.
  static func statement(
    _ arm: ReferralArm, _ box: ReferralBox, _ filter: ReferralFilter, before: ReferralID?,
    limit: Int, at now: Timestamp
  ) -> (sql: String, values: [any SQLValue]) {
    var query = Query(arm, hasReference: filter.reference != nil, before: before)
    query.narrow(to: box, at: now)
    query.narrow(to: filter)
    return (
      columns + query.index + joins + query.conditions + " ORDER BY r.id DESC LIMIT ?",
      query.values + [limit]
    )
  }

  private struct Query {
    /// Named, for the planner would now and then rather walk all ids and look at each.
    let index: String
    var conditions: String
    var values: [any SQLValue]

    init(_ arm: ReferralArm, hasReference: Bool, before: ReferralID?) {
      index = " INDEXED BY " + arm.column.index(hasReference: hasReference)
      conditions = " WHERE r.\(arm.column.rawValue) = ?"
      values = [arm.id ?? (arm.text ?? "") as any SQLValue]
      if let boards = arm.within {
        let side = arm.column == .author ? "r.sender_board_id" : "r.receiver_board_id"
        add(side, boards)
      }
      if let before {
        conditions += " AND r.id < ?"
        values.append(before)
      }
    }

    mutating func narrow(to box: ReferralBox, at now: Timestamp) {
      switch box {
      case .sent: break
      case .inbox, .mine: conditions += " AND r.is_open = 1"
      case .triage:
        conditions += " AND r.is_open = 1 AND r.team_id IS NULL AND r.handler_id IS NULL"
      case .overdue:
        conditions += " AND r.is_open = 1 AND r.status = 'requested' AND r.response_due < ?"
        values.append(now)
      case .closed: conditions += " AND r.is_open = 0 AND r.status <> 'draft'"
      }
    }

    mutating func narrow(to filter: ReferralFilter) {
      add("r.status", filter.statuses.map(\.code))
      add("r.urgency", filter.urgencies.map(\.code))
      add("r.reference = ?", filter.reference)
      add("r.changed_at > ?", filter.changedSince)
      add("r.created_at >= ?", filter.createdFrom)
      add("r.created_at < ?", filter.createdBefore)
    }

    private mutating func add(_ column: String, _ allowed: [any SQLValue]) {
      guard !allowed.isEmpty else { return }
      let marks = allowed.map { _ in "?" }.joined(separator: ", ")
      // The plus keeps a filter from being taken for the order.
      conditions += " AND +\(column) IN (\(marks))"
      values += allowed
    }

    private mutating func add(_ condition: String, _ value: (any SQLValue)?) {
      guard let value else { return }
      conditions += " AND " + condition
      values.append(value)
    }
  }

  private static let columns = """
    SELECT r.id, r.number, r.reference, r.status, r.business_status, r.urgency,
      coalesce(sp.name, su.name, sb.name), coalesce(e.name, sv.name, ru.name, rb.name), t.name,
      r.response_due, r.created_at, r.changed_at, r.board_id, r.secrecy_class, ps.secrecy_class,
      pr.secrecy_class
    FROM referral r
    """
  private static let joins = """

    LEFT JOIN partner sp ON sp.id = r.sender_partner_id
    LEFT JOIN unit su ON su.id = r.sender_unit_id
    LEFT JOIN board sb ON sb.id = r.sender_board_id
    LEFT JOIN entrance e ON e.id = r.receiver_entrance_id
    LEFT JOIN service sv ON sv.id = r.receiver_service_id
    LEFT JOIN unit ru ON ru.id = r.receiver_unit_id
    LEFT JOIN board rb ON rb.id = r.receiver_board_id
    LEFT JOIN team t ON t.id = r.team_id
    LEFT JOIN person ps ON ps.id = r.sender_person_id
    LEFT JOIN person pr ON pr.id = r.person_id
    """

  private static func read(_ row: inout Row) throws -> ReferralListItem {
    ReferralListItem(
      id: row.id(), number: row.text(), reference: row.textOrNil(),
      status: try row.code(ReferralStatus.self),
      businessStatus: try row.codeOrNil(ReferralBusinessStatus.self),
      urgency: try row.code(Urgency.self), sender: row.text(), receiver: row.text(),
      team: row.textOrNil(), responseDue: row.timestampOrNil(), createdAt: row.timestamp(),
      changedAt: row.timestamp(), board: row.id(),
      guarding: ReferralGuarding(
        asSent: SecrecyClass(rawValue: row.text()) ?? .protected,
        senderPerson: row.secrecyOrNil(), person: row.secrecyOrNil()))
  }
}
