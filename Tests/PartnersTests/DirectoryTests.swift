// The public directory: what it shows, that it follows every change, and its pages.

import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct DirectoryTests {
  let world: PartnersWorld
  static let services = "/hsds/v3/services"

  init() throws {
    world = try PartnersWorld()
    try world.world.writer.exclusively { database in
      try database.transaction { try Directory(database).refreshAll() }
    }
  }

  func names(_ query: String = "") throws -> [String] {
    let answer = try world.call("GET", Self.services + query)
    return answer["contents"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  func change(_ path: String, _ json: String, as who: String = "uppsala-admin") throws {
    let answer = try world.call("PATCH", path, json, as: who, fields: ["If-Match": "*"])
    #expect(answer.status == 200, "\(answer)")
  }

  static let service = "/api/v1/services/kvinnojouren-exempel-samtal"

  @Test func `anybody reads a page, and it may be kept for a minute`() throws {
    let page = try world.call("GET", Self.services + "?per_page=1")
    #expect(page.status == 200)
    #expect(page.field("Cache-Control") == "public, max-age=60")
    #expect(page["total_items"]?.integer == 2)
    #expect(page["total_pages"]?.integer == 2)
    #expect(page["page_number"]?.integer == 1)
    #expect(page["size"]?.integer == 1)
    #expect(page["first_page"] == .bool(true))
    #expect(page["last_page"] == .bool(false))
    #expect(page["empty"] == .bool(false))
    let second = try world.call("GET", Self.services + "?per_page=1&page=2")
    #expect(second["last_page"] == .bool(true))
    #expect(second["contents"] != page["contents"])
    let beyond = try world.call("GET", Self.services + "?per_page=1&page=3")
    #expect(beyond["empty"] == .bool(true))
    #expect(beyond["contents"] == .array([]))
  }

  @Test func `one record is whole, and is what the list shows of it`() throws {
    try change(
      Self.service,
      """
      {"description": "Samtal", "phone": "08-465 004 20", "languages": ["sv", "ar"],
       "email": "a@jouren.example", "url": "https://jouren.example", "fees": "Gratis",
       "ageMinimum": 18, "hours": [{"days": ["mon", "fri"], "opens": "21:00", "closes": "06:00"}]}
      """)
    let list = try world.call("GET", Self.services + "?search=kvinnojouren")
    let item = try #require(list["contents"]?.array?.first)
    let id = try #require(item["id"]?.string)
    let one = try world.call("GET", Self.services + "/" + id)
    #expect(one.status == 200)
    for name in ["id", "name", "status", "organization_id", "description", "last_modified"] {
      #expect(one[name] != nil)
      #expect(one[name] == item[name])
    }
    #expect(one["schedules"]?.array?.first?["byday"]?.string == "MO,FR")
    #expect(one["phones"]?.array?.first?["number"]?.string == "08-465 004 20")
    #expect(one["languages"]?.array?.count == 2)
    #expect(one["service_areas"]?.array?.first?["name"]?.string == "Uppsala")
    #expect(one["organization"]?["description"]?.string == "kvinnojouren-exempel")
    #expect(!one.text.contains("null"))
    let full = try world.call("GET", Self.services + "?full=true&search=kvinnojouren")
    #expect(full["contents"]?.array?.first == one.body)
  }

  @Test(arguments: [
    #"{"status":"inactive"}"#, #"{"status":"temporarily_closed"}"#, #"{"status":"defunct"}"#,
    #"{"public":false}"#,
  ])
  func `what is not given or not public is not shown`(_ json: String) throws {
    let id = Cast.id("kvinnojouren-exempel-samtal") as ServiceID
    #expect(try world.call("GET", Self.services + "/\(id)").status == 200)
    try change(Self.service, json)
    #expect(try names() == ["moske-exempel samtal"])
    #expect(try world.call("GET", Self.services)["total_items"]?.integer == 1)
    let hidden = try world.call("GET", Self.services + "/\(id)", fields: ["X-Request-Id": "s"])
    let unknown = try world.call(
      "GET", Self.services + "/\(Cast.id("x") as ServiceID)", fields: ["X-Request-Id": "s"])
    #expect(hidden.status == 404)
    #expect(hidden.bytes == unknown.bytes)
  }

  @Test func `it follows the partner`() throws {
    let partner = "/api/v1/partners/kvinnojouren-exempel"
    try change(
      partner,
      #"{"name":"Jouren","contacts":[{"name":"Kontoret","listed":true},{"name":"Hemlig"}]}"#)
    let id = Cast.id("kvinnojouren-exempel-samtal") as ServiceID
    let one = try world.call("GET", Self.services + "/\(id)")
    #expect(one["organization"]?["name"]?.string == "Jouren")
    #expect(one.text.contains("Kontoret"))
    #expect(!one.text.contains("Hemlig"))
    let suspended = try world.call(
      "POST", partner + "/transitions", #"{"step":"suspend","reason":"Paus."}"#,
      as: "uppsala-admin")
    #expect(suspended.status == 200, "\(suspended)")
    #expect(try names() == ["moske-exempel samtal"])
    #expect(try world.call("GET", "/hsds/v3/organizations")["total_items"]?.integer == 1)
    _ = try world.call(
      "POST", partner + "/transitions", #"{"step":"activate"}"#, as: "uppsala-admin")
    #expect(try names().count == 2)
  }

  @Test func `organizations have their services`() throws {
    let list = try world.call("GET", "/hsds/v3/organizations?search=MOSK")
    let id = try #require(list["contents"]?.array?.first?["id"]?.string)
    #expect(list["total_items"]?.integer == 1)
    let one = try world.call("GET", "/hsds/v3/organizations/" + id)
    #expect(one["services"]?.array?.first?["name"]?.string == "moske-exempel samtal")
    #expect(one["organization_identifiers"]?.array?.first?["identifier"] == .string("802005-1960"))
    // An organization is no service.
    #expect(try world.call("GET", Self.services + "/" + id).status == 404)
  }

  @Test(arguments: [
    ("?search=samtal", 2), ("?search=moske+samtal", 1), ("?search=MOSK%C3%89", 1),
    ("?search=amtal", 0),
    ("?search=moske+jour", 0), ("?search=%21", 0), ("?taxonomy_term_id=x", 0),
    ("?taxonomy_id=x&search=samtal", 0), ("?organization_id=x", 0),
    ("?minimal=false&full=false", 2),
    ("?modified_after=2026-11-25", 2), ("?modified_after=2026-11-25T08:00:00Z", 2),
    ("?modified_after=2026-11-25T08:00:01Z", 0), ("?format=json", 2), ("?page=2", 0),
  ])
  func `all parameters hold together`(_ query: String, _ count: Int) throws {
    #expect(try names(query).count == count)
    let total = try world.call("GET", Self.services + query)["total_items"]?.integer
    #expect(total == Int64(query == "?page=2" ? 2 : count))
  }

  @Test func `an organization's services, and ids only`() throws {
    let id = Cast.id("moske-exempel") as PartnerID
    #expect(try names("?organization_id=\(id)") == ["moske-exempel samtal"])
    #expect(try names("?organization_id=\(id)&search=kvinno").isEmpty)
    #expect(try names("?organization_id=\(id)&full=true").count == 1)
    let minimal = try world.call("GET", Self.services + "?minimal=true")
    let item = try #require(minimal["contents"]?.array?.first)
    #expect(item.members?.map(\.name) == ["id", "modified_date"])
  }

  @Test(arguments: [
    "?colour=red", "?per_page=0", "?per_page=201", "?page=0", "?page=x", "?format=xml",
    "?minimal=1", "?full=ja", "?modified_after=ig%C3%A5r", "?page=1&page=2",
  ])
  func `what is not understood is refused`(_ query: String) throws {
    #expect(try world.call("GET", Self.services + query).status == 400)
  }

  @Test func `about itself`() throws {
    #expect(try world.call("GET", "/hsds/v3/").text("version") == "3.0")
  }

  @Test func `a page is a walk along an index, however far out`() throws {
    let database = try Database(path: world.world.path, role: .reader)
    func plan(_ sql: String) throws -> [String] {
      try database.dynamicAll("EXPLAIN QUERY PLAN " + sql) { row in
        row.skip(3)
        return row.text()
      }
    }
    let page = try plan(
      """
      SELECT summary, id, changed_at, search_text FROM directory_entry
      WHERE kind = 'a' AND (name, id) > ('', x'00') ORDER BY name, id LIMIT 5
      """)
    #expect(page == ["SEARCH directory_entry USING PRIMARY KEY (kind=? AND (name,id)>(?,?))"])
    let place = try plan(
      """
      SELECT name, id FROM directory_entry INDEXED BY directory_entry_place_index
      WHERE kind = 'a' ORDER BY name, id LIMIT 1 OFFSET 5
      """)
    #expect(
      place == [
        "SEARCH directory_entry USING COVERING INDEX directory_entry_place_index (kind=?)"
      ])
    let full = try plan(
      """
      SELECT d.document, e.id, e.changed_at, e.search_text
      FROM directory_entry e CROSS JOIN directory_document d ON d.id = e.id
      WHERE e.kind = 'a' AND (e.name, e.id) > ('', x'00') ORDER BY e.name, e.id LIMIT 5
      """)
    #expect(!full.contains { $0.contains("TEMP B-TREE") || $0.contains("SCAN") }, "\(full)")
    let organization = try plan(
      """
      SELECT summary, id, changed_at, search_text
      FROM directory_entry INDEXED BY directory_entry_organization_index
      WHERE organization_id = x'00' AND kind = 'a' ORDER BY name, id
      """)
    #expect(
      organization == [
        "SEARCH directory_entry USING INDEX directory_entry_organization_index "
          + "(organization_id=? AND kind=?)"
      ])
  }
}
