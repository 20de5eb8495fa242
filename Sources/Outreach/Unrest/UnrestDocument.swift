// What comes in about signs of unrest and measures. What one authority may not tell another about a
// person cannot be told here: a text that leads to one is refused.

import JSON
import Pipeline
import Vocabulary

/// The body that makes a sign.
struct NewUnrestSign: Document {
  static let name = "NewUnrestSign"

  let unit: Reference
  let area: String
  let level: WorryLevel
  let source: UnrestSource
  let what: String
  let seenOn: Day?

  init(reading fields: inout FieldReader) {
    unit = fields.reference("unit")
    area = fields.namelessText("area", charactersMax: 80)
    level = fields.code("level", WorryLevel.self)
    source = fields.code("source", UnrestSource.self)
    what = fields.namelessText("what", charactersMax: 2_000)
    seenOn = fields.dayIfAny("seenOn")
  }
}

/// The body of a step of a sign.
struct UnrestStep: Document {
  static let name = "UnrestStep"

  let step: Step?
  let level: WorryLevel?
  let followUpOn: Day?
  let note: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .unrestSign)
    level = fields.codeIfAny("level", WorryLevel.self)
    followUpOn = fields.dayIfAny("followUpOn")
    note = fields.namelessTextIfAny("note", charactersMax: 2_000)
    fields.check(step)
  }
}

/// The body that makes a measure.
struct NewUnrestMeasure: Document {
  static let name = "NewUnrestMeasure"

  let party: UnrestParty
  let what: String
  let dueOn: Day?

  init(reading fields: inout FieldReader) {
    party = fields.code("party", UnrestParty.self)
    what = fields.namelessText("what", charactersMax: 1_000)
    dueOn = fields.dayIfAny("dueOn")
  }
}

/// The body that changes a measure or tells what came of it (RFC 7396).
struct UnrestMeasureChange: Document {
  static let name = "UnrestMeasureChange"

  let what: Change<String>
  let dueOn: Change<Day>
  let result: Change<MeasureResult>
  let resultText: Change<String>

  init(reading fields: inout FieldReader) {
    what = fields.namelessTextChange("what", charactersMax: 1_000, isClearable: false)
    dueOn = fields.change("dueOn") { $0.dayIfAny("dueOn") }
    result = fields.change("result", isClearable: false) {
      $0.codeIfAny("result", MeasureResult.self)
    }
    resultText = fields.namelessTextChange("resultText", charactersMax: 1_000)
  }
}
