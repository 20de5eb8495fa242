// The only SQL about units.

package import Access
package import Pipeline
package import SQLite
package import Vocabulary

/// Units in the database.
package struct UnitStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The unit of an id or slug; nil when there is none.
  package func find(_ reference: Reference) throws -> Unit? {
    switch reference {
    case .id(let id): try database.first(Self.byID, id, read: Self.read)
    case .slug(let slug): try database.first(Self.bySlug, slug, read: Self.read)
    }
  }

  /// The units that a caller's reach covers, in the order of their ids, after one of them.
  package func list(_ reach: Reach, after: UnitID?, limit: Int, offset: Int) throws -> [Unit] {
    let after = after ?? UnitID(high: 0, low: 0)
    if reach.everything {
      return try database.all(Self.afterID, after, limit, offset, read: Self.read)
    }
    return try reach.page(limit: limit, offset: offset, by: \Unit.id) { board, count in
      try database.all(Self.ofBoard, board, after, count, read: Self.read)
    }
  }

  /// Inserts a unit.
  ///
  /// - Throws: `DatabaseError` for a slug in use.
  func insert(
    _ id: UnitID, _ unit: NewUnit, board: BoardID, parent: UnitID?, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO unit (id, board_id, parent_id, slug, name, kind, phone, on_call_hours, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, board, parent, unit.slug, unit.name, unit.kind.code, unit.phone, unit.onCallHours,
      now)
  }

  /// Changes a unit and raises its version.
  func change(_ unit: Unit, _ change: UnitChange) throws {
    try database.run(
      """
      UPDATE unit SET name = ?, phone = ?, on_call_hours = ?, version = version + 1 WHERE id = ?
      """, change.name.applied(to: unit.name) ?? unit.name, change.phone.applied(to: unit.phone),
      change.onCallHours.applied(to: unit.onCallHours), unit.id)
  }

  private static let byID: StaticString = """
    SELECT u.id, u.slug, u.name, u.kind, u.phone, u.on_call_hours, u.version,
      b.id, b.name, b.slug, p.id, p.name, p.slug
    FROM unit u JOIN board b ON b.id = u.board_id LEFT JOIN unit p ON p.id = u.parent_id
    WHERE u.id = ?
    """
  private static let bySlug: StaticString = """
    SELECT u.id, u.slug, u.name, u.kind, u.phone, u.on_call_hours, u.version,
      b.id, b.name, b.slug, p.id, p.name, p.slug
    FROM unit u JOIN board b ON b.id = u.board_id LEFT JOIN unit p ON p.id = u.parent_id
    WHERE u.slug = ?
    """
  private static let afterID: StaticString = """
    SELECT u.id, u.slug, u.name, u.kind, u.phone, u.on_call_hours, u.version,
      b.id, b.name, b.slug, p.id, p.name, p.slug
    FROM unit u JOIN board b ON b.id = u.board_id LEFT JOIN unit p ON p.id = u.parent_id
    WHERE u.id > ? ORDER BY u.id LIMIT ? OFFSET ?
    """
  private static let ofBoard: StaticString = """
    SELECT u.id, u.slug, u.name, u.kind, u.phone, u.on_call_hours, u.version,
      b.id, b.name, b.slug, p.id, p.name, p.slug
    FROM unit u JOIN board b ON b.id = u.board_id LEFT JOIN unit p ON p.id = u.parent_id
    WHERE u.board_id = ? AND u.id > ? ORDER BY u.id LIMIT ?
    """

  private static func read(_ row: inout Row) throws -> Unit {
    let (id, slug, name): (UnitID, String, String) = (row.id(), row.text(), row.text())
    let kind = try row.code(UnitKind.self)
    let (phone, hours, version) = (row.textOrNil(), row.textOrNil(), row.int())
    let board = NamedThing(row.id() as BoardID, row.text(), slug: row.text())
    let parentID: UnitID? = row.idOrNil()
    let (parentName, parentSlug) = (row.textOrNil(), row.textOrNil())
    return Unit(
      id: id, slug: slug, name: name, kind: kind, board: board,
      parent: parentID.map { NamedThing($0, parentName ?? "", slug: parentSlug) }, phone: phone,
      onCallHours: hours, version: version)
  }
}
