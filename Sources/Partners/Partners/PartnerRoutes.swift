// The routes about partners, and what each does.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Partners over HTTP.
package enum PartnerRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/partners", "partner.list", "Partners, of a municipality or a kind.",
      needs: .signedIn,
      parameters: Page.parameters + [
        Parameter("municipality", .text(charactersMax: 4), "SCB's code of a municipality."),
        Parameter("kind", .code(PartnerKind.self), "One kind of partner."),
      ],
      answers: .ok, .page(of: Partner.itemShape, named: "PartnerPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/partners", "partner.create",
      "Takes in a partner with agreement, services, users and keys, in one call.",
      needs: .permission([.partnerWrite]), isPersonal: true, parameters: [.dryRun],
      takes: NewPartner.self, example: PartnerExample.onboarding, answers: .created,
      .object("OnboardedPartner", Partner.itemMembers + Partner.detailMembers + Onboarded.members),
      handler: create),
    Route(
      .get, "/api/v1/partners/{partner}", "partner.read", "One partner, by id or slug.",
      needs: .signedIn, answers: .ok, Partner.shape, handler: read),
    Route(
      .patch, "/api/v1/partners/{partner}", "partner.change",
      "Changes a partner; needs If-Match.", needs: .permission([.partnerWrite]),
      takes: PartnerChange.self,
      example: #"{"contacts": [{"name": "Kontoret", "phone": "08-465 004 00", "listed": true}]}"#,
      answers: .ok, Partner.shape, handler: change),
    Route(
      .post, "/api/v1/partners/{partner}/transitions", "partner.step",
      "Takes a step: verify, activate, suspend, close, confirm.",
      needs: .permission(PartnerRules.lifeCycle.permissions), takes: PartnerStep.self,
      example: #"{"step": "suspend", "reason": "Styrelsen har avgått."}"#, answers: .ok,
      Partner.shape, handler: step),
    Route(
      .get, "/api/v1/partners/{partner}/transitions", "partner.history",
      "The steps that a partner has taken.", needs: .permission([.partnerWrite]),
      parameters: Page.parameters, answers: .ok,
      .page(of: PartnerEvent.shape, named: "PartnerHistory"), handler: history),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let kinds = try call.codes("kind", PartnerKind.self)
    guard kinds.count <= 1 else { throw Refusal.badQuery("kind", allowed: PartnerKind.codes) }
    let store = PartnerStore(call.database)
    var municipality: MunicipalityID?
    if let text = call.request.query["municipality"] {
      guard let code = MunicipalityCode(text) else { throw Refusal.badQuery("municipality") }
      // A municipality that has not joined has no partners.
      municipality = try store.findMunicipality(code) ?? MunicipalityID(high: 0, low: 0)
    }
    let partners = try store.list(
      municipality: municipality, kind: kinds.first, after: try page.afterID(),
      limit: page.fetchCount, offset: page.offset)
    return call.list(partners, on: page, about: .nobody, end: { [$0.id.text] }) { partner, writer in
      writer.object { partner.writeMembers(to: &$0) }
    }
  }

  private static func create(_ call: Call, _ body: NewPartner) throws -> Reply {
    let made = try Onboarding(call, body).run()
    let view = try PartnerView(call, made.partner)
    let agreement = try made.agreement.flatMap { try AgreementStore(call.database).find($0) }
    let services = try made.services.compactMap {
      try ServiceStore(call.database).find(.id($0.erased))
    }
    let boards = try PartnerStore(call.database).boards(of: made.partner)
    let about: About =
      made.subjects.isEmpty
      ? .nobody : .personal(made.subjects, boards: boards, fields: ["account", "grant", "key"])
    var reply = Reply(
      .created, about: about, version: view.partner.version, at: view.path
    ) { writer in
      writer.object { writer in
        view.writeMembers(to: &writer)
        made.writeMembers(
          to: &writer, agreement: agreement, services: services,
          isDryRun: call.request.isDryRun, call)
      }
    }
    reply.hasSecret = !made.keys.isEmpty && !call.request.isDryRun
    return reply
  }

  private static func read(_ call: Call) throws -> Reply {
    let partner = try call.fetch(PartnerStore(call.database).find(try call.reference()))
    return try reply(call, with: partner.id)
  }

  private static func change(_ call: Call, _ body: PartnerChange) throws -> Reply {
    let partner = try find(call, .partnerWrite)
    let store = PartnerStore(call.database)
    if body.changesWhatWasVerified {
      try call.require(.partnerVerify, onAny: try store.facts(of: partner.id))
    }
    try call.requireMatch(partner.version)
    if case .set(let codes) = body.municipalities {
      try store.replaceMunicipalities(try store.findAll(codes), of: partner.id)
    }
    if case .set(let contacts) = body.contacts {
      try store.replaceContacts(contacts.map(\.contact), of: partner.id) { call.makeID() }
    }
    try store.change(partner, body, at: call.now)
    try Directory(call.database).refresh(partner.id)
    return try reply(call, with: partner.id)
  }

  private static func step(_ call: Call, _ body: PartnerStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step") }
    let partner = try find(call, step.permission)
    try call.obeyMatch(partner.version)
    let facts = try PartnerStore(call.database).facts(of: partner.id)
    try PartnerRules.lifeCycle.require(step, from: State(partner.status.code)) {
      call.may($0.permission, onAny: facts)
    }
    try PartnerMoving(call).take(step, on: partner, reason: body.reason)
    return try reply(call, with: partner.id)
  }

  private static func history(_ call: Call) throws -> Reply {
    let partner = try find(call, .partnerWrite)
    let page = try call.page()
    let events = try PartnerEventStore(call.database).list(
      of: partner.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(events, on: page, about: .nobody, end: { [$0.id.text] }) {
      $0.write(to: &$1)
    }
  }

  /// The partner of the path, where the caller holds a permission over it.
  static func find(_ call: Call, _ permission: Permission) throws -> Partner {
    let store = PartnerStore(call.database)
    let partner = try call.fetch(store.find(try call.reference()))
    try call.require(permission, onAny: try store.facts(of: partner.id))
    return partner
  }

  private static func reply(_ call: Call, with partner: PartnerID) throws -> Reply {
    let view = try PartnerView(call, partner)
    return Reply(about: .nobody, version: view.partner.version, at: view.path) { writer in
      writer.object { view.writeMembers(to: &$0) }
    }
  }
}

/// A partner as one caller sees it.
private struct PartnerView {
  let partner: Partner
  private let contacts: [PartnerContact]
  private let reading: Reading

  var path: String { "/api/v1/partners/\(partner.id)" }

  init(_ call: Call, _ id: PartnerID) throws {
    let store = PartnerStore(call.database)
    partner = try call.fetch(store.find(.id(id.erased)))
    let facts = try store.facts(of: id)
    // Contacts that are not listed are for the partner's own people and those who look after it.
    let seesAll = call.caller?.partner == id || call.may(.partnerWrite, onAny: facts)
    contacts = try store.contacts(of: id).filter { seesAll || $0.isListed }
    var reading = Reading(call)
    reading.nextSteps = PartnerRules.lifeCycle.next(from: State(partner.status.code)) {
      call.may($0.permission, onAny: facts)
    }
    self.reading = reading
  }

  func writeMembers(to writer: inout JSONWriter) {
    partner.writeMembers(to: &writer)
    partner.writeDetails(to: &writer, contacts: contacts, for: reading)
  }
}

private enum PartnerExample {
  static let onboarding = """
    {"slug": "kvinnojouren-exempel", "name": "Kvinnojouren Exempel", "kind": "womens_shelter",
     "organisationNumber": "802005-1952", "municipalities": ["0380"],
     "contacts": [{"name": "Kontoret", "phone": "08-465 004 00", "listed": true}],
     "agreement": {"kind": "iop", "diaryNumber": "SCN-2026-00123", "from": "2026-12-01",
      "to": "2027-12-31", "signedOn": "2026-11-20", "opensPersonData": true},
     "users": [{"username": "jourens.chef", "name": "Jourens chef",
      "roles": ["partner-admin"]}],
     "keys": [{"name": "Kontorets skript", "roles": ["partner-sender"],
      "expiresOn": "2027-12-31"}]}
    """
}
