// The same few places and callers everywhere in this room: two boards, three units, two teams and
// two partners, and a way to make a caller with one grant.

import Access
import SQLite
import Vocabulary

/// An id that a test can name by a number.
func id<Subject>(_ number: UInt64) -> ID<Subject> {
  ID(high: 0x0190_0000_0000_7000, low: 1 << 63 | number)
}

/// Places by name.
enum Place {
  static let board: BoardID = id(1)
  static let otherBoard: BoardID = id(2)
  static let unit: UnitID = id(11)
  static let unitBelow: UnitID = id(12)
  static let otherUnit: UnitID = id(13)
  static let foreignUnit: UnitID = id(14)
  static let team: TeamID = id(21)
  static let otherTeam: TeamID = id(22)
  static let foreignTeam: TeamID = id(23)
  static let partner: PartnerID = id(31)
  static let otherPartner: PartnerID = id(32)

  static let onBoard = GrantScope.board(board)
  static let inUnit = GrantScope.unit(unit, below: [unit, unitBelow], board: board)
  static let inTeam = GrantScope.team(team, unit: unit, board: board)
  static let atPartner = GrantScope.partner(partner)
}

/// The day on which the tests of this room take place, at noon in Sweden.
let today = Day(year: 2026, month: 11, day: 23) ?? Day(number: 0)
let noon = CivilTime.instant(day: today, hour: 12, minute: 0)

/// An agreement that opens personal data through a year around the tests' day.
let openAgreement = AgreementState(
  opens: [opening(today.plus(days: -30)...today.plus(days: 30))], diaryNumber: "SCN-2026/17")

/// What an agreement with the tests' board opens.
func opening(_ days: ClosedRange<Day>) -> AgreementState.Opening {
  AgreementState.Opening(board: Place.board, days: days)
}

/// A grant that holds on the tests' day.
func grant(
  _ role: Role, _ scope: GrantScope, from: Timestamp? = nil, until: Timestamp? = nil
) -> Grant {
  Grant(
    role: role, scope: scope, scopeName: "Socialnämnden", startsAt: from ?? noon.plus(days: -100),
    endsAt: until)
}

/// A user with these grants.
func caller(
  _ grants: [Grant], memberships: [TeamMembership] = [], agreement: AgreementState? = nil,
  onlyPermissions: Set<Permission>? = nil
) -> Caller {
  Caller(
    kind: .user, reference: "u", user: id(41), name: "Karin", grants: grants,
    memberships: memberships, partner: nil, agreement: agreement, expiresAt: noon.plus(days: 1),
    expiresOn: nil, session: nil, onlyPermissions: onlyPermissions)
}
