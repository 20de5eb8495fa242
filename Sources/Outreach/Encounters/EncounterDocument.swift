// What comes in about encounters: subject and contents, and whatever else somebody had time for.

import JSON
import Pipeline
import Vocabulary

/// A new code for somebody who stays anonymous.
struct NewCodeBody: Document {
  static let name = "NewCodeOfEncounter"

  let sex: Sex?
  let ageBand: AgeBand?

  init(reading fields: inout FieldReader) {
    sex = fields.codeIfAny("sex", Sex.self)
    ageBand = fields.codeIfAny("ageBand", AgeBand.self)
  }
}

/// Who was met: exactly one of four ways to say it.
struct SubjectBody: Document {
  static let name = "EncounterSubject"

  let person: PersonID?
  /// A code in its normal form.
  let contactCode: String?
  let newCode: NewCodeBody?
  let isNobody: Bool

  init(reading fields: inout FieldReader) {
    person = fields.idIfAny("person")
    contactCode = fields.member("contactCode", .text(charactersMax: 40), isRequired: false) {
      value in
      if case .string(let text) = value { ShortNumber.normal(text) } else { nil }
    }
    newCode = fields.objectIfAny("newCode", NewCodeBody.self)
    isNobody = fields.flag("nobody", default: false)
    let given =
      ["person", "contactCode", "newCode"].count { fields.has($0) } + (isNobody ? 1 : 0)
    if given != 1 { fields.fault("", given == 0 ? "required" : "contradiction") }
  }
}

/// Things handed out, as they come in.
struct HandoutBody: Document {
  static let name = "NewHandout"

  let handout: Handout

  init(reading fields: inout FieldReader) {
    let kind = fields.code("kind", HandoutKind.self)
    handout = Handout(kind: kind, count: fields.integerIfAny("count", in: 1...99) ?? 1)
  }
}

/// The body that makes an encounter.
struct NewEncounter: Document {
  static let name = "NewEncounter"

  let id: EncounterID?
  let subject: SubjectBody
  let contents: [ContactContent]
  let at: Timestamp?
  let team: Reference?
  let shift: ShiftID?
  let place: PlaceID?
  let kind: EncounterKind?
  let duration: ContactDuration?
  let offered: [HelpOffered]
  let unavailable: [HelpOffered]
  let response: ContactResponse?
  let onlineStage: OnlineStage?
  let handouts: [Handout]
  let searchOrder: SearchOrderID?
  let referral: ReferralID?
  let workerMinutes: Int?
  let nextStep: String?
  let nextOn: Day?
  let note: String?

  init(reading fields: inout FieldReader) {
    id = fields.idIfAny("id")
    subject = fields.object("subject", SubjectBody.self)
    contents = fields.codes("contents", ContactContent.self, isRequired: true)
    at = fields.instantIfAny("at")
    team = fields.referenceIfAny("team")
    shift = fields.idIfAny("shift")
    place = fields.idIfAny("place")
    kind = fields.codeIfAny("kind", EncounterKind.self)
    duration = fields.codeIfAny("duration", ContactDuration.self)
    offered = fields.codes("offered", HelpOffered.self)
    unavailable = fields.codes("unavailable", HelpOffered.self)
    response = fields.codeIfAny("response", ContactResponse.self)
    onlineStage = fields.codeIfAny("onlineStage", OnlineStage.self)
    handouts = fields.objects("handouts", HandoutBody.self, countMax: 9).map(\.handout)
    searchOrder = fields.idIfAny("searchOrder")
    referral = fields.idIfAny("referral")
    workerMinutes = fields.integerIfAny("workerMinutes", in: 1...1_440)
    nextStep = fields.textIfAny("nextStep", charactersMax: 500)
    nextOn = fields.dayIfAny("nextOn")
    note = fields.textIfAny("note", charactersMax: 4_000)
    if response != nil, !fields.has("offered") { fields.fault("offered", "required") }
    if Set(handouts.map(\.kind)).count < handouts.count { fields.fault("handouts", "duplicate") }
  }
}

/// The body that corrects what was noted (RFC 7396); what was said before is kept.
struct EncounterChange: Document {
  static let name = "EncounterChange"

  let nextStep: Change<String>
  let nextOn: Change<Day>
  let note: Change<String>

  init(reading fields: inout FieldReader) {
    nextStep = fields.textChange("nextStep", charactersMax: 500)
    nextOn = fields.change("nextOn") { $0.dayIfAny("nextOn") }
    note = fields.textChange("note", charactersMax: 4_000)
  }
}

/// The body of a step of an encounter.
struct EncounterStep: Document {
  static let name = "EncounterStep"

  let step: Step?
  let note: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .encounter)
    note = fields.textIfAny("note", charactersMax: 500)
    fields.check(step)
  }
}
