// The only SQL about checklists and their answers.

import Pipeline
import SQLite
import Vocabulary

/// Checklists in the database.
struct ChecklistStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The checklist of an id; nil when there is none.
  func find(_ id: ChecklistID) throws -> Checklist? {
    try database.first(Self.byID, id) { row in try read(&row) }
  }

  /// A person's checklists in the order of their ids, after one of them.
  func list(of person: PersonID, after: ChecklistID?, limit: Int) throws -> [Checklist] {
    try database.all(
      Self.ofPerson, person, after ?? ChecklistID(high: 0, low: 0), limit
    ) { row in try read(&row) }
  }

  /// Inserts a checklist with its answers.
  func insert(_ checklist: Checklist, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO trafficking_checklist (id, board_id, person_id, encounter_id, at, is_child,
        in_danger, note, status, retention_class, created_at, created_by, created_by_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, checklist.id, checklist.board, checklist.person, checklist.encounter, checklist.at,
      checklist.answers.isChild.code, checklist.answers.isInDanger, checklist.note,
      checklist.status, checklist.person == nil ? "anonymous" : "case", now, checklist.createdBy,
      checklist.authorName)
    for indicator in TraffickingIndicator.allCases {
      guard let answer = checklist.answers.given[indicator] else { continue }
      try database.run(
        "INSERT INTO trafficking_answer (checklist_id, indicator, answer) VALUES (?, ?, ?)",
        checklist.id, indicator.code, answer.code)
    }
  }

  /// Marks a checklist as entered in error and raises its version.
  func markError(_ id: ChecklistID, because reason: String?) throws {
    try database.run(
      """
      UPDATE trafficking_checklist SET status = 'entered-in-error', status_reason = ?,
        version = version + 1
      WHERE id = ?
      """, reason, id)
  }

  private static let byID: StaticString = """
    SELECT id, board_id, person_id, encounter_id, at, is_child, in_danger, note, status,
      status_reason, created_by, created_by_name, version
    FROM trafficking_checklist WHERE id = ?
    """
  private static let ofPerson: StaticString = """
    SELECT id, board_id, person_id, encounter_id, at, is_child, in_danger, note, status,
      status_reason, created_by, created_by_name, version
    FROM trafficking_checklist WHERE person_id = ? AND id > ? ORDER BY id LIMIT ?
    """

  private func read(_ row: inout Row) throws -> Checklist {
    let id: ChecklistID = row.id()
    let (board, person, encounter): (BoardID, PersonID?, EncounterID?) =
      (row.id(), row.idOrNil(), row.idOrNil())
    let at = row.timestamp()
    let answers = ChecklistAnswers(
      given: try given(of: id), isChild: try row.code(IndicatorAnswer.self),
      isInDanger: row.bool())
    return Checklist(
      id: id, board: board, person: person, encounter: encounter, at: at, answers: answers,
      note: row.textOrNil(), status: row.text(), statusReason: row.textOrNil(),
      createdBy: row.text(), authorName: row.text(), version: row.int())
  }

  // A code that is no longer in the list falls away.
  private func given(of id: ChecklistID) throws -> [TraffickingIndicator: IndicatorAnswer] {
    let rows = try database.all(
      "SELECT indicator, answer FROM trafficking_answer WHERE checklist_id = ?", id
    ) { row in
      (TraffickingIndicator(rawValue: row.text()), IndicatorAnswer(rawValue: row.text()))
    }
    return rows.reduce(into: [:]) { found, row in
      if let indicator = row.0, let answer = row.1 { found[indicator] = answer }
    }
  }
}
