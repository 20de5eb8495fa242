// The routes about search orders, and what each does.

import Access
import HTTP
import JSON
import People
import Pipeline
import Referrals
import SQLite
import Vocabulary

/// Search orders over HTTP.
enum SearchRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/search-orders", "search_order.list",
      "Orders to look for somebody: the teams', one's own, or the unit's.",
      needs: .permission([.searchOrderRead]), isPersonal: true,
      parameters: [
        Parameter("open", .code(["true", "false"]), "`true`: still looked for; `false`: ended.")
      ] + Page.parameters,
      answers: .ok, .page(of: SearchView.itemShape, named: "SearchOrderPage"), handler: list),
    Route(
      .post, "/api/v1/search-orders", "search_order.create",
      "Orders a team to look for a person, a contact code, or somebody described.",
      needs: .permission([.searchOrderCreate]), isPersonal: true, takes: NewSearchOrder.self,
      example: """
        {"subject": {"described": {"text": "Grön jacka, drar en barnvagn med kassar.",
                                   "sex": "woman", "ageBand": "50-65"}},
         "team": "uppsala-stodteamet", "mayBeTold": ["uppsala-nexusteamet"],
         "why": "Ska få besked om en plats på boendet.", "priority": "soon",
         "deadline": "2026-12-24",
         "usualPlaces": [{"description": "Bänkarna bakom biblioteket", "hours": "förmiddagar"}]}
        """,
      answers: .created, SearchView.shape, handler: create),
    Route(
      .get, "/api/v1/search-orders/{order}", "search_order.read",
      "One order, with its last attempt.", needs: .permission([.searchOrderRead]),
      isPersonal: true, answers: .ok, SearchView.shape, handler: read),
    Route(
      .post, "/api/v1/search-orders/{order}/transitions", "search_order.step",
      "Takes a step: take, found, not-found, located-elsewhere, declined, extend or withdraw.",
      needs: .permission(LifeCycle.searchOrder.permissions), isPersonal: true,
      takes: SearchStep.self, example: #"{"step": "declined", "note": "Vill vara ifred."}"#,
      answers: .ok, SearchView.shape, handler: take),
    Route(
      .get, "/api/v1/search-orders/{order}/transitions", "search_order.history",
      "An order's history.", needs: .permission([.searchOrderRead]), isPersonal: true,
      parameters: Page.parameters, answers: .ok,
      .page(of: SearchEvent.shape, named: "SearchOrderHistory"), handler: history),
    Route(
      .get, "/api/v1/search-orders/{order}/suggestions", "search_order.suggest",
      "Where and when to look next, with reasons, out of what the caller may read.",
      needs: .permission([.searchOrderRead]), isPersonal: true, answers: .ok,
      Suggestion.listShape, handler: suggest),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let isOpen = try call.isOpenAsked()
    let reading = SearchReading(call)
    let rows = try reading.list(
      isOpen: isOpen, after: try page.afterID(), limit: page.offset + page.fetchCount)
    let total =
      page.wantsTotal
      ? try reading.list(isOpen: isOpen, after: nil, limit: Page.numberedRowsMax + 1).count : nil
    let shown = Array(rows.dropFirst(page.offset))
    let views = try shown.map { try SearchView($0, for: call, isWhole: false) }
    return call.list(
      views, on: page,
      about: try about(Array(shown.prefix(page.limit)), fields: ["search_order.list"], call),
      total: total, end: { [$0.order.id.text] }
    ) { view, writer in view.writeItem(to: &writer) }
  }

  private static func create(_ call: Call, _ body: NewSearchOrder) throws -> Reply {
    let order = try SearchOrdering(call).order(body)
    return try reply(with: order, call, status: .created)
  }

  private static func read(_ call: Call) throws -> Reply {
    try reply(with: try SearchReading(call).find(call.id()), call)
  }

  private static func take(_ call: Call, _ body: SearchStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let reading = SearchReading(call)
    let order = try reading.find(call.id())
    guard try reading.may(step.permission, order) else { throw Refusal.forbidden(step.permission) }
    try call.obeyMatch(order.version)
    let status = order.status(on: call.today)
    let permitted = try permitted(on: order, call)
    try LifeCycle.searchOrder.require(step, from: State(status.code)) { permitted.contains($0) }
    if let deadline = body.deadline, deadline < call.today {
      throw Refusal.invalid("/deadline", "past")
    }
    let taker = step.name == "take" ? try call.signedIn().user : nil
    // More time opens again what was ended without a result.
    let stays = order.isOpen ? order.stored : .searching
    let next = step.to.flatMap { SearchOrderStatus(code: $0.status) } ?? stays
    try SearchMoving(call).move(
      order, to: next, step: step.name, takenBy: taker, deadline: body.deadline, text: body.note)
    return try reply(with: try call.fetch(SearchStore(call.database).find(order.id)), call)
  }

  private static func history(_ call: Call) throws -> Reply {
    let page = try call.page()
    let order = try SearchReading(call).find(call.id())
    let events = try SearchStore(call.database).events(
      of: order.id, after: try page.afterID(), limit: page.offset + page.fetchCount)
    return call.list(
      Array(events.dropFirst(page.offset)), on: page,
      about: try about([order], fields: ["search_order.history"], call), end: { [$0.id.text] }
    ) { event, writer in event.write(to: &writer) }
  }

  private static func suggest(_ call: Call) throws -> Reply {
    let order = try SearchReading(call).find(call.id())
    let suggestions = try SuggestionReading(call).suggestions(for: order)
    var about = try about([order], fields: ["search_order.suggestions"], call)
    about = about.adding(suggestions.compactMap(\.place?.id))
    return Reply(about: about) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for suggestion in suggestions { suggestion.write(to: &writer, language: call.language) }
        }
      }
    }
  }

  // MARK: parts

  /// The steps that the caller may take, whatever the state.
  static func permitted(on order: SearchOrder, _ call: Call) throws -> PermittedSteps {
    let reading = SearchReading(call)
    let held = try Set(
      LifeCycle.searchOrder.permissions.filter { try reading.may($0, order) })
    return LifeCycle.searchOrder.permitted(on: [.sender, .receiver]) { permission, _ in
      held.contains(permission)
    }
  }

  private static func reply(
    with order: SearchOrder, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let view = try SearchView(order, for: call)
    return Reply(
      status, about: try about([order], fields: ["search_order"], call), version: order.version,
      at: "/api/v1/search-orders/\(order.id)"
    ) { view.write(to: &$0) }
  }

  /// Whose data orders are.
  static func about(
    _ orders: [SearchOrder], fields: [String], _ call: Call
  ) throws -> About {
    let subjects = orders.flatMap { order in
      [order.id.erased] + (order.person.map { [$0.erased] } ?? [])
        + (order.contactCode.map { [$0.erased] } ?? [])
    }
    var boards = Set(orders.map(\.board))
    if boards.isEmpty { boards = Set(try call.signedIn().grants.compactMap(\.scope.board)) }
    return .personal(subjects, boards: boards.sorted(), fields: fields)
  }
}

extension SearchView {
  /// Reads what one caller may see of an order; that they may see it was decided before.
  ///
  /// - Parameter isWhole: whether places, attempts and steps are read too; lists show none.
  init(_ order: SearchOrder, for call: Call, isWhole: Bool = true) throws {
    let subjects = SubjectReading(call)
    self.order = order
    person = try order.person.flatMap { try subjects.name(of: $0) }
    contactCode = try order.contactCode.flatMap { try subjects.code($0) }
    today = call.today
    language = call.language
    guard isWhole else {
      (places, told, attempts, last, referral, nextSteps) = ([], [], 0, nil, nil, [])
      return
    }
    let store = SearchStore(call.database)
    places = try store.places(of: order.id).compactMap { usual in
      let place = try call.knownPlace(usual.place)
      // One that is only a place of ours, and hidden, is none.
      guard place != nil || usual.description != nil else { return nil }
      return (place, usual)
    }
    told = try store.told(order.id)
    attempts = try AttemptStore(call.database).count(of: order.id)
    last = try AttemptStore(call.database).list(
      of: order.id, after: AttemptStore.newest, limit: 1
    ).first.map { try AttemptView($0, for: call) }
    referral = try order.referral.flatMap { try ReferralGlance(call).isVisible($0) ? $0 : nil }
    let permitted = try SearchRoutes.permitted(on: order, call)
    nextSteps = LifeCycle.searchOrder.next(
      from: State(order.status(on: call.today).code)
    ) { permitted.contains($0) }
  }
}

extension SearchEvent {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("step", step)
      writer.member("from", from)
      writer.member("to", to)
      writer.member("at", at.text)
      writer.member("by", actorName)
      writer.member("text", text)
    }
  }

  /// What a step of a history looks like on the wire.
  static let shape: Shape = .object(
    "SearchEvent",
    [
      .init("id", .id), .init("step", .text), .init("from", .text), .init("to", .text),
      .init("at", .instant), .init("by", .text),
      .init("text", .nullable(.text(charactersMax: 1_000))),
    ])
}

extension Call {
  /// Whether a list is asked for what is open, or for what has ended; nil for both.
  ///
  /// - Throws: `Refusal` 400 for another value.
  func isOpenAsked() throws(Refusal) -> Bool? {
    switch request.query["open"] {
    case nil: return nil
    case "true": return true
    case "false": return false
    default: throw .badQuery("open", allowed: ["true", "false"])
    }
  }

  /// The name of a place, where the caller may know of it.
  func knownPlace(_ id: PlaceID?) throws -> NamedThing? {
    guard let id, let place = try PlaceStore(database).find(id) else { return nil }
    guard may(.placeRead, on: place.facts(for: try signedIn(), at: now)) else { return nil }
    return NamedThing(place.id, place.name)
  }
}

extension About {
  /// The same with more subjects.
  func adding(_ more: [AnyID]) -> About {
    guard case .personal(let subjects, let boards, let fields) = self else { return self }
    let new = Set(more).subtracting(subjects).sorted()
    return .personal(subjects + new, boards: boards, fields: fields)
  }
}
