// The reports that there are, and runs of one of them for every kind of scope.

import Access
import JSON
import Vocabulary

/// Whose records a run counts: a board, a unit, a team or a partner.
package struct ReportPlace: Sendable, Equatable {
  /// The kind of scope.
  package let kind: String
  /// What the cast calls it.
  package let name: String

  /// A place.
  package init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }
}

extension Scenery {
  /// The reports, with the kinds of scopes that each can be run for.
  package static let reports: [(name: String, scopes: Set<String>)] = [
    ("outreach", ["board", "unit", "team", "partner"]),
    ("guides", ["board", "unit", "team", "partner"]),
    ("referrals", ["board", "unit", "team", "partner"]),
    ("acute-homelessness", ["board", "unit"]),
    ("exploitation", ["board", "unit", "team"]),
    ("counts", ["board"]),
  ]

  /// Whose records a thing's side counts: the narrowest that it lies in.
  package static func place(of ground: Ground) -> ReportPlace? {
    ground.partner.map { ReportPlace(kind: "partner", name: $0) }
      ?? ground.team.map { ReportPlace(kind: "team", name: $0) }
      ?? ground.unit.map { ReportPlace(kind: "unit", name: $0) }
      ?? ground.board.map { ReportPlace(kind: "board", name: $0) }
  }

  mutating func makeReportRuns() throws {
    for (name, _) in Self.reports { add("report", name, segment: name, id: name, Ground()) }
    let uppsala = "uppsala-socialnamnden"
    let runs = [
      ("uppsala-statistician", Ground(board: uppsala)),
      ("uppsala-lead", Ground(board: uppsala, unit: "uppsala-stod")),
      ("uppsala-caseworker", Ground(board: uppsala, unit: "uppsala-utredning")),
      (
        "uppsala-outreach",
        Ground(board: uppsala, unit: "uppsala-stod", team: "uppsala-stodteamet")
      ),
      (
        "uppsala-outreach-other",
        Ground(board: uppsala, unit: "uppsala-nexus", team: "uppsala-nexusteamet")
      ),
      ("shelter-admin", Ground(partner: "kvinnojouren-exempel")),
      ("umea-admin", Ground(board: "umea-socialnamnden")),
    ]
    for (maker, ground) in runs {
      let answer = try make(
        "/reports/outreach/runs", #"{"period": {"from": "2026-10", "to": "2026-11"}}"#, as: maker)
      add("report-run", maker + "'s", id: answer.text("id") ?? "", ground)
    }
  }
}
