// What a body can be and must not: each fault, on each route that takes a body, is said to be one;
// nothing changes and nothing breaks.

import Access
import HTTP
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

struct BadBodyTests {
  static let actions = Whole.routes.filter { $0.body != nil }.map(\.action)
  private static let unknown = "0190d5f0-7c00-7000-8000-00000000ffff"

  /// A text that is no JSON document, or one that no route takes, and the statuses that say so.
  private static let texts: [(name: String, bytes: [UInt8], statuses: Set<Int>)] = [
    ("no JSON", Array("hej".utf8), [400]),
    ("half an object", Array(#"{"a": "#.utf8), [400]),
    ("two values", Array("{} {}".utf8), [400]),
    ("an array", Array("[]".utf8), [422]),
    ("null", Array("null".utf8), [422]),
    ("a number", Array("17".utf8), [422]),
    ("a text", Array(#""hej""#.utf8), [422]),
    ("a name twice", Array(#"{"name": "a", "name": "b"}"#.utf8), [400]),
    ("depth 10,000", Array(repeating: UInt8(ascii: "["), count: 10_000), [400]),
    (
      "depth 10,000 of objects", Array(String(repeating: #"{"a":"#, count: 10_000).utf8), [400]
    ),
    (
      "a million elements",
      Array("[".utf8) + Array(repeating: Array("0,".utf8), count: 1_000_000).joined()
        + Array("0]".utf8), [413]
    ),
    (
      "a list that fits into a body",
      Array("[".utf8) + Array(repeating: Array("0,".utf8), count: 500_000).joined()
        + Array("0]".utf8), [400, 422]
    ),
    ("a lone surrogate", Array(#"{"name": "\ud800"}"#.utf8), [400]),
    ("surrogates the wrong way round", Array(#"{"name": "\udc00\ud800"}"#.utf8), [400]),
    ("an overlong slash", Array(#"{"name": ""#.utf8) + [0xC0, 0xAF] + Array(#""}"#.utf8), [400]),
    ("a byte that is no UTF-8", Array(#"{"name": ""#.utf8) + [0xFF] + Array(#""}"#.utf8), [400]),
    ("a NUL", Array(#"{"name": "a"#.utf8) + [0] + Array(#""}"#.utf8), [400]),
    ("a NUL, escaped", Array(#"{"name": "a\u0000"}"#.utf8), [400]),
    ("a NUL behind", Array("{}".utf8) + [0], [400]),
    ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8), [400]),
    ("UTF-16", Array("{}".utf16).flatMap { [UInt8(truncatingIfNeeded: $0), 0] }, [400]),
    ("1e400000", Array(#"{"name": 1e400000}"#.utf8), [400, 422]),
    ("NaN", Array(#"{"name": NaN}"#.utf8), [400]),
  ]

  @Test(arguments: actions)
  func `no route takes a body that is none`(_ action: String) throws {
    let (world, route) = try open(action)
    let before = try world.rows()
    for text in Self.texts {
      let answer = try ask(world, route, text.bytes)
      #expect(text.statuses.contains(answer.status), "\(action), \(text.name): \(answer)")
      isProblem(answer)
    }
    let isOptional = route.body?.isOptional ?? false
    if !isOptional {
      #expect(try ask(world, route, []).status == 400)
    }
    for type in ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
      let answer = try ask(world, route, Array("{}".utf8), fields: ["Content-Type": type])
      #expect(answer.status == 415, "\(action), \(type): \(answer)")
      isProblem(answer)
    }
    #expect(try world.rows() == before)
    #expect(try world.call("GET", "/health/live").status == 200)
  }

  @Test(arguments: actions)
  func `each member of a body must be of its kind`(_ action: String) throws {
    let (world, route) = try open(action)
    let shape = try #require(route.body).shape
    let example = try JSONReader.read(route.sample ?? [])
    let before = try world.rows()
    for fault in BadMembers.all(of: shape, in: example) {
      let answer = try ask(world, route, fault.bytes)
      if action == "sync.batch", answer.status == 200 {
        // Each operation of a batch is judged alone: the others are not held up.
        var isRefused = false
        if case .array(let results)? = answer["results"] {
          isRefused = results.first?["status"]?.integer == 422
        }
        #expect(isRefused, "\(action) \(fault.path): \(fault.what) → \(answer)")
        continue
      }
      let codes: Set = ["validation_failed", "search_term_not_allowed"]
      #expect(answer.status == 422, "\(action) \(fault.path): \(fault.what) → \(answer)")
      #expect(codes.contains(answer.code ?? ""), "\(action) \(fault.path): \(fault.what)")
      let below = fault.path + "/"
      let isNamed = answer.faultPaths.contains { $0 == fault.path || $0.hasPrefix(below) }
      #expect(isNamed, "\(action) \(fault.path): \(fault.what) → \(answer)")
    }
    #expect(try world.rows() == before)
  }

  @Test(arguments: actions)
  func `a reference to what is not there is refused with its path`(_ action: String) throws {
    let (world, route) = try open(action)
    let shape = try #require(route.body).shape
    guard route.names.isEmpty else { return }
    let example = try JSONReader.read(route.sample ?? [])
    for reference in BadMembers.unknownReferences(of: shape, in: example) {
      let answer = try ask(world, route, reference.bytes)
      #expect(
        [200, 403, 404, 409, 422].contains(answer.status), "\(action) \(reference.path): \(answer)")
      guard answer.status == 422 else { continue }
      let text = String(decoding: reference.bytes, as: UTF8.self)
      #expect(!answer.faultPaths.isEmpty, "\(action) \(reference.path): \(answer) to \(text)")
    }
  }

  // RFC 9110 9.3.1: content of GET changes nothing; what is not there is said, whatever is sent.
  @Test func `a body where none is needed is no fault of a request`() throws {
    let world = try Whole.world()
    let body = Array("hej".utf8)
    #expect(try world.send("GET", "/api/v1/codes", body, token: nil).status == 200)
    #expect(try world.send("OPTIONS", "/api/v1/codes", body, token: nil).status == 204)
    #expect(try world.send("POST", "/none", body, token: nil).status == 404)
    #expect(try world.send("POST", "/api/v1/codes", body, token: nil).status == 405)
    let long = [UInt8](repeating: 32, count: 65_537)
    #expect(try world.send("GET", "/api/v1/codes", long, token: nil).status == 413)
  }

  private func open(_ action: String) throws -> (World, Route) {
    (try Whole.world(), try #require(Whole.routes.first { $0.action == action }))
  }

  private func ask(
    _ world: World, _ route: Route, _ body: [UInt8], fields: [String: String] = [:]
  ) throws -> Answer {
    try world.ask(
      route, naming: Self.unknown, token: Holders.token(for: route), body: body, fields: fields)
  }

  private func isProblem(_ answer: Answer) {
    #expect(answer.field("Content-Type") == "application/problem+json")
    #expect(answer["status"]?.integer == Int64(answer.status) && answer.code != nil)
  }
}
