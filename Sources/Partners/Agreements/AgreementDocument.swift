// What comes in about agreements.

import Pipeline
import Vocabulary

/// What an agreement says.
struct AgreementTerms: Document {
  static let name = "AgreementTerms"

  let board: Reference?
  let kind: AgreementKind
  let diaryNumber: String
  let startsOn: Day
  let endsOn: Day
  let signedOn: Day?
  let opensPersonData: Bool

  init(reading fields: inout FieldReader) {
    board = fields.referenceIfAny("board")
    kind = fields.code("kind", AgreementKind.self)
    diaryNumber = fields.text("diaryNumber", charactersMax: 60)
    startsOn = fields.day("from")
    endsOn = fields.day("to")
    signedOn = fields.dayIfAny("signedOn")
    opensPersonData = fields.flag("opensPersonData", default: false)
    if opensPersonData, !kind.mayOpenPersonData { fields.fault("opensPersonData", "invalid") }
    if fields.has("from"), fields.has("to"), endsOn < startsOn { fields.fault("to", "invalid") }
  }
}

/// The body that makes an agreement with a partner that is there.
struct NewAgreement: Document {
  static let name = "NewAgreement"

  let partner: Reference
  let terms: AgreementTerms

  init(reading fields: inout FieldReader) {
    partner = fields.reference("partner")
    terms = AgreementTerms(reading: &fields)
  }
}

/// The body that changes an agreement (RFC 7396).
struct AgreementChange: Document {
  static let name = "AgreementChange"

  let diaryNumber: Change<String>
  let startsOn: Change<Day>
  let endsOn: Change<Day>
  let opensPersonData: Change<Bool>

  init(reading fields: inout FieldReader) {
    diaryNumber = fields.textChange("diaryNumber", charactersMax: 60, isClearable: false)
    startsOn = fields.change("from", isClearable: false) { $0.dayIfAny("from") }
    endsOn = fields.change("to", isClearable: false) { $0.dayIfAny("to") }
    opensPersonData = fields.change("opensPersonData", isClearable: false) {
      $0.flagIfAny("opensPersonData")
    }
  }
}

/// The body of a step of an agreement.
struct AgreementStep: Document {
  static let name = "AgreementStep"

  let step: Step?
  let signedOn: Day?
  let reason: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: AgreementRules.lifeCycle)
    signedOn = fields.dayIfAny("signedOn")
    reason = fields.textIfAny("reason", charactersMax: 500)
    fields.check(step)
  }
}
