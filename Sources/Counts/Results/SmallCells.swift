// Hides small cells of a table with sums, and as many others as it takes that no hidden one can be
// computed from what is shown (complementary hiding). Pure; knows nothing of what is counted.

/// Cells that are tied together by sums, and which of them must not be shown.
///
/// A positive count below the limit is hidden; a zero never is. All hidden cells being positive, a
/// hidden cell has another possible value unless the sums fix it: that is what ``hidden()`` asks of
/// the whole system at once, not of one row or column at a time.
package struct SmallCells: Sendable {
  /// A sum: one cell is the total of others.
  package struct Sum: Sendable {
    /// The cell that holds the total.
    package let total: Int
    /// The cells that it is made of.
    package let parts: [Int]

    /// A sum.
    package init(total: Int, parts: [Int]) {
      self.total = total
      self.parts = parts
    }
  }

  private let counts: [Int]
  private let worth: [Int]
  private let sums: [Sum]
  private let sumsOfCell: [[Int]]
  private let limit: Int
  private let secret: Set<Int>

  /// A table.
  ///
  /// - Parameters:
  ///   - counts: the cells, totals included.
  ///   - worth: how much each cell is worth showing: of those that would do, the least worthy is
  ///     hidden.
  ///   - limit: the smallest positive count that may be shown.
  ///   - secret: cells that are hidden whatever they hold: what was hidden before stays so.
  package init(counts: [Int], worth: [Int], sums: [Sum], limit: Int, secret: Set<Int> = []) {
    self.counts = counts
    self.worth = worth
    self.sums = sums
    self.limit = limit
    self.secret = secret
    var sumsOfCell = [[Int]](repeating: [], count: counts.count)
    for (index, sum) in sums.enumerated() {
      for cell in [sum.total] + sum.parts { sumsOfCell[cell].append(index) }
    }
    self.sumsOfCell = sumsOfCell
  }

  /// Which cells must not be shown.
  package func hidden() -> [Bool] {
    var hidden = counts.indices.map { 1..<limit ~= counts[$0] || secret.contains($0) }
    while true {
      hideBesideFew(&hidden)
      let computable = Self.computable(hidden, sums)
      guard !computable.isEmpty else { return hidden }
      // What is worth more stays as long as something worth less will do elsewhere.
      let least = computable.compactMap { leastBeside($0, hidden) }.map { worth[$0] }.min()
      guard let least else {
        // Nothing shown is left beside them: take the least worthy of all. A secret nought among
        // noughts has nothing left to hide behind.
        guard let cell = leastWorthy(of: counts.indices, hidden) else { return hidden }
        hidden[cell] = true
        continue
      }
      for cell in computable {
        if let one = leastBeside(cell, hidden), worth[one] == least { hidden[one] = true }
      }
    }
  }

  // A sum whose total is shown tells what its hidden parts are together: they must be two or more,
  // and not few together either.
  private func hideBesideFew(_ hidden: inout [Bool]) {
    var waiting = Array(sums.indices)
    while let index = waiting.popLast() {
      let sum = sums[index]
      let parts = sum.parts.filter { hidden[$0] }
      let isFew: Bool
      if hidden[sum.total] {
        isFew = parts.isEmpty
      } else {
        let together = parts.reduce(0) { $0 + counts[$1] }
        isFew = parts.count == 1 || together > 0 && together < limit
      }
      guard isFew, let cell = leastWorthy(of: sum.parts, hidden) ?? shown(sum.total, hidden) else {
        continue
      }
      hidden[cell] = true
      waiting += sumsOfCell[cell]
    }
  }

  private func leastBeside(_ cell: Int, _ hidden: [Bool]) -> Int? {
    leastWorthy(of: sumsOfCell[cell].flatMap { sums[$0].parts + [sums[$0].total] }, hidden)
  }

  private func shown(_ cell: Int, _ hidden: [Bool]) -> Int? {
    hidden[cell] || counts[cell] == 0 ? nil : cell
  }

  private func leastWorthy(of cells: some Sequence<Int>, _ hidden: [Bool]) -> Int? {
    cells.filter { !hidden[$0] && counts[$0] > 0 }
      .min { (worth[$0], counts[$0], $0) < (worth[$1], counts[$1], $1) }
  }

  // MARK: The audit

  /// The hidden cells whose values follow from the sums and from what is shown.
  ///
  /// Each sum is an equation over the hidden cells; after elimination a cell is fixed exactly where
  /// an equation is left that holds it alone.
  static func computable(_ hidden: [Bool], _ sums: [Sum]) -> [Int] {
    let cells = hidden.indices.filter { hidden[$0] }
    let columns = Dictionary(uniqueKeysWithValues: zip(cells, cells.indices))
    var rows: [[UInt64]] = []
    for sum in sums {
      var row = [UInt64](repeating: 0, count: cells.count)
      for part in sum.parts { if let column = columns[part] { row[column] = 1 } }
      if let column = columns[sum.total] { row[column] = Prime.value - 1 }
      if row.contains(where: { $0 != 0 }) { rows.append(row) }
    }
    Prime.reduce(&rows, columns: cells.count)
    return rows.compactMap { row in
      let places = row.indices.filter { row[$0] != 0 }
      return places.count == 1 ? cells[places[0]] : nil
    }
  }
}

/// Arithmetic modulo a prime: exact, and no number grows. The equations have coefficients 1 and -1,
/// so what is independent over the integers is so here.
private enum Prime {
  static let value: UInt64 = 2_147_483_647

  /// Brings rows into reduced echelon form.
  static func reduce(_ rows: inout [[UInt64]], columns: Int) {
    var top = 0
    for column in 0..<columns where top < rows.count {
      guard let pivot = (top..<rows.count).first(where: { rows[$0][column] != 0 }) else { continue }
      rows.swapAt(top, pivot)
      let factor = inverse(of: rows[top][column])
      let row = factor == 1 ? rows[top] : rows[top].map { $0 * factor % value }
      rows[top] = row
      for other in rows.indices where other != top && rows[other][column] != 0 {
        subtract(row, times: rows[other][column], from: &rows[other], startingAt: column)
      }
      top += 1
    }
  }

  private static func subtract(
    _ row: [UInt64], times factor: UInt64, from other: inout [UInt64], startingAt first: Int
  ) {
    let negative = value - factor
    for index in first..<row.count where row[index] != 0 {
      other[index] = (other[index] + row[index] * negative) % value
    }
  }

  /// By Fermat: a to the power p - 2.
  private static func inverse(of number: UInt64) -> UInt64 {
    var (result, base, exponent): (UInt64, UInt64, UInt64) = (1, number, value - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % value }
      base = base * base % value
      exponent >>= 1
    }
    return result
  }
}
