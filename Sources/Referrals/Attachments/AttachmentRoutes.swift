// The routes about attachments: sent as they are, seen with the identity, read whole or in part.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Attachments over HTTP.
enum AttachmentRoutes {
  private static let readers: Need = .permission([.referralReadReceived, .referralReadSent])
  private static let path = "/api/v1/referrals/{id}/attachments"

  static let all: [Route] = [
    Route(
      .get, path, "referral.attachments", "The files of a referral that the caller may see.",
      needs: readers, isPersonal: true, parameters: Page.parameters, answers: .ok,
      .page(of: Attachment.shape, named: "AttachmentPage"), handler: list),
    Route(
      path, "referral.attach",
      "Sends a file as the body: its type in Content-Type, its name in Content-Disposition.",
      needs: .permission([.referralAttach]), isPersonal: true,
      takesFiles: AttachmentRules.types, answers: .created, Attachment.shape,
      check: AttachmentRules.check, handler: attach),
    Route(
      .get, path + "/{attachment}", "referral.attachment_read", "What is known of one file.",
      needs: readers, isPersonal: true, answers: .ok, Attachment.shape, handler: read),
    Route(
      .get, path + "/{attachment}/content", "referral.attachment_content",
      "The file itself, or one part of it (Range).", needs: readers, isPersonal: true,
      answers: .ok, nil, mediaTypes: AttachmentRules.types, sendsFiles: true, handler: content),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (referral, view) = try find(call)
    let page = try call.page()
    let after: AttachmentID? = try page.afterID()
    let caller = try call.signedIn()
    let shown = try AttachmentStore(call.database).list(of: referral.id).filter { attachment in
      view.shows(attachment, of: referral, to: caller) && after.map { attachment.id > $0 } ?? true
    }
    return call.list(
      Array(shown.dropFirst(page.offset).prefix(page.fetchCount)), on: page,
      about: referral.about(view, fields: ["referral.attachments"]), end: { [$0.id.text] }
    ) { attachment, writer in attachment.write(to: &writer) }
  }

  private static func attach(_ call: Call, _ file: UploadFile?) throws -> Reply {
    let (referral, view) = try find(call)
    guard let side = view.side(holding: .referralAttach, call) else {
      throw Refusal.forbidden(.referralAttach)
    }
    guard let file else { throw Refusal.invalid("", "required") }
    let caller = try call.signedIn()
    let store = AttachmentStore(call.database)
    let all = try store.list(of: referral.id)
    // Sent again it is the same one.
    let earlier = all.first { one in
      one.author == caller.reference && one.side == side && one.file.name == file.name
        && one.file.mediaType == file.mediaType && one.file.sha256 == file.sha256
    }
    if let earlier { return reply(earlier, referral, view, .ok) }
    guard all.count < AttachmentRules.countMax else { throw Refusal.invalid("", "too_many") }
    let attachment = Attachment(
      id: call.makeID(), side: side, author: caller.reference, authorName: caller.name,
      file: FileFacts(
        file.id, mediaType: file.mediaType, name: file.name, size: file.size,
        sha256: file.sha256),
      at: call.now)
    try store.insert(attachment, to: referral.id)
    file.keep()
    return reply(attachment, referral, view, .created)
  }

  private static func read(_ call: Call) throws -> Reply {
    let (referral, view, attachment) = try findOne(call)
    return reply(attachment, referral, view, .ok)
  }

  private static func content(_ call: Call) throws -> Reply {
    let (referral, view, attachment) = try findOne(call)
    return Reply(
      about: referral.about(view, attachment, fields: ["referral.attachment"]),
      body: .file(attachment.file))
  }

  private static func reply(
    _ attachment: Attachment, _ referral: Referral, _ view: ReferralView, _ status: Status
  ) -> Reply {
    Reply(
      status, about: referral.about(view, attachment, fields: ["referral.attachments"]),
      at: "/api/v1/referrals/\(referral.id)/attachments/\(attachment.id)"
    ) { attachment.write(to: &$0) }
  }

  private static func find(_ call: Call) throws -> (Referral, ReferralView) {
    let referral = try call.fetch(ReferralStore(call.database).find(call.id()))
    let view = try ReferralView(referral, for: call)
    try view.requireAgreement()
    return (referral, view)
  }

  private static func findOne(_ call: Call) throws -> (Referral, ReferralView, Attachment) {
    let (referral, view) = try find(call)
    let attachment = try call.fetch(
      AttachmentStore(call.database).find(call.id(1), of: referral.id))
    guard view.shows(attachment, of: referral, to: try call.signedIn()) else {
      throw Refusal.notFound
    }
    return (referral, view, attachment)
  }
}

extension ReferralView {
  /// Whether the caller may see a file: its own always, others with the identity, the receiver's
  /// only where it may tell the sender anything.
  func shows(_ attachment: Attachment, of referral: Referral, to caller: Caller) -> Bool {
    if attachment.author == caller.reference, sides.contains(attachment.side) { return true }
    return subject.identity
      && (attachment.side == .sender || showsReceiversTexts(of: referral))
  }
}

extension Referral {
  /// Whose data an answer about one file shows.
  fileprivate func about(
    _ view: ReferralView, _ attachment: Attachment, fields: [String]
  ) -> About {
    guard case .personal(let ids, let boards, _) = about(view, fields: fields) else {
      return .nobody
    }
    return .personal(ids + [attachment.id.erased], boards: boards, fields: fields)
  }
}
