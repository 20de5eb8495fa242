// Contacts on platforms: how far they came, and no way back to who it was.

import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

struct OnlineContactTests {
  private static let path = "/api/v1/online-contacts"

  private func make(
    _ world: World, _ more: String = "", as who: String = "uppsala-outreach"
  ) throws -> String {
    try world.make("/online-contacts", #"{"platform": "sugar_dating"\#(more)}"#, as: who)
  }

  @Test func `a contact goes from the first word to a meeting, and its history says when`() throws {
    let world = try World.outreach()
    let id = try make(world, #", "contactedOn": "2026-11-20""#)
    let replied = try world.laterStep(
      "/online-contacts/\(id)", #"{"step": "reply", "on": "2026-11-21", "note": "Vill veta mer."}"#)
    #expect(replied.text("status") == "replied" && replied.text("repliedOn") == "2026-11-21")
    let met = try world.laterStep("/online-contacts/\(id)", #"{"step": "meet"}"#)
    #expect(met.text("metOn") == "2026-11-25" && met.text("note") == "Vill veta mer.")
    let ended = try world.laterStep(
      "/online-contacts/\(id)", #"{"step": "end", "reason": "continued_in_meeting"}"#)
    #expect(ended.text("endReason") == "continued_in_meeting")
    #expect(ended["nextSteps"]?.array?.isEmpty == true)
    let history = try world.call("GET", Self.path + "/\(id)/transitions", as: "uppsala-lead")
    #expect(history.items.compactMap { $0["step"]?.string } == ["reply", "meet", "end"])
    #expect(history.items.first?["text"]?.string == "Vill veta mer.")
  }

  @Test(arguments: [
    ("", "reply meet end"), ("reply", "meet end"), ("reply meet", "end"), ("meet", "end"),
    ("end", ""),
  ])
  func `a state allows its own steps and names them`(_ taken: String, _ allowed: String) throws {
    let world = try World.outreach()
    let id = try make(world)
    func body(_ step: String) -> String {
      step == "end" ? #"{"step": "end", "reason": "declined"}"# : #"{"step": "\#(step)"}"#
    }
    for step in taken.split(separator: " ") {
      #expect(try world.laterStep("/online-contacts/\(id)", body(String(step))).status == 200)
    }
    let allowed = allowed.split(separator: " ").map(String.init)
    for step in ["reply", "meet", "end"] where !allowed.contains(step) {
      let answer = try world.laterStep("/online-contacts/\(id)", body(step))
      #expect(answer.status == 409, "\(step) \(answer)")
      #expect(answer["allowed"]?.array?.compactMap(\.string) == allowed)
    }
  }

  @Test func `a step has its time and its reason`() throws {
    let world = try World.outreach()
    let id = try make(world, #", "contactedOn": "2026-11-20""#)
    for (json, path, code) in [
      (#"{"step": "reply", "on": "2026-11-19"}"#, "/on", "before_last_step"),
      (#"{"step": "reply", "on": "2026-11-26"}"#, "/on", "future"),
      (#"{"step": "end"}"#, "/reason", "required"),
      (#"{"step": "reply", "reason": "declined"}"#, "/reason", "unknown_member"),
      (#"{"step": "reply", "note": "heter mia_03 där"}"#, "/note", "contains_handle"),
    ] {
      let answer = try world.laterStep("/online-contacts/\(id)", json)
      let fault = answer["errors"]?.array?.first
      #expect(answer.status == 422, "\(json) \(answer)")
      #expect(fault?["path"]?.string == path && fault?["code"]?.string == code, "\(answer)")
    }
  }

  @Test(arguments: [
    ("https://exempel.invalid/mia", "contains_link"), ("@mia", "contains_handle"),
    ("insta: mia", "contains_handle"), ("0701740605", "contains_phone"),
    ("189007049803", "contains_identity_number"),
  ])
  func `no profile, link, handle or number is kept`(_ text: String, _ code: String) throws {
    let world = try World.outreach()
    let answer = try world.call(
      "POST", Self.path, json: #"{"platform": "chat", "note": "\#(text)"}"#,
      as: "uppsala-outreach")
    #expect(answer.status == 422 && answer.faultPaths == ["/note"], "\(answer)")
    #expect(answer["errors"]?.array?.first?["code"]?.string == code)
    #expect(!answer.text.contains(text))
    #expect(try world.number("SELECT count(*) FROM online_contact") == 0)
    // A member to put it in does not exist either.
    for member in ["profile", "handle", "link", "username", "person", "contactCode"] {
      let unknown = try world.call(
        "POST", Self.path, json: #"{"platform": "chat", "\#(member)": "x"}"#,
        as: "uppsala-outreach")
      #expect(unknown.status == 422 && unknown.faultPaths == ["/\(member)"])
    }
  }

  @Test func `another team's contact is as one that never was`() throws {
    let world = try World.outreach()
    let id = try make(world)
    for who in ["uppsala-outreach-other", "umea-outreach"] {
      for path in ["", "/transitions"] {
        let hidden = try world.call("GET", Self.path + "/\(id)\(path)", as: who)
        let unknown = try world.call(
          "GET", Self.path + "/\(world.deviceID(9))\(path)", as: who)
        #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
      }
      let step = try world.laterStep("/online-contacts/\(id)", #"{"step": "reply"}"#, as: who)
      #expect(step.status == 404)
      #expect(try world.call("GET", Self.path, as: who).items.isEmpty)
    }
    let read = try world.laterStep(
      "/online-contacts/\(id)", #"{"step": "reply"}"#, as: "uppsala-intake")
    #expect(read.status == 403, "\(read)")
  }

  @Test func `the same call twice makes one contact, and a step obeys the version`() throws {
    let world = try World.outreach()
    let fields = ["Idempotency-Key": "natt-1"]
    let answers = try (0..<2).map { _ in
      try world.call(
        "POST", Self.path, json: #"{"platform": "chat"}"#, as: "uppsala-outreach", fields: fields)
    }
    #expect(answers[0].text("id") == answers[1].text("id"))
    #expect(answers[1].field("Idempotency-Replayed") == "true")
    #expect(try world.number("SELECT count(*) FROM online_contact") == 1)
    let stale = try world.call(
      "POST", Self.path + "/\(answers[0].text("id") ?? "")/transitions",
      json: #"{"step": "reply"}"#, as: "uppsala-outreach", fields: ["If-Match": #""7-x""#])
    #expect(stale.status == 412)
  }

  @Test func `counts are by the month in which each thing happened`() throws {
    let world = try World.outreach()
    for number in 0..<6 {
      let id = try make(world, #", "contactedOn": "2026-10-\#(10 + number)""#)
      if number < 5 {
        _ = try world.laterStep("/online-contacts/\(id)", #"{"step": "reply", "on": "2026-11-02"}"#)
      }
      if number < 2 {
        _ = try world.laterStep("/online-contacts/\(id)", #"{"step": "meet", "on": "2026-11-03"}"#)
      }
    }
    let answer = try world.call("GET", Self.path + "/summary", as: "uppsala-statistician")
    #expect(answer.items.count == 2, "\(answer)")
    let (october, november) = (answer.items[0], answer.items[1])
    #expect(october["month"]?.string == "2026-10" && october["firstContacts"]?.integer == 6)
    #expect(october["replies"]?.integer == 0)
    #expect(november["replies"]?.integer == 5 && november["firstContacts"]?.integer == 0)
    // Two meetings are two girls.
    #expect(november["meetings"] == .null)
    let day = try world.call(
      "GET", Self.path + "/summary?months=2026-11-03", as: "uppsala-statistician")
    #expect(day.status == 400)
  }
}
