// The line of trust with a person over HTTP, with the activity that follows from it.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The line of trust over HTTP.
enum TrustLineRoutes {
  static func all(_ history: any ContactHistory) -> [Route] {
    [
      Route(
        .get, "/api/v1/persons/{person}/trust-line", "person.trust_line",
        "First and last contact, how many, days since, the next step; and whether the person is "
          + "active, by the rule: contact within \(ActivityRule.contactDaysMax) days, open work, "
          + "or a record of at most \(ActivityRule.newDaysMax) days; what is set by hand stands.",
        needs: .permission([.personReadIdentity]), isPersonal: true, answers: .ok, shape
      ) { call in try read(call, history) }
    ]
  }

  private static func read(_ call: Call, _ history: any ContactHistory) throws -> Reply {
    let (person, _) = try PersonRoutes.find(call, .personReadIdentity)
    let line = TrustLine(
      try history.moments(of: person.id, in: call.database), at: call.now)
    let (activity, reason) = ActivityRule.activity(
      of: ActivityRule.Facts(
        stored: person.activity,
        made: Day.of(try call.fetch(PersonStore(call.database).madeAt(person.id))),
        lastContact: line.last.map(Day.of),
        hasOpenWork: try CareRelationStore(call.database).hasWork(person.id, at: call.now)),
      on: call.today)
    let about = About.personal(
      [person.id.erased], boards: [person.board], fields: ["trust_line"])
    return Reply(about: about) { writer in
      writer.object { writer in
        writer.member("firstContactAt", line.first?.text)
        writer.member("lastContactAt", line.last?.text)
        writer.member("contacts", line.count)
        writer.member("daysSince", line.daysSince)
        writer.member("nextStep", line.nextStep)
        writer.member("activity", activity.code)
        writer.member("activityReason", reason.code)
      }
    }
  }

  private static let shape: Shape = .object(
    "TrustLine",
    [
      .init("firstContactAt", .nullable(.instant)), .init("lastContactAt", .nullable(.instant)),
      .init("contacts", .count), .init("daysSince", .nullable(.count)),
      .init("nextStep", .nullable(.text(charactersMax: 2_000))),
      .init("activity", .code(PersonActivity.self)),
      .init("activityReason", .code(ActivityReason.self)),
    ])
}
