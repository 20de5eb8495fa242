// The routes of this room, noun by noun.

package import Pipeline

/// Everything about partners, their agreements and services, and the public directory.
package enum PartnersRoutes {
  /// The table.
  package static let all: [Route] =
    PartnerRoutes.all + ColleagueRoutes.all + AgreementRoutes.all + ServiceRoutes.all
    + DirectoryRoutes.all
}
