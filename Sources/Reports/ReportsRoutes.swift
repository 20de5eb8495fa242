// All routes of this room.

package import Pipeline

/// Reports over HTTP.
package enum ReportsRoutes {
  /// The routes of definitions and runs.
  package static let all: [Route] = ReportDefinitionRoutes.all + ReportRunRoutes.all
}
