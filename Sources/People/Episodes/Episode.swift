// Dated episodes: one after the other, never two at a time. Pure; what lies in the database is
// handed in.

package import Pipeline
package import Vocabulary

/// The days of something that begins and ends.
package struct Episode: Hashable, Sendable {
  /// The first day.
  package var startsOn: Day
  /// The day that it ended, no longer part of it; nil while it goes on.
  package var endsOn: Day?

  /// An episode.
  package init(startsOn: Day, endsOn: Day? = nil) {
    self.startsOn = startsOn
    self.endsOn = endsOn
  }

  /// Whether two have a day in common.
  package func overlaps(_ other: Episode) -> Bool {
    (endsOn.map { other.startsOn < $0 } ?? true) && (other.endsOn.map { startsOn < $0 } ?? true)
      && endsOn != startsOn && other.endsOn != other.startsOn
  }

  /// Makes sure that it has begun and does not end before it begins or after today.
  ///
  /// - Throws: `Refusal` 422 at the day that does not do.
  package func check(on today: Day) throws(Refusal) {
    if startsOn > today { throw .invalid("/from", "future") }
    guard let endsOn else { return }
    if endsOn > today { throw .invalid("/to", "future") }
    if endsOn < startsOn { throw .invalid("/to", "contradiction") }
  }
}

/// An episode with the id of the row that it stands in.
package struct EpisodeRow: Hashable, Sendable {
  /// The row's id.
  package let id: AnyID
  /// Its days.
  package var days: Episode

  /// A row.
  package init(_ id: AnyID, _ days: Episode) {
    self.id = id
    self.days = days
  }
}

/// The rules of episodes that follow each other.
package enum Episodes {
  /// Places a new episode: the one that goes on ends where the new one begins, on its first day at
  /// the earliest; then no day is left of it.
  ///
  /// - Throws: `Refusal` 422 for days that do not do, or that another episode has.
  /// - Returns: the row that ends now, with its new end; nil when none does.
  package static func place(
    _ new: Episode, among rows: [EpisodeRow], on today: Day
  ) throws(Refusal) -> EpisodeRow? {
    try new.check(on: today)
    var ended = rows.first { $0.days.endsOn == nil && $0.days.startsOn <= new.startsOn }
    ended?.days.endsOn = new.startsOn
    let others = rows.filter { $0.id != ended?.id }
    try requireFree(new, among: others)
    return ended
  }

  /// Corrects an episode in its place: no other one gives way.
  ///
  /// - Throws: `Refusal` 422 for days that do not do, or that another episode has.
  package static func correct(
    _ row: EpisodeRow, among rows: [EpisodeRow], on today: Day
  ) throws(Refusal) {
    try row.days.check(on: today)
    try requireFree(row.days, among: rows.filter { $0.id != row.id })
  }

  /// The rows whose ends must change so that of all of them no two have a day in common: each ends,
  /// at the latest, where the next begins.
  package static func clipped(_ rows: [EpisodeRow]) -> [EpisodeRow] {
    let sorted = rows.sorted { ($0.days.startsOn, $0.id) < ($1.days.startsOn, $1.id) }
    return zip(sorted, sorted.dropFirst()).compactMap { row, next in
      guard row.days.endsOn.map({ next.days.startsOn < $0 }) ?? true else { return nil }
      var row = row
      row.days.endsOn = next.days.startsOn
      return row
    }
  }

  private static func requireFree(
    _ days: Episode, among rows: [EpisodeRow]
  ) throws(Refusal) {
    guard !rows.contains(where: { $0.days.overlaps(days) }) else {
      throw .invalid("/from", "overlap")
    }
  }
}
