// Difference attacks: everything that many runs over overlapping months show is put into one system
// of equations, and no count that one of them hid follows from it.

import Testing
import Vocabulary

@testable import Reports

/// Linear equations over counts, solved by plain elimination modulo a prime of the tests' own.
private struct Equations {
  private var rows: [[Int: Int]] = []
  private static let prime = 1_000_003

  mutating func add(_ terms: [Int: Int]) { rows.append(terms) }

  /// The variables that have only one possible value.
  func solved(_ count: Int) -> Set<Int> {
    var matrix = rows.map { row in
      (0..<count).map { ((row[$0] ?? 0) % Self.prime + Self.prime) % Self.prime }
    }
    var top = 0
    for column in 0..<count {
      guard let pivot = matrix.indices.dropFirst(top).first(where: { matrix[$0][column] != 0 })
      else { continue }
      matrix.swapAt(top, pivot)
      let inverse = power(matrix[top][column], Self.prime - 2)
      matrix[top] = matrix[top].map { $0 * inverse % Self.prime }
      for other in matrix.indices where other != top && matrix[other][column] != 0 {
        let factor = matrix[other][column]
        for place in 0..<count {
          matrix[other][place] =
            (matrix[other][place] + (Self.prime - factor) * matrix[top][place]) % Self.prime
        }
      }
      top += 1
    }
    return Set(
      matrix.compactMap { row in
        let places = row.indices.filter { row[$0] != 0 }
        return places.count == 1 ? places[0] : nil
      })
  }

  private func power(_ base: Int, _ exponent: Int) -> Int {
    var (result, base, exponent) = (1, base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % Self.prime }
      base = base * base % Self.prime
      exponent >>= 1
    }
    return result
  }
}

struct FigureProtectionTests {
  private static let sex = FigureTable(
    code: "sex", label: Label("", ""), rows: ["w", "m", "o"].map { FigureLine(named: $0) })
  private static let area = FigureTable(
    code: "area", label: Label("", ""), rows: ["a", "b", "c", "d"].map { FigureLine(named: $0) })
  private static let tags = FigureTable(
    code: "tags", label: Label("", ""), rows: ["x", "y"].map { FigureLine(named: $0) },
    overlaps: true)

  private static func period(_ first: Int, _ last: Int) -> ReportPeriod? {
    guard let first = Month("2026-0\(first)"), let last = Month("2026-0\(last)") else { return nil }
    return ReportPeriod(first: first, last: last)
  }

  private static func group(
    _ period: ReportPeriod, _ data: [String: [(Int, Int, [Int])]]
  ) -> FigureGroup {
    var group = FigureGroup(
      "g", Label("", ""), .events, period.months.map { FigureLine(named: $0.text) },
      [sex, area, tags])
    for (column, month) in period.months.enumerated() {
      for (sex, area, tags) in data[month.text] ?? [] {
        group.add(in: column, [[sex], [area], tags])
      }
    }
    return group
  }

  private static func earlier(_ group: ProtectedGroup, _ period: ReportPeriod) -> EarlierRun {
    EarlierRun(
      period: period, counts: Dictionary(group.kept.map { ($0, $1) }, uniquingKeysWith: { $1 }))
  }

  @Test(arguments: 0..<40)
  func `no hidden count follows from many runs over overlapping months`(_ seed: Int) throws {
    var random = Randomness.seeded(UInt64(seed))
    var data: [String: [(Int, Int, [Int])]] = [:]
    for month in 1...4 {
      data["2026-0\(month)"] = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        (
          [0, 1, 1, 1, 2].randomElement(using: &random) ?? 0,
          [0, 0, 1, 2, 2, 2, 3].randomElement(using: &random) ?? 0,
          [0, 1].filter { _ in Bool.random(using: &random) }
        )
      }
    }
    // Variables: whole, rows and what is left beside a tag, for each of four months.
    let size = 1 + 3 + 4 + 2
    var equations = Equations()
    var hidden: Set<Int> = []
    for month in 0..<4 {
      let base = month * size
      equations.add([base: 1, base + 1: -1, base + 2: -1, base + 3: -1])
      equations.add([base: 1, base + 4: -1, base + 5: -1, base + 6: -1, base + 7: -1])
    }
    var runs: [EarlierRun] = []
    for _ in 0..<7 {
      let first = Int.random(in: 1...4, using: &random)
      let period = try #require(
        Self.period(first, Int.random(in: first...4, using: &random)))
      let shown = FigureProtection(limit: 5, period: period, earlier: runs)
        .protect(Self.group(period, data))
      runs.append(Self.earlier(shown, period))
      for (column, month) in period.months.enumerated() {
        let base = (month.number - (Month("2026-01")?.number ?? 0)) * size
        let values = [shown.whole[column]] + shown.cells.flatMap { $0.map { $0[column] } }
        for (cell, value) in values.enumerated() {
          // What is shown is known: its equation has no other term.
          if value == nil { hidden.insert(base + cell) } else { equations.add([base + cell: 1]) }
        }
      }
      for table in shown.shown where table.columns.last == .total {
        for (row, values) in table.values.enumerated() where values.last ?? nil != nil {
          #expect(values.allSatisfy { $0 != nil }, "a sum over a hidden month, row \(row)")
        }
      }
    }
    #expect(equations.solved(4 * size).isDisjoint(with: hidden), "seed \(seed)")
  }

  @Test(arguments: 0..<40)
  func `what came late never gives away what was hidden`(_ seed: Int) throws {
    var random = Randomness.seeded(UInt64(1_000 + seed))
    let period = try #require(Self.period(1, 1))
    var data = [
      "2026-01": (0..<30).map { _ in
        (
          [0, 1, 1, 1, 2].randomElement(using: &random) ?? 0,
          [0, 0, 1, 2, 2, 2, 3].randomElement(using: &random) ?? 0, [Int]()
        )
      }
    ]
    let one = FigureProtection(limit: 5, period: period, earlier: [])
      .protect(Self.group(period, data))
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      data["2026-01"]?.append((1, 2, []))
    }
    let two = FigureProtection(
      limit: 5, period: period, earlier: [Self.earlier(one, period)]
    ).protect(Self.group(period, data))
    for (table, rows) in one.cells.enumerated() {
      for (row, values) in rows.enumerated() where values[0] == nil {
        #expect(two.cells[table][row][0] == nil, "what was hidden stays hidden, seed \(seed)")
      }
    }
    #expect(two.whole[0] == data["2026-01"]?.count)
  }

  @Test func `a count of persons that moved by a few since it was shown is hidden`() throws {
    let period = try #require(Self.period(1, 3))
    func persons(_ women: Int, _ men: Int) -> FigureGroup {
      var group = FigureGroup("p", Label("", ""), .persons, [.period], [Self.sex])
      group.add(women, in: 0, [[0]])
      group.add(men, in: 0, [[1]])
      return group
    }
    let one = FigureProtection(limit: 5, period: period, earlier: []).protect(persons(20, 60))
    #expect(one.cells[0][0][0] == 20 && one.cells[0][1][0] == 60)
    let runs = [Self.earlier(one, period)]
    let two = FigureProtection(limit: 5, period: period, earlier: runs).protect(persons(21, 60))
    #expect(two.whole[0] == 81)
    #expect(two.cells[0][0][0] == nil && two.cells[0][1][0] == nil)
    let many = FigureProtection(limit: 5, period: period, earlier: runs).protect(persons(26, 70))
    #expect(many.cells[0][0][0] == 26 && many.cells[0][1][0] == 70)
    let same = FigureProtection(limit: 5, period: period, earlier: runs).protect(persons(20, 60))
    #expect(same.cells == one.cells)
  }

  @Test func `what a month hid when it was young is shown when many more came`() throws {
    let period = try #require(Self.period(1, 1))
    func month(_ counts: [Int]) -> FigureGroup {
      var group = FigureGroup(
        "e", Label("", ""), .events, ["2026-01"].map { FigureLine(named: $0) },
        [Self.area])
      for (area, count) in counts.enumerated() { group.add(count, in: 0, [[area]]) }
      return group
    }
    let young = FigureProtection(limit: 5, period: period, earlier: []).protect(
      month([3, 9, 7, 0]))
    #expect(young.cells[0].map { $0[0] } == [nil, 9, nil, 0])
    let runs = [Self.earlier(young, period)]
    let old = FigureProtection(limit: 5, period: period, earlier: runs)
    #expect(old.protect(month([14, 20, 15, 6])).cells[0].map { $0[0] } == [14, 20, 15, 6])
    // Where something must be hidden still, it is what was hidden before.
    let few = old.protect(month([14, 20, 15, 2]))
    #expect(few.cells[0].map { $0[0] } == [nil, 20, 15, nil])
  }

  @Test func `one more person hides what tells of them, and never the whole`() throws {
    let period = try #require(Self.period(1, 3))
    let acute = FigureTable(
      code: "acute_sex", label: Label("", ""), rows: Self.sex.rows,
      within: FigureTable.Within(table: 1, row: 0, like: 0))
    func persons(_ more: Int) -> FigureGroup {
      var group = FigureGroup(
        "p", Label("", ""), .persons, [.period], [Self.sex, Self.area, acute])
      group.add(19, in: 0, [[0], [0], [0]])
      group.add(56 + more, in: 0, [[1], [0], [1]])
      group.add(32, in: 0, [[0], [1], []])
      group.add(10, in: 0, [[1], [1], []])
      return group
    }
    let one = FigureProtection(limit: 5, period: period, earlier: []).protect(persons(0))
    #expect(one.cells[2].map { $0[0] } == [19, 56, 0])
    let two = FigureProtection(
      limit: 5, period: period, earlier: [Self.earlier(one, period)]
    ).protect(persons(1))
    #expect(two.whole[0] == 118)
    #expect(two.cells[0][1][0] == nil && two.cells[1][0][0] == nil && two.cells[2][1][0] == nil)
  }

  @Test func `a part of a row and the rest of it are never few`() throws {
    let period = try #require(Self.period(1, 1))
    let within = FigureTable(
      code: "acute_sex", label: Label("", ""), rows: Self.sex.rows,
      within: FigureTable.Within(table: 1, row: 0, like: 0))
    var group = FigureGroup(
      "p", Label("", ""), .persons, [.period], [Self.sex, Self.area, within])
    // Twenty women, of whom two are not in area a: 20 and 18 side by side would tell.
    group.add(18, in: 0, [[0], [0], [0]])
    group.add(2, in: 0, [[0], [1], []])
    group.add(30, in: 0, [[1], [0], [1]])
    group.add(9, in: 0, [[1], [1], []])
    let shown = FigureProtection(limit: 5, period: period, earlier: []).protect(group)
    #expect(shown.cells[0][0][0] == nil || shown.cells[2][0][0] == nil)
  }
}
