// Other origins: off by default, an exact list otherwise, with the tricks that lists fall for.

import Access
import HTTP
import JSON
import TestSupport
import Testing
import Vocabulary

struct CrossOriginTests {
  private static let origin = "https://app.example.se"
  private let world: World

  init() throws { world = try World(AccountsTableTests.routes, crossOrigins: [Self.origin]) }

  private func get(_ origin: String?, in world: World? = nil) throws -> Answer {
    try (world ?? self.world).call(
      "GET", "/api/v1/me", as: "uppsala-intake", fields: origin.map { ["Origin": $0] } ?? [:])
  }

  private func preflight(
    _ path: String, _ method: String?, origin: String = Self.origin, in world: World? = nil
  ) throws -> Answer {
    var fields = ["Origin": origin]
    fields["Access-Control-Request-Method"] = method
    return try (world ?? self.world).call("OPTIONS", path, fields: fields)
  }

  @Test func `a listed origin may read, with credentials, and see the fields`() throws {
    let answer = try get(Self.origin)
    #expect(answer.status == 200)
    #expect(answer.field("Access-Control-Allow-Origin") == Self.origin)
    #expect(answer.field("Access-Control-Allow-Credentials") == "true")
    #expect(
      answer.field("Access-Control-Expose-Headers")
        == "ETag, Location, Link, X-Request-Id, RateLimit, Retry-After, Idempotency-Replayed")
    #expect(answer.field("Vary") == "Origin")
  }

  @Test(arguments: [
    "null", "*", "https://app.example.se.evil.example", "https://evil-app.example.se",
    "http://app.example.se", "https://app.example.se:8443", "https://APP.example.se",
    "https://app.example.se/", "https://app.example", " ", "https://app.example.se, null",
  ])
  func `no other origin is let in`(_ origin: String) throws {
    for answer in [try get(origin), try preflight("/api/v1/me", "GET", origin: origin)] {
      #expect(answer.field("Access-Control-Allow-Origin") == nil, "\(answer)")
      #expect(answer.field("Access-Control-Allow-Credentials") == nil)
      #expect(answer.field("Access-Control-Allow-Methods") == nil)
      #expect(answer.field("Vary") == "Origin")
    }
  }

  @Test func `without an origin the answer still varies, and problems say the same`() throws {
    let plain = try get(nil)
    #expect(plain.field("Vary") == "Origin")
    #expect(plain.field("Access-Control-Allow-Origin") == nil)
    let refused = try world.call("GET", "/api/v1/me", fields: ["Origin": Self.origin])
    #expect(refused.status == 401)
    #expect(refused.field("Access-Control-Allow-Origin") == Self.origin)
    let lost = try world.call("GET", "/api/v1/nothing", fields: ["Origin": Self.origin])
    #expect(lost.status == 404 && lost.field("Access-Control-Allow-Origin") == Self.origin)
    let wrong = try world.call(
      "POST", "/api/v1/sessions", json: "{}",
      fields: ["Origin": Self.origin, "Content-Type": "text/plain"])
    #expect(wrong.status == 415 && wrong.field("Access-Control-Allow-Origin") == Self.origin)
  }

  @Test(arguments: [
    ("/api/v1/me", "GET", "GET, HEAD, OPTIONS"),
    ("/api/v1/sessions", "POST", "GET, POST, HEAD, OPTIONS"),
    ("/api/v1/sessions/current", "DELETE", "DELETE, GET, HEAD, OPTIONS"),
    ("/api/v1/me/password", "PUT", "PUT, OPTIONS"),
  ])
  func `a preflight is answered by the table of routes`(
    _ path: String, _ method: String, _ methods: String
  ) throws {
    let answer = try preflight(path, method)
    #expect(answer.status == 204, "\(answer)")
    #expect(answer.field("Access-Control-Allow-Methods") == methods)
    #expect(answer.field("Access-Control-Allow-Origin") == Self.origin)
    #expect(answer.field("Access-Control-Max-Age") == "600")
    let headers = answer.field("Access-Control-Allow-Headers") ?? ""
    #expect(headers.contains("Authorization") && !headers.contains("*"))
    #expect(headers.contains("Idempotency-Key") == (method == "POST"))
    #expect(headers.contains("X-CSRF-Token") == (method != "GET"))
  }

  @Test func `a path that is none has no preflight, and a plain OPTIONS is none`() throws {
    #expect(try preflight("/api/v1/nothing", "GET").status == 404)
    let plain = try preflight("/api/v1/me", nil)
    #expect(plain.status == 204 && plain.field("Access-Control-Allow-Methods") == nil)
    #expect(plain.field("Allow") == "GET, HEAD, OPTIONS")
  }

  @Test func `nothing of this is there unless it is configured`() throws {
    let off = try World(AccountsTableTests.routes)
    for answer in [
      try get(Self.origin, in: off), try preflight("/api/v1/me", "GET", in: off),
    ] {
      #expect(answer.field("Vary") == nil)
      #expect(answer.field("Access-Control-Allow-Origin") == nil)
      #expect(answer.field("Access-Control-Allow-Methods") == nil)
    }
  }
}
