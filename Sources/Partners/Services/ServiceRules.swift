// What the law lets a service be. Pure: no database, no clock.

import Pipeline
import Vocabulary

/// The rules of services.
enum ServiceRules {
  /// Makes sure that a mode is one that SoL (2025:400) allows.
  ///
  /// Some kinds of help are never given without an assessment (11 kap. 5 §), and whom one meets
  /// goes undocumented only where there is none, by a decision of the board (14 kap. 5 §).
  ///
  /// - Throws: `Refusal` 422 with the path of what does not fit.
  static func require(_ mode: Service.Mode) throws(Refusal) {
    if mode.form.alwaysNeedsAssessment, mode.needsAssessment == .without {
      throw .invalid("/needsAssessment", "invalid", allowed: [NeedsAssessment.with.code])
    }
    guard mode.documentation == .noIdentity else { return }
    guard mode.needsAssessment == .without else {
      throw .invalid(
        "/documentationMode", "invalid", allowed: [DocumentationMode.identified.code])
    }
    guard mode.diaryNumber != nil else { throw .invalid("/diaryNumber", "required") }
    guard mode.startsOn != nil else { throw .invalid("/from", "required") }
  }

  /// Makes sure that hours are counted only where they are known.
  ///
  /// - Throws: `Refusal` 422 at the first time that counts hours which nobody has told.
  static func requireAnswerTimes(_ details: Service.Details) throws(Refusal) {
    guard details.hours.isEmpty, let index = details.answerTimes.firstInOpenHours else { return }
    throw .invalid("/answerTimes/\(index)/openHours", "hours_required")
  }

  /// Makes sure that the ages of a changed service are in order.
  ///
  /// - Throws: `Refusal` 422 where the oldest is younger than the youngest.
  static func requireAges(_ details: Service.Details) throws(Refusal) {
    guard let minimum = details.ageMinimum, let maximum = details.ageMaximum else { return }
    guard minimum <= maximum else { throw .invalid("/ageMaximum") }
  }
}
