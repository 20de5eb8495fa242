// The days of a project and how they must lie. No database, no clock.

package import Vocabulary

/// The days of a project.
package struct ProjectPeriod: Sendable, Equatable {
  /// The first day.
  package var from: Day
  /// The last day; nil for no end.
  package var to: Day?
  /// When it shall be evaluated.
  package var evaluationDue: Day?
  /// When it became part of the usual work.
  package var madePermanentOn: Day?

  /// The names of the days that lie before the first one.
  var faultyNames: [String] {
    let days = [
      ("to", to), ("evaluationDue", evaluationDue), ("madePermanentOn", madePermanentOn),
    ]
    return days.compactMap { name, day in day.flatMap { $0 < from ? name : nil } }
  }
}
