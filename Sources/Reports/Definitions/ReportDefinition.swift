// The reports that there are: what each counts, for whom, and by which version of its definition.
// A change of what a figure means raises the version; runs of different versions are not compared.

import JSON
import Pipeline
import SQLite
import Vocabulary

/// What a report is counted from.
struct ReportInput {
  let scope: ReportScope
  let period: ReportPeriod
  let database: Database
}

/// A report.
struct ReportDefinition: Sendable {
  /// Its name in paths.
  let id: String
  /// Raised when a figure's meaning changes.
  let version: Int
  let name: Label
  let about: Label
  /// For whom it can be run.
  let scopes: [ReportScope.Kind]
  /// The tables, by code.
  let tables: [FigureLine]
  /// The table that is drawn when no other is asked for.
  let chart: String
  /// Counts.
  let count: @Sendable (ReportInput) throws -> CountedReport

  /// All of them.
  static let all: [ReportDefinition] = [
    outreach, acuteHomelessness, exploitation, guides, referrals, counts,
  ]

  /// The report of a name.
  static func find(_ id: String) -> ReportDefinition? { all.first { $0.id == id } }
}

extension ReportDefinition {
  /// Writes the definition, with the scopes that the caller may run it for.
  func write(to writer: inout JSONWriter, language: Language, scopes: [(ReportScope, NamedThing)]) {
    writer.object { writer in
      writer.member("id", id)
      writer.member("version", version)
      writer.member("name", name[language])
      writer.member("about", about[language])
      writer.member("permission", "report.run")
      writer.array("scopes") { writer in
        for (scope, name) in scopes where self.scopes.contains(scope.kind) {
          scope.write(name, to: &writer)
        }
      }
      writer.array("tables") { writer in
        for table in tables {
          writer.object { writer in
            writer.member("code", table.code)
            writer.member("name", table.label[language])
          }
        }
      }
      writer.member("chart", chart)
    }
  }

  static let shape: Shape = .object(
    "ReportDefinition",
    [
      .init("id", .text), .init("version", .count), .init("name", .text),
      .init("about", .text(charactersMax: 500)), .init("permission", .text),
      .init("scopes", .list(ReportScope.shape, countMax: 400)),
      .init("tables", .list(FigureLine.shape, countMax: 100)), .init("chart", .text),
    ])
}

extension ReportScope {
  /// Writes the scope with its name.
  func write(_ name: NamedThing?, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", kind.rawValue)
      writer.member("id", id)
      writer.member("name", name?.name ?? "")
      if let slug = name?.slug { writer.member("slug", slug) }
    }
  }

  static let shape: Shape = .object(
    "ReportScope",
    [
      .init("kind", .code(Kind.allCases.map(\.rawValue))), .init("id", .id), .init("name", .text),
      .init("slug", .text, isRequired: false),
    ])
}
