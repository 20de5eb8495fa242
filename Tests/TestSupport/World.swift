// The same few named people and places for every test of a room: Uppsala and Umeå, two partners,
// a user in each role. A fresh migrated database and a whole pipeline, without a socket.

import Access
import Foundation
import HTTP
package import JSON
package import Pipeline
package import SQLite
import Synchronization
package import Vocabulary
import Work

/// A database of its own with a pipeline over some routes.
package final class World {
  /// The one writer.
  package let writer: Writer
  /// The clock that all calls see; it stands still until a test moves it.
  package let clock: FixedClock
  /// The shared parts.
  package let services: Services
  /// The lines of the log so far: event and text.
  package var log: [String] { lines.withLock { $0 } }
  private let lines: Lines
  private let pipeline: Pipeline
  private let folder: String

  /// Where its files are.
  package let files: FileStore
  /// The database file.
  package let path: String

  /// A world at 09:00 Swedish time on Wednesday 25 November 2026.
  ///
  /// - Parameter crossOrigins: the other origins that may use it.
  package init(_ routes: [Route], crossOrigins: Set<String> = []) throws {
    folder = NSTemporaryDirectory() + "samverkan-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    path = folder + "/test.sqlite"
    let clock = FixedClock(
      CivilTime.instant(
        day: Day(year: 2026, month: 11, day: 25) ?? Day(number: 0), hour: 9, minute: 0))
    self.clock = clock
    writer = try Writer(path: path)
    let migrations = try Migrator.load(folder: Self.root + "/migrations")
    try writer.exclusively { database in
      _ = try Migrator.apply(migrations, to: database, now: clock.now)
      try database.transaction { try Cast.insert(into: database, at: clock.now) }
      database.markAccessChanged()
    }
    var settings = PipelineSettings()
    settings.secret = [UInt8](repeating: 7, count: 32)
    let store = FileStore(beside: path)
    try store.prepare()
    settings.files = store
    files = store
    settings.crossOrigins = crossOrigins
    var limits = RateLimitSettings()
    limits.isEnabled = false
    let path = path
    let lines = Lines()
    self.lines = lines
    services = Services(
      router: Router(routes), writer: writer, clock: clock, settings: settings,
      limits: RateLimits(limits),
      slow: WorkQueue(name: "slow", width: 1, depth: 16, secondsMax: 10),
      slowReader: { try Database(path: path, role: .reader) },
      log: { event, _, text in lines.withLock { $0.append(event + " " + text) } })
    pipeline = Pipeline(services, reader: try Reader(path: path))
  }

  deinit {
    pipeline.endRound()
    writer.close()
    // A test's own folder; if it stays, the system's temporary folder is emptied in time.
    _ = Result { try FileManager.default.removeItem(atPath: folder) }
  }

  /// Lets time pass in which nobody's session became idle.
  package func pass(seconds: Int64) throws {
    clock.advance(seconds: seconds)
    let now = clock.now
    // What is kept in memory of earlier uses is forgotten after a day.
    _ = services.lastUse.takeUnwritten(at: now.plus(days: 500))
    try writer.exclusively { database in
      try database.transaction { try database.run("UPDATE session SET last_used_at = ?", now) }
      database.markAccessChanged()
    }
  }

  /// The folder of the package.
  package static let root: String =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Calls as someone of the cast, or as nobody, and waits for the answer.
  package func call(
    _ method: String, _ path: String, _ body: JSONValue? = nil, as who: String? = nil,
    fields: [String: String] = [:]
  ) throws -> Answer {
    var text = body
    return try send(
      method, path,
      text.take().map { value in
        var writer = JSONWriter()
        writer.value(value)
        return writer.bytes
      }, token: who.map(Cast.token), fields: fields)
  }

  /// Calls with a body given as JSON text.
  package func call(
    _ method: String, _ path: String, json: String, as who: String? = nil,
    fields: [String: String] = [:]
  ) throws -> Answer {
    try send(method, path, Array(json.utf8), token: who.map(Cast.token), fields: fields)
  }

  /// Calls with any token; an empty `Content-Type` is none at all.
  package func send(
    _ method: String, _ path: String, _ body: [UInt8]?, token: String?,
    fields: [String: String] = [:]
  ) throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if let body {
      if fields["Content-Type"] == nil { head += "Content-Type: application/json\r\n" }
      head += "Content-Length: \(body.count)\r\n"
    }
    for (name, value) in fields.sorted(by: { $0.key < $1.key })
    where name != "Content-Type" || !value.isEmpty {
      head += "\(name): \(value)\r\n"
    }
    let bytes = Array((head + "\r\n").utf8)
    guard
      case .complete(let parsed) = try bytes.withUnsafeBytes({
        try HeadParser.parse($0, limits: Limits())
      })
    else { throw Unanswered() }
    var request = Request(head: parsed, body: body ?? [])
    switch pipeline.bodyPlan(for: parsed) {
    case .collect: break
    case .refuse(let response): return try Answer(response)
    case .store(let file, _):
      file.take(request.body)
      request = Request(head: parsed, body: [], sink: file)
    }
    return try checked(try answer(to: request), to: parsed)
  }

  private func answer(to request: Request) throws -> Answer {
    try Answer(try response(to: request), isShown: request.head.method != .head)
  }

  private func response(to request: Request) throws -> Response {
    let box = AnswerBox()
    let response = pipeline.respond(to: request, from: "127.0.0.1", later: { box.put($0) })
    defer { pipeline.endRound() }
    return try response ?? box.wait()
  }

  /// Reads as someone of the cast and gives the answer's body, for a test to take piece by piece.
  package func source(_ path: String, as who: String, accept: String) throws -> BodyPieces {
    let text = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: \(accept)\r\n"
    let bytes = Array((text + "Authorization: Bearer \(Cast.token(who))\r\n\r\n").utf8)
    guard
      case .complete(let head) = try bytes.withUnsafeBytes({
        try HeadParser.parse($0, limits: Limits())
      }),
      case .stream(let source, _) = try response(to: Request(head: head, body: [])).body
    else { throw Unanswered() }
    return BodyPieces(source)
  }

  // Every good answer of every test is what its route declares: nothing more, nothing less.
  private func checked(_ answer: Answer, to head: RequestHead) throws -> Answer {
    guard (200...202).contains(answer.status),
      case .found(let route, _, _) = services.router.match(head.method, head.target.path),
      let shape = answer.status == 202 ? route.proposal : route.answer.shape,
      answer.field("Content-Type") == "application/json"
    else { return answer }
    let faults = shape.faults(of: answer.body, at: "")
    guard faults.isEmpty else { throw OtherShape(route: route.action, faults: faults) }
    return answer
  }
}

/// An answer that is not of the shape that its route declares.
package struct OtherShape: Error, CustomStringConvertible {
  let route: String
  let faults: [String]

  /// The route and what differs.
  package var description: String { "\(route): \(faults.joined(separator: ", "))" }
}

/// An answer, as tests look at it.
package struct Answer: CustomStringConvertible {
  /// The status.
  package let status: Int
  /// The body as it left.
  package let bytes: [UInt8]
  /// The body as JSON; null where it is none.
  package let body: JSONValue
  private let response: Response

  init(_ response: Response, isShown: Bool = true) throws {
    self.response = response
    status = Int(response.status.code)
    switch response.body {
    case .none: bytes = []
    case .bytes(let all): bytes = all
    case .stream(let source, let length):
      bytes = isShown ? try Self.collect(source) : []
      if isShown, let length, length != bytes.count { throw Unanswered() }
    }
    body = (try? JSONReader.read(bytes)) ?? .null
  }

  // Takes every piece, as a loop with a quick client would.
  private static func collect(_ source: any BodySource) throws -> [UInt8] {
    let pieces = BodyPieces(source)
    var bytes: [UInt8] = []
    while let piece = try pieces.next() { bytes += piece }
    return bytes
  }

  /// The body as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A header field.
  package func field(_ name: String) -> String? { response.fields.value(of: name) }

  /// A member of the body.
  package subscript(name: String) -> JSONValue? { body[name] }

  /// A member of the body that is text.
  package func text(_ name: String) -> String? { body[name]?.string }

  /// The problem's code.
  package var code: String? { body["code"]?.string }

  /// The paths that a problem's `errors` name.
  package var faultPaths: [String] {
    (body["errors"]?.array ?? []).compactMap { $0["path"]?.string }
  }

  /// The items of a list.
  package var items: [JSONValue] { body["items"]?.array ?? [] }

  /// Status and body, for a failing test's message.
  package var description: String { "\(status) \(text.prefix(600))" }
}

/// A body that is taken piece by piece.
package final class BodyPieces {
  private let source: any BodySource
  private let more = DispatchSemaphore(value: 0)

  init(_ source: any BodySource) {
    self.source = source
    source.start { [more] in more.signal() }
  }

  /// The next piece; waits for it. Nil at the end.
  package func next() throws -> [UInt8]? {
    while true {
      switch try source.next() {
      case .bytes(let piece): return piece
      case .end: return nil
      case .later:
        guard more.wait(timeout: .now() + 20) == .success else { throw Unanswered() }
      }
    }
  }

  /// Ends it as a client does that goes away.
  package func cancel() { source.cancel() }
}

/// The lines of a log, from any queue.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func withLock<Result: Sendable>(_ body: (inout [String]) -> Result) -> Result {
    lines.withLock { body(&$0) }
  }
}

/// No answer came in time.
package struct Unanswered: Error {}

private final class AnswerBox: Sendable {
  private let response = Mutex<Response?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func put(_ response: Response) {
    self.response.withLock { $0 = response }
    isThere.signal()
  }

  func wait() throws -> Response {
    guard isThere.wait(timeout: .now() + 20) == .success, let answer = response.withLock({ $0 })
    else { throw Unanswered() }
    return answer
  }
}
