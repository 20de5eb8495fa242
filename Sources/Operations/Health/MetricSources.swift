// Where the figures of the metrics page come from. The route stands in the table before the parts
// that count exist, so they are added when they do.

package import Pipeline
import SQLite
import Synchronization

/// The sources of metrics, in the order in which they were added.
package final class MetricSources: Sendable {
  /// Gives metrics up to now, from any queue.
  package typealias Source = @Sendable () -> [Metric]

  private let sources: Mutex<[Source]>

  /// The process's own figures; others are added.
  package init() { sources = Mutex([{ ProcessFigures.metrics }]) }

  /// Adds a source.
  package func add(_ source: @escaping Source) { sources.withLock { $0.append(source) } }

  /// Adds the routes' counts and the writer's figures.
  package func add(_ services: Services) {
    // Weak, for the services hold the routes and with them this object.
    add { [weak services] in
      guard let services else { return [] }
      return RequestFigures.metrics(services.router.routes, services.counts.all)
        + WriterFigures.metrics(services.writer.statistics)
        + ModeFigures.metrics(services.currentMode())
    }
  }

  /// Every metric up to now.
  package var all: [Metric] { sources.withLock { $0 }.flatMap { $0() } }

  /// The page as it is sent, also over the control socket.
  package var page: [UInt8] { MetricText.bytes(of: all) }
}
