// The routes about referrals, and what each does.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Referrals over HTTP.
package enum ReferralRoutes {
  /// The table.
  package static let all: [Route] =
    [
      Route(
        .get, "/api/v1/referrals", "referral.list",
        "A box of referrals: administrative facts only, newest first.",
        needs: .permission([.referralReadReceived, .referralReadSent]), isPersonal: true,
        parameters: ReferralListing.parameters, answers: .ok,
        .page(of: ReferralListing.itemShape, named: "ReferralPage"),
        mediaTypes: Route.listTypes,
        handler: { call in try ReferralListing(call).reply() }),
      Route(
        .post, "/api/v1/referrals", "referral.submit",
        "Sends a referral: subject, need and basis in one call.",
        needs: .permission([.referralCreate]), isPersonal: true, takes: NewReferral.self,
        example: example, answers: .created, Referral.shape, handler: submit),
      Route(
        .post, "/api/v1/referrals/searches", "referral.search",
        "The referral of a number, if the caller may know it.",
        needs: .permission([.referralReadReceived, .referralReadSent]), effect: .reads,
        isPersonal: true, takes: NumberSearch.self, example: #"{"number": "R-2026-4T7K2M-2"}"#,
        answers: .ok, .page(of: Referral.shape, named: "ReferralSearchPage"), handler: search),
      Route(
        .get, "/api/v1/referrals/{id}", "referral.read",
        "One referral, as much of it as the caller may see.",
        needs: .permission([.referralReadReceived, .referralReadSent]), isPersonal: true,
        answers: .ok, Referral.shape, handler: read),
      Route(
        .patch, "/api/v1/referrals/{id}", "referral.change", "Changes a draft; needs If-Match.",
        needs: .permission([.referralCreate]), isPersonal: true, takes: DraftChange.self,
        example: #"{"urgency": "soon", "reason": "Sover i trapphus sedan två veckor."}"#,
        answers: .ok, Referral.shape, handler: change),
      Route(
        .delete, "/api/v1/referrals/{id}", "referral.discard",
        "Discards a draft; needs If-Match.", needs: .permission([.referralCreate]),
        effect: .writes, isPersonal: true, answers: .noContent, nil, handler: discard),
      Route(
        .post, "/api/v1/referrals/{id}/transitions", "referral.step",
        "Takes a step; answers the referral after it.",
        needs: .permission(ReferralSteps.cycle.permissions), isPersonal: true,
        takes: ReferralStepDocument.self,
        example: #"{"step": "decline", "reason": "no_capacity"}"#,
        answers: .ok, Referral.shape, handler: step),
      Route(
        .get, "/api/v1/referrals/{id}/transitions", "referral.history",
        "The steps that were taken, oldest first.",
        needs: .permission([.referralReadReceived, .referralReadSent]), isPersonal: true,
        parameters: Page.parameters, answers: .ok,
        .page(of: ReferralEvent.shape, named: "ReferralEventPage"), handler: history),
    ] + MessageRoutes.all + AppointmentRoutes.all + AttachmentRoutes.all + AnswerLinkRoutes.all

  private static func submit(_ call: Call, _ body: NewReferral) throws -> Reply {
    let (referral, isNew) = try SubmitReferral(call).perform(body)
    return try reply(with: referral, call, status: isNew ? .created : .ok)
  }

  private static func read(_ call: Call) throws -> Reply { try reply(with: call.id(), call) }

  private static func step(_ call: Call, _ body: ReferralStepDocument) throws -> Reply {
    let id: ReferralID = try call.id()
    try TakeStep(call).perform(body, on: id)
    return try reply(with: id, call)
  }

  private static func search(_ call: Call, _ body: NumberSearch) throws -> Reply {
    if case .noAgreement(let number)? = try call.signedIn().refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
    let store = ReferralStore(call.database)
    var found: [(Referral, ReferralView)] = []
    if let id = try store.find(number: body.number), let referral = try store.find(id) {
      do {
        found = [(referral, try ReferralView(referral, for: call))]
      } catch let refusal as Refusal where refusal.code == .notFound {
        found = []
      }
    }
    let boards = found.map(\.0.board) + (try call.signedIn().grants.compactMap(\.scope.board))
    let about = About.personal(
      found.map(\.0.id.erased), boards: Set(boards).sorted(), fields: ["referral.search"])
    return Reply(about: about) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for (referral, view) in found {
            referral.write(to: &writer, view, chain: nil, call.language, at: call.now)
          }
        }
        writer.member("next", nil as String?)
      }
    }
  }

  private static func change(_ call: Call, _ body: DraftChange) throws -> Reply {
    try reply(with: ChangeDraft(call).perform(body), call)
  }

  private static func discard(_ call: Call) throws -> Reply {
    let (draft, view) = try ChangeDraft(call).find()
    try ReferralStore(call.database).removeDraft(draft.id, at: call.now)
    return Reply(.noContent, about: draft.about(view, fields: ["referral.draft"]), body: .none)
  }

  private static func history(_ call: Call) throws -> Reply {
    let store = ReferralStore(call.database)
    let referral = try call.fetch(store.find(call.id()))
    let view = try ReferralView(referral, for: call)
    try view.requireAgreement()
    let page = try call.page()
    let events = try store.events(
      of: referral.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    let showsTexts = view.showsReceiversTexts(of: referral)
    let closesTexts = view.closesSendersTexts(of: referral)
    return call.list(
      events, on: page, about: referral.about(view, fields: ["referral.history"]),
      end: { [$0.id.text] }
    ) { event, writer in
      let isShown = showsTexts || view.sides.contains(event.side) || event.step == "ask"
      event.write(
        to: &writer, withReason: isShown,
        withText: isShown && !(closesTexts && event.side == .sender))
    }
  }

  /// The referral as the caller may see it now.
  static func reply(with id: ReferralID, _ call: Call) throws -> Reply {
    try reply(with: call.fetch(ReferralStore(call.database).find(id)), call)
  }

  private static func reply(
    with referral: Referral, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let store = ReferralStore(call.database)
    let view = try ReferralView(referral, for: call)
    // What is left without an agreement is answered to steps; reading says what to do.
    if view.isLimited, call.request.route.effect == .reads { try view.requireAgreement() }
    let chain =
      referral.businessStatus == .forwarded
      ? try store.findEndOfChain(after: referral.id) : nil
    return Reply(
      status, about: referral.about(view, fields: referral.shownFields(view)),
      version: referral.version, at: "/api/v1/referrals/\(referral.id)"
    ) { writer in
      referral.write(to: &writer, view, chain: chain, call.language, at: call.now)
    }
  }

  private static let example = """
    {"reference": "KJ-2026-117", "receiver": "uppsala-ingang-akut-hemloshet", "urgency": "urgent",
     "needs": ["housing", "violence"], "reason": "Sover i trapphus sedan två veckor.",
     "subject": {"alias": "Mia", "sex": "woman", "ageBand": "25-34", "district": "Gottsunda",
       "languages": ["sv"], "contact": {"phone": "070-1740605", "safe": "vardagar 9–12"},
       "children": "no"},
     "basis": {"kind": "consent", "form": "oral", "givenOn": "2026-11-23",
       "covers": ["referral", "feedback"]}}
    """
}

extension Referral {
  /// Whose data an answer about the referral shows.
  func about(_ view: ReferralView, fields: [String]) -> About {
    let persons = [person, senderPerson].compactMap { $0?.erased }
    let boards = [board, sender.board, receiver.board].compactMap(\.self)
    return .personal([id.erased] + persons, boards: Set(boards).sorted(), fields: fields)
  }

  func shownFields(_ view: ReferralView) -> [String] {
    if view.isLimited { return ["referral.status"] }
    return ["referral.need"] + (view.subject.identity ? ["subject.identity"] : [])
      + (view.subject.contact ? ["subject.contact"] : [])
  }
}
