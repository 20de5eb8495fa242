// What comes in about reviews.

import Pipeline
import Vocabulary

/// The body that makes a review.
struct NewReview: Document {
  static let name = "NewReview"
  /// Days that one review spans at most.
  static let daysMax = 366

  let board: Reference?
  let unit: Reference?
  let first: Day
  let last: Day
  let rules: [ReviewRule]
  let sampleSize: Int
  let manyMin: Int

  init(reading fields: inout FieldReader) {
    board = fields.referenceIfAny("board")
    unit = fields.referenceIfAny("unit")
    first = fields.day("from")
    last = fields.day("to")
    let asked = fields.codes("rules", ReviewRule.self)
    // What was opened in an emergency is always looked at.
    let all = asked.isEmpty ? ReviewRule.allCases : asked + [.emergency]
    rules = ReviewRule.allCases.filter(all.contains)
    sampleSize = fields.integerIfAny("sample", in: 1...100) ?? 20
    manyMin = fields.integerIfAny("manyMin", in: 2...1_000) ?? 50
    if board != nil, unit != nil { fields.fault("unit", "not_allowed") }
    let isSaid = fields.has("from") && fields.has("to")
    if isSaid, last < first || last.number - first.number >= Self.daysMax {
      fields.fault("to", "invalid")
    }
  }
}

/// The body that judges an item.
struct ItemFinding: Document {
  static let name = "ReviewItemFinding"

  let finding: ReviewFinding
  let note: String?

  init(reading fields: inout FieldReader) {
    finding = fields.code("finding", ReviewFinding.self)
    note = fields.textIfAny("note", charactersMax: 1_000)
    if finding != .lawful, note == nil, fields.has("finding") { fields.fault("note", "required") }
  }
}

/// The body of a step of a review.
struct ReviewStep: Document {
  static let name = "ReviewStep"

  let step: Step?
  let summary: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .review)
    summary = fields.textIfAny("summary", charactersMax: 2_000)
    fields.check(step)
  }
}
