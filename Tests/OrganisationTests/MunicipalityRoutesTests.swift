// Municipalities and boards over the whole pipeline: anyone signed in may know which municipalities
// there are; only the server's administrators make one.

import JSON
import Organisation
import TestSupport
import Testing

struct MunicipalityRoutesTests {
  let world: World

  init() throws { world = try World(OrganisationRoutes.all) }

  @Test(arguments: ["operator", "uppsala-guide", "umea-outreach", "shelter-sender", "police"])
  func `everybody who is signed in reads all municipalities`(_ who: String) throws {
    let list = try world.call("GET", "/api/v1/municipalities", as: who)
    #expect(
      list.shapeFaults("GET", "/api/v1/municipalities", in: OrganisationRoutes.all) == [])
    #expect(Set(list.items.compactMap { $0["code"]?.string }) == ["0380", "2480"])
    let byCode = try world.call("GET", "/api/v1/municipalities/0380", as: who)
    #expect(byCode.text("name") == "Uppsala")
    let id = try #require(byCode.text("id"))
    #expect(try world.call("GET", "/api/v1/municipalities/\(id)", as: who).bytes == byCode.bytes)
  }

  @Test func `nobody without a token reads them`() throws {
    #expect(try world.call("GET", "/api/v1/municipalities").status == 401)
    #expect(try world.call("GET", "/api/v1/municipalities/0380").status == 401)
  }

  @Test(arguments: ["0114", "9999", "uppsala", "x"])
  func `what is not there is not found`(_ name: String) throws {
    let answer = try world.call("GET", "/api/v1/municipalities/\(name)", as: "operator")
    #expect(answer.status == 404)
  }

  @Test func `the operator makes a municipality with a board`() throws {
    let made = try world.call(
      "POST", "/api/v1/municipalities", json: #"{"code": "0180", "protectionOfficer": "Dso"}"#,
      as: "operator")
    #expect(made.shapeFaults("POST", "/api/v1/municipalities", in: OrganisationRoutes.all) == [])
    #expect(made.text("name") == "Stockholm")
    #expect(made["smallCellLimit"]?.integer == 5)
    let board = try world.call(
      "POST", "/api/v1/boards",
      json: """
        {"slug": "stockholm-socialnamnden", "name": "Socialnämnden", "shortCode": "SÄN",
         "municipality": "0180"}
        """, as: "operator")
    #expect(board.shapeFaults("POST", "/api/v1/boards", in: OrganisationRoutes.all) == [])
    #expect(board["municipality"]?["name"]?.string == "Stockholm")
    let read = try world.call("GET", "/api/v1/boards/stockholm-socialnamnden", as: "operator")
    #expect(read.bytes == board.bytes)
  }

  @Test func `nobody else makes one, and each code is taken once`() throws {
    let json = #"{"code": "0180"}"#
    let path = "/api/v1/municipalities"
    #expect(try world.call("POST", path, json: json, as: "uppsala-admin").status == 403)
    #expect(try world.call("POST", path, json: json, as: "uppsala-lead").status == 403)
    let board = #"{"slug":"ny-namnd","name":"Ny","shortCode":"NY","municipality":"0380"}"#
    #expect(
      try world.call("POST", "/api/v1/boards", json: board, as: "uppsala-admin").status == 403)
    let twice = try world.call("POST", path, json: #"{"code": "0380"}"#, as: "operator")
    #expect(twice.status == 409)
    #expect(twice.code == "already_exists")
  }

  @Test(arguments: [
    (#"{"code":"9999"}"#, "/code"), (#"{"code":380}"#, "/code"), (#"{}"#, "/code"),
    (#"{"code":"0180","smallCellLimit":1}"#, "/smallCellLimit"),
    (#"{"code":"0180","smallCellLimit":51}"#, "/smallCellLimit"),
    (#"{"code":"0180","name":"Sthlm"}"#, "/name"),
  ])
  func `a municipality's fault is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", "/api/v1/municipalities", json: json, as: "operator")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test(arguments: [
    (#"{"slug":"ny-namnd","name":"N","shortCode":"scn","municipality":"0380"}"#, "/shortCode"),
    (#"{"slug":"ny-namnd","name":"N","shortCode":"S","municipality":"0380"}"#, "/shortCode"),
    (#"{"slug":"ny-namnd","name":"N","shortCode":"SCNSCNS","municipality":"0380"}"#, "/shortCode"),
    (#"{"slug":"ny-namnd","name":"N","shortCode":"SN","municipality":"0180"}"#, "/municipality"),
    (#"{"slug":"ny-namnd","name":"N","shortCode":"SN"}"#, "/municipality"),
  ])
  func `a board's fault is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", "/api/v1/boards", json: json, as: "operator")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test(arguments: ["/api/v1/municipalities", "/api/v1/boards"])
  func `a dry run keeps nothing`(_ path: String) throws {
    let json =
      path.hasSuffix("boards")
      ? #"{"slug":"ny-namnd","name":"N","shortCode":"SN","municipality":"0380"}"#
      : #"{"code":"0180"}"#
    let before = try world.call("GET", path, as: "operator").items.count
    #expect(try world.call("POST", path + "?dryRun=true", json: json, as: "operator").status == 200)
    #expect(try world.call("GET", path, as: "operator").items.count == before)
  }

  @Test func `its own administrator changes a municipality, another one does not`() throws {
    let path = "/api/v1/municipalities/0380"
    let tag = try #require(try world.call("GET", path, as: "uppsala-admin").field("ETag"))
    let json = #"{"smallCellLimit": 10, "controllerContact": "Registrator"}"#
    #expect(
      try world.call("PATCH", path, json: json, as: "umea-admin", fields: ["If-Match": tag]).status
        == 403)
    #expect(try world.call("PATCH", path, json: json, as: "uppsala-lead").status == 403)
    #expect(try world.call("PATCH", path, json: json, as: "uppsala-admin").status == 428)
    let changed = try world.call(
      "PATCH", path, json: json, as: "uppsala-admin", fields: ["If-Match": tag])
    #expect(changed.status == 200, "\(changed)")
    #expect(changed["smallCellLimit"]?.integer == 10)
    let lost = try world.call(
      "PATCH", path, json: json, as: "operator", fields: ["If-Match": tag])
    #expect(lost.status == 412)
    let cleared = try world.call(
      "PATCH", path, json: #"{"controllerContact": null}"#, as: "operator",
      fields: ["If-Match": "*"])
    #expect(cleared["controllerContact"] == .null)
    #expect(cleared["smallCellLimit"]?.integer == 10)
    let null = try world.call(
      "PATCH", path, json: #"{"smallCellLimit": null}"#, as: "operator", fields: ["If-Match": "*"])
    #expect(null.faultPaths == ["/smallCellLimit"])
  }

  @Test func `a caller lists the boards that a grant reaches`() throws {
    func boards(_ who: String, _ query: String = "") throws -> Set<String> {
      let list = try world.call("GET", "/api/v1/boards" + query, as: who)
      #expect(list.shapeFaults("GET", "/api/v1/boards", in: OrganisationRoutes.all) == [])
      return Set(list.items.compactMap { $0["slug"]?.string })
    }
    #expect(try boards("operator") == ["uppsala-socialnamnden", "umea-socialnamnden"])
    #expect(try boards("operator", "?municipality=2480") == ["umea-socialnamnden"])
    #expect(try boards("uppsala-outreach") == ["uppsala-socialnamnden"])
    #expect(try boards("uppsala-outreach", "?municipality=0380") == ["uppsala-socialnamnden"])
    #expect(try boards("uppsala-outreach", "?municipality=2480") == [])
    #expect(try boards("shelter-admin") == [])
    let unknown = try world.call("GET", "/api/v1/boards?municipality=0180", as: "operator")
    #expect(unknown.status == 400)
    #expect(unknown.faultPaths == ["municipality"])
  }

  @Test func `a list goes on where its page ended`() throws {
    var found: [String] = []
    var path: String? = "/api/v1/boards?limit=1"
    while let here = path {
      let page = try world.call("GET", here, as: "operator")
      #expect(page.items.count == 1)
      found += page.items.compactMap { $0["slug"]?.string }
      path = page.text("next").map { "/api/v1/boards?limit=1&cursor=\($0)" }
    }
    #expect(found.sorted() == ["umea-socialnamnden", "uppsala-socialnamnden"])
  }

  @Test func `another municipality's board is an unknown one`() throws {
    let same = ["X-Request-Id": "same"]
    let hidden = try world.call(
      "GET", "/api/v1/boards/uppsala-socialnamnden", as: "umea-outreach", fields: same)
    let unknown = try world.call(
      "GET", "/api/v1/boards/uppsala-annat", as: "umea-outreach", fields: same)
    #expect(hidden.status == 404)
    #expect(hidden.bytes == unknown.bytes)
  }
}
