// Gives the people and machines of the demonstration a way in. Their secrets come from the kernel's
// randomness, whatever the seed, and only hashes of them are stored.

import Access
import Audit
import Pipeline
import SQLite
import Vocabulary

extension Staging {
  private static let passwordBytes = 12
  private static let secretDays = 300

  /// Makes an account with its grant.
  mutating func add(_ plan: AccountPlan) throws -> DemonstrationAccounts.Account {
    var secrets = Randomness()
    let password = Base64URL.encode(secrets.bytes(Self.passwordBytes))
    guard let hash = Password.hash(password) else {
      throw DemonstrationFault("libcrypt makes no yescrypt hashes")
    }
    var user = NewUser(
      id: ID.make(at: now, random: &random), username: plan.username, name: plan.name)
    user.passwordHash = hash
    user.isDemonstration = true
    user.partner = try plan.partner.map { try id($0) }
    user.municipality = try plan.board.flatMap(MunicipalityPlan.code(ofBoard:)).map { try id($0) }
    let store = AccountStore(database)
    try store.insertUser(user, at: now)
    remember(plan.username, user.id.erased)
    try store.insertGrant(
      NewGrant(
        id: ID.make(at: now, random: &random), user: user.id, role: plan.role,
        scope: try scope(of: plan), startsAt: now, grantedBy: "system", reason: "Demonstration"),
      at: now)
    let boards: [BoardID] = try plan.board.map { [try id($0)] } ?? []
    try note("demonstration.account", about: user.id.erased, boards, ["account", "grant"])
    return DemonstrationAccounts.Account(
      username: plan.username, password: password, name: plan.name, roles: [plan.role.rawValue],
      board: plan.board, team: plan.team, partner: plan.partner)
  }

  /// Makes a key of a partner.
  mutating func add(_ plan: KeyPlan) throws -> DemonstrationAccounts.Key {
    var secrets = Randomness()
    let known = Token.makeKey(&random).id
    let made = Token.makeKey(&secrets, id: known)
    let maker: UserID = try id(plan.maker)
    let partner: PartnerID = try id(plan.partner)
    try AccountStore(database).insertKey(
      NewKey(
        id: made.id, secretHash: made.hash, name: plan.name, partner: partner, board: nil,
        roles: plan.roles, expiresOn: Day.of(end).plus(days: Self.secretDays),
        createdBy: maker.text), at: now)
    try note("demonstration.key", about: partner.erased, [], ["key"])
    return DemonstrationAccounts.Key(name: plan.name, secret: made.text, partner: plan.partner)
  }

  // The most particular one that the plan names.
  private func scope(of plan: AccountPlan) throws -> ScopeName {
    if let partner = plan.partner { return .partner(try id(partner)) }
    if let team = plan.team { return .team(try id(team)) }
    if let unit = plan.unit { return .unit(try id(unit)) }
    if let board = plan.board { return .board(try id(board)) }
    return .server
  }

  // Accounts are made here and not by a route: the trail says so all the same.
  private mutating func note(
    _ action: String, about subject: AnyID, _ boards: [BoardID], _ fields: [String]
  ) throws {
    let request: AnyID = ID.make(at: now, random: &random)
    try AuditTrail(database).append(
      AuditEntry(
        at: now, actor: "demonstration", actorKind: "system", roles: [],
        purpose: Purpose.casework.code, action: action, outcome: .done, subjects: [subject],
        boards: boards, fields: fields, request: request.text, address: "local"))
  }
}
