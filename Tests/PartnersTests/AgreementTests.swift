// Agreements: who reads and writes them, every step from every state, and that access ends too.

import Access
import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct AgreementTests {
  let world: PartnersWorld
  static let shelter: AgreementID = Cast.id("kvinnojouren-exempel-avtal")
  static let path = "/api/v1/agreements/\(shelter)"

  init() throws { world = try PartnersWorld() }

  func step(_ name: String, _ more: String = "", at path: String = path) throws -> Answer {
    world.world.clock.advance(seconds: 1)
    return try world.call(
      "POST", path + "/transitions", "{\"step\": \"\(name)\"\(more)}", as: "uppsala-admin")
  }

  static let reason = #", "reason": "Avtalet upphör.""#

  static func draft(_ more: String = "") -> String {
    """
    {"partner": "moske-exempel", "kind": "iop", "diaryNumber": "SCN-2026-9",
     "from": "2026-11-25", "to": "2027-11-25", "opensPersonData": true\(more)}
    """
  }

  // MARK: reading

  @Test(arguments: [
    ("uppsala-admin", 200, 2), ("uppsala-intake", 200, 2), ("uppsala-auditor", 200, 2),
    ("shelter-admin", 200, 1), ("shelter-handler", 200, 1), ("police", 200, 2),
    ("mosque-handler", 404, 1), ("umea-admin", 404, 0), ("shelter-sender", 403, 0),
    ("operator", 403, 0),
  ])
  func `a board and its partner read their agreement`(
    _ who: String, _ status: Int, _ count: Int
  ) throws {
    #expect(try world.call("GET", Self.path, as: who).status == status)
    let list = try world.call("GET", "/api/v1/agreements", as: who)
    #expect(list.items.count == count)
    #expect(list.status == (status == 403 ? 403 : 200))
    let ofShelter = try world.call(
      "GET", "/api/v1/agreements?partner=kvinnojouren-exempel", as: who)
    #expect(ofShelter.items.count == (status == 200 ? 1 : 0))
  }

  @Test func `another board's agreement is an unknown one`() throws {
    let same = ["X-Request-Id": "same"]
    let hidden = try world.call("GET", Self.path, as: "umea-admin", fields: same)
    let unknown = try world.call(
      "GET", "/api/v1/agreements/\(Cast.id("x") as AgreementID)", as: "umea-admin", fields: same)
    #expect(hidden.status == 404)
    #expect(hidden.bytes == unknown.bytes)
  }

  @Test func `a list goes on page by page`() throws {
    let first = try world.call("GET", "/api/v1/agreements?limit=1", as: "uppsala-admin")
    let next = try #require(first.text("next"))
    let second = try world.call(
      "GET", "/api/v1/agreements?limit=1&cursor=" + next, as: "uppsala-admin")
    #expect(second.items.count == 1)
    #expect(second.items != first.items)
    #expect(
      try world.call("GET", "/api/v1/agreements?page=2&limit=1", as: "uppsala-admin").items
        == second.items)
  }

  // MARK: the whole life

  @Test func `from draft to termination, and its history`() throws {
    let made = try world.call("POST", "/api/v1/agreements", Self.draft(), as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    #expect(made.text("status") == "draft")
    let path = try #require(made.field("Location"))
    #expect(try step("submit", at: path).text("status") == "review")
    #expect(try step("activate", at: path).status == 409, "not signed yet")
    #expect(try step("sign", #","signedOn":"2026-11-26""#, at: path).faultPaths == ["/signedOn"])
    #expect(
      try step("sign", #","signedOn":"2026-11-25""#, at: path).text("businessStatus") == "signed")
    #expect(try step("activate", at: path).text("status") == "active")
    #expect(try step("suspend", Self.reason, at: path).text("status") == "suspended")
    #expect(try step("resume", at: path).text("status") == "active")
    let over = try step("terminate", Self.reason, at: path)
    #expect(over.text("status") == "terminated")
    #expect(over.text("statusReason") == "Avtalet upphör.")
    #expect(over["nextSteps"] == .array([]))
    let history = try world.call("GET", path + "/transitions?limit=200", as: "uppsala-admin")
    #expect(
      history.items.compactMap { $0["step"]?.string } == [
        "create", "submit", "sign", "activate", "suspend", "resume", "terminate",
      ])
  }

  @Test(arguments: [
    ("draft", ["submit", "terminate"]), ("review", ["sign", "terminate"]),
    ("active", ["suspend", "terminate"]), ("suspended", ["resume", "terminate"]),
    ("expired", []), ("terminated", []),
  ])
  func `a state allows its steps and no other`(_ status: String, _ allowed: [String]) throws {
    for name in ["submit", "sign", "activate", "suspend", "resume", "terminate"] {
      let world = try PartnersWorld()
      try world.world.writer.exclusively { database in
        try database.run("UPDATE agreement SET status = ? WHERE id = ?", status, Self.shelter)
        if status == "draft" || status == "review" {
          try database.run("UPDATE agreement SET signed_on = NULL WHERE id = ?", Self.shelter)
        }
      }
      let more = [
        "suspend": Self.reason, "terminate": Self.reason, "sign": #","signedOn":"2026-11-20""#,
      ]
      let answer = try world.call(
        "POST", Self.path + "/transitions", "{\"step\":\"\(name)\"\(more[name] ?? "")}",
        as: "uppsala-admin")
      #expect(answer.status == (allowed.contains(name) ? 200 : 409), "\(status) \(name): \(answer)")
      if answer.status == 409 {
        #expect(answer["allowed"]?.array?.compactMap(\.string) == allowed)
      }
    }
  }

  @Test func `terminating ends the partner's access in the same second`() throws {
    func opens() throws -> Bool {
      try AccessStore(Database(path: world.world.path, role: .reader)).agreement(
        of: Cast.id("kvinnojouren-exempel")
      ).opensPersonData(on: Day.of(world.world.clock.now))
    }
    let epoch = world.world.writer.accessEpoch
    #expect(try opens())
    #expect(try step("terminate", Self.reason).status == 200)
    #expect(try !opens())
    #expect(world.world.writer.accessEpoch > epoch)
  }

  @Test func `past its last day it has expired, whatever the row says`() throws {
    try world.pass(days: 301)
    let read = try world.call("GET", Self.path, as: "uppsala-admin")
    #expect(read.text("status") == "expired")
    #expect(try step("suspend", Self.reason).status == 409)
    let changed = try world.call(
      "PATCH", Self.path, #"{"to":"2028-01-01"}"#, as: "uppsala-admin",
      fields: ["If-Match": "*"])
    #expect(changed.status == 409)
    let today = Day.of(world.world.clock.now)
    let (mayBeMore, expired) = try world.world.writer.exclusively { database in
      let mayBeMore = try AgreementStore(database).expireEnded(before: today, countMax: 1)
      return try (
        mayBeMore,
        database.first("SELECT count(*) FROM agreement WHERE status = 'expired'") { $0.int() }
      )
    }
    #expect(mayBeMore)
    #expect(expired == 1)
  }

  // MARK: changes

  @Test func `of one in force only the last day and the number change`() throws {
    let tag = try world.tag(Self.path, as: "uppsala-admin")
    let epoch = world.world.writer.accessEpoch
    let changed = try world.call(
      "PATCH", Self.path, #"{"to":"2028-01-01","diaryNumber":"SCN-2"}"#, as: "uppsala-admin",
      fields: tag)
    #expect(changed.text("to") == "2028-01-01", "\(changed)")
    #expect(world.world.writer.accessEpoch > epoch)
    for (body, path) in [
      (#"{"from":"2026-11-25"}"#, "/from"), (#"{"opensPersonData":false}"#, "/opensPersonData"),
      (#"{"to":"2020-01-01"}"#, "/to"), (#"{"to":null}"#, "/to"), (#"{"kind":"iop"}"#, "/kind"),
    ] {
      let refused = try world.call(
        "PATCH", Self.path, body, as: "uppsala-admin", fields: ["If-Match": "*"])
      #expect(refused.faultPaths == [path], "\(refused)")
    }
    #expect(
      try world.call("PATCH", Self.path, #"{"to":"2028-01-01"}"#, as: "uppsala-admin").status
        == 428)
    #expect(
      try world.call(
        "PATCH", Self.path, #"{"to":"2028-01-01"}"#, as: "uppsala-admin", fields: tag
      ).status == 412)
  }

  @Test(arguments: [("shelter-admin", 403), ("uppsala-intake", 403), ("umea-admin", 404)])
  func `others write none`(_ who: String, _ status: Int) throws {
    let step = try world.call(
      "POST", Self.path + "/transitions", "{\"step\":\"terminate\"\(Self.reason)}", as: who)
    #expect(step.status == status, "\(step)")
    let made = try world.call("POST", "/api/v1/agreements", Self.draft(), as: who)
    #expect(made.status == 403, "\(made)")
  }

  @Test(arguments: [
    (#","signedOn":"2026-11-24""#, "active"), (#","board":"uppsala-socialnamnden""#, "draft"),
  ])
  func `one that is signed is in force at once`(_ more: String, _ status: String) throws {
    let made = try world.call("POST", "/api/v1/agreements", Self.draft(more), as: "uppsala-admin")
    #expect(made.text("status") == status, "\(made)")
    let opening = try AgreementStore(Database(path: world.world.path, role: .reader)).opening(
      partner: Cast.id("moske-exempel"), on: Day.of(world.world.clock.now))
    #expect((opening?.diaryNumber == "SCN-2026-9") == (status == "active"))
    #expect(opening.map { $0.board.slug == "uppsala-socialnamnden" } ?? true)
  }

  @Test func `a partner that is not there, a board that is another's`() throws {
    let unknown = try world.call(
      "POST", "/api/v1/agreements", Self.draft().replacing("moske-exempel", with: "finns-inte"),
      as: "uppsala-admin")
    #expect(unknown.faultPaths == ["/partner"])
    let other = try world.call(
      "POST", "/api/v1/agreements", Self.draft(#","board":"umea-socialnamnden""#),
      as: "uppsala-admin")
    #expect(other.status == 403)
  }
}
