// What comes in about rows. What tells who a person is goes no further than the making of a code.

import Pipeline
import Vocabulary

/// What a reporter knows of who a person is: an identity number, or initials, or both.
struct CountIdentity: Document {
  static let name = "CountIdentity"

  let number: String?
  let initials: String?

  init(reading fields: inout FieldReader) {
    number = fields.textIfAny("number", charactersMax: 13)
    initials = fields.textIfAny("initials", charactersMax: 10)
    if number == nil, initials == nil, !fields.has("number"), !fields.has("initials") {
      fields.fault("number", "required")
    }
  }
}

/// One person's row in a batch.
struct NewCountRow: Document {
  static let name = "NewCountRow"

  let identity: CountIdentity?
  let sex: Sex
  let birthYear: Int?
  let ageBand: AgeBand?
  let situation: HomelessSituation
  let needs: [NeedArea]
  let contact: SocialServicesContact

  init(reading fields: inout FieldReader) {
    identity = fields.objectIfAny("identity", CountIdentity.self)
    sex = fields.code("sex", Sex.self)
    birthYear = fields.integerIfAny("birthYear", in: 1880...2100)
    ageBand = fields.codeIfAny("ageBand", AgeBand.self)
    situation = fields.code("situation", HomelessSituation.self)
    needs = fields.codes("needs", NeedArea.self)
    contact = fields.codeIfAny("socialServicesContact", SocialServicesContact.self) ?? .unknown
    if birthYear != nil, ageBand != nil { fields.fault("ageBand", "invalid") }
    // The code of initials is made from sex and year of birth too (CNT-02).
    if identity?.initials != nil, identity?.number == nil {
      if birthYear == nil, !fields.has("birthYear") { fields.fault("birthYear", "required") }
      if sex == .unknown { fields.fault("sex", "required") }
    }
  }
}

/// The body that reports rows.
struct NewCountRows: Document {
  static let name = "NewCountRows"
  /// Most rows of a batch.
  static let countMax = 500

  let reporter: Reference?
  let rows: [NewCountRow]

  init(reading fields: inout FieldReader) {
    reporter = fields.referenceIfAny("reporter")
    rows = fields.objects("rows", NewCountRow.self, countMax: Self.countMax)
    if !fields.has("rows") { fields.fault("rows", "required") }
  }
}

/// The body that leaves a row out.
struct NewCountExclusion: Document {
  static let name = "NewCountExclusion"

  let row: CountRowID?
  let reason: CountExclusion

  init(reading fields: inout FieldReader) {
    row = fields.idIfAny("row", isRequired: true)
    reason = fields.code("reason", CountExclusion.self)
  }
}
