// Opening hours in a body, read alike wherever they stand.

import JSON
package import Vocabulary

extension FieldReader {
  /// Opening hours; absent is none.
  package mutating func openingHours(_ name: String) -> OpeningHours {
    let bodies = objects(name, OpeningBody.self, countMax: OpeningHours.openingsMax)
    return OpeningHours(bodies.compactMap(\.opening))
  }

  /// Opening hours of a patch: an empty list clears them.
  package mutating func openingHoursChange(_ name: String) -> Change<OpeningHours> {
    change(name, isClearable: false) { fields in
      let hours = fields.openingHours(name)
      return fields.has(name) ? hours : nil
    }
  }

  fileprivate mutating func timeOfDay(_ name: String, until last: TimeOfDay) -> TimeOfDay? {
    member(name, .timeOfDay, isRequired: true) { value in
      guard case .string(let text) = value, let time = TimeOfDay(text), time <= last else {
        return nil
      }
      return time
    }
  }
}

/// One opening as it comes in.
private struct OpeningBody: Document {
  static let name = "NewOpening"

  let opening: Opening?

  init(reading fields: inout FieldReader) {
    let days = fields.codes("days", Weekday.self, isRequired: true)
    let opens = fields.timeOfDay("opens", until: .lastOfDay)
    let closes = fields.timeOfDay("closes", until: .endOfDay)
    let closedOnHolidays = fields.flag("closedOnHolidays", default: false)
    guard !days.isEmpty, let opens, let closes else {
      opening = nil
      return
    }
    opening = Opening(days: days, opens: opens, closes: closes, closedOnHolidays: closedOnHolidays)
    if opening == nil { fields.fault("closes", "invalid") }
  }
}

extension Shape {
  /// The shape of a time of day, `08:00`.
  package static let timeOfDay: Shape = .text(charactersMax: 5)

  /// The shape of opening hours.
  package static let openingHours: Shape = .list(
    .object(
      "Opening",
      [
        .init("days", .list(.code(Weekday.self), countMax: 7)), .init("opens", .timeOfDay),
        .init("closes", .timeOfDay), .init("closedOnHolidays", .flag),
      ]), countMax: OpeningHours.openingsMax)
}
