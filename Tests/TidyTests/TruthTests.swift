// What the documents say of the code is what the code says: files, rooms, limits, problems, and the
// sentences that partners read.

import Testing

struct TruthTests {
  private static func text(_ path: String) throws -> String {
    try #require(Repository.file(path)).text
  }

  /// What stands between backticks, and the text where no block of code is.
  private static func code(in text: String) -> [Substring] {
    var isBlock = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      if line.hasPrefix("```") {
        isBlock.toggle()
        return [Substring]()
      }
      if isBlock { return [] }
      return line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    }
  }

  /// The cells of each row of a document's tables, heads included.
  private static func rows(of text: String) -> [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
      line.split(separator: "|").map { String($0).trimmingSpaces }
    }
  }

  /// The codes of an enumeration of strings.
  private static func codes(of enumeration: String, in source: String) -> [String] {
    guard let start = source.firstRange(of: "enum \(enumeration): ") else { return [] }
    return source[start.upperBound...].split(separator: "\n").dropFirst()
      .prefix { $0 != "}" && !$0.hasPrefix("  package") && !$0.hasPrefix("  public") }
      .compactMap { line in
        guard line.hasPrefix("  case ") else { return nil }
        let parts = line.dropFirst(7).split(separator: " = ")
        return parts.last.map { String($0).filter { $0 != "\"" } }
      }
  }

  @Test func `every file that a document names is there`() {
    let names = Set(Repository.files.map(\.name))
    let paths = Repository.files.map(\.path)
    var count = 0
    for document in Repository.files where document.path.hasSuffix(".md") {
      for word in Self.code(in: document.text) where !word.contains(where: { " …<*".contains($0) })
      {
        let isInTree = ["Sources/", "Tests/", "scripts/", "config/"].contains { word.hasPrefix($0) }
        if isInTree {
          let isThere = paths.contains { $0 == word || $0.hasPrefix(word + "/") }
          #expect(isThere, "\(document.path): \(word)")
        } else if word.hasSuffix(".swift") || word.hasSuffix(".sql"), !word.contains("/") {
          #expect(names.contains(String(word)), "\(document.path): \(word)")
        } else {
          continue
        }
        count += 1
      }
    }
    #expect(count > 80)
  }

  @Test func `the map in the README names every room once`() throws {
    let rooms = Self.rows(of: try Self.text("README.md")).flatMap { row in
      Self.code(in: row[0]).map(String.init)
    }
    #expect(Set(Repository.sources.map(\.room)).subtracting(rooms).isEmpty)
    #expect(Set(rooms).count == rooms.count)
  }

  @Test func `limits are the settings' own`() throws {
    let settings = try Self.text("Sources/samverkan/Configuration/Settings.swift")
    let limits = Self.rows(of: try Self.text("docs/THREATS.md"))
      .filter {
        $0.count == 3 && $0[0].hasPrefix("`") && $0[0].contains(".")
          && $0[1].allSatisfy {
            $0.isNumber || $0 == ","
          }
      }
    #expect(limits.count > 15)
    for limit in limits {
      let name = limit[0].filter { $0 != "`" }
      let number = limit[1].map { $0 == "," ? "_" : String($0) }.joined()
      let isSaid = ["", ".0"].contains { settings.contains("\"\(name)\", \(number)\($0),") }
      #expect(isSaid, "\(name) = \(number)")
    }
  }

  @Test func `the contract names every problem, and no other`() throws {
    let problems = Self.codes(
      of: "ProblemCode", in: try Self.text("Sources/Pipeline/ProblemCode.swift"))
    #expect(problems.count > 30)
    let rows = Self.rows(of: try Self.text("docs/API.md")).filter { $0[0].first?.isNumber == true }
    let named = rows.flatMap { Self.code(in: $0[1]).map(String.init) }
    #expect(named.sorted() == problems.sorted())
  }

  @Test func `partners read every status, in the words that the server uses`() throws {
    let rows = Self.rows(of: try Self.text("docs/FOR-PARTNERS.md"))
      .filter { $0.count == 4 && $0[0].hasPrefix("`") }
    let sentences = try Self.text("Sources/Referrals/ReferralTexts.swift")
    for row in rows {
      #expect(sentences.contains("Label(\"\(row[2])\", "), "\(row[2])")
    }
    let codes = try Self.text("Sources/Vocabulary/CodesReferral.swift")
    for (column, name) in ["ReferralStatus", "ReferralBusinessStatus"].enumerated() {
      let all = Self.codes(of: name, in: codes)
      #expect(all.count > 5)
      let told = rows.map { row in row[column].filter { $0 != "`" } }.filter { $0 != "–" }
      #expect(Set(told) == Set(all))
    }
  }

  @Test func `tables, code and codes are found`() {
    let table = """
      | a | b |
      |---|---|
      | `x` | 1 |
      """
    #expect(Self.rows(of: table) == [["a", "b"], ["`x`", "1"]])
    #expect(Self.code(in: "a `b` c `d`\n```\n`no`\n```\n`e`") == ["b", "d", "e"])
    let source = """
      /// E.
      package enum Kind: String {
        /// One.
        case one
        case two = "number_two"
        package var three: Int { 3 }
      }
      """
    #expect(Self.codes(of: "Kind", in: source) == ["one", "number_two"])
    #expect(Self.codes(of: "Other", in: source).isEmpty)
  }
}
