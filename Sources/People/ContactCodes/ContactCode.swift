// Contact codes: how someone without a name is met again. A code holds nothing that identifies.

package import Access
package import Pipeline
package import Vocabulary

/// A contact code (sw. *kontaktkod*), given to a person who stays anonymous.
package struct ContactCode: Sendable {
  /// Its id.
  package let id: ContactCodeID
  /// What is written on the card: `K-7F3Q-J`.
  package let code: String
  /// Whose code it is.
  package let owner: Placement
  /// As the one who issued it saw.
  package let sex: Sex?
  /// As the one who issued it saw.
  package let ageBand: AgeBand?
  /// Who issued it: a user's id or a key's.
  package let issuedBy: String
  /// When.
  package let issuedAt: Timestamp
  /// The person that it turned out to be.
  package let person: PersonID?
  /// When it was joined to the person.
  package let joinedAt: Timestamp?
  /// When it went out of use.
  package let droppedAt: Timestamp?
  /// Raised with every change.
  package let version: Int

  /// Whether it is in use, and for whom.
  package var state: State {
    if joinedAt != nil { return State("joined") }
    return State(droppedAt == nil ? "issued" : "dropped")
  }

  /// The facts that a decision needs, as they stand for one caller.
  package func facts(for caller: Caller) -> SubjectFacts {
    var facts = owner.facts
    facts.isOwn = issuedBy == caller.reference
    facts.isNamed = false
    return facts
  }
}
