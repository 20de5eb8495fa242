// Entrances: one public door for each target group. The card that is shown, and who answers behind
// it; nothing here is personal.

import Access
package import JSON
package import Pipeline
package import Vocabulary

/// An entrance (sw. *ingång*): where people and partners turn first.
package struct Entrance: Sendable {
  /// Its id.
  package let id: EntranceID
  /// Its public name in addresses.
  package let slug: String
  /// Its name.
  package let name: String
  /// Whom it is for.
  package let targetGroup: TargetGroup
  /// The municipality that it belongs to.
  package let municipality: NamedThing
  /// The unit that answers behind it.
  package let unit: NamedThing
  /// The board of that unit.
  package let boardID: BoardID
  /// The team of that unit that answers, where one does.
  package let team: NamedThing?
  /// Its telephone number.
  package let phone: String?
  /// When it is open.
  package let hours: OpeningHours
  /// The number to call when it is closed.
  package let outOfHoursPhone: String?
  /// What it says about itself in Swedish.
  package let textSv: String?
  /// What it says about itself in English.
  package let textEn: String?
  /// Raised with every change.
  package let version: Int

  /// The unit's id.
  package var unitID: UnitID { UnitID(unit.id) }
  /// The team's id.
  package var teamID: TeamID? { team.map { TeamID($0.id) } }

  /// The facts that decisions about it need.
  var facts: SubjectFacts { SubjectFacts(board: boardID, unit: unitID, isPersonal: false) }
}

extension Entrance {
  /// Most characters of what an entrance says about itself.
  static let textCharactersMax = 2_000

  /// Writes the entrance's card as it stands at an instant.
  package func write(to writer: inout JSONWriter, at now: Timestamp) {
    let isOpen = hours.isOpen(at: now)
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("slug", slug)
      writer.member("name", name)
      writer.member("targetGroup", targetGroup.code)
      writer.reference("municipality", municipality)
      writer.reference("unit", unit)
      writer.reference("team", team)
      writer.member("phone", phone)
      writer.key("hours")
      hours.write(to: &writer)
      writer.member("openNow", isOpen)
      writer.member("opens", isOpen ? nil : hours.nextOpening(after: now)?.text)
      writer.member("outOfHoursPhone", outOfHoursPhone)
      writer.member("textSv", textSv)
      writer.member("textEn", textEn)
    }
  }

  /// What an entrance looks like on the wire.
  package static let shape: Shape = .object(
    "Entrance",
    [
      .init("id", .id), .init("slug", .text), .init("name", .text),
      .init("targetGroup", .code(TargetGroup.self)), .init("municipality", .namedThing),
      .init("unit", .namedThing), .init("team", .nullable(.namedThing)),
      .init("phone", .nullable(.text)), .init("hours", .openingHours), .init("openNow", .flag),
      .init("opens", .nullable(.instant)), .init("outOfHoursPhone", .nullable(.text)),
      .init("textSv", .nullable(.text(charactersMax: textCharactersMax))),
      .init("textEn", .nullable(.text(charactersMax: textCharactersMax))),
    ])
}
