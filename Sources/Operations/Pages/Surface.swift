// The whole table of routes: the rooms' own and those that an operator and a developer use beside
// them. The documents describe the table that they are part of.

package import Pipeline

/// The final table of routes with its documents.
package struct Surface: Sendable {
  /// All routes, those handed in first.
  package let routes: [Route]
  /// The OpenAPI document, for `samverkan openapi`.
  package let openAPI: [UInt8]

  /// The surface over the rooms' routes.
  ///
  /// The table is made twice: once to be described, with empty documents, and once to be served.
  /// So no handler waits for anything to be filled in later.
  package init(
    over rooms: [Route], settings: SurfaceSettings, health: HealthState, metrics: MetricSources
  ) {
    func table(_ documents: SurfaceDocuments) -> [Route] {
      rooms + HealthRoutes.all(health) + MetricRoutes.all(metrics) + ModeRoutes.all + CodeRoutes.all
        + PageRoutes.all(documents, settings)
    }
    let described = table(SurfaceDocuments())
    openAPI = OpenAPIDocument.bytes(of: described, settings)
    routes = table(
      SurfaceDocuments(openAPI: openAPI, docs: DocsPage.bytes(of: described, settings)))
  }
}

/// The documents that are written once, at start.
struct SurfaceDocuments: Sendable {
  var openAPI: [UInt8] = []
  var docs: [UInt8] = []
}
