// What reports show of count rounds: published results as they were protected when the round was
// reconciled. Nothing is counted anew.

package import SQLite
package import Vocabulary

/// A published round with its figures; nil in a figure is hidden.
package struct PublishedCount: Sendable {
  /// The round.
  package let round: CountRoundID
  /// Its name.
  package let name: String
  /// The version of the definition; rounds of the same one are comparable.
  package let definition: Int
  /// When it was counted.
  package let dataAt: Timestamp
  /// The figures.
  package let figures: CountFigures
}

/// Reads published rounds.
package struct PublishedCounts {
  private let database: Database

  /// Published rounds on one connection.
  package init(_ database: Database) { self.database = database }

  /// The published rounds of a board that began on one of some days, earliest first.
  package func list(of board: BoardID, from first: Day, to last: Day) throws -> [PublishedCount] {
    let rounds = try CountRoundStore(database).list(
      publishedBy: board, after: CountRoundID(high: 0, low: 0), limit: 1_000)
    return try rounds.filter { first <= $0.startsOn && $0.startsOn <= last }
      .sorted { ($0.startsOn, $0.id) < ($1.startsOn, $1.id) }
      .compactMap { round in
        try CountResultStore(database).find(round.id).map { result in
          PublishedCount(
            round: round.id, name: round.name, definition: result.definition,
            dataAt: result.dataAt, figures: result.figures)
        }
      }
  }
}
