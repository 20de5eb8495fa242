// Giving roles over the whole pipeline: where, by whom, to whom, and never to oneself.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct GrantRoutesTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  private func give(
    _ who: String, _ body: String, as giver: String, _ query: String = ""
  ) throws -> Answer {
    try world.call("POST", "/users/\(world.id(who))/grants\(query)", body, as: giver)
  }

  @Test func `a grant opens what it says from the next call on, and its end closes it`() throws {
    #expect(
      try world.call("POST", "/audit/verify", "{}", as: "uppsala-intake").status == 403)
    let made = try give(
      "uppsala-intake", #"{"role":"auditor","board":"uppsala-socialnamnden","reason":"Semester"}"#,
      as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    #expect(made["scope"]?["name"]?.string == "uppsala-socialnamnden")
    #expect(made.text("grantedBy") == world.id("uppsala-admin"))
    #expect(
      try world.call("POST", "/audit/verify", "{}", as: "uppsala-intake").status == 200)
    let path = "/grants/\(made.text("id") ?? "")"
    #expect(try world.call("GET", path, as: "uppsala-admin").bytes == made.bytes)
    #expect(try world.call("DELETE", path, as: "uppsala-admin").status == 204)
    #expect(
      try world.call("POST", "/audit/verify", "{}", as: "uppsala-intake").status == 403)
    let entry = try #require(try world.trail().last { $0["action"]?.string == "grant.create" })
    #expect(entry["subjects"]?.array?.first?.string == world.id("uppsala-intake"))
    #expect(entry["fields"]?.array?.compactMap(\.string) == ["grant", "auditor"])
  }

  @Test func `a grant with times holds between them`() throws {
    let made = try give(
      "uppsala-intake",
      """
      {"role":"auditor","board":"uppsala-socialnamnden",
       "from":"2026-11-25T09:00:00Z","until":"2026-11-25T10:00:00Z"}
      """, as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    func status() throws -> Int {
      try world.call("POST", "/audit/verify", "{}", as: "uppsala-intake").status
    }
    #expect(try status() == 403)
    for (seconds, expected) in [(1_600, 403), (1_600, 403), (500, 200), (1_700, 200), (1_700, 200)]
    {
      world.world.clock.advance(seconds: Int64(seconds))
      #expect(try status() == expected)
    }
    world.world.clock.advance(seconds: 300)
    #expect(try status() == 403)
  }

  @Test(arguments: ["uppsala-admin", "shelter-admin", "operator", "uppsala-lead"])
  func `nobody gives themselves anything`(_ who: String) throws {
    let answer = try give(
      who, #"{"role":"intake","board":"uppsala-socialnamnden"}"#, as: who)
    #expect(answer.status == 403)
    #expect(answer.text("permission") == "role.grant")
  }

  @Test(arguments: [
    ("uppsala-intake", #"{"role":"auditor","board":"umea-socialnamnden"}"#, "uppsala-admin", 403),
    ("uppsala-intake", #"{"role":"system-admin"}"#, "uppsala-admin", 403),
    ("uppsala-intake", #"{"role":"system-admin"}"#, "operator", 422),
    ("uppsala-outreach", #"{"role":"outreach","team":"uppsala-nexusteamet"}"#, "uppsala-lead", 403),
    ("uppsala-guide", #"{"role":"outreach","team":"uppsala-stodteamet"}"#, "uppsala-lead", 202),
    ("uppsala-guide", #"{"role":"outreach","unit":"uppsala-stod-natt"}"#, "uppsala-lead", 202),
    // What a lead does not hold, or not as far.
    ("uppsala-guide", #"{"role":"intake","unit":"uppsala-stod"}"#, "uppsala-lead", 403),
    ("uppsala-guide", #"{"role":"municipality-admin","unit":"uppsala-stod"}"#, "uppsala-lead", 403),
    ("uppsala-guide", #"{"role":"auditor","unit":"uppsala-stod"}"#, "uppsala-lead", 403),
    // A role and a user that do not go together.
    (
      "uppsala-guide", #"{"role":"partner-handler","partner":"kvinnojouren-exempel"}"#,
      "uppsala-admin", 422
    ),
    ("uppsala-guide", #"{"role":"service","board":"uppsala-socialnamnden"}"#, "uppsala-admin", 422),
    (
      "shelter-sender", #"{"role":"intake","board":"uppsala-socialnamnden"}"#, "uppsala-admin", 422
    ),
    (
      "shelter-sender", #"{"role":"police-liaison","board":"uppsala-socialnamnden"}"#,
      "uppsala-admin", 422
    ),
    ("shelter-sender", #"{"role":"guide","team":"uppsala-stodteamet"}"#, "uppsala-admin", 202),
    ("shelter-sender", #"{"role":"guide","team":"umea-faltgruppen"}"#, "operator", 422),
    (
      "shelter-sender", #"{"role":"partner-admin","partner":"kvinnojouren-exempel"}"#,
      "shelter-admin", 201
    ),
    (
      "shelter-sender", #"{"role":"partner-admin","partner":"moske-exempel"}"#, "shelter-admin", 403
    ),
    ("shelter-sender", #"{"role":"intake","board":"uppsala-socialnamnden"}"#, "shelter-admin", 403),
  ])
  func `a role goes where it may`(
    _ who: String, _ body: String, _ giver: String, _ status: Int
  ) throws {
    let answer = try give(who, body, as: giver)
    #expect(answer.status == status, "\(answer)")
  }

  @Test(arguments: [
    (#"{"board":"uppsala-socialnamnden"}"#, "/role"), (#"{"role":"intake"}"#, ""),
    (#"{"role":"king","board":"uppsala-socialnamnden"}"#, "/role"),
    (#"{"role":"intake","board":"finns-inte"}"#, "/board"),
    (#"{"role":"intake","unit":"finns-inte"}"#, "/unit"),
    (#"{"role":"intake","board":"uppsala-socialnamnden","unit":"uppsala-stod"}"#, "/unit"),
    (#"{"role":"system-admin","board":"uppsala-socialnamnden"}"#, "/board"),
    (#"{"role":"intake","unit":"uppsala-stod","until":"2026-11-01T00:00:00Z"}"#, "/until"),
    (
      """
      {"role":"intake","unit":"uppsala-stod","from":"2027-01-02T00:00:00Z",
       "until":"2027-01-01T00:00:00Z"}
      """, "/until"
    ),
    (#"{"role":"intake","board":"uppsala-socialnamnden","x":1}"#, "/x"),
  ])
  func `a fault in a grant is named by its path`(_ json: String, _ path: String) throws {
    let answer = try give("uppsala-guide", json, as: "uppsala-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test func `a grant that is out of reach is an unknown one`() throws {
    let same = ["X-Request-Id": "same"]
    let theirs = (Cast.id("umea-intake-grant") as GrantID).text
    let unknown = (Cast.id("no such grant") as GrantID).text
    for method in ["GET", "DELETE"] {
      let hidden = try world.call(
        method, "/grants/\(theirs)", as: "uppsala-admin", fields: same)
      #expect(hidden.status == 404)
      #expect(
        try world.call(method, "/grants/\(unknown)", as: "uppsala-admin", fields: same).bytes
          == hidden.bytes)
    }
    let above = (Cast.id("uppsala-admin-grant") as GrantID).text
    #expect(try world.call("GET", "/grants/\(above)", as: "uppsala-lead").status == 200)
    #expect(try world.call("DELETE", "/grants/\(above)", as: "uppsala-lead").status == 403)
  }

  @Test func `dry runs and repeats give nothing twice`() throws {
    let body = #"{"role":"statistician","board":"uppsala-socialnamnden"}"#
    let dry = try give("uppsala-guide", body, as: "uppsala-admin", "?dryRun=true")
    #expect(dry.status == 200)
    let path = "/users/\(world.id("uppsala-guide"))/grants"
    #expect(try world.call("GET", path, as: "uppsala-admin").items.count == 1)
    let key = ["Idempotency-Key": "g"]
    let first = try world.call("POST", path, body, as: "uppsala-admin", fields: key)
    let again = try world.call("POST", path, body, as: "uppsala-admin", fields: key)
    #expect(again.status == 201)
    #expect(again.bytes == first.bytes)
    #expect(again.field("Idempotency-Replayed") == "true")
    #expect(try world.call("GET", path, as: "uppsala-admin").items.count == 2)
  }
}
