// What is counted, before anything is hidden: a whole and the tables that divide it, by month or
// for the period. Pure.

import Vocabulary

/// A row or a column of a table.
struct FigureLine: Sendable, Equatable {
  let code: String
  let label: Label

  init(_ code: String, _ label: Label) {
    self.code = code
    self.label = label
  }

  /// A line for what has a name of its own.
  init(named name: String, code: String? = nil) {
    self.init(code ?? name, Label(name, name))
  }

  /// The lines of a code list.
  static func lines<List: CodeList>(_ list: List.Type) -> [FigureLine] {
    List.allCases.map { FigureLine($0.code, $0.label) }
  }

  /// The sum over the others.
  static let total = FigureLine("total", Label("totalt", "total"))
  /// A whole period.
  static let period = FigureLine("period", Label("perioden", "the period"))
}

/// How a whole is divided.
struct FigureTable: Sendable {
  let code: String
  let label: Label
  let rows: [FigureLine]
  /// Whether the rows overlap: each is then a part beside all the rest, and they sum up to nothing.
  var overlaps = false
  /// Whether the rows are areas.
  var isGeographic = false
  /// Whether it divides only a row of another table of the group, as a third one divides the whole.
  var within: Within?

  /// A row that is divided again.
  struct Within: Sendable {
    /// The table and the row that is divided.
    let table: Int
    let row: Int
    /// The table that divides the whole by the same rows.
    let like: Int
  }
}

/// A whole with its tables and counts.
struct FigureGroup: Sendable {
  /// What is counted.
  enum Counted: String, Sendable {
    /// Things that happened: months sum up.
    case events
    /// Different persons: months do not sum up, for somebody may be met in two.
    case persons
  }

  let code: String
  let label: Label
  let counted: Counted
  let columns: [FigureLine]
  let tables: [FigureTable]
  /// The whole in each column.
  private(set) var whole: [Int]
  /// By table, row and column.
  private(set) var cells: [[[Int]]]

  init(
    _ code: String, _ label: Label, _ counted: Counted, _ columns: [FigureLine],
    _ tables: [FigureTable] = []
  ) {
    self.code = code
    self.label = label
    self.counted = counted
    self.columns = columns
    self.tables = tables
    whole = [Int](repeating: 0, count: columns.count)
    cells = tables.map { table in
      [[Int]](repeating: [Int](repeating: 0, count: columns.count), count: table.rows.count)
    }
  }

  /// Counts one more, or several alike.
  ///
  /// - Parameter rows: for each table the rows that it belongs to.
  mutating func add(_ count: Int = 1, in column: Int, _ rows: [[Int]] = []) {
    whole[column] += count
    for (table, rows) in rows.enumerated() {
      for row in rows { cells[table][row][column] += count }
    }
  }
}

/// Finds the row of a code.
struct LineIndex: Sendable {
  private let places: [String: Int]

  init(_ lines: [FigureLine]) {
    places = Dictionary(uniqueKeysWithValues: zip(lines.map(\.code), lines.indices))
  }

  /// The row as a list: empty where there is none.
  subscript(code: String?) -> [Int] { code.flatMap { places[$0] }.map { [$0] } ?? [] }
}

/// Everything that a report counted.
struct CountedReport: Sendable {
  var groups: [FigureGroup] = []
  /// Tables that were protected elsewhere.
  var ready: [ShownTable] = []
  /// When each record was written down, for how many came late.
  var recordedAt: [Timestamp] = []
}
