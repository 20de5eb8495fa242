// Evenings of a field team among young people: an area, who went, which groups they met, how much
// reason for worry. Groups have bands and no names, and one alone is no group.

import Access
import JSON
import Pipeline
import Vocabulary

/// A group that was met.
struct YouthGroup: Sendable {
  let size: GroupSize
  let ageBand: AgeBand
  let sexes: GroupSexes
  let mood: Mood?
  /// The square that they were in, never the spot.
  let cell: Position?

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("size", size.code)
      writer.member("ageBand", ageBand.code)
      writer.member("sexes", sexes.code)
      writer.member("mood", mood?.code)
      writer.position("cell", cell)
    }
  }

  /// What a group looks like on the wire.
  static let shape: Shape = .object(
    "YouthGroup",
    [
      .init("size", .code(GroupSize.self)), .init("ageBand", .code(AgeBand.self)),
      .init("sexes", .code(GroupSexes.self)), .init("mood", .nullable(.code(Mood.self))),
      .init("cell", .nullable(.position)),
    ])
}

/// An evening in the field (sw. *fältkväll*).
struct Evening: Sendable {
  let id: EveningID
  let board: BoardID
  let unit: UnitID
  let team: NamedThing
  var heldOn: Day
  var area: String
  var mood: Mood?
  var worry: WorryLevel
  var measures: String?
  var note: String?
  var status: EveningStatus
  var reviewedBy: NamedThing?
  var reviewedAt: Timestamp?
  var review: String?
  let version: Int
  var crew: [NamedThing] = []
  var groups: [YouthGroup] = []

  /// The facts that decisions about it need.
  var facts: SubjectFacts {
    SubjectFacts(
      board: board, unit: unit, team: TeamID(team.id), isNamed: true, isPersonal: false)
  }

  /// The state in the life cycle's words.
  var state: State { State(status.code) }

  /// Most groups of one evening, and most people of its crew.
  static let groupsMax = 40
  static let crewMax = 20
}

extension LifeCycle {
  /// The steps of an evening.
  static let evening = LifeCycle(
    "field evening",
    [
      Step(
        "review", Label("Gå igenom", "Review"), from: "open", to: "reviewed", by: [.owner],
        .shiftReview, optional: ["note"]),
      Step(
        "reopen", Label("Öppna igen", "Reopen"), from: "reviewed", to: "open", by: [.owner],
        .shiftReview),
    ])
}

/// An evening as one reader sees it.
struct EveningView {
  let evening: Evening
  let nextSteps: [Step]
  let language: Language

  init(_ evening: Evening, for call: Call) {
    self.evening = evening
    language = call.language
    nextSteps = LifeCycle.evening.next(from: evening.state) {
      call.may($0.permission, on: evening.facts)
    }
  }

  func write(to writer: inout JSONWriter) {
    let evening = evening
    writer.object { writer in
      writer.member("id", evening.id.text)
      writer.reference("team", evening.team)
      writer.member("heldOn", evening.heldOn.text)
      writer.member("area", evening.area)
      writer.member("status", evening.status.code)
      writer.member("statusText", evening.status.label[language])
      writer.array("crew") { writer in for user in evening.crew { writer.named(user) } }
      writer.array("groups") { writer in for group in evening.groups { group.write(to: &writer) } }
      writer.member("mood", evening.mood?.code)
      writer.member("worry", evening.worry.code)
      writer.member("measures", evening.measures)
      writer.member("note", evening.note)
      writer.reference("reviewedBy", evening.reviewedBy)
      writer.member("reviewedAt", evening.reviewedAt?.text)
      writer.member("review", evening.review)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// What an evening looks like on the wire.
  static let shape: Shape = .object(
    "FieldEvening",
    [
      .init("id", .id), .init("team", .namedThing), .init("heldOn", .day), .init("area", .text),
      .init("status", .code(EveningStatus.self)), .init("statusText", .text),
      .init("crew", .list(.namedThing, countMax: Evening.crewMax)),
      .init("groups", .list(YouthGroup.shape, countMax: Evening.groupsMax)),
      .init("mood", .nullable(.code(Mood.self))), .init("worry", .code(WorryLevel.self)),
      .init("measures", .nullable(.text(charactersMax: 2_000))),
      .init("note", .nullable(.text(charactersMax: 4_000))),
      .init("reviewedBy", .nullable(.namedThing)), .init("reviewedAt", .nullable(.instant)),
      .init("review", .nullable(.text(charactersMax: 2_000))), .init("nextSteps", .nextSteps),
    ])
}
