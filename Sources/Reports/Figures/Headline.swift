// The few sentences that people quote, made from cells that are shown and from nothing else. What
// is hidden is not put into words either.

import JSON
import Pipeline
import Vocabulary

/// A sentence with its number.
struct Headline: Sendable, Equatable {
  let code: String
  let text: Label
  /// A count, or a share in per cent; nil is hidden.
  let value: Int?

  /// The sentences that the tables of a run allow.
  static func lines(of tables: [ShownTable]) -> [Headline] {
    // Of those who are acutely homeless where a report tells them apart, else of all.
    let situations = tables.first { $0.code == "persons_by_situation" }
    let isAcute = situations.map { $0.value("1", "period") != 0 } ?? false
    let prefix = isAcute ? "persons_by_acute_" : "persons_by_"
    guard let sex = tables.first(where: { $0.code == prefix + "sex" }) else { return [] }
    let all = sex.value("total", "period")
    let group = isAcute ? Label(" i akut hemlöshet", " in acute homelessness") : Label("", "")
    // Nobody has no shares.
    if all == 0 { return [persons(all, group)] }
    var lines = [persons(all, group), share(of: sex.value("woman", "period"), among: all)]
    if let ages = tables.first(where: { $0.code == prefix + "age_band" }) {
      lines.append(mostCommon(ages, among: all))
    }
    if let both = tables.first(where: { $0.code == prefix + "both_needs" }) {
      lines.append(bothNeeds(both.value("both", "period"), among: all))
    }
    return lines
  }

  private static func hidden(_ code: String) -> Headline {
    Headline(
      code: code, text: Label("för få för att visas", "too few to be shown"), value: nil)
  }

  private static func persons(_ count: Int?, _ group: Label) -> Headline {
    guard let count else { return hidden("persons") }
    let tens = (count + 5) / 10 * 10
    let words =
      count < 20
      ? Label("\(count) personer", "\(count) persons")
      : Label("ett \(tens)-tal personer", "about \(tens) persons")
    return Headline(
      code: "persons", text: Label(words.sv + group.sv, words.en + group.en), value: count)
  }

  private static func share(of women: Int?, among all: Int?) -> Headline {
    guard let women, let all, all > 0 else { return hidden("women_share") }
    let percent = percent(women, of: all)
    let words = fraction(percent)
    return Headline(
      code: "women_share", text: Label(words.sv + " kvinnor", words.en + " women"), value: percent)
  }

  // The band is the most common one for certain only if the hidden ones together hold no more.
  private static func mostCommon(_ ages: ShownTable, among all: Int?) -> Headline {
    let known = ages.rows.filter { $0 != .total && $0.code != AgeBand.unknown.code }
      .compactMap { row in ages.value(row.code, "period").map { (row, $0) } }
    let shown = ages.rows.filter { $0 != .total }
      .reduce(0) { $0 + (ages.value($1.code, "period") ?? 0) }
    guard let all, let (row, count) = known.max(by: { $0.1 < $1.1 }), count > 0,
      count >= all - shown
    else { return hidden("age_band") }
    let years = row.code.split(separator: "-").joined(separator: "–")
    let words =
      count * 2 > all
      ? Label("de flesta är \(years) år", "most are \(years) years")
      : Label("flest är \(years) år", "more are \(years) years than any other age")
    return Headline(code: "age_band", text: words, value: count)
  }

  private static func bothNeeds(_ both: Int?, among all: Int?) -> Headline {
    guard let both, let all, all > 0 else { return hidden("both_needs") }
    let percent = percent(both, of: all)
    let words = both * 2 > all ? Label("de flesta", "most") : fraction(percent)
    return Headline(
      code: "both_needs",
      text: Label(
        words.sv + " har både beroende och psykisk ohälsa",
        words.en + " have both addiction and mental illness"),
      value: percent)
  }

  private static func percent(_ part: Int, of all: Int) -> Int { (part * 200 + all) / (all * 2) }

  private static func fraction(_ percent: Int) -> Label {
    switch percent {
    case 0: Label("inga", "no")
    case 9...11: Label("en tiondel", "one tenth")
    case 18...22: Label("en femtedel", "one fifth")
    case 23...28: Label("en fjärdedel", "a quarter")
    case 31...36: Label("en tredjedel", "a third")
    case 48...52: Label("hälften", "half")
    case 64...69: Label("två tredjedelar", "two thirds")
    case 73...77: Label("tre fjärdedelar", "three quarters")
    case 100: Label("alla", "all")
    default: Label("\(percent) procent", "\(percent) per cent")
    }
  }
}

extension Headline {
  func write(to writer: inout JSONWriter, _ language: Language) {
    writer.object { writer in
      writer.member("code", code)
      writer.member("text", text[language])
      writer.member("value", value)
    }
  }

  static let shape: Shape = .object(
    "Headline",
    [.init("code", .text), .init("text", .text), .init("value", .nullable(.count))])
}
