// Openings in an emergency (sw. nödöppning): somebody opens a record that is closed to them, says
// why, and answers for it. It ends by itself, and somebody else looks at it afterwards.

import Access
import JSON
import Pipeline
import Vocabulary

/// An opening of a record in an emergency.
struct EmergencyOpening: Sendable {
  /// Minutes after which an opening ends by itself (domain.md 1.10: at most three hours).
  static let minutesMax = 180
  /// Days after its end within which it is to be reviewed.
  static let reviewDaysMax = 5

  let id: EmergencyOpeningID
  let board: BoardID
  let unit: UnitID?
  let person: PersonID
  let openedBy: NamedThing
  let reason: String
  let openedAt: Timestamp
  let endsAt: Timestamp
  let review: Review?
  let version: Int

  /// What came of the review.
  struct Review: Sendable {
    let by: NamedThing
    let at: Timestamp
    let finding: ReviewFinding
    let text: String?
  }

  /// How far it has come: it ends by its time.
  func status(at now: Timestamp) -> EmergencyOpeningStatus {
    if review != nil { return .reviewed }
    return now < endsAt ? .open : .ended
  }

  /// The facts for deciding about it: it lies where the record lay when it was opened.
  var facts: SubjectFacts { SubjectFacts(board: board, unit: unit, isPersonal: true) }

  /// Whether a user opened it.
  func isOpened(by user: UserID?) -> Bool { user?.erased == openedBy.id }
}

extension LifeCycle {
  /// The steps of an opening.
  static let emergencyOpening = LifeCycle(
    "emergency opening",
    [
      Step(
        "end", Label("Avsluta", "End"), from: "open", to: "ended", by: [.owner],
        .personEmergencyOpen),
      Step(
        "review", Label("Granska", "Review"), from: "ended", to: "reviewed", by: [.owner],
        .auditReview, required: ["finding"], optional: ["text"],
        choices: ["finding": ReviewFinding.codes]),
    ])
}

extension EmergencyOpening {
  /// Writes it; who the person is stands nowhere in it.
  func write(to writer: inout JSONWriter, steps: [Step], call: Call) {
    let status = status(at: call.now)
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("status", status.code)
      writer.member("statusText", status.label[call.language])
      writer.member("person", person.text)
      writer.member("reason", reason)
      writer.reference("openedBy", openedBy)
      writer.member("openedAt", openedAt.text)
      writer.member("endsAt", endsAt.text)
      writer.member("reviewDue", endsAt.plus(days: Self.reviewDaysMax).text)
      writer.reference("reviewedBy", review?.by)
      writer.member("reviewedAt", review?.at.text)
      writer.member("finding", review?.finding.code)
      writer.member("findingText", review?.text)
      writer.nextSteps(steps, language: call.language)
    }
  }

  static let shape: Shape = .object(
    "EmergencyOpening",
    [
      .init("id", .id), .init("status", .code(EmergencyOpeningStatus.self)),
      .init("statusText", .text), .init("person", .id),
      .init("reason", .text(charactersMax: 1_000)), .init("openedBy", .namedThing),
      .init("openedAt", .instant), .init("endsAt", .instant), .init("reviewDue", .instant),
      .init("reviewedBy", .nullable(.namedThing)), .init("reviewedAt", .nullable(.instant)),
      .init("finding", .nullable(.code(ReviewFinding.self))),
      .init("findingText", .nullable(.text(charactersMax: 1_000))),
      .init("nextSteps", .nextSteps),
    ])
}
