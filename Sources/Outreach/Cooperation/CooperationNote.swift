// Notes about cooperation: who was spoken with, about what, what was agreed and what comes next.
// They are the keeper's own, and no person in need of help is in them.

import Access
import JSON
import Pipeline
import Vocabulary

/// A note about cooperation (sw. *samverkanskontakt*).
struct CooperationNote: Sendable {
  let id: CooperationNoteID
  let board: BoardID
  let unit: UnitID
  let team: NamedThing
  /// The other party: a partner, or another unit.
  let partner: NamedThing?
  let withUnit: NamedThing?
  let at: Timestamp
  let who: String
  let about: String
  var agreed: String?
  var nextStep: String?
  var nextOn: Day?
  let version: Int

  /// The facts that decisions about it need.
  var facts: SubjectFacts {
    SubjectFacts(
      board: board, unit: unit, team: TeamID(team.id), isNamed: false, isPersonal: false)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.reference("team", team)
      writer.reference("partner", partner)
      writer.reference("unit", withUnit)
      writer.member("at", at.text)
      writer.member("who", who)
      writer.member("about", about)
      writer.member("agreed", agreed)
      writer.member("nextStep", nextStep)
      writer.member("nextOn", nextOn?.text)
    }
  }

  /// What a note looks like on the wire.
  static let shape: Shape = .object(
    "CooperationNote",
    [
      .init("id", .id), .init("team", .namedThing), .init("partner", .nullable(.namedThing)),
      .init("unit", .nullable(.namedThing)), .init("at", .instant), .init("who", .text),
      .init("about", .text(charactersMax: 2_000)),
      .init("agreed", .nullable(.text(charactersMax: 2_000))),
      .init("nextStep", .nullable(.text(charactersMax: 500))), .init("nextOn", .nullable(.day)),
    ])
}

/// The body that makes a note.
struct NewCooperationNote: Document {
  static let name = "NewCooperationNote"

  let team: Reference?
  let partner: Reference?
  let unit: Reference?
  let at: Timestamp?
  let who: String
  let about: String
  let agreed: String?
  let nextStep: String?
  let nextOn: Day?

  init(reading fields: inout FieldReader) {
    team = fields.referenceIfAny("team")
    partner = fields.referenceIfAny("partner")
    unit = fields.referenceIfAny("unit")
    at = fields.instantIfAny("at")
    who = fields.namelessText("who")
    about = fields.namelessText("about", charactersMax: 2_000)
    agreed = fields.namelessTextIfAny("agreed", charactersMax: 2_000)
    nextStep = fields.namelessTextIfAny("nextStep", charactersMax: 500)
    nextOn = fields.dayIfAny("nextOn")
    if fields.has("partner"), fields.has("unit") { fields.fault("unit", "contradiction") }
    if !fields.has("partner"), !fields.has("unit") { fields.fault("partner", "required") }
  }
}

/// The body that changes what was agreed and what comes next (RFC 7396).
struct CooperationNoteChange: Document {
  static let name = "CooperationNoteChange"

  let agreed: Change<String>
  let nextStep: Change<String>
  let nextOn: Change<Day>

  init(reading fields: inout FieldReader) {
    agreed = fields.namelessTextChange("agreed", charactersMax: 2_000)
    nextStep = fields.namelessTextChange("nextStep", charactersMax: 500)
    nextOn = fields.change("nextOn") { $0.dayIfAny("nextOn") }
  }
}
