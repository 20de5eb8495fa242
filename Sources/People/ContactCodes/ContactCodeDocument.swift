// What comes in about contact codes.

import JSON
import Pipeline
import Vocabulary

/// The body that issues a contact code; nothing in it identifies.
struct ContactCodeDocument: Document {
  static let name = "NewContactCode"

  let sex: Sex?
  let ageBand: AgeBand?
  let team: Reference?

  init(reading fields: inout FieldReader) {
    sex = fields.codeIfAny("sex", Sex.self)
    ageBand = fields.codeIfAny("ageBand", AgeBand.self)
    team = fields.referenceIfAny("team")
  }
}

/// The body that asks for a contact code as somebody reads it out.
struct ContactCodeSearch: Document {
  static let name = "ContactCodeSearch"

  /// The code in its normal form.
  let code: String

  init(reading fields: inout FieldReader) {
    code =
      fields.member("code", .text(charactersMax: 40), isRequired: true) { value in
        if case .string(let text) = value { ShortNumber.normal(text) } else { nil }
      } ?? ""
  }
}

/// The body of a step of a contact code.
struct ContactCodeStep: Document {
  static let name = "ContactCodeStep"

  let step: Step?
  let person: PersonID?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .contactCode)
    person = fields.idIfAny("person")
    fields.check(step)
  }
}
