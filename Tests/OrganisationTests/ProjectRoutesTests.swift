// Projects over the whole pipeline, and the rule of their days.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Organisation

struct ProjectPeriodTests {
  @Test(
    arguments: [
      ("2026-12-01", nil, nil, nil, []), ("2026-12-01", "2026-12-01", nil, nil, []),
      ("2026-12-01", "2026-11-30", nil, nil, ["to"]),
      ("2026-12-01", "2027-12-01", "2026-11-30", nil, ["evaluationDue"]),
      ("2026-12-01", nil, "2028-01-01", "2026-11-30", ["madePermanentOn"]),
      (
        "2026-12-01", "2026-01-01", "2026-01-01", "2026-01-01",
        ["to", "evaluationDue", "madePermanentOn"]
      ),
    ] as [(String, String?, String?, String?, [String])])
  func `no day lies before the first`(
    _ from: String, _ to: String?, _ evaluation: String?, _ permanent: String?, _ names: [String]
  ) throws {
    let period = ProjectPeriod(
      from: try #require(Day(from)), to: to.flatMap { Day($0) },
      evaluationDue: evaluation.flatMap { Day($0) }, madePermanentOn: permanent.flatMap { Day($0) })
    #expect(period.faultyNames == names)
  }
}

struct ProjectRoutesTests {
  static let json = """
    {"unit": "uppsala-stod", "name": "Natt i Gottsunda", "from": "2026-12-01", "to": "2027-11-30",
     "funder": "Länsstyrelsen", "goals": ["Färre sover ute", "Fler möten"],
     "evaluationDue": "2027-12-31"}
    """
  let world: World

  init() throws { world = try World(OrganisationRoutes.all) }

  private func make(_ who: String = "uppsala-lead") throws -> String {
    let made = try world.call("POST", "/api/v1/projects", json: Self.json, as: who)
    #expect(made.shapeFaults("POST", "/api/v1/projects", in: OrganisationRoutes.all) == [])
    return "/api/v1/projects/" + (try #require(made.text("id")))
  }

  @Test(arguments: ["uppsala-admin", "uppsala-lead"])
  func `a project is made and read`(_ who: String) throws {
    let path = try make(who)
    let read = try world.call("GET", path, as: "uppsala-caseworker")
    #expect(read.shapeFaults("GET", "/api/v1/projects/{id}", in: OrganisationRoutes.all) == [])
    #expect(read["goals"]?.array?.count == 2)
    #expect(read["madePermanentOn"] == .null)
    let list = try world.call("GET", "/api/v1/projects", as: "uppsala-statistician")
    #expect(list.shapeFaults("GET", "/api/v1/projects", in: OrganisationRoutes.all) == [])
    #expect(list.items == [read.body])
    #expect(try world.call("GET", "/api/v1/projects", as: "umea-admin").items == [])
    #expect(try world.call("GET", "/api/v1/projects", as: "operator").items == [read.body])
  }

  @Test(arguments: [
    ("to", "2026-11-30", ["/to"]), ("evaluationDue", "2026-11-30", ["/evaluationDue"]),
    ("madePermanentOn", "2026-02-30", ["/madePermanentOn"]), ("from", "2026-1-1", ["/from"]),
    ("unit", "umea-falt", ["/unit"]), ("unit", "finns-inte", ["/unit"]), ("goals", "x", ["/goals"]),
    ("name", "", ["/name"]), ("slug", "x-y", ["/slug"]),
  ])
  func `a fault is named by its path`(
    _ name: String, _ value: String, _ paths: [String]
  ) throws {
    var members = try #require(JSONReader.read(Array(Self.json.utf8)).members)
    members.removeAll { $0.name == name }
    members.append(JSONMember(name: name, value: .string(value)))
    let answer = try world.call("POST", "/api/v1/projects", .object(members), as: "uppsala-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `only who may write writes`() throws {
    for who in ["uppsala-outreach", "operator", "uppsala-directory"] {
      let answer = try world.call("POST", "/api/v1/projects", json: Self.json, as: who)
      #expect(answer.status == 403, "\(who)")
    }
    let path = try make()
    let body = #"{"name":"X"}"#
    #expect(try world.call("PATCH", path, json: body, as: "uppsala-intake").status == 403)
    #expect(try world.call("PATCH", path, json: body, as: "umea-admin").status == 404)
  }

  @Test func `a hidden project is an unknown one`() throws {
    let path = try make()
    let same = ["X-Request-Id": "same"]
    let hidden = try world.call("GET", path, as: "umea-admin", fields: same)
    let unknown = try world.call(
      "GET", "/api/v1/projects/\(Cast.id("x") as ProjectID)", as: "umea-admin", fields: same)
    #expect(hidden.status == 404)
    #expect(hidden.bytes == unknown.bytes)
    #expect(try world.call("GET", "/api/v1/projects/natt", as: "uppsala-admin").status == 404)
  }

  @Test func `a change is judged with what stays`() throws {
    let path = try make()
    let tag = try #require(try world.call("GET", path, as: "uppsala-lead").field("ETag"))
    func change(_ json: String, _ match: String?) throws -> Answer {
      try world.call(
        "PATCH", path, json: json, as: "uppsala-lead",
        fields: match.map { ["If-Match": $0] } ?? [:])
    }
    #expect(try change(#"{"name":"X"}"#, nil).status == 428)
    let late = try change(#"{"from":"2027-12-01"}"#, tag)
    #expect(late.status == 422)
    #expect(late.faultPaths == ["/to"])
    let changed = try change(
      #"{"from":"2027-12-01","to":null,"madePermanentOn":"2028-01-01","goals":[]}"#, tag)
    #expect(changed.shapeFaults("PATCH", "/api/v1/projects/{id}", in: OrganisationRoutes.all) == [])
    #expect(changed.text("madePermanentOn") == "2028-01-01")
    #expect(changed["to"] == .null)
    #expect(changed["goals"]?.array == [])
    #expect(changed.text("funder") == "Länsstyrelsen")
    #expect(try change(#"{"name":"Y"}"#, tag).status == 412)
    #expect(try change(#"{"from":null}"#, "*").faultPaths == ["/from"])
  }

  @Test func `a dry run keeps nothing`() throws {
    let answer = try world.call(
      "POST", "/api/v1/projects?dryRun=true", json: Self.json, as: "uppsala-admin")
    #expect(answer.status == 200)
    #expect(try world.call("GET", "/api/v1/projects", as: "uppsala-admin").items == [])
  }
}
