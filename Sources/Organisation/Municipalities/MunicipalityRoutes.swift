// The routes about municipalities, and what each does. Which there are is no secret to anyone who
// is signed in.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Municipalities over HTTP.
package enum MunicipalityRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/municipalities", "municipality.list", "All municipalities.",
      needs: .signedIn, parameters: Page.parameters,
      answers: .ok, .page(of: Municipality.shape, named: "MunicipalityPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/municipalities", "municipality.create",
      "Makes a municipality; for the whole server's administrators.",
      needs: .permission([.organisationWrite]), parameters: [.dryRun],
      takes: NewMunicipality.self,
      example: """
        {"code": "0380", "controllerContact": "socialnamnden@uppsala.example",
         "protectionOfficer": "dataskydd@uppsala.example", "smallCellLimit": 5}
        """,
      answers: .created, Municipality.shape, handler: create),
    Route(
      .get, "/api/v1/municipalities/{municipality}", "municipality.read",
      "One municipality, by id or code.",
      needs: .signedIn, answers: .ok, Municipality.shape, handler: read),
    Route(
      .patch, "/api/v1/municipalities/{municipality}", "municipality.change",
      "Changes a municipality; needs If-Match.",
      needs: .permission([.organisationWrite]), takes: MunicipalityChange.self,
      example: #"{"smallCellLimit": 10}"#,
      answers: .ok, Municipality.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let found = try MunicipalityStore(call.database).list(
      after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(found, on: page, about: .nobody, end: { [$0.id.text] }) { item, writer in
      item.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply { reply(with: try find(call)) }

  private static func create(_ call: Call, _ body: NewMunicipality) throws -> Reply {
    // Without a board only a grant on the whole server covers it.
    try call.require(.organisationWrite, on: SubjectFacts(isPersonal: false), isKnown: true)
    guard let code = body.code else { throw Refusal.invalid("/code") }
    let id: MunicipalityID = call.makeID()
    let store = MunicipalityStore(call.database)
    try store.insert(id, body, code: code, at: call.now)
    return reply(with: try call.fetch(store.find(.id(id.erased))), status: .created)
  }

  private static func change(_ call: Call, _ body: MunicipalityChange) throws -> Reply {
    let municipality = try find(call)
    // What covers one of its boards covers its settings too (access.md 1).
    let boards = try BoardStore(call.database).list(in: municipality.id)
    let isCovered = boards.contains { call.may(.organisationWrite, on: $0.facts) }
    if !isCovered {
      try call.require(.organisationWrite, on: SubjectFacts(isPersonal: false), isKnown: true)
    }
    try call.requireMatch(municipality.version)
    let store = MunicipalityStore(call.database)
    try store.change(municipality, body)
    return reply(with: try call.fetch(store.find(.id(municipality.id.erased))))
  }

  private static func find(_ call: Call) throws -> Municipality {
    try call.fetch(MunicipalityStore(call.database).find(try call.reference()))
  }

  private static func reply(with municipality: Municipality, status: Status = .ok) -> Reply {
    Reply(
      status, about: .nobody, version: municipality.version,
      at: "/api/v1/municipalities/\(municipality.id)"
    ) { municipality.write(to: &$0) }
  }
}

extension Parameter {
  /// `municipality=0380`: only what belongs to it.
  static let municipality = Parameter(
    "municipality", .reference, "Only of this municipality, by code or id.")
}

extension Call {
  /// The municipality that the query names; nil when it names none.
  ///
  /// - Throws: `Refusal` 400 for one that is unknown here.
  func municipality() throws -> MunicipalityID? {
    guard let text = request.query["municipality"] else { return nil }
    let found = try Reference(text).flatMap(MunicipalityStore(database).find)
    guard let found else { throw Refusal.badQuery("municipality") }
    return found.id
  }
}
