// The routes about rows: reporting them, looking at them, leaving them out. A row is looked at only
// until the round is reconciled; from then on there are figures.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Rows over HTTP.
struct CountRowRoutes: Sendable {
  let wrap: CountKeyWrap

  /// The table.
  var all: [Route] {
    [
      Route(
        .post, "/api/v1/count-rounds/{round}/rows", "count_row.report",
        "Reports rows; of who a person is only a code under the round's key is kept.",
        needs: .permission([.countReport]), isPersonal: true, takes: NewCountRows.self,
        example: """
          {"rows": [{"identity": {"initials": "AB"}, "sex": "woman", "birthYear": 1971,
                     "situation": "1", "needs": ["housing"], "socialServicesContact": "no"},
                    {"sex": "man", "ageBand": "50-65", "situation": "1"}]}
          """,
        answers: .created, CountReturn.shape, handler: report),
      Route(
        .get, "/api/v1/count-rounds/{round}/rows", "count_row.list",
        "The rows that the caller has reported; all of them for who runs the round.",
        needs: .permission([.countReport, .countManage]), isPersonal: true,
        parameters: Page.parameters, answers: .ok,
        .page(of: CountRow.shape, named: "CountRowPage"), handler: list),
      Route(
        .post, "/api/v1/count-rounds/{round}/exclusions", "count_row.exclude",
        "Leaves a row out of the count, with a reason.",
        needs: .permission([.countReport, .countManage]), isPersonal: true,
        takes: NewCountExclusion.self,
        example: """
          {"row": "01936f3e-0000-7000-8000-000000000001", "reason": "other_municipality"}
          """,
        answers: .ok, CountRow.shape, handler: exclude),
    ]
  }

  private func report(_ call: Call, _ body: NewCountRows) throws -> Reply {
    let access = try CountAccess(call, call.id())
    let countReturn = try Self.reporting(body.reporter, access)
    try CountCycle.requireOpen(access.round)
    // An open round has a key; one that the server's secret does not open is an operator's affair.
    guard let key = try CountKeyStore(call.database, wrap).find(access.round.id) else {
      throw Refusal(.internalError)
    }
    guard !body.rows.isEmpty else { throw Refusal.invalid("/rows", "required") }
    let rows = try CountRowMaking(key: key, round: access.round, today: call.today)
      .make(body.rows)
    let store = CountRowStore(call.database)
    let actor = try call.signedIn().reference
    for row in rows {
      try store.insert(
        call.makeID(), row, of: countReturn.reporter.id, in: access.round.id, by: actor,
        at: call.now)
    }
    try CountReturnStore(call.database).setStatus(
      .reporting, of: countReturn.reporter.id, in: access.round.id, at: call.now)
    let changed = try CountAccess(call, access.round.id)
    return CountReturnRoutes.reply(
      call, changed, try changed.find(.id(countReturn.reporter.id)), .created)
  }

  // Whoever reports for one unit or partner only need not name it.
  private static func reporting(
    _ reference: Reference?, _ access: CountAccess
  ) throws(Refusal) -> CountReturn {
    guard let first = access.own.first else { throw .forbidden(.countReport) }
    guard let reference else {
      guard access.own.count == 1 else { throw .invalid("/reporter", "required") }
      return first
    }
    guard let found = access.own.first(where: { $0.fits(reference) }) else {
      throw .invalid("/reporter", "unknown")
    }
    return found
  }

  private func list(_ call: Call) throws -> Reply {
    let access = try CountAccess(call, call.id())
    try CountCycle.requireRows(access.round)
    let page = try call.page()
    let after = try page.afterID() ?? CountRowID(high: 0, low: 0)
    let count = page.offset + page.fetchCount
    let store = CountRowStore(call.database)
    let round = access.round.id
    let rows =
      access.isManager
      ? try store.list(of: round, after: after, limit: count)
      : try access.own.flatMap {
        try store.list(of: round, reporter: $0.reporter.id, after: after, limit: count)
      }.sorted { $0.id < $1.id }
    let shown = Array(rows.dropFirst(page.offset).prefix(page.fetchCount))
    return call.list(
      shown, on: page, about: access.about(shown.map(\.id.erased), ["row"]),
      end: { [$0.id.text] }
    ) { $0.write(to: &$1) }
  }

  private func exclude(_ call: Call, _ body: NewCountExclusion) throws -> Reply {
    let access = try CountAccess(call, call.id())
    try CountCycle.requireRows(access.round)
    let store = CountRowStore(call.database)
    guard let id = body.row, let row = try store.find(id, in: access.round.id),
      access.returns.contains(where: { $0.reporter.id == row.reporter })
    else { throw Refusal.invalid("/row", "unknown") }
    guard row.excluded == nil else { throw Refusal(.stepNotAllowed, allowed: []) }
    try store.exclude(
      id, in: access.round.id, body.reason, by: try call.signedIn().reference)
    let changed = try call.fetch(store.find(id, in: access.round.id))
    return Reply(about: access.about([id.erased], ["excluded"])) { changed.write(to: &$0) }
  }
}
