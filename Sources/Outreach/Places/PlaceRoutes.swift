// The routes about places, and what each does.

import Access
import HTTP
import JSON
import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// Places over HTTP.
enum PlaceRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/places", "place.list",
      "Places, each as exactly as the caller may see it. Protected housing only to its own team.",
      needs: .permission([.placeRead]), isPersonal: true,
      parameters: [
        Parameter("kind", .code(PlaceKind.self), "One kind of place."),
        Parameter("status", .code(PlaceStatus.self), "One status."),
        Parameter("area", .text, "One area, as it is written."),
        Parameter("due", .code(["true"]), "`true`: those of the caller's that are due a visit."),
      ] + Page.parameters,
      answers: .ok, .page(of: PlaceView.shape, named: "PlacePage"), handler: list),
    Route(
      .post, "/api/v1/places", "place.create", "Makes a place.",
      needs: .permission([.placeWrite]), isPersonal: true, takes: NewPlace.self,
      example: """
        {"name": "Parkeringshuset, plan 2", "kind": "public_premises", "area": "Centrum",
         "position": {"north": 6638740, "east": 648010}, "visitEveryDays": 7,
         "hazards": ["Trappan är oupplyst."]}
        """,
      answers: .created, PlaceView.shape, handler: create),
    Route(
      .get, "/api/v1/places/{place}", "place.read", "One place.",
      needs: .permission([.placeRead]), isPersonal: true, answers: .ok, PlaceView.shape,
      handler: read),
    Route(
      .patch, "/api/v1/places/{place}", "place.change", "Changes a place; needs If-Match.",
      needs: .permission([.placeWrite]), isPersonal: true, takes: PlaceChange.self,
      example: #"{"hazards": ["Lös hund om kvällarna."], "visitEveryDays": 3}"#,
      answers: .ok, PlaceView.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    var filter = PlaceFilter()
    filter.kind = try call.codes("kind", PlaceKind.self).first
    filter.status = try call.codes("status", PlaceStatus.self).first
    filter.area = call.request.query["area"]
    let wantsDue = call.request.query["due"] == "true"
    if wantsDue { filter.dueAt = call.now }
    let after: PlaceID? = try page.afterID()
    let count = page.offset + page.fetchCount
    // When a place was last visited is for those who go there: so is asking for it.
    let rows = try PlaceListing(call, wantsDue ? .placeReadExact : .placeRead).rows(
      filter, after: after, limit: count)
    let total =
      page.wantsTotal
      ? try PlaceListing(call, wantsDue ? .placeReadExact : .placeRead).rows(
        filter, after: nil, limit: Page.numberedRowsMax + 1
      ).count : nil
    let shown = Array(rows.dropFirst(page.offset))
    let views = try shown.map { try view(of: $0, call) }
    let boards = Set(shown.map(\.board)).union(
      try call.signedIn().grants.compactMap(\.scope.board))
    return call.list(
      views, on: page,
      about: .personal(
        shown.prefix(page.limit).map(\.id.erased), boards: boards.sorted(), fields: ["place"]),
      total: total, end: { [$0.place.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func read(_ call: Call) throws -> Reply {
    try reply(with: try call.place(call.id()), call)
  }

  private static func create(_ call: Call, _ body: NewPlace) throws -> Reply {
    let team = try call.fieldTeam(body.team, .placeWrite, at: "/team")
    let partner = try body.partner.map { reference in
      guard let partner = try PartnerStore(call.database).find(reference) else {
        throw Refusal.invalid("/partner", "unknown")
      }
      return partner.id
    }
    let facts = PlaceFacts(body, partner: partner)
    try facts.check()
    let id: PlaceID = call.makeID()
    let store = PlaceStore(call.database)
    try store.insert(
      id, facts, board: team.boardID, team: team.id, by: try call.signedIn().reference,
      at: call.now)
    try FieldChanges(call.database).note(.place, id, for: team.id)
    return try reply(with: try call.fetch(store.find(id)), call, status: .created)
  }

  private static func change(_ call: Call, _ body: PlaceChange) throws -> Reply {
    let place = try call.place(call.id())
    let caller = try call.signedIn()
    try call.require(.placeWrite, on: place.facts(for: caller, at: call.now), isKnown: true)
    try call.requireMatch(place.version)
    let facts = PlaceFacts(place, body)
    try facts.check()
    var isPositioned = false
    if case .set = body.position { isPositioned = true }
    let store = PlaceStore(call.database)
    try store.change(place, to: facts, isPositioned: isPositioned, at: call.now)
    try FieldChanges(call.database).note(.place, place.id, for: place.teamID)
    return try reply(with: try call.fetch(store.find(place.id)), call)
  }

  // MARK: parts

  static func view(of place: Place, _ call: Call) throws -> PlaceView {
    let facts = place.facts(for: try call.signedIn(), at: call.now)
    return PlaceView(place: place, isExact: call.may(.placeReadExact, on: facts), now: call.now)
  }

  private static func reply(
    with place: Place, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let view = try view(of: place, call)
    // A change of the spot within a square is none to a reader of the square: no version for them.
    return Reply(
      status,
      about: .personal([place.id.erased], boards: [place.board], fields: ["place"]),
      version: view.isExact ? place.version : nil, at: "/api/v1/places/\(place.id)"
    ) { view.write(to: &$0) }
  }
}

/// A list of places for one caller: what each right reaches, merged.
struct PlaceListing {
  private let call: Call
  private let permission: Permission

  init(_ call: Call, _ permission: Permission) {
    self.call = call
    self.permission = permission
  }

  /// The places that the caller may know of, in the order of their ids, after one of them.
  func rows(_ filter: PlaceFilter, after: PlaceID?, limit: Int) throws -> [Place] {
    let caller = try call.signedIn()
    let reach = caller.reach(permission, at: call.now)
    let store = PlaceStore(call.database)
    let after = after ?? PlaceID(high: 0, low: 0)
    var found: [PlaceID: Place] = [:]
    func add(_ places: [Place]) throws {
      for place in places {
        let facts = place.facts(for: caller, at: call.now)
        if call.may(permission, on: facts) { found[place.id] = place }
      }
    }
    for board in reach.boards.union(reach.namedWithin) {
      try add(try store.list(board: board, filter, after: after, limit: limit))
      for team in caller.teams(within: board, at: call.now) {
        try add(try store.list(team: team, .protected, filter, after: after, limit: limit))
      }
    }
    for team in reach.teams {
      try add(try store.list(team: team, .normal, filter, after: after, limit: limit))
      try add(try store.list(team: team, .protected, filter, after: after, limit: limit))
    }
    for partner in reach.partners {
      try add(try store.list(partner: partner, filter, after: after, limit: limit))
    }
    return Array(found.values.sorted { $0.id < $1.id }.prefix(limit))
  }
}

extension Call {
  /// A place that the caller may know of.
  ///
  /// - Throws: `Refusal` 404, for one that is hidden as for one that never was.
  func place(_ id: PlaceID) throws -> Place {
    let place = try fetch(PlaceStore(database).find(id))
    try require(.placeRead, on: place.facts(for: try signedIn(), at: now))
    return place
  }

  /// The place that a body names, where the caller may know of it.
  ///
  /// - Throws: `Refusal` 422 at the path.
  func place(_ id: PlaceID, at path: String) throws -> Place {
    guard let place = try PlaceStore(database).find(id),
      may(.placeRead, on: place.facts(for: try signedIn(), at: now))
    else { throw Refusal.invalid(path, "unknown") }
    return place
  }

  /// The team that a body names, or the only one that the caller has, with a permission there.
  ///
  /// - Throws: `Refusal` 422 where one must be named or is unknown, 403 where only the right lacks.
  func fieldTeam(_ reference: Reference?, _ permission: Permission, at path: String) throws -> Team
  {
    let caller = try signedIn()
    guard let reference else {
      let reach = caller.reach(permission, at: now)
      let teams = try TeamReach(database).teams(reach)
      guard teams.count == 1, let only = teams.first,
        let team = try TeamStore(database).find(.id(only.erased))
      else { throw Refusal.invalid(path, "required") }
      return team
    }
    guard let team = try TeamStore(database).find(reference),
      may(.organisationRead, on: team.fieldFacts)
    else { throw Refusal.invalid(path, "unknown") }
    try require(permission, on: team.fieldFacts, isKnown: true)
    return team
  }
}

extension Team {
  /// The facts for deciding whether a caller may put something with the team.
  var fieldFacts: SubjectFacts {
    SubjectFacts(board: boardID, unit: unitID, team: id, isNamed: true, isPersonal: false)
  }
}
