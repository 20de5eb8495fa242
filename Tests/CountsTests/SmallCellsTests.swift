// Hiding small cells: whatever the table, no hidden cell follows from what is shown. The proof of
// each case is another table with the same sums: what a reader of the shown cells must reckon with.

import Counts
import Testing
import Vocabulary

/// A table of rows and columns with all its totals.
private struct Grid {
  let rows: Int
  let columns: Int
  let inner: [Int]

  // Cells in rows of `columns + 1`, the last row and the last column being totals.
  func cell(_ row: Int, _ column: Int) -> Int { row * (columns + 1) + column }

  var counts: [Int] {
    var counts = [Int](repeating: 0, count: (rows + 1) * (columns + 1))
    for row in 0..<rows {
      for column in 0..<columns {
        let count = inner[row * columns + column]
        for place in [
          cell(row, column), cell(row, columns), cell(rows, column), cell(rows, columns),
        ] { counts[place] += count }
      }
    }
    return counts
  }

  var sums: [SmallCells.Sum] {
    (0...rows).map { row in
      .init(total: cell(row, columns), parts: (0..<columns).map { cell(row, $0) })
    }
      + (0...columns).map { column in
        .init(total: cell(rows, column), parts: (0..<rows).map { cell($0, column) })
      }
  }

  var worth: [Int] {
    (0...rows).flatMap { row in
      (0...columns).map { ($0 == columns ? 1 : 0) + (row == rows ? 1 : 0) }
    }
  }

  func hidden(limit: Int) -> [Bool] {
    SmallCells(counts: counts, worth: worth, sums: sums, limit: limit).hidden()
  }

  /// Hidden cells for which no table near this one with the same shown cells has another value.
  func betrayed(_ hidden: [Bool]) -> [Int] {
    let truth = counts
    var free = Set(hidden.indices.filter { hidden[$0] })
    var moved = [Int](repeating: -1, count: inner.count)
    repeat {
      let other = zip(inner, moved).map { max(0, $0 + $1) }
      let counts = Grid(rows: rows, columns: columns, inner: other).counts
      if counts.indices.allSatisfy({ hidden[$0] || counts[$0] == truth[$0] }) {
        for cell in free where counts[cell] != truth[cell] { free.remove(cell) }
      }
    } while !free.isEmpty && advance(&moved)
    return free.sorted()
  }

  private func advance(_ moved: inout [Int]) -> Bool {
    for index in moved.indices {
      if moved[index] < 1 {
        moved[index] += 1
        return true
      }
      moved[index] = -1
    }
    return false
  }
}

struct SmallCellsTests {
  @Test(arguments: 0..<60)
  func `no hidden cell of a random table can be computed`(_ seed: Int) {
    var random = Randomness.seeded(UInt64(seed))
    let (rows, columns) = (Int.random(in: 2...3, using: &random), 2)
    let highest = [3, 9, 40].randomElement(using: &random) ?? 3
    let grid = Grid(
      rows: rows, columns: columns,
      inner: (0..<rows * columns).map { _ in Int.random(in: 0...highest, using: &random) })
    let hidden = grid.hidden(limit: 5)
    for cell in hidden.indices where 1..<5 ~= grid.counts[cell] { #expect(hidden[cell]) }
    for cell in hidden.indices where grid.counts[cell] == 0 { #expect(!hidden[cell]) }
    #expect(grid.betrayed(hidden).isEmpty, "\(grid.inner) \(hidden)")
  }

  @Test(arguments: [
    [12, 3, 20, 30], [4, 4, 50, 50], [1, 0, 0, 99], [0, 0, 0, 0], [2, 0, 0, 0], [7, 8, 9, 10],
  ])
  func `what is shown never gives a few away together`(_ inner: [Int]) {
    let grid = Grid(rows: 2, columns: 2, inner: inner)
    let hidden = grid.hidden(limit: 5)
    let counts = grid.counts
    for sum in grid.sums where !hidden[sum.total] {
      let together = sum.parts.reduce(0) { $0 + (hidden[$1] ? counts[$1] : 0) }
      #expect(together == 0 || together >= 5)
    }
    if inner.allSatisfy({ $0 >= 5 || $0 == 0 }) { #expect(!hidden.contains(true)) }
  }

  @Test func `two rings of hidden cells joined by one cell do not give that cell away`() {
    // Each row and column has two hidden cells or more, so looking at them one by one finds
    // nothing; but the cell that joins the rings follows from their sums.
    var inner = [Int](repeating: 30, count: 25)
    for place in [0, 1, 5, 6, 18, 19, 23, 24] { inner[place] = 4 }
    inner[8] = 3
    let grid = Grid(rows: 5, columns: 5, inner: inner)
    var rings = [Bool](repeating: false, count: 36)
    for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (3, 3), (3, 4), (4, 3), (4, 4), (1, 3)] {
      rings[grid.cell(row, column)] = true
    }
    #expect(reduced(rings, grid).contains(grid.cell(1, 3)))
    let hidden = grid.hidden(limit: 5)
    #expect(!reduced(hidden, grid).contains(grid.cell(1, 3)))
    #expect(hidden[grid.cell(5, 5)] == false)
  }

  // What an attacker computes: shown cells are known; sums over a block of rows and columns too.
  // Here by the rings' own argument: rows 0 and 1 less columns 0 and 1 leave the joining cell.
  private func reduced(_ hidden: [Bool], _ grid: Grid) -> [Int] {
    var coefficients: [Int: Int] = [:]
    for row in [0, 1] {
      for column in 0...5 {
        coefficients[grid.cell(row, column), default: 0] += column == 5 ? -1 : 1
      }
    }
    for column in [0, 1] {
      for row in 0...5 {
        coefficients[grid.cell(row, column), default: 0] -= row == 5 ? -1 : 1
      }
    }
    let left = coefficients.filter { $0.value != 0 && hidden[$0.key] }.map(\.key)
    return left.count == 1 ? left : []
  }

  @Test func `the least worthy goes first, and totals last`() {
    let grid = Grid(rows: 3, columns: 2, inner: [3, 40, 30, 50, 60, 70])
    let hidden = grid.hidden(limit: 5)
    for row in 0...3 { #expect(!hidden[grid.cell(row, 2)]) }
    #expect(!hidden[grid.cell(3, 0)] && !hidden[grid.cell(3, 1)])
    #expect(hidden.count { $0 } == 4)
  }
}
