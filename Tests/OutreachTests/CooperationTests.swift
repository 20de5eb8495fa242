// Notes about cooperation, and what each party of a joint shift sees of the other's.

import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

struct CooperationNoteTests {
  private static let path = "/api/v1/cooperation-notes"

  private func make(
    _ world: World, _ more: String = #""partner": "kvinnojouren-exempel""#,
    as who: String = "uppsala-outreach"
  ) throws -> String {
    try world.make(
      "/cooperation-notes", #"{\#(more), "who": "Samordnaren", "about": "Gemensamma pass."}"#,
      as: who)
  }

  @Test func `a note says who, about what and what comes next`() throws {
    let world = try World.outreach()
    let id = try make(
      world,
      """
      "partner": "kvinnojouren-exempel", "agreed": "Två kvällar i månaden.",
      "nextStep": "Boka", "nextOn": "2026-11-25"
      """)
    _ = try make(world, #""unit": "uppsala-nexus""#)
    let read = try world.call("GET", Self.path + "/\(id)", as: "uppsala-lead")
    #expect(read["partner"]?["slug"]?.string == "kvinnojouren-exempel" && read["unit"] == .null)
    let due = try world.call("GET", Self.path + "?due=true", as: "uppsala-outreach")
    #expect(due.items.compactMap { $0["id"]?.string } == [id])
    let of = try world.call(
      "GET", Self.path + "?partner=kvinnojouren-exempel", as: "uppsala-outreach")
    #expect(of.items.count == 1)
    #expect(try world.call("GET", Self.path, as: "uppsala-outreach").items.count == 2)
    let body = #"{"agreed": "En kväll.", "nextOn": null}"#
    let path = Self.path + "/\(id)"
    #expect(try world.call("PATCH", path, json: body, as: "uppsala-outreach").status == 428)
    let changed = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": #""1-x""#])
    #expect(changed.text("agreed") == "En kväll." && changed["nextOn"] == .null, "\(changed)")
    let stale = try world.call(
      "PATCH", path, json: body, as: "uppsala-outreach", fields: ["If-Match": #""1-x""#])
    #expect(stale.status == 412)
  }

  @Test(arguments: [
    (#"{"who": "x", "about": "x"}"#, "/partner", "required"),
    (
      #"{"partner": "kvinnojouren-exempel", "unit": "uppsala-nexus", "who": "x", "about": "x"}"#,
      "/unit", "contradiction"
    ),
    (#"{"partner": "ingen-sadan", "who": "x", "about": "x"}"#, "/partner", "unknown"),
    (#"{"unit": "uppsala-stod", "who": "x", "about": "x"}"#, "/unit", "unknown"),
    (
      #"{"unit": "uppsala-nexus", "who": "x", "about": "Om 18900704-9803."}"#, "/about",
      "contains_identity_number"
    ),
    (
      #"{"unit": "uppsala-nexus", "who": "070-174 06 05", "about": "x"}"#, "/who",
      "contains_phone"
    ),
  ])
  func `what is wrong is refused where it is`(
    _ json: String, _ path: String, _ code: String
  ) throws {
    let world = try World.outreach()
    let answer = try world.call("POST", Self.path, json: json, as: "uppsala-outreach")
    let faults = answer["errors"]?.array ?? []
    #expect(answer.status == 422, "\(answer)")
    #expect(
      faults.contains { $0["path"]?.string == path && $0["code"]?.string == code }, "\(answer)")
  }

  @Test func `a note is the keeper's own: not the other party's, not the police's`() throws {
    let world = try World.outreach()
    let id = try make(world)
    for who in ["shelter-handler", "shelter-admin", "umea-outreach", "uppsala-outreach-other"] {
      let hidden = try world.call("GET", Self.path + "/\(id)", as: who)
      let unknown = try world.call("GET", Self.path + "/\(world.deviceID(9))", as: who)
      #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
      #expect(try world.call("GET", Self.path, as: who).items.isEmpty)
    }
    for who in ["police", "shelter-sender", "uppsala-auditor"] {
      #expect(try world.call("GET", Self.path + "/\(id)", as: who).status == 403, "\(who)")
    }
    let written = try world.call(
      "POST", Self.path, json: #"{"unit": "uppsala-nexus", "who": "x", "about": "x"}"#,
      as: "shelter-handler")
    #expect(written.status == 422 && written.faultPaths == ["/team"], "\(written)")
  }
}

struct JointShiftTests {
  @Test func `the plan is shared; summary, observations, evenings and checklists are not`() throws {
    let world = try World.outreach()
    let place = try world.makePlace("Torget", kind: "outdoors")
    let shift = try world.make(
      "/shifts",
      """
      {"startNow": true, "partners": ["kvinnojouren-exempel"], "route": ["\(place)"],
       "crew": ["\(world.userID("uppsala-outreach"))", "\(world.userID("shelter-handler"))"]}
      """)
    let ours = try world.make("/places/\(place)/observations", #"{"heads": [], "note": "Vår."}"#)
    let theirs = try world.make(
      "/places/\(place)/observations", #"{"heads": [], "note": "Deras."}"#, as: "shelter-handler")
    let seen = try world.call("GET", "/api/v1/places/\(place)/observations", as: "uppsala-outreach")
    #expect(seen.items.compactMap { $0["id"]?.string } == [ours], "\(seen) \(theirs)")
    let evening = try world.make("/field-evenings", #"{"area": "Centrum", "worry": "low"}"#)
    _ = try world.step("/shifts/\(shift)", #"{"step": "end", "summary": "Hemlig rad."}"#)
    let partner = try world.call("GET", "/api/v1/shifts/\(shift)", as: "shelter-handler")
    #expect(partner.status == 200 && !partner.text.contains("Hemlig rad."), "\(partner)")
    #expect(partner["route"]?.array?.count == 1)
    for path in ["/places/\(place)/observations", "/field-evenings/\(evening)"] {
      let answer = try world.call("GET", "/api/v1" + path, as: "shelter-handler")
      #expect([403, 404].contains(answer.status), "\(path) \(answer)")
    }
  }

  @Test func `a partner's own checklist is the partner's, and the municipality does not see it`()
    throws
  {
    let world = try World.outreach()
    _ = try world.make(
      "/shifts",
      """
      {"startNow": true, "partners": ["kvinnojouren-exempel"],
       "crew": ["\(world.userID("uppsala-outreach"))", "\(world.userID("shelter-handler"))"]}
      """)
    let met = try world.make(
      "/encounters", #"{"subject": {"nobody": true}, "contents": ["information"]}"#,
      as: "shelter-handler")
    let body =
      #"{"encounter": "\#(met)", "answers": [{"indicator": "threats", "answer": "yes"}]}"#
    let id = try world.make("/trafficking-checklists", body, as: "shelter-handler")
    let own = try world.call("GET", "/api/v1/trafficking-checklists/\(id)", as: "shelter-handler")
    #expect(own["answers"]?.array?.count == 1, "\(own)")
    for who in ["uppsala-lead", "uppsala-intake", "shelter-sender", "mosque-handler"] {
      let answer = try world.call("GET", "/api/v1/trafficking-checklists/\(id)", as: who)
      #expect([403, 404].contains(answer.status), "\(who) \(answer)")
    }
    let foreign = try world.call(
      "POST", "/api/v1/trafficking-checklists", json: body, as: "uppsala-outreach")
    #expect(foreign.status == 422 && foreign.faultPaths == ["/encounter"], "\(foreign)")
  }
}
