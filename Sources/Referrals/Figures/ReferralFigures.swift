// What reports count of this room: referrals that were sent within a period, how they were answered
// and what came of them. No subject, reason or text leaves here.

package import SQLite
package import Vocabulary

/// A referral, as it is counted.
package struct CountedReferral: Sendable {
  /// How it was answered, against the time that its urgency gives; questions stop the clock.
  package enum Answer: String, Sendable, CaseIterable {
    case inTime = "in_time"
    case late
    case none
  }

  /// When it was sent.
  package let submittedAt: Timestamp
  /// The sending unit, where a municipality sent it.
  package let senderUnit: UnitID?
  /// The receiving unit.
  package let receiverUnit: UnitID?
  /// The receiving team.
  package let team: TeamID?
  /// The kind of the partner that sent it; nil for a municipality.
  package let senderKind: PartnerKind?
  /// The kind of the partner that received it; nil for a municipality.
  package let receiverKind: PartnerKind?
  /// How urgent it was.
  package let urgency: Urgency
  /// Where it stands.
  package let status: ReferralStatus
  /// Why it was declined.
  package let declined: DeclineReason?
  /// What came of it.
  package let outcome: Outcome?
  /// How it was answered.
  package let answer: Answer
  /// When something last happened to it.
  package let changedAt: Timestamp
}

/// Which side of referrals is counted.
package enum ReferralSide: Sendable {
  case sentByBoard(BoardID)
  case sentByPartner(PartnerID)
  case receivedByBoard(BoardID)
  case receivedByPartner(PartnerID)
}

/// Reads what is counted.
package struct ReferralFigures {
  private let database: Database

  /// Figures on one connection.
  package init(_ database: Database) { self.database = database }

  /// The referrals of one side that were sent from one instant up to another.
  package func list(
    _ side: ReferralSide, from: Timestamp, to: Timestamp
  ) throws -> [CountedReferral] {
    let rows: [CountedRow] =
      switch side {
      case .sentByBoard(let board):
        try database.all(Self.sentByBoard, board, from, to, read: CountedRow.init)
      case .sentByPartner(let partner):
        try database.all(Self.sentByPartner, partner, from, to, read: CountedRow.init)
      case .receivedByBoard(let board):
        try database.all(Self.receivedByBoard, board, from, to, read: CountedRow.init)
      case .receivedByPartner(let partner):
        try database.all(Self.receivedByPartner, partner, from, to, read: CountedRow.init)
      }
    return try rows.map { row in row.counted(answered: try answer(to: row)) }
  }

  /// When the referrals of a person, on either side, were sent, from one instant up to another.
  package func times(
    of person: PersonID, from: Timestamp, to: Timestamp
  ) throws -> [Timestamp] {
    let sent = try database.all(
      """
      SELECT id, submitted_at FROM referral WHERE sender_person_id = ? AND submitted_at >= ?
        AND submitted_at < ? AND status <> 'entered-in-error'
      """, person, from, to
    ) { row -> (ReferralID, Timestamp) in (row.id(), row.timestamp()) }
    let received = try database.all(
      """
      SELECT id, submitted_at FROM referral WHERE person_id = ? AND submitted_at >= ?
        AND submitted_at < ? AND status <> 'entered-in-error'
      """, person, from, to
    ) { row -> (ReferralID, Timestamp) in (row.id(), row.timestamp()) }
    return Dictionary(sent + received, uniquingKeysWith: { one, _ in one }).values.sorted()
  }

  // The first answer, or none; a question and its reply move the time for it. The usual time
  // counts, not a service's own: else figures of the past would follow what it promises today.
  private func answer(to row: CountedRow) throws -> CountedReferral.Answer {
    let time = row.urgency.answerTime
    var due = time.due(from: row.submittedAt)
    var pausedAt: Timestamp?
    let events = try database.all(
      "SELECT step, at FROM referral_event WHERE referral_id = ? ORDER BY id", row.id
    ) { event in (event.text(), event.timestamp()) }
    for (step, at) in events {
      switch step {
      case "ask": pausedAt = pausedAt ?? at
      case "reply":
        if let start = pausedAt {
          due = time.due(due, pausedAt: start, resumedAt: at)
        }
        pausedAt = nil
      case "accept", "decline", "waitlist", "forward":
        return (pausedAt ?? at) <= due ? .inTime : .late
      default: break
      }
    }
    return .none
  }

  private static let sentByBoard: StaticString = """
    SELECT r.id, r.submitted_at, r.sender_unit_id, r.receiver_unit_id, r.team_id, sp.kind, rp.kind,
      r.urgency, r.status, r.status_reason, r.outcome, r.changed_at
    FROM referral r LEFT JOIN partner sp ON sp.id = r.sender_partner_id
      LEFT JOIN partner rp ON rp.id = r.receiver_partner_id
    WHERE r.sender_board_id = ? AND r.submitted_at >= ? AND r.submitted_at < ?
      AND r.status <> 'entered-in-error'
    """
  private static let sentByPartner: StaticString = """
    SELECT r.id, r.submitted_at, r.sender_unit_id, r.receiver_unit_id, r.team_id, sp.kind, rp.kind,
      r.urgency, r.status, r.status_reason, r.outcome, r.changed_at
    FROM referral r LEFT JOIN partner sp ON sp.id = r.sender_partner_id
      LEFT JOIN partner rp ON rp.id = r.receiver_partner_id
    WHERE r.sender_partner_id = ? AND r.submitted_at >= ? AND r.submitted_at < ?
      AND r.status <> 'entered-in-error'
    """
  private static let receivedByBoard: StaticString = """
    SELECT r.id, r.submitted_at, r.sender_unit_id, r.receiver_unit_id, r.team_id, sp.kind, rp.kind,
      r.urgency, r.status, r.status_reason, r.outcome, r.changed_at
    FROM referral r LEFT JOIN partner sp ON sp.id = r.sender_partner_id
      LEFT JOIN partner rp ON rp.id = r.receiver_partner_id
    WHERE r.receiver_board_id = ? AND r.submitted_at >= ? AND r.submitted_at < ?
      AND r.status <> 'entered-in-error'
    """
  private static let receivedByPartner: StaticString = """
    SELECT r.id, r.submitted_at, r.sender_unit_id, r.receiver_unit_id, r.team_id, sp.kind, rp.kind,
      r.urgency, r.status, r.status_reason, r.outcome, r.changed_at
    FROM referral r LEFT JOIN partner sp ON sp.id = r.sender_partner_id
      LEFT JOIN partner rp ON rp.id = r.receiver_partner_id
    WHERE r.receiver_partner_id = ? AND r.submitted_at >= ? AND r.submitted_at < ?
      AND r.status <> 'entered-in-error'
    """
}

/// A row before its history was looked at.
private struct CountedRow {
  let id: ReferralID
  let submittedAt: Timestamp
  let units: (sender: UnitID?, receiver: UnitID?)
  let team: TeamID?
  let kinds: (sender: PartnerKind?, receiver: PartnerKind?)
  let urgency: Urgency
  let status: ReferralStatus
  let reason: String?
  let outcome: Outcome?
  let changedAt: Timestamp

  init(_ row: inout Row) throws {
    (id, submittedAt) = (row.id(), row.timestamp())
    units = (row.idOrNil(), row.idOrNil())
    team = row.idOrNil()
    kinds = (try row.codeOrNil(PartnerKind.self), try row.codeOrNil(PartnerKind.self))
    urgency = try row.code(Urgency.self)
    status = try row.code(ReferralStatus.self)
    reason = row.textOrNil()
    outcome = try row.codeOrNil(Outcome.self)
    changedAt = row.timestamp()
  }

  func counted(answered answer: CountedReferral.Answer) -> CountedReferral {
    CountedReferral(
      submittedAt: submittedAt, senderUnit: units.sender, receiverUnit: units.receiver,
      team: team, senderKind: kinds.sender, receiverKind: kinds.receiver, urgency: urgency,
      status: status,
      declined: status == .rejected ? reason.flatMap(DeclineReason.init(code:)) ?? .other : nil,
      outcome: outcome, answer: answer, changedAt: changedAt)
  }
}
