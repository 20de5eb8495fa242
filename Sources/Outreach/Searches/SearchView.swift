// A search order as one reader sees it. Who ordered learns that somebody was found, when and by
// whom; where, and what was said, only as far as they may read the meeting and the place.

import Access
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// An attempt as one reader sees it.
struct AttemptView {
  let attempt: KeptAttempt
  /// The place, where the reader may know of it.
  let place: NamedThing?
  /// The meeting, where the reader may read it.
  let encounter: EncounterID?

  init(_ attempt: KeptAttempt, for call: Call) throws {
    self.attempt = attempt
    place = try call.knownPlace(attempt.place)
    encounter = try attempt.encounter.flatMap { id in
      guard call.caller?.holds(.encounterRead, at: call.now) == true,
        let encounter = try EncounterStore(call.database).find(id)
      else { return nil }
      return try EncounterReading(call).isVisible(encounter) ? id : nil
    }
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", attempt.id.text)
      writer.member("at", attempt.at.text)
      writer.member("result", attempt.result.code)
      writer.reference("team", attempt.team)
      writer.member("by", attempt.byName)
      writer.reference("place", place)
      writer.member("encounter", encounter?.text)
      writer.member("note", attempt.note)
    }
  }

  /// What an attempt looks like on the wire.
  static let shape: Shape = .object(
    "SearchOrderAttempt",
    [
      .init("id", .id), .init("at", .instant), .init("result", .code(AttemptResult.self)),
      .init("team", .namedThing), .init("by", .text), .init("place", .nullable(.namedThing)),
      .init("encounter", .nullable(.id)), .init("note", .nullable(.text(charactersMax: 2_000))),
    ])
}

/// A search order as one reader sees it.
struct SearchView {
  let order: SearchOrder
  let person: NamedThing?
  let contactCode: String?
  let places: [(place: NamedThing?, usual: UsualPlace)]
  let told: [ToldTeam]
  let attempts: Int
  let last: AttemptView?
  /// The referral that it belongs to, where the reader may know of it.
  let referral: ReferralID?
  let nextSteps: [Step]
  let today: Day
  let language: Language

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writeHead(to: &writer)
      writer.member("why", order.why)
      writer.member("description", order.description)
      writer.member("despite", order.despite)
      writer.array("usualPlaces") { writer in
        for (place, usual) in places {
          writer.object { writer in
            writer.reference("place", place)
            writer.member("description", usual.description)
            writer.member("hours", usual.hours)
          }
        }
      }
      writer.array("mayBeTold") { writer in for team in told { writer.named(team.reference) } }
      writer.reference("takenBy", order.takenBy)
      writer.member("referral", referral?.text)
      writer.member("attempts", attempts)
      writer.key("lastAttempt")
      if let last { last.write(to: &writer) } else { writer.null() }
      writer.member("result", order.result)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  /// Writes the order as lists show it: not why.
  func writeItem(to writer: inout JSONWriter) { writer.object { writeHead(to: &$0) } }

  private func writeHead(to writer: inout JSONWriter) {
    let isOverdue = order.isOverdue(on: today)
    let passed = Label("inte funnen till sista dagen", "not found by the last day")
    let status = order.status(on: today)
    writer.member("id", order.id.text)
    writer.reference("person", person)
    writer.member("contactCode", contactCode)
    writer.member("status", status.code)
    writer.member("statusText", (isOverdue ? passed : status.label)[language])
    writer.member("priority", order.priority.code)
    writer.member("deadline", order.deadline?.text)
    writer.reference("team", order.teamReference)
    writer.member("orderedBy", order.orderedByName)
    writer.member("createdAt", order.createdAt.text)
    writer.member("closedAt", order.closedAt?.text)
  }

  private static let head: [ObjectShape.Member] = [
    .init("id", .id), .init("person", .nullable(.namedThing)),
    .init("contactCode", .nullable(.text)), .init("status", .code(SearchOrderStatus.self)),
    .init("statusText", .text), .init("priority", .code(SearchPriority.self)),
    .init("deadline", .nullable(.day)), .init("team", .namedThing), .init("orderedBy", .text),
    .init("createdAt", .instant), .init("closedAt", .nullable(.instant)),
  ]

  /// What an order looks like in a list.
  static let itemShape: Shape = .object("SearchOrderItem", head)

  /// What an order looks like on the wire.
  static let shape: Shape = .object(
    "SearchOrder",
    head + [
      .init("why", .text(charactersMax: 1_000)),
      .init("description", .nullable(.text(charactersMax: 500))),
      .init("despite", .nullable(.text(charactersMax: 1_000))),
      .init(
        "usualPlaces",
        .list(
          .object(
            "UsualPlace",
            [
              .init("place", .nullable(.namedThing)),
              .init("description", .nullable(.text(charactersMax: 300))),
              .init("hours", .nullable(.text)),
            ]), countMax: NewSearchOrder.placesMax)),
      .init("mayBeTold", .list(.namedThing, countMax: NewSearchOrder.toldMax)),
      .init("takenBy", .nullable(.namedThing)), .init("referral", .nullable(.id)),
      .init("attempts", .count), .init("lastAttempt", .nullable(AttemptView.shape)),
      .init("result", .nullable(.text(charactersMax: 1_000))), .init("nextSteps", .nextSteps),
    ])
}
