// The only SQL about shifts, their crews, routes, partners and histories. Signs of life are
// SafetyStore's.

import Access
import Pipeline
import SQLite
import Vocabulary

/// One step in a shift's history.
struct ShiftEvent: Sendable {
  let id: FieldEventID
  let step: String
  let from: String
  let to: String
  let at: Timestamp
  let actorName: String
  let text: String?
}

/// Shifts in the database.
struct ShiftStore {
  let database: Database

  init(_ database: Database) { self.database = database }

  /// The shift of an id, with crew, partners and route; nil when there is none.
  func find(_ id: ShiftID) throws -> Shift? {
    guard var shift = try database.first(Self.byID, id, read: Self.read) else { return nil }
    try addParts(to: &shift)
    return shift
  }

  /// The shift that a user is out on; the latest begun where there are several.
  ///
  /// It starts from the few shifts that are out now, not from all that the user was ever on: a
  /// batch asks this for each of its records.
  func started(by user: UserID) throws -> Shift? {
    let id = try database.first(
      """
      SELECT s.id FROM shift s INDEXED BY shift_started_index
        CROSS JOIN shift_crew c ON c.shift_id = s.id AND c.user_id = ?
      WHERE s.status = 'started' ORDER BY s.started_at DESC LIMIT 1
      """, user
    ) { row in row.id() as ShiftID }
    return try id.flatMap { try find($0) }
  }

  /// The next shift that a user is planned for and that has not ended long ago.
  func planned(for user: UserID, at now: Timestamp) throws -> Shift? {
    let id = try database.first(
      """
      SELECT s.id FROM shift_crew c JOIN shift s ON s.id = c.shift_id
      WHERE c.user_id = ? AND s.status = 'planned' AND s.planned_to > ?
      ORDER BY s.planned_from LIMIT 1
      """, user, now
    ) { row in row.id() as ShiftID }
    return try id.flatMap { try find($0) }
  }

  /// The shifts of a team, latest first, before a place in that order.
  func list(
    team: TeamID, status: ShiftStatus?, from: Timestamp, to: Timestamp,
    before: (Timestamp, ShiftID), limit: Int
  ) throws -> [Shift] {
    try database.all(
      Self.ofTeam, team, from, to, before.0, before.1, status?.code, limit, read: Self.read
    ).map(withParts)
  }

  /// The joint shifts of a partner, latest first, before a place in that order.
  func list(
    partner: PartnerID, status: ShiftStatus?, from: Timestamp, to: Timestamp,
    before: (Timestamp, ShiftID), limit: Int
  ) throws -> [Shift] {
    try database.all(
      Self.ofPartner, partner, from, to, before.0, before.1, status?.code, limit, read: Self.read
    ).map(withParts)
  }

  /// Inserts a shift with its parts.
  func insert(_ shift: Shift, by creator: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO shift (id, board_id, unit_id, team_id, planned_from, planned_to,
        check_in_minutes, vehicle, status, started_at, checked_at, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, shift.id, shift.board, shift.unit, shift.teamID, shift.plannedFrom, shift.plannedTo,
      shift.checkInMinutes, shift.vehicle, shift.status.code, shift.startedAt, shift.checkedAt,
      now, creator)
    for partner in shift.partners {
      try database.run(
        "INSERT INTO shift_partner (shift_id, partner_id, planned_from) VALUES (?, ?, ?)",
        shift.id, partner.id, shift.plannedFrom)
    }
    try writeParts(of: shift)
  }

  /// Writes a shift anew and raises its version.
  func save(_ shift: Shift, withParts: Bool) throws {
    try database.run(
      """
      UPDATE shift SET planned_from = ?, planned_to = ?, check_in_minutes = ?, vehicle = ?,
        status = ?, started_at = ?, ended_at = ?, checked_at = ?, weather = ?, summary = ?,
        status_reason = ?, reviewed_by = ?, reviewed_at = ?, review = ?, version = version + 1
      WHERE id = ?
      """, shift.plannedFrom, shift.plannedTo, shift.checkInMinutes, shift.vehicle,
      shift.status.code, shift.startedAt, shift.endedAt, shift.checkedAt, shift.weather,
      shift.summary, shift.statusReason, shift.reviewedBy?.id, shift.reviewedAt, shift.review,
      shift.id)
    guard withParts else { return }
    try database.run("DELETE FROM shift_crew WHERE shift_id = ?", shift.id)
    try database.run("DELETE FROM shift_route WHERE shift_id = ?", shift.id)
    try database.run(
      "UPDATE shift_partner SET planned_from = ? WHERE shift_id = ?", shift.plannedFrom, shift.id)
    try writeParts(of: shift)
  }

  /// Remembers where a part of the crew was last.
  func moved(_ shift: Shift, to place: PlaceID, by keeper: Keeper) throws {
    guard let partner = keeper.partner else {
      guard shift.lastPlace != place else { return }
      return try database.run(
        "UPDATE shift SET last_place_id = ? WHERE id = ?", place, shift.id)
    }
    try database.run(
      "UPDATE shift_partner SET last_place_id = ? WHERE shift_id = ? AND partner_id = ?",
      place, shift.id, partner)
  }

  /// Where a keeper's part of the crew was last; the first place of the route before that.
  func lastPlace(of shift: Shift, by keeper: Keeper) throws -> PlaceID? {
    guard let partner = keeper.partner else { return shift.lastPlace ?? shift.route.first }
    let last = try database.first(
      "SELECT last_place_id FROM shift_partner WHERE shift_id = ? AND partner_id = ?",
      shift.id, partner
    ) { row in row.idOrNil() as PlaceID? }
    return last ?? shift.route.first
  }

  /// Appends a step to the history.
  func append(_ event: ShiftEvent, actor: String, partner: PartnerID?, to shift: ShiftID) throws {
    try database.run(
      """
      INSERT INTO shift_event (shift_id, id, step, from_status, to_status, at, actor, actor_name,
        partner_id, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, shift, event.id, event.step, event.from, event.to, event.at, actor, event.actorName,
      partner, event.text)
  }

  /// The history, oldest first, after one of its steps.
  func events(of shift: ShiftID, after: FieldEventID?, limit: Int) throws -> [ShiftEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, actor_name, text FROM shift_event
      WHERE shift_id = ? AND id > ? ORDER BY id LIMIT ?
      """, shift, after ?? FieldEventID(high: 0, low: 0), limit
    ) { row in
      ShiftEvent(
        id: row.id(), step: row.text(), from: row.text(), to: row.text(), at: row.timestamp(),
        actorName: row.text(), text: row.textOrNil())
    }
  }

  /// A user who may be of a crew, with the partner they come from; nil when there is none such.
  func crewMember(_ user: UserID, of board: BoardID) throws -> CrewMember? {
    try database.first(
      """
      SELECT u.id, u.name, u.partner_id FROM user_account u JOIN board b ON b.id = ?2
      WHERE u.id = ?1 AND u.disabled_at IS NULL
        AND (u.municipality_id = b.municipality_id OR u.partner_id IS NOT NULL)
      """, user, board
    ) { row in
      CrewMember(user: NamedThing(row.id() as UserID, row.text()), partner: row.idOrNil())
    }
  }

  // MARK: rows

  private func withParts(_ shift: Shift) throws -> Shift {
    var shift = shift
    try addParts(to: &shift)
    return shift
  }

  private func addParts(to shift: inout Shift) throws {
    shift.partners = try database.all(
      """
      SELECT p.id, p.name, p.slug FROM shift_partner s JOIN partner p ON p.id = s.partner_id
      WHERE s.shift_id = ? ORDER BY p.id
      """, shift.id
    ) { row in NamedThing(row.id() as PartnerID, row.text(), slug: row.text()) }
    shift.crew = try database.all(
      """
      SELECT u.id, u.name, c.partner_id FROM shift_crew c JOIN user_account u ON u.id = c.user_id
      WHERE c.shift_id = ? ORDER BY u.id
      """, shift.id
    ) { row in
      CrewMember(user: NamedThing(row.id() as UserID, row.text()), partner: row.idOrNil())
    }
    shift.route = try database.all(
      "SELECT place_id FROM shift_route WHERE shift_id = ? ORDER BY ordinal", shift.id
    ) { row in row.id() as PlaceID }
  }

  private func writeParts(of shift: Shift) throws {
    for member in shift.crew {
      try database.run(
        "INSERT INTO shift_crew (shift_id, user_id, partner_id) VALUES (?, ?, ?)", shift.id,
        member.user.id, member.partner)
    }
    for (ordinal, place) in shift.route.enumerated() {
      try database.run(
        "INSERT INTO shift_route (shift_id, ordinal, place_id) VALUES (?, ?, ?)", shift.id,
        ordinal, place)
    }
  }

  private static let byID: StaticString = """
    SELECT s.id, s.board_id, s.unit_id, t.id, t.name, t.slug, s.planned_from, s.planned_to,
      s.check_in_minutes, s.vehicle, s.status, s.started_at, s.ended_at, s.checked_at,
      s.last_place_id, s.weather, s.summary, s.status_reason, u.id, u.name, s.reviewed_at,
      s.review, s.version
    FROM shift s JOIN team t ON t.id = s.team_id LEFT JOIN user_account u ON u.id = s.reviewed_by
    WHERE s.id = ?
    """
  private static let ofTeam: StaticString = """
    SELECT s.id, s.board_id, s.unit_id, t.id, t.name, t.slug, s.planned_from, s.planned_to,
      s.check_in_minutes, s.vehicle, s.status, s.started_at, s.ended_at, s.checked_at,
      s.last_place_id, s.weather, s.summary, s.status_reason, u.id, u.name, s.reviewed_at,
      s.review, s.version
    FROM shift s JOIN team t ON t.id = s.team_id LEFT JOIN user_account u ON u.id = s.reviewed_by
    WHERE s.team_id = ?1 AND s.planned_from >= ?2 AND s.planned_from < ?3
      AND (s.planned_from, s.id) < (?4, ?5) AND (?6 IS NULL OR s.status = ?6)
    ORDER BY s.planned_from DESC, s.id DESC LIMIT ?7
    """
  private static let ofPartner: StaticString = """
    SELECT s.id, s.board_id, s.unit_id, t.id, t.name, t.slug, s.planned_from, s.planned_to,
      s.check_in_minutes, s.vehicle, s.status, s.started_at, s.ended_at, s.checked_at,
      s.last_place_id, s.weather, s.summary, s.status_reason, u.id, u.name, s.reviewed_at,
      s.review, s.version
    FROM shift_partner j JOIN shift s ON s.id = j.shift_id JOIN team t ON t.id = s.team_id
      LEFT JOIN user_account u ON u.id = s.reviewed_by
    WHERE j.partner_id = ?1 AND j.planned_from >= ?2 AND j.planned_from < ?3
      AND (j.planned_from, j.shift_id) < (?4, ?5) AND (?6 IS NULL OR s.status = ?6)
    ORDER BY j.planned_from DESC, j.shift_id DESC LIMIT ?7
    """

  private static func read(_ row: inout Row) throws -> Shift {
    let (id, board, unit): (ShiftID, BoardID, UnitID) = (row.id(), row.id(), row.id())
    let team = NamedThing(row.id() as TeamID, row.text(), slug: row.text())
    return Shift(
      id: id, board: board, unit: unit, team: team, plannedFrom: row.timestamp(),
      plannedTo: row.timestamp(), checkInMinutes: row.intOrNil(), vehicle: row.textOrNil(),
      status: try row.code(ShiftStatus.self), startedAt: row.timestampOrNil(),
      endedAt: row.timestampOrNil(), checkedAt: row.timestampOrNil(), lastPlace: row.idOrNil(),
      weather: row.textOrNil(), summary: row.textOrNil(), statusReason: row.textOrNil(),
      reviewedBy: readNamed(&row), reviewedAt: row.timestampOrNil(), review: row.textOrNil(),
      version: row.int())
  }

  private static func readNamed(_ row: inout Row) -> NamedThing? {
    let (user, name): (UserID?, String?) = (row.idOrNil(), row.textOrNil())
    return user.map { NamedThing($0, name ?? "") }
  }
}
