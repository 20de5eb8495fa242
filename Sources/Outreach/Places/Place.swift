// Places where people are met. One row over the years; what was seen there is a series beside it.

import Access
import JSON
import Pipeline
import Vocabulary

/// A position in SWEREF 99 TM, the grid of Swedish authorities, in whole metres.
struct Position: Equatable, Sendable {
  let north: Int
  let east: Int
  /// The side of the square whose south-western corner it is; 1 for the spot itself.
  var sizeMetres = 1
}

/// A place (sw. *plats*).
struct Place: Sendable {
  let id: PlaceID
  let board: BoardID
  let unit: UnitID
  let team: NamedThing
  let partner: NamedThing?
  let name: String
  let kind: PlaceKind
  let area: String?
  let position: Position?
  let positionedAt: Timestamp?
  let visitDays: Int?
  let lastVisitAt: Timestamp?
  let hours: OpeningHours
  let hazards: [String]
  let status: PlaceStatus
  let createdBy: String
  let version: Int

  /// The team's id.
  var teamID: TeamID { TeamID(team.id) }

  /// The day on which the next visit is due; nil without an interval.
  var dueOn: Day? {
    visitDays.map { days in lastVisitAt.map { Day.of($0).plus(days: days) } ?? Day(number: 0) }
  }

  /// Whether a visit is due on a day.
  func isDue(on day: Day) -> Bool { dueOn.map { $0 <= day } ?? false }

  /// The facts that decisions about it need, as they stand for one caller.
  ///
  /// Protected housing is known to its own team and to nobody else, whatever the matrix says.
  func facts(for caller: Caller, at now: Timestamp) -> SubjectFacts {
    let isOwnTeam = caller.teams(within: board, at: now).contains(teamID)
    let isTheirs = partner.map { PartnerID($0.id) == caller.partner } ?? false
    return SubjectFacts(
      board: board, unit: unit, team: teamID, partner: isTheirs ? caller.partner : nil,
      isOwn: false, isNamed: kind != .protected,
      secrecy: kind == .protected ? .protected : .normal, isListed: isOwnTeam, isPersonal: false)
  }
}

/// A place as one reader sees it.
struct PlaceView {
  let place: Place
  /// Whether the reader goes there: then the spot, its hazards and the last visit are shown.
  let isExact: Bool
  let now: Timestamp

  func write(to writer: inout JSONWriter) {
    let place = place
    writer.object { writer in
      writer.member("id", place.id.text)
      writer.member("name", place.name)
      writer.member("kind", place.kind.code)
      writer.member("status", place.status.code)
      writer.member("area", place.area)
      writer.reference("team", place.team)
      writer.reference("partner", place.partner)
      writer.position("position", place.shownPosition(isExact: isExact, at: now))
      writer.key("hours")
      place.hours.write(to: &writer)
      writer.key("hazards")
      if isExact {
        writer.array { for text in place.hazards { $0.string(text) } }
      } else {
        writer.null()
      }
      writer.member("visitEveryDays", isExact ? place.visitDays : nil)
      writer.member("lastVisitAt", isExact ? place.lastVisitAt?.text : nil)
      writer.member("isDue", isExact ? place.isDue(on: Day.of(now)) : nil)
    }
  }

  /// What a place looks like on the wire.
  static let shape: Shape = .object(
    "Place",
    [
      .init("id", .id), .init("name", .text), .init("kind", .code(PlaceKind.self)),
      .init("status", .code(PlaceStatus.self)), .init("area", .nullable(.text)),
      .init("team", .namedThing), .init("partner", .nullable(.namedThing)),
      .init("position", .nullable(.position)), .init("hours", .openingHours),
      .init("hazards", .nullable(.list(.text(charactersMax: 300), countMax: 20))),
      .init("visitEveryDays", .nullable(.integer(1...366))),
      .init("lastVisitAt", .nullable(.instant)), .init("isDue", .nullable(.flag)),
    ])
}

extension JSONWriter {
  /// Writes a position, or `null`.
  mutating func position(_ name: StaticString, _ position: Position?) {
    key(name)
    guard let position else { return null() }
    object { writer in
      writer.member("north", position.north)
      writer.member("east", position.east)
      writer.member("sizeMetres", position.sizeMetres)
    }
  }
}

extension Shape {
  /// The shape of a position: SWEREF 99 TM, and the side of the square that it is cut to.
  static let position: Shape = .object(
    "Position",
    [
      .init("north", .integer(0...9_999_999)), .init("east", .integer(0...9_999_999)),
      .init("sizeMetres", .integer(1...100_000)),
    ])
}
