// What comes in about teams and their members.

import Pipeline
import Vocabulary

/// The body that makes a team.
struct NewTeam: Document {
  static let name = "NewTeam"

  let slug: String
  let name: String
  let unit: Reference
  let targetGroups: [TargetGroup]

  init(reading fields: inout FieldReader) {
    slug = fields.slug("slug")
    name = fields.text("name")
    unit = fields.reference("unit")
    targetGroups = fields.codes("targetGroups", TargetGroup.self)
  }
}

/// The body that changes a team (RFC 7396).
struct TeamChange: Document {
  static let name = "TeamChange"

  let name: Change<String>
  let targetGroups: Change<[TargetGroup]>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    targetGroups = fields.change("targetGroups", isClearable: false) { fields in
      let groups = fields.codes("targetGroups", TargetGroup.self)
      return fields.has("targetGroups") ? groups : nil
    }
  }
}

/// The body that puts someone into a team, or says anew how they are in it.
struct Membership: Document {
  static let name = "Membership"

  let roleInTeam: String?
  let from: Day?
  let to: Day?

  init(reading fields: inout FieldReader) {
    roleInTeam = fields.textIfAny("roleInTeam")
    from = fields.dayIfAny("from")
    to = fields.dayIfAny("to")
    if let from, let to, to < from { fields.fault("to", "invalid") }
  }
}
