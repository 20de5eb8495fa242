// The table of HTTP's requirements is true: each row has a section, a file that is there and a test
// that is there, and both RFCs' sections are named often enough that nothing large is forgotten.

import Testing

struct HTTPTableTests {
  /// The cells of each row whose last cells name files and tests.
  private static func rows(of text: String) -> [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.split(separator: "|").map { String($0).trimmingSpaces }
    }
    .filter { $0.count > 2 && $0.last?.hasPrefix("`") == true }
  }

  /// What stands between backticks.
  private static func code(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  @Test func `every test that the table of HTTP names is there`() throws {
    let rows = Self.rows(of: try #require(Repository.file("docs/HTTP.md")).text)
    let tests = Repository.swift.filter { $0.path.hasPrefix("Tests/") }.map(\.text)
    let checks = Repository.files.filter { $0.path.hasPrefix("scripts/checks/http") }.map(\.text)
    let names = Set(Repository.sources.map(\.name))
    #expect(rows.count > 70)
    #expect(checks.count > 2)
    for row in rows {
      for file in Self.code(row[row.count - 2]) { #expect(names.contains(file), "\(row)") }
      for name in Self.code(row[row.count - 1]) {
        let isThere =
          if name.hasPrefix("http/") {
            Self.isGroup(String(name.dropFirst(5)), in: checks)
          } else {
            tests.contains { $0.contains("func `\(name)`(") }
          }
        #expect(isThere, "\(name)")
      }
    }
  }

  /// Whether the checks have such a group, or a case whose name begins like this.
  private static func isGroup(_ name: String, in checks: [String]) -> Bool {
    checks.contains { text in
      text.contains("group = \"\(name)\"") || text.contains("f\"\(name): ")
        || text.contains("run.check(\"\(name)")
    }
  }

  @Test func `a name that no test has is found`() {
    #expect(Self.isGroup("a", in: ["  group = \"a\"", ""]))
    #expect(!Self.isGroup("a", in: ["  group = \"ab\""]))
    #expect(Self.rows(of: "| a | 1 | `b` | `c` |\n| a | 1 | b |\n|---|\n").count == 1)
    #expect(Self.code("`a`, `b c`") == ["a", "b c"])
  }
}
