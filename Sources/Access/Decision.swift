// The one decision: may this caller do this with that. Every route goes through it, `explain` shows
// its steps, and a list's Reach is the same rules turned round.

package import Vocabulary

/// What was decided.
package enum Decision: Sendable, Equatable {
  case allowed
  /// The caller may not know that the subject exists: the answer is that of an unknown id.
  case hidden
  /// The caller lacks the permission altogether.
  case forbidden(Permission)
  /// The partner's agreement does not open personal data today; its diary number.
  case noAgreement(String?)
}

extension Caller {
  /// Decides whether the caller may use a permission on a subject (access.md 2).
  package func decide(
    _ permission: Permission, on subject: SubjectFacts, at now: Timestamp
  ) -> Decision {
    guard holds(permission, at: now) else { return .forbidden(permission) }
    guard covers(permission, subject, now) else { return .hidden }
    guard subject.secrecy == .normal || subject.isListed || subject.isOwn else { return .hidden }
    if subject.isPersonal, let refusal = refusalByAgreement(of: subject.owner, at: now) {
      return refusal
    }
    return .allowed
  }

  /// The refusal of a partner without an agreement that opens a board's personal data today
  /// (AGR-06); nil asks for any board's.
  package func refusalByAgreement(of board: BoardID? = nil, at now: Timestamp) -> Decision? {
    guard let agreement, !agreement.opensPersonData(of: board, on: Day.of(now)) else { return nil }
    return .noAgreement(agreement.diaryNumber)
  }

  private func covers(
    _ permission: Permission, _ subject: SubjectFacts, _ now: Timestamp
  ) -> Bool {
    holdings(permission).contains { held in
      held.grant.holds(at: now) && covers(held.grant, held.letter, subject, now)
    }
  }

  private func covers(
    _ grant: Grant, _ letter: ScopeLetter, _ subject: SubjectFacts, _ now: Timestamp
  ) -> Bool {
    switch letter {
    case .server: true
    case .board: grant.covers(board: subject.board)
    // What lies in a board but in none of its units (agreements, partners, their services) is no
    // unit's own: there `U` holds for who leads the whole board, and for no lead of a unit.
    case .unit: grant.covers(board: subject.board) && grant.covers(unit: subject.unit)
    case .team:
      grant.covers(board: subject.board) && subject.team.map { isIn($0, by: grant, now) } ?? false
    case .own: subject.isOwn && grant.sharesOwner(with: subject)
    case .named: subject.isNamed && grant.sharesOwner(with: subject)
    case .partner: grant.covers(partner: subject.partner)
    case .aggregates, .emergency, .exactNumber, .secondPerson: false
    }
  }

  private func isIn(_ team: TeamID, by grant: Grant, _ now: Timestamp) -> Bool {
    if case .team(let granted, _, _) = grant.scope { return granted == team }
    return grant.scope.board.map { teams(within: $0, at: now).contains(team) } ?? false
  }
}

extension Grant {
  fileprivate func covers(board: BoardID?) -> Bool {
    if scope == .server { return true }
    return board != nil && scope.board == board
  }

  fileprivate func covers(unit: UnitID?) -> Bool {
    switch scope {
    case .server, .board: true
    case .unit(_, let below, _): unit.map(below.contains) ?? false
    case .team(_, let teamUnit, _): unit == teamUnit
    case .partner: false
    }
  }

  fileprivate func covers(partner: PartnerID?) -> Bool {
    if case .partner(let granted) = scope { return granted == partner }
    return false
  }

  // A partner's own is not a board's own: the grant and the subject must have the same owner.
  fileprivate func sharesOwner(with subject: SubjectFacts) -> Bool {
    if case .partner = scope { return covers(partner: subject.partner) }
    return covers(board: subject.board)
  }
}

extension Caller {
  /// Decides whether the caller may be one of the two who together do what the matrix marks `2`.
  ///
  /// A `2` reaches the board that the grant lies in; what lies there must be covered by a right to
  /// read it as well, which the room asks for by itself.
  package func decideAsOneOfTwo(
    _ permission: Permission, on subject: SubjectFacts, at now: Timestamp
  ) -> Decision {
    let grants = grants(for: permission, at: now).filter { $0.letter == .secondPerson }
    guard !grants.isEmpty else { return .forbidden(permission) }
    guard grants.contains(where: { $0.grant.covers(board: subject.board) }),
      subject.secrecy == .normal || subject.isListed || subject.isOwn
    else { return .hidden }
    return subject.isPersonal ? refusalByAgreement(at: now) ?? .allowed : .allowed
  }
}
