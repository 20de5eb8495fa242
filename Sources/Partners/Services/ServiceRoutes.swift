// The routes about services, and what each does. Every change is rendered anew into the public
// directory in the same transaction.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Services over HTTP.
package enum ServiceRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/services", "service.list", "Services of all partners.", needs: .signedIn,
      parameters: Page.parameters + [
        Parameter("partner", .reference, "Only those of this partner, by id or slug.")
      ],
      answers: .ok, .page(of: Service.shape, named: "ServicePage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/services", "service.create", "Makes a service of a partner.",
      needs: .permission([.serviceWrite]), parameters: [.dryRun], takes: NewService.self,
      example: """
        {"partner": "kvinnojouren-exempel", "slug": "kvinnojouren-exempel-natt",
         "name": "Nattjouren", "description": "Någon att prata med på natten.",
         "phone": "08-465 004 20", "languages": ["sv", "ar"], "needs": ["violence"],
         "hours": [{"days": ["mon", "tue"], "opens": "21:00", "closes": "06:00"}],
         "answerTimes": [{"urgency": "emergency", "minutes": 30},
                         {"urgency": "urgent", "openHours": 4},
                         {"urgency": "soon", "officeDays": 2}]}
        """,
      answers: .created, Service.shape, handler: create),
    Route(
      .get, "/api/v1/services/{service}", "service.read", "One service, by id or slug.",
      needs: .signedIn, answers: .ok, Service.shape, handler: read),
    Route(
      .patch, "/api/v1/services/{service}", "service.change",
      "Changes a service; needs If-Match.", needs: .permission([.serviceWrite]),
      takes: ServiceChange.self, example: #"{"description": "Samtal på kvällstid"}"#,
      answers: .ok, Service.shape, handler: change),
    Route(
      .put, "/api/v1/services/{service}/documentation-mode", "service.set_mode",
      "Says by a board's decision how a service documents; needs If-Match.",
      needs: .permission([.serviceSetMode]), takes: NewMode.self,
      example: """
        {"documentationMode": "no_identity", "needsAssessment": "without",
         "diaryNumber": "SCN-2026-00124", "from": "2026-12-01", "to": "2027-12-31"}
        """,
      answers: .ok, Service.shape, handler: setMode),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    var partner: PartnerID?
    if let name = call.request.query["partner"] {
      guard let reference = Reference(name) else { throw Refusal.badQuery("partner") }
      // A partner that is not there has no services.
      partner = try PartnerStore(call.database).find(reference)?.id ?? PartnerID(high: 0, low: 0)
    }
    let services = try ServiceStore(call.database).list(
      of: partner, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    let reading = Reading(call)
    return call.list(services, on: page, about: .nobody, end: { [$0.id.text] }) {
      $0.write(to: &$1, for: reading)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    reply(call, with: try call.fetch(ServiceStore(call.database).find(try call.reference())))
  }

  private static func create(_ call: Call, _ body: NewService) throws -> Reply {
    let partners = PartnerStore(call.database)
    guard let partner = try partners.find(body.partner) else {
      throw Refusal.invalid("/partner", "unknown")
    }
    try call.require(.serviceWrite, onAny: try partners.facts(of: partner.id))
    try ServiceRules.requireAnswerTimes(body.service.details)
    let id: ServiceID = call.makeID()
    let store = ServiceStore(call.database)
    try store.insert(id, body.service, of: partner.id, at: call.now)
    try Directory(call.database).refresh(partner.id)
    return reply(call, with: try call.fetch(store.find(.id(id.erased))), .created)
  }

  private static func change(_ call: Call, _ body: ServiceChange) throws -> Reply {
    let service = try find(call, .serviceWrite)
    try call.requireMatch(service.version)
    let details = body.applied(to: service.details)
    try ServiceRules.requireAges(details)
    try ServiceRules.requireAnswerTimes(details)
    try ServiceStore(call.database).change(service.id, details, at: call.now)
    return try changed(service, call)
  }

  private static func setMode(_ call: Call, _ body: NewMode) throws -> Reply {
    let service = try find(call, .serviceSetMode)
    try call.requireMatch(service.version)
    try ServiceRules.require(body.mode)
    try ServiceStore(call.database).setMode(body.mode, of: service.id, at: call.now)
    return try changed(service, call)
  }

  private static func changed(_ service: Service, _ call: Call) throws -> Reply {
    try Directory(call.database).refresh(service.partnerID)
    return reply(
      call, with: try call.fetch(ServiceStore(call.database).find(.id(service.id.erased))))
  }

  private static func find(_ call: Call, _ permission: Permission) throws -> Service {
    let service = try call.fetch(ServiceStore(call.database).find(try call.reference()))
    try call.require(
      permission, onAny: try PartnerStore(call.database).facts(of: service.partnerID))
    return service
  }

  private static func reply(
    _ call: Call, with service: Service, _ status: Status = .ok
  ) -> Reply {
    let reading = Reading(call)
    return Reply(
      status, about: .nobody, version: service.version, at: "/api/v1/services/\(service.id)"
    ) { service.write(to: &$0, for: reading) }
  }
}
