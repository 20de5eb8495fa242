// Services: reading, changing with versions, and what the law lets a service be.

import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct ServiceTests {
  let world: PartnersWorld
  static let path = "/api/v1/services/kvinnojouren-exempel-samtal"

  init() throws { world = try PartnersWorld() }

  @Test func `the shelter changes its service and a lost update is none`() throws {
    let body = #"{"description": "Samtal på kvällstid"}"#
    let tag = try world.tag(Self.path, as: "shelter-admin")
    #expect(try world.call("PATCH", Self.path, body, as: "shelter-admin").status == 428)
    let changed = try world.call("PATCH", Self.path, body, as: "shelter-admin", fields: tag)
    #expect(changed.status == 200, "\(changed)")
    #expect(changed.text("description") == "Samtal på kvällstid")
    #expect(
      try world.call("PATCH", Self.path, body, as: "shelter-admin", fields: tag).status == 412)
    let fresh = ["If-None-Match": try #require(changed.field("ETag"))]
    #expect(try world.call("GET", Self.path, as: "shelter-admin", fields: fresh).status == 304)
  }

  @Test func `hours are a whole, and tell whether it is open now`() throws {
    // It is Wednesday, 09:00.
    let body = #"{"hours":[{"days":["wed"],"opens":"08:00","closes":"16:00"}]}"#
    let changed = try world.call(
      "PATCH", Self.path, body, as: "shelter-admin", fields: ["If-Match": "*"])
    #expect(changed["openNow"] == .bool(true), "\(changed)")
    try world.pass(days: 1, hours: 8)
    let later = try world.call("GET", Self.path, as: "police")
    #expect(later["openNow"] == .bool(false))
    #expect(later.text("opens") == "2026-12-02T07:00:00Z")
    let cleared = try world.call(
      "PATCH", Self.path, #"{"hours":[]}"#, as: "shelter-admin", fields: ["If-Match": "*"])
    #expect(cleared["openNow"] == .null)
  }

  @Test(arguments: [
    ("uppsala-admin", 200), ("uppsala-directory", 200), ("shelter-admin", 200),
    ("shelter-handler", 403), ("mosque-handler", 403), ("umea-admin", 403), ("police", 403),
  ])
  func `who may change it`(_ who: String, _ status: Int) throws {
    let answer = try world.call(
      "PATCH", Self.path, #"{"phone":"08-465 004 01"}"#, as: who, fields: ["If-Match": "*"])
    #expect(answer.status == status, "\(answer)")
    #expect(try world.call("GET", Self.path, as: who).status == 200)
  }

  @Test func `a service is made for a partner and listed with it`() throws {
    let body = """
      {"partner": "kvinnojouren-exempel", "slug": "jouren-natt", "name": "Nattjouren",
       "languages": ["sv"], "needs": ["violence"], "ageMinimum": 18,
       "email": "natt@jouren.example", "url": "https://jouren.example/natt"}
      """
    let dry = try world.call("POST", "/api/v1/services?dryRun=true", body, as: "shelter-admin")
    #expect(dry.status == 200)
    let made = try world.call("POST", "/api/v1/services", body, as: "shelter-admin")
    #expect(made.status == 201, "\(made)")
    #expect(made.text("documentationMode") == "identified")
    #expect(made["acceptsReferrals"] == .bool(true))
    let list = try world.call(
      "GET", "/api/v1/services?partner=kvinnojouren-exempel", as: "umea-outreach")
    #expect(list.items.count == 2)
    #expect(
      try world.call("GET", "/api/v1/services?partner=finns-inte", as: "police").items.isEmpty)
    #expect(try world.call("GET", "/api/v1/services?limit=1", as: "police").text("next") != nil)
    let twice = try world.call("POST", "/api/v1/services", body, as: "shelter-admin")
    #expect(twice.status == 409)
    let foreign = try world.call(
      "POST", "/api/v1/services",
      body.replacing("kvinnojouren-exempel", with: "moske-exempel")
        .replacing("jouren-natt", with: "annan"), as: "shelter-admin")
    #expect(foreign.status == 403)
  }

  @Test(arguments: [
    (#"{"status":"temporarily closed"}"#, "/status"), (#"{"name":null}"#, "/name"),
    (#"{"languages":["swedish"]}"#, "/languages/0"), (#"{"needs":["dance"]}"#, "/needs/0"),
    (#"{"url":"jouren"}"#, "/url"), (#"{"email":"a@b"}"#, "/email"), (#"{"slug":"x"}"#, "/slug"),
    (#"{"ageMinimum":30,"ageMaximum":20}"#, "/ageMaximum"),
    (#"{"documentationMode":"no_identity"}"#, "/documentationMode"),
    (#"{"hours":[{"days":["wed"],"opens":"25:00","closes":"16:00"}]}"#, "/hours/0/opens"),
  ])
  func `a fault is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call(
      "PATCH", Self.path, json, as: "shelter-admin", fields: ["If-Match": "*"])
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  // MARK: the mode

  func put(_ json: String, as who: String = "uppsala-admin") throws -> Answer {
    try world.call(
      "PUT", Self.path + "/documentation-mode", json, as: who, fields: ["If-Match": "*"])
  }

  @Test func `without identity by a board's decision, while it lasts`() throws {
    let answer = try put(
      """
      {"documentationMode": "no_identity", "needsAssessment": "without",
       "diaryNumber": "SCN-2026-00124", "from": "2026-11-26", "to": "2026-11-30"}
      """)
    #expect(answer.status == 200, "\(answer)")
    #expect(answer.text("documentationMode") == "identified", "the decision begins tomorrow")
    #expect(answer["modeDecision"]?["diaryNumber"]?.string == "SCN-2026-00124")
    for (days, mode) in [(1, "no_identity"), (4, "no_identity"), (1, "identified")] {
      try world.pass(days: days, hours: 1)
      #expect(
        try world.call("GET", Self.path, as: "police").text("documentationMode") == mode)
    }
  }

  @Test(arguments: ServiceForm.allCases)
  func `some kinds of help are never given without an assessment`(_ form: ServiceForm) throws {
    let without = try put(
      #"{"documentationMode":"identified","needsAssessment":"without","form":"\#(form.code)"}"#)
    if form == .other {
      #expect(without.status == 200)
    } else {
      #expect(without.faultPaths == ["/needsAssessment"])
    }
    let with = try put(
      #"{"documentationMode":"identified","needsAssessment":"with","form":"\#(form.code)"}"#)
    #expect(with.text("form") == form.code, "\(with)")
  }

  @Test(arguments: [
    (#"{"documentationMode":"no_identity","needsAssessment":"with"}"#, "/documentationMode"),
    (#"{"documentationMode":"no_identity","needsAssessment":"without"}"#, "/diaryNumber"),
    (
      #"{"documentationMode":"no_identity","needsAssessment":"without","diaryNumber":"1"}"#, "/from"
    ),
    (
      #"{"documentationMode":"identified","needsAssessment":"with","to":"2026-11-30"}"#, "/from"
    ),
    (#"{"needsAssessment":"with"}"#, "/documentationMode"),
  ])
  func `a mode that the law does not allow`(_ json: String, _ path: String) throws {
    #expect(try put(json).faultPaths == [path])
  }

  @Test(arguments: ["shelter-admin", "uppsala-directory", "umea-admin"])
  func `only the board's administrator says it`(_ who: String) throws {
    let answer = try put(
      #"{"documentationMode":"identified","needsAssessment":"with"}"#, as: who)
    #expect(answer.status == 403)
    #expect(answer.text("permission") == "service.set_mode")
  }

  @Test func `the rooms above find a service by id and by slug`() throws {
    let database = try Database(path: world.world.path, role: .reader)
    let store = ServiceStore(database)
    let found = try #require(try store.find(.slug("kvinnojouren-exempel-samtal")))
    #expect(try store.find(.id(found.id.erased))?.slug == found.slug)
    #expect(found.partnerName == "kvinnojouren-exempel")
    #expect(try store.find(.slug("finns-inte")) == nil)
    let boards = try PartnerStore(database).boards(of: found.partnerID)
    #expect(boards == [Cast.id("uppsala-socialnamnden")])
  }
}
