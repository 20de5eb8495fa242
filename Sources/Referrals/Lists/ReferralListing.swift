// A list of referrals as an answer: what of it the caller may see, page by page.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Answers a list of referrals.
struct ReferralListing {
  private let call: Call
  private let caller: Caller
  private let box: ReferralBox
  private let filter: ReferralFilter
  private let page: Page
  /// Whether some agreement opens personal data to the caller, or none is needed.
  private let hasAgreement: Bool

  /// The parameters that the list understands.
  static let parameters =
    [
      Parameter(
        "box", .code(ReferralBox.allCases.map(\.rawValue)), "Which box; `inbox` where absent."),
      Parameter("status", .text, "Statuses, separated by commas."),
      Parameter("urgency", .text, "Urgencies, separated by commas."),
      Parameter("reference", .text, "The sender's own number; box `sent` only."),
      Parameter("changedSince", .instant, "Changed after this instant."),
      Parameter("createdAt", .text, "Swedish days `a..b`, both included; either may be absent."),
    ] + Page.parameters

  /// Reads what is asked for.
  ///
  /// - Throws: `Refusal` 400 for a value that does not do, 403 without an agreement.
  init(_ call: Call) throws {
    self.call = call
    caller = try call.signedIn()
    let name = call.request.query["box"] ?? "inbox"
    guard let box = ReferralBox(rawValue: name) else {
      throw Refusal.badQuery("box", allowed: ReferralBox.allCases.map(\.rawValue))
    }
    self.box = box
    filter = try Self.filter(call, box)
    page = try call.page()
    hasAgreement = caller.refusalByAgreement(at: call.now) == nil
    if !box.isSent, case .noAgreement(let number)? = caller.refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
  }

  private static func filter(_ call: Call, _ box: ReferralBox) throws -> ReferralFilter {
    var filter = ReferralFilter()
    filter.statuses = try call.codes("status", ReferralStatus.self)
    filter.urgencies = try call.codes("urgency", Urgency.self)
    if let reference = call.request.query["reference"] {
      guard box.isSent else { throw Refusal.badQuery("reference", allowed: ["box=sent"]) }
      filter.reference = reference
    }
    if let text = call.request.query["changedSince"] {
      guard let instant = Timestamp(text) else { throw Refusal.badQuery("changedSince") }
      filter.changedSince = instant
    }
    if let days = try call.days("createdAt") {
      filter.createdFrom = days.first.map(CivilTime.start(of:))
      filter.createdBefore = days.last.map { CivilTime.start(of: $0.plus(days: 1)) }
    }
    return filter
  }

  /// The answer.
  ///
  /// - Throws: `DatabaseError`.
  func reply() throws -> Reply {
    let arms = box.arms(for: caller, at: call.now)
    let after: ReferralID? = try page.afterID()
    let count = page.offset + page.fetchCount
    let rows = try visible(arms, before: after, count: count).dropFirst(page.offset)
    let total = page.wantsTotal ? try visible(arms, before: nil, count: totalMax).count : nil
    let boards = Set(rows.map { $0.board }).union(rows.isEmpty ? Set(ownBoards) : [])
    let shown = rows.prefix(page.limit)
    let about = About.personal(
      shown.map { $0.id.erased }, boards: boards.sorted(),
      fields: [hasAgreement ? "referral.list" : "referral.status"])
    return call.list(
      Array(rows), on: page, about: about, total: total, end: { [$0.id.text] }, write: write)
  }

  // One more than a count says exactly.
  private var totalMax: Int { Page.numberedRowsMax + 1 }

  private var ownBoards: [BoardID] { caller.grants.compactMap { $0.scope.board } }

  // A guarded row is decided on its own, and its place on the page is filled by the next.
  private func visible(
    _ arms: [ReferralArm], before: ReferralID?, count: Int
  ) throws -> [ReferralListItem] {
    let store = ReferralListStore(call.database)
    var found: [ReferralListItem] = []
    var before = before
    while found.count < count {
      let batch = try store.list(arms, box, filter, before: before, limit: count, at: call.now)
      found += try batch.filter(isVisible)
      before = batch.last?.id
      if batch.count < count { break }
    }
    return Array(found.prefix(count))
  }

  // Without an agreement with the owner, a sender still sees that, and where it stands.
  private func isLimited(_ item: ReferralListItem) -> Bool {
    caller.refusalByAgreement(of: item.board, at: call.now) != nil
  }

  private func isVisible(_ item: ReferralListItem) throws -> Bool {
    if !box.isSent, isLimited(item) { return false }
    let secrecy = box.isSent ? item.guarding.sender : item.guarding.receiver
    // A handler may have lost the right since the referral was given.
    guard secrecy != .normal || box == .mine else { return true }
    guard let referral = try ReferralStore(call.database).find(item.id) else { return false }
    do {
      let view = try ReferralView(referral, for: call)
      return view.sides.contains(box.isSent ? .sender : .receiver)
    } catch let refusal as Refusal where refusal.code == .notFound {
      return false
    }
  }

  // MARK: Writing

  private func write(_ item: ReferralListItem, to writer: inout JSONWriter) {
    let side: Side = box.isSent ? .sender : .receiver
    let text = ReferralTexts.status(item.status, item.businessStatus, for: side)
    writer.object { writer in
      writer.member("id", item.id)
      writer.member("number", item.number)
      if box.isSent { writer.member("reference", item.reference) }
      writer.member("status", item.status.code)
      writer.member("businessStatus", item.businessStatus?.code)
      writer.member("statusText", text[call.language])
      writer.member("responseDue", item.responseDue)
      if isLimited(item) { return }
      writer.member("urgency", item.urgency.code)
      writer.member("sender", item.sender)
      writer.member("receiver", item.receiver)
      writer.member("team", item.team)
      writer.member("createdAt", item.createdAt)
      writer.member("changedAt", item.changedAt)
    }
  }

  /// What an item looks like on the wire.
  static let itemShape: Shape = .object(
    "ReferralItem",
    [
      .init("id", .id), .init("number", .text),
      .init("reference", .nullable(.text), isRequired: false),
      .init("status", .code(ReferralStatus.self)),
      .init("businessStatus", .nullable(.code(ReferralBusinessStatus.self))),
      .init("statusText", .text), .init("responseDue", .nullable(.instant)),
      .init("urgency", .code(Urgency.self), isRequired: false),
      .init("sender", .text, isRequired: false), .init("receiver", .text, isRequired: false),
      .init("team", .nullable(.text), isRequired: false),
      .init("createdAt", .instant, isRequired: false),
      .init("changedAt", .instant, isRequired: false),
    ])
}
