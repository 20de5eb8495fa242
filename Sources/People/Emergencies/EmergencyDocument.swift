// What comes in about openings in an emergency.

import Pipeline
import Vocabulary

/// The body that opens a record.
struct EmergencyDocument: Document {
  static let name = "NewEmergencyOpening"

  let person: PersonID?
  let number: String?
  let reason: String
  let minutes: Int

  init(reading fields: inout FieldReader) {
    person = fields.idIfAny("person")
    number = fields.textIfAny("number", charactersMax: 13)
    let names = ["person", "number"]
    let present = names.filter(fields.has)
    if present.isEmpty { fields.fault("", "one_required", allowed: names) }
    for extra in present.dropFirst() { fields.fault(extra, "not_allowed") }
    reason = fields.text("reason", charactersMax: 1_000)
    // A word is no reason that somebody else could judge.
    if !reason.isEmpty, reason.count < Self.reasonCharactersMin {
      fields.fault("reason", "too_short")
    }
    minutes =
      fields.integerIfAny("minutes", in: 1...EmergencyOpening.minutesMax)
      ?? EmergencyOpening.minutesMax
  }

  private static let reasonCharactersMin = 10
}

/// The body of a step of an opening.
struct EmergencyStep: Document {
  static let name = "EmergencyOpeningStep"

  let step: Step?
  let finding: ReviewFinding?
  let text: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .emergencyOpening)
    finding = fields.codeIfAny("finding", ReviewFinding.self)
    text = fields.textIfAny("text", charactersMax: 1_000)
    fields.check(step)
    if let finding, finding != .lawful, text == nil { fields.fault("text", "required") }
  }
}
