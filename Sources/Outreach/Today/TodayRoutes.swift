// The start page in one audited call: my shift with its places, whom my team looks for, my
// referrals with the time left, and how much waits.

import Access
import HTTP
import JSON
import Pipeline
import Referrals
import SQLite
import Vocabulary

/// The start page over HTTP.
enum TodayRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/me/today", "me.today",
      "The caller's day: modes that hold, shift, search orders, tips, referrals with time left, "
        + "what waits.",
      needs: .signedIn, isPersonal: true, answers: .ok, shape, handler: today)
  ]

  /// Most tips shown, and the end of their count.
  private static let tipsMax = 100

  private static func today(_ call: Call) throws -> Reply {
    let caller = try call.signedIn()
    let shifts = ShiftStore(call.database)
    let shift = try caller.user.flatMap { user in
      try shifts.started(by: user) ?? shifts.planned(for: user, at: call.now)
    }.flatMap { shift in
      call.may(.shiftRun, on: shift.facts(for: caller)) ? shift : nil
    }
    let view = try shift.map { try ShiftView($0, for: call) }
    let orders = try OpenOrders(call).list(of: caller.teams(at: call.now).sorted())
    // The oldest are due first: each has the same number of office days.
    let tips = try TipReading(call).list(isOpen: true, own: false, limit: tipsMax).map {
      try TipView($0.tip, as: $0.reader, for: call)
    }
    let glance = ReferralGlance(call)
    let mine = try glance.mine()
    let counts = try glance.counts()
    let seasons = try SeasonStore(call.database).current(for: caller, at: call.now)
    let boards = Set(mine.map(\.board)).union(caller.grants.compactMap(\.scope.board))
    let subjects =
      (shift.map { [$0.id.erased] } ?? []) + orders.map(\.id.erased)
      + tips.map(\.tip.id.erased) + mine.map(\.id.erased)
    // One tag for the page: it is new when anything on it is.
    return Reply(
      about: .personal(subjects, boards: boards.sorted(), fields: ["today"]), version: 1
    ) { writer in
      writer.object { writer in
        writer.array("seasons") { writer in for season in seasons { season.write(to: &writer) } }
        writer.key("shift")
        if let view { view.write(to: &writer) } else { writer.null() }
        writer.array("searchOrders") { writer in
          for order in orders { order.write(to: &writer) }
        }
        writer.array("tips") { writer in for tip in tips { tip.writeItem(to: &writer) } }
        writer.array("referrals") { writer in
          for item in mine { glance.write(item, to: &writer) }
        }
        writer.member("inboxCount", counts.inbox)
        writer.member("overdueCount", counts.overdue)
        writer.member("tipsOverdueCount", tips.count { $0.tip.isOverdue(at: call.now) })
      }
    }
  }

  private static let shape: Shape = .object(
    "Today",
    [
      .init("seasons", .list(Season.shape, countMax: SeasonStore.countMax)),
      .init("shift", .nullable(ShiftView.shape)),
      .init("searchOrders", .list(OpenOrder.shape, countMax: OpenOrders.countMax)),
      .init("tips", .list(TipView.itemShape, countMax: tipsMax)),
      .init("referrals", .list(ReferralGlance.itemShape, countMax: ReferralGlance.countMax)),
      .init("inboxCount", .integer(0...ReferralGlance.countMax)),
      .init("overdueCount", .integer(0...ReferralGlance.countMax)),
      .init("tipsOverdueCount", .integer(0...tipsMax)),
    ])
}
