// The routes about answer links: the sender makes, lists and revokes them; whoever has one begins a
// session with it, which reads and answers that referral and nothing else (Answering).

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Answer links over HTTP.
enum AnswerLinkRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/referrals/{id}/answer-links", "answer_link.list",
      "The links by which a receiver without a log-in can answer.",
      needs: .permission([.referralCreate]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: AnswerLink.shape, named: "AnswerLinkPage"), handler: list),
    Route(
      .post, "/api/v1/referrals/{id}/answer-links", "answer_link.create",
      "Makes such a link; its token is shown once, here.",
      needs: .permission([.referralCreate]), isPersonal: true, takes: NewAnswerLink.self,
      example: #"{"recipient": "Jourtelefonen, Kvinnojouren", "expiresOn": "2026-12-10"}"#,
      answers: .created, AnswerLink.shape, handler: create),
    Route(
      .get, "/api/v1/referrals/{id}/answer-links/{link}", "answer_link.read", "One link.",
      needs: .permission([.referralCreate]), isPersonal: true, answers: .ok, AnswerLink.shape,
      handler: read),
    Route(
      .delete, "/api/v1/referrals/{id}/answer-links/{link}", "answer_link.revoke",
      "Revokes a link; its sessions are dead when the answer comes.",
      needs: .permission([.referralCreate]), effect: .writes, isPersonal: true,
      answers: .noContent, nil, handler: revoke),
    Route(
      .post, "/api/v1/answer-sessions", "answer_session.create",
      "Begins a session of half an hour with a link's token, for that one referral.",
      needs: .nobody, isPersonal: true, takes: AnswerStart.self,
      example: #"{"token": "sml_0123456789abcdef0123456789abcdef"}"#,
      answers: .created, sessionShape, handler: begin),
  ]

  // MARK: the sender's side

  private static func list(_ call: Call) throws -> Reply {
    let (referral, view) = try find(call)
    let page = try call.page()
    let links = try AnswerLinkStore(call.database).list(
      of: referral.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(links, on: page, about: about(referral, view), end: { [$0.id.text] }) {
      link, writer in link.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    let (referral, view) = try find(call)
    let link = try call.fetch(AnswerLinkStore(call.database).find(call.id(1), of: referral.id))
    return Reply(about: about(referral, view)) { link.write(to: &$0) }
  }

  private static func create(_ call: Call, _ body: NewAnswerLink) throws -> Reply {
    let (referral, view) = try find(call)
    guard referral.isOpen else {
      throw Refusal(.stepNotAllowed, allowed: view.nextSteps(referral, at: call.now).map(\.name))
    }
    // A board's own people have log-ins, and answer as themselves.
    guard let partner = referral.receiver.partner else {
      throw Refusal.invalid("", "not_for_boards")
    }
    // A link can be passed on: nothing guarded goes out by one.
    guard referral.guarding.receiver == .normal else {
      throw Refusal.invalid("", "guarded_person")
    }
    guard (call.today...call.today.plus(days: AnswerLink.daysMax)).contains(body.expiresOn) else {
      throw Refusal.invalid("/expiresOn", "out_of_range")
    }
    let token = Token.Form.link.make(&call.random)
    let caller = try call.signedIn()
    let link = AnswerLink(
      id: call.makeID(), referral: referral.id, partner: partner, recipient: body.recipient,
      expiresOn: body.expiresOn, createdBy: caller.reference, createdByName: caller.name,
      createdAt: call.now)
    try AnswerLinkStore(call.database).insert(link, tokenHash: token.hash)
    var reply = Reply(
      .created, about: about(referral, view, link),
      at: "/api/v1/referrals/\(referral.id)/answer-links/\(link.id)"
    ) { link.write(to: &$0, token: token.text) }
    reply.hasSecret = true
    return reply
  }

  private static func revoke(_ call: Call) throws -> Reply {
    let (referral, view) = try find(call)
    let store = AnswerLinkStore(call.database)
    let link = try call.fetch(store.find(call.id(1), of: referral.id))
    try store.revoke(link.id, at: call.now)
    return Reply(.noContent, about: about(referral, view, link), body: .none)
  }

  private static func find(_ call: Call) throws -> (Referral, ReferralView) {
    let referral = try call.fetch(ReferralStore(call.database).find(call.id()))
    let view = try ReferralView(referral, for: call)
    try view.requireAgreement()
    guard view.maySend(.referralCreate, call) else { throw Refusal.forbidden(.referralCreate) }
    return (referral, view)
  }

  private static func about(
    _ referral: Referral, _ view: ReferralView, _ link: AnswerLink? = nil
  ) -> About {
    guard
      case .personal(let subjects, let boards, let fields) = referral.about(
        view, fields: ["referral.answer_links"])
    else { return .nobody }
    let links = [link?.id.erased].compactMap(\.self)
    return .personal(subjects + links, boards: boards, fields: fields)
  }

  // MARK: whoever has the link

  // What was never a link, was revoked, is over, or is about a referral that has ended: one answer.
  private static func begin(_ call: Call, _ body: AnswerStart) throws -> Reply {
    let store = AnswerLinkStore(call.database)
    guard let hash = Token.Form.link.hash(of: body.token),
      let link = try store.find(tokenHash: hash), link.isOpen(on: call.today),
      let referral = try ReferralStore(call.database).find(link.referral), referral.isOpen,
      referral.guarding.receiver == .normal
    else { throw Refusal(.invalidCredentials) }
    let agreement = try AccessStore(call.database).agreement(of: link.partner)
    guard agreement.opensPersonData(of: referral.board, on: call.today) else {
      throw Refusal.noAgreement(agreement.diaryNumber)
    }
    let token = Token.Form.answer.make(&call.random)
    let (id, end): (AnswerSessionID, Timestamp) = (call.makeID(), link.sessionEnd(from: call.now))
    try store.insertSession(id, of: link.id, tokenHash: token.hash, at: call.now, until: end)
    let boards = [referral.board, referral.sender.board].compactMap(\.self)
    var reply = Reply(
      .created,
      about: .personal(
        [referral.id.erased, link.id.erased], boards: Set(boards).sorted(),
        fields: ["answer_session"]), at: "/api/v1/referrals/\(referral.id)"
    ) { writer in
      writer.object { writer in
        writer.member("id", id.text)
        writer.member("token", token.text)
        writer.member("expiresAt", end.text)
        writer.object("referral") { writer in
          writer.member("id", referral.id.text)
          writer.member("number", referral.number)
        }
      }
    }
    reply.hasSecret = true
    return reply
  }

  private static let sessionShape: Shape = .object(
    "AnswerSession",
    [
      .init("id", .id), .init("token", .text), .init("expiresAt", .instant),
      .init(
        "referral",
        .object("AnsweredReferral", [.init("id", .id), .init("number", .text)])),
    ])
}
