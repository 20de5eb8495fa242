// The only SQL about one referral and its history. Names of parties are joined in, so that reading
// one referral is one statement; lists have a file of their own.

import Access
import Pipeline
package import SQLite
package import Vocabulary

/// Referrals in the database.
package struct ReferralStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The referral of an id; nil when there is none.
  package func find(_ id: ReferralID) throws -> Referral? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// The id behind a short number; nil when there is none.
  package func find(number: String) throws -> ReferralID? {
    try database.first("SELECT id FROM referral WHERE number = ?", number) { $0.id() }
  }

  /// The referral that a sender gave a reference of its own to; nil when there is none.
  ///
  /// A partner's number is its own for all who send there. In a board each author's is: what a
  /// colleague may not see must not answer for it either.
  func find(reference: String, of sender: Party, by author: String) throws -> ReferralID? {
    if let partner = sender.partner {
      return try database.first(
        "SELECT id FROM referral WHERE sender_partner_id = ? AND reference = ?", partner, reference
      ) { $0.id() }
    }
    guard let board = sender.board else { return nil }
    return try database.first(
      "SELECT id FROM referral WHERE sender_board_id = ? AND author = ? AND reference = ?", board,
      author, reference
    ) { $0.id() }
  }

  /// A party by the name and slug that a reader of its referral sees.
  func named(_ party: Party) throws -> Party {
    let found: (name: String, slug: String?)?
    if let partner = party.partner {
      found = try database.first(
        "SELECT name, slug FROM partner WHERE id = ?", partner, read: Self.readName)
    } else if let unit = party.unit {
      found = try database.first(
        "SELECT name, slug FROM unit WHERE id = ?", unit, read: Self.readName)
    } else if let board = party.board {
      found = try database.first(
        "SELECT name, slug FROM board WHERE id = ?", board, read: Self.readName)
    } else {
      found = nil
    }
    var party = party
    if let found { (party.name, party.slug) = found }
    return party
  }

  private static func readName(_ row: inout Row) -> (name: String, slug: String?) {
    (row.text(), row.textOrNil())
  }

  /// Where a forwarded referral is now, at the end of the chain; nil when it was not forwarded.
  func findEndOfChain(after id: ReferralID) throws -> Referral? {
    let last: ReferralID? = try database.first(
      """
      WITH RECURSIVE chain (id, length) AS (
        SELECT id, 1 FROM referral WHERE parent_id = ?
        UNION ALL
        SELECT r.id, length + 1 FROM referral r JOIN chain c ON r.parent_id = c.id
        WHERE length < 100)
      SELECT id FROM chain ORDER BY length DESC, id DESC LIMIT 1
      """, id
    ) { $0.id() }
    return try last.flatMap { try find($0) }
  }

  /// Whether a person has another open referral.
  func hasOpen(about person: PersonID, besides id: ReferralID) throws -> Bool {
    try database.first(
      "SELECT 1 FROM referral WHERE person_id = ? AND is_open = 1 AND id <> ? LIMIT 1", person, id
    ) { $0.int() } != nil
  }

  /// Inserts a referral as it stands.
  ///
  /// - Throws: `DatabaseError` for a number or a reference in use.
  func insert(_ referral: Referral) throws {
    try database.run(
      """
      INSERT INTO referral (id, number, board_id, sender_board_id, sender_unit_id,
        sender_partner_id, author, reference, request_hash, receiver_board_id, receiver_unit_id,
        receiver_entrance_id, receiver_partner_id, receiver_service_id, team_id, parent_id,
        sender_person_id, subject, needs, reason, urgency, basis, disclosure_stage,
        disclosure_reason, status, response_due, submitted_at, secrecy_class, created_at,
        changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?)
      """, referral.id, referral.number, referral.board, referral.sender.board,
      referral.sender.unit, referral.sender.partner, referral.author, referral.reference,
      referral.requestHash, referral.receiver.board, referral.receiver.unit,
      referral.receiver.entrance, referral.receiver.partner, referral.receiver.service,
      referral.team.map { TeamID($0.id) }, referral.parent, referral.senderPerson,
      referral.subject.stored, Self.stored(referral.needs), referral.reason,
      referral.urgency.code, referral.basis.stored, referral.stage.code,
      referral.disclosureReason.code, referral.status.code, referral.responseDue,
      referral.submittedAt, referral.secrecy.rawValue, referral.createdAt, referral.changedAt)
  }

  /// Writes every changeable column and raises the version.
  func save(_ referral: inout Referral, at now: Timestamp) throws {
    referral.version += 1
    referral.changedAt = now
    try database.run(
      """
      UPDATE referral SET team_id = ?, handler_id = ?, person_id = ?, subject = ?, needs = ?,
        reason = ?, urgency = ?, basis = ?, disclosure_stage = ?, disclosure_reason = ?,
        status = ?, business_status = ?, held_status = ?, status_reason = ?, outcome = ?,
        feedback = ?, response_due = ?, paused_at = ?, held_due = ?, opened_at = ?,
        submitted_at = ?, closed_at = ?, acknowledged_at = ?, secrecy_class = ?, version = ?,
        changed_at = ?
      WHERE id = ?
      """, referral.team.map { TeamID($0.id) }, referral.handler.map { UserID($0.id) },
      referral.person, referral.subject.stored, Self.stored(referral.needs), referral.reason,
      referral.urgency.code, referral.basis.stored, referral.stage.code,
      referral.disclosureReason.code, referral.status.code, referral.businessStatus?.code,
      referral.heldStatus?.code, referral.statusReason, referral.outcome?.code, referral.feedback,
      referral.responseDue, referral.pausedAt, referral.heldDue, referral.openedAt,
      referral.submittedAt, referral.closedAt, referral.acknowledgedAt,
      referral.secrecy.rawValue, referral.version, referral.changedAt, referral.id)
  }

  /// Writes every column that a draft may change, and raises the version.
  func saveDraft(_ draft: inout Referral, at now: Timestamp) throws {
    draft.version += 1
    draft.changedAt = now
    try database.run(
      """
      UPDATE referral SET board_id = ?, reference = ?, receiver_board_id = ?,
        receiver_unit_id = ?, receiver_entrance_id = ?, receiver_partner_id = ?,
        receiver_service_id = ?, team_id = ?, sender_person_id = ?, subject = ?, needs = ?,
        reason = ?, urgency = ?, basis = ?, disclosure_stage = ?, disclosure_reason = ?,
        secrecy_class = ?, version = ?, changed_at = ?
      WHERE id = ? AND status = 'draft'
      """, draft.board, draft.reference, draft.receiver.board, draft.receiver.unit,
      draft.receiver.entrance, draft.receiver.partner, draft.receiver.service,
      draft.team.map { TeamID($0.id) }, draft.senderPerson, draft.subject.stored,
      Self.stored(draft.needs), draft.reason, draft.urgency.code, draft.basis.stored,
      draft.stage.code, draft.disclosureReason.code, draft.secrecy.rawValue, draft.version,
      draft.changedAt, draft.id)
  }

  /// Removes a draft: it was never sent, and leaves no trace but in the audit trail.
  func removeDraft(_ id: ReferralID, at now: Timestamp) throws {
    try AttachmentStore(database).remove(of: id, at: now)
    try database.run("DELETE FROM referral WHERE id = ? AND status = 'draft'", id)
  }

  // MARK: History

  /// Appends to the history.
  func append(_ event: ReferralEvent, to referral: ReferralID) throws {
    try database.run(
      """
      INSERT INTO referral_event (referral_id, id, step, from_status, to_status, at, actor,
        actor_name, side, reason, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, referral, event.id, event.step, event.from, event.to, event.at, event.actor,
      event.actorName, event.side.rawValue, event.reason, event.text)
  }

  /// The history, oldest first, after one of its events.
  func events(
    of referral: ReferralID, after: ReferralEventID?, limit: Int, offset: Int
  ) throws -> [ReferralEvent] {
    try database.all(
      """
      SELECT id, step, from_status, to_status, at, actor, actor_name, side, reason, text
      FROM referral_event WHERE referral_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, referral, after ?? ReferralEventID(high: 0, low: 0), limit, offset
    ) { row in
      ReferralEvent(
        id: row.id(), step: row.text(), from: row.text(), to: row.text(), at: row.timestamp(),
        actor: row.text(), actorName: row.text(),
        side: Side(rawValue: row.text()) ?? .receiver, reason: row.textOrNil(),
        text: row.textOrNil())
    }
  }

  /// Who has taken a step of a referral.
  func actors(of step: String, on referral: ReferralID) throws -> [String] {
    try database.all(
      "SELECT DISTINCT actor FROM referral_event WHERE referral_id = ? AND step = ?", referral,
      step
    ) { $0.text() }
  }

  // MARK: Reading

  private static func stored(_ needs: [NeedArea]) -> String {
    needs.map(\.code).joined(separator: " ")
  }

  private static let byID: StaticString = """
    SELECT r.id, r.number, r.board_id, r.author, r.reference, r.request_hash, r.parent_id,
      r.sender_person_id, r.created_at, r.person_id, r.subject, r.needs, r.reason, r.urgency,
      r.basis, r.disclosure_stage, r.disclosure_reason, r.status, r.business_status,
      r.held_status, r.status_reason, r.outcome, r.feedback, r.response_due, r.paused_at,
      r.held_due, r.opened_at, r.submitted_at, r.closed_at, r.acknowledged_at,
      r.secrecy_class, r.version, r.changed_at,
      r.sender_board_id, r.sender_unit_id, r.sender_partner_id,
      coalesce(sp.name, su.name, sb.name), coalesce(sp.slug, su.slug, sb.slug),
      r.receiver_board_id, r.receiver_unit_id, r.receiver_entrance_id, r.receiver_partner_id,
      r.receiver_service_id, coalesce(e.name, sv.name, ru.name, rb.name),
      coalesce(e.slug, sv.slug, ru.slug, rb.slug), coalesce(e.phone, sv.phone, ru.phone),
      coalesce(e.hours, sv.hours), r.team_id, t.name, t.slug, r.handler_id, h.name,
      ps.secrecy_class, pr.secrecy_class
    FROM referral r
    LEFT JOIN partner sp ON sp.id = r.sender_partner_id
    LEFT JOIN unit su ON su.id = r.sender_unit_id
    LEFT JOIN board sb ON sb.id = r.sender_board_id
    LEFT JOIN entrance e ON e.id = r.receiver_entrance_id
    LEFT JOIN service sv ON sv.id = r.receiver_service_id
    LEFT JOIN unit ru ON ru.id = r.receiver_unit_id
    LEFT JOIN board rb ON rb.id = r.receiver_board_id
    LEFT JOIN team t ON t.id = r.team_id
    LEFT JOIN user_account h ON h.id = r.handler_id
    LEFT JOIN person ps ON ps.id = r.sender_person_id
    LEFT JOIN person pr ON pr.id = r.person_id
    WHERE r.id = ?
    """

  private static func read(_ row: inout Row) throws -> Referral {
    let head = Head(&row)
    let person: PersonID? = row.idOrNil()
    let subject = try ReferralSubject(stored: row.text())
    let needs = row.text().split(separator: " ").compactMap { NeedArea(rawValue: String($0)) }
    let reason = row.text()
    let urgency = try row.code(Urgency.self)
    let basis = try ReferralBasis(stored: row.text())
    let stage = try row.code(DisclosureStage.self)
    let disclosureReason = try row.code(DisclosureReason.self)
    let state = try StateColumns(&row)
    let times = TimeColumns(&row)
    let secrecy = SecrecyClass(rawValue: row.text()) ?? .protected
    let (version, changedAt) = (row.int(), row.timestamp())
    let sender = Party(
      board: row.idOrNil(), unit: row.idOrNil(), partner: row.idOrNil(), name: row.text(),
      slug: row.textOrNil())
    let receiver = try readReceiver(&row)
    let team = readNamed(&row, hasSlug: true, as: Kind.Team.self)
    let handler = readNamed(&row, hasSlug: false, as: Kind.User.self)
    let (senderSecrecy, personSecrecy) = (row.secrecyOrNil(), row.secrecyOrNil())
    return Referral(
      id: head.id, number: head.number, board: head.board, sender: sender, author: head.author,
      reference: head.reference, requestHash: head.requestHash, receiver: receiver,
      parent: head.parent, senderPerson: head.senderPerson, createdAt: head.createdAt, team: team,
      handler: handler, person: person, subject: subject, needs: needs, reason: reason,
      urgency: urgency, basis: basis, stage: stage, disclosureReason: disclosureReason,
      status: state.status, businessStatus: state.business, heldStatus: state.held,
      statusReason: state.reason, outcome: state.outcome, feedback: state.feedback,
      responseDue: times.responseDue, pausedAt: times.pausedAt,
      heldDue: times.heldDue, openedAt: times.openedAt, submittedAt: times.submittedAt,
      closedAt: times.closedAt, acknowledgedAt: times.acknowledgedAt, secrecy: secrecy,
      version: version, changedAt: changedAt, senderPersonSecrecy: senderSecrecy,
      personSecrecy: personSecrecy)
  }

  private static func readReceiver(_ row: inout Row) throws -> Receiver {
    let (board, unit): (BoardID?, UnitID?) = (row.idOrNil(), row.idOrNil())
    let (entrance, partner): (EntranceID?, PartnerID?) = (row.idOrNil(), row.idOrNil())
    let service: ServiceID? = row.idOrNil()
    let (name, slug, phone) = (row.text(), row.textOrNil(), row.textOrNil())
    let hours = row.textOrNil().flatMap { OpeningHours(json: $0) }
    let door = entrance?.erased ?? service?.erased ?? unit?.erased ?? board?.erased
    return Receiver(
      door: NamedThing(door ?? AnyID(high: 0, low: 0), name, slug: slug), board: board, unit: unit,
      entrance: entrance, partner: partner, service: service, phone: phone,
      hours: hours.flatMap { $0.isEmpty ? nil : $0 })
  }

  private static func readNamed<Subject>(
    _ row: inout Row, hasSlug: Bool, as kind: Subject.Type
  ) -> NamedThing? {
    let id: ID<Subject>? = row.idOrNil()
    let name = row.textOrNil()
    let slug = hasSlug ? row.textOrNil() : nil
    return id.map { NamedThing($0, name ?? "", slug: slug) }
  }
}

extension Row {
  // A class that is there but unknown guards the most.
  mutating func secrecyOrNil() -> SecrecyClass? {
    textOrNil().map { SecrecyClass(rawValue: $0) ?? .protected }
  }
}

// The columns of a referral in the order in which they are read, in pieces that fit a screen.

private struct Head {
  let id: ReferralID
  let number: String
  let board: BoardID
  let author: String
  let reference: String?
  let requestHash: [UInt8]
  let parent: ReferralID?
  let senderPerson: PersonID?
  let createdAt: Timestamp

  init(_ row: inout Row) {
    id = row.id()
    number = row.text()
    board = row.id()
    author = row.text()
    reference = row.textOrNil()
    requestHash = row.bytes()
    parent = row.idOrNil()
    senderPerson = row.idOrNil()
    createdAt = row.timestamp()
  }
}

private struct StateColumns {
  let status: ReferralStatus
  let business: ReferralBusinessStatus?
  let held: ReferralStatus?
  let reason: String?
  let outcome: Outcome?
  let feedback: String?

  init(_ row: inout Row) throws {
    status = try row.code(ReferralStatus.self)
    business = try row.codeOrNil(ReferralBusinessStatus.self)
    held = try row.codeOrNil(ReferralStatus.self)
    reason = row.textOrNil()
    outcome = try row.codeOrNil(Outcome.self)
    feedback = row.textOrNil()
  }
}

private struct TimeColumns {
  let responseDue: Timestamp?
  let pausedAt: Timestamp?
  let heldDue: Timestamp?
  let openedAt: Timestamp?
  let submittedAt: Timestamp?
  let closedAt: Timestamp?
  let acknowledgedAt: Timestamp?

  init(_ row: inout Row) {
    responseDue = row.timestampOrNil()
    pausedAt = row.timestampOrNil()
    heldDue = row.timestampOrNil()
    openedAt = row.timestampOrNil()
    submittedAt = row.timestampOrNil()
    closedAt = row.timestampOrNil()
    acknowledgedAt = row.timestampOrNil()
  }
}
