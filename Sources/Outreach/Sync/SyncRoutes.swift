// The routes of devices in the field: what they did offline, and what they have to fetch or forget.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Devices over HTTP.
enum SyncRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/sync/batch", "sync.batch",
      "What a device did offline, up to 500 operations; each has its own result.",
      needs: .permission([.encounterWrite, .shiftRun, .searchOrderWork]), isPersonal: true,
      takes: SyncBatch.self,
      example: """
        {"operations": [
          {"kind": "encounter", "body": {"id": "019ab3c4-0000-7000-8000-000000000001",
           "at": "2026-11-24T22:14:00+01:00", "subject": {"nobody": true},
           "contents": ["information"]}},
          {"kind": "observation", "place": "019ab3c4-0000-7000-8000-000000000002",
           "body": {"id": "019ab3c4-0000-7000-8000-000000000003", "heads": []}}]}
        """,
      answers: .ok,
      .object(
        "SyncResults",
        [.init("results", .list(SyncResult.shape, countMax: SyncBatch.operationsMax))]),
      handler: batch),
    Route(
      .get, "/api/v1/sync/changes", "sync.changes",
      "What is new for the caller's device since its last call, and what it has to forget.",
      needs: .permission([.shiftRun]), isPersonal: true,
      parameters: [
        Parameter("since", .text(charactersMax: 4_000), "`next` of the last answer."),
        Parameter("limit", .integer(1...Page.limitMax), "Changes at once, 1–200; 100 if absent."),
      ],
      answers: .ok, SyncFeed.shape, handler: changes),
  ]

  private static func batch(_ call: Call, _ body: SyncBatch) throws -> Reply {
    let taking = SyncTaking(call)
    let results = try body.operations.map(taking.take)
    let boards = Set(try call.signedIn().grants.compactMap(\.scope.board))
    let about = About.personal(
      results.compactMap(\.id), boards: boards.sorted(), fields: ["sync.batch"])
    var reply = Reply(about: about) { writer in
      writer.object { writer in
        writer.array("results") { writer in
          for (index, result) in results.enumerated() { result.write(index, to: &writer) }
        }
      }
    }
    reply.canBeDoneAgain = true
    return reply
  }

  private static func changes(_ call: Call) throws -> Reply {
    let limit = try call.integer("limit", in: 1...Page.limitMax) ?? 100
    let feed = try SyncFeed(call, since: try call.cursorValues("since"), limit: limit)
    let boards = Set(try call.signedIn().grants.compactMap(\.scope.board))
    let about = About.personal(
      feed.items.map(\.id) + feed.removed.map(\.id), boards: boards.sorted(),
      fields: ["sync.changes"])
    let next = call.cursor(after: feed.position)
    return Reply(about: about) { feed.write(next: next, to: &$0) }
  }
}
