// A table as readers get it, whatever the channel: a count or hidden in each cell. It is kept so.

import JSON
import Pipeline
import Vocabulary

/// A table of figures; nil is hidden.
struct ShownTable: Sendable, Equatable {
  let code: String
  let label: Label
  /// What the counts are counts of.
  let counted: String
  var isGeographic = false
  let rows: [FigureLine]
  let columns: [FigureLine]
  /// By row and column.
  let values: [[Int?]]

  /// The value of a row in a column; nil also where there is no such cell.
  func value(_ row: String, _ column: String) -> Int? {
    guard let row = rows.firstIndex(where: { $0.code == row }),
      let column = columns.firstIndex(where: { $0.code == column })
    else { return nil }
    return values[row][column]
  }
}

extension ShownTable {
  /// Writes the table for readers.
  func write(to writer: inout JSONWriter, language: Language) {
    writer.object { writer in
      writer.member("code", code)
      writer.member("name", label[language])
      writer.member("counts", counted)
      writer.array("rows") { writer in for row in rows { row.write(to: &writer, language) } }
      writer.array("columns") { writer in
        for column in columns { column.write(to: &writer, language) }
      }
      writer.array("cells") { writer in
        for (row, values) in zip(rows, values) {
          for (column, value) in zip(columns, values) {
            writer.object { writer in
              writer.member("row", row.code)
              writer.member("column", column.code)
              writer.member("value", value)
              writer.member("hidden", value == nil)
            }
          }
        }
      }
    }
  }

  static let shape: Shape = .object(
    "FigureTable",
    [
      .init("code", .text), .init("name", .text), .init("counts", .text),
      .init("rows", .list(FigureLine.shape, countMax: 1_000)),
      .init("columns", .list(FigureLine.shape, countMax: 1_000)),
      .init(
        "cells",
        .list(
          .object(
            "FigureCell",
            [
              .init("row", .text), .init("column", .text), .init("value", .nullable(.count)),
              .init("hidden", .flag),
            ]), countMax: 100_000)),
    ])

  // MARK: as it is kept

  func store(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("code", code)
      writer.member("sv", label.sv)
      writer.member("en", label.en)
      writer.member("counted", counted)
      writer.member("geographic", isGeographic)
      writer.array("rows") { writer in for row in rows { row.store(to: &writer) } }
      writer.array("columns") { writer in for column in columns { column.store(to: &writer) } }
      writer.array("values") { writer in
        for row in values {
          writer.array { writer in
            for value in row {
              if let value { writer.integer(Int64(value)) } else { writer.null() }
            }
          }
        }
      }
    }
  }

  init(stored value: JSONValue) {
    code = value["code"]?.string ?? ""
    label = Label(value["sv"]?.string ?? "", value["en"]?.string ?? "")
    counted = value["counted"]?.string ?? ""
    isGeographic = value["geographic"]?.bool ?? false
    rows = (value["rows"]?.array ?? []).map(FigureLine.init(stored:))
    columns = (value["columns"]?.array ?? []).map(FigureLine.init(stored:))
    values = (value["values"]?.array ?? []).map { row in
      (row.array ?? []).map { $0.integer.map { Int($0) } }
    }
  }
}

extension FigureLine {
  fileprivate func write(to writer: inout JSONWriter, _ language: Language) {
    writer.object { writer in
      writer.member("code", code)
      writer.member("name", label[language])
    }
  }

  fileprivate func store(to writer: inout JSONWriter) {
    writer.array { writer in
      for text in [code, label.sv, label.en] { writer.string(text) }
    }
  }

  fileprivate init(stored value: JSONValue) {
    let texts = (value.array ?? []).compactMap(\.string)
    self.init(
      texts.first ?? "", Label(texts.dropFirst().first ?? "", texts.dropFirst(2).first ?? ""))
  }

  static let shape: Shape = .object("FigureLine", [.init("code", .text), .init("name", .text)])
}
