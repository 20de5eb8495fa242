// Units over the whole pipeline: who may read and change them, and what bad input gets.

import JSON
import Organisation
import TestSupport
import Testing

struct UnitRoutesTests {
  let world: World

  init() throws { world = try World(OrganisationRoutes.all) }

  @Test func `the admin's script makes a unit that everybody of the board can read`() throws {
    let made = try world.call(
      "POST", "/api/v1/units",
      json: """
        {"slug": "uppsala-beroende", "name": "Beroendeenheten", "kind": "treatment",
         "board": "uppsala-socialnamnden", "parent": "uppsala-stod"}
        """, as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    let id = try #require(made.text("id"))
    #expect(made.field("Location") == "/api/v1/units/\(id)")
    let read = try world.call("GET", "/api/v1/units/uppsala-beroende", as: "uppsala-outreach")
    #expect(read.status == 200)
    #expect(read.bytes == made.bytes)
    #expect(read.field("Location") == nil)
    let list = try world.call("GET", "/api/v1/units?limit=200", as: "uppsala-outreach")
    #expect(list.items.contains { $0["id"]?.string == id })
  }

  @Test func `another municipality's unit is an unknown one`() throws {
    let same = ["X-Request-Id": "same"]
    let hidden = try world.call(
      "GET", "/api/v1/units/uppsala-nexus", as: "umea-outreach", fields: same)
    let unknown = try world.call(
      "GET", "/api/v1/units/uppsala-annat", as: "umea-outreach", fields: same)
    #expect(hidden.status == 404)
    #expect(hidden.bytes == unknown.bytes)
  }

  @Test func `a change needs the version that stands`() throws {
    let path = "/api/v1/units/uppsala-nexus"
    let tag = try #require(try world.call("GET", path, as: "uppsala-admin").field("ETag"))
    let bare = try world.call("PATCH", path, json: #"{"name":"Nexus"}"#, as: "uppsala-admin")
    #expect(bare.status == 428)
    let changed = try world.call(
      "PATCH", path, json: #"{"name":"Nexus"}"#, as: "uppsala-admin", fields: ["If-Match": tag])
    #expect(changed.status == 200, "\(changed)")
    #expect(changed.text("name") == "Nexus")
    let lost = try world.call(
      "PATCH", path, json: #"{"name":"Annat"}"#, as: "uppsala-admin", fields: ["If-Match": tag])
    #expect(lost.status == 412)
    let fresh = try world.call(
      "GET", path, as: "uppsala-admin",
      fields: ["If-None-Match": try #require(changed.field("ETag"))])
    #expect(fresh.status == 304)
  }

  @Test(arguments: [
    (#"{"slug":"x-y","name":"X","kind":"dance","board":"uppsala-socialnamnden"}"#, "/kind"),
    (#"{"slug":"X y","name":"X","kind":"admin","board":"uppsala-socialnamnden"}"#, "/slug"),
    (#"{"slug":"x-y","name":"X","kind":"admin","board":"finns-inte"}"#, "/board"),
    (#"{"slug":"x-y","name":"X","kind":"admin","board":"uppsala-socialnamnden","a":1}"#, "/a"),
    (#"{"slug":"x-y","kind":"admin","board":"uppsala-socialnamnden"}"#, "/name"),
    (
      #"{"slug":"x-y","name":"X","kind":"admin","board":"uppsala-socialnamnden","#
        + #""parent":"umea-falt"}"#,
      "/parent"
    ),
  ])
  func `a fault is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", "/api/v1/units", json: json, as: "uppsala-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test func `only who may write writes, and a slug is taken once`() throws {
    let json = """
      {"slug": "uppsala-nexus", "name": "N", "kind": "violence", "board": "uppsala-socialnamnden"}
      """
    #expect(
      try world.call("POST", "/api/v1/units", json: json, as: "uppsala-outreach").status == 403)
    #expect(try world.call("POST", "/api/v1/units", json: json, as: "umea-admin").status == 403)
    let twice = try world.call("POST", "/api/v1/units", json: json, as: "uppsala-admin")
    #expect(twice.status == 409)
    #expect(twice.code == "already_exists")
  }

  @Test func `a dry run keeps nothing`() throws {
    let answer = try world.call(
      "POST", "/api/v1/units?dryRun=true",
      json: """
        {"slug": "uppsala-prov", "name": "P", "kind": "admin", "board": "uppsala-socialnamnden"}
        """, as: "uppsala-admin")
    #expect(answer.status == 200, "\(answer)")
    #expect(try world.call("GET", "/api/v1/units/uppsala-prov", as: "uppsala-admin").status == 404)
  }
}
