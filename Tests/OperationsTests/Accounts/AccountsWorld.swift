// The world of these tests: the routes of accounts, people of the cast with a password, and a check
// of every good answer against the shape that its route declares.

import Access
import Audit
import HTTP
import JSON
import Operations
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct AccountsWorld {
  static let password = "sju svanar simmar snett"
  // Hashed once: it is slow on purpose.
  private static let hash = Password.hash(password)

  /// The number that the room of referrals would resolve.
  static let number = "R-2026-4T7K2M-2"
  static let referral: AnyID = Cast.id("a-referral")

  let world: World
  private let router: Router

  init(setup: SetupTicket = SetupTicket()) throws {
    let routes = AccountsRoutes.all(settings: PipelineSettings(), setup: setup) { number, _ in
      number == Self.number ? Self.referral : nil
    }
    router = Router(routes)
    world = try World(routes)
  }

  /// Calls, and compares a good answer with the shape of its route.
  func call(
    _ method: String, _ path: String, _ json: String? = nil, as who: String? = nil,
    token: String? = nil, fields: [String: String] = [:]
  ) throws -> Answer {
    let answer = try world.send(
      method, "/api/v1" + path, json.map { Array($0.utf8) },
      token: token ?? who.map(Cast.token), fields: fields)
    guard (200..<300).contains(answer.status), answer.status != 204 else { return answer }
    let known = HTTP.Method(method)
    let plain = ("/api/v1" + path).prefix { $0 != "?" }
    if case .found(let route, _, _) = router.match(known, Array(plain.utf8)),
      let shape = route.answer.shape
    {
      let faults = shape.faults(of: answer.body, at: "")
      #expect(faults.isEmpty, "\(method) \(path): \(faults)")
    }
    return answer
  }

  /// Gives someone of the cast the password of these tests; their sessions end.
  func setPassword(_ who: String) throws {
    let hash = try #require(Self.hash)
    try world.writer.run { database in
      try AccountStore(database).setPassword(hash, of: Cast.id(who))
    }
  }

  /// Signs someone of the cast in, who needs a password, and gives the token.
  func logIn(_ who: String, _ password: String = Self.password) throws -> String {
    let answer = try call(
      "POST", "/sessions", #"{"username":"\#(who)","password":"\#(password)"}"#)
    #expect(answer.status == 201, "\(answer)")
    return try #require(answer.text("token"))
  }

  /// The id of someone of the cast.
  func id(_ who: String) -> String { (Cast.id(who) as UserID).text }

  /// The entries of the audit trail, oldest first.
  func trail() throws -> [JSONValue] {
    let texts = try world.writer.run { database in
      try database.all("SELECT entry FROM audit ORDER BY seq") { $0.text() }
    }
    return try texts.map { try JSONReader.read(Array($0.utf8)) }
  }

  /// Appends an entry that some other room would have made.
  func append(_ action: String, about subjects: [AnyID], board: String) throws {
    let now = world.clock.now
    let entry = AuditEntry(
      at: now, actor: id("uppsala-intake"), actorKind: "user", roles: ["intake"],
      purpose: "casework", action: action, outcome: .done, subjects: subjects,
      boards: [Cast.id(board)], fields: ["identity"], request: "r", address: "127.0.0.1")
    try world.writer.run { database in try AuditTrail(database).append(entry) }
  }
}
