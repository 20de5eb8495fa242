// The only SQL about runs.

import JSON
import SQLite
import Vocabulary

/// Runs in the database.
struct ReportRunStore {
  private let database: Database

  /// A store on one connection; inserting needs the writer's.
  init(_ database: Database) { self.database = database }

  /// The run of an id; nil when there is none.
  func find(_ id: ReportRunID) throws -> ReportRun? {
    try database.first(
      """
      SELECT id, report, definition, scope_id, board_id, unit_id, team_id, partner_id, first_month,
        last_month, tables, small_cell_limit, data_at, late_since, late_records, figures,
        created_by, created_by_name
      FROM report_run WHERE id = ?
      """, id, read: Self.read)
  }

  /// The runs of a report for one scope, after one of them.
  func list(
    _ report: String, of scope: AnyID, after: ReportRunID, limit: Int
  ) throws -> [ReportRun] {
    try database.all(
      """
      SELECT id, report, definition, scope_id, board_id, unit_id, team_id, partner_id, first_month,
        last_month, tables, small_cell_limit, data_at, late_since, late_records, figures,
        created_by, created_by_name
      FROM report_run WHERE scope_id = ? AND report = ? AND id > ? ORDER BY id LIMIT ?
      """, scope, report, after, limit, read: Self.read)
  }

  /// How many runs of a report and scope there are.
  func count(_ report: String, of scope: AnyID) throws -> Int {
    try database.first(
      "SELECT count(*) FROM report_run WHERE scope_id = ? AND report = ?", scope, report
    ) { row in row.int() } ?? 0
  }

  /// What runs of the same report, definition and scope counted in the months of a period.
  func earlier(
    _ report: ReportDefinition, of scope: AnyID, in period: ReportPeriod
  ) throws -> [EarlierRun] {
    try database.all(
      """
      SELECT first_month, last_month, counted FROM report_run
      WHERE scope_id = ? AND report = ? AND definition = ? AND first_month <= ?
        AND last_month >= ? ORDER BY id
      """, scope, report.id, report.version, period.last.text, period.first.text
    ) { row in
      let period = try row.period()
      let rows = try JSONReader.read(Array(row.text().utf8)).array ?? []
      var counts: [FigurePlace: KeptCount] = [:]
      for row in rows.compactMap(\.array) where row.count == 6 {
        let texts = row.prefix(4).map { $0.string ?? "" }
        counts[
          FigurePlace(group: texts[0], table: texts[1], row: texts[2], column: texts[3])] =
          KeptCount(
            count: row[4].integer.map { Int($0) } ?? 0, isHidden: row[5].bool ?? false)
      }
      return EarlierRun(period: period, counts: counts)
    }
  }

  /// When the latest run of the same months was made.
  func latest(
    _ report: ReportDefinition, of scope: AnyID, in period: ReportPeriod
  ) throws -> Timestamp? {
    try database.first(
      """
      SELECT data_at FROM report_run
      WHERE scope_id = ? AND report = ? AND definition = ? AND first_month = ? AND last_month = ?
      ORDER BY id DESC LIMIT 1
      """, scope, report.id, report.version, period.first.text, period.last.text
    ) { row in row.timestamp() }
  }

  /// Keeps a run, once and for all.
  func insert(_ run: ReportRun, _ groups: [ProtectedGroup]) throws {
    var figures = JSONWriter(reserving: 16_384)
    figures.array { writer in for table in run.tables { table.store(to: &writer) } }
    var counted = JSONWriter(reserving: 16_384)
    counted.array { writer in
      for (place, kept) in groups.flatMap(\.kept) {
        writer.array { writer in
          for text in [place.group, place.table, place.row, place.column] { writer.string(text) }
          writer.integer(Int64(kept.count))
          writer.bool(kept.isHidden)
        }
      }
    }
    let scope = run.scope
    try database.run(
      """
      INSERT INTO report_run (id, report, definition, scope_id, board_id, unit_id, team_id,
        partner_id, first_month, last_month, tables, small_cell_limit, data_at, late_since,
        late_records, figures, counted, created_by, created_by_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, run.id, run.report, run.definition, scope.id, scope.board,
      scope.kind == .unit ? scope.id : nil, scope.kind == .team ? scope.id : nil,
      scope.kind == .partner ? scope.id : nil, run.period.first.text, run.period.last.text,
      run.wanted.joined(separator: " "), run.smallCellLimit, run.dataAt, run.lateSince,
      run.lateRecords, String(decoding: figures.bytes, as: UTF8.self),
      String(decoding: counted.bytes, as: UTF8.self), run.author, run.authorName)
  }

  private static func read(_ row: inout Row) throws -> ReportRun {
    let (id, report, definition): (ReportRunID, String, Int) = (row.id(), row.text(), row.int())
    let (scope, board): (AnyID, BoardID?) = (row.id(), row.idOrNil())
    let owners: [AnyID?] = [row.idOrNil(), row.idOrNil(), row.idOrNil()]
    let kinds: [ReportScope.Kind] = [.unit, .team, .partner]
    let kind = zip(owners, kinds).first { $0.0 != nil }?.1 ?? .board
    let period = try row.period()
    let wanted = row.text().split(separator: " ").map(String.init)
    let (limit, dataAt) = (row.int(), row.timestamp())
    let (lateSince, lateRecords) = (row.timestampOrNil(), row.int())
    let tables = try JSONReader.read(Array(row.text().utf8)).array ?? []
    return ReportRun(
      id: id, report: report, definition: definition,
      scope: ReportScope(kind: kind, id: scope, board: board), period: period, wanted: wanted,
      smallCellLimit: limit, dataAt: dataAt, lateSince: lateSince, lateRecords: lateRecords,
      tables: tables.map(ShownTable.init(stored:)), author: row.text(), authorName: row.text())
  }
}

extension Row {
  fileprivate mutating func period() throws -> ReportPeriod {
    let (first, last) = (text(), text())
    let months = [first, last].compactMap { Month($0) }
    let none = Month(of: Day(number: 0))
    return ReportPeriod(first: months.first ?? none, last: months.last ?? none)
  }
}
