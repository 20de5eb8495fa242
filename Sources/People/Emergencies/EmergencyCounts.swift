// How many records were opened in an emergency in a year, and what came of it: for the yearly
// figures of the log's reviews.

import Access
package import Pipeline
package import SQLite
package import Vocabulary

/// The openings of a year in figures.
package struct EmergencyCounts: Sendable {
  /// How many began in the year.
  package private(set) var opened = 0
  /// Those that somebody has reviewed.
  package private(set) var reviewed = 0
  /// Those that should have been reviewed by now.
  package private(set) var late = 0
  /// Those that were found unlawful.
  package private(set) var unlawful = 0

  /// None.
  package init() {}

  /// The openings of some boards and units that began in a year.
  package init(
    of boards: Set<BoardID>, _ units: Set<UnitID>, in year: Int, at now: Timestamp,
    _ database: Database
  ) throws {
    let store = EmergencyStore(database)
    var ids: Set<EmergencyOpeningID> = []
    for board in boards { try Self.walk(&ids) { try store.ids(of: board, after: $0, limit: $1) } }
    for unit in units { try Self.walk(&ids) { try store.ids(of: unit, after: $0, limit: $1) } }
    for id in ids {
      guard let opening = try store.find(id), Day.of(opening.openedAt).year == year else {
        continue
      }
      opened += 1
      let due = opening.endsAt.plus(days: EmergencyOpening.reviewDaysMax)
      if opening.review != nil { reviewed += 1 } else if due < now { late += 1 }
      if opening.review?.finding == .unlawful { unlawful += 1 }
    }
  }

  /// Most openings that are counted as waiting.
  package static let waitingMax = 100

  /// How many openings wait for the caller of a call to review them.
  package static func waiting(for call: Call) throws -> Int {
    guard let caller = call.caller, let user = caller.user else { return 0 }
    let reach = caller.reach(.auditReview, at: call.now)
    guard !reach.isEmpty else { return 0 }
    let store = EmergencyStore(call.database)
    var ids: Set<EmergencyOpeningID> = []
    for board in reach.boards { ids.formUnion(try store.waiting(of: board, for: user)) }
    for unit in reach.units { ids.formUnion(try store.waiting(of: unit, for: user)) }
    return min(ids.count, waitingMax)
  }

  private static func walk(
    _ ids: inout Set<EmergencyOpeningID>,
    _ next: (EmergencyOpeningID, Int) throws -> [EmergencyOpeningID]
  ) rethrows {
    var last = EmergencyOpeningID(high: 0, low: 0)
    while true {
      let more = try next(last, 500)
      ids.formUnion(more)
      guard more.count == 500, let end = more.last else { return }
      last = end
    }
  }
}
