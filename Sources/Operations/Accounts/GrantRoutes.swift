// The routes about grants: giving a role to a user, and ending it. A grant never changes, so it has
// no version and no If-Match; it ends, and another is given.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Grants over HTTP.
enum GrantRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/users/{user}/grants", "grant.list",
      "What was granted to a user, past and future included.",
      needs: .permission([.roleGrant]),
      answers: .ok, .page(of: GrantRecord.shape, named: "GrantPage"), handler: list),
    Route(
      .post, "/api/v1/users/{user}/grants", "grant.create",
      "Gives a user a role at one place; never to oneself. A role that opens a municipality's "
        + "personal data needs a second person: it answers 202 with the proposal.",
      needs: .permission([.roleGrant]), isPersonal: true, parameters: [.dryRun],
      takes: GrantCreation.self,
      example: """
        {"role": "outreach", "team": "uppsala-stodteamet", "until": "2027-06-30T22:00:00Z",
         "reason": "Vikariat"}
        """,
      answers: .created, GrantRecord.shape, orProposes: Proposal.shape, handler: create),
    Route(
      .get, "/api/v1/grants/{grant}", "grant.read", "One grant.",
      needs: .permission([.roleGrant]), answers: .ok, GrantRecord.shape, handler: read),
    Route(
      .delete, "/api/v1/grants/{grant}", "grant.end", "Ends a grant now.",
      needs: .permission([.roleGrant]), effect: .writes, isPersonal: true,
      answers: .noContent, nil, handler: end),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let user = try UserRoutes.find(call, .roleGrant)
    let grants = try AccessStore(call.database).grantRecords(of: user.id)
    return Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.array("items") { for grant in grants { grant.write(to: &$0) } }
        writer.member("next", String?.none)
      }
    }
  }

  private static func create(_ call: Call, _ body: GrantCreation) throws -> Reply {
    let caller = try call.signedIn()
    let user = try UserRoutes.find(call, .roleGrant)
    guard user.id != caller.user else { throw Refusal.forbidden(.roleGrant) }
    let scopes = ScopeStore(call.database)
    let place = try body.place?.find(in: scopes) ?? .server
    guard try AccountReach(call, .roleGrant).covers(place.facts) else {
      throw Refusal.forbidden(.roleGrant)
    }
    if let fault = try fault(in: body.role, for: user, at: place, scopes) {
      throw Refusal.invalid("/" + fault.member, fault.code)
    }
    if let missing = GrantRules.excess(of: body.role, given: caller, at: place, now: call.now) {
      throw Refusal.forbidden(missing)
    }
    if let until = body.until, until <= call.now { throw Refusal.invalid("/until", "past") }
    let grant = NewGrant(
      id: call.makeID(), user: user.id, role: body.role, scope: place.scope,
      startsAt: max(body.from ?? call.now, call.now), endsAt: body.until,
      grantedBy: caller.reference, reason: body.reason)
    if GrantRules.needsSecondPerson(body.role) {
      return try GrantProposals.propose(grant, to: user, at: place, call).reply(call)
    }
    try AccountStore(call.database).insertGrant(grant, at: call.now)
    let record = try call.fetch(AccessStore(call.database).findGrant(grant.id))
    return reply(
      with: record, status: .created, about: try about(record, of: user, call))
  }

  /// Why a role cannot be given to a user at a place, whoever gives it; nil when it can.
  static func fault(
    in role: Role, for user: UserRecord, at place: Place, _ scopes: ScopeStore
  ) throws -> (member: String, code: String)? {
    GrantRules.fault(
      in: role, for: try home(of: user, scopes), at: place,
      partnerWorksThere: try works(user, at: place, scopes))
  }

  private static func home(of user: UserRecord, _ scopes: ScopeStore) throws -> GrantRules.Home {
    if let partner = user.partner, let kind = try scopes.kind(of: partner) {
      return .partner(partner, kind: kind)
    }
    return user.municipality.map { .municipality($0) } ?? .server
  }

  private static func works(
    _ user: UserRecord, at place: Place, _ scopes: ScopeStore
  ) throws -> Bool {
    guard let partner = user.partner, let municipality = place.municipality else { return false }
    return try scopes.works(partner, in: municipality)
  }

  private static func read(_ call: Call) throws -> Reply {
    let (record, _) = try find(call)
    return reply(with: record, about: .nobody)
  }

  private static func end(_ call: Call) throws -> Reply {
    let (record, user) = try find(call)
    guard try AccountReach(call, .roleGrant).covers(record.grant.scope.facts) else {
      throw Refusal.forbidden(.roleGrant)
    }
    try AccountStore(call.database).endGrant(record.id, at: call.now)
    return Reply(.noContent, about: try about(record, of: user, call), body: .none)
  }

  private static func find(_ call: Call) throws -> (GrantRecord, UserRecord) {
    let record = try call.fetch(AccessStore(call.database).findGrant(try call.id()))
    let user = try call.fetch(AccountStore(call.database).findUser(record.user))
    guard try AccountReach(call, .roleGrant).sees(user) else { throw Refusal.notFound }
    return (record, user)
  }

  private static func about(
    _ record: GrantRecord, of user: UserRecord, _ call: Call
  ) throws -> About {
    .personal(
      [user.id.erased, record.id.erased],
      boards: try call.boards(concerning: user, holding: [record]),
      fields: ["grant", record.grant.role.rawValue])
  }

  private static func reply(
    with record: GrantRecord, status: Status = .ok, about: About
  ) -> Reply {
    Reply(status, about: about, at: "/api/v1/grants/\(record.id)") { record.write(to: &$0) }
  }
}
