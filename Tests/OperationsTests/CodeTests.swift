// The code lists over HTTP: all of them, every code, both languages.

import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

struct CodeTests {
  let world: World

  init() throws { world = try Surroundings().world() }

  @Test func `the index names every list once`() throws {
    let index = try world.call("GET", "/api/v1/codes")
    #expect(index.items.compactMap { $0["list"]?.string } == CodeLists.all.map { $0.listName })
    #expect(index.field("Cache-Control") == "public, max-age=3600")
    #expect(index.field("Vary") == "Accept, Accept-Language")
  }

  @Test(arguments: CodeLists.all.map { $0.listName })
  func `a list has every code with both labels`(_ name: String) throws {
    let list = try #require(CodeLists.find(name))
    let answer = try world.call("GET", "/api/v1/codes/\(name)")
    #expect(answer.status == 200)
    #expect(answer.text("list") == name)
    let entries = CodeLists.entries(of: list)
    #expect(answer.items.compactMap { $0["code"]?.string } == entries.map(\.code))
    #expect(
      answer.items.compactMap { $0.at("label", "sv")?.string } == entries.map(\.label.sv))
    #expect(
      answer.items.compactMap { $0.at("label", "en")?.string } == entries.map(\.label.en))
    let tag = try #require(answer.field("ETag"))
    let again = try world.call("GET", "/api/v1/codes/\(name)", fields: ["If-None-Match": tag])
    #expect(again.status == 304)
  }

  @Test func `an unknown list is not found`() throws {
    #expect(try world.call("GET", "/api/v1/codes/dances").status == 404)
  }
}
