// Runs over HTTP: their figures are those that a naive count of what was inserted gives, they stay
// as they are, and nobody outside the scope learns that they exist.

import JSON
import TestSupport
import Testing
import Vocabulary

struct ReportRunTests {
  // MARK: the figures

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `the figures are those of a naive count`(_ seed: UInt64) throws {
    let reports = try ReportsWorld(seed: seed, limit: 2)
    try reports.fill(persons: 120, meetings: 500)
    let run = try reports.run()
    #expect(run.status == 201, "\(run)")
    for month in 9...11 {
      let met = reports.meetings.count { Self.month(of: $0.at) == month }
      let column = month < 10 ? "2026-09" : "2026-\(month)"
      #expect(run.cell("encounters_by_area", "total", column) == met, "seed \(seed), \(column)")
    }
    let persons = Set(reports.meetings.compactMap(\.person))
    let codes = Set(reports.meetings.compactMap(\.code))
    #expect(run.cell("persons_by_sex", "total") == persons.count + codes.count, "seed \(seed)")
    let women =
      persons.count { reports.persons[$0].sex == "woman" }
      + codes.count { reports.codes[$0].sex == "woman" }
    if let shown = run.cell("persons_by_sex", "woman") { #expect(shown == women, "seed \(seed)") }
  }

  private static func month(of time: Timestamp) -> Int { Day.of(time).month }

  // MARK: a run stays

  @Test func `a run stays as it is, and a new one says what came late`() throws {
    let reports = try ReportsWorld()
    try reports.fill(persons: 60, meetings: 200)
    let first = try reports.run()
    let id = try #require(first.text("id"))
    reports.world.clock.advance(seconds: 60)
    for _ in 0..<9 { try reports.meet(reports.anyMeeting()) }
    let again = try reports.get("/runs/\(id)")
    #expect(again.status == 200 && again["tables"] == first["tables"])
    reports.world.clock.advance(seconds: 60)
    let second = try reports.run()
    #expect(second["late"]?["records"]?.integer == 9)
    #expect(second["dataAt"] != first["dataAt"])
  }

  @Test func `nothing that one form hides is told by another`() throws {
    let reports = try ReportsWorld(seed: 4, limit: 5)
    try reports.fill(persons: 40, meetings: 70)
    let run = try reports.run()
    let id = try #require(run.text("id"))
    let hidden = (run["tables"]?.array ?? []).flatMap { table in
      (table["cells"]?.array ?? []).filter { $0["hidden"]?.bool == true }
        .map { "\(table["code"]?.string ?? ""),\($0["row"]?.string ?? "")" }
    }
    #expect(!hidden.isEmpty)
    let csv = try reports.get("/runs/\(id)", accept: "text/csv")
    let rows = String(decoding: csv.bytes, as: UTF8.self).split(separator: "\r\n").dropFirst()
    #expect(rows.count { $0.contains(",yes,") } == hidden.count)
    for row in rows where row.contains(",yes,") {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.count < 6 || cells[4].isEmpty || cells[5] == "no", "\(row)")
    }
    let chart = try reports.get("/runs/\(id)?table=persons_by_sex", accept: "image/svg+xml")
    let drawing = String(decoding: chart.bytes, as: UTF8.self)
    #expect(chart.status == 200 && drawing.contains("<svg") && drawing.hasSuffix("</svg>\n"))
    #expect(!drawing.contains("<script"))
  }

  @Test func `JSON, CSV and the chart tell the same values`() throws {
    let reports = try ReportsWorld(seed: 6, limit: 5)
    try reports.fill(persons: 60, meetings: 160)
    let run = try reports.run()
    let path = "/runs/\(try #require(run.text("id")))"
    let tables = try #require(run["tables"]?.array)
    let csv = try reports.get(path, accept: "text/csv")
    #expect(csv.field("Content-Type") == "text/csv; charset=utf-8; header=present")
    let rows = String(decoding: csv.bytes, as: UTF8.self).split(separator: "\r\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var told: [[String]] = []
    for table in tables {
      for cell in table["cells"]?.array ?? [] {
        let value = cell["value"]?.integer
        told.append([
          table["code"]?.string ?? "", cell["row"]?.string ?? "", cell["column"]?.string ?? "",
          value.map { "\($0)" } ?? "", value == nil ? "yes" : "no",
        ])
        #expect(cell["hidden"]?.bool == (value == nil))
      }
    }
    // No name of this world has a comma in it: a row's cells are what lies between.
    #expect(rows.map { [$0[0], $0[1], $0[3], $0[4], $0[5]].map(String.init) } == told)
    for table in tables {
      let chart = try reports.get(
        path + "?table=\(table["code"]?.string ?? "")", accept: "image/svg+xml")
      let drawing = String(decoding: chart.bytes, as: UTF8.self)
      #expect(xmlFault(drawing) == nil)
      for words in Self.words(of: table) { #expect(drawing.contains(words), "\(words)") }
    }
  }

  // What the chart's own description must say of each bar.
  private static func words(of table: JSONValue) -> [String] {
    let (rows, columns) = (table["rows"]?.array ?? [], table["columns"]?.array ?? [])
    func told(_ row: JSONValue, _ column: JSONValue) -> Int? {
      table["cells"]?.array?.first { $0["row"] == row["code"] && $0["column"] == column["code"] }?[
        "value"]?.integer.map { Int($0) }
    }
    func said(_ value: Int?) -> String { value.map(String.init) ?? "dold (för få)" }
    let parts = rows.filter { rows.count == 1 || $0["code"]?.string != "total" }
    let bars = columns.filter { $0["code"]?.string != "total" }
    func name(_ line: JSONValue) -> String { line["name"]?.string ?? "" }
    if bars.count == 1 { return parts.map { "\(name($0)): \(said(told($0, bars[0])))" } }
    if parts.count == 1 { return bars.map { "\(name($0)): \(said(told(parts[0], $0)))" } }
    return bars.map { bar in
      let shown = parts.map { ($0, told($0, bar)) }.filter { $0.1 != 0 }
        .map { "\(name($0)) \(said($1))" }
      return "\(name(bar)): " + (shown.isEmpty ? "0" : shown.joined(separator: ", "))
    }
  }

  // MARK: differences

  // Everything that runs of every period show, put together: what one hides no other tells, neither
  // by itself nor as what is left when others are taken from it.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no run shows what another hides, and no hidden cell is what is left`(_ seed: UInt64)
    throws
  {
    let reports = try ReportsWorld(seed: seed, limit: 8)
    try reports.fill(persons: 40, meetings: 90)
    let months = ["2026-09", "2026-10", "2026-11"]
    var told: [String: Set<Int?>] = [:]
    for first in 0..<3 {
      for last in first..<3 {
        let run = try reports.run(from: months[first], to: months[last])
        for table in ["encounters_by_area", "encounters_by_kind", "encounters_by_response"] {
          let cells = run.cells(table)
          for (place, value) in cells where !place.hasSuffix("/total") {
            told["\(table)/\(place)", default: []].insert(value)
          }
          for month in months[first...last] {
            let column = cells.filter { $0.key.hasSuffix(month) && $0.key != "total/\(month)" }
            let hidden = column.values.count { $0 == nil }
            guard let whole = cells["total/\(month)"] ?? nil else { continue }
            let left = whole - column.values.reduce(0) { $0 + ($1 ?? 0) }
            // One hidden cell beside a shown sum would be told; several together must be enough.
            #expect(hidden != 1, "seed \(seed): \(table) in \(month)")
            #expect(hidden == 0 || left >= 2, "seed \(seed): \(table) in \(month)")
          }
          for (row, cells) in Dictionary(grouping: cells, by: { $0.key.split(separator: "/")[0] }) {
            let sum = cells.first { $0.key.hasSuffix("/total") }?.value ?? nil
            let parts = cells.filter { !$0.key.hasSuffix("/total") }.map(\.value)
            if let sum {
              #expect(parts.allSatisfy { $0 != nil }, "\(row)")
              #expect(sum == parts.reduce(0) { $0 + ($1 ?? 0) })
            }
          }
        }
      }
    }
    for (place, values) in told {
      #expect(values.count == 1, "seed \(seed): \(place) \(values)")
    }
    #expect(told.values.contains([nil]))
  }

  // MARK: who

  @Test(arguments: ["umea-admin", "shelter-admin", "uppsala-outreach"])
  func `a run of another scope is one that never was`(_ who: String) throws {
    let reports = try ReportsWorld()
    try reports.fill(persons: 20, meetings: 40)
    let id = try #require(try reports.run().text("id"))
    let hidden = try reports.get("/runs/\(id)", as: who)
    let unknown = try reports.get("/runs/0190d5f0-7c00-7000-8000-00000000ffff", as: who)
    #expect(hidden.status == 404 && hidden.bytes == unknown.bytes)
    #expect(try reports.get("/outreach/runs", as: who).items.isEmpty)
    let wanted = #", "scope": "uppsala-socialnamnden""#
    let refused = try reports.run(more: wanted, as: who)
    #expect(refused.status == 422 && refused.faultPaths == ["/scope"], "\(refused)")
  }

  // MARK: bad input

  @Test(arguments: [
    (#"{"period": {"from": "2026-11", "to": "2026-10"}}"#, "/period"),
    (#"{"period": {"from": "2026-09", "to": "2031-10"}}"#, "/period"),
    (#"{"period": {"from": "2020-01", "to": "2026-10"}}"#, "/period"),
    (#"{"period": {"from": "2026-09-02", "to": "2026-10-31"}}"#, "/period/from"),
    (#"{"period": {"from": "2026-09-01", "to": "2026-10-30"}}"#, "/period/to"),
    (#"{"period": {"from": "2026-09", "to": "2026-12"}}"#, "/period/to"),
    (
      #"{"period": {"from": "2026-09", "to": "2026-10"}, "filters": {"tables": ["x"]}}"#, "/filters"
    ),
    (#"{"period": {"from": "2026-09", "to": "2026-10"}, "scope": "nowhere"}"#, "/scope"),
    (#"{}"#, "/period"),
  ])
  func `a run that cannot be is refused by its path`(_ body: String, _ path: String) throws {
    let reports = try ReportsWorld()
    let answer = try reports.world.call(
      "POST", "/api/v1/reports/outreach/runs", json: body, as: ReportsWorld.statistician)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths.contains { $0.hasPrefix(path) }, "\(answer.faultPaths)")
  }

  @Test func `a report that there is not is unknown`() throws {
    let reports = try ReportsWorld()
    #expect(try reports.get("/nothing").status == 404)
    #expect(try reports.run("nothing").status == 404)
  }
}
