// What comes in about shifts.

import JSON
import Pipeline
import Vocabulary

/// The body that plans a shift, or starts one that nobody planned.
struct NewShift: Document {
  static let name = "NewShift"
  /// Most people of one crew, and most places of one route.
  static let crewMax = 20
  static let routeMax = 60

  let team: Reference?
  let plannedFrom: Timestamp?
  let plannedTo: Timestamp?
  let crew: [UserID]
  let partners: [Reference]
  let route: [PlaceID]
  let checkInMinutes: Int?
  let vehicle: String?
  let startsNow: Bool

  init(reading fields: inout FieldReader) {
    team = fields.referenceIfAny("team")
    plannedFrom = fields.instantIfAny("plannedFrom")
    plannedTo = fields.instantIfAny("plannedTo")
    crew = fields.ids("crew", countMax: Self.crewMax)
    partners = fields.list(
      "partners", .reference, countMax: 5, isRequired: false
    ) { value in
      if case .string(let text) = value { Reference(text) } else { nil }
    }
    route = fields.ids("route", countMax: Self.routeMax)
    checkInMinutes = fields.integerIfAny("checkInMinutes", in: 5...480)
    vehicle = fields.textIfAny("vehicle")
    startsNow = fields.flag("startNow", default: false)
    if !startsNow {
      if plannedFrom == nil, !fields.has("plannedFrom") { fields.fault("plannedFrom", "required") }
      if plannedTo == nil, !fields.has("plannedTo") { fields.fault("plannedTo", "required") }
    }
    if let plannedFrom, let plannedTo, plannedTo <= plannedFrom {
      fields.fault("plannedTo", "invalid")
    }
  }
}

/// The body that changes a shift's plan (RFC 7396).
struct ShiftChange: Document {
  static let name = "ShiftChange"

  let plannedFrom: Change<Timestamp>
  let plannedTo: Change<Timestamp>
  let crew: Change<[UserID]>
  let route: Change<[PlaceID]>
  let checkInMinutes: Change<Int>
  let vehicle: Change<String>

  init(reading fields: inout FieldReader) {
    plannedFrom = fields.change("plannedFrom", isClearable: false) {
      $0.instantIfAny("plannedFrom")
    }
    plannedTo = fields.change("plannedTo", isClearable: false) { $0.instantIfAny("plannedTo") }
    crew = fields.change("crew", isClearable: false) { fields in
      let crew: [UserID] = fields.ids("crew", countMax: NewShift.crewMax)
      return fields.has("crew") ? crew : nil
    }
    route = fields.change("route", isClearable: false) { fields in
      let route: [PlaceID] = fields.ids("route", countMax: NewShift.routeMax)
      return fields.has("route") ? route : nil
    }
    checkInMinutes = fields.change("checkInMinutes") {
      $0.integerIfAny("checkInMinutes", in: 5...480)
    }
    vehicle = fields.textChange("vehicle")
  }
}

/// The body of a step of a shift.
struct ShiftStep: Document {
  static let name = "ShiftStep"

  let step: Step?
  let id: SafetyCheckID?
  let at: Timestamp?
  let note: String?
  let summary: String?
  let weather: String?
  let reason: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .shift)
    id = fields.idIfAny("id")
    at = fields.instantIfAny("at")
    note = fields.textIfAny("note", charactersMax: 2_000)
    summary = fields.textIfAny("summary", charactersMax: 4_000)
    weather = fields.textIfAny("weather", charactersMax: 80)
    reason = fields.textIfAny("reason", charactersMax: 500)
    fields.check(step)
  }
}

/// A sign of life as a batch carries it.
struct CheckIn: Document {
  static let name = "CheckIn"

  let id: SafetyCheckID?
  let at: Timestamp?
  let note: String?

  init(id: SafetyCheckID?, at: Timestamp?, note: String?) {
    self.id = id
    self.at = at
    self.note = note
  }

  init(reading fields: inout FieldReader) {
    id = fields.idIfAny("id")
    at = fields.instantIfAny("at")
    note = fields.textIfAny("note", charactersMax: 2_000)
  }
}

extension FieldReader {
  /// A list of different ids; absent is empty.
  mutating func ids<Subject>(_ name: String, countMax: Int) -> [ID<Subject>] {
    let found: [ID<Subject>] = list(name, .id, countMax: countMax, isRequired: false) { value in
      if case .string(let text) = value { ID<Subject>(text) } else { nil }
    }
    if Set(found).count < found.count { fault(name, "duplicate") }
    return found
  }
}
