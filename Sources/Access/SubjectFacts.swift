// What a decision needs to know about a subject. Rooms above hand these facts over; Access never
// reads a table of theirs.

package import Vocabulary

/// How guarded a record is (access.md 3.2).
package enum SecrecyClass: String, CaseIterable, Sendable {
  case normal
  case restricted
  case protected
}

/// The facts about one subject, or about one side of a referral.
package struct SubjectFacts: Sendable {
  /// The board (nämnd) that owns the subject or answers for the side.
  package var board: BoardID?
  /// The unit that it lies in.
  package var unit: UnitID?
  /// The team that works with it.
  package var team: TeamID?
  /// The partner that owns it or answers for the side.
  package var partner: PartnerID?
  /// Whether the caller made it, handles it, or has a care relation to the person.
  package var isOwn: Bool
  /// Whether a referral, order or key names the caller as the one who may.
  package var isNamed: Bool
  /// Whether the caller has opened the record in an emergency and says so in this call: then it is
  /// the caller's own for reading, and for nothing else.
  package var isOpenedInEmergency: Bool
  /// How guarded it is.
  package var secrecy: SecrecyClass
  /// Whether the caller stands on the record's list of readers.
  package var isListed: Bool
  /// Whether it holds personal data: a partner then needs an active agreement.
  package var isPersonal: Bool
  /// The board whose personal data it is, and with which that agreement must be.
  package var owner: BoardID?

  /// Facts; what is not known does not open anything.
  package init(
    board: BoardID? = nil, unit: UnitID? = nil, team: TeamID? = nil, partner: PartnerID? = nil,
    isOwn: Bool = false, isNamed: Bool = false, isOpenedInEmergency: Bool = false,
    secrecy: SecrecyClass = .normal, isListed: Bool = false, isPersonal: Bool,
    owner: BoardID? = nil
  ) {
    self.board = board
    self.unit = unit
    self.team = team
    self.partner = partner
    self.isOwn = isOwn
    self.isNamed = isNamed
    self.isOpenedInEmergency = isOpenedInEmergency
    self.secrecy = secrecy
    self.isListed = isListed
    self.isPersonal = isPersonal
    self.owner = owner ?? board
  }
}
