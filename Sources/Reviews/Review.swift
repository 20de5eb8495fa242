// Reviews of the log (sw. loggkontroll): the recurring check that the law asks for (SoLPUL 10 §),
// as work that somebody does and signs.

import Access
import JSON
import Pipeline
import Vocabulary

/// A review of the log: of one unit's staff, or of all accesses to a board's persons.
struct Review: Sendable {
  let id: ReviewID
  let board: NamedThing
  /// The unit whose staff's accesses are reviewed; nil for all accesses.
  let unit: NamedThing?
  let days: ClosedRange<Day>
  /// How many entries each rule found, and how many became items.
  let rules: [RuleCount]
  /// How many entries were looked through.
  let entries: Int
  let status: ReviewStatus
  let createdBy: NamedThing
  let createdAt: Timestamp
  let signedBy: NamedThing?
  let signedAt: Timestamp?
  /// What the signer wrote.
  let summary: String?
  let judgements: Judgements
  let version: Int

  /// What one rule found.
  struct RuleCount: Sendable, Equatable {
    let rule: ReviewRule
    let found: Int
  }

  /// How far the judging has come.
  struct Judgements: Sendable, Equatable {
    var items = 0
    var lawful = 0
    var unclear = 0
    var unlawful = 0

    var open: Int { items - lawful - unclear - unlawful }
  }

  var boardID: BoardID { BoardID(board.id) }

  /// The facts for deciding about it.
  var facts: SubjectFacts {
    SubjectFacts(board: boardID, unit: unit.map { UnitID($0.id) }, isPersonal: true)
  }

  var state: State { State(status.code) }
}

extension LifeCycle {
  /// The steps of a review.
  static let review = LifeCycle(
    "review",
    [
      Step(
        "sign", Label("Signera", "Sign"), from: "open", to: "signed", by: [.owner], .auditReview,
        optional: ["summary"])
    ])
}

extension Review {
  func write(to writer: inout JSONWriter, steps: [Step], language: Language) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("status", status.code)
      writer.member("statusText", status.label[language])
      writer.reference("board", board)
      writer.reference("unit", unit)
      writer.member("from", days.lowerBound.text)
      writer.member("to", days.upperBound.text)
      writer.member("entries", entries)
      writer.array("rules") { writer in
        for count in rules {
          writer.object { writer in
            writer.member("rule", count.rule.code)
            writer.member("ruleText", count.rule.label[language])
            writer.member("found", count.found)
          }
        }
      }
      writer.key("judgements")
      judgements.write(to: &writer)
      writer.reference("createdBy", createdBy)
      writer.member("createdAt", createdAt.text)
      writer.reference("signedBy", signedBy)
      writer.member("signedAt", signedAt?.text)
      writer.member("summary", summary)
      writer.nextSteps(steps, language: language)
    }
  }

  static let shape: Shape = .object(
    "Review",
    [
      .init("id", .id), .init("status", .code(ReviewStatus.self)), .init("statusText", .text),
      .init("board", .namedThing), .init("unit", .nullable(.namedThing)), .init("from", .day),
      .init("to", .day), .init("entries", .count),
      .init(
        "rules",
        .list(
          .object(
            "ReviewRuleCount",
            [
              .init("rule", .code(ReviewRule.self)), .init("ruleText", .text),
              .init("found", .count),
            ]), countMax: ReviewRule.allCases.count)),
      .init("judgements", Judgements.shape), .init("createdBy", .namedThing),
      .init("createdAt", .instant), .init("signedBy", .nullable(.namedThing)),
      .init("signedAt", .nullable(.instant)),
      .init("summary", .nullable(.text(charactersMax: 2_000))), .init("nextSteps", .nextSteps),
    ])
}

extension Review.Judgements {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("items", items)
      writer.member("open", open)
      writer.member("lawful", lawful)
      writer.member("unclear", unclear)
      writer.member("unlawful", unlawful)
    }
  }

  static let shape: Shape = .object(
    "ReviewJudgements",
    ["items", "open", "lawful", "unclear", "unlawful"].map { .init($0, .count) })
}
