// The routes about boards, and what each does.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Boards over HTTP.
package enum BoardRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/boards", "board.list", "The caller's boards.",
      needs: .permission([.organisationRead]), parameters: Page.parameters + [.municipality],
      answers: .ok, .page(of: Board.shape, named: "BoardPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/boards", "board.create",
      "Makes a board; for the whole server's administrators.",
      needs: .permission([.organisationWrite]), parameters: [.dryRun], takes: NewBoard.self,
      example: """
        {"slug": "uppsala-socialnamnden", "name": "Socialnämnden", "shortCode": "SCN",
         "municipality": "0380"}
        """,
      answers: .created, Board.shape, handler: create),
    Route(
      .get, "/api/v1/boards/{board}", "board.read", "One board, by id or slug.",
      needs: .permission([.organisationRead]), answers: .ok, Board.shape, handler: read),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let reach = try call.signedIn().reach(.organisationRead, at: call.now)
    let boards = try BoardStore(call.database).list(
      reach, in: try call.municipality(), after: try page.afterID(), limit: page.fetchCount,
      offset: page.offset)
    return call.list(boards, on: page, about: .nobody, end: { [$0.id.text] }) { board, writer in
      board.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    let board = try call.fetch(BoardStore(call.database).find(try call.reference()))
    try call.require(.organisationRead, on: board.facts)
    return reply(with: board)
  }

  private static func create(_ call: Call, _ body: NewBoard) throws -> Reply {
    // A board that is not made yet lies in nobody's grant but the whole server's.
    try call.require(.organisationWrite, on: SubjectFacts(isPersonal: false), isKnown: true)
    guard let municipality = try MunicipalityStore(call.database).find(body.municipality) else {
      throw Refusal.invalid("/municipality", "unknown")
    }
    let id: BoardID = call.makeID()
    let store = BoardStore(call.database)
    try store.insert(id, body, municipality: municipality.id, at: call.now)
    return reply(with: try call.fetch(store.find(.id(id.erased))), status: .created)
  }

  private static func reply(with board: Board, status: Status = .ok) -> Reply {
    Reply(
      status, about: .nobody, version: board.version, at: "/api/v1/boards/\(board.id)"
    ) { board.write(to: &$0) }
  }
}
