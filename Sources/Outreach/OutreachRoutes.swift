// The routes of this room, noun by noun.

package import Pipeline

/// Everything about outreach.
package enum OutreachRoutes {
  /// The table.
  package static let all: [Route] =
    PlaceRoutes.all + ObservationRoutes.all + SeasonRoutes.all + ShiftRoutes.all
    + ShiftStepRoutes.all + EncounterRoutes.all + AttemptRoutes.all + SyncRoutes.all
    + TodayRoutes.all + EveningRoutes.all + OnlineContactRoutes.all + UnrestRoutes.all
    + ChecklistRoutes.all + CooperationNoteRoutes.all
}
