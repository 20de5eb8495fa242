// The texts around the code are true: links lead somewhere, the map names every room, migrations
// are counted without a gap.

import FoundationEssentials
import Testing

struct DocumentTests {
  private static let documents = Repository.files.filter {
    $0.path == "README.md" || $0.path.hasPrefix("docs/") && $0.path.hasSuffix(".md")
  }

  /// The links of a text that lead to a file, each with its line; what stands as code is no link.
  private static func relativeLinks(_ text: String) -> [(line: Int, target: String)] {
    var isCode = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, line -> [(Int, String)] in
        if line.trimmingSpaces.hasPrefix("```") { isCode.toggle() }
        if isCode { return [] }
        let plain = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "``")
        return plain.ranges(of: "](").compactMap { range in
          let target = plain[range.upperBound...].prefix { $0 != ")" && $0 != " " && $0 != "#" }
          let isElsewhere = target.contains("://") || target.hasPrefix("mailto:")
          return target.isEmpty || isElsewhere ? nil : (number + 1, String(target))
        }
      }
  }

  /// The file that a link of a document leads to, from the package's folder.
  private static func resolve(_ target: String, from document: String) -> String {
    let folder = document.split(separator: "/").dropLast().map(String.init)
    var parts = target.hasPrefix("/") ? [] : folder
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  @Test func `every relative link leads to a file`() {
    #expect(!Self.documents.isEmpty)
    for document in Self.documents {
      for (line, target) in Self.relativeLinks(document.text) {
        let path = Repository.root + "/" + Self.resolve(target, from: document.path)
        #expect(
          FileManager.default.fileExists(atPath: path), "\(document.path):\(line): \(target)")
      }
    }
  }

  @Test func `links are found, and code is left alone`() {
    let text = """
      A [link](docs/A.md), [another](../b.txt#part "title") and [one](https://example.org/a.md).
      `[no](link.md)` [here](#part)
      ```
      [no](link.md)
      ```
      [last](c)
      """
    let links = Self.relativeLinks(text)
    #expect(links.map(\.target) == ["docs/A.md", "../b.txt", "c"])
    #expect(links.map(\.line) == [1, 1, 6])
    #expect(Self.resolve("../b.txt", from: "docs/A.md") == "b.txt")
    #expect(Self.resolve("./b/c.md", from: "docs/A.md") == "docs/b/c.md")
    #expect(Self.resolve("docs/A.md", from: "README.md") == "docs/A.md")
  }

  @Test func `the map of the rooms names every room`() {
    guard let map = Repository.file("docs/ARCHITECTURE.md") else { return }
    let words = Set(map.text.split { !$0.isLetter && !$0.isNumber })
    for room in Set(Repository.sources.map(\.room)) {
      #expect(words.contains(Substring(room)), "\(room)")
    }
  }

  @Test func `migrations are counted from 1 without a gap, and say what they change`() throws {
    let names = Repository.files.filter { $0.path.hasPrefix("migrations/") }.map(\.name)
      .filter { $0 != "schema.sql" }
    #expect(names.count >= 4)
    for (place, name) in names.sorted().enumerated() {
      let number = String(10_000 + place + 1).dropFirst()
      #expect(name.hasPrefix(number + "_"), "\(name) should be number \(number)")
      let words = name.dropFirst(5).dropLast(4)
      #expect(name.hasSuffix(".sql") && !words.isEmpty, "\(name)")
      #expect(words.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(name)")
    }
  }

  @Test func `scripts begin with what they are, and can be run`() throws {
    let scripts = Repository.files.filter {
      $0.path.hasPrefix("scripts/") && $0.text.hasPrefix("#!")
    }
    #expect(scripts.count >= 3)
    for script in scripts {
      let second = script.lines.dropFirst().first ?? ""
      #expect(second.hasPrefix("# ") || second.hasPrefix("\"\"\""), "\(script.path)")
      let path = Repository.root + "/" + script.path
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(script.path)")
    }
  }
}
