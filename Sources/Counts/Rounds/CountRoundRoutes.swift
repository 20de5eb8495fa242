// The routes about count rounds: planning and looking.

import Access
import HTTP
import JSON
import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// Count rounds over HTTP.
enum CountRoundRoutes {
  /// Who has to do with rounds at all.
  static let readers: Need = .permission([.countManage, .countReport, .reportRun])

  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/count-rounds", "count_round.list",
      "Rounds that the caller runs, reports to, or may read the figures of.", needs: readers,
      parameters: Page.parameters, answers: .ok,
      .page(of: CountRound.itemShape, named: "CountRoundPage"), handler: list),
    Route(
      .post, "/api/v1/count-rounds", "count_round.create", "Plans a round and names who reports.",
      needs: .permission([.countManage]), isPersonal: true, parameters: [.dryRun],
      takes: NewCountRound.self,
      example: """
        {"name": "Akut hemlöshet, vecka 14", "board": "uppsala-socialnamnden",
         "from": "2027-04-05", "to": "2027-04-11", "dueOn": "2027-04-23",
         "units": ["uppsala-stod"], "partners": ["kvinnojouren-exempel"]}
        """,
      answers: .created, CountRound.shape, handler: create),
    Route(
      .get, "/api/v1/count-rounds/{round}", "count_round.read",
      "One round, with the returns that the caller may see.", needs: readers, isPersonal: true,
      answers: .ok, CountRound.shape, handler: read),
  ]

  private static func read(_ call: Call) throws -> Reply {
    try reply(call, with: CountAccess(call, call.id()))
  }

  private static func create(_ call: Call, _ body: NewCountRound) throws -> Reply {
    guard let board = try BoardStore(call.database).find(body.board) else {
      throw Refusal.invalid("/board", "unknown")
    }
    try call.require(
      .countManage, on: SubjectFacts(board: board.id, isPersonal: true), isKnown: true)
    let caller = try call.signedIn()
    let id: CountRoundID = call.makeID()
    let store = CountRoundStore(call.database)
    try store.insert(id, body, board: board.id, by: caller.reference, at: call.now)
    try addReporters(to: id, body, board: board.id, call)
    try store.insert(
      CountEvent(
        id: call.makeID(), step: "create", from: nil, to: .planned, at: call.now,
        by: caller.reference), of: id)
    return try reply(call, with: CountAccess(call, id), .created)
  }

  private static func addReporters(
    to round: CountRoundID, _ body: NewCountRound, board: BoardID, _ call: Call
  ) throws {
    let store = CountReturnStore(call.database)
    var known: Set<AnyID> = []
    for (index, reference) in body.units.enumerated() {
      let unit = try UnitStore(call.database).find(reference)
      guard let unit, unit.boardID == board else {
        throw Refusal.invalid("/units/\(index)", "unknown")
      }
      guard known.insert(unit.id.erased).inserted else {
        throw Refusal.invalid("/units/\(index)", "duplicate")
      }
      try store.insert(round, unit: unit.id, at: call.now)
    }
    for (index, reference) in body.partners.enumerated() {
      guard let partner = try PartnerStore(call.database).find(reference) else {
        throw Refusal.invalid("/partners/\(index)", "unknown")
      }
      guard known.insert(partner.id.erased).inserted else {
        throw Refusal.invalid("/partners/\(index)", "duplicate")
      }
      try store.insert(round, partner: partner.id, at: call.now)
    }
  }

  /// A round as a reply.
  static func reply(
    _ call: Call, with access: CountAccess, _ status: Status = .ok
  ) throws -> Reply {
    let round = access.round
    let duplicates =
      access.isManager ? try CountRowStore(call.database).duplicateCount(in: round.id) : nil
    let isLate = call.today > round.dueOn
    let steps = CountCycle.cycle.next(from: State(round.status.code)) { _ in access.isManager }
    return Reply(
      status, about: access.about([], ["round"]), version: round.version,
      at: "/api/v1/count-rounds/\(round.id)"
    ) { writer in
      writer.object { writer in
        round.writeMembers(to: &writer, language: call.language)
        writer.array("returns") { writer in
          for item in access.returns { item.write(to: &writer, isLate: isLate) }
        }
        if access.isManager { writeReminders(of: access, to: &writer) }
        if let duplicates { writer.member("duplicates", duplicates) }
        writer.nextSteps(steps, language: call.language)
      }
    }
  }

  // Whom to remind: while the round is open, everyone who has not said that all is in.
  private static func writeReminders(of access: CountAccess, to writer: inout JSONWriter) {
    let isOpen = access.round.status == .open
    writer.array("reminders") { writer in
      for item in access.returns where isOpen && !item.status.isFinished {
        writer.object { writer in
          writer.member("id", item.reporter.id.text)
          writer.member("name", item.reporter.name)
          if let slug = item.reporter.slug { writer.member("slug", slug) }
        }
      }
    }
  }

  // MARK: The list

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after = try page.afterID() ?? CountRoundID(high: 0, low: 0)
    let count = page.offset + page.fetchCount
    var found: [CountRoundID: CountRound] = [:]
    for round in try reached(by: call, after: after, count: count) { found[round.id] = round }
    let rounds = found.values.sorted { $0.id < $1.id }.dropFirst(page.offset)
      .prefix(page.fetchCount)
    return call.list(Array(rounds), on: page, about: .nobody, end: { [$0.id.text] }) {
      round, writer in
      writer.object { round.writeMembers(to: &$0, language: call.language) }
    }
  }

  private static func reached(
    by call: Call, after: CountRoundID, count: Int
  ) throws -> [CountRound] {
    let caller = try call.signedIn()
    let store = CountRoundStore(call.database)
    let runs = caller.reach(.countManage, at: call.now)
    let reports = caller.reach(.countReport, at: call.now)
    let reads = caller.reach(.reportRun, at: call.now)
    var units = reports.units
    for case .team(_, let unit, _) in caller.grants(for: .countReport, at: call.now)
      .map(\.grant.scope)
    { units.insert(unit) }
    var rounds: [CountRound] = []
    for board in runs.boards { rounds += try store.list(of: board, after: after, limit: count) }
    for board in reports.boards {
      rounds += try store.list(withUnitsOf: board, after: after, limit: count)
    }
    for board in reads.boards {
      rounds += try store.list(publishedBy: board, after: after, limit: count)
    }
    for unit in units { rounds += try store.list(reportedBy: unit, after: after, limit: count) }
    guard caller.refusalByAgreement(at: call.now) == nil else { return rounds }
    for partner in reports.partners {
      rounds += try store.list(reportedBy: partner, after: after, limit: count)
    }
    return rounds
  }
}
