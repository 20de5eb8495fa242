// The routes about tips, and what each does.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Tips over HTTP.
enum TipRoutes {
  static func all(_ limits: PublicTips) -> [Route] {
    [
      Route(
        .get, "/api/v1/tips", "tip.list",
        "Tips to judge, those that a team was sent for, and one's own.",
        needs: .permission(readers), isPersonal: true,
        parameters: [
          Parameter("open", .code(["true", "false"]), "`true`: not ended; `false`: ended.")
        ] + Page.parameters,
        answers: .ok, .page(of: TipView.itemShape, named: "TipPage"), handler: list),
      Route(
        .post, "/api/v1/tips", "tip.create",
        "Something that somebody saw; answered within \(Tip.officeDaysMax) office days.",
        needs: .permission([.tipCreate]), isPersonal: true, takes: NewTip.self,
        example: """
          {"entrance": "uppsala-ingang-akut-hemloshet", "area": "Resecentrum",
           "position": {"north": 6639120, "east": 648240}, "seenAt": "2026-11-24T22:30:00+01:00",
           "what": "En kvinna sover i väntsalen sedan tre nätter.", "replyWanted": true}
          """,
        answers: .created, TipView.shape, handler: create),
      Route(
        .get, "/api/v1/tips/{tip}", "tip.read", "One tip, as far as it is the caller's.",
        needs: .permission(readers), isPersonal: true, answers: .ok, TipView.shape, handler: read
      ),
      Route(
        .post, "/api/v1/tips/{tip}/transitions", "tip.step",
        "Takes a step: triage, assign, done, close or inform.",
        needs: .permission(LifeCycle.tip.permissions), isPersonal: true, takes: TipStep.self,
        example: #"{"step": "triage", "alreadyKnown": true, "note": "Vi har redan kontakt."}"#,
        answers: .ok, TipView.shape, handler: take),
      Route(
        .get, "/api/v1/tips/{tip}/transitions", "tip.history", "A tip's history.",
        needs: .permission([.tipTriage]), isPersonal: true, parameters: Page.parameters,
        answers: .ok, .page(of: SearchEvent.shape, named: "TipHistory"), handler: history),
      Route(
        .post, "/api/v1/public-tips", "tip.tell",
        "A tip from anybody, without an account; the answer is a receipt and nothing else.",
        needs: .nobody, takes: NewPublicTip.self,
        example: """
          {"entrance": "uppsala-ingang-akut-hemloshet", "area": "Parken vid ån",
           "what": "Någon sover i ett tält under bron.", "replyTo": "070-1740699"}
          """,
        answers: .created, .object("TipReceipt", [.init("receipt", .text)])
      ) { call, body in
        try limits.admit(call.request.address, at: call.now)
        return try tell(call, body)
      },
    ]
  }

  private static let readers: [Permission] = [.tipTriage, .searchOrderWork, .tipCreate]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    if case .noAgreement(let number)? = try call.signedIn().refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
    let isOpen = try call.isOpenAsked()
    let reading = TipReading(call)
    let rows = try reading.list(
      isOpen: isOpen, after: try page.afterID(), limit: page.offset + page.fetchCount)
    let total =
      page.wantsTotal
      ? try reading.list(isOpen: isOpen, limit: Page.numberedRowsMax + 1).count : nil
    let views = try rows.dropFirst(page.offset).map {
      try TipView($0.tip, as: $0.reader, for: call)
    }
    return call.list(
      views, on: page, about: try about(views.prefix(page.limit).map(\.tip), "tip.list", call),
      total: total, end: { [$0.tip.id.text] }
    ) { view, writer in view.writeItem(to: &writer) }
  }

  private static func create(_ call: Call, _ body: NewTip) throws -> Reply {
    try reply(with: try TipTaking(call).take(body).id, call, status: .created)
  }

  // No echo, no id, no address to come back to.
  private static func tell(_ call: Call, _ body: NewPublicTip) throws -> Reply {
    let tip = try TipTaking(call).take(body)
    return Reply(.created, about: .personal([tip.id.erased], boards: [tip.board], fields: ["tip"]))
    { writer in
      writer.object { $0.member("receipt", tip.receipt) }
    }
  }

  private static func read(_ call: Call) throws -> Reply { try reply(with: call.id(), call) }

  private static func take(_ call: Call, _ body: TipStep) throws -> Reply {
    let (tip, _) = try TipReading(call).find(call.id())
    try TipMoving(call).take(body, on: tip)
    return try reply(with: tip.id, call)
  }

  private static func history(_ call: Call) throws -> Reply {
    let page = try call.page()
    let (tip, reader) = try TipReading(call).find(call.id())
    guard reader == .triager else { throw Refusal.forbidden(.tipTriage) }
    let events = try TipStore(call.database).events(
      of: tip.id, after: try page.afterID(), limit: page.offset + page.fetchCount)
    return call.list(
      Array(events.dropFirst(page.offset)), on: page,
      about: try about([tip], "tip.history", call), end: { [$0.id.text] }
    ) { event, writer in event.write(to: &writer) }
  }

  // MARK: parts

  private static func reply(
    with id: TipID, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let (tip, reader) = try TipReading(call).find(id)
    let view = try TipView(tip, as: reader, for: call)
    // To who told it, what is done about it is no change: no version for them.
    return Reply(
      status, about: try about([tip], "tip", call),
      version: reader == .author ? nil : tip.version, at: "/api/v1/tips/\(tip.id)"
    ) { view.write(to: &$0) }
  }

  private static func about(_ tips: [Tip], _ fields: String, _ call: Call) throws -> About {
    let subjects = tips.flatMap { tip in
      [tip.id.erased] + (tip.person.map { [$0.erased] } ?? [])
    }
    var boards = Set(tips.map(\.board))
    if boards.isEmpty { boards = Set(try call.signedIn().grants.compactMap(\.scope.board)) }
    return .personal(subjects, boards: boards.sorted(), fields: [fields])
  }
}
