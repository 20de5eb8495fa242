// Figures by whole months: a span that could end on any day would tell, day by day, what a figure
// of few hides.

import Access
import Pipeline
import SQLite
import Vocabulary

/// A span of whole months.
struct FieldMonths: Sendable {
  /// Most months of one answer.
  static let countMax = 60

  let first: Day
  let last: Day

  /// The parameter that asks for them.
  static let parameter = Parameter(
    "months", .text, "Whole months, `2026-01..2026-12`; the last twelve where absent.")
}

extension Call {
  /// The months that the query asks for.
  ///
  /// - Throws: `Refusal` 400 for what are none, or too many.
  func months() throws(Refusal) -> FieldMonths {
    let fault = Refusal.badQuery("months", allowed: ["2026-01..2026-12"])
    let current = today.plus(days: 1 - today.day)
    guard let text = request.query["months"] else {
      return FieldMonths(
        first: current.plus(months: -11), last: current.plus(months: 1).plus(days: -1))
    }
    let parts = text.firstRange(of: "..").map { [text[..<$0.lowerBound], text[$0.upperBound...]] }
    let months = parts ?? [text[...]]
    guard let first = months.first.flatMap({ Day($0 + "-01") }),
      let last = months.last.flatMap({ Day($0 + "-01") }), first <= last,
      last < first.plus(months: FieldMonths.countMax)
    else { throw fault }
    return FieldMonths(first: first, last: last.plus(months: 1).plus(days: -1))
  }
}

/// A number that is told only where it is of enough.
struct SmallNumbers {
  /// The least number that is told, but nought.
  let limit: Int

  /// The limit of the teams' municipalities: the greatest one.
  init(of teams: [TeamID], _ database: Database) throws {
    limit =
      try teams.map { team in
        try database.first(
          """
          SELECT m.small_cell_limit FROM team t JOIN unit u ON u.id = t.unit_id
            JOIN board b ON b.id = u.board_id JOIN municipality m ON m.id = b.municipality_id
          WHERE t.id = ?
          """, team
        ) { row in row.int() } ?? 5
      }.max() ?? 5
  }

  /// The number; nil where it is of few.
  func shown(_ number: Int) -> Int? { number == 0 || number >= limit ? number : nil }
}
