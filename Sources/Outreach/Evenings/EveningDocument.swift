// What comes in about evenings in the field. No text in it may lead to one young person.

import JSON
import Pipeline
import Vocabulary

/// A group as it comes in; a position is cut to its square before anything else sees it.
struct YouthGroupBody: Document {
  static let name = "NewYouthGroup"

  let group: YouthGroup

  init(reading fields: inout FieldReader) {
    let size = fields.code("size", GroupSize.self)
    let ageBand = fields.codeIfAny("ageBand", AgeBand.self) ?? .unknown
    let sexes = fields.codeIfAny("sexes", GroupSexes.self) ?? .unknown
    let mood = fields.codeIfAny("mood", Mood.self)
    let position = fields.objectIfAny("position", PositionBody.self)?.position
    group = YouthGroup(
      size: size, ageBand: ageBand, sexes: sexes, mood: mood,
      cell: position.map { PositionRules.cell(of: $0, sizeMetres: PositionRules.cellMetres) })
  }
}

/// The body that makes an evening.
struct NewEvening: Document {
  static let name = "NewFieldEvening"

  let team: Reference?
  let heldOn: Day?
  let area: String
  let crew: [UserID]
  let groups: [YouthGroup]
  let mood: Mood?
  let worry: WorryLevel
  let measures: String?
  let note: String?

  init(reading fields: inout FieldReader) {
    team = fields.referenceIfAny("team")
    heldOn = fields.dayIfAny("heldOn")
    area = fields.namelessText("area", charactersMax: 80)
    crew = fields.ids("crew", countMax: Evening.crewMax)
    groups = fields.objects("groups", YouthGroupBody.self, countMax: Evening.groupsMax)
      .map(\.group)
    mood = fields.codeIfAny("mood", Mood.self)
    worry = fields.code("worry", WorryLevel.self)
    measures = fields.namelessTextIfAny("measures", charactersMax: 2_000)
    note = fields.namelessTextIfAny("note", charactersMax: 4_000)
  }
}

/// The body that changes an evening that was not reviewed yet (RFC 7396).
struct EveningChange: Document {
  static let name = "FieldEveningChange"

  let area: Change<String>
  let crew: Change<[UserID]>
  let groups: Change<[YouthGroup]>
  let mood: Change<Mood>
  let worry: Change<WorryLevel>
  let measures: Change<String>
  let note: Change<String>

  init(reading fields: inout FieldReader) {
    area = fields.namelessTextChange("area", charactersMax: 80, isClearable: false)
    crew = fields.change("crew", isClearable: false) { fields in
      let crew: [UserID] = fields.ids("crew", countMax: Evening.crewMax)
      return fields.has("crew") ? crew : nil
    }
    groups = fields.change("groups", isClearable: false) { fields in
      let groups = fields.objects("groups", YouthGroupBody.self, countMax: Evening.groupsMax)
        .map(\.group)
      return fields.has("groups") ? groups : nil
    }
    mood = fields.change("mood") { $0.codeIfAny("mood", Mood.self) }
    worry = fields.change("worry", isClearable: false) { $0.codeIfAny("worry", WorryLevel.self) }
    measures = fields.namelessTextChange("measures", charactersMax: 2_000)
    note = fields.namelessTextChange("note", charactersMax: 4_000)
  }
}

/// The body of a step of an evening.
struct EveningStep: Document {
  static let name = "FieldEveningStep"

  let step: Step?
  let note: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .evening)
    note = fields.namelessTextIfAny("note", charactersMax: 2_000)
    fields.check(step)
  }
}
