// The peer: Hummingbird and GRDB, tuned as far as their interfaces go. WAL, synchronous=FULL,
// cached prepared statements, reads without a transaction of their own, JSON out written by hand.
//
//   hummingbird-peer PORT PEERS.sqlite
//
// The routes and answers are those of the C reference (reference/ref.c); no authentication, no
// audit of reads, no limits. Each POST is a transaction: GRDB has no group commit.

import Foundation
import GRDB
import Hummingbird
import Logging
import NIOCore
import NIOPosix

@main
struct HummingbirdPeer {
  static func main() async throws {
    guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]) else {
      FileHandle.standardError.write(Data("usage: hummingbird-peer PORT PEERS.sqlite\n".utf8))
      exit(2)
    }
    NIOSingletons.groupLoopCountSuggestion = 2
    // Swift's tasks run on the event loops: no hand-over between threads per request.
    if !NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor() {
      FileHandle.standardError.write(Data("tasks run on their own threads\n".utf8))
    }
    var logger = Logger(label: "hummingbird-peer")
    logger.logLevel = .error
    let application = Application(
      router: routes(to: try Store(path: CommandLine.arguments[2])),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      eventLoopGroupProvider: .singleton,
      logger: logger)
    try await application.runService()
  }

  static func routes(to store: Store) -> Router<BasicRequestContext> {
    let router = Router()
    router.get("health/live") { _, _ in
      json(ByteBuffer(string: #"{"status":"ok"}"#))
    }
    router.get("one/:id") { _, context in
      let id = try context.parameters.require("id", as: Int64.self)
      guard let row = try store.one(id) else { throw HTTPError(.notFound) }
      return json(row)
    }
    router.get("list") { _, _ in
      json(try store.list())
    }
    router.post("referrals") { request, _ in
      let body = try await request.body.collect(upTo: 65_536)
      guard let referral = try? JSONDecoder().decode(Referral.self, from: Data(buffer: body)) else {
        throw HTTPError(.unprocessableContent)
      }
      guard let id = try await store.insert(referral) else { throw HTTPError(.conflict) }
      return json(ByteBuffer(string: #"{"id":"\#(id)","status":"requested"}"#), status: .created)
    }
    return router
  }

  static func json(_ body: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: body))
  }
}
