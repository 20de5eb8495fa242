// A run of a report: its figures as they were shown, for ever. Merges, late entries and retention
// change the records, never a run; a new run shows what is true then.

import JSON
import Pipeline
import Vocabulary

/// A run.
struct ReportRun: Sendable {
  let id: ReportRunID
  /// The report.
  let report: String
  /// The version of its definition.
  let definition: Int
  let scope: ReportScope
  let period: ReportPeriod
  /// The tables that were asked for; empty for all.
  let wanted: [String]
  let smallCellLimit: Int
  /// The state of the records that were counted.
  let dataAt: Timestamp
  /// When the run before it, of the same months, was made; nil for the first.
  let lateSince: Timestamp?
  /// How many records of the period were written down after that.
  let lateRecords: Int
  /// The tables.
  let tables: [ShownTable]
  /// Who made it.
  let author: String
  let authorName: String

  /// The path of the run.
  var path: String { "/api/v1/reports/runs/\(id)" }
  /// The name of the report.
  var name: Label { ReportDefinition.find(report)?.name ?? Label(report, report) }
}

extension ReportRun {
  /// The tables that a caller is shown.
  ///
  /// - Parameter only: the one that was asked for.
  func shown(isCoarse: Bool, only: String? = nil) -> [ShownTable] {
    tables.filter { table in
      (wanted.isEmpty || wanted.contains(table.code)) && !(isCoarse && table.isGeographic)
        && (only == nil || only == table.code)
    }
  }

  /// Writes the members that a list shows.
  func writeMembers(_ scopeName: NamedThing?, to writer: inout JSONWriter, _ language: Language) {
    writer.member("id", id.text)
    writer.member("report", report)
    writer.member("name", name[language])
    writer.member("definition", definition)
    writer.key("scope")
    scope.write(scopeName, to: &writer)
    writer.object("period") { writer in
      writer.member("from", period.first.text)
      writer.member("to", period.last.text)
    }
    writer.member("dataAt", dataAt)
    writer.object("createdBy") { writer in
      writer.member("id", author)
      writer.member("name", authorName)
    }
    writer.member("smallCellLimit", smallCellLimit)
    writer.object("late") { writer in
      writer.member("since", lateSince)
      writer.member("records", lateRecords)
    }
  }

  /// Writes the run with its figures.
  func write(
    _ tables: [ShownTable], _ scopeName: NamedThing?, to writer: inout JSONWriter,
    _ language: Language
  ) {
    writer.object { writer in
      writeMembers(scopeName, to: &writer, language)
      writer.array("headline") { writer in
        for line in Headline.lines(of: self.tables) { line.write(to: &writer, language) }
      }
      writer.array("tables") { writer in
        for table in tables { table.write(to: &writer, language: language) }
      }
    }
  }

  /// The figures as a table of text; a hidden one is empty and says so beside.
  func csv(_ tables: [ShownTable], _ language: Language) -> [UInt8] {
    var csv = CSVWriter(columns: [
      "table", "row", "row_name", "column", "value", "hidden", "report", "definition", "scope",
      "from", "to", "run", "data_at",
    ])
    for table in tables {
      for (row, values) in zip(table.rows, table.values) {
        for (column, value) in zip(table.columns, values) {
          csv.row([
            table.code, row.code, row.label[language], column.code, value.map(String.init),
            value == nil ? "yes" : "no", report, "\(definition)", scope.id.text,
            period.first.text, period.last.text, id.text, dataAt.text,
          ])
        }
      }
    }
    return csv.bytes
  }

  private static let members: [ObjectShape.Member] = [
    .init("id", .id), .init("report", .text), .init("name", .text), .init("definition", .count),
    .init("scope", ReportScope.shape),
    .init("period", .object("ReportPeriod", [.init("from", .text), .init("to", .text)])),
    .init("dataAt", .instant),
    .init("createdBy", .object("ReportRunAuthor", [.init("id", .text), .init("name", .text)])),
    .init("smallCellLimit", .count),
    .init(
      "late",
      .object(
        "LateRecords", [.init("since", .nullable(.instant)), .init("records", .count)])),
  ]

  static let itemShape: Shape = .object("ReportRunItem", members)

  static let shape: Shape = .object(
    "ReportRun",
    members + [
      .init("headline", .list(Headline.shape, countMax: 10)),
      .init("tables", .list(ShownTable.shape, countMax: 100)),
    ])
}
