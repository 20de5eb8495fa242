// The operator's actions on users: the first administrator is made here, and whoever has lost the
// last password is helped here.

import Access
import Audit
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Actions on users.
package enum UserActions {
  /// The table.
  package static let all = [
    OperatorAction("user.add", run: add), OperatorAction("user.list", run: list),
    OperatorAction("user.disable") { (body: UserNamed, context) in
      try setDisabled(true, body, context)
    },
    OperatorAction("user.enable") { (body: UserNamed, context) in
      try setDisabled(false, body, context)
    },
    OperatorAction("user.set-password", run: setPassword),
    OperatorAction("user.reset-totp", run: resetSecondFactor),
    OperatorAction("access.explain", run: explain),
  ]

  @Sendable private static func add(_ body: UserAdding, _ context: OperatorContext) throws
    -> [UInt8]
  {
    let hash = try hash(of: body.password)
    let now = context.clock.now
    var random = Randomness()
    let (user, grant) = (
      UserID.make(at: now, random: &random), GrantID.make(at: now, random: &random)
    )
    return try context.writer.run { database in
      let accounts = AccountStore(database)
      guard try accounts.findUser(named: body.username) == nil else {
        throw Refusal(.alreadyExists, detail: "the user name is taken")
      }
      let (home, place) = try body.whereabouts(in: ScopeStore(database))
      try requireLawful(body.role, for: home, at: place, in: database)
      var new = NewUser(id: user, username: body.username, name: body.name ?? body.username)
      new.email = body.email
      new.passwordHash = hash
      new.oneTimeUntil = body.isOneTime ? OneTimePassword.end(from: now) : nil
      switch home {
      case .server: break
      case .partner(let id, _): new.partner = id
      case .municipality(let id): new.municipality = id
      }
      try accounts.insertUser(new, at: now)
      try accounts.insertGrant(
        NewGrant(
          id: grant, user: user, role: body.role, scope: place.scope, startsAt: now,
          grantedBy: "operator"), at: now)
      return try noted("user.add", user, ["user", "grants"], in: database, at: now)
    }
  }

  private static func requireLawful(
    _ role: Role, for home: GrantRules.Home, at place: Place, in database: Database
  ) throws {
    var works = false
    if case .partner(let partner, _) = home, let municipality = place.municipality {
      works = try ScopeStore(database).works(partner, in: municipality)
    }
    if let fault = GrantRules.fault(in: role, for: home, at: place, partnerWorksThere: works) {
      throw Refusal.invalid("/" + fault.member, fault.code)
    }
  }

  @Sendable private static func list(_: NoArguments, _ context: OperatorContext) throws -> [UInt8] {
    try context.writer.exclusively { database in
      let accounts = AccountStore(database)
      var users: [UserRecord] = []
      repeat {
        users += try accounts.listUsers(after: users.last?.id, limit: pageCount)
      } while !users.isEmpty && users.count.isMultiple(of: pageCount)
      let access = AccessStore(database)
      let grants = try users.map { try access.grants(of: $0.id) }
      return OperatorContext.answer { writer in
        writer.array("items") { writer in
          for (user, grants) in zip(users, grants) { write(user, grants, to: &writer) }
        }
      }
    }
  }

  private static let pageCount = 500

  @Sendable private static func setDisabled(
    _ isDisabled: Bool, _ body: UserNamed, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    return try context.writer.run { database in
      let accounts = AccountStore(database)
      let user = try find(body.username, in: accounts)
      // Done already is as good: a script may be run twice.
      if (user.disabledAt != nil) != isDisabled {
        try accounts.setDisabled(isDisabled, user.id, at: now)
      }
      return try noted(
        isDisabled ? "user.disable" : "user.enable", user.id, ["status"], in: database, at: now)
    }
  }

  @Sendable private static func setPassword(
    _ body: PasswordSetting, _ context: OperatorContext
  ) throws -> [UInt8] {
    let hash = try hash(of: body.password)
    let now = context.clock.now
    return try context.writer.run { database in
      let accounts = AccountStore(database)
      let user = try find(body.username, in: accounts)
      try accounts.setPassword(
        hash, of: user.id, oneTimeUntil: body.isOneTime ? OneTimePassword.end(from: now) : nil)
      return try noted("user.set-password", user.id, ["password"], in: database, at: now)
    }
  }

  // Whoever has lost the last telephone is helped here.
  @Sendable private static func resetSecondFactor(
    _ body: UserNamed, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    return try context.writer.run { database in
      let user = try find(body.username, in: AccountStore(database))
      try SecondFactorStore(database).set(.off, of: user.id, keeping: nil, at: now)
      return try noted("user.reset-totp", user.id, ["totp"], in: database, at: now)
    }
  }

  @Sendable private static func explain(
    _ body: OperatorQuestion, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    return try context.writer.exclusively { database in
      let user = try find(body.username, in: AccountStore(database))
      var facts = (try body.place?.find(in: ScopeStore(database)) ?? .server).facts
      facts.isPersonal = body.isPersonal
      let explanation = Explanation(
        of: body.permission, on: facts, for: try AccessStore(database).findUser(user.id), at: now)
      var writer = JSONWriter()
      explanation.write(to: &writer)
      return writer.bytes
    }
  }

  // Slow, and therefore never inside the writer's transaction.
  private static func hash(of password: String) throws -> String {
    if let code = Password.fault(in: password) { throw Refusal.invalid("/password", code) }
    guard let hash = Password.hash(password) else { throw Refusal(.internalError) }
    return hash
  }

  private static func find(_ username: String, in accounts: AccountStore) throws -> UserRecord {
    guard let user = try accounts.findUser(named: username) else {
      throw Refusal.invalid("/username", "unknown")
    }
    return user
  }

  /// Appends the audit entry and gives the user as it is now.
  private static func noted(
    _ action: String, _ id: UserID, _ fields: [String], in database: Database, at now: Timestamp
  ) throws -> [UInt8] {
    guard let user = try AccountStore(database).findUser(id) else { throw Refusal.notFound }
    let grants = try AccessStore(database).grants(of: id)
    var boards = Set(grants.compactMap(\.scope.board))
    if let partner = user.partner { boards.formUnion(try ScopeStore(database).boards(of: partner)) }
    try AuditTrail(database).append(
      .ofOperator(action, subjects: [id.erased], boards: boards.sorted(), fields: fields, at: now))
    var writer = JSONWriter()
    write(user, grants, to: &writer)
    return writer.bytes
  }

  private static func write(_ user: UserRecord, _ grants: [Grant], to writer: inout JSONWriter) {
    writer.object { writer in
      user.writeMembers(to: &writer, language: .en)
      writer.member("isDemonstration", user.isDemonstration)
      writer.array("grants") { for grant in grants { grant.write(to: &$0) } }
    }
  }
}
