// Teams of a unit, and who is in them. Being in a team opens what its duty needs (scope `T`).

import Access
package import JSON
package import Pipeline
package import Vocabulary

/// A team (sw. *team*, *grupp*) of a unit.
package struct Team: Sendable {
  /// Its id.
  package let id: TeamID
  /// Its public name in addresses.
  package let slug: String
  /// Its name.
  package let name: String
  /// The unit that it belongs to.
  package let unit: NamedThing
  /// The board of that unit.
  package let board: NamedThing
  /// The municipality of that board: its members come from there.
  package let municipalityID: MunicipalityID
  /// Whom it works for.
  package let targetGroups: [TargetGroup]
  /// Raised with every change of its own members, not with who is in it.
  package let version: Int

  /// The unit's id.
  package var unitID: UnitID { UnitID(unit.id) }
  /// The board's id.
  package var boardID: BoardID { BoardID(board.id) }

  /// The facts that decisions about it need; a key of its board names it (scope `R`).
  var facts: SubjectFacts {
    SubjectFacts(board: boardID, unit: unitID, team: id, isNamed: true, isPersonal: false)
  }
}

/// Someone's membership of a team.
package struct TeamMember: Sendable {
  /// The user.
  package let user: NamedThing
  /// What they do there, in words.
  package let roleInTeam: String?
  /// The first day; nil where it was never said.
  package let from: Day?
  /// The last day; nil for no end.
  package let to: Day?
}

extension Team {
  /// Most members that a team may have.
  static let membersMax = 200

  /// Writes the team as lists show it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writeMembers(to: &$0) }
  }

  /// Writes the team with who is in it.
  package func write(with members: [TeamMember], to writer: inout JSONWriter) {
    writer.object { writer in
      writeMembers(to: &writer)
      writer.array("members") { writer in
        for member in members { member.write(to: &writer) }
      }
    }
  }

  private func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("slug", slug)
    writer.member("name", name)
    writer.reference("unit", unit)
    writer.reference("board", board)
    writer.member("targetGroups", targetGroups.map(\.code))
  }

  /// What a team looks like in a list.
  package static let shape: Shape = .object("Team", shapeMembers)

  /// What a team with its members looks like.
  package static let wholeShape: Shape = .object(
    "TeamWithMembers",
    shapeMembers + [.init("members", .list(TeamMember.shape, countMax: membersMax))])

  private static let shapeMembers: [ObjectShape.Member] = [
    .init("id", .id), .init("slug", .text), .init("name", .text), .init("unit", .namedThing),
    .init("board", .namedThing),
    .init(
      "targetGroups", .list(.code(TargetGroup.self), countMax: TargetGroup.allCases.count)),
  ]
}

extension TeamMember {
  /// Writes the membership as clients see it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.reference("user", user)
      writer.member("roleInTeam", roleInTeam)
      writer.member("from", from?.text)
      writer.member("to", to?.text)
    }
  }

  /// What a membership looks like on the wire.
  package static let shape: Shape = .object(
    "TeamMember",
    [
      .init("user", .namedThing), .init("roleInTeam", .nullable(.text)),
      .init("from", .nullable(.day)), .init("to", .nullable(.day)),
    ])
}
