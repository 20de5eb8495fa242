// The only SQL about notes of cooperation.

import Pipeline
import SQLite
import Vocabulary

/// Notes in the database.
struct CooperationNoteStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The note of an id; nil when there is none.
  func find(_ id: CooperationNoteID) throws -> CooperationNote? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// A team's notes in the order of their ids, after one of them; those with a next step by a day.
  func list(
    team: TeamID, partner: PartnerID?, dueOn: Day?, after: CooperationNoteID, limit: Int
  ) throws -> [CooperationNote] {
    try database.all(Self.ofTeam, team, after, partner, dueOn, limit, read: Self.read)
  }

  /// Inserts a note.
  func insert(_ note: CooperationNote, by creator: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO cooperation_note (id, board_id, unit_id, team_id, partner_id, with_unit_id, at,
        who, about, agreed, next_step, next_on, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, note.id, note.board, note.unit, TeamID(note.team.id), note.partner?.id,
      note.withUnit?.id, note.at, note.who, note.about, note.agreed, note.nextStep, note.nextOn,
      now, creator)
  }

  /// Writes what was agreed anew and raises the version.
  func save(_ note: CooperationNote) throws {
    try database.run(
      """
      UPDATE cooperation_note SET agreed = ?, next_step = ?, next_on = ?, version = version + 1
      WHERE id = ?
      """, note.agreed, note.nextStep, note.nextOn, note.id)
  }

  private static let byID: StaticString = """
    SELECT n.id, n.board_id, n.unit_id, t.id, t.name, t.slug, p.id, p.name, p.slug, u.id, u.name,
      u.slug, n.at, n.who, n.about, n.agreed, n.next_step, n.next_on, n.version
    FROM cooperation_note n JOIN team t ON t.id = n.team_id
      LEFT JOIN partner p ON p.id = n.partner_id LEFT JOIN unit u ON u.id = n.with_unit_id
    WHERE n.id = ?
    """
  private static let ofTeam: StaticString = """
    SELECT n.id, n.board_id, n.unit_id, t.id, t.name, t.slug, p.id, p.name, p.slug, u.id, u.name,
      u.slug, n.at, n.who, n.about, n.agreed, n.next_step, n.next_on, n.version
    FROM cooperation_note n JOIN team t ON t.id = n.team_id
      LEFT JOIN partner p ON p.id = n.partner_id LEFT JOIN unit u ON u.id = n.with_unit_id
    WHERE n.team_id = ?1 AND n.id > ?2 AND (?3 IS NULL OR n.partner_id = ?3)
      AND (?4 IS NULL OR n.next_on <= ?4)
    ORDER BY n.id LIMIT ?5
    """

  private static func read(_ row: inout Row) throws -> CooperationNote {
    let (id, board, unit): (CooperationNoteID, BoardID, UnitID) = (row.id(), row.id(), row.id())
    let team = NamedThing(row.id() as TeamID, row.text(), slug: row.text())
    return CooperationNote(
      id: id, board: board, unit: unit, team: team, partner: readNamed(&row, PartnerID.self),
      withUnit: readNamed(&row, UnitID.self), at: row.timestamp(), who: row.text(),
      about: row.text(), agreed: row.textOrNil(), nextStep: row.textOrNil(),
      nextOn: row.dayOrNil(), version: row.int())
  }

  private static func readNamed<Subject>(_ row: inout Row, _: ID<Subject>.Type) -> NamedThing? {
    let (id, name, slug): (ID<Subject>?, String?, String?) =
      (row.idOrNil(), row.textOrNil(), row.textOrNil())
    return id.map { NamedThing($0, name ?? "", slug: slug) }
  }
}
