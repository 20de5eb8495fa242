// What comes in about tips: from those who are signed in, from the public form, and steps.

import JSON
import Pipeline
import Vocabulary

/// What was seen, where and when: the part that both forms share.
struct Sighting: Sendable {
  let what: String
  let area: String?
  let position: Position?
  let seenAt: Timestamp?
  let replyTo: String?

  init(reading fields: inout FieldReader) {
    what = fields.text("what", charactersMax: 1_000)
    area = fields.textIfAny("area", charactersMax: 200)
    position = fields.objectIfAny("position", PositionBody.self).map { body in
      PositionRules.cell(of: body.position, sizeMetres: Tip.cellMetres)
    }
    seenAt = fields.instantIfAny("seenAt")
    replyTo = fields.textIfAny("replyTo", charactersMax: 200)
  }
}

/// The body of a tip from somebody who is signed in.
struct NewTip: Document {
  static let name = "NewTip"

  let entrance: Reference?
  let team: Reference?
  let source: TipSource?
  let place: PlaceID?
  let seen: Sighting
  let wantsReply: Bool

  init(reading fields: inout FieldReader) {
    entrance = fields.referenceIfAny("entrance")
    team = fields.referenceIfAny("team")
    source = fields.codeIfAny("source", TipSource.self)
    place = fields.idIfAny("place")
    seen = Sighting(reading: &fields)
    wantsReply = fields.flag("replyWanted", default: false)
    if entrance != nil, team != nil { fields.fault("team", "contradiction") }
  }
}

/// The body of a tip from anybody.
struct NewPublicTip: Document {
  static let name = "NewPublicTip"

  let entrance: Reference
  let seen: Sighting

  init(reading fields: inout FieldReader) {
    entrance = fields.reference("entrance")
    seen = Sighting(reading: &fields)
  }
}

/// The body of a step of a tip.
struct TipStep: Document {
  static let name = "TipStep"

  let step: Step?
  let alreadyKnown: Bool?
  let person: PersonID?
  let team: Reference?
  let task: TipTask?
  let deadline: Day?
  let priority: SearchPriority?
  let despite: String?
  let outcome: TipOutcome?
  let answer: String?
  let note: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .tip)
    alreadyKnown = fields.flagIfAny("alreadyKnown")
    person = fields.idIfAny("person")
    team = fields.referenceIfAny("team")
    task = fields.codeIfAny("task", TipTask.self)
    deadline = fields.dayIfAny("deadline")
    priority = fields.codeIfAny("priority", SearchPriority.self)
    despite = fields.textIfAny("despite", charactersMax: 1_000)
    outcome = fields.codeIfAny("outcome", TipOutcome.self)
    answer = fields.textIfAny("answer", charactersMax: 1_000)
    note = fields.textIfAny("note", charactersMax: 1_000)
    fields.check(step)
  }
}
