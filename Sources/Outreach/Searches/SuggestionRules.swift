// Where and when to look next: a rule that can be read, from traces that are handed in. Pure; what
// the reader may not read is not among the traces and weighs nothing.

import JSON
import Pipeline
import Vocabulary

/// Something that points at a place.
struct SearchTrace: Sendable {
  let reason: SuggestionReason
  /// When; nil for what has no time, as a usual place.
  var at: Timestamp?
}

/// Where somebody may be, with all that points there.
struct SearchSpot: Sendable {
  /// One of our places; nil where it is only described.
  let place: NamedThing?
  let description: String?
  let hours: String?
  var traces: [SearchTrace]
}

/// One reason with how often and when last.
struct CountedReason: Hashable, Sendable {
  let reason: SuggestionReason
  let count: Int
  let last: Timestamp?
}

/// A proposal: where, when, and why.
struct Suggestion: Sendable {
  let place: NamedThing?
  let description: String?
  let hours: String?
  let dayPart: DayPart?
  let weekday: Weekday?
  let score: Int
  let reasons: [CountedReason]
}

extension DayPart {
  /// The part of the day of an instant, by the clock in Sweden.
  static func of(_ instant: Timestamp) -> DayPart {
    switch CivilTime.local(instant).hour {
    case 6..<10: .morning
    case 10..<17: .day
    case 17..<22: .evening
    default: .night
    }
  }
}

/// The rule of suggestions.
enum SuggestionRules {
  /// What each reason weighs when it is fresh; most that count of it.
  static let weights: [(reason: SuggestionReason, weight: Int, countMax: Int)] = [
    (.metHere, 40, 3), (.seenHere, 35, 3), (.usualPlace, 30, 1), (.heardOfHere, 20, 3),
    (.countedAlike, 8, 3), (.busyThen, 1, 5), (.notFoundLately, -20, 3), (.uneasyLately, 0, 1),
  ]
  /// After so many days a trace weighs nothing.
  static let traceDays = 90
  /// A search without a result says something for so many days, and so does a bad mood.
  static let lateDays = 14
  /// Most proposals.
  static let countMax = 20

  /// The proposals out of some spots, the best first.
  static func suggestions(from spots: [SearchSpot], at now: Timestamp) -> [Suggestion] {
    let found = spots.compactMap { suggestion(from: $0, at: now) }
    return Array(
      found.sorted { one, other in
        if one.score != other.score { return one.score > other.score }
        return name(of: one) < name(of: other)
      }.prefix(countMax))
  }

  private static func name(of suggestion: Suggestion) -> String {
    suggestion.place?.id.text ?? suggestion.description ?? ""
  }

  private static func suggestion(from spot: SearchSpot, at now: Timestamp) -> Suggestion? {
    let traces = spot.traces.filter { counts($0, at: now) }
    let score = weights.reduce(0) { sum, rule in
      let worth = traces.filter { $0.reason == rule.reason }
        .map { rule.weight * freshness(of: $0, at: now) / 100 }
        .sorted { abs($0) > abs($1) }
      return sum + worth.prefix(rule.countMax).reduce(0, +)
    }
    // A crowd alone, or trouble alone, is no trace of anybody.
    let points: Set<SuggestionReason> = [
      .metHere, .seenHere, .usualPlace, .heardOfHere, .countedAlike,
    ]
    guard traces.contains(where: { points.contains($0.reason) }) else { return nil }
    let (part, weekday) = time(of: traces)
    return Suggestion(
      place: spot.place, description: spot.description, hours: spot.hours, dayPart: part,
      weekday: weekday, score: max(score, 0), reasons: reasons(of: traces))
  }

  private static func counts(_ trace: SearchTrace, at now: Timestamp) -> Bool {
    guard let at = trace.at else { return true }
    let isLate = trace.reason == .notFoundLately || trace.reason == .uneasyLately
    return at <= now && at > now.plus(days: isLate ? -lateDays : -traceDays)
  }

  // In hundredths: a trace fades with the days.
  private static func freshness(of trace: SearchTrace, at now: Timestamp) -> Int {
    guard let at = trace.at, trace.reason != .notFoundLately else { return 100 }
    let days = Int((now.milliseconds - at.milliseconds) / 86_400_000)
    return max(0, 100 * (traceDays - days) / traceDays)
  }

  // The part of the day that most speaks for, less what was tried in vain; a weekday where the
  // person was met on it twice.
  private static func time(of traces: [SearchTrace]) -> (DayPart?, Weekday?) {
    var parts: [DayPart: Int] = [:]
    var days: [Int: Int] = [:]
    for trace in traces {
      guard let at = trace.at else { continue }
      let worth: Int
      switch trace.reason {
      case .metHere, .seenHere: worth = 4
      case .heardOfHere, .countedAlike: worth = 2
      case .busyThen: worth = 1
      case .notFoundLately: worth = -3
      case .usualPlace, .uneasyLately: worth = 0
      }
      parts[.of(at), default: 0] += worth
      if worth == 4 { days[Day.of(at).weekday, default: 0] += 1 }
    }
    let best = DayPart.allCases.filter { parts[$0, default: 0] > 0 }
      .max { parts[$0, default: 0] < parts[$1, default: 0] }
    let weekday = days.filter { $0.value >= 2 }
      .max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    return (best, weekday.map { Weekday.allCases[$0 - 1] })
  }

  private static func reasons(of traces: [SearchTrace]) -> [CountedReason] {
    weights.compactMap { rule in
      let same = traces.filter { $0.reason == rule.reason }
      guard !same.isEmpty else { return nil }
      return CountedReason(
        reason: rule.reason, count: same.count, last: same.compactMap(\.at).max())
    }
  }
}

extension Suggestion {
  func write(to writer: inout JSONWriter, language: Language) {
    writer.object { writer in
      writer.reference("place", place)
      writer.member("description", description)
      writer.member("hours", hours)
      writer.member("dayPart", dayPart?.code)
      writer.member("weekday", weekday?.code)
      writer.member("score", score)
      writer.member("text", text(language))
      writer.array("reasons") { writer in
        for reason in reasons {
          writer.object { writer in
            writer.member("code", reason.reason.code)
            writer.member("text", reason.reason.label[language])
            writer.member("count", reason.count)
            writer.member("lastAt", reason.last?.text)
          }
        }
      }
    }
  }

  /// The proposal as a sentence: where, when, because of what.
  func text(_ language: Language) -> String {
    let time = [weekday?.label[language], dayPart?.label[language] ?? hours].compactMap(\.self)
    let when = time.isEmpty ? "" : " (" + time.joined(separator: ", ") + ")"
    let why = reasons.map { reason in
      let often = reason.count > 1 ? " \(reason.count) ×" : ""
      return reason.reason.label[language] + often
        + (reason.last.map { " (\(Day.of($0).text))" } ?? "")
    }
    return (place?.name ?? description ?? "") + when + ": " + why.joined(separator: "; ")
  }

  /// What proposals look like on the wire.
  static let listShape: Shape = .object(
    "SearchSuggestions",
    [
      .init(
        "items",
        .list(
          .object(
            "SearchSuggestion",
            [
              .init("place", .nullable(.namedThing)),
              .init("description", .nullable(.text(charactersMax: 300))),
              .init("hours", .nullable(.text)), .init("dayPart", .nullable(.code(DayPart.self))),
              .init("weekday", .nullable(.code(Weekday.self))), .init("score", .count),
              .init("text", .text(charactersMax: 2_000)),
              .init(
                "reasons",
                .list(
                  .object(
                    "CountedReason",
                    [
                      .init("code", .code(SuggestionReason.self)), .init("text", .text),
                      .init("count", .count), .init("lastAt", .nullable(.instant)),
                    ]), countMax: SuggestionReason.allCases.count)),
            ]), countMax: SuggestionRules.countMax))
    ])
}
