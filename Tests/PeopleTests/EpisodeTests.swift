// Dated episodes: how a new one is placed, what is refused, and how two timelines become one.

import Pipeline
import Testing
import Vocabulary

@testable import People

struct EpisodeTests {
  let today = Day(number: 20_000)

  func days(_ from: Int, _ to: Int?) -> Episode {
    Episode(startsOn: Day(number: 20_000 + from), endsOn: to.map { Day(number: 20_000 + $0) })
  }

  func row(_ number: UInt64, _ from: Int, _ to: Int?) -> EpisodeRow {
    EpisodeRow(AnyID(high: 0, low: number), days(from, to))
  }

  @Test(
    arguments: [
      (-1, nil, 2), (-9, nil, 2), (-10, nil, 2), (0, 0, 2), (-5, -3, 2), (-20, -15, nil),
      (-12, -12, nil),
    ] as [(Int, Int?, UInt64?)])
  func `a new episode ends the one that goes on`(_ from: Int, _ to: Int?, _ ends: UInt64?) throws {
    let rows = [row(1, -15, -10), row(2, -10, nil)]
    let ended = try Episodes.place(days(from, to), among: rows, on: today)
    #expect(ended?.id.low == ends)
    if ends != nil { #expect(ended?.days.endsOn == Day(number: 20_000 + from)) }
  }

  @Test(
    arguments: [
      (1, nil, "/from", "future"), (-3, 1, "/to", "future"), (-3, -4, "/to", "contradiction"),
      (-20, nil, "/from", "overlap"), (-6, nil, "/from", "overlap"), (-12, -11, "/from", "overlap"),
      (-20, -4, "/from", "overlap"), (-6, -4, "/from", "overlap"),
    ] as [(Int, Int?, String, String)])
  func `days that do not do are refused by path`(
    _ from: Int, _ to: Int?, _ path: String, _ code: String
  ) {
    let rows = [row(1, -15, -5), row(2, -5, nil)]
    let refusal = #expect(throws: Refusal.self) {
      try Episodes.place(days(from, to), among: rows, on: today)
    }
    #expect(refusal?.errors == [FieldFault(path: path, code: code)])
  }

  @Test func `a correction takes no day of another one, and may touch it`() throws {
    let rows = [row(1, -15, -5), row(2, -5, nil)]
    try Episodes.correct(row(1, -20, -5), among: rows, on: today)
    try Episodes.correct(row(2, -5, 0), among: rows, on: today)
    #expect(throws: Refusal.self) {
      try Episodes.correct(row(1, -20, -4), among: rows, on: today)
    }
    #expect(throws: Refusal.self) {
      try Episodes.correct(row(1, -20, nil), among: rows, on: today)
    }
  }

  @Test(arguments: 0..<200)
  func `after clipping no two have a day in common, and nothing grew`(_ seed: UInt64) {
    var random = Randomness.seeded(seed)
    let rows = (0..<UInt64.random(in: 0...8, using: &random)).map { index in
      let from = Int.random(in: -9...0, using: &random)
      let to = Bool.random(using: &random) ? nil : from + Int.random(in: 0...6, using: &random)
      return row(index, from, to)
    }
    let clipped = Episodes.clipped(rows)
    var all = rows
    for row in clipped { all.replace([rows[Int(row.id.low)]], with: [row]) }
    for one in all {
      for other in all where one.id != other.id {
        #expect(!one.days.overlaps(other.days), "seed \(seed): \(all)")
      }
      let before = rows[Int(one.id.low)].days
      #expect(one.days.startsOn == before.startsOn)
      if let end = before.endsOn { #expect(one.days.endsOn.map { $0 <= end } ?? false) }
    }
    #expect(Episodes.clipped(all) == [], "seed \(seed)")
  }
}
