// What comes in about units.

import Pipeline
import Vocabulary

/// The body that makes a unit.
struct NewUnit: Document {
  static let name = "NewUnit"

  let slug: String
  let name: String
  let kind: UnitKind
  let board: Reference
  let parent: Reference?
  let phone: String?
  let onCallHours: String?

  init(reading fields: inout FieldReader) {
    slug = fields.slug("slug")
    name = fields.text("name")
    kind = fields.code("kind", UnitKind.self)
    board = fields.reference("board")
    parent = fields.referenceIfAny("parent")
    phone = fields.textIfAny("phone", charactersMax: 40)
    onCallHours = fields.textIfAny("onCallHours")
  }
}

/// The body that changes a unit (RFC 7396).
struct UnitChange: Document {
  static let name = "UnitChange"

  let name: Change<String>
  let phone: Change<String>
  let onCallHours: Change<String>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    phone = fields.textChange("phone", charactersMax: 40)
    onCallHours = fields.textChange("onCallHours")
  }
}
