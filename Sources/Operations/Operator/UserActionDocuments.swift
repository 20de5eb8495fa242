// What the operator's actions on users take. A password comes in here and nowhere stays but hashed.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// A user to be made, with the one role that it begins with.
struct UserAdding: Document {
  static let name = "UserAdding"

  let username: String
  let name: String?
  let email: String?
  let role: Role
  let partner: Reference?
  let place: PlaceReference?
  let password: String
  let isOneTime: Bool

  init(reading fields: inout FieldReader) {
    username = fields.username("username")
    name = fields.textIfAny("name")
    email = fields.emailIfAny("email")
    role = fields.roleIfAny("role", isRequired: true) ?? .service
    partner = fields.referenceIfAny("partner")
    let places: [PlaceReference] = [
      fields.referenceIfAny("board").map { .board($0) },
      fields.referenceIfAny("unit").map { .unit($0) },
      fields.referenceIfAny("team").map { .team($0) },
    ].compactMap { $0 }
    for extra in places.dropFirst() { fields.fault(extra.member, "not_allowed") }
    place = places.first
    password = fields.text("password", charactersMax: Password.bytesMax)
    isOneTime = fields.flag("oneTime", default: false)
    if fields.has("role"), role != .systemAdmin, partner == nil, place == nil {
      fields.fault("", "one_required", allowed: PlaceReference.names)
    }
  }

  /// Where the user belongs, and where its role holds: a partner's guide works in a municipality.
  ///
  /// - Throws: `Refusal` 422 for a place that does not exist.
  func whereabouts(in scopes: ScopeStore) throws -> (GrantRules.Home, Place) {
    let place = try place?.find(in: scopes)
    guard let partner else {
      guard let place else { return (.server, .server) }
      guard let municipality = place.municipality else { return (.server, place) }
      return (.municipality(municipality), place)
    }
    let home = try PlaceReference.partner(partner).find(in: scopes)
    guard case .partner(let id) = home.scope, let kind = try scopes.kind(of: id) else {
      throw Refusal.invalid("/partner", "unknown")
    }
    return (.partner(id, kind: kind), place ?? home)
  }
}

/// A user, by the name to sign in with.
struct UserNamed: Document {
  static let name = "UserNamed"

  let username: String

  init(reading fields: inout FieldReader) { username = fields.username("username") }
}

/// A new password for a user.
struct PasswordSetting: Document {
  static let name = "PasswordSetting"

  let username: String
  let password: String
  let isOneTime: Bool

  init(reading fields: inout FieldReader) {
    username = fields.username("username")
    password = fields.text("password", charactersMax: Password.bytesMax)
    isOneTime = fields.flag("oneTime", default: false)
  }
}

/// A question why a user may do something, or may not.
struct OperatorQuestion: Document {
  static let name = "OperatorQuestion"

  let username: String
  let permission: Permission
  let place: PlaceReference?
  let isPersonal: Bool

  init(reading fields: inout FieldReader) {
    username = fields.username("username")
    permission = fields.permissionIfAny("permission", isRequired: true) ?? .personSearch
    place = fields.placeIfAny()
    isPersonal = fields.flag("personal", default: false)
  }
}
