// The caller about itself: who it is, what it may do, and its password.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// `/me` over HTTP.
struct MeRoutes: Sendable {
  let limits: LogInLimits

  /// The table.
  var all: [Route] {
    [
      Route(
        .get, "/api/v1/me", "me.read", "Who calls, in which roles, with which permissions.",
        needs: .signedIn, answers: .ok, Self.shape, handler: Self.read),
      Route(
        .get, "/api/v1/me/permissions", "me.permissions",
        "Each permission that the caller holds now, and how far it reaches.",
        needs: .signedIn, answers: .ok, Self.permissionsShape, handler: Self.permissions),
      Route(
        .put, "/api/v1/me/password", "me.change_password",
        "Chooses another password; the caller's other sessions end.",
        needs: .signedIn, isPersonal: true, takes: PasswordChange.self,
        example: #"{"old": "fyra dagar regn i rad", "new": "sju svanar simmar snett"}"#,
        answers: .noContent, nil, slow: changePassword),
    ]
  }

  private static func read(_ call: Call) throws -> Reply {
    let caller = try call.signedIn()
    let user = try caller.user.flatMap { try AccountStore(call.database).findUser($0) }
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.member("kind", caller.kind.rawValue)
        writer.member("id", caller.reference)
        writer.member("name", caller.name)
        if let user {
          writer.member("username", user.username)
          writer.member("mustChangePassword", user.mustChangePassword)
        }
        writer.array("grants") { writer in
          for grant in caller.grants where grant.holds(at: call.now) { grant.write(to: &writer) }
        }
        writer.member("permissions", caller.permissions(at: call.now).map(\.rawValue))
        if let day = caller.expiresOn { writer.member("expiresOn", day.text) }
      }
    }
  }

  private static let shape: Shape = .object(
    "Me",
    [
      .init("kind", .code(["user", "key"])), .init("id", .text), .init("name", .text),
      .init("username", .text, isRequired: false),
      .init("mustChangePassword", .flag, isRequired: false),
      .init("grants", .list(Grant.shape, countMax: 1_000)),
      .init("permissions", .list(.permission, countMax: Permission.allCases.count)),
      .init("expiresOn", .day, isRequired: false),
    ])

  private static func permissions(_ call: Call) throws -> Reply {
    let caller = try call.signedIn()
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for permission in Permission.allCases {
            for (grant, letter) in caller.grants(for: permission, at: call.now) {
              writer.object { writer in
                writer.member("permission", permission.rawValue)
                writer.member("reach", letter.word)
                writer.member("role", grant.role.rawValue)
                grant.writeScope(to: &writer)
              }
            }
          }
        }
      }
    }
  }

  private static let permissionsShape: Shape = .object(
    "MyPermissions",
    [
      .init(
        "items",
        .list(
          .object(
            "MyPermission",
            [
              .init("permission", .permission), .init("reach", .reach), .init("role", .role),
              .init("scope", GrantScope.shape),
            ]), countMax: 100_000))
    ])

  private func changePassword(_ call: Call, _ body: PasswordChange) throws -> Prepared {
    let store = AccountStore(call.database)
    guard let user = try call.signedIn().user, let credential = try store.findCredential(of: user)
    else { throw Refusal(.forbidden) }
    // Whoever found somebody's session open shall not guess the password with it either.
    let isTaken = limits.take(user.text, from: call.request.address, at: call.now)
    guard Password.fits(body.old, hash: credential.passwordHash), isTaken,
      credential.isOpen(at: call.now)
    else { throw Refusal.invalid("/old", "wrong") }
    limits.giveBack(user.text, from: call.request.address)
    guard let hash = Password.hash(body.new) else { throw Refusal(.internalError) }
    return { call in
      let store = AccountStore(call.database)
      guard try store.findCredential(of: user) == credential else {
        throw Refusal.invalid("/old", "wrong")
      }
      try store.setPassword(hash, of: user, keeping: try call.signedIn().session)
      let boards = Set(try AccessStore(call.database).grants(of: user).compactMap(\.scope.board))
      return Reply(
        .noContent,
        about: .personal([user.erased], boards: boards.sorted(), fields: ["password"]),
        body: .none)
    }
  }
}
