// The routes about returns: how far a reporter has come.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The body that says how far a reporter has come.
struct CountReturnChange: Document {
  static let name = "CountReturnChange"

  let status: CountReturnStatus

  init(reading fields: inout FieldReader) {
    status = fields.code("status", CountReturnStatus.self)
    // Waiting is what a round begins with, and nothing that a reporter can say.
    if status == .waiting, fields.has("status") {
      fields.fault("status", "invalid", allowed: ["reporting", "done", "none"])
    }
  }
}

/// Returns over HTTP.
enum CountReturnRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      .get, "/api/v1/count-rounds/{round}/returns/{reporter}", "count_return.read",
      "How far a reporter has come.", needs: .permission([.countReport, .countManage]),
      isPersonal: true, answers: .ok, CountReturn.shape, handler: read),
    Route(
      .put, "/api/v1/count-rounds/{round}/returns/{reporter}", "count_return.change",
      "Says that all rows are in, or that there is nobody to report; needs If-Match.",
      needs: .permission([.countReport, .countManage]), isPersonal: true,
      takes: CountReturnChange.self, example: #"{"status": "done"}"#, answers: .ok,
      CountReturn.shape, handler: change),
  ]

  private static func read(_ call: Call) throws -> Reply {
    let access = try CountAccess(call, call.id())
    return reply(call, access, try access.find(call.reference(1)))
  }

  private static func change(_ call: Call, _ body: CountReturnChange) throws -> Reply {
    let access = try CountAccess(call, call.id())
    let countReturn = try access.find(call.reference(1))
    try access.requireOwn(countReturn)
    try call.requireMatch(countReturn.version)
    try CountCycle.requireOpen(access.round)
    guard body.status != .none || countReturn.rowCount == 0 else {
      throw Refusal.invalid("/status", "has_rows")
    }
    try CountReturnStore(call.database).setStatus(
      body.status, of: countReturn.reporter.id, in: access.round.id, at: call.now)
    let changed = try CountAccess(call, access.round.id)
    return reply(call, changed, try changed.find(.id(countReturn.reporter.id)))
  }

  /// A return as a reply.
  static func reply(
    _ call: Call, _ access: CountAccess, _ countReturn: CountReturn, _ status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: access.about([], ["return"]), version: countReturn.version,
      at: "/api/v1/count-rounds/\(access.round.id)/returns/\(countReturn.reporter.id)"
    ) { countReturn.write(to: &$0, isLate: call.today > access.round.dueOn) }
  }
}
