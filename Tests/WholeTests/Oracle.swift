// What the design lets a caller do with a thing, decided again and apart from the code: letters
// from DesignMatrix, places from Cast, facts from Scenery.

import Access
import TestSupport
import Vocabulary

/// Someone who calls, as the tests know them.
struct Visitor: Sendable, CustomStringConvertible {
  let name: String
  let role: Role
  /// The kind and the name of the place of the one grant.
  let scope: (kind: String, name: String)
  let token: String
  /// What a key of role `service` is limited to.
  var only: [String]?

  var description: String { name }

  /// The whole cast, and the keys of a scenery.
  static func all(_ scenery: Scenery) -> [Visitor] {
    let users = Cast.users.map { user in
      let parts = user.scope.split(separator: ":").map(String.init)
      return Visitor(
        name: user.name, role: user.role, scope: (parts[0], parts.last ?? ""),
        token: Cast.token(user.name))
    }
    let keys = scenery.all("key").map { key in
      let ground = key.grounds[0]
      let scope = ground.board.map { ("board", $0) } ?? ("partner", ground.partner ?? "")
      let isService = scope.0 == "board"
      return Visitor(
        name: key.name, role: isService ? .service : .partnerSender, scope: scope,
        token: scenery.secrets[key.name] ?? "",
        only: isService ? Scenery.servicePermissions : nil)
    }
    return users + keys
  }

  /// The letter of a permission; nil where the caller does not hold it.
  func letter(_ permission: String) -> Character? {
    if let only, !only.contains(permission) { return nil }
    let letter = DesignMatrix.cells[permission]?[role.column]
    return letter == "-" ? nil : letter
  }

  func holds(anyOf permissions: Set<String>) -> Bool {
    permissions.contains { letter($0) != nil }
  }

  private var unit: String? {
    switch scope.kind {
    case "unit": scope.name
    case "team": Places.unit(ofTeam: scope.name)
    default: nil
    }
  }

  var board: String? {
    scope.kind == "board" ? scope.name : unit.flatMap(Places.board(ofUnit:))
  }

  var partner: String? { scope.kind == "partner" ? scope.name : nil }

  /// Whose records the caller may have counted (access.md 1, `report.run`): that of the one grant.
  var counted: ReportPlace? {
    switch letter("report.run") {
    case "M", "A": board.map { ReportPlace(kind: "board", name: $0) }
    case "U":
      scope.kind == "board"
        ? board.map { ReportPlace(kind: "board", name: $0) }
        : unit.map { ReportPlace(kind: "unit", name: $0) }
    case "T": scope.kind == "team" ? ReportPlace(kind: "team", name: scope.name) : nil
    case "P": partner.map { ReportPlace(kind: "partner", name: $0) }
    default: nil
    }
  }

  private func owns(_ ground: Ground) -> Bool {
    ground.owners.contains(name) || scope.kind == "team" && ground.owners.contains(scope.name)
  }

  /// What is decided about one side (access.md 1 and 2).
  func decide(_ permission: String, on ground: Ground) -> Outcome {
    guard let letter = letter(permission) else { return .forbidden }
    guard covers(letter, ground) else { return .hidden }
    if let readers = ground.readers, !readers.contains(name), !owns(ground) { return .hidden }
    if ground.isPersonal, let partner, !Places.isOpen(partner) { return .noAgreement }
    return .allowed
  }

  private func covers(_ letter: Character, _ ground: Ground) -> Bool {
    let isOwners = partner.map { $0 == ground.partner } ?? (board != nil && board == ground.board)
    switch letter {
    case "X": return true
    // Somebody else has to agree; for whom, says what they may read.
    case "2": return board != nil && board == ground.board
    case "M": return board != nil && board == ground.board
    case "U":
      guard board != nil, board == ground.board else { return false }
      if scope.kind == "board" { return true }
      guard let place = ground.unit, let unit else { return false }
      return scope.kind == "team" ? unit == place : Places.units(from: unit).contains(place)
    case "T": return scope.kind == "team" && ground.team == scope.name
    case "O": return owns(ground) && isOwners
    case "R": return ground.isNamed && isOwners
    case "P": return partner != nil && partner == ground.partner
    default: return false
    }
  }
}

/// What a call with a thing comes to.
enum Outcome: Sendable, Equatable {
  case allowed
  /// The answer of an unknown id.
  case hidden
  case forbidden
  case noAgreement
}

/// The places of the cast.
enum Places {
  static func unit(ofTeam team: String) -> String? { Cast.teams.first { $0.0 == team }?.1 }

  static func board(ofUnit unit: String) -> String? {
    Cast.units.first { $0.slug == unit }?.board
  }

  /// A unit and all below it.
  static func units(from unit: String) -> Set<String> {
    let below = Cast.units.filter { $0.parent == unit }.flatMap { units(from: $0.slug) }
    return Set([unit] + below)
  }

  static func isOpen(_ partner: String) -> Bool {
    Cast.partners.first { $0.slug == partner }?.isOpen ?? false
  }
}

extension Rule {
  /// What a visitor's call with a thing comes to.
  func outcome(for visitor: Visitor, on thing: Thing) -> Outcome {
    if let permissions, !visitor.holds(anyOf: permissions) { return .forbidden }
    switch asks {
    case .nothing: return .allowed
    case .covers(let permission, let knownBy):
      return one(thing) { ground in
        let decision = visitor.decide(permission, on: ground)
        guard decision != .allowed, let knownBy else {
          // Whoever may not know of it learns nothing by lacking a permission either.
          return decision == .forbidden ? .hidden : decision
        }
        let isKnown = visitor.decide(knownBy, on: ground) == .allowed
        if decision == .noAgreement { return decision }
        return isKnown ? .forbidden : .hidden
      }
    case .pair(let permission, let read):
      let isWhole = thing.grounds.allSatisfy { ground in
        [permission, read].allSatisfy { visitor.decide($0, on: ground) == .allowed }
      }
      return isWhole ? .allowed : .hidden
    case .open(let permission):
      let isAllowed = thing.grounds.contains { visitor.decide(permission, on: $0) == .allowed }
      return isAllowed ? .allowed : .forbidden
    case .side(let permission, let only):
      return outcome(for: visitor, onSideOf: thing, permission, only)
    case .account(let whole):
      guard sees(visitor, thing) else { return .hidden }
      return !whole || covers(visitor, thing) ? .allowed : .forbidden
    case .key:
      return one(thing) { covers(visitor, $0) ? .allowed : .hidden }
    case .ownSession:
      return thing.name == visitor.name ? .allowed : .hidden
    case .exact:
      return one(thing) { visitor.counted == Scenery.place(of: $0) ? .allowed : .hidden }
    case .scope:
      let scopes = Scenery.reports.first { $0.name == thing.name }?.scopes ?? []
      return visitor.counted.map { scopes.contains($0.kind) } ?? false ? .allowed : .forbidden
    }
  }

  private func one(_ thing: Thing, _ decide: (Ground) -> Outcome) -> Outcome {
    thing.grounds.first.map(decide) ?? .hidden
  }

  private func outcome(
    for visitor: Visitor, onSideOf thing: Thing, _ permission: String?, _ only: String?
  ) -> Outcome {
    let readings = thing.grounds.map { ground in
      (ground, visitor.decide(ground.permission ?? "", on: ground))
    }
    let readable = readings.filter { $0.1 == .allowed }.map(\.0)
    guard !readable.isEmpty else {
      return readings.contains { $0.1 == .noAgreement } ? .noAgreement : .hidden
    }
    guard let permission else { return .allowed }
    let fits = readable.contains { ground in
      (only == nil || ground.permission == only)
        && visitor.decide(permission, on: ground) == .allowed
    }
    return fits ? .allowed : .forbidden
  }

  // MARK: accounts (access.md 1, Rules on top)

  private var administering: String { permissions?.first ?? "" }

  private func covers(_ visitor: Visitor, partner: String) -> Bool {
    let board = Ground(board: "uppsala-socialnamnden")
    return visitor.decide(administering, on: Ground(partner: partner)) == .allowed
      || visitor.decide(administering, on: board) == .allowed
  }

  private func covers(_ visitor: Visitor, _ ground: Ground) -> Bool {
    if let partner = ground.partner { return covers(visitor, partner: partner) }
    return visitor.decide(administering, on: ground.with { $0.isNamed = false }) == .allowed
  }

  private func covers(_ visitor: Visitor, _ thing: Thing) -> Bool {
    thing.grounds.allSatisfy { covers(visitor, $0) }
  }

  private func sees(_ visitor: Visitor, _ thing: Thing) -> Bool {
    guard let letter = visitor.letter(administering) else { return false }
    if letter == "X" { return true }
    guard let ground = thing.grounds.first else { return false }
    if let partner = ground.partner { return covers(visitor, partner: partner) }
    return ground.board != nil && ground.board == visitor.board
  }
}
