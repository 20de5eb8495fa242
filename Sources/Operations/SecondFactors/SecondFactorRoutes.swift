// The routes about one's own second factor. It is begun with the password, for a session found open
// must not lock its owner out, and counts once a code of it came back.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Second factors over HTTP.
struct SecondFactorRoutes: Sendable {
  let settings: PipelineSettings
  let limits: LogInLimits

  /// The table.
  var all: [Route] {
    [
      Route(
        .get, "/api/v1/me/totp", "totp.read", "Whether the caller has a second factor.",
        needs: .signedIn, answers: .ok, OwnSecondFactor.shape, handler: read),
      Route(
        .post, "/api/v1/me/totp", "totp.begin",
        "Begins a second factor: the secret is shown once, here, and counts when it is confirmed.",
        needs: .signedIn, isPersonal: true, takes: SecondFactorStart.self,
        example: #"{"password": "fyra dagar regn i rad"}"#,
        answers: .created, OwnSecondFactor.shape, slow: begin),
      Route(
        .post, "/api/v1/me/totp/transitions", "totp.step",
        "Confirms or removes the second factor with a code of it; other sessions end.",
        needs: .signedIn, isPersonal: true, takes: SecondFactorStep.self,
        example: #"{"step": "confirm", "code": "287082"}"#,
        answers: .ok, OwnSecondFactor.shape, handler: step),
    ]
  }

  private func read(_ call: Call) throws -> Reply {
    // A key has none.
    let factor = try call.signedIn().user.flatMap(SecondFactorStore(call.database).find)
    return Reply(about: .nobody) { OwnSecondFactor(factor: factor).write(to: &$0) }
  }

  private func begin(_ call: Call, _ body: SecondFactorStart) throws -> Prepared {
    let user = try owner(call)
    let store = AccountStore(call.database)
    guard let credential = try store.findCredential(of: user) else { throw Refusal(.forbidden) }
    let isTaken = limits.take(user.text, from: call.request.address, at: call.now)
    guard Password.fits(body.password, hash: credential.passwordHash), isTaken,
      credential.isOpen(at: call.now)
    else { throw Refusal.invalid("/password", "wrong") }
    limits.giveBack(user.text, from: call.request.address)
    return { call in try begin(call, credential) }
  }

  private func begin(_ call: Call, _ credential: Credential) throws -> Reply {
    let accounts = AccountStore(call.database)
    guard try accounts.findCredential(of: credential.user) == credential,
      let user = try accounts.findUser(credential.user)
    else { throw Refusal.invalid("/password", "wrong") }
    let factors = SecondFactorStore(call.database)
    guard try factors.find(user.id)?.state != .on else { throw Refusal(.alreadyExists) }
    try factors.begin(user.id, at: call.now)
    let factor = try call.fetch(factors.find(user.id))
    let secret = settings.secrets.secondFactor(of: user.id, generation: factor.generation)
    let answer = OwnSecondFactor(
      factor: factor, shown: .init(secret: secret, username: user.username))
    var reply = try reply(.created, call, user.id) { answer.write(to: &$0) }
    reply.resource = "/api/v1/me/totp"
    reply.hasSecret = true
    return reply
  }

  private func step(_ call: Call, _ body: SecondFactorStep) throws -> Reply {
    let user = try owner(call)
    let store = SecondFactorStore(call.database)
    let factor = try store.find(user)
    let steps = OwnSecondFactor.steps(from: factor?.state ?? .off)
    guard let factor, steps.contains(body.step) else {
      throw Refusal(.stepNotAllowed, allowed: steps)
    }
    let secret = settings.secrets.secondFactor(of: user, generation: factor.generation)
    let address = call.request.address
    guard limits.takeCode(user.text, from: address, at: call.now),
      let step = TimeCode.find(body.code, secret: secret, at: call.now, after: factor.lastStep),
      try store.use(step: step, of: user)
    else { throw Refusal.invalid("/code", "wrong") }
    limits.giveBackCode(user.text, from: address)
    try store.set(
      body.step == "confirm" ? .on : .off, of: user, keeping: try call.signedIn().session,
      at: call.now)
    let now = try store.find(user)
    return try reply(.ok, call, user) { OwnSecondFactor(factor: now).write(to: &$0) }
  }

  private func owner(_ call: Call) throws -> UserID {
    guard let user = try call.signedIn().user else { throw Refusal(.forbidden) }
    return user
  }

  private func reply(
    _ status: Status, _ call: Call, _ user: UserID, write: (inout JSONWriter) -> Void
  ) throws -> Reply {
    let boards = Set(try AccessStore(call.database).grants(of: user).compactMap(\.scope.board))
    return Reply(
      status, about: .personal([user.erased], boards: boards.sorted(), fields: ["totp"]),
      write: write)
  }
}
