// Observations: taken one by one, or out of a device's batch; read as a series.

import Access
import HTTP
import JSON
import Pipeline
import Vocabulary

/// Observations over HTTP.
enum ObservationRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/places/{place}/observations", "observation.list",
      "What the municipality's own crews saw at a place, latest first.",
      needs: .permission([.placeReadExact]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: Observation.shape, named: "PlaceObservationPage"), handler: list),
    Route(
      .post, "/api/v1/places/{place}/observations", "observation.create",
      "A visit to a place: how many, what mood; no persons.",
      needs: .permission([.shiftRun]), isPersonal: true, takes: NewObservation.self,
      example: """
        {"heads": [{"sex": "woman", "ageBand": "50-65", "count": 1},
                   {"sex": "man", "count": 4}], "mood": "calm", "tents": 2}
        """,
      answers: .created, Observation.shape, handler: create),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let place = try call.place(call.id())
    let facts = place.facts(for: try call.signedIn(), at: call.now)
    try call.require(.placeReadExact, on: facts, isKnown: true)
    let store = ObservationStore(call.database)
    let rows = try store.list(
      of: place.id, after: try mark(of: page), limit: page.offset + page.fetchCount)
    return call.list(
      Array(rows.dropFirst(page.offset)), on: page, about: about(place),
      end: { [String($0.at.milliseconds), $0.id.text] }
    ) { observation, writer in observation.write(to: &writer) }
  }

  private static func mark(of page: Page) throws(Refusal) -> (Timestamp, ObservationID) {
    guard let after = page.after else { return ObservationStore.newest }
    guard after.count == 2, let milliseconds = Int64(after[0]), let id = ObservationID(after[1])
    else { throw .badQuery("cursor") }
    return (Timestamp(milliseconds: milliseconds), id)
  }

  private static func create(_ call: Call, _ body: NewObservation) throws -> Reply {
    let id: PlaceID = try call.id()
    let taken: Recorded<OutreachKind.Observation>
    do {
      taken = try ObservationTaking(call).take(body, at: id)
    } catch let refusal as Refusal where refusal.errors.first?.path == "/place" {
      // The place is in the path here: what is unknown in a body is not found.
      throw Refusal.notFound
    }
    let observation = try call.fetch(ObservationStore(call.database).find(taken.id))
    let place = try call.fetch(PlaceStore(call.database).find(id))
    return Reply(taken.wasThere ? .ok : .created, about: about(place)) {
      observation.write(to: &$0)
    }
  }

  private static func about(_ place: Place) -> About {
    .personal([place.id.erased], boards: [place.board], fields: ["place.observation"])
  }
}

/// Takes an observation.
struct ObservationTaking {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Keeps an observation; the same one sent twice is one.
  ///
  /// - Throws: `Refusal` 409 for another's id, 422 for a place that is unknown or hidden.
  func take(
    _ body: NewObservation, at place: PlaceID
  ) throws -> Recorded<OutreachKind.Observation> {
    let store = ObservationStore(call.database)
    // The place is part of what was said.
    let hash = SHA256.hash(of: Fingerprint.of(body) + Array(place.text.utf8)).bytes
    if let id = body.id, let kept = try store.made(id) {
      try call.requireSame(kept, as: hash)
      return Recorded(id: id, wasThere: true)
    }
    let caller = try call.signedIn()
    let at = try call.instant(of: body.at)
    guard let known = try PlaceStore(call.database).find(place) else {
      throw Refusal.invalid("/place", "unknown")
    }
    let out = try caller.user.flatMap { try ShiftStore(call.database).started(by: $0) }
    let isOut = body.shift != nil || (out?.startedAt).map { $0 <= at } ?? false
    if !isOut, !call.may(.placeRead, on: known.facts(for: caller, at: call.now)) {
      throw Refusal.invalid("/place", "unknown")
    }
    // Without a shift, it is the place's own team that was there.
    let field = try FieldContext(
      call, at: at, shift: body.shift,
      team: isOut || caller.partner != nil ? nil : .id(known.team.id), place: place, .shiftRun)
    try call.require(
      .shiftRun, on: field.keeper.facts(isOwn: false, isNamed: true), isKnown: true)
    let observation = Observation(
      id: body.id ?? call.makeID(), keeper: field.keeper, place: place, shift: field.shift?.id,
      at: at, mood: body.mood, tents: body.tents,
      needles: body.needles, note: body.note, heads: body.heads)
    try store.insert(observation, hash: hash, by: caller.reference, at: call.now)
    try PlaceStore(call.database).visited(place, at: observation.at)
    try field.remember(in: call)
    try FieldChanges(call.database).note(.place, place, for: known.teamID)
    return Recorded(id: observation.id)
  }
}
