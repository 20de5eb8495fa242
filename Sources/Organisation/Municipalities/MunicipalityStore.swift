// The only SQL about municipalities.

package import Pipeline
package import SQLite
package import Vocabulary

/// Municipalities in the database.
package struct MunicipalityStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The municipality of an id, or of a code where a slug stands; nil when there is none.
  package func find(_ reference: Reference) throws -> Municipality? {
    switch reference {
    case .id(let id):
      try database.first(
        """
        SELECT id, code, name, controller_contact, protection_officer, small_cell_limit, version
        FROM municipality WHERE id = ?
        """, id, read: Self.read)
    case .slug(let code):
      try database.first(
        """
        SELECT id, code, name, controller_contact, protection_officer, small_cell_limit, version
        FROM municipality WHERE code = ?
        """, code, read: Self.read)
    }
  }

  /// The board of an id or slug; nil when there is none.
  package func findBoard(_ reference: Reference) throws -> Board? {
    try BoardStore(database).find(reference)
  }

  /// All municipalities in the order of their ids, after one of them.
  package func list(after: MunicipalityID?, limit: Int, offset: Int) throws -> [Municipality] {
    try database.all(
      """
      SELECT id, code, name, controller_contact, protection_officer, small_cell_limit, version
      FROM municipality WHERE id > ? ORDER BY id LIMIT ? OFFSET ?
      """, after ?? MunicipalityID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  /// Inserts a municipality.
  ///
  /// - Throws: `DatabaseError` for a code in use.
  func insert(
    _ id: MunicipalityID, _ municipality: NewMunicipality, code: MunicipalityCode,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO municipality (id, code, name, controller_contact, protection_officer,
        small_cell_limit, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, id, code.text, code.name, municipality.controllerContact,
      municipality.protectionOfficer, municipality.smallCellLimit, now)
  }

  /// Changes a municipality and raises its version.
  func change(_ municipality: Municipality, _ change: MunicipalityChange) throws {
    try database.run(
      """
      UPDATE municipality SET controller_contact = ?, protection_officer = ?,
        small_cell_limit = ?, version = version + 1
      WHERE id = ?
      """, change.controllerContact.applied(to: municipality.controllerContact),
      change.protectionOfficer.applied(to: municipality.protectionOfficer),
      change.smallCellLimit.applied(to: municipality.smallCellLimit)
        ?? municipality.smallCellLimit, municipality.id)
  }

  private static func read(_ row: inout Row) -> Municipality {
    Municipality(
      id: row.id(), code: row.text(), name: row.text(), controllerContact: row.textOrNil(),
      protectionOfficer: row.textOrNil(), smallCellLimit: row.int(), version: row.int())
  }
}
