// A year's reviews in figures, for the board's yearly report: one call.

import Access
import JSON
import Organisation
import People
import Pipeline
import SQLite
import Vocabulary

/// The figures of a year.
enum ReviewFigures {
  private struct Sums {
    var reviews = 0
    var signed = 0
    var entries = 0
    var all = Review.Judgements()
    var byRule: [ReviewRule: Review.Judgements] = [:]
    var openings = EmergencyCounts()
  }

  static func read(_ call: Call) throws -> Reply {
    let year = try call.integer("year", in: 2_000...2_200) ?? call.today.year
    let reach = try call.signedIn().reach(.auditReview, at: call.now)
    var (boards, units) = (reach.boards, reach.units)
    if let text = call.request.query["board"] {
      guard let reference = Reference(text) else { throw Refusal.badQuery("board") }
      let board = try BoardStore(call.database).find(reference)?.id
      boards = boards.filter { $0 == board }
      units = try units.filter {
        try UnitStore(call.database).find(.id($0.erased))?.boardID == board
      }
    }
    let sums = try sums(of: boards, units, in: year, call)
    return Reply(about: .nobody) { write(sums, year, to: &$0, language: call.language) }
  }

  private static func sums(
    of boards: Set<BoardID>, _ units: Set<UnitID>, in year: Int, _ call: Call
  ) throws -> Sums {
    let store = ReviewStore(call.database)
    var sums = Sums()
    var ids: Set<ReviewID> = []
    for board in boards {
      ids.formUnion(try walk { try store.ids(of: board, after: $0, limit: $1) })
    }
    for unit in units {
      ids.formUnion(try walk { try store.ids(of: unit, after: $0, limit: $1) })
    }
    for id in ids {
      guard let review = try store.find(id), review.days.upperBound.year == year else { continue }
      sums.reviews += 1
      sums.signed += review.status == .signed ? 1 : 0
      sums.entries += review.entries
      sums.all += review.judgements
      for (rule, counts) in try store.judgements(of: id) {
        sums.byRule[rule, default: Review.Judgements()] += counts
      }
    }
    sums.openings = try EmergencyCounts(
      of: boards, units, in: year, at: call.now, call.database)
    return sums
  }

  private static func walk(
    _ next: (ReviewID, Int) throws -> [ReviewID]
  ) rethrows -> [ReviewID] {
    var ids: [ReviewID] = []
    while true {
      let more = try next(ids.last ?? ReviewID(high: 0, low: 0), 500)
      ids += more
      if more.count < 500 { return ids }
    }
  }

  private static func write(
    _ sums: Sums, _ year: Int, to writer: inout JSONWriter, language: Language
  ) {
    writer.object { writer in
      writer.member("year", year)
      writer.member("reviews", sums.reviews)
      writer.member("signed", sums.signed)
      writer.member("entries", sums.entries)
      writer.key("judgements")
      sums.all.write(to: &writer)
      writer.array("rules") { writer in
        for rule in ReviewRule.allCases {
          guard let counts = sums.byRule[rule] else { continue }
          writer.object { writer in
            writer.member("rule", rule.code)
            writer.member("ruleText", rule.label[language])
            writer.key("judgements")
            counts.write(to: &writer)
          }
        }
      }
      writer.object("emergencyOpenings") { writer in
        writer.member("opened", sums.openings.opened)
        writer.member("reviewed", sums.openings.reviewed)
        writer.member("late", sums.openings.late)
        writer.member("unlawful", sums.openings.unlawful)
      }
    }
  }

  static let shape: Shape = .object(
    "ReviewFigures",
    [
      .init("year", .integer(2_000...2_200)), .init("reviews", .count), .init("signed", .count),
      .init("entries", .count), .init("judgements", Review.Judgements.shape),
      .init(
        "rules",
        .list(
          .object(
            "ReviewRuleFigures",
            [
              .init("rule", .code(ReviewRule.self)), .init("ruleText", .text),
              .init("judgements", Review.Judgements.shape),
            ]), countMax: ReviewRule.allCases.count)),
      .init(
        "emergencyOpenings",
        .object(
          "EmergencyFigures",
          ["opened", "reviewed", "late", "unlawful"].map { .init($0, .count) })),
    ])
}

extension Review.Judgements {
  fileprivate static func += (sum: inout Review.Judgements, more: Review.Judgements) {
    sum.items += more.items
    sum.lawful += more.lawful
    sum.unclear += more.unclear
    sum.unlawful += more.unlawful
  }
}
