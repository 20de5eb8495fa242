// Who calls: a person signed in, a machine with a key, or somebody who answers one referral by a
// link, and what was granted to them. A value, read from the database once per access epoch; time
// limits are compared at each call.

package import Vocabulary

/// Where a grant holds.
package enum GrantScope: Sendable, Equatable {
  case server
  case board(BoardID)
  /// A unit with all units below it.
  case unit(UnitID, below: Set<UnitID>, board: BoardID)
  case team(TeamID, unit: UnitID, board: BoardID)
  case partner(PartnerID)

  /// The board that the scope lies in, if it lies in one.
  package var board: BoardID? {
    switch self {
    case .board(let board), .unit(_, _, let board), .team(_, _, let board): board
    case .server, .partner: nil
    }
  }
}

/// A role with scope and time (sw. *behörighet*).
package struct Grant: Sendable {
  /// The role.
  package let role: Role
  /// Where it holds.
  package let scope: GrantScope
  /// The scope's name for people.
  package let scopeName: String
  /// From when.
  package let startsAt: Timestamp
  /// Until when; nil for no end.
  package let endsAt: Timestamp?

  /// A grant as the store reads it.
  package init(
    role: Role, scope: GrantScope, scopeName: String, startsAt: Timestamp, endsAt: Timestamp?
  ) {
    self.role = role
    self.scope = scope
    self.scopeName = scopeName
    self.startsAt = startsAt
    self.endsAt = endsAt
  }

  /// Whether the grant holds at an instant.
  package func holds(at now: Timestamp) -> Bool {
    startsAt <= now && (endsAt.map { now < $0 } ?? true)
  }
}

/// What a partner's agreements allow, with the times to compare at each call.
package struct AgreementState: Sendable {
  /// What one active agreement opens: one board's personal data, from its first day to its last.
  package struct Opening: Sendable {
    /// The board that the agreement is with.
    package let board: BoardID
    /// The days on which it holds.
    package let days: ClosedRange<Day>

    /// What an agreement with a board opens.
    package init(board: BoardID, days: ClosedRange<Day>) {
      self.board = board
      self.days = days
    }
  }

  /// What the active agreements open.
  package var opens: [Opening]
  /// The diary number to name when it does not.
  package var diaryNumber: String?

  /// The state of a partner's agreements.
  package init(opens: [Opening], diaryNumber: String?) {
    self.opens = opens
    self.diaryNumber = diaryNumber
  }

  /// Whether a board's personal data is open on a day; nil asks for any board's.
  package func opensPersonData(of board: BoardID? = nil, on day: Day) -> Bool {
    opens.contains { $0.days.contains(day) && (board == nil || $0.board == board) }
  }
}

/// A place in a team, with the days to compare at each call.
package struct TeamMembership: Sendable {
  /// The team.
  package let team: TeamID
  /// The board that the team lies in.
  package let board: BoardID
  /// The first day; nil for always.
  package let startsOn: Day?
  /// The last day; nil for no end.
  package let endsOn: Day?

  /// A membership as the store reads it.
  package init(team: TeamID, board: BoardID, startsOn: Day? = nil, endsOn: Day? = nil) {
    self.team = team
    self.board = board
    self.startsOn = startsOn
    self.endsOn = endsOn
  }

  /// Whether it holds on a day.
  package func holds(on day: Day) -> Bool {
    (startsOn.map { $0 <= day } ?? true) && (endsOn.map { day <= $0 } ?? true)
  }
}

/// The one who calls.
package struct Caller: Sendable {
  /// A person, a machine, or a link.
  package enum Kind: String, Sendable {
    case user
    case key
    /// Somebody without a log-in, who answers one referral.
    case link
  }

  /// A person, a machine, or a link.
  package let kind: Kind
  /// The user's or the link's id as text, or the key's short id: how the caller is written in
  /// history and audit.
  package let reference: String
  /// The user; nil for a key.
  package let user: UserID?
  /// The name that others see.
  package let name: String
  /// What was granted, past and future included.
  package let grants: [Grant]
  /// The user's places in teams, past and future included.
  package let memberships: [TeamMembership]
  /// The partner that the caller belongs to.
  package let partner: PartnerID?
  /// The partner's agreements; nil for a municipality's own.
  package let agreement: AgreementState?
  /// When a key ends, or a session.
  package let expiresAt: Timestamp
  /// For keys: the last day, shown as `Key-Expires` in the last 30 days.
  package let expiresOn: Day?
  /// The session behind the call.
  package let session: SessionID?
  /// The last use that was written down; known after a restart.
  package let lastUsedAt: Timestamp?
  /// For a key of role `service`: the permissions that it is limited to.
  package let onlyPermissions: Set<Permission>?
  /// For a link: the one referral that may be named.
  package let onlySubject: AnyID?
  /// What each permission rests on, worked out once for all the calls to come.
  private let holdings: Holdings

  /// A caller as the store reads it.
  package init(
    kind: Kind, reference: String, user: UserID?, name: String, grants: [Grant],
    memberships: [TeamMembership], partner: PartnerID?, agreement: AgreementState?,
    expiresAt: Timestamp, expiresOn: Day?, session: SessionID?, lastUsedAt: Timestamp? = nil,
    onlyPermissions: Set<Permission>? = nil, onlySubject: AnyID? = nil
  ) {
    self.kind = kind
    self.reference = reference
    self.user = user
    self.name = name
    self.grants = grants
    self.memberships = memberships
    self.partner = partner
    self.agreement = agreement
    self.expiresAt = expiresAt
    self.expiresOn = expiresOn
    self.session = session
    self.lastUsedAt = lastUsedAt
    self.onlyPermissions = onlyPermissions
    self.onlySubject = onlySubject
    holdings = Holdings(grants, only: onlyPermissions)
  }

  /// The grants that give a permission now, each with how far it reaches.
  package func grants(
    for permission: Permission, at now: Timestamp
  ) -> [(grant: Grant, letter: ScopeLetter)] {
    holdings[permission].filter { $0.grant.holds(at: now) }
  }

  /// What a permission rests on, whatever the time.
  func holdings(_ permission: Permission) -> [Holdings.Holding] { holdings[permission] }

  /// The teams that the user is a member of now, of whatever board.
  package func teams(at now: Timestamp) -> Set<TeamID> {
    let today = Day.of(now)
    return Set(memberships.lazy.filter { $0.holds(on: today) }.map(\.team))
  }

  /// The teams of one board that the user is a member of now.
  package func teams(within board: BoardID, at now: Timestamp) -> Set<TeamID> {
    let today = Day.of(now)
    return Set(
      memberships.lazy.filter { $0.board == board && $0.holds(on: today) }.map(\.team))
  }

  /// Whether some grant gives a permission now, whatever its reach.
  package func holds(_ permission: Permission, at now: Timestamp) -> Bool {
    holdings[permission].contains { $0.grant.holds(at: now) }
  }

  /// The permissions held now that the caller can use alone, in the matrix's order.
  package func permissions(at now: Timestamp) -> [Permission] {
    Permission.allCases.filter { permission in
      grants(for: permission, at: now).contains { $0.letter.condition == nil }
    }
  }

  /// The permissions held now that take more than holding them, with what they take.
  package func conditionalPermissions(
    at now: Timestamp
  ) -> [(permission: Permission, condition: GrantCondition)] {
    Permission.allCases.compactMap { permission in
      let letters = grants(for: permission, at: now).map(\.letter)
      guard !letters.isEmpty, letters.allSatisfy({ $0.condition != nil }) else { return nil }
      return letters.first?.condition.map { (permission, $0) }
    }
  }
}
