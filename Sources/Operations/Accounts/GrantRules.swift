// Who may be given which role, and by whom (access.md 1, Rules on top). Pure: no database, no
// clock.

import Access
import Vocabulary

/// The rules of granting.
enum GrantRules {
  /// Where a user belongs.
  enum Home: Sendable, Equatable {
    case server
    case municipality(MunicipalityID)
    case partner(PartnerID, kind: PartnerKind)
  }

  /// Why a role cannot be given to a user at a place, whoever gives it: a member and a code; nil
  /// when it can.
  static func fault(
    in role: Role, for home: Home, at place: Place, partnerWorksThere: Bool
  ) -> (member: String, code: String)? {
    switch role {
    case .service: return ("role", "keys_only")
    case .systemAdmin: return home == .server ? nil : ("role", "not_for_this_user")
    case .partnerAdmin, .partnerHandler, .partnerSender:
      guard case .partner(let partner, _) = home else { return ("role", "not_for_this_user") }
      return place.scope == .partner(partner) ? nil : (place.member, "not_for_this_role")
    case .policeLiaison:
      guard case .partner(_, kind: .police) = home else { return ("role", "not_for_this_user") }
      return municipalFault(at: place, partnerWorksThere)
    case .guide:
      if case .partner = home { return municipalFault(at: place, partnerWorksThere) }
    default: break
    }
    guard case .municipality(let municipality) = home else { return ("role", "not_for_this_user") }
    return municipalFault(at: place, place.municipality == municipality)
  }

  /// Whether giving a role needs a second person: it opens personal data of a municipality. Within
  /// a partner the signed, active agreement is the second hand.
  static func needsSecondPerson(
    _ role: Role, in matrix: PermissionMatrix = .standard
  ) -> Bool {
    !role.isPartners && matrix.letter(.personReadIdentity, role) != nil
  }

  /// Whether both of the two must be administrators: the role reaches a whole board over identity.
  static func takesTwoAdministrators(
    _ role: Role, in matrix: PermissionMatrix = .standard
  ) -> Bool {
    matrix.letter(.personReadIdentity, role) == .board
  }

  private static func municipalFault(
    at place: Place, _ belongsThere: Bool
  ) -> (member: String, code: String)? {
    place.municipality != nil && belongsThere ? nil : (place.member, "not_for_this_role")
  }

  /// The first permission of a role that the giver does not hold as far at a place; nil when the
  /// role gives at most what they hold, or when they are an administrator there.
  static func excess(
    of role: Role, given by: Caller, at place: Place, now: Timestamp,
    in matrix: PermissionMatrix = .standard
  ) -> Permission? {
    if by.isAdministrator(at: place, now: now) { return nil }
    let within = by.grants(at: place, now: now)
    return matrix.permissions(of: role).first { permission in
      let held = within.compactMap { matrix.letter(permission, $0.role)?.rank }.max() ?? 0
      return (matrix.letter(permission, role)?.rank ?? 0) > held
    }
  }
}

extension Caller {
  /// The grants whose scope a place lies in.
  fileprivate func grants(at place: Place, now: Timestamp) -> [Grant] {
    grants.filter { $0.holds(at: now) && $0.scope.contains(place.facts) }
  }

  /// Whether the caller is an administrator of a place.
  func isAdministrator(at place: Place, now: Timestamp) -> Bool {
    grants(at: place, now: now).contains { $0.role.isAdministrator }
  }
}

extension Place {
  /// The member of a body that names the place.
  var member: String {
    switch scope {
    case .server: "role"
    case .board: "board"
    case .unit: "unit"
    case .team: "team"
    case .partner: "partner"
    }
  }
}

extension Role {
  /// Whether the role's holders may give roles that they do not hold.
  var isAdministrator: Bool {
    switch self {
    case .systemAdmin, .municipalityAdmin, .partnerAdmin: true
    default: false
    }
  }
}

extension ScopeLetter {
  /// How far the letter reaches, compared with the others; each covers those below it.
  var rank: Int {
    switch self {
    case .server: 6
    case .board: 5
    case .unit, .partner: 4
    case .team: 3
    case .own, .named: 2
    case .aggregates, .emergency, .exactNumber, .secondPerson: 1
    }
  }
}
