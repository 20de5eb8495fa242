// What comes in about count rounds.

import JSON
import Pipeline
import Vocabulary

/// The body that plans a round.
struct NewCountRound: Document {
  static let name = "NewCountRound"

  let name: String
  let board: Reference
  let startsOn: Day
  let endsOn: Day
  let dueOn: Day
  let units: [Reference]
  let partners: [Reference]

  init(reading fields: inout FieldReader) {
    name = fields.text("name")
    board = fields.reference("board")
    startsOn = fields.day("from")
    endsOn = fields.day("to")
    dueOn = fields.dayIfAny("dueOn") ?? endsOn
    units = fields.references("units")
    partners = fields.references("partners")
    if endsOn < startsOn { fields.fault("to", "invalid") }
    if dueOn < endsOn { fields.fault("dueOn", "invalid") }
    if units.isEmpty, partners.isEmpty, !fields.has("units"), !fields.has("partners") {
      fields.fault("units", "required")
    }
  }
}

/// The body of a step of a round.
struct CountRoundStep: Document {
  static let name = "CountRoundStep"

  let step: Step?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: CountCycle.cycle)
    fields.check(step)
  }
}

extension FieldReader {
  /// A list of ids or slugs; absent is empty.
  fileprivate mutating func references(_ name: String) -> [Reference] {
    list(name, .reference, countMax: 200, isRequired: false) { value in
      guard case .string(let text) = value else { return nil }
      return Reference(text)
    }
  }
}
