// What comes in about places.

import JSON
import Pipeline
import Vocabulary

/// A position as it comes in.
struct PositionBody: Document {
  static let name = "NewPosition"

  let position: Position

  init(reading fields: inout FieldReader) {
    // The bounds of SWEREF 99 TM over Sweden: swapped axes are found at once.
    let north = fields.integerIfAny("north", in: 6_100_000...7_700_000, isRequired: true)
    let east = fields.integerIfAny("east", in: 200_000...1_000_000, isRequired: true)
    position = Position(north: north ?? 0, east: east ?? 0)
  }
}

/// The body that makes a place.
struct NewPlace: Document {
  static let name = "NewPlace"

  let team: Reference?
  let name: String
  let kind: PlaceKind
  let area: String?
  let position: Position?
  let partner: Reference?
  let visitDays: Int?
  let hours: OpeningHours
  let hazards: [String]
  let status: PlaceStatus

  init(reading fields: inout FieldReader) {
    team = fields.referenceIfAny("team")
    name = fields.text("name")
    kind = fields.code("kind", PlaceKind.self)
    area = fields.textIfAny("area")
    position = fields.objectIfAny("position", PositionBody.self)?.position
    partner = fields.referenceIfAny("partner")
    visitDays = fields.integerIfAny("visitEveryDays", in: 1...366)
    hours = fields.openingHours("hours")
    hazards = fields.texts("hazards", charactersMax: 300, countMax: 20)
    status = fields.codeIfAny("status", PlaceStatus.self) ?? .active
  }
}

/// The body that changes a place (RFC 7396). What kind of place it is stays: another is another.
struct PlaceChange: Document {
  static let name = "PlaceChange"

  let name: Change<String>
  let area: Change<String>
  let position: Change<Position>
  let visitDays: Change<Int>
  let hours: Change<OpeningHours>
  let hazards: Change<[String]>
  let status: Change<PlaceStatus>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    area = fields.textChange("area")
    position = fields.change("position") { $0.objectIfAny("position", PositionBody.self)?.position }
    visitDays = fields.change("visitEveryDays") { $0.integerIfAny("visitEveryDays", in: 1...366) }
    hours = fields.openingHoursChange("hours")
    hazards = fields.change("hazards", isClearable: false) { fields in
      let hazards = fields.texts("hazards", charactersMax: 300, countMax: 20)
      return fields.has("hazards") ? hazards : nil
    }
    status = fields.change("status", isClearable: false) {
      $0.codeIfAny("status", PlaceStatus.self)
    }
  }
}

/// What is kept about a place.
struct PlaceFacts {
  var name: String
  let kind: PlaceKind
  var area: String?
  var position: Position?
  var partner: PartnerID?
  var visitDays: Int?
  var hours: OpeningHours
  var hazards: [String]
  var status: PlaceStatus

  /// What a new place says.
  init(_ body: NewPlace, partner: PartnerID?) {
    name = body.name
    kind = body.kind
    area = body.area
    position = body.position
    self.partner = partner
    visitDays = body.visitDays
    hours = body.hours
    hazards = body.hazards
    status = body.status
  }

  /// A place after a change.
  init(_ place: Place, _ change: PlaceChange) {
    name = change.name.applied(to: place.name) ?? place.name
    kind = place.kind
    area = change.area.applied(to: place.area)
    position = change.position.applied(to: place.position)
    partner = place.partner.map { PartnerID($0.id) }
    visitDays = change.visitDays.applied(to: place.visitDays)
    hours = change.hours.applied(to: place.hours) ?? place.hours
    hazards = change.hazards.applied(to: place.hazards) ?? []
    status = change.status.applied(to: place.status) ?? place.status
  }
}
