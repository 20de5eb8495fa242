// The only SQL about contact codes.

import Pipeline
package import SQLite
package import Vocabulary

/// Contact codes in the database.
package struct ContactCodeStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The contact code of an id; nil when there is none.
  package func find(_ id: ContactCodeID) throws -> ContactCode? {
    try database.first(
      """
      SELECT id, code, board_id, unit_id, team_id, partner_id, sex, age_band, issued_by, issued_at,
        person_id, joined_at, dropped_at, version
      FROM contact_code WHERE id = ?
      """, id, read: Self.read)
  }

  /// The contact code that is written so, in its normal form; nil when there is none.
  package func find(_ code: String) throws -> ContactCode? {
    try database.first(
      """
      SELECT id, code, board_id, unit_id, team_id, partner_id, sex, age_band, issued_by, issued_at,
        person_id, joined_at, dropped_at, version
      FROM contact_code WHERE code = ?
      """, code, read: Self.read)
  }

  /// Issues a code that nobody has.
  ///
  /// - Throws: `Refusal` 503 when no free code is drawn in many attempts.
  /// - Returns: the code as it is written.
  package func issue(
    _ id: ContactCodeID, to owner: Placement, sex: Sex?, ageBand: AgeBand?, by issuer: String,
    at now: Timestamp, random: inout Randomness
  ) throws -> String {
    let code = try draw(&random)
    try database.run(
      """
      INSERT INTO contact_code (id, code, board_id, unit_id, team_id, partner_id, sex, age_band,
        issued_by, issued_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, code, owner.board, owner.unit, owner.team, owner.partner, sex?.code, ageBand?.code,
      issuer, now)
    return code
  }

  /// Joins a code to the person that it turned out to be.
  func join(_ id: ContactCodeID, to person: PersonID, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE contact_code SET person_id = ?, joined_at = ?, version = version + 1 WHERE id = ?
      """, person, now, id)
  }

  /// Takes a code out of use.
  func drop(_ id: ContactCodeID, at now: Timestamp) throws {
    try database.run(
      "UPDATE contact_code SET dropped_at = ?, version = version + 1 WHERE id = ?", now, id)
  }

  private static let attemptsMax = 64

  // Only one writer draws at a time, so a code that is free now is free at the insert.
  private func draw(_ random: inout Randomness) throws -> String {
    for _ in 0..<Self.attemptsMax {
      let code = ShortNumber.make(prefix: "K", year: nil, length: 4, random: &random)
      if try find(code) == nil { return code }
    }
    throw Refusal(.busy)
  }

  private static func read(_ row: inout Row) throws -> ContactCode {
    let (id, code): (ContactCodeID, String) = (row.id(), row.text())
    let owner = Placement(
      board: row.idOrNil(), unit: row.idOrNil(), team: row.idOrNil(), partner: row.idOrNil())
    return ContactCode(
      id: id, code: code, owner: owner, sex: try row.codeOrNil(Sex.self),
      ageBand: try row.codeOrNil(AgeBand.self), issuedBy: row.text(), issuedAt: row.timestamp(),
      person: row.idOrNil(), joinedAt: row.timestampOrNil(), droppedAt: row.timestampOrNil(),
      version: row.int())
  }
}
