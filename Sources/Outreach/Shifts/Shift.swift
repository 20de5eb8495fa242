// Shifts: who goes where and when, and whether they are well. What they wrote down is elsewhere.

import Access
import Pipeline
import Vocabulary

/// Someone of a shift's crew.
struct CrewMember: Sendable {
  let user: NamedThing
  /// The partner that they come from; nil for the municipality's own.
  let partner: PartnerID?
}

/// A shift (sw. *uppsökande pass*).
struct Shift: Sendable {
  let id: ShiftID
  let board: BoardID
  let unit: UnitID
  let team: NamedThing
  var plannedFrom: Timestamp
  var plannedTo: Timestamp
  var checkInMinutes: Int?
  var vehicle: String?
  var status: ShiftStatus
  var startedAt: Timestamp?
  var endedAt: Timestamp?
  var checkedAt: Timestamp?
  let lastPlace: PlaceID?
  var weather: String?
  var summary: String?
  var statusReason: String?
  var reviewedBy: NamedThing?
  var reviewedAt: Timestamp?
  var review: String?
  let version: Int
  /// The partners of a joint shift.
  var partners: [NamedThing] = []
  var crew: [CrewMember] = []
  var route: [PlaceID] = []

  /// The team's id.
  var teamID: TeamID { TeamID(team.id) }

  /// Whether a user is of the crew.
  func isCrew(_ user: UserID?) -> Bool {
    user.map { user in crew.contains { UserID($0.user.id) == user } } ?? false
  }

  /// The side that a caller is on: a partner of a joint shift is the other side.
  func side(of caller: Caller) -> Side {
    caller.partner == nil ? .owner : .receiver
  }

  /// Who keeps what a caller writes down on the shift.
  func keeper(for caller: Caller) -> Keeper {
    if let partner = caller.partner { return Keeper(board: board, partner: partner) }
    return Keeper(board: board, unit: unit, team: teamID)
  }

  /// The facts that decisions about the shift need, as they stand for one caller.
  func facts(for caller: Caller) -> SubjectFacts {
    guard let partner = caller.partner else {
      return SubjectFacts(board: board, unit: unit, team: teamID, isNamed: true, isPersonal: true)
    }
    let isParty = partners.contains { PartnerID($0.id) == partner }
    return SubjectFacts(
      partner: isParty ? partner : nil, isNamed: isCrew(caller.user), isPersonal: true)
  }
}
