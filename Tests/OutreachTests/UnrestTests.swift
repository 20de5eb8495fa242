// Signs of unrest: the municipality and the police in one picture, measures with results, and no
// way to pass on a person.

import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

struct UnrestTests {
  private static let path = "/api/v1/unrest-signs"

  private func make(
    _ world: World, area: String = "Gottsunda", unit: String = "uppsala-stod",
    as who: String = "uppsala-outreach"
  ) throws -> String {
    try world.make(
      "/unrest-signs",
      """
      {"unit": "\(unit)", "area": "\(area)", "level": "raised", "source": "school",
       "what": "Bråk efter skolan flera dagar i rad."}
      """, as: who)
  }

  @Test func `the police and the municipality act on one sign together`() throws {
    let world = try World.outreach()
    let id = try make(world, as: "police")
    let acting = try world.laterStep(
      "/unrest-signs/\(id)", #"{"step": "act", "level": "high", "followUpOn": "2026-12-01"}"#,
      as: "uppsala-lead")
    #expect(acting.text("status") == "acting" && acting.text("level") == "high", "\(acting)")
    let path = Self.path + "/\(id)/measures"
    let measure = try world.call(
      "POST", path, json: #"{"party": "police", "what": "Synlig patrull efter skolan."}"#,
      as: "police")
    #expect(measure.status == 201 && measure.text("result") == "pending", "\(measure)")
    let own = path + "/\(measure.text("id") ?? "")"
    let body = #"{"result": "some_effect", "resultText": "Lugnare på vardagar."}"#
    #expect(try world.call("PATCH", own, json: body, as: "police").status == 428)
    let done = try world.call(
      "PATCH", own, json: body, as: "uppsala-lead", fields: ["If-Match": #""1-x""#])
    #expect(done.text("result") == "some_effect", "\(done)")
    let stale = try world.call(
      "PATCH", own, json: body, as: "police", fields: ["If-Match": #""1-x""#])
    #expect(stale.status == 412)
    let followed = try world.laterStep(
      "/unrest-signs/\(id)", #"{"step": "follow-up", "note": "Bättre.", "level": "low"}"#,
      as: "police")
    #expect(followed.text("status") == "following" && followed["followUpOn"] == .null)
    let closed = try world.laterStep(
      "/unrest-signs/\(id)", #"{"step": "close", "note": "Lugnt sedan två veckor."}"#,
      as: "uppsala-lead")
    #expect(closed.text("status") == "closed" && closed.text("result") == "Lugnt sedan två veckor.")
    let late = try world.call("POST", path, json: #"{"party": "other", "what": "x"}"#, as: "police")
    #expect(late.status == 409 && late["allowed"]?.array?.first?.string == "reopen", "\(late)")
    let history = try world.call("GET", Self.path + "/\(id)/transitions", as: "police")
    #expect(history.items.compactMap { $0["step"]?.string } == ["act", "follow-up", "close"])
    #expect(history.items.contains { $0["by"]?.string == "police" })
  }

  @Test func `who works in the field reports and reads, and does not decide`() throws {
    let world = try World.outreach()
    let id = try make(world)
    #expect(try world.call("GET", Self.path + "/\(id)", as: "uppsala-outreach").status == 200)
    let step = try world.laterStep(
      "/unrest-signs/\(id)", #"{"step": "act", "followUpOn": "2026-12-01"}"#)
    #expect(step.status == 403 && step.text("permission") == "commitment.follow_up", "\(step)")
  }

  @Test func `what belongs to another municipality, a unit or a partner stays there`() throws {
    let world = try World.outreach()
    let id = try make(world)
    let elsewhere = try make(world, unit: "umea-falt", as: "umea-outreach")
    for (who, sign) in [
      ("umea-outreach", id), ("umea-intake", id), ("shelter-admin", id), ("shelter-handler", id),
      ("uppsala-caseworker", id), ("police", elsewhere), ("uppsala-intake", elsewhere),
    ] {
      let hidden = try world.call("GET", Self.path + "/\(sign)", as: who)
      let unknown = try world.call("GET", Self.path + "/\(world.deviceID(9))", as: who)
      #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
      let list = try world.call("GET", Self.path, as: who)
      #expect(!list.items.contains { $0["id"]?.string == sign }, "\(who)")
    }
    let foreign = try world.call(
      "POST", Self.path,
      json: #"{"unit": "umea-falt", "area": "x", "level": "low", "source": "staff", "what": "x"}"#,
      as: "police")
    #expect(foreign.status == 422 && foreign.faultPaths == ["/unit"], "\(foreign)")
  }

  @Test func `a measure is found under its own sign only`() throws {
    let world = try World.outreach()
    let (one, other) = (try make(world), try make(world, area: "Stenhagen"))
    let measure = try world.call(
      "POST", Self.path + "/\(one)/measures", json: #"{"party": "municipality", "what": "x"}"#,
      as: "uppsala-lead")
    let id = measure.text("id") ?? ""
    #expect(
      try world.call("GET", Self.path + "/\(one)/measures/\(id)", as: "police").status == 200)
    let foreign = try world.call("GET", Self.path + "/\(other)/measures/\(id)", as: "police")
    #expect(foreign.status == 404)
    let change = try world.call(
      "PATCH", Self.path + "/\(other)/measures/\(id)", json: #"{"result": "effect"}"#,
      as: "uppsala-lead", fields: ["If-Match": "*"])
    #expect(change.status == 404)
  }

  @Test func `nothing that leads to a person passes between the authorities`() throws {
    let world = try World.outreach()
    let id = try make(world)
    _ = try world.laterStep(
      "/unrest-signs/\(id)", #"{"step": "act", "followUpOn": "2026-12-01"}"#, as: "uppsala-lead")
    let bad = "Pojken, 18900704-9803, bor kvar."
    func sign(area: String = "x", what: String = "x", more: String = "") -> String {
      """
      {"unit": "uppsala-stod", "area": "\(area)", "level": "low", "source": "police",
       "what": "\(what)"\(more)}
      """
    }
    for (path, json, member) in [
      ("", sign(what: bad), "/what"), ("", sign(area: bad), "/area"),
      ("/\(id)/measures", #"{"party": "police", "what": "\#(bad)"}"#, "/what"),
      ("/\(id)/transitions", #"{"step": "follow-up", "note": "\#(bad)"}"#, "/note"),
    ] {
      let answer = try world.call("POST", Self.path + path, json: json, as: "police")
      #expect(answer.status == 422 && answer.faultPaths == [member], "\(answer)")
      #expect(answer["errors"]?.array?.first?["code"]?.string == "contains_identity_number")
    }
    for member in ["person", "persons", "suspect"] {
      let answer = try world.call(
        "POST", Self.path, json: sign(more: #", "\#(member)": "x""#), as: "police")
      #expect(answer.faultPaths == ["/\(member)"])
    }
  }

  @Test(arguments: [
    ("reported", "follow-up", 409), ("reported", "reopen", 409), ("closed", "act", 409),
    ("closed", "close", 409), ("acting", "act", 409), ("reported", "close", 200),
    ("closed", "reopen", 200), ("following", "act", 200),
  ])
  func `steps and states`(_ state: String, _ step: String, _ status: Int) throws {
    let world = try World.outreach()
    let id = try make(world)
    let bodies = [
      "act": #"{"step": "act", "followUpOn": "2026-12-01"}"#,
      "follow-up": #"{"step": "follow-up", "note": "x"}"#,
      "close": #"{"step": "close", "note": "x"}"#,
      "reopen": #"{"step": "reopen", "note": "x", "followUpOn": "2026-12-01"}"#,
    ]
    let way = ["acting": ["act"], "following": ["act", "follow-up"], "closed": ["close"]]
    for step in way[state] ?? [] {
      _ = try world.laterStep("/unrest-signs/\(id)", bodies[step] ?? "", as: "police")
    }
    let answer = try world.laterStep("/unrest-signs/\(id)", bodies[step] ?? "", as: "police")
    #expect(answer.status == status, "\(answer)")
  }

  @Test func `what is due to be looked at again is found, and a day that was is refused`() throws {
    let world = try World.outreach()
    let (one, _) = (try make(world), try make(world, area: "Stenhagen"))
    let past = try world.laterStep(
      "/unrest-signs/\(one)", #"{"step": "act", "followUpOn": "2026-11-24"}"#, as: "police")
    #expect(past.status == 422 && past.faultPaths == ["/followUpOn"])
    _ = try world.laterStep(
      "/unrest-signs/\(one)", #"{"step": "act", "followUpOn": "2026-11-25"}"#, as: "police")
    let due = try world.call("GET", Self.path + "?due=true", as: "police")
    #expect(due.items.compactMap { $0["id"]?.string } == [one])
    #expect(due.items.first?["isDue"]?.bool == true)
    for (query, count) in [
      ("?area=Stenhagen", 1), ("?status=acting", 1), ("?level=raised", 2), ("?level=acute", 0),
    ] {
      let list = try world.call("GET", Self.path + query, as: "police")
      #expect(list.items.count == count, "\(query)")
    }
  }
}
