// The metrics page, for whoever operates the server.

import Access
import HTTP
import Pipeline

/// Metrics over HTTP.
enum MetricRoutes {
  /// The table.
  static func all(_ sources: MetricSources) -> [Route] {
    [
      Route(
        .get, "/metrics", "metrics.read", "Figures in Prometheus' text format.",
        needs: .permission([.serverOperate]), answers: .ok, nil, mediaTypes: ["text/plain"],
        handler: { _ in
          Reply(about: .nobody, body: .text(type: MetricText.mediaType, sources.page))
        })
    ]
  }
}
