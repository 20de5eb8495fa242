// The routes of this room, noun by noun.

package import Pipeline

/// Everything about persons and contact codes.
package enum PeopleRoutes {
  /// The table.
  package static let all: [Route] =
    PersonSearchRoutes.all + PersonRoutes.all + PersonStepRoutes.all + CareRelationRoutes.all
    + ContactCodeRoutes.all
}
