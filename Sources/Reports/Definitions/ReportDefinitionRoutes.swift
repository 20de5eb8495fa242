// The routes that tell which reports there are.

import Access
import HTTP
import JSON
import Pipeline
import Vocabulary

/// Definitions over HTTP.
enum ReportDefinitionRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/reports", "report.list", "The reports, and for whom the caller may run them.",
      needs: .permission([.reportRun]), parameters: Page.parameters, answers: .ok,
      .page(of: ReportDefinition.shape, named: "ReportPage"), handler: list),
    Route(
      .get, "/api/v1/reports/{report}", "report.read", "One report.",
      needs: .permission([.reportRun]), answers: .ok, ReportDefinition.shape, handler: read),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after = page.after?.first
    let start = after.flatMap { id in ReportDefinition.all.firstIndex { $0.id == id } }.map {
      $0 + 1
    }
    let rows = ReportDefinition.all.dropFirst((start ?? 0) + page.offset).prefix(page.fetchCount)
    let scopes = try call.reportScopes()
    return call.list(
      Array(rows), on: page, about: .nobody,
      total: page.wantsTotal ? ReportDefinition.all.count : nil, end: { [$0.id] }
    ) { $0.write(to: &$1, language: call.language, scopes: scopes) }
  }

  private static func read(_ call: Call) throws -> Reply {
    let definition = try call.report()
    let scopes = try call.reportScopes()
    return Reply(about: .nobody) {
      definition.write(to: &$0, language: call.language, scopes: scopes)
    }
  }
}

extension Call {
  /// The report that the path names.
  ///
  /// - Throws: `Refusal` 404 where there is none.
  func report() throws(Refusal) -> ReportDefinition {
    try fetch(request.parameters.first.flatMap(ReportDefinition.find))
  }

  /// The caller's scopes with their names.
  func reportScopes() throws -> [(ReportScope, NamedThing)] {
    try ReportScope.all(of: signedIn(), at: now).compactMap { scope in
      try scope.named(in: database).map { (scope, $0) }
    }
  }
}
