// Whether a person is still somebody to help: a rule that can be read, from facts that are handed
// in. What was set by hand stands.

package import Vocabulary

/// The rule of activity.
package enum ActivityRule {
  /// Days after the last contact within which a person is active.
  package static let contactDaysMax = 90
  /// Days after a record was made within which a person is active.
  package static let newDaysMax = 30

  /// What the rule asks for.
  package struct Facts: Hashable, Sendable {
    /// What was set by hand, or `active` where nothing was.
    package var stored: PersonActivity
    /// When the record was made.
    package var made: Day
    /// The last contact.
    package var lastContact: Day?
    /// Whether a referral, an order or a care relation goes on.
    package var hasOpenWork: Bool

    /// Facts about one person.
    package init(
      stored: PersonActivity, made: Day, lastContact: Day? = nil, hasOpenWork: Bool = false
    ) {
      self.stored = stored
      self.made = made
      self.lastContact = lastContact
      self.hasOpenWork = hasOpenWork
    }
  }

  /// Whether a person is active, and what decided it.
  package static func activity(
    of person: Facts, on today: Day
  ) -> (activity: PersonActivity, reason: ActivityReason) {
    if person.stored != .active { return (person.stored, .setByHand) }
    if let last = person.lastContact, today.number - last.number <= contactDaysMax {
      return (.active, .contact)
    }
    if person.hasOpenWork { return (.active, .openWork) }
    if today.number - person.made.number <= newDaysMax { return (.active, .recordNew) }
    return (.inactive, .noContact)
  }
}
