// The routes about teams and their members, and what each does.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Teams over HTTP.
package enum TeamRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/teams", "team.list", "Teams of the caller's boards.",
      needs: .permission([.organisationRead]), parameters: Page.parameters,
      answers: .ok, .page(of: Team.shape, named: "TeamPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/teams", "team.create", "Makes a team.",
      needs: .permission([.teamWrite]), parameters: [.dryRun], takes: NewTeam.self,
      example: """
        {"slug": "uppsala-stodteamet", "name": "Stödteamet", "unit": "uppsala-stod",
         "targetGroups": ["acute_homelessness", "substance"]}
        """,
      answers: .created, Team.wholeShape, handler: create),
    Route(
      .get, "/api/v1/teams/{team}", "team.read", "One team with its members, by id or slug.",
      needs: .permission([.organisationRead]), answers: .ok, Team.wholeShape, handler: read),
    Route(
      .patch, "/api/v1/teams/{team}", "team.change", "Changes a team; needs If-Match.",
      needs: .permission([.teamWrite]), takes: TeamChange.self,
      example: #"{"targetGroups": ["acute_homelessness"]}"#,
      answers: .ok, Team.wholeShape, handler: change),
    Route(
      .put, "/api/v1/teams/{team}/members/{user}", "team.member.put",
      "Puts a user of the municipality into a team, or says anew how they are in it.",
      needs: .permission([.teamWrite]), isPersonal: true, takes: Membership.self,
      isBodyOptional: true,
      example: #"{"roleInTeam": "samordnare", "from": "2026-12-01", "to": null}"#,
      answers: .ok, TeamMember.shape, handler: putMember),
    Route(
      .delete, "/api/v1/teams/{team}/members/{user}", "team.member.remove",
      "Takes a user out of a team.",
      needs: .permission([.teamWrite]), effect: .writes, isPersonal: true,
      answers: .noContent, nil, handler: removeMember),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let reach = try call.signedIn().reach(.organisationRead, at: call.now)
    let teams = try TeamStore(call.database).list(
      reach, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(teams, on: page, about: .nobody, end: { [$0.id.text] }) { team, writer in
      team.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    try reply(with: try find(call, .organisationRead), to: call)
  }

  private static func create(_ call: Call, _ body: NewTeam) throws -> Reply {
    let unit = try call.unit(body.unit, for: .teamWrite)
    let id: TeamID = call.makeID()
    let store = TeamStore(call.database)
    try store.insert(id, body, unit: unit.id, at: call.now)
    let team = try call.fetch(store.find(.id(id.erased)))
    return try reply(with: team, to: call, status: .created)
  }

  private static func change(_ call: Call, _ body: TeamChange) throws -> Reply {
    let team = try find(call, .teamWrite)
    try call.requireMatch(team.version)
    let store = TeamStore(call.database)
    try store.change(team, body)
    return try reply(with: try call.fetch(store.find(.id(team.id.erased))), to: call)
  }

  private static func putMember(_ call: Call, _ body: Membership) throws -> Reply {
    let team = try find(call, .teamWrite)
    let user: UserID = try call.id(1)
    try call.obeyMatch(team.version)
    let store = TeamStore(call.database)
    guard try store.isUser(user, of: team.municipalityID) else {
      throw Refusal.invalid("/user", "unknown")
    }
    try store.put(user, into: team.id, body)
    guard try store.members(of: team.id).count <= Team.membersMax else {
      throw Refusal.invalid("/user", "too_many")
    }
    let member = try call.fetch(store.member(user, of: team.id))
    return Reply(about: about(user, team)) { member.write(to: &$0) }
  }

  private static func removeMember(_ call: Call) throws -> Reply {
    let team = try find(call, .teamWrite)
    let user: UserID = try call.id(1)
    try call.obeyMatch(team.version)
    let store = TeamStore(call.database)
    _ = try call.fetch(store.member(user, of: team.id))
    try store.remove(user, from: team.id)
    return Reply(.noContent, about: about(user, team), body: .none)
  }

  private static func find(_ call: Call, _ permission: Permission) throws -> Team {
    let team = try call.fetch(TeamStore(call.database).find(try call.reference()))
    try call.require(
      permission, on: team.facts, isKnown: call.may(.organisationRead, on: team.facts))
    return team
  }

  // Who is in a team decides what they may read: the trail says who put them there.
  private static func about(_ user: UserID, _ team: Team) -> About {
    .personal([user.erased, team.id.erased], boards: [team.boardID], fields: ["membership"])
  }

  private static func reply(
    with team: Team, to call: Call, status: Status = .ok
  ) throws -> Reply {
    let members = try TeamStore(call.database).members(of: team.id)
    return Reply(
      status, about: .nobody, version: team.version, at: "/api/v1/teams/\(team.id)"
    ) { team.write(with: members, to: &$0) }
  }
}

extension Call {
  /// The unit that a body names as `unit`, where the caller may use a permission.
  ///
  /// - Throws: `Refusal` 422 for a unit that is unknown or hidden, 403 where only the right lacks.
  func unit(_ reference: Reference, for permission: Permission) throws -> Unit {
    guard let unit = try UnitStore(database).find(reference), may(.organisationRead, on: unit.facts)
    else { throw Refusal.invalid("/unit", "unknown") }
    try require(permission, on: unit.facts, isKnown: true)
    return unit
  }
}
