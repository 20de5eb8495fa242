// Signing in and out. A name that nobody has, a wrong password, a code that is wrong, used or not
// there, a disabled user and one try too many get one answer in one time.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Sessions over HTTP.
struct SessionRoutes: Sendable {
  let settings: PipelineSettings
  let limits: LogInLimits

  /// The table.
  var all: [Route] {
    [
      Route(
        .post, "/api/v1/sessions", "session.create",
        "Signs in: the token is shown once, here, or goes into a browser's cookie.",
        needs: .nobody, isPersonal: true, takes: LogIn.self,
        example: #"{"username": "anna.lind", "password": "fyra dagar regn i rad"}"#,
        answers: .created, BegunSession.shape, worksReadOnly: true, slow: create),
      Route(
        .get, "/api/v1/sessions", "session.list", "The caller's own sessions.",
        needs: .signedIn, parameters: Page.parameters,
        answers: .ok, .page(of: SessionRecord.shape, named: "SessionPage"), handler: list),
      Route(
        .get, "/api/v1/sessions/current", "session.read_current", "The session of this call.",
        needs: .signedIn, answers: .ok, SessionRecord.shape,
        handler: { call in try reply(call, with: try current(call)) }),
      Route(
        .get, "/api/v1/sessions/{session}", "session.read", "One of the caller's own sessions.",
        needs: .signedIn, answers: .ok, SessionRecord.shape,
        handler: { call in try reply(call, with: try own(call)) }),
      Route(
        .delete, "/api/v1/sessions/current", "session.end_current",
        "Signs out: the token is dead when the answer comes.",
        needs: .signedIn, effect: .writes, answers: .noContent, nil, worksReadOnly: true,
        handler: { call in try end(call, try current(call)) }),
      Route(
        .delete, "/api/v1/sessions/{session}", "session.end", "Ends one of the caller's sessions.",
        needs: .signedIn, effect: .writes, answers: .noContent, nil, worksReadOnly: true,
        handler: { call in try end(call, try own(call)) }),
    ]
  }

  // Every path through here takes one hash, whatever is wrong with the name.
  private func create(_ call: Call, _ body: LogIn) throws -> Prepared {
    let name = body.username.lowercased()
    let isTaken = limits.take(name, from: call.request.address, at: call.now)
    let credential = try AccountStore(call.database).findCredential(named: name)
    let fits = Password.fits(body.password, hash: credential?.passwordHash)
    guard let credential, fits, isTaken, credential.isOpen(at: call.now) else {
      throw Refusal(.invalidCredentials)
    }
    let passed = try passedCode(body.code, of: credential.user, named: name, call)
    limits.giveBack(name, from: call.request.address)
    return { call in try begin(call, credential, passed, wantsCookie: body.wantsCookie) }
  }

  // Whoever has no second factor passes. A code that is missing is no guess at one.
  private func passedCode(
    _ code: String?, of user: UserID, named name: String, _ call: Call
  ) throws -> PassedCode? {
    guard let factor = try SecondFactorStore(call.database).find(user), factor.state == .on else {
      return nil
    }
    let address = call.request.address
    let secret = settings.secrets.secondFactor(of: user, generation: factor.generation)
    guard let code, limits.takeCode(name, from: address, at: call.now),
      let step = TimeCode.find(code, secret: secret, at: call.now, after: factor.lastStep)
    else { throw Refusal(.invalidCredentials) }
    limits.giveBackCode(name, from: address)
    return PassedCode(generation: factor.generation, step: step)
  }

  // On the writer: the password may have been changed, the user disabled, or the code used, since
  // it was checked.
  private func begin(
    _ call: Call, _ credential: Credential, _ passed: PassedCode?, wantsCookie: Bool
  ) throws -> Reply {
    let store = AccountStore(call.database)
    guard try store.findCredential(of: credential.user) == credential,
      let user = try store.findUser(credential.user)
    else { throw Refusal(.invalidCredentials) }
    try use(passed, of: user.id, call)
    let token = (wantsCookie ? Token.Form.cookie : .session).make(&call.random)
    let id: SessionID = call.makeID()
    let end = call.now.plus(seconds: settings.sessionSecondsMax)
    try store.insertSession(
      id, user: user.id, tokenHash: token.hash, at: call.now, until: end)
    let grants = try AccessStore(call.database).grants(of: user.id)
    let session = BegunSession(
      id: id,
      shown: wantsCookie
        ? .forgeryToken(settings.secrets.forgeryToken(of: id)) : .token(token.text),
      expiresAt: end,
      idleExpiresAt: call.now.plus(seconds: settings.sessionIdleSecondsMax),
      user: NamedThing(user.id, user.name),
      grants: user.mustChangePassword ? [] : grants.filter { $0.holds(at: call.now) },
      mustChangePassword: user.mustChangePassword)
    let boards = Set(grants.compactMap(\.scope.board)).sorted()
    var reply = Reply(
      .created, about: .personal([user.id.erased], boards: boards, fields: ["session"]),
      at: "/api/v1/sessions/\(id)"
    ) { session.write(to: &$0) }
    reply.hasSecret = true
    if wantsCookie { reply.cookie = .set(token.text) }
    return reply
  }

  private func use(_ passed: PassedCode?, of user: UserID, _ call: Call) throws {
    let factors = SecondFactorStore(call.database)
    guard let factor = try factors.find(user), factor.state == .on else { return }
    guard let passed, passed.generation == factor.generation,
      try factors.use(step: passed.step, of: user)
    else { throw Refusal(.invalidCredentials) }
  }

  private func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    // A key has no sessions.
    let sessions =
      try call.signedIn().user.map { user in
        try AccountStore(call.database).listSessions(
          of: user, at: call.now, after: try page.afterID(), limit: page.fetchCount + page.offset)
      } ?? []
    return call.list(
      Array(sessions.dropFirst(page.offset)), on: page, about: .nobody, end: { [$0.id.text] }
    ) { session, writer in write(session, call, to: &writer) }
  }

  private func current(_ call: Call) throws -> SessionRecord {
    // A key has no session.
    let id = try call.fetch(try call.signedIn().session)
    return try call.fetch(AccountStore(call.database).findSession(id))
  }

  private func own(_ call: Call) throws -> SessionRecord {
    let session = try call.fetch(AccountStore(call.database).findSession(try call.id()))
    guard session.user == (try call.signedIn().user), call.now < session.expiresAt else {
      throw Refusal.notFound
    }
    return session
  }

  private func end(_ call: Call, _ session: SessionRecord) throws -> Reply {
    try AccountStore(call.database).endSession(session.id)
    var reply = Reply(.noContent, about: .nobody, body: .none)
    if call.request.usesCookie, session.id == call.caller?.session { reply.cookie = .clear }
    return reply
  }

  private func reply(_ call: Call, with session: SessionRecord) throws -> Reply {
    Reply(about: .nobody) { write(session, call, to: &$0) }
  }

  private func write(_ session: SessionRecord, _ call: Call, to writer: inout JSONWriter) {
    let isAskedByPage = call.request.usesCookie && session.id == call.caller?.session
    session.write(
      to: &writer, current: call.caller?.session,
      idleSecondsMax: settings.sessionIdleSecondsMax, at: call.now,
      forgeryToken: isAskedByPage ? settings.secrets.forgeryToken(of: session.id) : nil)
  }
}

/// A code that was right, until the writer has noted that it is used.
private struct PassedCode: Sendable {
  let generation: Int
  let step: Int64
}
