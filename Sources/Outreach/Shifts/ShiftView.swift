// A shift as one reader sees it: the plan is shared with the partners of a joint shift, the summary
// and the review are the owner's.

import Access
import JSON
import Pipeline
import Vocabulary

/// A shift as one reader sees it.
struct ShiftView {
  let shift: Shift
  /// The places of the route that the reader may see, in order.
  let places: [PlaceView]
  /// Whether the reader is of the owner's side.
  let isOwner: Bool
  let nextSteps: [Step]
  let now: Timestamp
  let language: Language

  /// Reads what one caller may see of a shift; that they may see it was decided before.
  init(_ shift: Shift, for call: Call) throws {
    let caller = try call.signedIn()
    let facts = shift.facts(for: caller)
    let side = shift.side(of: caller)
    self.shift = shift
    isOwner = side == .owner
    now = call.now
    language = call.language
    nextSteps = LifeCycle.shift.next(from: shift.state) {
      $0.sides.contains(side) && call.may($0.permission, on: facts)
    }
    let store = PlaceStore(call.database)
    places = try shift.route.compactMap { id in
      try store.find(id).flatMap { try PlaceView($0, on: shift, for: call) }
    }
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writeMembers(to: &$0) }
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", shift.id.text)
    writer.reference("team", shift.team)
    writer.member("plannedFrom", shift.plannedFrom.text)
    writer.member("plannedTo", shift.plannedTo.text)
    writer.member("status", shift.status.code)
    writer.member("statusText", shift.status.label[language])
    writer.array("crew") { writer in
      for member in shift.crew {
        writer.object { writer in
          writer.reference("user", member.user)
          writer.reference("partner", shift.partners.first { $0.id == member.partner?.erased })
        }
      }
    }
    writer.array("partners") { writer in
      for partner in shift.partners { writer.named(partner) }
    }
    writer.array("route") { writer in for place in places { place.write(to: &writer) } }
    writer.member("vehicle", shift.vehicle)
    writer.member("startedAt", shift.startedAt?.text)
    writer.member("endedAt", shift.endedAt?.text)
    writer.object("checkIn") { writer in
      writer.member("everyMinutes", shift.checkInMinutes)
      writer.member("lastAt", shift.checkedAt?.text)
      writer.member("due", shift.checkInDue?.text)
      writer.member("isOverdue", shift.isOverdue(at: now))
    }
    writer.member("weather", shift.weather)
    writer.member("summary", isOwner ? shift.summary : nil)
    writer.member("statusReason", isOwner ? shift.statusReason : nil)
    writer.reference("reviewedBy", isOwner ? shift.reviewedBy : nil)
    writer.member("reviewedAt", isOwner ? shift.reviewedAt?.text : nil)
    writer.member("review", isOwner ? shift.review : nil)
    writer.nextSteps(nextSteps, language: language)
  }

  /// The members of a shift on the wire.
  static let members: [ObjectShape.Member] = [
    .init("id", .id), .init("team", .namedThing), .init("plannedFrom", .instant),
    .init("plannedTo", .instant), .init("status", .code(ShiftStatus.self)),
    .init("statusText", .text),
    .init(
      "crew",
      .list(
        .object(
          "CrewMember",
          [.init("user", .namedThing), .init("partner", .nullable(.namedThing))]),
        countMax: NewShift.crewMax)),
    .init("partners", .list(.namedThing, countMax: 10)),
    .init("route", .list(PlaceView.shape, countMax: NewShift.routeMax)),
    .init("vehicle", .nullable(.text)), .init("startedAt", .nullable(.instant)),
    .init("endedAt", .nullable(.instant)),
    .init(
      "checkIn",
      .object(
        "CheckInState",
        [
          .init("everyMinutes", .nullable(.integer(5...480))),
          .init("lastAt", .nullable(.instant)), .init("due", .nullable(.instant)),
          .init("isOverdue", .flag),
        ])),
    .init("weather", .nullable(.text)), .init("summary", .nullable(.text(charactersMax: 4_000))),
    .init("statusReason", .nullable(.text(charactersMax: 500))),
    .init("reviewedBy", .nullable(.namedThing)), .init("reviewedAt", .nullable(.instant)),
    .init("review", .nullable(.text(charactersMax: 2_000))), .init("nextSteps", .nextSteps),
  ]

  /// What a shift looks like on the wire.
  static let shape: Shape = .object("Shift", members)
}

extension PlaceView {
  /// A place of a shift's route. The crew of a partner sees where it goes and what is dangerous
  /// there, and nothing that is protected; nil for what the reader may not know.
  init?(_ place: Place, on shift: Shift, for call: Call) throws {
    let caller = try call.signedIn()
    let facts = place.facts(for: caller, at: call.now)
    if caller.partner != nil {
      guard place.kind != .protected else { return nil }
      self.init(place: place, isExact: shift.isCrew(caller.user), now: call.now)
    } else {
      guard call.may(.placeRead, on: facts) else { return nil }
      self.init(place: place, isExact: call.may(.placeReadExact, on: facts), now: call.now)
    }
  }
}

extension JSONWriter {
  /// Writes a reference as an item of a list.
  mutating func named(_ thing: NamedThing) {
    object { writer in
      writer.member("id", thing.id.text)
      writer.member("name", thing.name)
      if let slug = thing.slug { writer.member("slug", slug) }
    }
  }
}
