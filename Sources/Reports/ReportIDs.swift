// The ids of this room's things.

package import Vocabulary

extension Kind {
  /// A run of a report (körning).
  package enum ReportRun {}
}

/// The id of a run of a report.
package typealias ReportRunID = ID<Kind.ReportRun>
