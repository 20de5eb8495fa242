// What comes in about checklists.

import JSON
import Pipeline
import Vocabulary

/// An answer as it comes in.
struct AnswerBody: Document {
  static let name = "NewTraffickingAnswer"

  let indicator: TraffickingIndicator
  let answer: IndicatorAnswer

  init(reading fields: inout FieldReader) {
    indicator = fields.code("indicator", TraffickingIndicator.self)
    answer = fields.code("answer", IndicatorAnswer.self)
  }
}

/// The body that makes a checklist: about a person, or about an encounter.
struct NewChecklist: Document {
  static let name = "NewTraffickingChecklist"

  let person: PersonID?
  let encounter: EncounterID?
  let at: Timestamp?
  let answers: ChecklistAnswers
  let note: String?

  init(reading fields: inout FieldReader) {
    person = fields.idIfAny("person")
    encounter = fields.idIfAny("encounter")
    at = fields.instantIfAny("at")
    let isChild = fields.codeIfAny("isChild", IndicatorAnswer.self) ?? .unknown
    let isInDanger = fields.flag("inDanger", default: false)
    let given = fields.objects(
      "answers", AnswerBody.self, countMax: TraffickingIndicator.allCases.count)
    note = fields.textIfAny("note", charactersMax: 2_000)
    answers = ChecklistAnswers(
      given: given.reduce(into: [:]) { $0[$1.indicator] = $1.answer },
      isChild: isChild, isInDanger: isInDanger)
    if !fields.has("answers") { fields.fault("answers", "required") }
    if answers.given.count < given.count { fields.fault("answers", "duplicate") }
    if fields.has("person"), fields.has("encounter") { fields.fault("encounter", "contradiction") }
    if !fields.has("person"), !fields.has("encounter") { fields.fault("person", "required") }
  }
}

/// The body of a step of a checklist.
struct ChecklistStep: Document {
  static let name = "TraffickingChecklistStep"

  let step: Step?
  let note: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .checklist)
    note = fields.textIfAny("note", charactersMax: 500)
    fields.check(step)
  }
}
