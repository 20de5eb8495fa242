// The routes about users: who may sign in, and what each step of their life cycle does.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Users over HTTP.
enum UserRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/users", "user.list",
      "Users of the caller's own municipality or partner; `partner` names another one.",
      needs: .permission([.userManage]), parameters: Page.parameters + [.ofPartner],
      answers: .ok, .page(of: UserRecord.shape, named: "UserPage"), handler: list),
    Route(
      .post, "/api/v1/users", "user.create",
      "Makes a user, with a one-time password that is shown once.",
      needs: .permission([.userManage]), isPersonal: true, parameters: [.dryRun],
      takes: UserCreation.self,
      example: """
        {"username": "anna.lind", "name": "Anna Lind", "email": "anna.lind@example.org",
         "partner": "kvinnojouren-exempel"}
        """,
      answers: .created, UserRecord.wholeShape, slow: create),
    Route(
      .get, "/api/v1/users/{user}", "user.read", "One user with its grants.",
      needs: .permission([.userManage]), answers: .ok, UserRecord.wholeShape, handler: read),
    Route(
      .patch, "/api/v1/users/{user}", "user.change", "Changes a user; needs If-Match.",
      needs: .permission([.userManage]), isPersonal: true, takes: UserChange.self,
      example: #"{"name": "Anna Lindgren"}"#,
      answers: .ok, UserRecord.wholeShape, handler: change),
    Route(
      .post, "/api/v1/users/{user}/transitions", "user.step",
      "Disables or enables a user, hands out a new one-time password, or removes a second factor.",
      needs: .permission([.userManage]), isPersonal: true, parameters: [.dryRun],
      takes: UserStep.self, example: #"{"step": "reset-password"}"#,
      answers: .ok, UserRecord.wholeShape, slow: step),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after: UserID? = try page.afterID()
    let count = page.fetchCount + page.offset
    let store = AccountStore(call.database)
    let reach = AccountReach(call, .userManage)
    let users: [UserRecord]
    if let partner = try call.partnerAsked(reach) {
      users = try store.listUsers(of: partner, after: after, limit: count)
    } else if try reach.covers(SubjectFacts(isPersonal: false)) {
      users = try store.listUsers(after: after, limit: count)
    } else if let partner = try call.signedIn().reach(.userManage, at: call.now).partners.first {
      users = try store.listUsers(of: partner, after: after, limit: count)
    } else {
      users = try reach.municipalities().flatMap { municipality in
        try store.listUsers(of: municipality, after: after, limit: count)
      }.sorted { $0.id < $1.id }
    }
    return call.list(
      Array(users.dropFirst(page.offset).prefix(page.fetchCount)), on: page, about: .nobody,
      end: { [$0.id.text] }
    ) { user, writer in
      writer.object { user.writeMembers(to: &$0, language: call.language) }
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    try reply(call, with: try find(call), about: { _ in .nobody })
  }

  private static func create(_ call: Call, _ body: UserCreation) throws -> Prepared {
    let password = try OneTimePassword(&call.random)
    return { call in try create(call, body, password) }
  }

  private static func create(
    _ call: Call, _ body: UserCreation, _ password: OneTimePassword
  ) throws -> Reply {
    var user = NewUser(id: call.makeID(), username: body.username, name: body.name)
    user.email = body.email
    user.passwordHash = password.hash
    user.oneTimeUntil = OneTimePassword.end(from: call.now)
    switch try home(of: body, call) {
    case .server: break
    case .partner(let partner, _): user.partner = partner
    case .municipality(let municipality): user.municipality = municipality
    }
    let store = AccountStore(call.database)
    try store.insertUser(user, at: call.now)
    return try reply(
      call, with: try call.fetch(store.findUser(user.id)), status: .created, fields: ["user"],
      password: password)
  }

  // The owner that the body names, or else the one that the caller administers.
  private static func home(of body: UserCreation, _ call: Call) throws -> GrantRules.Home {
    let reach = AccountReach(call, .userManage)
    let scopes = ScopeStore(call.database)
    if let reference = body.partner {
      let place = try PlaceReference.partner(reference).find(in: scopes)
      guard case .partner(let id) = place.scope, try reach.covers(id),
        let kind = try scopes.kind(of: id)
      else { throw Refusal.invalid("/partner", "unknown") }
      return .partner(id, kind: kind)
    }
    let isServerWide = try reach.covers(SubjectFacts(isPersonal: false))
    if let reference = body.municipality {
      guard let id = try scopes.findMunicipality(reference),
        try isServerWide || reach.municipalities().contains(id)
      else { throw Refusal.invalid("/municipality", "unknown") }
      return .municipality(id)
    }
    if isServerWide { return .server }
    if let id = try call.signedIn().reach(.userManage, at: call.now).partners.first,
      let kind = try scopes.kind(of: id)
    {
      return .partner(id, kind: kind)
    }
    let own = try reach.municipalities()
    guard own.count == 1, let id = own.first else {
      throw Refusal.invalid("/municipality", "required")
    }
    return .municipality(id)
  }

  private static func change(_ call: Call, _ body: UserChange) throws -> Reply {
    let user = try findToChange(call)
    try call.requireMatch(user.version)
    let store = AccountStore(call.database)
    try store.changeUser(
      user.id, name: body.name.applied(to: user.name) ?? user.name,
      email: body.email.applied(to: user.email))
    return try reply(
      call, with: try call.fetch(store.findUser(user.id)), fields: body.changedNames)
  }

  private static func step(_ call: Call, _ body: UserStep) throws -> Prepared {
    let isReset = body.step?.name == "reset-password"
    let password = isReset ? try OneTimePassword(&call.random) : nil
    return { call in try take(call, body, password) }
  }

  private static func take(
    _ call: Call, _ body: UserStep, _ password: OneTimePassword?
  ) throws -> Reply {
    let user = try findToChange(call)
    guard let step = body.step else { throw Refusal.invalid("/step") }
    // Nobody locks themselves out, and one's own password has a route of its own.
    guard user.id != call.caller?.user else { throw Refusal.forbidden(step.permission) }
    try call.obeyMatch(user.version)
    try UserRecord.lifeCycle.require(step, from: user.state, may: user.applies)
    guard user.applies(step) else {
      let steps = UserRecord.lifeCycle.next(from: user.state, may: user.applies)
      throw Refusal(.stepNotAllowed, allowed: steps.map(\.name))
    }
    let store = AccountStore(call.database)
    if step.name == "reset-totp" {
      try SecondFactorStore(call.database).set(.off, of: user.id, keeping: nil, at: call.now)
    } else if let password {
      try store.setPassword(
        password.hash, of: user.id, oneTimeUntil: OneTimePassword.end(from: call.now))
    } else {
      try store.setDisabled(step.to?.status == "disabled", user.id, at: call.now)
    }
    return try reply(
      call, with: try call.fetch(store.findUser(user.id)),
      fields: [Self.changedFields[step.name] ?? "status"], password: password)
  }

  private static let changedFields = ["reset-password": "password", "reset-totp": "totp"]

  /// The user that the path names, if the caller may see it.
  ///
  /// - Throws: `Refusal` 404 for a hidden and for an unknown one.
  static func find(_ call: Call, _ permission: Permission = .userManage) throws -> UserRecord {
    let user = try call.fetch(AccountStore(call.database).findUser(try call.id()))
    guard try AccountReach(call, permission).sees(user) else { throw Refusal.notFound }
    return user
  }

  private static func findToChange(_ call: Call) throws -> UserRecord {
    let user = try find(call)
    let grants = try AccessStore(call.database).grants(of: user.id)
    guard try AccountReach(call, .userManage).covers(user, holding: grants) else {
      throw Refusal.forbidden(.userManage)
    }
    return user
  }

  private static func reply(
    _ call: Call, with user: UserRecord, status: Status = .ok, fields: [String],
    password: OneTimePassword? = nil
  ) throws -> Reply {
    let isShown = password != nil && !call.request.isDryRun
    var reply = try reply(
      call, with: user, status: status, password: isShown ? password : nil
    ) { grants in
      .personal(
        [user.id.erased], boards: try call.boards(concerning: user, holding: grants),
        fields: fields)
    }
    reply.hasSecret = isShown
    return reply
  }

  private static func reply(
    _ call: Call, with user: UserRecord, status: Status = .ok, password: OneTimePassword? = nil,
    about: ([GrantRecord]) throws -> About
  ) throws -> Reply {
    let grants = try AccessStore(call.database).grantRecords(of: user.id)
    let isCovered = try AccountReach(call, .userManage)
      .covers(user, holding: grants.map(\.grant))
    let mayChange = isCovered && user.id != call.caller?.user
    let steps = UserRecord.lifeCycle.next(from: user.state) { mayChange && user.applies($0) }
    return Reply(
      status, about: try about(grants), version: user.version, at: "/api/v1/users/\(user.id)"
    ) { writer in
      writer.object { writer in
        user.writeMembers(to: &writer, language: call.language)
        writer.array("grants") { for grant in grants { grant.write(to: &$0) } }
        writer.nextSteps(steps, language: call.language)
        if let password { writer.member("password", password.text) }
      }
    }
  }
}

extension UserChange {
  /// The names of the members that the change sets or clears.
  fileprivate var changedNames: [String] {
    var names: [String] = []
    if case .keep = name {} else { names.append("name") }
    if case .keep = email {} else { names.append("email") }
    return names
  }
}

extension Parameter {
  /// `partner=`: another partner's than the caller's own.
  static let ofPartner = Parameter("partner", .reference, "Those of one partner, by id or slug.")
}

extension Call {
  /// The partner that the query asks for, if the caller's reach covers it.
  ///
  /// - Throws: `Refusal` 400 for text that names nothing, 404 for a partner out of reach.
  func partnerAsked(_ reach: AccountReach) throws -> PartnerID? {
    guard let text = request.query["partner"] else { return nil }
    guard let reference = Reference(text) else { throw Refusal.badQuery("partner") }
    guard case .partner(let id)? = try ScopeStore(database).findPartner(reference)?.scope,
      try reach.covers(id)
    else { throw Refusal.notFound }
    return id
  }

  /// The boards whose auditors see what is done with a user: those in which it holds something and
  /// those that have an agreement with its partner; and those of whoever does it.
  func boards(concerning user: UserRecord, holding grants: [GrantRecord]) throws -> [BoardID] {
    var boards = Set(grants.compactMap(\.grant.scope.board))
    if let partner = user.partner { boards.formUnion(try ScopeStore(database).boards(of: partner)) }
    boards.formUnion((caller?.grants ?? []).compactMap(\.scope.board))
    return boards.sorted()
  }
}
