// The OpenAPI document: every route is in it, every reference leads somewhere, and it is the bytes
// that the server serves.

import Access
import HTTP
import JSON
@testable import Operations
import Organisation
@testable import Pipeline
import TestSupport
import Testing

struct OpenAPITests {
  let around: Surroundings
  let document: JSONValue

  init() throws {
    around = try Surroundings()
    document = try around.document()
  }

  @Test func `it is OpenAPI 3·1 about this version`() {
    #expect(document["openapi"]?.string == "3.1.0")
    #expect(document.at("info", "version")?.string == "0.1.0")
    #expect(document["servers"]?.array?.first?["url"]?.string == "/")
    #expect(document.at("components", "securitySchemes", "bearer", "scheme")?.string == "bearer")
  }

  @Test func `every route is an operation, and every operation a route`() {
    var count = 0
    for route in around.surface.routes {
      let operation = document.at("paths", route.path, route.method.name.lowercased())
      #expect(operation?["summary"]?.string == route.summary, "\(route.method.name) \(route.path)")
      #expect(operation?["tags"]?.array?.count == 1)
      count += 1
    }
    let operations = (document["paths"]?.members ?? []).flatMap { $0.value.members ?? [] }
    #expect(operations.count == count)
  }

  @Test func `operation names are unique`() {
    let names = (document["paths"]?.members ?? []).flatMap { $0.value.members ?? [] }
      .compactMap { $0.value["operationId"]?.string }
    #expect(names.count == around.surface.routes.count)
    #expect(Set(names).count == names.count)
  }

  @Test func `routes that do the same thing are told apart`() {
    let reply = Reply(about: .nobody, body: .none)
    func route(_ method: HTTP.Method, _ path: String, _ action: String) -> Route {
      Route(method, path, action, "A.", needs: .nobody, answers: .ok, nil) { _ in reply }
    }
    let names = OpenAPIDocument.operationIDs(of: [
      route(.get, "/a", "a.read"), route(.get, "/b", "b.do"), route(.post, "/b", "b.do"),
      route(.get, "/c", "b.do"),
    ])
    #expect(names == ["a.read", "b.do.get", "b.do.post", "b.do.get.2"])
  }

  @Test func `every reference leads to something`() {
    let references = document.texts(named: "$ref")
    #expect(references.count > 50)
    for reference in references {
      let steps = reference.split(separator: "/").dropFirst().map(String.init)
      let found = steps.reduce(Optional(document)) { value, step in value?[step] }
      #expect(found != nil, "\(reference)")
    }
  }

  @Test func `what a route declares is what its operation says`() throws {
    let create = try #require(document.at("paths", "/api/v1/units", "post"))
    #expect(create["operationId"]?.string == "unit.create")
    #expect(
      create.at("requestBody", "content", "application/json", "example", "slug")?.string
        == "uppsala-nexus")
    #expect(create.at("responses", "201", "headers", "Location") != nil)
    #expect(create.at("responses", "201", "headers", "ETag") != nil)
    #expect(create.at("x-permission", "permissions")?.array == [.string("organisation.write")])
    #expect(
      create.at("x-permission", "roles")?.array
        == [.string("system-admin"), .string("municipality-admin")])
    #expect(problems(create) == [400, 401, 403, 406, 409, 413, 414, 415, 422, 429, 431, 500, 503])
    let change = try #require(document.at("paths", "/api/v1/units/{unit}", "patch"))
    #expect(
      problems(change)
        == [400, 401, 403, 404, 406, 409, 412, 413, 414, 415, 422, 428, 429, 431, 500, 503])
    #expect(change.at("requestBody", "content", "application/merge-patch+json") != nil)
    let live = try #require(document.at("paths", "/health/live", "get"))
    #expect(live["security"]?.array == [])
    #expect(problems(live) == [400, 401, 406, 414, 429, 431, 500, 503])
  }

  private func problems(_ operation: JSONValue) -> [Int] {
    (operation["responses"]?.members ?? []).compactMap { Int($0.name) }.filter { $0 >= 400 }
  }

  @Test func `schemas are closed, and null is a type`() throws {
    let unit = try #require(document.at("components", "schemas", "Unit"))
    #expect(unit["additionalProperties"]?.bool == false)
    #expect(unit.at("properties", "id", "format")?.string == "uuid")
    #expect(
      unit.at("properties", "phone", "type")?.array == [.string("string"), .string("null")])
    #expect(unit.at("properties", "parent", "anyOf")?.array?.count == 2)
    #expect(unit["required"]?.array?.count == 8)
    let new = try #require(document.at("components", "schemas", "NewUnit"))
    #expect(new["required"]?.array?.compactMap(\.string) == ["slug", "name", "kind", "board"])
  }

  @Test(arguments: [
    (Shape.text(charactersMax: 9), #"{"type":"string","maxLength":9}"#),
    (.code(["a", "b"]), #"{"type":"string","enum":["a","b"]}"#),
    (.nullable(.code(["a"])), #"{"type":["string","null"],"enum":["a",null]}"#),
    (.integer(1...3), #"{"type":"integer","minimum":1,"maximum":3}"#),
    (.number, #"{"type":"number"}"#), (.flag, #"{"type":"boolean"}"#),
    (.nullable(.day), #"{"type":["string","null"],"format":"date"}"#),
    (.instant, #"{"type":"string","format":"date-time"}"#),
    (
      .list(.id, countMax: 2),
      #"{"type":"array","items":{"type":"string","format":"uuid"},"maxItems":2}"#
    ),
    (.object("Thing", []), ##"{"$ref":"#/components/schemas/Thing"}"##),
    (
      .nullable(.object("Thing", [])),
      ##"{"anyOf":[{"$ref":"#/components/schemas/Thing"},{"type":"null"}]}"##
    ),
    (.anything, #"{"description":"Any JSON value."}"#),
  ])
  func `a shape becomes a schema`(_ shape: Shape, _ schema: String) {
    var writer = JSONWriter()
    SchemaWriter.write(shape, to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == schema)
  }

  @Test func `one name with two shapes stops the start`() async {
    await #expect(processExitsWith: .failure) {
      let one: Shape = .object("Thing", [.init("a", .flag)])
      let other: Shape = .object("Thing", [.init("a", .text)])
      _ = SchemaTable([], and: [one, other])
    }
  }

  @Test func `one name with one shape stands once`() {
    let one: Shape = .object("Thing", [.init("a", .flag)])
    #expect(SchemaTable([], and: [one, one]).objects.count == 1)
  }

  @Test func `every example of a body is taken by its route`() throws {
    for route in around.surface.routes {
      guard let example = route.bodyExample else { continue }
      #expect(throws: Never.self, "\(route.action)") { _ = try route.stage(example) }
    }
  }

  @Test func `the bytes are served, with a tag to ask again`() throws {
    let world = try around.world()
    let answer = try world.call("GET", "/openapi.json")
    #expect(answer.status == 200)
    #expect(answer.bytes == around.surface.openAPI)
    #expect(answer.field("Content-Type") == "application/json")
    #expect(answer.field("Cache-Control") == "public, max-age=300")
    let tag = try #require(answer.field("ETag"))
    let again = try world.call("GET", "/openapi.json", fields: ["If-None-Match": tag])
    #expect(again.status == 304)
    #expect(again.bytes.isEmpty)
  }
}
