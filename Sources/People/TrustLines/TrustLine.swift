// The line of trust with a person: when they were met first and last, how often, and what was
// agreed. Computed from rows that are handed in; whose tables those are is not known here.

package import SQLite
package import Vocabulary

/// One time that a person was met or spoken to.
package struct ContactMoment: Hashable, Sendable {
  /// When.
  package let at: Timestamp
  /// What was agreed to do next; nil for nothing.
  package let nextStep: String?

  /// A moment.
  package init(at: Timestamp, nextStep: String? = nil) {
    self.at = at
    self.nextStep = nextStep
  }
}

/// Who knows when persons were met: the room that keeps encounters.
package protocol ContactHistory: Sendable {
  /// Every time that a person was met, in any order.
  func moments(of person: PersonID, in database: Database) throws -> [ContactMoment]
  /// The last time that each of some persons was met; who never was is left out.
  func lastContacts(
    of persons: [PersonID], in database: Database
  ) throws -> [PersonID: Timestamp]
}

/// No history: nobody was ever met.
package struct NoContactHistory: ContactHistory {
  /// A history without rows.
  package init() {}

  /// No moments.
  package func moments(of person: PersonID, in database: Database) -> [ContactMoment] { [] }

  /// No contacts.
  package func lastContacts(
    of persons: [PersonID], in database: Database
  ) -> [PersonID: Timestamp] { [:] }
}

/// The line of trust with a person (sw. *tillitslinje*).
package struct TrustLine: Hashable, Sendable {
  /// The first contact.
  package let first: Timestamp?
  /// The last contact.
  package let last: Timestamp?
  /// The number of contacts.
  package let count: Int
  /// Full days from the last contact to today, by the calendar in Sweden.
  package let daysSince: Int?
  /// What was agreed last, if anything was.
  package let nextStep: String?

  /// The line of some moments, in any order, as it stands at an instant; later ones do not count.
  package init(_ moments: [ContactMoment], at now: Timestamp) {
    let past = moments.filter { $0.at <= now }.sorted { $0.at < $1.at }
    first = past.first?.at
    last = past.last?.at
    count = past.count
    daysSince = past.last.map { Day.of(now).number - Day.of($0.at).number }
    nextStep = past.last { $0.nextStep != nil }?.nextStep
  }
}
