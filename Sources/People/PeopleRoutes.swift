// The routes of this room, noun by noun.

package import Pipeline

/// Everything about persons and contact codes.
package enum PeopleRoutes {
  /// The table of the room alone.
  package static let all: [Route] = all(with: PeopleParts())

  /// The table, with what other rooms lend to it.
  package static func all(with parts: PeopleParts) -> [Route] {
    PersonSearchRoutes.all + PersonRoutes.all + PersonStepRoutes.all + CareRelationRoutes.all
      + ContactCodeRoutes.all + LivingSituationRoutes.all + NeedRoutes.all + RelationRoutes.all
      + PersonContactRoutes.all + TrustLineRoutes.all(parts.history)
      + ByNameRoutes.all(parts.history) + DuplicateRoutes.all + MergeRoutes.all(parts.references)
      + EmergencyRoutes.all
  }

  /// What of this room takes a second person.
  package static func proposals(with parts: PeopleParts) -> [any ProposalSource] {
    [MergeProposals(rooms: parts.references), UnrestrictProposals()]
  }
}
