// The route that makes the first administrator. A wrong secret, one whose hour is over, and a
// server that has users get one answer.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The first administrator over HTTP.
struct SetupRoutes: Sendable {
  let ticket: SetupTicket

  /// The table.
  var all: [Route] {
    [
      Route(
        .post, "/api/v1/setup", "setup.create",
        "Makes the first administrator of an empty server, with the token that `serve` printed.",
        needs: .nobody, isPersonal: true, takes: Setup.self,
        example: """
          {"token": "smi_0123456789abcdef0123456789abcdef", "username": "anna.lind",
           "password": "fyra dagar regn i rad", "name": "Anna Lind"}
          """,
        answers: .created, Self.shape, slow: create)
    ]
  }

  private static let shape: Shape = .object(
    "FirstAdministrator",
    [.init("id", .id), .init("username", .text), .init("name", .text), .init("role", .role)])

  // The secret before the hash: nobody makes the server work without it.
  private func create(_ call: Call, _ body: Setup) throws -> Prepared {
    try requireOpen(call, body)
    guard let hash = Password.hash(body.password) else { throw Refusal(.internalError) }
    return { call in try create(call, body, hash) }
  }

  private func create(_ call: Call, _ body: Setup, _ hash: String) throws -> Reply {
    try requireOpen(call, body)
    let store = AccountStore(call.database)
    var user = NewUser(id: call.makeID(), username: body.username, name: body.name)
    user.passwordHash = hash
    try store.insertUser(user, at: call.now)
    try store.insertGrant(
      NewGrant(
        id: call.makeID(), user: user.id, role: .systemAdmin, scope: .server, startsAt: call.now,
        grantedBy: "setup"), at: call.now)
    return Reply(
      .created, about: .personal([user.id.erased], boards: [], fields: ["user", "grants"]),
      at: "/api/v1/users/\(user.id)"
    ) { writer in
      writer.object { writer in
        writer.member("id", user.id.text)
        writer.member("username", user.username)
        writer.member("name", user.name)
        writer.member("role", Role.systemAdmin.rawValue)
      }
    }
  }

  private func requireOpen(_ call: Call, _ body: Setup) throws {
    guard ticket.fits(body.token, at: call.now), try !AccountStore(call.database).hasUsers()
    else { throw Refusal(.invalidCredentials) }
  }
}

/// The body that makes the first administrator.
struct Setup: Document {
  static let name = "Setup"

  let token: String
  let username: String
  let password: String
  let name: String

  init(reading fields: inout FieldReader) {
    token = fields.text("token")
    username = fields.username("username")
    password = fields.text("password", charactersMax: Password.bytesMax)
    name = fields.text("name")
    if fields.has("password"), !password.isEmpty, let code = Password.fault(in: password) {
      fields.fault("password", code)
    }
  }
}
