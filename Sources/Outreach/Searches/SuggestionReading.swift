// Gathers what points at places for one caller: meetings, attempts, usual places and head counts,
// each only where the caller may read it. Protected places are never among them.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// Reads what suggestions are made of.
struct SuggestionReading {
  /// Most meetings, attempts, or visits of a place that are looked at.
  private static let rowsMax = 200
  /// Most places whose counts are looked at.
  private static let placesMax = 100

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Where and when to look next; that the caller may read the order was decided before.
  func suggestions(for order: SearchOrder) throws -> [Suggestion] {
    var spots = Spots()
    try addUsual(of: order, to: &spots)
    try addAttempts(of: order, to: &spots)
    try addMeetings(of: order, to: &spots)
    try addCounts(of: order, to: &spots)
    return SuggestionRules.suggestions(from: spots.all, at: call.now)
  }

  /// Spots by their places.
  private struct Spots {
    var described: [SearchSpot] = []
    var byPlace: [PlaceID: SearchSpot] = [:]

    var all: [SearchSpot] { described + byPlace.sorted { $0.key < $1.key }.map(\.value) }

    mutating func add(_ trace: SearchTrace, at place: Place, hours: String? = nil) {
      let known = byPlace[place.id]
      byPlace[place.id] = SearchSpot(
        place: NamedThing(place.id, place.name), description: nil, hours: known?.hours ?? hours,
        traces: (known?.traces ?? []) + [trace])
    }
  }

  // A place to propose: it is in use, lies somewhere that may be told, and the caller knows of it.
  private func place(_ id: PlaceID?) throws -> Place? {
    guard let id, let place = try PlaceStore(call.database).find(id), place.kind != .protected,
      place.status != .closed,
      call.may(.placeRead, on: place.facts(for: try call.signedIn(), at: call.now))
    else { return nil }
    return place
  }

  private func addUsual(of order: SearchOrder, to spots: inout Spots) throws {
    for usual in try SearchStore(call.database).places(of: order.id) {
      let trace = SearchTrace(reason: .usualPlace)
      if let place = try place(usual.place) {
        spots.add(trace, at: place, hours: usual.hours)
      } else if let description = usual.description {
        spots.described.append(
          SearchSpot(
            place: nil, description: description, hours: usual.hours, traces: [trace]))
      }
    }
  }

  private func addAttempts(of order: SearchOrder, to spots: inout Spots) throws {
    let attempts = try AttemptStore(call.database).list(
      of: order.id, after: AttemptStore.newest, limit: Self.rowsMax)
    for attempt in attempts {
      let reason: SuggestionReason? =
        switch attempt.result {
        // A meeting says itself where it was.
        case .found: attempt.encounter == nil ? .metHere : nil
        case .notFound: .notFoundLately
        case .seenNotContacted, .refusedContact: .seenHere
        case .heardOf: .heardOfHere
        }
      guard let reason, let place = try place(attempt.place) else { continue }
      spots.add(SearchTrace(reason: reason, at: attempt.at), at: place)
    }
  }

  private func addMeetings(of order: SearchOrder, to spots: inout Spots) throws {
    guard try call.signedIn().holds(.encounterRead, at: call.now) else { return }
    let store = EncounterStore(call.database)
    var meetings: [Encounter] = []
    if let person = try SearchReading(call).guardian(of: order) {
      meetings = try store.list(person: person, after: .newest, limit: Self.rowsMax)
      for code in try store.codes(of: person) where code != order.contactCode {
        meetings += try store.list(code: code, limit: Self.rowsMax)
      }
    }
    if let code = order.contactCode { meetings += try store.list(code: code, limit: Self.rowsMax) }
    let reading = EncounterReading(call)
    for meeting in meetings where meeting.status == "final" {
      guard try reading.isVisible(meeting), let place = try place(meeting.place) else { continue }
      spots.add(SearchTrace(reason: .metHere, at: meeting.at), at: place)
    }
  }

  // Head counts have no persons: they tell when people are there, and whether somebody of the same
  // sex and age band was among them. Only what a code was issued by is compared, never a record.
  private func addCounts(of order: SearchOrder, to spots: inout Spots) throws {
    let code = try order.contactCode.flatMap { try ContactCodeStore(call.database).find($0) }
    let places = try PlaceListing(call, .placeReadExact).rows(
      PlaceFilter(), after: nil, limit: Self.placesMax)
    let since = call.now.plus(days: -SuggestionRules.traceDays)
    for place in places where place.kind != .protected && place.status != .closed {
      let visits = try ObservationStore(call.database).list(
        of: place.id, after: ObservationStore.newest, limit: Self.rowsMax)
      for visit in visits where visit.at > since {
        if let code, visit.heads.contains(where: { $0.isLike(code) }) {
          spots.add(SearchTrace(reason: .countedAlike, at: visit.at), at: place)
        }
        guard spots.byPlace[place.id] != nil else { continue }
        if visit.total > 0 {
          spots.add(SearchTrace(reason: .busyThen, at: visit.at), at: place)
        }
        if visit.mood == .uneasy || visit.mood == .threatening {
          spots.add(SearchTrace(reason: .uneasyLately, at: visit.at), at: place)
        }
      }
    }
  }
}

extension HeadCount {
  // Both must be told and the same: half a likeness is none.
  fileprivate func isLike(_ code: ContactCode) -> Bool {
    sex != .unknown && sex == code.sex && ageBand != nil && ageBand == code.ageBand
  }
}
