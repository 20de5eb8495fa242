// The body of a step: one type for all of them, checked against the step's row in the table.

import Pipeline
import Vocabulary

/// A step that is asked for.
struct ReferralStepDocument: Document {
  static let name = "ReferralStep"

  let step: Step?
  /// A code for steps that choose one, text for the others.
  let reason: String?
  let question: String?
  let text: String?
  let note: String?
  let feedback: String?
  let estimate: String?
  let outcome: Outcome?
  let reviewOn: Day?
  let user: UserID?
  let team: Reference?
  let person: PersonID?
  let receiver: Reference?
  let basis: ReferralBasis?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: ReferralSteps.cycle)
    reason = Self.reason(&fields, choices: step?.choices["reason"])
    question = fields.textIfAny("question", charactersMax: 2_000)
    text = fields.textIfAny("text", charactersMax: 4_000)
    note = fields.textIfAny("note", charactersMax: 2_000)
    feedback = fields.textIfAny("feedback", charactersMax: 4_000)
    estimate = fields.textIfAny("estimate", charactersMax: 200)
    outcome = fields.codeIfAny("outcome", Outcome.self)
    reviewOn = fields.dayIfAny("reviewOn")
    user = fields.idIfAny("user")
    team = fields.referenceIfAny("team")
    person = fields.idIfAny("person")
    receiver = fields.referenceIfAny("receiver")
    basis = fields.objectIfAny("basis", BasisDocument.self)?.basis
    fields.check(step)
    if step?.name == "assign", !fields.has("user"), !fields.has("team") {
      fields.fault("team", "required")
    }
  }

  private static func reason(_ fields: inout FieldReader, choices: [String]?) -> String? {
    guard let choices else { return fields.textIfAny("reason", charactersMax: 2_000) }
    return fields.member("reason", .code(choices), isRequired: false, allowed: choices) { value in
      value.string.flatMap { choices.contains($0) ? $0 : nil }
    }
  }
}
