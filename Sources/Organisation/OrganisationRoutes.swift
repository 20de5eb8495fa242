// The routes of this room, noun by noun.

package import Pipeline

/// Everything about the municipalities' own organisation.
package enum OrganisationRoutes {
  /// The table.
  package static let all: [Route] =
    MunicipalityRoutes.all + BoardRoutes.all + UnitRoutes.all + TeamRoutes.all
    + ProjectRoutes.all + EntranceRoutes.all
}
