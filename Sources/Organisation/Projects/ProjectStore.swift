// The only SQL about projects.

import Access
import Pipeline
package import SQLite
package import Vocabulary

/// Projects in the database.
package struct ProjectStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The project of an id; nil when there is none.
  package func find(_ id: ProjectID) throws -> Project? {
    try database.first(Self.byID, id, read: Self.read)
  }

  /// The projects that a caller's reach covers, in the order of their ids, after one of them.
  func list(_ reach: Reach, after: ProjectID?, limit: Int, offset: Int) throws -> [Project] {
    let after = after ?? ProjectID(high: 0, low: 0)
    if reach.everything {
      return try database.all(Self.afterID, after, limit, offset, read: Self.read)
    }
    return try reach.page(limit: limit, offset: offset, by: \Project.id) { board, count in
      try database.all(Self.ofBoard, board, after, count, read: Self.read)
    }
  }

  /// Inserts a project.
  func insert(_ id: ProjectID, _ project: NewProject, unit: UnitID, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO project (id, unit_id, name, starts_on, ends_on, funder, goals,
        evaluation_due_on, made_permanent_on, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, unit, project.name, project.period.from, project.period.to, project.funder,
      StoredTexts(project.goals), project.period.evaluationDue, project.period.madePermanentOn,
      now)
  }

  /// Changes a project and raises its version.
  func change(_ project: Project, _ change: ProjectChange, _ period: ProjectPeriod) throws {
    try database.run(
      """
      UPDATE project SET name = ?, starts_on = ?, ends_on = ?, funder = ?, goals = ?,
        evaluation_due_on = ?, made_permanent_on = ?, version = version + 1
      WHERE id = ?
      """, change.name.applied(to: project.name) ?? project.name, period.from, period.to,
      change.funder.applied(to: project.funder),
      StoredTexts(change.goals.applied(to: project.goals) ?? []), period.evaluationDue,
      period.madePermanentOn, project.id)
  }

  private static let byID: StaticString = """
    SELECT p.id, u.id, u.name, u.slug, u.board_id, p.name, p.starts_on, p.ends_on,
      p.evaluation_due_on, p.made_permanent_on, p.funder, p.goals, p.version
    FROM project p JOIN unit u ON u.id = p.unit_id WHERE p.id = ?
    """
  private static let afterID: StaticString = """
    SELECT p.id, u.id, u.name, u.slug, u.board_id, p.name, p.starts_on, p.ends_on,
      p.evaluation_due_on, p.made_permanent_on, p.funder, p.goals, p.version
    FROM project p JOIN unit u ON u.id = p.unit_id
    WHERE p.id > ? ORDER BY p.id LIMIT ? OFFSET ?
    """
  private static let ofBoard: StaticString = """
    SELECT p.id, u.id, u.name, u.slug, u.board_id, p.name, p.starts_on, p.ends_on,
      p.evaluation_due_on, p.made_permanent_on, p.funder, p.goals, p.version
    FROM unit u JOIN project p ON p.unit_id = u.id
    WHERE u.board_id = ? AND p.id > ? ORDER BY p.id LIMIT ?
    """

  private static func read(_ row: inout Row) throws -> Project {
    Project(
      id: row.id(), unit: NamedThing(row.id() as UnitID, row.text(), slug: row.text()),
      boardID: row.id(), name: row.text(),
      period: ProjectPeriod(
        from: row.day(), to: row.dayOrNil(), evaluationDue: row.dayOrNil(),
        madePermanentOn: row.dayOrNil()),
      funder: row.textOrNil(), goals: try row.texts(), version: row.int())
  }
}
