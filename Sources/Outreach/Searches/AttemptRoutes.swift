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
      .get, "/api/v1/search-orders/{order}/attempts", "search_attempt.list",
      "Every attempt of every team, latest first, those without a result too.",
      needs: .permission([.searchOrderRead]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: AttemptView.shape, named: "SearchAttemptPage"), handler: list),
    Route(
      .post, "/api/v1/search-orders/{order}/attempts", "search_attempt.create",
      "An attempt to find somebody; one without a result is kept too.",
      needs: .permission([.searchOrderWork]), isPersonal: true, takes: NewAttempt.self,
      example: #"{"result": "not_found", "note": "Inte sedd på två dagar."}"#,
      answers: .created, shape, handler: create),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let order = try SearchReading(call).find(call.id())
    let rows = try AttemptStore(call.database).list(
      of: order.id, after: try mark(of: page), limit: page.offset + page.fetchCount)
    let views = try rows.dropFirst(page.offset).map { try AttemptView($0, for: call) }
    return call.list(
      Array(views), on: page,
      about: try SearchRoutes.about([order], fields: ["search_attempt"], call),
      end: { [String($0.attempt.at.milliseconds), $0.attempt.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func mark(of page: Page) throws(Refusal) -> (Timestamp, SearchAttemptID) {
    guard let after = page.after else { return AttemptStore.newest }
    guard after.count == 2, let milliseconds = Int64(after[0]), let id = SearchAttemptID(after[1])
    else { throw .badQuery("cursor") }
    return (Timestamp(milliseconds: milliseconds), id)
  }

  private static func create(_ call: Call, _ body: NewAttempt) throws -> Reply {
    let id: SearchOrderID = try call.id()
    let taken = try AttemptTaking(call).take(body, of: id)
    let order = try call.fetch(SearchStore(call.database).find(id))
    let about = try SearchRoutes.about([order], fields: ["search_attempt"], call)
    return Reply(taken.wasThere ? .ok : .created, about: about.adding([taken.id.erased])) {
      writer in
      writer.object { writer in
        writer.member("id", taken.id.text)
        writer.member("order", id.text)
        writer.member("orderStatus", order.status(on: call.today).code)
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
  /// - Throws: `Refusal` 404 for an order that is hidden, 403 for one that the caller may only
  ///   read, 409 for another's id.
  func take(
    _ body: NewAttempt, of id: SearchOrderID
  ) throws -> Recorded<OutreachKind.SearchAttempt> {
    let reading = SearchReading(call)
    guard let order = try SearchStore(call.database).find(id) else { throw Refusal.notFound }
    guard try reading.may(.searchOrderWork, order) else {
      let isKnown = try reading.may(.searchOrderRead, order)
      throw isKnown ? Refusal.forbidden(.searchOrderWork) : Refusal.notFound
    }
    // The order is part of what was said: the same attempt at another order is another.
    let hash = SHA256.hash(of: Fingerprint.of(body) + Array(id.text.utf8)).bytes
    if let given = body.id, let kept = try AttemptStore(call.database).made(given) {
      try call.requireSame(kept, as: hash)
      return Recorded(id: given, wasThere: true)
    }
    let at = try call.instant(of: body.at)
    let field = try FieldContext(
      call, at: at, shift: body.shift, team: nil, place: body.place, .searchOrderWork)
    guard let team = field.keeper.team else { throw Refusal.forbidden(.searchOrderWork) }
    let attempt = SearchAttempt(
      id: body.id ?? call.makeID(), order: order.id, board: order.board, team: team,
      shift: field.shift?.id, place: field.place?.id, at: at,
      result: body.result, note: body.note, hash: hash)
    try keep(attempt, of: order)
    return Recorded(id: attempt.id)
  }

  /// Keeps an attempt that was judged, and moves its order on.
  func keep(_ attempt: SearchAttempt, of order: SearchOrder) throws {
    try AttemptStore(call.database).insert(attempt, by: try call.signedIn(), at: call.now)
    let isFound = attempt.result == .found
    // Somebody who was given up may be found after all; other ends stand.
    guard order.isOpen || isFound && order.stored == .notFound else { return }
    let next: SearchOrderStatus = isFound ? .found : .searching
    guard next != order.stored else { return }
    try SearchMoving(call).move(order, to: next, step: isFound ? "found" : "search")
  }
}
