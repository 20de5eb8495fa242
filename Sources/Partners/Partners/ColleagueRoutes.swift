// Self-service: a partner's administrator adds colleagues without the municipality.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// A partner's users over HTTP.
package enum ColleagueRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/partners/{partner}/users", "partner.list_users", "Users of a partner.",
      needs: .permission([.userManage]), parameters: Page.parameters,
      answers: .ok, .page(of: Colleague.shape, named: "ColleaguePage"), handler: list),
    Route(
      .post, "/api/v1/partners/{partner}/users", "partner.add_user",
      "Adds a user with roles inside the partner.", needs: .permission([.userManage]),
      isPersonal: true, parameters: [.dryRun], takes: NewColleague.self,
      example: """
        {"username": "jourens.handlaggare", "name": "Jourens handläggare",
         "email": "handlaggare@jouren.example", "roles": ["partner-handler"]}
        """,
      answers: .created, Colleague.shape, handler: add),
    Route(
      .get, "/api/v1/partners/{partner}/users/{user}", "partner.read_user",
      "One user of a partner.", needs: .permission([.userManage]), answers: .ok, Colleague.shape,
      handler: read),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let partner = try PartnerRoutes.find(call, .userManage)
    let page = try call.page()
    let users = try ColleagueStore(call.database).list(
      of: partner.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset,
      at: call.now)
    return call.list(users, on: page, about: .nobody, end: { [$0.id.text] }) {
      $0.write(to: &$1)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    let partner = try PartnerRoutes.find(call, .userManage)
    let user = try ColleagueStore(call.database).find(
      try call.id(1), of: partner.id, at: call.now)
    let colleague = try call.fetch(user)
    return Reply(about: .nobody) { colleague.write(to: &$0) }
  }

  private static func add(_ call: Call, _ body: NewColleague) throws -> Reply {
    let partner = try PartnerRoutes.find(call, .userManage)
    let store = PartnerStore(call.database)
    try call.require(.roleGrant, onAny: try store.facts(of: partner.id))
    try requireNoOtherBoard(than: call, for: partner.id)
    let user = try PartnerAccounts(call, partner.id).addUser(body)
    let about = About.personal(
      [user.id.erased, partner.id.erased], boards: try store.boards(of: partner.id),
      fields: ["account", "grant"])
    return Reply(
      .created, about: about, at: "/api/v1/partners/\(partner.id)/users/\(user.id)"
    ) { user.write(to: &$0) }
  }

  // A partner's people see what each board opens to it (OSL 26 kap. 1 §): an administrator of one
  // board lets nobody in to the data of another. The partner's own administrator may.
  private static func requireNoOtherBoard(than call: Call, for partner: PartnerID) throws {
    guard call.caller?.partner != partner else { return }
    for board in try PartnerStore(call.database).boardsOpening(partner) {
      try call.require(.userManage, onAny: [SubjectFacts(board: board, isPersonal: false)])
    }
  }
}
