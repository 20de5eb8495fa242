// What comes in about duplicates.

import Pipeline
import Vocabulary

/// The body that asks whether somebody is known already.
struct DuplicateCheck: Document {
  static let name = "DuplicateCheck"

  let number: String?
  let told: NewPerson

  init(reading fields: inout FieldReader) {
    number = fields.textIfAny("number", charactersMax: 13)
    let (alias, preferred) = (fields.textIfAny("alias"), fields.textIfAny("preferredName"))
    let legal = fields.textIfAny("legalName")
    let birthYear = fields.integerIfAny("birthYear", in: 1_890...2_200)
    told = NewPerson(
      alias: alias, preferredName: preferred, legalName: legal, birthYear: birthYear,
      phone: fields.textIfAny("phone", charactersMax: 40))
    let isNamed = alias != nil || preferred != nil || legal != nil
    // A name alone finds too many, a year alone is a trait: together they are a question.
    if !fields.has("number"), !isNamed || birthYear == nil {
      fields.fault(isNamed ? "birthYear" : "number", "required")
    }
  }
}

/// The body of a decision about two records.
struct DuplicateJudgement: Document {
  static let name = "DuplicateJudgement"

  let decision: DuplicateDecision

  init(reading fields: inout FieldReader) {
    decision = fields.code("decision", DuplicateDecision.self)
  }
}
