// The routes of this room, noun by noun.

package import Pipeline

/// Everything about outreach.
package enum OutreachRoutes {
  /// The table of a server that limits the public form.
  package static let all: [Route] = all(with: PublicTips(isEnabled: true))

  /// The table.
  package static func all(with limits: PublicTips) -> [Route] {
    PlaceRoutes.all + ObservationRoutes.all + SeasonRoutes.all + ShiftRoutes.all
      + ShiftStepRoutes.all + EncounterRoutes.all + SearchRoutes.all + AttemptRoutes.all
      + TipRoutes.all(limits) + SyncRoutes.all + TodayRoutes.all + EveningRoutes.all
      + OnlineContactRoutes.all + UnrestRoutes.all + ChecklistRoutes.all + CooperationNoteRoutes.all
  }
}
