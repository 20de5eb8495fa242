// The only SQL about agreements. Whatever changes a status or a period raises the access epoch
// here, so that no call after it is decided by what the agreement opened before.

import Access
import Pipeline
package import SQLite
package import Vocabulary

/// Agreements in the database.
package struct AgreementStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The agreement of an id; nil when there is none.
  package func find(_ id: AgreementID) throws -> Agreement? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// The signed agreement that opens a board's personal data to a partner on a day; nil when none
  /// does. Without a board it may be any one's.
  package func opening(
    partner: PartnerID, of board: BoardID? = nil, on day: Day
  ) throws -> Agreement? {
    let found = try database.all(Self.ofPartner, partner, Self.zero, read: Self.read)
    return found.filter { agreement in
      agreement.status(on: day) == .active && agreement.opensPersonData
        && agreement.signedOn != nil && agreement.startsOn <= day
        && (board == nil || BoardID(agreement.board.id) == board)
    }.max { $0.endsOn < $1.endsOn }
  }

  /// The agreements of a partner in the order of their ids: they are few.
  package func list(of partner: PartnerID) throws -> [Agreement] {
    try database.all(Self.ofPartner, partner, Self.zero, read: Self.read)
  }

  /// The agreements that a caller's reach covers, in the order of their ids, after one of them.
  func list(
    _ reach: Reach, after: AgreementID?, limit: Int, offset: Int
  ) throws -> [Agreement] {
    let after = after ?? Self.zero
    var found = try reach.boards.sorted().flatMap { board in
      try database.all(Self.ofBoard, board, after, limit + offset, read: Self.read)
    }
    for partner in reach.partners.sorted() {
      found += try database.all(Self.ofPartner, partner, after, read: Self.read).filter {
        !reach.boards.contains(BoardID($0.board.id))
      }
    }
    return Array(found.sorted { $0.id < $1.id }.dropFirst(offset).prefix(limit))
  }

  // MARK: changes

  /// Inserts an agreement.
  func insert(
    _ id: AgreementID, _ terms: AgreementTerms, board: BoardID, partner: PartnerID,
    status: AgreementStatus, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO agreement (id, board_id, partner_id, kind, diary_number, starts_on, ends_on,
        signed_on, opens_person_data, status, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, board, partner, terms.kind.code, terms.diaryNumber, terms.startsOn, terms.endsOn,
      terms.signedOn, terms.opensPersonData, status.code, now)
    database.markAccessChanged()
  }

  /// Changes an agreement and raises its version.
  func change(_ agreement: Agreement, _ change: AgreementChange) throws {
    try database.run(
      """
      UPDATE agreement SET diary_number = ?, starts_on = ?, ends_on = ?, opens_person_data = ?,
        version = version + 1 WHERE id = ?
      """, change.diaryNumber.applied(to: agreement.diaryNumber),
      change.startsOn.applied(to: agreement.startsOn),
      change.endsOn.applied(to: agreement.endsOn),
      change.opensPersonData.applied(to: agreement.opensPersonData), agreement.id)
    database.markAccessChanged()
  }

  /// Moves an agreement to another status.
  func setStatus(
    _ status: AgreementStatus, reason: String?, signedOn: Day?, of agreement: AgreementID
  ) throws {
    try database.run(
      """
      UPDATE agreement SET status = ?, status_reason = ?, signed_on = coalesce(?, signed_on),
        version = version + 1 WHERE id = ?
      """, status.code, reason, signedOn, agreement)
    database.markAccessChanged()
  }

  /// Writes down that agreements have expired, at most so many; true when there may be more.
  ///
  /// Decisions do not wait for it: they compare the days.
  package func expireEnded(before day: Day, countMax: Int) throws -> Bool {
    try database.run(
      """
      UPDATE agreement SET status = 'expired', version = version + 1 WHERE id IN
        (SELECT id FROM agreement WHERE status IN ('active', 'suspended') AND ends_on < ? LIMIT ?)
      """, day, countMax)
    let count = database.changedRowCount
    if count > 0 { database.markAccessChanged() }
    return count == countMax
  }

  // MARK: rows

  private static let zero = AgreementID(high: 0, low: 0)

  private static let byID: StaticString = """
    SELECT a.id, b.id, b.name, b.slug, p.id, p.name, p.slug, a.kind, a.diary_number, a.starts_on,
      a.ends_on, a.signed_on, a.opens_person_data, a.status, a.status_reason, a.version
    FROM agreement a JOIN board b ON b.id = a.board_id JOIN partner p ON p.id = a.partner_id
    WHERE a.id = ?
    """
  private static let ofPartner: StaticString = """
    SELECT a.id, b.id, b.name, b.slug, p.id, p.name, p.slug, a.kind, a.diary_number, a.starts_on,
      a.ends_on, a.signed_on, a.opens_person_data, a.status, a.status_reason, a.version
    FROM agreement a JOIN board b ON b.id = a.board_id JOIN partner p ON p.id = a.partner_id
    WHERE a.partner_id = ? AND a.id > ? ORDER BY a.id
    """
  private static let ofBoard: StaticString = """
    SELECT a.id, b.id, b.name, b.slug, p.id, p.name, p.slug, a.kind, a.diary_number, a.starts_on,
      a.ends_on, a.signed_on, a.opens_person_data, a.status, a.status_reason, a.version
    FROM agreement a JOIN board b ON b.id = a.board_id JOIN partner p ON p.id = a.partner_id
    WHERE a.board_id = ? AND a.id > ? ORDER BY a.id LIMIT ?
    """

  private static func read(_ row: inout Row) throws -> Agreement {
    Agreement(
      id: row.id(), board: NamedThing(row.id() as BoardID, row.text(), slug: row.text()),
      partner: NamedThing(row.id() as PartnerID, row.text(), slug: row.text()),
      kind: try row.code(AgreementKind.self), diaryNumber: row.text(), startsOn: row.day(),
      endsOn: row.day(), signedOn: row.dayOrNil(), opensPersonData: row.bool(),
      storedStatus: try row.code(AgreementStatus.self), statusReason: row.textOrNil(),
      version: row.int())
  }
}
