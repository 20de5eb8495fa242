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
        "Each permission that the caller holds now, how far it reaches, and what takes more.",
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
    let conditional = caller.conditionalPermissions(at: call.now)
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
        writer.array("conditional") { writer in
          for (permission, condition) in conditional {
            writer.object { writer in
              writer.member("permission", permission.rawValue)
              writer.member("condition", condition.rawValue)
            }
          }
        }
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
      .init(
        "conditional",
        .list(
          .object(
            "ConditionalPermission",
            [.init("permission", .permission), .init("condition", condition)]),
          countMax: Permission.allCases.count)),
      .init("expiresOn", .day, isRequired: false),
    ])

  // Held, but not usable alone: somebody else has to agree, or an emergency to be opened.
  private static let condition: Shape = .code(GrantCondition.allCases.map(\.rawValue))

  private static func permissions(_ call: Call) throws -> Reply {
    let caller = try call.signedIn()
    let held = Permission.allCases.flatMap { permission in
      caller.grants(for: permission, at: call.now).map { (permission, $0.grant, $0.letter) }
    }
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for (permission, grant, letter) in held where letter.condition == nil {
            writer.object { writer in
              write(permission, grant, to: &writer) { $0.member("reach", letter.word) }
            }
          }
        }
        writer.array("conditional") { writer in
          for (permission, grant, letter) in held {
            guard let condition = letter.condition else { continue }
            writer.object { writer in
              write(permission, grant, to: &writer) { writer in
                writer.member("condition", condition.rawValue)
              }
            }
          }
        }
      }
    }
  }

  private static func write(
    _ permission: Permission, _ grant: Grant, to writer: inout JSONWriter,
    how: (inout JSONWriter) -> Void
  ) {
    writer.member("permission", permission.rawValue)
    how(&writer)
    writer.member("role", grant.role.rawValue)
    grant.writeScope(to: &writer)
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
            ]), countMax: 100_000)),
      .init(
        "conditional",
        .list(
          .object(
            "MyConditionalPermission",
            [
              .init("permission", .permission), .init("condition", condition), .init("role", .role),
              .init("scope", GrantScope.shape),
            ]), countMax: 100_000)),
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
