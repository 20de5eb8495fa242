// docs/OPERATING.md is true: its table of settings is the program's, it names every verb and every
// check of the doctor.

import Foundation
import TestSupport
import Testing

@testable import samverkan

struct OperatingPageTests {
  private let page: String

  init() throws {
    page = try String(contentsOfFile: World.root + "/docs/OPERATING.md", encoding: .utf8)
  }

  @Test func `the table of settings is that of samverkan config`() throws {
    let parts = page.components(separatedBy: "<!-- settings -->\n")
    #expect(parts.count == 2)
    let table = try #require(parts.last?.components(separatedBy: "<!-- end of settings -->").first)
    let lines = table.split(separator: "\n").map(String.init)
    // The remedy: samverkan config --table, put between the two marks.
    #expect(lines == ConfigCommand.table)
    let folder = try Folder()
    #expect(try folder.run("config", "--table").text == table)
  }

  @Test func `every verb is named, there or on the page for administrators`() throws {
    let other = try String(contentsOfFile: World.root + "/docs/FOR-ADMINS.md", encoding: .utf8)
    for verb in Verbs.all where !["demo", "openapi"].contains(verb.name) {
      let last = verb.name.split(separator: " ").last.map(String.init) ?? ""
      #expect(
        page.contains("samverkan \(verb.name)") || other.contains("samverkan \(verb.name)")
          || page.contains("| \(last) "), "\(verb.name)")
    }
  }

  @Test func `the pages name no option that no verb has`() throws {
    let other = try String(contentsOfFile: World.root + "/docs/FOR-ADMINS.md", encoding: .utf8)
    let known = Set(Verbs.all.flatMap { $0.options.map(\.name) })
    for line in (page + other).split(separator: "\n")
    where line.contains("samverkan ") && !line.contains("curl") {
      for word in line.split(whereSeparator: { " `[]|(),.".contains($0) })
      where word.hasPrefix("--") {
        #expect(known.contains(String(word.dropFirst(2))), "\(line)")
      }
    }
  }
}
