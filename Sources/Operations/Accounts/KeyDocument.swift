// What comes in about API keys.

import Access
import JSON
import Pipeline
import Vocabulary

/// The body that makes a key.
struct KeyCreation: Document {
  static let name = "NewKey"

  let owner: PlaceReference?
  let name: String
  let roles: [Role]
  let permissions: [Permission]
  let expiresOn: Day

  init(reading fields: inout FieldReader) {
    let partner = fields.referenceIfAny("partner")
    let board = fields.referenceIfAny("board")
    owner = partner.map { .partner($0) } ?? board.map { .board($0) }
    if partner != nil, board != nil { fields.fault("board", "not_allowed") }
    if !fields.has("partner"), !fields.has("board") {
      fields.fault("", "one_required", allowed: ["partner", "board"])
    }
    name = fields.text("name")
    let roles: [Role] = fields.list(
      "roles", .role, countMax: Role.allCases.count, isRequired: true
    ) { $0.string.flatMap(Role.init(rawValue:)) }
    if fields.has("roles"), roles.isEmpty { fields.fault("roles", "required") }
    if Set(roles).count < roles.count { fields.fault("roles", "repeated") }
    self.roles = roles
    permissions = fields.list(
      "permissions", .permission, countMax: Permission.allCases.count, isRequired: false
    ) { $0.string.flatMap(Permission.init(rawValue:)) }
    expiresOn = fields.day("expiresOn")
  }
}

/// The body of a step of a key's life cycle.
struct KeyStep: Document {
  static let name = "KeyStep"

  let step: Step?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: KeyRecord.lifeCycle)
    fields.check(step)
  }
}
