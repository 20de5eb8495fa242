// Partners over the whole pipeline: who reads what, changes, steps, and colleagues.

import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct PartnerRoutesTests {
  let world: PartnersWorld
  static let shelter = "/api/v1/partners/kvinnojouren-exempel"

  init() throws { world = try PartnersWorld() }

  @Test(arguments: ["uppsala-outreach", "umea-outreach", "mosque-handler", "operator", "police"])
  func `everybody who is signed in reads partners`(_ who: String) throws {
    #expect(try world.call("GET", Self.shelter, as: who).status == 200)
    #expect(try world.call("GET", "/api/v1/partners", as: who).items.count == 2)
    #expect(try world.call("GET", Self.shelter).status == 401)
  }

  @Test func `a list is filtered and goes on page by page`() throws {
    let all = "/api/v1/partners?municipality=0380"
    #expect(try world.call("GET", all, as: "police").items.count == 2)
    #expect(try world.call("GET", all + "&kind=womens_shelter", as: "police").items.count == 1)
    #expect(
      try world.call("GET", "/api/v1/partners?kind=faith_community", as: "police").items.count == 1)
    #expect(
      try world.call("GET", "/api/v1/partners?municipality=2480", as: "police").items.isEmpty)
    let first = try world.call("GET", "/api/v1/partners?limit=1", as: "police")
    let next = try #require(first.text("next"))
    let second = try world.call("GET", "/api/v1/partners?limit=1&cursor=" + next, as: "police")
    #expect(second.items.count == 1)
    #expect(second.items.first != first.items.first)
    #expect(second["next"] == .null)
  }

  @Test(arguments: ["municipality=uppsala", "kind=dance", "kind=police,region", "colour=red"])
  func `a query that is not understood is refused`(_ query: String) throws {
    #expect(try world.call("GET", "/api/v1/partners?" + query, as: "police").status == 400)
  }

  @Test func `contacts that are not listed are for those who look after the partner`() throws {
    let body = """
      {"contacts": [{"name": "Kontoret", "phone": "08-465 004 00", "listed": true},
        {"name": "Ordföranden", "languages": ["sv", "AR"], "areas": ["våld"]}]}
      """
    let changed = try world.call(
      "PATCH", Self.shelter, body, as: "shelter-admin",
      fields: try world.tag(Self.shelter, as: "shelter-admin"))
    #expect(changed.status == 200, "\(changed)")
    let seen = { (who: String) in
      try world.call("GET", Self.shelter, as: who)["contacts"]?.array?.compactMap {
        $0["name"]?.string
      }
    }
    for who in ["shelter-admin", "shelter-sender", "uppsala-admin", "uppsala-directory"] {
      #expect(try seen(who) == ["Kontoret", "Ordföranden"])
    }
    for who in ["uppsala-outreach", "mosque-handler", "umea-admin"] {
      #expect(try seen(who) == ["Kontoret"])
    }
  }

  @Test func `a partner changes its own words, but not what was verified`() throws {
    let tag = try world.tag(Self.shelter, as: "shelter-admin")
    let own = try world.call(
      "PATCH", Self.shelter, #"{"description": "Öppet för alla", "website": "https://x.example"}"#,
      as: "shelter-admin", fields: tag)
    #expect(own.text("description") == "Öppet för alla", "\(own)")
    for body in [#"{"name":"N"}"#, #"{"kind":"police"}"#, #"{"municipalities":["0380","2480"]}"#] {
      let refused = try world.call(
        "PATCH", Self.shelter, body, as: "shelter-admin",
        fields: try world.tag(Self.shelter, as: "shelter-admin"))
      #expect(refused.status == 403)
      #expect(refused.text("permission") == "partner.verify")
    }
    let name = try world.call(
      "PATCH", Self.shelter, #"{"name":"Jouren","municipalities":["0380","2480"]}"#,
      as: "uppsala-admin", fields: try world.tag(Self.shelter, as: "uppsala-admin"))
    #expect(name["municipalities"]?.array?.count == 2, "\(name)")
  }

  @Test(arguments: ["umea-admin", "mosque-handler", "shelter-sender", "uppsala-intake"])
  func `others may not change it`(_ who: String) throws {
    let answer = try world.call(
      "PATCH", Self.shelter, #"{"description":"x"}"#, as: who, fields: ["If-Match": "*"])
    #expect(answer.status == 403)
    #expect(answer.text("permission") == "partner.write")
  }

  @Test func `a change needs the version that stands`() throws {
    let tag = try world.tag(Self.shelter, as: "shelter-admin")
    let body = #"{"description":"x"}"#
    #expect(try world.call("PATCH", Self.shelter, body, as: "shelter-admin").status == 428)
    #expect(
      try world.call("PATCH", Self.shelter, body, as: "shelter-admin", fields: tag).status == 200)
    #expect(
      try world.call("PATCH", Self.shelter, body, as: "shelter-admin", fields: tag).status == 412)
    let unknown = "/api/v1/partners/finns-inte"
    #expect(
      try world.call("PATCH", unknown, body, as: "shelter-admin", fields: tag).status == 404)
  }

  // MARK: steps

  func step(_ name: String, _ who: String, _ more: String = "") throws -> Answer {
    world.world.clock.advance(seconds: 1)
    return try world.call(
      "POST", Self.shelter + "/transitions", "{\"step\": \"\(name)\"\(more)}", as: who)
  }

  static let reason = #", "reason": "Styrelsen har avgått.""#

  @Test func `suspending a partner closes its agreements in the same second`() throws {
    let suspended = try step("suspend", "uppsala-admin", Self.reason)
    #expect(suspended.text("status") == "suspended", "\(suspended)")
    let agreement = "/api/v1/agreements/\(Cast.id("kvinnojouren-exempel-avtal") as AgreementID)"
    let read = try world.call("GET", agreement, as: "uppsala-admin")
    #expect(read.text("status") == "suspended")
    let early = try world.call(
      "POST", agreement + "/transitions", #"{"step":"resume"}"#, as: "uppsala-admin")
    #expect(early.status == 409, "a suspended partner's agreement is not in force")
    #expect(try step("activate", "uppsala-admin").text("status") == "active")
    let resumed = try world.call(
      "POST", agreement + "/transitions", #"{"step":"resume"}"#, as: "uppsala-admin")
    #expect(resumed.text("status") == "active", "\(resumed)")
    let history = try world.call(
      "GET", Self.shelter + "/transitions", as: "shelter-admin")
    #expect(history.items.compactMap { $0["step"]?.string } == ["suspend", "activate"])
  }

  @Test func `a partner with an agreement in force is not closed`() throws {
    let refused = try step("close", "uppsala-admin", Self.reason)
    #expect(refused.status == 409)
    #expect(refused.code == "still_in_use")
    let agreement = "/api/v1/agreements/\(Cast.id("kvinnojouren-exempel-avtal") as AgreementID)"
    _ = try world.call(
      "POST", agreement + "/transitions", #"{"step":"terminate","reason":"Slut."}"#,
      as: "uppsala-admin")
    #expect(try step("close", "uppsala-admin", Self.reason).text("status") == "closed")
    let over = try step("verify", "uppsala-admin")
    #expect(over.status == 409)
    #expect(over["allowed"] == .array([]))
  }

  @Test func `a partner says itself that its details are right`() throws {
    try world.pass(days: 101)
    let late = try world.call("GET", Self.shelter, as: "shelter-admin")
    #expect(late.text("businessStatus") == "unverified")
    let steps = late["nextSteps"]?.array?.compactMap { $0["step"]?.string }
    #expect(steps == ["confirm"])
    let confirmed = try step("confirm", "shelter-admin")
    #expect(confirmed["businessStatus"] == .null, "\(confirmed)")
    #expect(confirmed.text("status") == "active")
  }

  @Test func `a step has its order of refusals`() throws {
    #expect(try step("suspend", "shelter-admin", Self.reason).status == 403)
    #expect(try step("suspend", "umea-admin", Self.reason).status == 403)
    #expect(try step("suspend", "uppsala-admin").faultPaths == ["/reason"])
    #expect(try step("confirm", "uppsala-admin", Self.reason).faultPaths == ["/reason"])
    #expect(try step("dance", "uppsala-admin").faultPaths == ["/step"])
    let lost = try world.call(
      "POST", Self.shelter + "/transitions", #"{"step":"confirm"}"#, as: "uppsala-admin",
      fields: ["If-Match": "\"99-0\""])
    #expect(lost.status == 412)
    let wrong = try step("verify", "uppsala-admin")
    #expect(wrong.status == 409)
    let allowed = wrong["allowed"]?.array?.compactMap(\.string)
    #expect(allowed == ["suspend", "close", "confirm"])
  }

  // MARK: colleagues

  static let colleague = """
    {"username": "jourens.ny", "name": "Ny Kollega", "email": "ny@jouren.example",
     "roles": ["partner-handler"]}
    """

  @Test func `the administrator of the only board adds one too`() throws {
    #expect(
      try world.call("POST", Self.shelter + "/users", Self.colleague, as: "uppsala-admin").status
        == 201)
  }

  @Test func `a partner's administrator adds a colleague without the municipality`() throws {
    let made = try world.call(
      "POST", Self.shelter + "/users", Self.colleague, as: "shelter-admin")
    #expect(made.status == 201, "\(made)")
    let list = try world.call("GET", Self.shelter + "/users?limit=200", as: "shelter-admin")
    #expect(list.items.count == 4)
    #expect(list.items.contains(made.body))
    let location = try #require(made.field("Location"))
    #expect(try world.call("GET", location, as: "shelter-admin").body == made.body)
    let foreign = location.replacing(
      "\(Cast.id("kvinnojouren-exempel") as PartnerID)", with: "moske-exempel")
    #expect(try world.call("GET", foreign, as: "uppsala-admin").status == 404)
  }

  @Test(arguments: ["shelter-handler", "mosque-handler", "umea-admin", "uppsala-intake"])
  func `others add nobody`(_ who: String) throws {
    let answer = try world.call("POST", Self.shelter + "/users", Self.colleague, as: who)
    #expect(answer.status == 403, "\(answer)")
    #expect(try world.call("GET", Self.shelter + "/users", as: who).status == 403)
  }

  @Test func `no board lets people in to another board's data`() throws {
    let agreement = """
      {"partner": "kvinnojouren-exempel", "board": "umea-socialnamnden", "kind": "iop",
       "diaryNumber": "UMEA-1", "from": "2026-11-25", "to": "2027-11-25", "opensPersonData": true
      """
    let change = { (who: String) in
      try world.call(
        "PATCH", Self.shelter, #"{"description":"x"}"#, as: who, fields: ["If-Match": "*"]
      ).status
    }
    let draft = try world.call("POST", "/api/v1/agreements", agreement + "}", as: "umea-admin")
    #expect(draft.status == 201, "\(draft)")
    #expect(try change("umea-admin") == 403, "a draft gives no say")
    let signed = try world.call(
      "POST", "/api/v1/agreements", agreement + #", "signedOn": "2026-11-25"}"#, as: "umea-admin")
    #expect(signed.status == 201, "\(signed)")
    #expect(try change("umea-admin") == 200)
    for (who, status) in [("umea-admin", 403), ("uppsala-admin", 403), ("shelter-admin", 201)] {
      let added = try world.call("POST", Self.shelter + "/users", Self.colleague, as: who)
      #expect(added.status == status, "\(who): \(added)")
    }
  }

  @Test func `a municipality's role is none of a partner's`() throws {
    let answer = try world.call(
      "POST", Self.shelter + "/users", Self.colleague.replacing("partner-handler", with: "intake"),
      as: "shelter-admin")
    #expect(answer.faultPaths == ["/roles/0"])
    let dry = try world.call(
      "POST", Self.shelter + "/users?dryRun=true", Self.colleague, as: "shelter-admin")
    #expect(dry.status == 200)
    #expect(
      try world.call("POST", Self.shelter + "/users", Self.colleague, as: "shelter-admin").status
        == 201)
    #expect(
      try world.call("POST", Self.shelter + "/users", Self.colleague, as: "shelter-admin").status
        == 409)
  }
}
