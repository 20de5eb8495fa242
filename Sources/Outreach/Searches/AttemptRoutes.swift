// Attempts to find somebody: taken one by one, or out of a device's batch.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The body of an attempt.
struct NewAttempt: Document {
  static let name = "NewSearchAttempt"

  let id: SearchAttemptID?
  let at: Timestamp?
  let shift: ShiftID?
  let place: PlaceID?
  let result: AttemptResult
  let note: String?

  init(reading fields: inout FieldReader) {
    id = fields.idIfAny("id")
    at = fields.instantIfAny("at")
    shift = fields.idIfAny("shift")
    place = fields.idIfAny("place")
    result = fields.code("result", AttemptResult.self)
    note = fields.textIfAny("note", charactersMax: 2_000)
  }
}

/// Attempts over HTTP.
enum AttemptRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/search-orders/{order}/attempts", "search_attempt.create",
      "An attempt to find somebody; one without a result is kept too.",
      needs: .permission([.searchOrderWork]), isPersonal: true, takes: NewAttempt.self,
      example: #"{"result": "not_found", "note": "Inte sedd på två dagar."}"#,
      answers: .created, shape, handler: create)
  ]

  private static func create(_ call: Call, _ body: NewAttempt) throws -> Reply {
    let id: SearchOrderID = try call.id()
    let taken = try AttemptTaking(call).take(body, of: id)
    let order = try call.fetch(SearchStore(call.database).find(id))
    return Reply(
      taken.wasThere ? .ok : .created,
      about: .personal(
        [taken.id.erased, id.erased] + (order.person.map { [$0.erased] } ?? []),
        boards: [order.board], fields: ["search_attempt"])
    ) { writer in
      writer.object { writer in
        writer.member("id", taken.id.text)
        writer.member("order", id.text)
        writer.member("orderStatus", order.status.code)
        writer.member("result", body.result.code)
      }
    }
  }

  private static let shape: Shape = .object(
    "SearchAttempt",
    [
      .init("id", .id), .init("order", .id),
      .init("orderStatus", .code(SearchOrderStatus.self)),
      .init("result", .code(AttemptResult.self)),
    ])
}

/// Takes an attempt.
struct AttemptTaking {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Keeps an attempt and moves its order on: to searching with the first, to found with that.
  ///
  /// - Throws: `Refusal` 404 for an order that is hidden, 409 for another's id.
  func take(
    _ body: NewAttempt, of id: SearchOrderID
  ) throws -> Recorded<OutreachKind.SearchAttempt> {
    let store = SearchStore(call.database)
    guard let order = try store.find(id), try OpenOrders(call).mayRead(order, .searchOrderWork)
    else { throw Refusal.notFound }
    // The order is part of what was said: the same attempt at another order is another.
    let hash = SHA256.hash(of: Fingerprint.of(body) + Array(id.text.utf8)).bytes
    if let given = body.id, let kept = try store.attempt(given) {
      try call.requireSame(kept, as: hash)
      return Recorded(id: given, wasThere: true)
    }
    let at = try call.instant(of: body.at)
    let field = try FieldContext(
      call, at: at, shift: body.shift, team: nil, place: body.place, .searchOrderWork)
    guard let team = field.keeper.team else { throw Refusal.forbidden(.searchOrderWork) }
    let attempt = SearchAttempt(
      id: body.id ?? call.makeID(), order: id, board: order.board, team: team,
      shift: field.shift?.id, place: field.place?.id, at: at,
      result: body.result, note: body.note, hash: hash)
    try keep(attempt, of: order)
    return Recorded(id: attempt.id)
  }

  /// Keeps an attempt that was judged, and moves its order on.
  func keep(_ attempt: SearchAttempt, of order: SearchOrder) throws {
    let store = SearchStore(call.database)
    let caller = try call.signedIn()
    try store.insert(attempt, by: caller, at: call.now)
    guard order.isOpen else { return }
    let next: SearchOrderStatus = attempt.result == .found ? .found : .searching
    guard next != order.status else { return }
    try store.move(
      order, to: next, event: call.makeID(), step: next == .found ? "found" : "search", by: caller,
      at: call.now)
    try FieldChanges(call.database).note(.searchOrder, order.id, for: order.team)
  }
}
