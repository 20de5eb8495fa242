// The routes about agreements, and what each does. A change of status or period closes or opens the
// partner's access in the same second.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Agreements over HTTP.
package enum AgreementRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/agreements", "agreement.list", "Agreements of the caller's board or partner.",
      needs: .permission([.agreementRead]),
      parameters: Page.parameters + [
        Parameter("partner", .reference, "Only those with this partner, by id or slug.")
      ],
      answers: .ok, .page(of: Agreement.shape, named: "AgreementPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/agreements", "agreement.create", "Makes an agreement with a partner.",
      needs: .permission([.agreementWrite]), parameters: [.dryRun], takes: NewAgreement.self,
      example: """
        {"partner": "kvinnojouren-exempel", "kind": "iop", "diaryNumber": "SCN-2026-00123",
         "from": "2026-12-01", "to": "2027-12-31", "signedOn": "2026-11-20",
         "opensPersonData": true}
        """,
      answers: .created, Agreement.shape, handler: create),
    Route(
      .get, "/api/v1/agreements/{agreement}", "agreement.read", "One agreement.",
      needs: .permission([.agreementRead]), answers: .ok, Agreement.shape, handler: read),
    Route(
      .patch, "/api/v1/agreements/{agreement}", "agreement.change",
      "Changes an agreement; needs If-Match.", needs: .permission([.agreementWrite]),
      takes: AgreementChange.self, example: #"{"to": "2028-12-31"}"#, answers: .ok,
      Agreement.shape, handler: change),
    Route(
      .post, "/api/v1/agreements/{agreement}/transitions", "agreement.step",
      "Takes a step: submit, sign, activate, suspend, resume, terminate.",
      needs: .permission(AgreementRules.lifeCycle.permissions), takes: AgreementStep.self,
      example: #"{"step": "terminate", "reason": "Avtalet upphör."}"#,
      answers: .ok, Agreement.shape, handler: step),
    Route(
      .get, "/api/v1/agreements/{agreement}/transitions", "agreement.history",
      "The steps that an agreement has taken.", needs: .permission([.agreementRead]),
      parameters: Page.parameters, answers: .ok,
      .page(of: PartnerEvent.shape, named: "AgreementHistory"), handler: history),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let reach = try call.signedIn().reach(.agreementRead, at: call.now)
    let agreements = try agreements(in: reach, on: page, call)
    return call.list(agreements, on: page, about: .nobody, end: { [$0.id.text] }) {
      $0.write(to: &$1, for: reading($0, call))
    }
  }

  private static func agreements(
    in reach: Reach, on page: Page, _ call: Call
  ) throws -> [Agreement] {
    let store = AgreementStore(call.database)
    let after: AgreementID? = try page.afterID()
    guard let name = call.request.query["partner"] else {
      return try store.list(reach, after: after, limit: page.fetchCount, offset: page.offset)
    }
    guard let reference = Reference(name) else { throw Refusal.badQuery("partner") }
    guard let partner = try PartnerStore(call.database).find(reference) else { return [] }
    let found = try store.list(of: partner.id).filter { agreement in
      after.map { $0 < agreement.id } ?? true && call.may(.agreementRead, on: agreement.facts)
    }
    return Array(found.dropFirst(page.offset).prefix(page.fetchCount))
  }

  private static func create(_ call: Call, _ body: NewAgreement) throws -> Reply {
    guard let partner = try PartnerStore(call.database).find(body.partner) else {
      throw Refusal.invalid("/partner", "unknown")
    }
    guard partner.mayHaveAgreementInForce || body.terms.signedOn == nil else {
      throw Refusal.invalid("/partner", "not_active")
    }
    let id = try AgreementMaking(call).make(
      body.terms, with: partner.id, in: partner.municipalities.map(\.id), at: "")
    return reply(call, with: try call.fetch(AgreementStore(call.database).find(id)), .created)
  }

  private static func read(_ call: Call) throws -> Reply {
    reply(call, with: try find(call, .agreementRead))
  }

  private static func change(_ call: Call, _ body: AgreementChange) throws -> Reply {
    let agreement = try find(call, .agreementWrite)
    try call.requireMatch(agreement.version)
    try AgreementRules.require(body, on: agreement, today: call.today)
    let store = AgreementStore(call.database)
    try store.change(agreement, body)
    return reply(call, with: try call.fetch(store.find(agreement.id)))
  }

  private static func step(_ call: Call, _ body: AgreementStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step") }
    let agreement = try find(call, step.permission)
    try call.obeyMatch(agreement.version)
    try AgreementRules.lifeCycle.require(step, from: agreement.state(on: call.today)) {
      call.may($0.permission, on: agreement.facts)
    }
    if step.to?.status == AgreementStatus.active.code {
      let partner = try PartnerStore(call.database).find(.id(agreement.partner.id))
      guard try call.fetch(partner).mayHaveAgreementInForce else {
        throw Refusal(.stepNotAllowed, allowed: ["terminate"])
      }
    }
    if let day = body.signedOn {
      try AgreementRules.requireSigned(on: day, at: "", today: call.today)
    }
    try AgreementMaking(call).take(
      step, on: agreement, reason: body.reason, signedOn: body.signedOn)
    return reply(call, with: try call.fetch(AgreementStore(call.database).find(agreement.id)))
  }

  private static func history(_ call: Call) throws -> Reply {
    let agreement = try find(call, .agreementRead)
    let page = try call.page()
    let events = try PartnerEventStore(call.database).list(
      of: agreement.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(events, on: page, about: .nobody, end: { [$0.id.text] }) {
      $0.write(to: &$1)
    }
  }

  private static func find(_ call: Call, _ permission: Permission) throws -> Agreement {
    let agreement = try call.fetch(AgreementStore(call.database).find(try call.id()))
    try call.require(
      permission, on: agreement.facts, isKnown: call.may(.agreementRead, on: agreement.facts))
    return agreement
  }

  private static func reply(
    _ call: Call, with agreement: Agreement, _ status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: .nobody, version: agreement.version, at: "/api/v1/agreements/\(agreement.id)"
    ) { agreement.write(to: &$0, for: reading(agreement, call)) }
  }

  /// The caller as a reader of an agreement, with the steps that they may take.
  static func reading(_ agreement: Agreement, _ call: Call) -> Reading {
    var reading = Reading(call)
    reading.nextSteps = AgreementRules.lifeCycle.next(from: agreement.state(on: call.today)) {
      call.may($0.permission, on: agreement.facts)
    }
    return reading
  }
}
