// What comes in about users and their grants.

import Access
import JSON
import Pipeline
import Vocabulary

/// The body that makes a user.
struct UserCreation: Document {
  static let name = "NewUser"

  let username: String
  let name: String
  let email: String?
  let partner: Reference?
  let municipality: Reference?

  init(reading fields: inout FieldReader) {
    username = fields.username("username")
    name = fields.text("name")
    email = fields.emailIfAny("email")
    partner = fields.referenceIfAny("partner")
    municipality = fields.referenceIfAny("municipality")
    if partner != nil, municipality != nil { fields.fault("municipality", "not_allowed") }
  }
}

/// The body that changes a user (RFC 7396).
struct UserChange: Document {
  static let name = "UserChange"

  let name: Change<String>
  let email: Change<String>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    email = fields.change("email") { $0.emailIfAny("email") }
  }
}

/// The body of a step of a user's life cycle.
struct UserStep: Document {
  static let name = "UserStep"

  let step: Step?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: UserRecord.lifeCycle)
    fields.check(step)
  }
}

/// The body that gives a role.
struct GrantCreation: Document {
  static let name = "NewGrant"

  let role: Role
  let place: PlaceReference?
  let from: Timestamp?
  let until: Timestamp?
  let reason: String?

  init(reading fields: inout FieldReader) {
    role = fields.roleIfAny("role", isRequired: true) ?? .service
    place = fields.placeIfAny()
    from = fields.instantIfAny("from")
    until = fields.instantIfAny("until")
    reason = fields.textIfAny("reason")
    if fields.has("role"), role != .systemAdmin, !PlaceReference.names.contains(where: fields.has) {
      fields.fault("", "one_required", allowed: PlaceReference.names)
    }
    if let place, role == .systemAdmin { fields.fault(place.member, "not_for_this_role") }
    if let from, let until, until <= from { fields.fault("until", "before_start") }
  }
}

/// A place as a body names it.
enum PlaceReference: Sendable {
  case board(Reference)
  case unit(Reference)
  case team(Reference)
  case partner(Reference)

  /// The members that can name a place; at most one is there.
  static let names = ["board", "unit", "team", "partner"]

  /// The member that names it.
  var member: String {
    switch self {
    case .board: "board"
    case .unit: "unit"
    case .team: "team"
    case .partner: "partner"
    }
  }

  /// The place itself.
  ///
  /// - Throws: `Refusal` 422 when there is none.
  func find(in scopes: ScopeStore) throws -> Place {
    let found =
      switch self {
      case .board(let reference): try scopes.findBoard(reference)
      case .unit(let reference): try scopes.findUnit(reference)
      case .team(let reference): try scopes.findTeam(reference)
      case .partner(let reference): try scopes.findPartner(reference)
      }
    guard let found else { throw Refusal.invalid("/" + member, "unknown") }
    return found
  }
}

extension FieldReader {
  /// Reads the place that one of four members names.
  mutating func placeIfAny() -> PlaceReference? {
    let found: [PlaceReference] = [
      referenceIfAny("board").map { .board($0) }, referenceIfAny("unit").map { .unit($0) },
      referenceIfAny("team").map { .team($0) }, referenceIfAny("partner").map { .partner($0) },
    ].compactMap { $0 }
    for extra in found.dropFirst() { fault(extra.member, "not_allowed") }
    return found.first
  }

  /// Reads a role.
  mutating func roleIfAny(_ name: String, isRequired: Bool = false) -> Role? {
    member(name, .role, isRequired: isRequired, allowed: Role.allCases.map(\.rawValue)) { value in
      value.string.flatMap(Role.init(rawValue:))
    }
  }

  /// Reads a permission.
  mutating func permissionIfAny(_ name: String, isRequired: Bool = false) -> Permission? {
    member(name, .permission, isRequired: isRequired) { value in
      value.string.flatMap(Permission.init(rawValue:))
    }
  }

  /// Reads a name to sign in with: lower case, 3 to 64 of a–z, 0–9, full stop, `-`, `_` and `@`.
  mutating func username(_ name: String) -> String {
    member(name, .text(charactersMax: 64), isRequired: true) { value in
      guard let text = value.string, (3...64).contains(text.utf8.count) else { return nil }
      let isPlain = text.utf8.allSatisfy { byte in
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x40: true
        default: false
        }
      }
      return isPlain ? text : nil
    } ?? ""
  }

  /// Reads an address to write to: something, `@`, something, without spaces.
  mutating func emailIfAny(_ name: String) -> String? {
    member(name, .text(charactersMax: 254), isRequired: false) { value in
      guard let text = value.string, text.count <= 254, TextRules.isPlain(text),
        !text.contains(where: \.isWhitespace)
      else { return nil }
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? text : nil
    }
  }
}
