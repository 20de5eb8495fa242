// Care relations: who works with a person, why and until when. They are what scope O of the matrix
// asks for; nothing here decides.

package import Access
import JSON
import Pipeline
package import Vocabulary

/// Who works with a person: one user, or all of a team, a unit or a partner.
package enum CareHolder: Hashable, Sendable {
  case user(UserID)
  case team(TeamID)
  case unit(UnitID)
  case partner(PartnerID)

  /// The kinds as they are stored and sent.
  static let kinds = ["user", "team", "unit", "partner"]

  /// The kind as it is stored and sent.
  var kind: String {
    switch self {
    case .user: "user"
    case .team: "team"
    case .unit: "unit"
    case .partner: "partner"
    }
  }

  /// The holder's id, whatever its kind.
  package var id: AnyID {
    switch self {
    case .user(let id): id.erased
    case .team(let id): id.erased
    case .unit(let id): id.erased
    case .partner(let id): id.erased
    }
  }

  /// Whether a relation for this reason names the holder, as a referral or an order does: a team's
  /// or unit's relation makes a person known to all of it and names none of them.
  func isNamed(by reason: CareReason) -> Bool {
    switch (self, reason) {
    case (.team, _), (.unit, _): false
    case (_, .assigned), (_, .commission), (_, .referral): true
    case (_, .created), (_, .shift), (_, .emergency): false
    }
  }

  /// A holder as it is stored; nil for a kind that is none.
  init?(kind: String, id: AnyID) {
    switch kind {
    case "user": self = .user(UserID(id))
    case "team": self = .team(TeamID(id))
    case "unit": self = .unit(UnitID(id))
    case "partner": self = .partner(PartnerID(id))
    default: return nil
    }
  }
}

/// A care relation (sw. *vårdrelation*, *uppdragsrelation*).
struct CareRelation: Sendable {
  let holder: CareHolder
  let holderName: String
  let why: CareReason
  let startsAt: Timestamp
  let endsAt: Timestamp?

  /// What a cursor after the relation holds.
  var cursor: [String] { [String(startsAt.milliseconds), holder.id.text, why.code] }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("holderKind", holder.kind)
      writer.reference("holder", NamedThing(holder.id, holderName))
      writer.member("why", why.code)
      writer.member("startsAt", startsAt.text)
      writer.member("endsAt", endsAt?.text)
    }
  }

  static let shape: Shape = .object(
    "CareRelation",
    [
      .init("holderKind", .code(CareHolder.kinds)), .init("holder", .namedThing),
      .init("why", .code(CareReason.self)), .init("startsAt", .instant),
      .init("endsAt", .nullable(.instant)),
    ])
}

extension Caller {
  /// The holders that the caller is, or is part of, at an instant.
  package func careHolders(at now: Timestamp) -> Set<CareHolder> {
    var holders = Set(teams(at: now).map(CareHolder.team))
    if let user { holders.insert(.user(user)) }
    if let partner { holders.insert(.partner(partner)) }
    for grant in grants where grant.holds(at: now) {
      switch grant.scope {
      case .unit(_, let below, _): holders.formUnion(below.map(CareHolder.unit))
      case .team(let team, _, _): holders.insert(.team(team))
      case .server, .board, .partner: break
      }
    }
    return holders
  }
}
