// The only SQL about returns.

import Pipeline
import SQLite
import Vocabulary

/// Returns in the database.
struct CountReturnStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  init(_ database: Database) { self.database = database }

  /// All returns of a round, in the order of their reporters' ids.
  func list(of round: CountRoundID) throws -> [CountReturn] {
    try database.all(
      """
      SELECT t.reporter_id, coalesce(u.name, p.name), coalesce(u.slug, p.slug), t.unit_id,
        t.partner_id, t.status, t.version,
        (SELECT count(*) FROM count_row w WHERE w.round_id = t.round_id
          AND w.reporter_id = t.reporter_id AND w.excluded IS NULL)
      FROM count_return t LEFT JOIN unit u ON u.id = t.unit_id
        LEFT JOIN partner p ON p.id = t.partner_id
      WHERE t.round_id = ? ORDER BY t.reporter_id
      """, round
    ) { row in
      let reporter = NamedThing(row.id() as AnyID, row.text(), slug: row.text())
      let (unit, partner): (UnitID?, PartnerID?) = (row.idOrNil(), row.idOrNil())
      let status = try row.code(CountReturnStatus.self)
      let version = row.int()
      return CountReturn(
        reporter: reporter, unit: unit, partner: partner, status: status, rowCount: row.int(),
        version: version)
    }
  }

  /// Names a unit or a partner as a reporter.
  func insert(
    _ round: CountRoundID, unit: UnitID? = nil, partner: PartnerID? = nil, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO count_return (round_id, reporter_id, unit_id, partner_id, status, changed_at)
      VALUES (?, ?, ?, ?, 'waiting', ?)
      """, round, unit?.erased ?? partner?.erased, unit, partner, now)
  }

  /// Sets how far a reporter has come and raises the version.
  func setStatus(
    _ status: CountReturnStatus, of reporter: AnyID, in round: CountRoundID, at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE count_return SET status = ?, changed_at = ?, version = version + 1
      WHERE round_id = ? AND reporter_id = ?
      """, status.code, now, round, reporter)
  }
}
