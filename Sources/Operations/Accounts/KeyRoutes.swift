// The routes about API keys. A secret is shown once: when the key is made, and when it is rotated.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Keys over HTTP.
enum KeyRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/keys", "key.list",
      "Keys of the caller's boards or partner; `partner` names another one.",
      needs: .permission([.keyManage]), parameters: Page.parameters + [.ofPartner],
      answers: .ok, .page(of: KeyRecord.shape, named: "KeyPage"), handler: list),
    Route(
      .post, "/api/v1/keys", "key.create", "Makes a key; its secret is shown once.",
      needs: .permission([.keyManage]), isPersonal: true, parameters: [.dryRun],
      takes: KeyCreation.self,
      example: """
        {"partner": "kvinnojouren-exempel", "name": "Kontorets skript",
         "roles": ["partner-sender"], "expiresOn": "2027-06-30"}
        """,
      answers: .created, KeyRecord.shape, handler: create),
    Route(
      .get, "/api/v1/keys/{key}", "key.read", "One key, by its short id.",
      needs: .permission([.keyManage]), answers: .ok, KeyRecord.shape, handler: read),
    Route(
      .post, "/api/v1/keys/{key}/transitions", "key.step",
      "Gives a key a new secret, shown once, or revokes it.",
      needs: .permission([.keyManage]), isPersonal: true, parameters: [.dryRun],
      takes: KeyStep.self, example: #"{"step": "rotate"}"#,
      answers: .ok, KeyRecord.shape, handler: step),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after = page.after?.first ?? ""
    let count = page.fetchCount + page.offset
    let store = AccountStore(call.database)
    let accounts = AccountReach(call, .keyManage)
    let reach = try call.signedIn().reach(.keyManage, at: call.now)
    let keys: [KeyRecord]
    if let partner = try call.partnerAsked(accounts) ?? reach.partners.first {
      keys = try store.listKeys(of: partner, after: after, limit: count)
    } else if reach.everything {
      keys = try store.listKeys(after: after, limit: count)
    } else {
      keys = try reach.boards.flatMap { board in
        try store.listKeys(of: board, after: after, limit: count)
      }.sorted { $0.id < $1.id }
    }
    return call.list(
      Array(keys.dropFirst(page.offset).prefix(page.fetchCount)), on: page, about: .nobody,
      end: { [$0.id] }
    ) { key, writer in key.write(to: &writer, on: call.today, language: call.language) }
  }

  private static func create(_ call: Call, _ body: KeyCreation) throws -> Reply {
    let place = try call.fetch(try body.owner?.find(in: ScopeStore(call.database)))
    guard try AccountReach(call, .keyManage).covers(place.facts) else {
      throw Refusal.forbidden(.keyManage)
    }
    let isPartners = place.facts.partner != nil
    if let fault = KeyRules.fault(
      roles: body.roles, permissions: body.permissions, isPartners: isPartners)
    {
      throw Refusal.invalid(fault.path, fault.code, allowed: fault.allowed)
    }
    if let code = KeyRules.fault(inLastDay: body.expiresOn, today: call.today) {
      throw Refusal.invalid("/expiresOn", code)
    }
    let made = Token.makeKey(&call.random)
    let store = AccountStore(call.database)
    try store.insertKey(
      NewKey(
        id: made.id, secretHash: made.hash, name: body.name, partner: place.facts.partner,
        board: place.facts.board, roles: body.roles, permissions: body.permissions,
        expiresOn: body.expiresOn, createdBy: try call.signedIn().reference), at: call.now)
    return try reply(
      call, with: try call.fetch(store.findKey(made.id)), status: .created, secret: made.text,
      fields: ["key"])
  }

  private static func read(_ call: Call) throws -> Reply {
    let key = try find(call)
    return Reply(about: .nobody) {
      key.write(to: &$0, on: call.today, language: call.language)
    }
  }

  private static func step(_ call: Call, _ body: KeyStep) throws -> Reply {
    let key = try find(call)
    guard let step = body.step else { throw Refusal.invalid("/step") }
    try KeyRecord.lifeCycle.require(step, from: key.state(on: call.today)) { _ in true }
    let store = AccountStore(call.database)
    var secret: String?
    if step.name == "rotate" {
      let made = Token.makeKey(&call.random, id: key.id)
      secret = made.text
      try store.rotateKey(key.id, secretHash: made.hash)
    } else {
      try store.revokeKey(key.id, at: call.now)
    }
    return try reply(
      call, with: try call.fetch(store.findKey(key.id)), secret: secret,
      fields: [secret == nil ? "status" : "secret"])
  }

  // A key that is out of reach and one that does not exist are one 404.
  private static func find(_ call: Call) throws -> KeyRecord {
    let id = call.request.parameters.first ?? ""
    let key = try call.fetch(AccountStore(call.database).findKey(id))
    guard try AccountReach(call, .keyManage).covers(key.facts) else { throw Refusal.notFound }
    return key
  }

  private static func reply(
    _ call: Call, with key: KeyRecord, status: Status = .ok, secret: String?, fields: [String]
  ) throws -> Reply {
    let shown = call.request.isDryRun ? nil : secret
    let scopes = ScopeStore(call.database)
    let boards = try key.board.map { [$0] } ?? key.partner.map(scopes.boards(of:)) ?? []
    // A key's short id is no subject's: the entry is found by the owner and names the key.
    let owner = [key.partner?.erased, key.board?.erased].compactMap { $0 }
    var reply = Reply(
      status, about: .personal(owner, boards: boards, fields: fields + ["key/" + key.id]),
      at: "/api/v1/keys/\(key.id)"
    ) { key.write(to: &$0, on: call.today, language: call.language, secret: shown) }
    reply.hasSecret = shown != nil
    return reply
  }
}
