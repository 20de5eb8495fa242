// The routes about those who call and about what was done: sessions, users, grants, keys, the
// policy, the audit trail.

package import Pipeline

/// Everything about accounts and the audit trail.
package enum AccountsRoutes {
  /// The table.
  ///
  /// - Parameters:
  ///   - settings: how long sessions last.
  ///   - setup: with what the first administrator can be made.
  ///   - subjectOfNumber: the referral of a number, for searches of the audit trail.
  package static func all(
    settings: PipelineSettings, setup: SetupTicket = SetupTicket(),
    subjectOfNumber: @escaping SubjectOfNumber
  ) -> [Route] {
    let limits = LogInLimits()
    return SessionRoutes(settings: settings, limits: limits).all + SetupRoutes(ticket: setup).all
      + MeRoutes(limits: limits).all + SecondFactorRoutes(settings: settings, limits: limits).all
      + UserRoutes.all + GrantRoutes.all + KeyRoutes.all + AccessRoutes.all
      + AuditRoutes.all(subjectOfNumber: subjectOfNumber)
  }
}
