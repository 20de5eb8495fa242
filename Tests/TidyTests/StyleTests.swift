// The code reads itself: length, width, documentation, banned words, names.

import Testing

struct StyleTests {
  /// Tables of text that a reviewer reads as a whole; a row may be as wide as it needs.
  private static let wideTables = ["PermissionTable.swift"]

  /// Where the words of status 501 may stand: the names that HTTP and the problem table give it.
  private static let namesOf501 = [
    "ParseError.swift", "ProblemCode.swift", "ProblemTable.swift", "Status.swift",
    "TargetParser.swift",
  ]

  private func check(
    _ files: [RepositoryFile], except: [String] = [], _ rule: (String) -> [Fault]
  ) {
    #expect(files.count > 20)
    for file in files where !except.contains(file.name) {
      for fault in rule(file.text) { Issue.record("\(file.path):\(fault)") }
    }
  }

  private func check(_ files: [RepositoryFile], _ rule: (SwiftText) -> [Fault]) {
    #expect(files.count > 20)
    for file in files {
      guard let swift = Repository.grammar[file.path] else { continue }
      for fault in rule(swift) { Issue.record("\(file.path):\(fault)") }
    }
  }

  @Test func `no Swift file is longer than 400 lines`() {
    check(Repository.swift, StyleRules.size)
  }

  @Test func `no function is longer than 70 lines`() {
    check(Repository.swift, StyleRules.functionLengths)
    let count = Repository.grammar.values.reduce(0) { $0 + $1.functions.count }
    #expect(count > 300, "the functions are not found any more")
  }

  @Test func `no line is wider than 100 columns`() {
    check(Repository.swift, except: Self.wideTables, StyleRules.columns)
  }

  @Test func `each file of Sources begins with a paragraph on what it is`() {
    check(Repository.sources, StyleRules.opening)
  }

  @Test func `each package declaration is documented by a sentence`() {
    check(Repository.sources, StyleRules.documentation)
    let count = Repository.grammar.values.reduce(0) { $0 + $1.packageDeclarations.count }
    #expect(count > 300, "the declarations are not found any more")
  }

  @Test func `nothing in Sources is forced or passed over`() {
    check(Repository.sources, StyleRules.bannedCode)
  }

  @Test func `nothing in Sources is put off`() {
    check(Repository.sources, except: Self.namesOf501, StyleRules.bannedWords)
  }

  @Test func `no type is named after nothing in particular`() {
    check(Repository.sources, StyleRules.typeNames)
  }

  @Test func `no two files have the same name`() {
    // Names that a tool asks for, or that say the same thing in every folder.
    let exempt = [
      ".gitignore", "Package.swift", "README.md", "module.modulemap", "routes", "run",
    ]
    let byName = Dictionary(grouping: Repository.files) { $0.name }
    for (name, files) in byName where files.count > 1 && !exempt.contains(name) {
      Issue.record("\(name): \(files.map(\.path))")
    }
    #expect(byName.count > 100)
  }
}
