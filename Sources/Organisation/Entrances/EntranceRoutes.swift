// The routes about entrances, and what each does. Reading is for everyone, signed in or not.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Entrances over HTTP.
package enum EntranceRoutes {
  /// How long anyone may keep a card: `openNow` may lag so much behind the clock.
  private static let cacheSeconds = 60

  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/entrances", "entrance.list", "Where to turn: all entrances.",
      needs: .nobody, parameters: Page.parameters + [.municipality, targetGroup],
      answers: .ok, .page(of: Entrance.shape, named: "EntrancePage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/entrances", "entrance.create", "Makes an entrance.",
      needs: .permission([.organisationWrite]), parameters: [.dryRun], takes: NewEntrance.self,
      example: """
        {"slug": "uppsala-ingang-akut-hemloshet", "name": "Akut hemlöshet",
         "targetGroup": "acute_homelessness", "unit": "uppsala-stod",
         "team": "uppsala-stodteamet", "phone": "08-465 004 01",
         "hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "08:00",
                    "closes": "16:30", "closedOnHolidays": true}],
         "outOfHoursPhone": "08-465 004 02", "textSv": "För dig som inte har någonstans att sova.",
         "textEn": "For you who have nowhere to sleep."}
        """,
      answers: .created, Entrance.shape, handler: create),
    Route(
      .get, "/api/v1/entrances/{entrance}", "entrance.read", "One entrance, by id or slug.",
      needs: .nobody, answers: .ok, Entrance.shape, handler: read),
    Route(
      .patch, "/api/v1/entrances/{entrance}", "entrance.change",
      "Changes an entrance; needs If-Match.",
      needs: .permission([.organisationWrite]), takes: EntranceChange.self,
      example: #"{"hours": [{"days": ["sat"], "opens": "20:00", "closes": "02:00"}]}"#,
      answers: .ok, Entrance.shape, handler: change),
  ]

  private static let targetGroup = Parameter(
    "targetGroup", .text(charactersMax: 200),
    "Only for these target groups: codes of the list `target-group`, separated by commas.")

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let entrances = try EntranceStore(call.database).list(
      in: try call.municipality(), for: try call.codes("targetGroup", TargetGroup.self),
      after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    var reply = call.list(
      entrances, on: page, about: .nobody, end: { [$0.id.text] }
    ) { entrance, writer in entrance.write(to: &writer, at: call.now) }
    reply.cacheSeconds = cacheSeconds
    return reply
  }

  private static func read(_ call: Call) throws -> Reply {
    var reply = reply(with: try find(call), to: call)
    reply.cacheSeconds = cacheSeconds
    return reply
  }

  private static func create(_ call: Call, _ body: NewEntrance) throws -> Reply {
    let unit = try call.unit(body.unit, for: .organisationWrite)
    let team = try call.team(body.team, of: unit.id)
    let id: EntranceID = call.makeID()
    let store = EntranceStore(call.database)
    try store.insert(id, body, unit: unit, team: team, at: call.now)
    let entrance = try call.fetch(store.find(.id(id.erased)))
    return reply(with: entrance, to: call, status: .created)
  }

  private static func change(_ call: Call, _ body: EntranceChange) throws -> Reply {
    let entrance = try find(call)
    // Everyone may know that it exists, so a lacking right is said to be one.
    try call.require(.organisationWrite, on: entrance.facts, isKnown: true)
    try call.requireMatch(entrance.version)
    let team: TeamID? =
      switch body.team {
      case .keep: entrance.teamID
      case .clear: nil
      case .set(let reference): try call.team(reference, of: entrance.unitID)
      }
    let store = EntranceStore(call.database)
    try store.change(entrance, body, team: team)
    return reply(with: try call.fetch(store.find(.id(entrance.id.erased))), to: call)
  }

  private static func find(_ call: Call) throws -> Entrance {
    try call.fetch(EntranceStore(call.database).find(try call.reference()))
  }

  private static func reply(
    with entrance: Entrance, to call: Call, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: .nobody, version: entrance.version, at: "/api/v1/entrances/\(entrance.id)"
    ) { entrance.write(to: &$0, at: call.now) }
  }
}

extension Call {
  /// The team that a body names as `team`, one of a unit; nil where it names none.
  ///
  /// - Throws: `Refusal` 422 for a team that is unknown or another unit's.
  fileprivate func team(_ reference: Reference?, of unit: UnitID) throws -> TeamID? {
    guard let reference else { return nil }
    guard let team = try TeamStore(database).find(reference), team.unitID == unit else {
      throw Refusal.invalid("/team", "unknown")
    }
    return team.id
  }
}
