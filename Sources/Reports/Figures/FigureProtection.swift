// Hides small cells of a run, with what it takes that none can be computed: within it, and from it
// together with earlier runs over the same months. One rule for everything that a run shows.

import Counts
import Vocabulary

/// The place of a count.
struct FigurePlace: Hashable, Sendable {
  let group: String
  /// Empty for the whole.
  let table: String
  /// Empty for the whole.
  let row: String
  let column: String
}

/// A count with whether it was hidden.
struct KeptCount: Sendable, Equatable {
  let count: Int
  let isHidden: Bool
}

/// What an earlier run of the same report and scope counted.
struct EarlierRun: Sendable {
  let period: ReportPeriod
  let counts: [FigurePlace: KeptCount]

  /// A count that is not kept was nought, and shown.
  func kept(at place: FigurePlace) -> KeptCount {
    counts[place] ?? KeptCount(count: 0, isHidden: false)
  }
}

/// A group after hiding; nil is hidden.
struct ProtectedGroup: Sendable {
  let group: FigureGroup
  /// The whole in each column.
  var whole: [Int?]
  /// By table, row and column.
  var cells: [[[Int?]]]
}

/// Hides what must not be shown.
struct FigureProtection: Sendable {
  let limit: Int
  let period: ReportPeriod
  /// Earlier runs that share a month with this one.
  let earlier: [EarlierRun]

  init(limit: Int, period: ReportPeriod, earlier: [EarlierRun]) {
    self.limit = limit
    self.period = period
    self.earlier = earlier.filter { $0.period.overlaps(period) }
  }

  /// A group with its small cells hidden.
  ///
  /// Each column is a system of its own, so a month is hidden alike whatever period it stands in.
  func protect(_ group: FigureGroup) -> ProtectedGroup {
    var shown = ProtectedGroup(
      group: group, whole: group.whole, cells: group.cells.map { $0.map { $0.map { $0 } } })
    for column in group.columns.indices {
      let system = ColumnSystem(group, column)
      let known = history(of: system, in: group, column)
      let hidden = SmallCells(
        counts: system.counts, worth: known.worth, sums: system.sums, limit: limit,
        secret: known.secret
      ).hidden()
      if hidden[0] { shown.whole[column] = nil }
      for (table, rows) in system.rows.enumerated() {
        for (row, cell) in rows.enumerated() where hidden[cell] {
          shown.cells[table][row][column] = nil
        }
      }
    }
    return shown
  }

  // What was hidden and has moved by a few at most stays hidden; what has grown by more is hidden
  // for others' sake before anything that was shown is. A count of persons that moved by a few
  // since it was shown would tell of those few: only that there are more in all is told.
  private func history(
    of system: ColumnSystem, in group: FigureGroup, _ column: Int
  ) -> (secret: Set<Int>, worth: [Int]) {
    var secret: Set<Int> = []
    var worth = system.worth
    let places = system.places(of: group, column)
    let code = group.columns[column].code
    let isPeriod = code == FigureLine.period.code
    for run in earlier
    where isPeriod ? run.period == period : run.period.months.contains(where: { $0.text == code }) {
      let before = places.map { run.kept(at: $0.place) }
      for (kept, (cell, _)) in zip(before, places) {
        let moved = abs(system.counts[cell] - kept.count)
        if kept.isHidden {
          if moved < limit { secret.insert(cell) } else if cell > 0 { worth[cell] = 0 }
          continue
        }
        // A row that is the whole, then and now, tells no more than the whole does.
        let isWhole = kept.count == before[0].count && system.counts[cell] == system.counts[0]
        if group.counted == .persons, cell > 0, !isWhole, 1..<limit ~= moved {
          secret.insert(cell)
        }
      }
    }
    return (secret, worth)
  }
}

/// One column of a group as cells and sums; cell 0 is the whole.
private struct ColumnSystem {
  var counts: [Int]
  var worth = [2]
  var sums: [SmallCells.Sum] = []
  /// The cells of each table's rows.
  var rows: [[Int]] = []

  init(_ group: FigureGroup, _ column: Int) {
    counts = [group.whole[column]]
    for table in group.tables.indices {
      rows.append(group.cells[table].map { append($0[column], worth: 1) })
    }
    for (index, table) in group.tables.enumerated() {
      let whole = table.within.map { rows[$0.table][$0.row] } ?? 0
      if table.overlaps {
        for row in rows[index] { addRest(of: whole, beside: row) }
      } else {
        sums.append(SmallCells.Sum(total: whole, parts: rows[index]))
      }
      guard let within = table.within else { continue }
      for (part, all) in zip(rows[index], rows[within.like]) { addRest(of: all, beside: part) }
    }
  }

  // What anybody computes by taking a part from its whole is a cell as well.
  private mutating func addRest(of whole: Int, beside part: Int) {
    let rest = append(max(0, counts[whole] - counts[part]), worth: 0)
    sums.append(SmallCells.Sum(total: whole, parts: [part, rest]))
  }

  private mutating func append(_ count: Int, worth value: Int) -> Int {
    counts.append(count)
    worth.append(value)
    return counts.count - 1
  }

  func places(of group: FigureGroup, _ column: Int) -> [(cell: Int, place: FigurePlace)] {
    let code = group.columns[column].code
    var places = [
      (0, FigurePlace(group: group.code, table: "", row: "", column: code))
    ]
    for (table, rows) in zip(group.tables, rows) {
      for (row, cell) in zip(table.rows, rows) {
        places.append(
          (
            cell,
            FigurePlace(group: group.code, table: table.code, row: row.code, column: code)
          ))
      }
    }
    return places
  }
}

extension ProtectedGroup {
  /// What is kept to protect later runs: all but noughts that are shown.
  var kept: [(FigurePlace, KeptCount)] {
    var kept: [(FigurePlace, KeptCount)] = []
    func keep(_ count: Int, _ shown: Int?, _ table: String, _ row: String, _ column: String) {
      guard count != 0 || shown == nil else { return }
      kept.append(
        (
          FigurePlace(group: group.code, table: table, row: row, column: column),
          KeptCount(count: count, isHidden: shown == nil)
        ))
    }
    for (column, line) in group.columns.enumerated() {
      keep(group.whole[column], whole[column], "", "", line.code)
      for (index, table) in group.tables.enumerated() {
        for (row, rowLine) in table.rows.enumerated() {
          keep(
            group.cells[index][row][column], cells[index][row][column], table.code, rowLine.code,
            line.code)
        }
      }
    }
    return kept
  }

  /// The tables as they are shown: with the whole as a last row and, for what sums up over months,
  /// the period as a last column.
  var shown: [ShownTable] {
    let columns = hasSum ? group.columns + [.total] : group.columns
    guard !group.tables.isEmpty else {
      return [
        ShownTable(
          code: group.code, label: group.label, counted: group.counted.rawValue,
          rows: [.total], columns: columns, values: [withSum(whole)])
      ]
    }
    return group.tables.enumerated().map { index, table in
      let total = table.within.map { cells[$0.table][$0.row] } ?? whole
      return ShownTable(
        code: group.code + "_by_" + table.code,
        label: Label(
          group.label.sv + " " + table.label.sv, group.label.en + " " + table.label.en),
        counted: group.counted.rawValue, isGeographic: table.isGeographic,
        rows: table.rows + [.total], columns: columns,
        values: (cells[index] + [total]).map(withSum))
    }
  }

  private var hasSum: Bool { group.counted == .events && group.columns.count > 1 }

  // A sum over months tells no more than the months do: with one of them hidden, so is it.
  private func withSum(_ months: [Int?]) -> [Int?] {
    guard hasSum else { return months }
    let known = months.compactMap(\.self)
    return months + [known.count == months.count ? known.reduce(0, +) : nil]
  }
}
