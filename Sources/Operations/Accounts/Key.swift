// API keys as administrators see them, their life cycle, and the rules of what a key may hold.

import Access
import JSON
import Pipeline
import Vocabulary

extension KeyRecord {
  /// The states of a key and the steps between them.
  static let lifeCycle = LifeCycle(
    "key",
    [
      Step(
        "rotate", Label("Ny hemlighet", "New secret"), from: "active", to: "", by: [.owner],
        .keyManage),
      Step(
        "revoke", Label("Spärra", "Revoke"), from: "active expired", to: "revoked", by: [.owner],
        .keyManage),
    ])

  private static let statusTexts = [
    "active": Label("Gäller", "Active"), "expired": Label("Har gått ut", "Expired"),
    "revoked": Label("Spärrad", "Revoked"),
  ]

  /// Where the key stands on a day.
  func state(on day: Day) -> State {
    if revokedAt != nil { return State("revoked") }
    return State(expiresOn < day ? "expired" : "active")
  }

  /// The facts that decisions about the key need: its owner's.
  var facts: SubjectFacts { SubjectFacts(board: board, partner: partner, isPersonal: false) }

  /// Writes the key as administrators see it; with its secret only when that is new.
  func write(to writer: inout JSONWriter, on day: Day, language: Language, secret: String? = nil) {
    let state = state(on: day)
    writer.object { writer in
      writer.member("id", id)
      writer.member("name", name)
      writer.reference("partner", partner.map { NamedThing($0, ownerName, slug: ownerSlug) })
      writer.reference("board", board.map { NamedThing($0, ownerName, slug: ownerSlug) })
      writer.member("roles", roles)
      writer.member("permissions", permissions)
      writer.member("expiresOn", expiresOn.text)
      writer.member("status", state.status)
      writer.member("statusText", Self.statusTexts[state.status]?[language] ?? state.status)
      writer.member("createdAt", createdAt.text)
      writer.member("lastUsedAt", lastUsedAt?.text)
      writer.nextSteps(Self.lifeCycle.next(from: state) { _ in true }, language: language)
      if let secret { writer.member("secret", secret) }
    }
  }

  /// What a key looks like on the wire.
  static let shape: Shape = .object(
    "Key",
    [
      .init("id", .text), .init("name", .text), .init("partner", .nullable(.namedThing)),
      .init("board", .nullable(.namedThing)),
      .init("roles", .list(.role, countMax: Role.allCases.count)),
      .init("permissions", .list(.permission, countMax: Permission.allCases.count)),
      .init("expiresOn", .day), .init("status", .code(["active", "expired", "revoked"])),
      .init("statusText", .text), .init("createdAt", .instant),
      .init("lastUsedAt", .nullable(.instant)), .init("nextSteps", .nextSteps),
      .init("secret", .text, isRequired: false),
    ])
}

/// What a key may hold (api.md, Who calls): never a role that its owner may not have.
enum KeyRules {
  /// Most days ahead that a key can last: two years.
  static let daysMax = 731

  /// The roles of a partner's key.
  static let partnerRoles: [Role] = [.partnerSender, .partnerHandler]
  /// The roles of a municipality's key.
  static let boardRoles: [Role] = [.service]

  /// What is wrong with a new key: a member and a code; nil when it may be made.
  static func fault(
    roles: [Role], permissions: [Permission], isPartners: Bool,
    in matrix: PermissionMatrix = .standard
  ) -> (path: String, code: String, allowed: [String]?)? {
    let allowed = isPartners ? partnerRoles : boardRoles
    if let index = roles.firstIndex(where: { !allowed.contains($0) }) {
      return ("/roles/\(index)", "not_for_this_owner", allowed.map(\.rawValue))
    }
    if isPartners { return permissions.isEmpty ? nil : ("/permissions", "not_allowed", nil) }
    let known = matrix.permissions(of: .service)
    if permissions.isEmpty { return ("/permissions", "required", known.map(\.rawValue)) }
    return permissions.firstIndex { !known.contains($0) }.map { index in
      ("/permissions/\(index)", "not_for_this_role", known.map(\.rawValue))
    }
  }

  /// What is wrong with a key's last day; nil when it will do.
  static func fault(inLastDay day: Day, today: Day) -> String? {
    if day < today { return "past" }
    return day > today.plus(days: daysMax) ? "too_late" : nil
  }
}
