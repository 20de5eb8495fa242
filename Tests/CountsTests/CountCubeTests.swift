// The table behind a round's figures: its sums are right, and no reader of any of its parts finds a
// hidden cell.

import Counts
import Testing
import Vocabulary

struct CountCubeTests {
  /// A city's acutely homeless: a quarter women, most between 50 and 65.
  static func city(_ count: Int, seed: UInt64) -> [CountedPerson] {
    var random = Randomness.seeded(seed)
    let bands: [AgeBand] = [.from25, .from35, .from66]
    return (0..<count).map { index in
      CountedPerson(
        situation: index.isMultiple(of: 9) ? .ownShortTerm : .acute,
        sex: index.isMultiple(of: 4) ? .woman : .man,
        ageBand: index % 5 < 3 ? .from50 : bands[Int.random(in: 0..<3, using: &random)],
        needs: index % 3 == 0 ? [.substance, .mentalHealth] : [.housing],
        contact: index % 7 == 0 ? .no : .yes)
    }
  }

  @Test func `the text's own sentences come back`() {
    let persons = (0..<80).map { index in
      CountedPerson(
        situation: .acute, sex: index < 20 ? .woman : .man,
        ageBand: index % 4 == 0 ? .from35 : .from50, needs: [.substance], contact: .yes)
    }
    let figures = CountCube.figures(of: persons, limit: 5)
    #expect(figures.cells[.everybody] == .some(80))
    #expect(figures.cells[CountPlace(nil, .woman, nil)] == .some(20))
    #expect(figures.cells[CountPlace(nil, nil, .from50)] == .some(60))
    #expect(figures.cells[CountPlace(.institution, nil, nil)] == .some(0))
    #expect(figures.needs[.substance] == .some(80))
    #expect(figures.needs[.debt] == .some(0))
  }

  @Test(arguments: [(1, 1), (4, 2), (17, 3), (80, 4), (300, 5)])
  func `small cells are hidden and nobody finds them sum by sum`(_ count: Int, _ seed: Int) {
    let persons = Self.city(count, seed: UInt64(seed))
    let figures = CountCube.figures(of: persons, limit: 5)
    for (place, shown) in figures.cells {
      guard let shown else { continue }
      let truth = persons.count { person in
        (place.situation ?? person.situation) == person.situation
          && (place.sex ?? person.sex) == person.sex
          && (place.ageBand ?? person.ageBand) == person.ageBand
      }
      #expect(shown == truth)
      #expect(shown == 0 || shown >= 5)
    }
    for shown in figures.needs.values { #expect(shown.map { $0 == 0 || $0 >= 5 } ?? true) }
    #expect(Attack(figures).solved.isEmpty)
  }

  @Test func `who lacks a need is as well hidden as who has it`() {
    var persons = Self.city(40, seed: 9)
    for index in persons.indices { persons[index].needs = index < 38 ? [.housing] : [] }
    let figures = CountCube.figures(of: persons, limit: 5)
    #expect(figures.needs[.housing] == .some(nil))
    #expect(figures.cells[.everybody] == .some(40))
  }
}

/// Someone who solves every sum with one unknown, again and again, over whatever was shown in any
/// answer.
struct Attack {
  private(set) var known: [CountPlace: Int] = [:]
  private(set) var solved: [CountPlace] = []

  init(_ figures: CountFigures) {
    self.init(shown: figures.cells)
  }

  init(shown: [CountPlace: Int?]) {
    for (place, count) in shown { if let count { known[place] = count } }
    while solveOne() {}
  }

  private mutating func solveOne() -> Bool {
    for total in CountPlace.all {
      for parts in Self.parts(of: total) {
        let unknown = parts.filter { known[$0] == nil }
        let sum = parts.reduce(0) { $0 + (known[$1] ?? 0) }
        if let count = known[total], unknown.count == 1 {
          note(unknown[0], count - sum)
          return true
        }
        if known[total] == nil, unknown.isEmpty {
          note(total, sum)
          return true
        }
      }
    }
    return false
  }

  private mutating func note(_ place: CountPlace, _ count: Int) {
    known[place] = count
    solved.append(place)
  }

  private static func parts(of place: CountPlace) -> [[CountPlace]] {
    var lists: [[CountPlace]] = []
    if place.situation == nil {
      lists.append(HomelessSituation.allCases.map { CountPlace($0, place.sex, place.ageBand) })
    }
    if place.sex == nil {
      lists.append(Sex.allCases.map { CountPlace(place.situation, $0, place.ageBand) })
    }
    if place.ageBand == nil {
      lists.append(AgeBand.allCases.map { CountPlace(place.situation, place.sex, $0) })
    }
    return lists
  }
}
