// What comes in about search orders: whom, by which teams, why and until when; then steps.

import JSON
import Pipeline
import Vocabulary

/// Somebody without a name, as they can be recognised.
struct DescribedBody: Document {
  static let name = "DescribedPerson"

  let text: String
  let sex: Sex?
  let ageBand: AgeBand?

  init(reading fields: inout FieldReader) {
    text = fields.text("text", charactersMax: 500)
    sex = fields.codeIfAny("sex", Sex.self)
    ageBand = fields.codeIfAny("ageBand", AgeBand.self)
  }
}

/// Who is looked for: exactly one of three ways to say it.
struct SearchSubjectBody: Document {
  static let name = "SearchSubject"

  let person: PersonID?
  /// A code in its normal form.
  let contactCode: String?
  let described: DescribedBody?

  init(reading fields: inout FieldReader) {
    person = fields.idIfAny("person")
    contactCode = fields.member("contactCode", .text(charactersMax: 40), isRequired: false) {
      value in
      if case .string(let text) = value { ShortNumber.normal(text) } else { nil }
    }
    described = fields.objectIfAny("described", DescribedBody.self)
    let given = ["person", "contactCode", "described"].count { fields.has($0) }
    if given != 1 { fields.fault("", given == 0 ? "required" : "contradiction") }
  }
}

/// A usual place, as it comes in.
struct UsualPlaceBody: Document {
  static let name = "NewUsualPlace"

  let usual: UsualPlace

  init(reading fields: inout FieldReader) {
    usual = UsualPlace(
      place: fields.idIfAny("place"),
      description: fields.textIfAny("description", charactersMax: 300),
      hours: fields.textIfAny("hours", charactersMax: 100))
    if !fields.has("place"), !fields.has("description") { fields.fault("", "required") }
  }
}

/// The body that orders a search.
struct NewSearchOrder: Document {
  static let name = "NewSearchOrder"
  /// Most usual places of one order.
  static let placesMax = 20
  /// Most teams beside the one that takes it.
  static let toldMax = 10

  let subject: SearchSubjectBody
  let team: Reference
  let told: [Reference]
  let why: String
  let despite: String?
  let priority: SearchPriority
  let deadline: Day?
  let usualPlaces: [UsualPlace]
  let referral: ReferralID?

  init(reading fields: inout FieldReader) {
    subject = fields.object("subject", SearchSubjectBody.self)
    team = fields.reference("team")
    told = fields.list("mayBeTold", .reference, countMax: Self.toldMax, isRequired: false) {
      value in
      if case .string(let text) = value { Reference(text) } else { nil }
    }
    why = fields.text("why", charactersMax: 1_000)
    despite = fields.textIfAny("despite", charactersMax: 1_000)
    priority = fields.codeIfAny("priority", SearchPriority.self) ?? .routine
    deadline = fields.dayIfAny("deadline")
    usualPlaces = fields.objects("usualPlaces", UsualPlaceBody.self, countMax: Self.placesMax)
      .map(\.usual)
    referral = fields.idIfAny("referral")
  }
}

/// The body of a step of a search order.
struct SearchStep: Document {
  static let name = "SearchOrderStep"

  let step: Step?
  let note: String?
  let deadline: Day?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .searchOrder)
    note = fields.textIfAny("note", charactersMax: 1_000)
    deadline = fields.dayIfAny("deadline")
    fields.check(step)
  }
}
