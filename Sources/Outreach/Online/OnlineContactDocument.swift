// What comes in about contacts on platforms.

import JSON
import Pipeline
import Vocabulary

/// The body that makes a contact.
struct NewOnlineContact: Document {
  static let name = "NewOnlineContact"

  let team: Reference?
  let platform: OnlinePlatform
  let contactedOn: Day?
  let note: String?

  init(reading fields: inout FieldReader) {
    team = fields.referenceIfAny("team")
    platform = fields.code("platform", OnlinePlatform.self)
    contactedOn = fields.dayIfAny("contactedOn")
    note = fields.namelessTextIfAny("note", charactersMax: 500)
  }
}

/// The body of a step of a contact.
struct OnlineContactStep: Document {
  static let name = "OnlineContactStep"

  let step: Step?
  let on: Day?
  let reason: OnlineEnd?
  let note: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .onlineContact)
    on = fields.dayIfAny("on")
    reason = fields.codeIfAny("reason", OnlineEnd.self)
    note = fields.namelessTextIfAny("note", charactersMax: 500)
    fields.check(step)
  }
}
