// One access that a review looks at: which entry, by which rule, and what the reviewer says. It
// names who looked and the person's id, never who the person is.

import Audit
import JSON
import Pipeline
import Vocabulary

/// An item of a review.
struct ReviewItem: Sendable {
  let number: Int
  /// The entry's number in the chain.
  let entryNumber: Int
  let rule: ReviewRule
  /// Who looked, as the entry names them.
  let actor: String
  let person: PersonID?
  let judgement: Judgement?

  /// What a reviewer said.
  struct Judgement: Sendable {
    let finding: ReviewFinding
    let note: String?
    let by: NamedThing
    let at: Timestamp
  }

  /// Writes it with what stands in its entry.
  func write(
    to writer: inout JSONWriter, entry: PastEntry?, actorName: String?, language: Language
  ) {
    writer.object { writer in
      writer.member("number", number)
      writer.member("rule", rule.code)
      writer.member("ruleText", rule.label[language])
      writer.member("seq", entryNumber)
      writer.member("at", entry?.at.text)
      writer.member("actor", actor)
      writer.member("actorName", actorName)
      writer.member("action", entry?.action)
      writer.member("purpose", entry?.purpose)
      writer.member("outcome", entry?.outcome)
      writer.member("person", person?.text)
      writer.member("finding", judgement?.finding.code)
      writer.member("note", judgement?.note)
      writer.reference("judgedBy", judgement?.by)
      writer.member("judgedAt", judgement?.at.text)
    }
  }

  static let shape: Shape = .object(
    "ReviewItem",
    [
      .init("number", .count), .init("rule", .code(ReviewRule.self)), .init("ruleText", .text),
      .init("seq", .count), .init("at", .nullable(.instant)), .init("actor", .text),
      .init("actorName", .nullable(.text)), .init("action", .nullable(.text)),
      .init("purpose", .nullable(.text)), .init("outcome", .nullable(.text)),
      .init("person", .nullable(.id)), .init("finding", .nullable(.code(ReviewFinding.self))),
      .init("note", .nullable(.text(charactersMax: 1_000))),
      .init("judgedBy", .nullable(.namedThing)), .init("judgedAt", .nullable(.instant)),
    ])
}
