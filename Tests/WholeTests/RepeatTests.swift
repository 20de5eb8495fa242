// The same call twice with one key, over the whole table: a client whose answer was lost learns
// what was done, or that it was done and shown; never an empty success, and nothing is done twice.

import HTTP
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@Suite struct RepeatTests {
  private static let actions = Whole.routes.filter { route in
    route.method == .post && route.effect == .writes && route.names.isEmpty
      && route.needs != .nobody
  }.map(\.action)

  @Test(arguments: actions) func `a call with a key is done once`(_ action: String) throws {
    let world = try Whole.world()
    let route = try #require(Whole.routes.first { $0.action == action })
    func send() throws -> Answer {
      try world.send(
        "POST", route.path, route.sample, token: Holders.token(for: route),
        fields: ["Idempotency-Key": "natten-till-den-25"])
    }
    let first = try send()
    guard (200..<300).contains(first.status) else { return }
    let rows = try world.rows()
    let second = try send()
    if second.status == 409 {
      #expect(second.code == "already_shown", "\(second)")
    } else {
      #expect(second.status == first.status && second.text.isEmpty == first.text.isEmpty)
    }
    #expect(try world.rows() == rows)
  }

  @Test func `a good part of the table is asked`() {
    #expect(Self.actions.count > 25)
  }

  @Test func `a tip with a key is one tip, and its receipt is shown once`() throws {
    let world = try Whole.world()
    func send() throws -> Answer {
      try world.call(
        "POST", "/api/v1/public-tips",
        json: #"{"entrance": "uppsala-ingang-akut-hemloshet", "what": "Mia sover under bron."}"#,
        as: "uppsala-intake", fields: ["Idempotency-Key": "tips-1"])
    }
    #expect(try send().text("receipt") != nil)
    let rows = try world.rows()
    let again = try send()
    #expect(again.status == 409 && again.code == "already_shown", "\(again)")
    #expect(try world.rows() == rows)
  }
}
