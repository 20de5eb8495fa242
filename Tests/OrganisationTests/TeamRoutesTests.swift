// Teams and their members over the whole pipeline: who may write them, who may be in them, and what
// being in one opens and leaves in the trail.

import Access
import JSON
import Organisation
import SQLite
import TestSupport
import Testing
import Vocabulary

struct TeamRoutesTests {
  let world: World
  let outreach: UserID = Cast.id("uppsala-outreach")
  let caseworker: UserID = Cast.id("uppsala-caseworker")

  init() throws { world = try World(OrganisationRoutes.all) }

  private func member(_ user: UserID, team: String = "uppsala-stodteamet") -> String {
    "/api/v1/teams/\(team)/members/\(user)"
  }

  private func names(_ team: String = "uppsala-stodteamet") throws -> [String] {
    let read = try world.call("GET", "/api/v1/teams/" + team, as: "uppsala-admin")
    #expect(read.shapeFaults("GET", "/api/v1/teams/{team}", in: OrganisationRoutes.all) == [])
    return (read["members"]?.array ?? []).compactMap { $0["user"]?["name"]?.string }.sorted()
  }

  @Test(arguments: ["uppsala-admin", "uppsala-lead"])
  func `a unit's lead and the administrator make a team`(_ who: String) throws {
    let json = """
      {"slug": "natt-teamet", "name": "Natteamet", "unit": "uppsala-stod-natt",
       "targetGroups": ["acute_homelessness", "substance"]}
      """
    let made = try world.call(
      "POST", "/api/v1/teams", json: json, as: who, fields: ["Idempotency-Key": "k1"])
    #expect(made.shapeFaults("POST", "/api/v1/teams", in: OrganisationRoutes.all) == [], "\(made)")
    #expect(made["board"]?["slug"]?.string == "uppsala-socialnamnden")
    let again = try world.call(
      "POST", "/api/v1/teams", json: json, as: who, fields: ["Idempotency-Key": "k1"])
    #expect(again.field("Idempotency-Replayed") == "true")
    #expect(again.bytes == made.bytes)
    let read = try world.call("GET", "/api/v1/teams/natt-teamet", as: "uppsala-guide")
    #expect(read.bytes == made.bytes)
    let twice = try world.call("POST", "/api/v1/teams", json: json, as: who)
    #expect(twice.status == 409)
  }

  @Test(arguments: [
    ("uppsala-lead", "uppsala-utredning", 403), ("uppsala-outreach", "uppsala-stod", 403),
    ("operator", "uppsala-stod", 403), ("umea-admin", "uppsala-stod", 422),
  ])
  func `a team is made only where the right reaches`(
    _ who: String, _ unit: String, _ status: Int
  ) throws {
    let answer = try world.call(
      "POST", "/api/v1/teams", json: #"{"slug":"nytt-team","name":"N","unit":"\#(unit)"}"#, as: who)
    #expect(answer.status == status, "\(answer)")
    if status == 422 { #expect(answer.faultPaths == ["/unit"]) }
  }

  @Test(arguments: [
    (#"{"slug":"nytt-team","name":"N","unit":"finns-inte"}"#, ["/unit"]),
    (#"{"slug":"nytt team","name":"N","unit":"uppsala-stod"}"#, ["/slug"]),
    (
      #"{"slug":"nytt-team","name":"N","unit":"uppsala-stod","targetGroups":["x"]}"#,
      ["/targetGroups/0"]
    ),
    (#"{"slug":"nytt-team","name":" ","unit":"uppsala-stod","a":1}"#, ["/name", "/a"]),
  ])
  func `a fault is named by its path`(_ json: String, _ paths: [String]) throws {
    let answer = try world.call("POST", "/api/v1/teams", json: json, as: "uppsala-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `a dry run keeps nothing`() throws {
    let json = #"{"slug":"nytt-team","name":"N","unit":"uppsala-stod"}"#
    let answer = try world.call(
      "POST", "/api/v1/teams?dryRun=true", json: json, as: "uppsala-admin")
    #expect(answer.status == 200)
    #expect(try world.call("GET", "/api/v1/teams/nytt-team", as: "uppsala-admin").status == 404)
  }

  @Test func `a board's teams are listed to the board's own`() throws {
    func teams(_ who: String) throws -> Set<String> {
      let list = try world.call("GET", "/api/v1/teams", as: who)
      #expect(list.shapeFaults("GET", "/api/v1/teams", in: OrganisationRoutes.all) == [])
      return Set(list.items.compactMap { $0["slug"]?.string })
    }
    #expect(try teams("uppsala-outreach") == ["uppsala-stodteamet", "uppsala-nexusteamet"])
    #expect(try teams("umea-outreach") == ["umea-faltgruppen"])
    #expect(try teams("operator").count == 3)
    #expect(try teams("mosque-handler") == [])
  }

  @Test func `another municipality's team is an unknown one, in every call`() throws {
    for (method, tail, json) in [
      ("GET", "", nil), ("PATCH", "", #"{"name":"X"}"#),
      ("PUT", "/members/\(outreach)", "{}"), ("DELETE", "/members/\(outreach)", nil),
    ] as [(String, String, String?)] {
      let answers = try ["uppsala-stodteamet", "uppsala-annat"].map { slug in
        let path = "/api/v1/teams/\(slug)\(tail)"
        let fields = ["X-Request-Id": "same"]
        return if let json {
          try world.call(method, path, json: json, as: "umea-admin", fields: fields)
        } else {
          try world.call(method, path, as: "umea-admin", fields: fields)
        }
      }
      #expect(answers[0].status == 404, "\(method) \(answers[0])")
      #expect(answers[0].bytes == answers[1].bytes)
    }
  }

  @Test func `a change needs the version that stands`() throws {
    let path = "/api/v1/teams/uppsala-stodteamet"
    let tag = try #require(try world.call("GET", path, as: "uppsala-lead").field("ETag"))
    let json = #"{"name":"Stödteamet","targetGroups":["guides"]}"#
    #expect(try world.call("PATCH", path, json: json, as: "uppsala-lead").status == 428)
    #expect(try world.call("PATCH", path, json: json, as: "uppsala-outreach").status == 403)
    let changed = try world.call(
      "PATCH", path, json: json, as: "uppsala-lead", fields: ["If-Match": tag])
    #expect(changed.shapeFaults("PATCH", "/api/v1/teams/{team}", in: OrganisationRoutes.all) == [])
    #expect(changed["targetGroups"]?.array == [.string("guides")])
    let lost = try world.call(
      "PATCH", path, json: json, as: "uppsala-lead", fields: ["If-Match": tag])
    #expect(lost.status == 412)
    let emptied = try world.call(
      "PATCH", path, json: #"{"targetGroups":[]}"#, as: "uppsala-lead", fields: ["If-Match": "*"])
    #expect(emptied["targetGroups"]?.array == [])
    #expect(emptied.text("name") == "Stödteamet")
  }

  @Test func `a member is put in, written anew and taken out`() throws {
    let path = member(caseworker)
    let route = "/api/v1/teams/{team}/members/{user}"
    let put = try world.send("PUT", path, nil, token: Cast.token("uppsala-lead"))
    #expect(put.shapeFaults("PUT", route, in: OrganisationRoutes.all) == [], "\(put)")
    #expect(put["user"]?["name"]?.string == "uppsala-caseworker")
    #expect(put["from"] == .null)
    #expect(try names() == ["uppsala-caseworker", "uppsala-guide", "uppsala-outreach"])
    let anew = try world.call(
      "PUT", path, json: #"{"roleInTeam":"samordnare","from":"2026-12-01","to":"2026-12-31"}"#,
      as: "uppsala-lead")
    #expect(anew.shapeFaults("PUT", route, in: OrganisationRoutes.all) == [])
    #expect(anew.text("roleInTeam") == "samordnare")
    #expect(anew.text("to") == "2026-12-31")
    #expect(try names().count == 3)
    let removed = try world.call("DELETE", path, as: "uppsala-lead")
    #expect(removed.shapeFaults("DELETE", route, in: OrganisationRoutes.all) == [], "\(removed)")
    #expect(try names() == ["uppsala-guide", "uppsala-outreach"])
    #expect(try world.call("DELETE", path, as: "uppsala-lead").status == 404)
  }

  @Test(arguments: ["umea-outreach", "shelter-admin", "operator", "nobody-at-all"])
  func `only a user of the municipality can be a member`(_ who: String) throws {
    let answer = try world.call(
      "PUT", member(Cast.id(who)), json: "{}", as: "uppsala-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == ["/user"])
    #expect(try names().count == 2)
  }

  @Test func `a membership ends no sooner than it begins`() throws {
    let answer = try world.call(
      "PUT", member(caseworker), json: #"{"from":"2026-12-02","to":"2026-12-01"}"#,
      as: "uppsala-admin")
    #expect(answer.faultPaths == ["/to"])
    let day = try world.call(
      "PUT", member(caseworker), json: #"{"from":"2026-12-01","to":"2026-12-01"}"#,
      as: "uppsala-admin")
    #expect(day.status == 200)
  }

  @Test(arguments: ["uppsala-outreach", "uppsala-intake", "uppsala-directory"])
  func `who may only read changes no membership`(_ who: String) throws {
    #expect(try world.call("PUT", member(caseworker), json: "{}", as: who).status == 403)
    #expect(try world.call("DELETE", member(outreach), as: who).status == 403)
    #expect(try names().count == 2)
  }

  @Test func `a lead reaches the own units' teams only`() throws {
    let path = member(caseworker, team: "uppsala-nexusteamet")
    #expect(try world.call("PUT", path, json: "{}", as: "uppsala-lead").status == 403)
  }

  @Test func `If-Match is obeyed where it is sent, and members raise no version`() throws {
    let team = "/api/v1/teams/uppsala-stodteamet"
    let before = try #require(try world.call("GET", team, as: "uppsala-lead").field("ETag"))
    let path = member(caseworker)
    for fields in [["If-Match": before], ["If-Match": before], [:]] {
      #expect(
        try world.call("PUT", path, json: "{}", as: "uppsala-lead", fields: fields).status == 200)
    }
    let stale = ["If-Match": "\"9-x\""]
    #expect(
      try world.call("PUT", path, json: "{}", as: "uppsala-lead", fields: stale).status == 412)
    #expect(try world.call("DELETE", path, as: "uppsala-lead", fields: stale).status == 412)
    // The tag is another one all the same, for the members stand in the body.
    #expect(try world.call("GET", team, as: "uppsala-lead").field("ETag") != before)
  }

  @Test func `what a member may do changes with the next call`() throws {
    let now = world.clock.now
    func teams() throws -> Set<TeamID>? {
      try world.writer.exclusively { database in
        let token = try #require(Token(Cast.token("uppsala-caseworker")))
        return try AccessStore(database).find(token)?.teams(at: now)
      }
    }
    let first = world.writer.accessEpoch
    _ = try world.call("PUT", member(caseworker), json: "{}", as: "uppsala-lead")
    #expect(try teams() == [Cast.id("uppsala-stodteamet")])
    let second = world.writer.accessEpoch
    #expect(second > first)
    _ = try world.call("DELETE", member(caseworker), as: "uppsala-lead")
    #expect(try teams() == [])
    #expect(world.writer.accessEpoch > second)
  }

  @Test func `the trail says who put whom into which team, and who was refused`() throws {
    _ = try world.call("PUT", member(caseworker), json: "{}", as: "uppsala-lead")
    _ = try world.call("DELETE", member(caseworker), as: "uppsala-lead")
    _ = try world.call("PUT", member(caseworker), json: "{}", as: "umea-admin")
    let entries = try world.writer.exclusively { database in
      try database.all("SELECT entry FROM audit ORDER BY seq") { row in row.text() }
    }
    let found = try entries.map { entry in
      let entry = try JSONReader.read(Array(entry.utf8))
      return (entry["action"]?.string ?? "") + " " + (entry["outcome"]?.string ?? "")
    }
    #expect(
      found == ["team.member.put done", "team.member.remove done", "team.member.put not_found"])
  }
}
