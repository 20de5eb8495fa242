// The routes about units, and what each does.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Units over HTTP.
package enum UnitRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/units", "unit.list", "Units of the caller's boards.",
      needs: .permission([.organisationRead]), parameters: Page.parameters,
      answers: .ok, .page(of: Unit.shape, named: "UnitPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/units", "unit.create", "Makes a unit.",
      needs: .permission([.organisationWrite]), parameters: [.dryRun], takes: NewUnit.self,
      example: """
        {"slug": "uppsala-nexus", "name": "Nexus", "kind": "violence",
         "board": "uppsala-socialnamnden", "phone": "08-465 004 10"}
        """,
      answers: .created, Unit.shape, handler: create),
    Route(
      .get, "/api/v1/units/{unit}", "unit.read", "One unit, by id or slug.",
      needs: .permission([.organisationRead]), answers: .ok, Unit.shape, handler: read),
    Route(
      .patch, "/api/v1/units/{unit}", "unit.change", "Changes a unit; needs If-Match.",
      needs: .permission([.organisationWrite]), takes: UnitChange.self,
      example: #"{"name": "Nexus, Uppsala"}"#,
      answers: .ok, Unit.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let reach = try call.signedIn().reach(.organisationRead, at: call.now)
    let units = try UnitStore(call.database).list(
      reach, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(units, on: page, about: .nobody, end: { [$0.id.text] }) { unit, writer in
      unit.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    reply(with: try find(call, .organisationRead))
  }

  private static func create(_ call: Call, _ body: NewUnit) throws -> Reply {
    guard let board = try MunicipalityStore(call.database).findBoard(body.board) else {
      throw Refusal.invalid("/board", "unknown")
    }
    try call.require(
      .organisationWrite, on: SubjectFacts(board: board.id, isPersonal: false), isKnown: true)
    let store = UnitStore(call.database)
    var parent: Unit?
    if let reference = body.parent {
      parent = try store.find(reference)
      guard parent?.board.id == board.id.erased else { throw Refusal.invalid("/parent", "unknown") }
    }
    let id: UnitID = call.makeID()
    try store.insert(id, body, board: board.id, parent: parent?.id, at: call.now)
    // A grant on the unit above reaches this one too.
    call.database.markAccessChanged()
    return reply(with: try call.fetch(store.find(.id(id.erased))), status: .created)
  }

  private static func change(_ call: Call, _ body: UnitChange) throws -> Reply {
    let unit = try find(call, .organisationWrite)
    try call.requireMatch(unit.version)
    let store = UnitStore(call.database)
    try store.change(unit, body)
    return reply(with: try call.fetch(store.find(.id(unit.id.erased))))
  }

  private static func find(_ call: Call, _ permission: Permission) throws -> Unit {
    let unit = try call.fetch(UnitStore(call.database).find(try call.reference()))
    try call.require(
      permission, on: unit.facts, isKnown: call.may(.organisationRead, on: unit.facts))
    return unit
  }

  private static func reply(with unit: Unit, status: Status = .ok) -> Reply {
    Reply(
      status, about: .nobody, version: unit.version, at: "/api/v1/units/\(unit.id)"
    ) { unit.write(to: &$0) }
  }
}
