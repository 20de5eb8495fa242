// The socket beside the database by which the verbs speak to the server that has it. Only the owner
// of the database can connect: the file's mode says so, and whoever passes it could read the
// database as well.

import Glibc
import HTTP
import JSON
import Operations
import Pipeline
import SQLite
import Server
import Vocabulary
import Work

/// The control socket of a running server.
final class ControlSocket: Sendable {
  private let server: Server
  private let queue: WorkQueue

  /// Most bytes of a socket's path: `sun_path` has 108 with its NUL.
  static let pathBytesMax = 107

  /// Where the socket of a database is.
  static func path(of database: String) -> String { Files.absolute(database) + ".control" }

  /// Opens the socket; nil, with a line in the log, where that cannot be done: serving goes on.
  init?(_ application: Application) {
    let path = Self.path(of: application.configuration[Settings.database])
    // Two at a time: a long copy must not keep a password from being set.
    let queue = WorkQueue(name: "control", width: 2, depth: 16, secondsMax: 60)
    self.queue = queue
    guard path.utf8.count <= Self.pathBytesMax else {
      Log.write(
        "no control socket",
        "\(path) is longer than \(Self.pathBytesMax) bytes: verbs work when no server runs")
      return nil
    }
    let context = OperatorContext(writer: application.writer, clock: SystemClock())
    let metrics = application.metrics
    server = Server(
      listen: [.unix(path: path)], settings: ServerSettings(loops: 1),
      responder: { _ in ControlResponder(context, metrics, queue) })
    // The file is never there with other rights, not even for a moment.
    let before = umask(0o177)
    defer { _ = umask(before) }
    do throws(ServerError) {
      _ = try server.start()
    } catch {
      Log.write("no control socket", error.description)
      return nil
    }
  }

  /// Takes no more; `completed` is called when those who wait have their answers, or have waited
  /// long enough.
  func drain(_ completed: @escaping @Sendable () -> Void) { server.drain(completed) }

  /// Waits for what was begun; a long copy ends with the writer, so that is closed before.
  func close() { queue.close() }
}

/// Answers on the control socket: actions run on a queue of their own, never on the loop.
private final class ControlResponder: Responder {
  private static let bodyBytesMax = 65_536
  private static let prefix = "/control/"

  private let context: OperatorContext
  private let metrics: MetricSources
  private let queue: WorkQueue

  init(_ context: OperatorContext, _ metrics: MetricSources, _ queue: WorkQueue) {
    self.context = context
    self.metrics = metrics
    self.queue = queue
  }

  func plan(for head: RequestHead, from peer: Peer) -> BodyPlan {
    .buffer(bytesMax: Self.bodyBytesMax)
  }

  func respond(to request: Request, from peer: Peer, slot: AnswerSlot) -> Response? {
    let path = request.head.target.pathText
    guard path.hasPrefix(Self.prefix), request.head.method == .post else {
      return Self.fault(404, "there is nothing here")
    }
    let name = String(path.dropFirst(Self.prefix.count))
    if name == "metrics" {
      return Self.answer(
        200,
        OperatorContext.answer { $0.member("page", String(decoding: metrics.page, as: UTF8.self)) })
    }
    guard let action = OperatorActions.find(name) else {
      return Self.fault(404, "the server, of version \(Version.text), knows no action \(name)")
    }
    let context = context
    let isTaken = queue.submit { slot.answer(Self.run(action, request.body, context)) }
    return isTaken ? nil : Self.fault(503, "the server has too much of this to do already")
  }

  private static func run(
    _ action: OperatorAction, _ body: [UInt8], _ context: OperatorContext
  ) -> Response {
    do {
      let answer = try action.perform(try JSONReader.read(body), in: context)
      Log.write("operator", action.name)
      return Self.answer(200, answer)
    } catch {
      Log.write("operator", action.name + " failed")
      return fault(422, Verbs.words(for: error))
    }
  }

  func problem(for error: ParseError) -> Response { Self.fault(400, "no correct HTTP") }

  func roundEnded() {}

  private static func fault(_ status: UInt16, _ text: String) -> Response {
    answer(status, OperatorContext.answer { $0.member("error", text) })
  }

  private static func answer(_ status: UInt16, _ body: [UInt8]) -> Response {
    var fields = ResponseFields()
    fields.add("Content-Type", "application/json")
    return Response(status: Status(code: status), fields: fields, body: .bytes(body))
  }
}
