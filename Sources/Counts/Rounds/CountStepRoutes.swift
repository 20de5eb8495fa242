// The steps of a round: opening makes its key, reconciling finds duplicates, counts, hides small
// cells and destroys the key.

import Access
import HTTP
import JSON
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// The steps of count rounds over HTTP.
struct CountStepRoutes: Sendable {
  let wrap: CountKeyWrap

  /// The table.
  var all: [Route] {
    [
      Route(
        .post, "/api/v1/count-rounds/{round}/transitions", "count_round.step",
        "Takes a step: open, close, reconcile, publish.",
        needs: .permission([.countManage, .countReport]), isPersonal: true,
        takes: CountRoundStep.self, example: #"{"step": "open"}"#, answers: .ok,
        CountRound.shape, slow: prepare),
      Route(
        .get, "/api/v1/count-rounds/{round}/transitions", "count_round.history",
        "The steps that a round has taken.", needs: .permission([.countManage]),
        isPersonal: true, parameters: Page.parameters, answers: .ok,
        .page(of: CountEvent.shape, named: "CountRoundHistory"), handler: history),
      Route(
        .get, "/api/v1/count-rounds/{round}/certificate", "count_round.certificate",
        "The certificate that the key of a round was destroyed.",
        needs: .permission([.countManage, .countReport]), isPersonal: true, answers: .ok,
        CountCertificate.shape, handler: certificate),
    ]
  }

  // Counting takes long beside the writer's other jobs, so it is done before its turn, on what was
  // read; the writer compares and counts again where a row was left out meanwhile.
  private func prepare(_ call: Call, _ body: CountRoundStep) throws -> Prepared {
    var counted: CountedRound?
    let round = call.request.parameters.first.flatMap { CountRoundID($0) }
    if body.step?.name == "reconcile", let id = round {
      counted = try CountedRound(id, in: call.database)
    }
    return { [wrap, counted] call in try Self.take(body, counted, wrap, call) }
  }

  private static func take(
    _ body: CountRoundStep, _ counted: CountedRound?, _ wrap: CountKeyWrap, _ call: Call
  ) throws -> Reply {
    let access = try CountAccess(call, call.id())
    let round = access.round
    guard let step = body.step, let to = step.to.flatMap({ CountStatus(code: $0.status) }) else {
      throw Refusal.invalid("/step")
    }
    try access.requireManager()
    try call.obeyMatch(round.version)
    try CountCycle.cycle.require(step, from: State(round.status.code)) { _ in true }
    switch step.name {
    case "open":
      try CountKeyStore(call.database, wrap).make(
        for: round.id, id: call.makeID(), bytes: call.random.bytes(32), at: call.now)
    case "reconcile": try reconcile(round, counted, wrap, call)
    default: break
    }
    let store = CountRoundStore(call.database)
    try store.move(round.id, to: to)
    try store.insert(
      CountEvent(
        id: call.makeID(), step: step.name, from: round.status, to: to, at: call.now,
        by: try call.signedIn().reference), of: round.id)
    return try CountRoundRoutes.reply(call, with: CountAccess(call, round.id))
  }

  private static func reconcile(
    _ round: CountRound, _ counted: CountedRound?, _ wrap: CountKeyWrap, _ call: Call
  ) throws {
    let rows = CountRowStore(call.database)
    let ids = try rows.coded(of: round.id).map(\.id)
    var result = counted
    if result?.rows != ids { result = try CountedRound(round.id, in: call.database) }
    guard let result else { return }
    for (row, other) in result.duplicates {
      try rows.setDuplicate(row, of: other, in: round.id)
    }
    try CountResultStore(call.database).insert(
      CountResult(
        run: call.makeID(), round: round.id, definition: round.definition, dataAt: call.now,
        smallCellLimit: result.limit, low: result.low, figures: result.figures))
    _ = try CountKeyStore(call.database, wrap).destroy(
      round.id, certificate: call.makeID(), by: try call.signedIn().reference, at: call.now)
  }

  private func history(_ call: Call) throws -> Reply {
    let access = try CountAccess(call, call.id())
    try access.requireManager()
    let page = try call.page()
    let events = try CountRoundStore(call.database).events(
      of: access.round.id, after: try page.afterID(), limit: page.fetchCount,
      offset: page.offset)
    return call.list(
      events, on: page, about: access.about([], ["history"]), end: { [$0.id.text] }
    ) { $0.write(to: &$1) }
  }

  private func certificate(_ call: Call) throws -> Reply {
    let access = try CountAccess(call, call.id())
    let certificate = try call.fetch(
      CountKeyStore(call.database, wrap).certificate(of: access.round.id))
    return Reply(about: access.about([], ["certificate"])) { certificate.write(to: &$0) }
  }
}

/// A round counted: from its rows to what may be shown.
struct CountedRound: Sendable {
  /// The rows that it was counted from.
  let rows: [CountRowID]
  /// The limit that was in force.
  let limit: Int
  /// Rows of the same person as another one.
  let duplicates: [(row: CountRowID, of: CountRowID)]
  /// The fewest persons there can be; nil where it may not be shown.
  let low: Int?
  /// The figures.
  let figures: CountFigures

  /// Counts the rows of a round; nil when there is no such round.
  init?(_ round: CountRoundID, in database: Database) throws {
    guard let found = try CountRoundStore(database).find(round),
      let board = try BoardStore(database).find(.id(found.boardID.erased)),
      let municipality = try MunicipalityStore(database).find(.id(board.municipality.id))
    else { return nil }
    let coded = try CountRowStore(database).coded(of: round)
    let persons = CountPersons(coded)
    rows = coded.map(\.id)
    limit = municipality.smallCellLimit
    duplicates = persons.duplicates
    figures = CountCube.figures(of: persons.persons, limit: limit)
    low = persons.low > 0 && persons.low < limit ? nil : persons.low
  }
}
