// The only SQL about encounters, their handouts and what they said before.

import Access
import Pipeline
import SQLite
import Vocabulary

/// Where a page of encounters, latest first, goes on.
struct EncounterMark: Sendable {
  let at: Timestamp
  let id: EncounterID

  /// Before any encounter.
  static let newest = EncounterMark(
    at: Timestamp(milliseconds: .max / 2), id: EncounterID(high: .max, low: .max))
}

/// Encounters in the database.
struct EncounterStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The encounter of an id; nil when there is none.
  func find(_ id: EncounterID) throws -> Encounter? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// Who made an encounter under an id, and the hash of what it said.
  func made(_ id: EncounterID) throws -> (author: String, hash: [UInt8])? {
    try database.first("SELECT created_by, request_hash FROM encounter WHERE id = ?", id) { row in
      (row.text(), row.bytes())
    }
  }

  /// Whether a person or a code was met before.
  func wasMet(_ subject: EncounterSubject) throws -> Bool {
    switch subject {
    case .nobody: false
    case .person(let id):
      try database.first(
        "SELECT 1 FROM encounter WHERE person_id = ? AND status = 'final' LIMIT 1", id
      ) { row in row.int() } != nil
    case .contactCode(let id):
      try database.first(
        "SELECT 1 FROM encounter WHERE contact_code_id = ? AND status = 'final' LIMIT 1", id
      ) { row in row.int() } != nil
    }
  }

  /// A team's encounters, latest first, after a mark, within some instants.
  func list(
    team: TeamID, from: Timestamp, to: Timestamp, after mark: EncounterMark, limit: Int
  ) throws -> [Encounter] {
    try database.all(Self.ofTeam, team, mark.at, mark.id, from, to, limit, read: Self.read)
  }

  /// A partner's encounters of one author, latest first, after a mark, within some instants.
  func list(
    partner: PartnerID, author: String, from: Timestamp, to: Timestamp,
    after mark: EncounterMark, limit: Int
  ) throws -> [Encounter] {
    try database.all(
      Self.ofPartner, partner, mark.at, mark.id, from, to, limit, author, read: Self.read)
  }

  /// A person's encounters, latest first, after a mark.
  func list(person: PersonID, after mark: EncounterMark, limit: Int) throws -> [Encounter] {
    try database.all(Self.ofPerson, person, mark.at, mark.id, limit, read: Self.read)
  }

  /// The latest encounters with a contact code.
  func list(code: ContactCodeID, limit: Int) throws -> [Encounter] {
    let mark = EncounterMark.newest
    return try database.all(Self.ofCode, code, mark.at, mark.id, limit, read: Self.read)
  }

  /// The contact codes that turned out to be a person.
  func codes(of person: PersonID) throws -> [ContactCodeID] {
    try database.all(
      "SELECT id FROM contact_code WHERE person_id = ? ORDER BY id LIMIT 20", person
    ) { row in row.id() as ContactCodeID }
  }

  /// Inserts an encounter with what was handed out.
  func insert(
    _ encounter: Encounter, _ handouts: [Handout], hash: [UInt8], at now: Timestamp
  ) throws {
    let keeper = encounter.keeper
    try database.run(
      """
      INSERT INTO encounter (id, board_id, unit_id, team_id, partner_id, shift_id, place_id, at,
        kind, person_id, contact_code_id, duration, contents, offered, unavailable, response,
        online_stage, search_order_id, referral_id, worker_minutes, next_step, next_on, note,
        entered_late, request_hash, retention_class, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, encounter.id, keeper.board, keeper.unit, keeper.team, keeper.partner, encounter.shift,
      encounter.place, encounter.at, encounter.kind.code, encounter.person,
      encounter.contactCode, encounter.duration?.code, StoredCodes(encounter.contents),
      StoredCodes(encounter.offered), StoredCodes(encounter.unavailable),
      encounter.response?.code, encounter.onlineStage?.code, encounter.searchOrder,
      encounter.referral, encounter.workerMinutes, encounter.nextStep, encounter.nextOn,
      encounter.note, encounter.isLate, hash, encounter.person == nil ? "anonymous" : "case", now,
      encounter.createdBy)
    for handout in handouts {
      try database.run(
        "INSERT INTO handout (encounter_id, kind, pieces) VALUES (?, ?, ?)", encounter.id,
        handout.kind.code, handout.count)
    }
  }

  /// What was handed out.
  func handouts(of id: EncounterID) throws -> [Handout] {
    try database.all("SELECT kind, pieces FROM handout WHERE encounter_id = ? ORDER BY kind", id) {
      row in Handout(kind: try row.code(HandoutKind.self), count: row.int())
    }
  }

  /// Corrects an encounter; what it said before goes to its versions first.
  func correct(
    _ old: Encounter, to new: Encounter, before: String, by actor: String, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO encounter_version (encounter_id, version, before, at, actor)
      VALUES (?, ?, ?, ?, ?)
      """, old.id, old.version, before, now, actor)
    try database.run(
      """
      UPDATE encounter SET next_step = ?, next_on = ?, note = ?, status = ?, status_reason = ?,
        version = version + 1
      WHERE id = ?
      """, new.nextStep, new.nextOn, new.note, new.status, new.statusReason, old.id)
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, e.team_id, t.name, t.slug, e.partner_id, e.shift_id,
      e.place_id, e.at, e.kind, e.person_id, e.contact_code_id, e.duration, e.contents, e.offered,
      e.unavailable, e.response, e.online_stage, e.search_order_id, e.referral_id,
      e.worker_minutes, e.next_step, e.next_on, e.note, e.entered_late, e.status, e.status_reason,
      e.created_by, e.version
    FROM encounter e LEFT JOIN team t ON t.id = e.team_id WHERE e.id = ?
    """
  private static let ofTeam: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, e.team_id, t.name, t.slug, e.partner_id, e.shift_id,
      e.place_id, e.at, e.kind, e.person_id, e.contact_code_id, e.duration, e.contents, e.offered,
      e.unavailable, e.response, e.online_stage, e.search_order_id, e.referral_id,
      e.worker_minutes, e.next_step, e.next_on, e.note, e.entered_late, e.status, e.status_reason,
      e.created_by, e.version
    FROM encounter e JOIN team t ON t.id = e.team_id
    WHERE e.team_id = ?1 AND (e.at, e.id) < (?2, ?3) AND e.at >= ?4 AND e.at < ?5
    ORDER BY e.at DESC, e.id DESC LIMIT ?6
    """
  private static let ofPartner: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, e.team_id, t.name, t.slug, e.partner_id, e.shift_id,
      e.place_id, e.at, e.kind, e.person_id, e.contact_code_id, e.duration, e.contents, e.offered,
      e.unavailable, e.response, e.online_stage, e.search_order_id, e.referral_id,
      e.worker_minutes, e.next_step, e.next_on, e.note, e.entered_late, e.status, e.status_reason,
      e.created_by, e.version
    FROM encounter e LEFT JOIN team t ON t.id = e.team_id
    WHERE e.partner_id = ?1 AND (e.at, e.id) < (?2, ?3) AND e.at >= ?4 AND e.at < ?5
      AND e.created_by = ?7
    ORDER BY e.at DESC, e.id DESC LIMIT ?6
    """
  private static let ofPerson: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, e.team_id, t.name, t.slug, e.partner_id, e.shift_id,
      e.place_id, e.at, e.kind, e.person_id, e.contact_code_id, e.duration, e.contents, e.offered,
      e.unavailable, e.response, e.online_stage, e.search_order_id, e.referral_id,
      e.worker_minutes, e.next_step, e.next_on, e.note, e.entered_late, e.status, e.status_reason,
      e.created_by, e.version
    FROM encounter e LEFT JOIN team t ON t.id = e.team_id
    WHERE e.person_id = ?1 AND (e.at, e.id) < (?2, ?3)
    ORDER BY e.at DESC, e.id DESC LIMIT ?4
    """
  private static let ofCode: StaticString = """
    SELECT e.id, e.board_id, e.unit_id, e.team_id, t.name, t.slug, e.partner_id, e.shift_id,
      e.place_id, e.at, e.kind, e.person_id, e.contact_code_id, e.duration, e.contents, e.offered,
      e.unavailable, e.response, e.online_stage, e.search_order_id, e.referral_id,
      e.worker_minutes, e.next_step, e.next_on, e.note, e.entered_late, e.status, e.status_reason,
      e.created_by, e.version
    FROM encounter e LEFT JOIN team t ON t.id = e.team_id
    WHERE e.contact_code_id = ?1 AND (e.at, e.id) < (?2, ?3)
    ORDER BY e.at DESC, e.id DESC LIMIT ?4
    """

  private static func read(_ row: inout Row) throws -> Encounter {
    let (id, board, unit): (EncounterID, BoardID, UnitID?) = (row.id(), row.id(), row.idOrNil())
    let (team, teamName, teamSlug): (TeamID?, String?, String?) =
      (row.idOrNil(), row.textOrNil(), row.textOrNil())
    let keeper = Keeper(board: board, unit: unit, team: team, partner: row.idOrNil())
    let (shift, place): (ShiftID?, PlaceID?) = (row.idOrNil(), row.idOrNil())
    let (at, kind) = (row.timestamp(), try row.code(EncounterKind.self))
    let (person, code): (PersonID?, ContactCodeID?) = (row.idOrNil(), row.idOrNil())
    return Encounter(
      id: id, keeper: keeper, team: team.map { NamedThing($0, teamName ?? "", slug: teamSlug) },
      shift: shift, place: place, at: at, kind: kind,
      subject: person.map { .person($0) } ?? code.map { .contactCode($0) } ?? .nobody,
      duration: try row.codeOrNil(ContactDuration.self),
      contents: try row.storedCodes(ContactContent.self),
      offered: try row.storedCodes(HelpOffered.self),
      unavailable: try row.storedCodes(HelpOffered.self),
      response: try row.codeOrNil(ContactResponse.self),
      onlineStage: try row.codeOrNil(OnlineStage.self), searchOrder: row.idOrNil(),
      referral: row.idOrNil(), workerMinutes: row.intOrNil(), nextStep: row.textOrNil(),
      nextOn: row.dayOrNil(), note: row.textOrNil(), isLate: row.bool(), status: row.text(),
      statusReason: row.textOrNil(), createdBy: row.text(), version: row.int())
  }
}
