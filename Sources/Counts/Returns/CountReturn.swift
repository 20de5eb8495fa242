// Returns: what one reporter has to do in a round, and how far it has come.

import Access
import JSON
import Pipeline
import Vocabulary

/// A reporter's return (sw. *inrapportering*).
struct CountReturn: Sendable {
  /// Who reports: a unit or a partner.
  let reporter: NamedThing
  /// The unit, where it is one.
  let unit: UnitID?
  /// The partner, where it is one.
  let partner: PartnerID?
  /// How far it has come.
  let status: CountReturnStatus
  /// How many rows it has reported, those left out not counted.
  let rowCount: Int
  /// Raised with every change of the status.
  let version: Int

  /// Whether an id or a slug names its reporter.
  func fits(_ reference: Reference) -> Bool {
    switch reference {
    case .id(let id): reporter.id == id
    case .slug(let slug): reporter.slug == slug
    }
  }

  /// The facts that a decision about it needs.
  ///
  /// A team reports for its unit, so the caller's own team of that unit stands for it.
  func facts(for caller: Caller, in round: CountRound) -> SubjectFacts {
    guard let unit else { return SubjectFacts(partner: partner, isPersonal: true) }
    let team = caller.grants.lazy.compactMap { grant -> TeamID? in
      guard case .team(let team, unit, _) = grant.scope else { return nil }
      return team
    }.first
    return SubjectFacts(board: round.boardID, unit: unit, team: team, isPersonal: true)
  }

  /// Writes the return as clients see it.
  func write(to writer: inout JSONWriter, isLate: Bool) {
    writer.object { writer in
      writer.reference("reporter", reporter)
      writer.member("kind", partner == nil ? "unit" : "partner")
      writer.member("status", status.code)
      writer.member("rows", rowCount)
      writer.member("isLate", isLate && !status.isFinished)
    }
  }

  /// What a return looks like on the wire.
  static let shape: Shape = .object(
    "CountReturn",
    [
      .init("reporter", .namedThing), .init("kind", .code(["unit", "partner"])),
      .init("status", .code(CountReturnStatus.self)), .init("rows", .count),
      .init("isLate", .flag),
    ])
}
