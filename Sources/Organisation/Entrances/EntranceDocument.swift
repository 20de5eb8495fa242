// What comes in about entrances.

import Pipeline
import Vocabulary

/// The body that makes an entrance; its municipality is that of the unit's board.
struct NewEntrance: Document {
  static let name = "NewEntrance"

  let slug: String
  let name: String
  let targetGroup: TargetGroup
  let unit: Reference
  let team: Reference?
  let phone: String?
  let hours: OpeningHours
  let outOfHoursPhone: String?
  let textSv: String?
  let textEn: String?

  init(reading fields: inout FieldReader) {
    slug = fields.slug("slug")
    name = fields.text("name")
    targetGroup = fields.code("targetGroup", TargetGroup.self)
    unit = fields.reference("unit")
    team = fields.referenceIfAny("team")
    phone = fields.textIfAny("phone", charactersMax: 40)
    hours = fields.openingHours("hours")
    outOfHoursPhone = fields.textIfAny("outOfHoursPhone", charactersMax: 40)
    textSv = fields.textIfAny("textSv", charactersMax: Entrance.textCharactersMax)
    textEn = fields.textIfAny("textEn", charactersMax: Entrance.textCharactersMax)
  }
}

/// The body that changes an entrance (RFC 7396).
struct EntranceChange: Document {
  static let name = "EntranceChange"

  let name: Change<String>
  let targetGroup: Change<TargetGroup>
  let team: Change<Reference>
  let phone: Change<String>
  let hours: Change<OpeningHours>
  let outOfHoursPhone: Change<String>
  let textSv: Change<String>
  let textEn: Change<String>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    targetGroup = fields.change("targetGroup", isClearable: false) { fields in
      fields.codeIfAny("targetGroup", TargetGroup.self)
    }
    team = fields.change("team") { $0.referenceIfAny("team") }
    phone = fields.textChange("phone", charactersMax: 40)
    hours = fields.openingHoursChange("hours")
    outOfHoursPhone = fields.textChange("outOfHoursPhone", charactersMax: 40)
    textSv = fields.textChange("textSv", charactersMax: Entrance.textCharactersMax)
    textEn = fields.textChange("textEn", charactersMax: Entrance.textCharactersMax)
  }
}
