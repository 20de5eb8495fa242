// Reviews over HTTP: made for some days, judged item by item, signed. Nobody judges what they did
// themselves.

import Access
import Audit
import HTTP
import JSON
import Organisation
package import Pipeline
import SQLite
import Vocabulary

/// Reviews of the log over HTTP.
package enum ReviewRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/reviews", "review.list", "Reviews of the log that the caller may do.",
      needs: .permission([.auditReview]), isPersonal: true,
      parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) } + [
        Parameter("status", .code(ReviewStatus.self), "Statuses, separated by commas.")
      ], answers: .ok, .page(of: Review.shape, named: "ReviewPage"), handler: list),
    Route(
      .post, "/api/v1/reviews", "review.create",
      "Reviews the log of some days: of a unit's staff, or of all accesses to a board's persons. "
        + "Picks entries by rules and at random; emergencies always.",
      needs: .permission([.auditReview]), isPersonal: true, takes: NewReview.self,
      example: """
        {"unit": "uppsala-stod", "from": "2026-11-01", "to": "2026-11-25",
         "rules": ["own_name", "same_surname", "no_relation", "sample"], "sample": 20}
        """,
      answers: .created, Review.shape, slow: ReviewMaking.prepare),
    Route(
      .get, "/api/v1/reviews/figures", "review.figures",
      "A year's reviews in figures: how many, what was found, openings in an emergency.",
      needs: .permission([.auditReview]),
      parameters: [
        Parameter("year", .integer(2_000...2_200), "The year; this one where absent."),
        Parameter("board", .reference, "Only this board's, by id or slug."),
      ], answers: .ok, ReviewFigures.shape, handler: ReviewFigures.read),
    Route(
      .get, "/api/v1/reviews/{review}", "review.read", "One review.",
      needs: .permission([.auditReview]), isPersonal: true, answers: .ok, Review.shape,
      handler: { call in reply(with: try find(call), call) }),
    Route(
      .get, "/api/v1/reviews/{review}/items", "review.items",
      "What a review looks at, in the order of the log.",
      needs: .permission([.auditReview]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: ReviewItem.shape, named: "ReviewItemPage"), handler: items),
    Route(
      .get, "/api/v1/reviews/{review}/items/{number}", "review_item.read",
      "One item of a review.", needs: .permission([.auditReview]), isPersonal: true,
      answers: .ok, ReviewItem.shape,
      handler: { call in
        let review = try find(call)
        return try reply(with: try item(of: review, call), of: review, call)
      }),
    Route(
      .post, "/api/v1/reviews/{review}/items/{number}/finding", "review_item.judge",
      "Says what the reviewer found of one item; until the review is signed.",
      needs: .permission([.auditReview]), isPersonal: true, takes: ItemFinding.self,
      example: #"{"finding": "unclear", "note": "Frågar gruppledaren."}"#,
      answers: .ok, ReviewItem.shape, handler: judge),
    Route(
      .post, "/api/v1/reviews/{review}/transitions", "review.step",
      "Signs a review, once every item is judged and none is unclear.",
      needs: .permission([.auditReview]), isPersonal: true, takes: ReviewStep.self,
      example: #"{"step": "sign", "summary": "Inget att anmärka på."}"#,
      answers: .ok, Review.shape, handler: sign),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after: ReviewID? = try page.afterID()
    let wanted = try call.codes("status", ReviewStatus.self)
    let store = ReviewStore(call.database)
    let reach = try call.signedIn().reach(.auditReview, at: call.now)
    let reviews = try VisibleRows.first(page.fetchCount) { last, limit -> [ReviewID] in
      let from = last ?? after ?? ReviewID(high: 0, low: 0)
      let ids =
        try reach.boards.flatMap { try store.ids(of: $0, after: from, limit: limit) }
        + reach.units.flatMap { try store.ids(of: $0, after: from, limit: limit) }
      return Array(Set(ids).sorted().prefix(limit))
    } judge: { id -> Review? in
      try store.find(id).flatMap { wanted.isEmpty || wanted.contains($0.status) ? $0 : nil }
    }
    let about = About.personal(
      reviews.prefix(page.limit).map(\.id.erased),
      boards: Set(reviews.prefix(page.limit).map(\.boardID)).sorted(), fields: ["review"])
    return call.list(reviews, on: page, about: about, end: { [$0.id.text] }) { review, writer in
      review.write(to: &writer, steps: steps(of: review), language: call.language)
    }
  }

  private static func items(_ call: Call) throws -> Reply {
    let review = try find(call)
    let page = try call.page()
    let after = page.after?.first.flatMap { Int($0) } ?? 0
    let items = try ReviewStore(call.database).items(
      of: review.id, after: after, limit: page.fetchCount, offset: page.offset)
    let trail = AuditPeriod(call.database)
    let entries = try items.map { try trail.entry($0.entryNumber) }
    let names = try items.map { try name(of: $0.actor, call) }
    let shown = items.prefix(page.limit)
    let about = About.personal(
      [review.id.erased] + shown.compactMap { $0.person?.erased }, boards: [review.boardID],
      fields: ["review"])
    return call.list(
      Array(zip(items, zip(entries, names))), on: page, about: about,
      end: { [String($0.0.number)] }
    ) { row, writer in
      row.0.write(to: &writer, entry: row.1.0, actorName: row.1.1, language: call.language)
    }
  }

  private static func judge(_ call: Call, _ body: ItemFinding) throws -> Reply {
    let review = try find(call)
    let store = ReviewStore(call.database)
    let item = try item(of: review, call)
    let caller = try call.signedIn()
    guard let user = caller.user, item.actor != caller.reference else {
      throw Refusal.forbidden(.auditReview)
    }
    try call.obeyMatch(review.version)
    guard review.status == .open else { throw Refusal(.stepNotAllowed, allowed: []) }
    try store.judge(
      item.number, of: review.id, body.finding, note: body.note, by: user, at: call.now)
    let judged = try call.fetch(store.item(item.number, of: review.id))
    return try reply(with: judged, of: review, call)
  }

  private static func sign(_ call: Call, _ body: ReviewStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let review = try find(call)
    try call.obeyMatch(review.version)
    try LifeCycle.review.require(step, from: review.state) { _ in true }
    guard let user = try call.signedIn().user else { throw Refusal.forbidden(.auditReview) }
    let left = review.judgements.open + review.judgements.unclear
    guard left == 0 else {
      throw Refusal(
        .stepNotAllowed, allowed: [], detail: "\(left) rader är obedömda eller oklara.")
    }
    let store = ReviewStore(call.database)
    try store.sign(review.id, summary: body.summary, by: user, at: call.now)
    return reply(with: try call.fetch(store.find(review.id)), call)
  }

  // MARK: parts

  private static func find(_ call: Call) throws -> Review {
    let review = try call.fetch(ReviewStore(call.database).find(try call.id()))
    try call.require(.auditReview, on: review.facts)
    return review
  }

  private static func item(of review: Review, _ call: Call) throws -> ReviewItem {
    guard call.request.parameters.count > 1, let number = Int(call.request.parameters[1]) else {
      throw Refusal.notFound
    }
    return try call.fetch(ReviewStore(call.database).item(number, of: review.id))
  }

  private static func reply(
    with item: ReviewItem, of review: Review, _ call: Call
  ) throws -> Reply {
    let entry = try AuditPeriod(call.database).entry(item.entryNumber)
    let name = try name(of: item.actor, call)
    let about = About.personal(
      [review.id.erased] + [item.person?.erased].compactMap(\.self), boards: [review.boardID],
      fields: ["review", "finding"])
    return Reply(about: about, at: "/api/v1/reviews/\(review.id)/items/\(item.number)") {
      item.write(to: &$0, entry: entry, actorName: name, language: call.language)
    }
  }

  private static func name(of actor: String, _ call: Call) throws -> String? {
    try UserID(actor).flatMap { try AccountStore(call.database).findUser($0)?.name }
  }

  // What is left to judge does not hide the step: asked too early, it says what is left.
  private static func steps(of review: Review) -> [Step] {
    LifeCycle.review.next(from: review.state) { _ in true }
  }

  /// The answer with a review.
  static func reply(with review: Review, _ call: Call, status: Status = .ok) -> Reply {
    let about = About.personal([review.id.erased], boards: [review.boardID], fields: ["review"])
    return Reply(status, about: about, version: review.version, at: "/api/v1/reviews/\(review.id)")
    { review.write(to: &$0, steps: steps(of: review), language: call.language) }
  }
}
