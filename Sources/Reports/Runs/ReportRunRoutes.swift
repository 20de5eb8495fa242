// The routes of runs: one is counted on the slow queue within a deadline, protected, and kept; from
// then on it is only read.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Runs over HTTP.
enum ReportRunRoutes {
  /// The longest that counting may take.
  static let millisecondsMax = 5_000
  static let mediaTypes = ["application/json", "text/csv", "image/svg+xml"]

  static let all: [Route] = [
    Route(
      .get, "/api/v1/reports/{report}/runs", "report_run.list",
      "The runs of a report for the caller's scopes.", needs: .permission([.reportRun]),
      parameters: Page.parameters, answers: .ok,
      .page(of: ReportRun.itemShape, named: "ReportRunPage"), handler: list),
    Route(
      .post, "/api/v1/reports/{report}/runs", "report_run.create",
      "Runs a report for whole months; small cells are hidden (`null`).",
      needs: .permission([.reportRun]), isPersonal: true, takes: NewReportRun.self,
      example: #"{"period": {"from": "2026-09", "to": "2026-11"}}"#, answers: .created,
      ReportRun.shape, slow: prepare),
    Route(
      .get, "/api/v1/reports/runs/{run}", "report_run.read",
      "A run: the same figures for ever; as CSV, or one table as a chart (SVG).",
      needs: .permission([.reportRun]), isPersonal: true,
      parameters: [Parameter("table", .text(charactersMax: 80), "Only this table.")],
      answers: .ok, ReportRun.shape, mediaTypes: mediaTypes, handler: read),
  ]

  // MARK: making

  private static func prepare(_ call: Call, _ body: NewReportRun) throws -> Prepared {
    let definition = try call.report()
    guard let period = body.period else { throw Refusal.invalid("/period") }
    guard period.last <= Month(of: call.today) else {
      throw Refusal.invalid("/period/to", "future")
    }
    for (index, table) in body.tables.enumerated()
    where !definition.tables.contains(where: { $0.code == table }) {
      throw Refusal.invalid("/filters/tables/\(index)", "unknown")
    }
    let scope = try scope(of: call, definition, body.scope)
    let input = ReportInput(scope: scope, period: period, database: call.database)
    let dataAt = call.now
    let counted: CountedReport
    do {
      counted = try call.database.limited(milliseconds: millisecondsMax) {
        // One snapshot for all of it.
        try call.database.savepoint { try definition.count(input) }
      }
    } catch let error as DatabaseError where error.isInterrupted {
      throw Refusal(.busy)
    }
    return { call in
      try keep(counted, definition, scope, period, body.tables, dataAt, call)
    }
  }

  // Protecting compares with earlier runs, so it is done where no other run can come between.
  private static func keep(
    _ counted: CountedReport, _ definition: ReportDefinition, _ scope: ReportScope,
    _ period: ReportPeriod, _ tables: [String], _ dataAt: Timestamp, _ call: Call
  ) throws -> Reply {
    let store = ReportRunStore(call.database)
    let limit = try scope.smallCellLimit(in: call.database)
    let protection = FigureProtection(
      limit: limit, period: period,
      earlier: try store.earlier(definition, of: scope.id, in: period))
    let groups = counted.groups.map(protection.protect)
    let since = try store.latest(definition, of: scope.id, in: period)
    let caller = try call.signedIn()
    let run = ReportRun(
      id: call.makeID(), report: definition.id, definition: definition.version, scope: scope,
      period: period, wanted: tables, smallCellLimit: limit, dataAt: dataAt, lateSince: since,
      lateRecords: since.map { since in counted.recordedAt.count { $0 > since } } ?? 0,
      tables: groups.flatMap(\.shown) + counted.ready, author: caller.reference,
      authorName: caller.name)
    try store.insert(run, groups)
    return try reply(with: run, scope, call, status: .created)
  }

  private static func scope(
    of call: Call, _ definition: ReportDefinition, _ wanted: Reference?
  ) throws -> ReportScope {
    let scopes = try call.reportScopes().filter { definition.scopes.contains($0.0.kind) }
    guard let wanted else {
      guard let (scope, _) = scopes.first else { throw Refusal.forbidden(.reportRun) }
      return scope
    }
    let found = scopes.first { scope, name in
      switch wanted {
      case .id(let id): scope.id == id
      case .slug(let slug): name.slug == slug
      }
    }
    guard let (scope, _) = found else { throw Refusal.invalid("/scope", "unknown") }
    return scope
  }

  // MARK: reading

  private static func read(_ call: Call) throws -> Reply {
    let run = try call.fetch(ReportRunStore(call.database).find(try call.id()))
    let own = ReportScope.all(of: try call.signedIn(), at: call.now)
    let scope = try call.fetch(own.first { $0.id == run.scope.id })
    return try reply(with: run, scope, call)
  }

  private static func reply(
    with run: ReportRun, _ scope: ReportScope, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let only = call.request.query["table"]
    let tables = run.shown(isCoarse: scope.isCoarse, only: only)
    if only != nil, tables.isEmpty {
      throw Refusal.badQuery("table", allowed: run.shown(isCoarse: scope.isCoarse).map(\.code))
    }
    // Counts of nobody in particular, but of a few people: reading them leaves a trace too.
    let about: About = .personal(
      [run.id.erased], boards: run.scope.board.map { [$0] } ?? [], fields: ["figures"])
    switch call.request.mediaType {
    case "text/csv":
      return Reply(
        about: about,
        body: .text(
          type: "text/csv; charset=utf-8; header=present", run.csv(tables, call.language)))
    case "image/svg+xml":
      return Reply(
        about: about,
        body: .text(type: "image/svg+xml; charset=utf-8", chart(of: run, tables, call.language)))
    default:
      let name = try run.scope.named(in: call.database)
      return Reply(status, about: about, version: 1, at: run.path) {
        run.write(tables, name, to: &$0, call.language)
      }
    }
  }

  private static func chart(
    of run: ReportRun, _ tables: [ShownTable], _ language: Language
  ) -> [UInt8] {
    let usual = ReportDefinition.find(run.report)?.chart
    let table = tables.first { $0.code == usual } ?? tables.first
    let heading = run.name[language] + (table.map { ": " + $0.label[language] } ?? "")
    let foot =
      "\(run.period.first.text) – \(run.period.last.text) · \(run.report) v\(run.definition) · "
      + "\(run.dataAt.text) · \(run.id.text)"
    return ChartWriter(language).draw(Chart(of: table, heading: heading, foot: foot, language))
  }

  private static func list(_ call: Call) throws -> Reply {
    let definition = try call.report()
    let page = try call.page()
    let store = ReportRunStore(call.database)
    let scopes = try call.reportScopes()
    let after = try page.afterID() ?? ReportRunID(high: 0, low: 0)
    var runs: [ReportRun] = []
    var total = 0
    for (scope, _) in scopes {
      runs += try store.list(
        definition.id, of: scope.id, after: after, limit: page.fetchCount + page.offset)
      if page.wantsTotal { total += try store.count(definition.id, of: scope.id) }
    }
    runs.sort { $0.id < $1.id }
    let names = Dictionary(scopes.map { ($0.0.id, $0.1) }, uniquingKeysWith: { one, _ in one })
    return call.list(
      Array(runs.dropFirst(page.offset).prefix(page.fetchCount)), on: page, about: .nobody,
      total: page.wantsTotal ? total : nil, end: { [$0.id.text] }
    ) { run, writer in
      writer.object { run.writeMembers(names[run.scope.id], to: &$0, call.language) }
    }
  }
}
