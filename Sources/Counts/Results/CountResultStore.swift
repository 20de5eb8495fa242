// The only SQL about results.

import JSON
import SQLite
import Vocabulary

/// Results in the database.
struct CountResultStore {
  private let database: Database

  /// A store on one connection; inserting needs the writer's.
  init(_ database: Database) { self.database = database }

  /// Keeps the result of a round, once and for all.
  func insert(_ result: CountResult) throws {
    try database.run(
      """
      INSERT INTO count_result (round_id, run_id, definition, data_at, small_cell_limit, figures)
      VALUES (?, ?, ?, ?, ?, ?)
      """, result.round, result.run, result.definition, result.dataAt, result.smallCellLimit,
      result.figures.stored(low: result.low))
  }

  /// The result of a round; nil before it is reconciled.
  func find(_ round: CountRoundID) throws -> CountResult? {
    try database.first(
      """
      SELECT run_id, definition, data_at, small_cell_limit, figures FROM count_result
      WHERE round_id = ?
      """, round
    ) { row in
      let (run, definition): (AnyID, Int) = (row.id(), row.int())
      let (dataAt, limit) = (row.timestamp(), row.int())
      let stored = try JSONReader.read(Array(row.text().utf8))
      return CountResult(
        run: run, round: round, definition: definition, dataAt: dataAt, smallCellLimit: limit,
        low: stored["low"]?.count, figures: CountFigures(stored: stored))
    }
  }
}
