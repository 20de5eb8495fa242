// The policy for people to read: roles, permissions, and why a decision falls as it does. All of it
// is read from the matrix and the one decision; nothing here decides anything.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The policy over HTTP.
enum AccessRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/roles", "role.list", "Every role, and what each permission of it reaches.",
      needs: .signedIn, answers: .ok, rolesShape, handler: roles),
    Route(
      .get, "/api/v1/permissions", "permission.list", "Every permission, and which roles have it.",
      needs: .signedIn, answers: .ok, permissionsShape, handler: permissions),
    Route(
      .post, "/api/v1/access/explain", "access.explain",
      "What a user may do with a subject, and by which rule.",
      needs: .permission([.userManage]), effect: .reads, takes: Question.self,
      example: """
        {"user": "0190d5f0-7c00-7000-8000-000000000001", "permission": "referral.decide",
         "subject": {"unit": "uppsala-stod"}}
        """,
      answers: .ok, Explanation.shape, handler: explain),
  ]

  private static func roles(_ call: Call) -> Reply {
    let matrix = PermissionMatrix.standard
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for role in Role.allCases {
            writer.object { writer in
              writer.member("role", role.rawValue)
              writer.member("label", role.label[call.language])
              writer.array("permissions") { writer in
                for permission in matrix.permissions(of: role) {
                  writer.object { writer in
                    writer.member("permission", permission.rawValue)
                    writer.member("reach", matrix.letter(permission, role)?.word)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static let rolesShape: Shape = .items(
    "Roles",
    .object(
      "RoleWithPermissions",
      [
        .init("role", .role), .init("label", .text),
        .init(
          "permissions",
          .list(
            .object(
              "PermissionOfRole", [.init("permission", .permission), .init("reach", .reach)]),
            countMax: Permission.allCases.count)),
      ]), countMax: Role.allCases.count)

  private static func permissions(_ call: Call) -> Reply {
    let matrix = PermissionMatrix.standard
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for permission in Permission.allCases {
            writer.object { writer in
              writer.member("permission", permission.rawValue)
              writer.array("roles") { writer in
                for role in matrix.roles(with: permission) {
                  writer.object { writer in
                    writer.member("role", role.rawValue)
                    writer.member("reach", matrix.letter(permission, role)?.word)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static let permissionsShape: Shape = .items(
    "Permissions",
    .object(
      "PermissionWithRoles",
      [
        .init("permission", .permission),
        .init(
          "roles",
          .list(
            .object("RoleOfPermission", [.init("role", .role), .init("reach", .reach)]),
            countMax: Role.allCases.count)),
      ]), countMax: Permission.allCases.count)

  private static func explain(_ call: Call, _ body: Question) throws -> Reply {
    let users = AccountStore(call.database)
    guard let user = try users.findUser(body.user),
      try AccountReach(call, .userManage).sees(user)
    else { throw Refusal.invalid("/user", "unknown") }
    let place = try body.subject?.place?.find(in: ScopeStore(call.database)) ?? .server
    var facts = place.facts
    facts.isOwn = body.subject?.isOwn ?? false
    facts.isPersonal = body.subject?.isPersonal ?? false
    let explanation = Explanation(
      of: body.permission, on: facts, for: try AccessStore(call.database).findUser(user.id),
      at: call.now)
    return Reply(about: .nobody) { explanation.write(to: &$0) }
  }
}

/// The body that asks why.
struct Question: Document {
  static let name = "AccessQuestion"

  let user: UserID
  let permission: Permission
  let subject: QuestionSubject?

  init(reading fields: inout FieldReader) {
    user = fields.idIfAny("user", isRequired: true) ?? UserID(high: 0, low: 0)
    permission = fields.permissionIfAny("permission", isRequired: true) ?? .personSearch
    subject = fields.objectIfAny("subject", QuestionSubject.self)
  }
}

/// The facts that a question supposes about a subject.
struct QuestionSubject: Document {
  static let name = "AccessQuestionSubject"

  let place: PlaceReference?
  let isOwn: Bool
  let isPersonal: Bool

  init(reading fields: inout FieldReader) {
    place = fields.placeIfAny()
    isOwn = fields.flag("own", default: false)
    isPersonal = fields.flag("personal", default: true)
  }
}

extension Shape {
  /// An object with `items` only: lists that are always whole.
  static func items(_ name: String, _ item: Shape, countMax: Int) -> Shape {
    .object(name, [.init("items", .list(item, countMax: countMax))])
  }
}
