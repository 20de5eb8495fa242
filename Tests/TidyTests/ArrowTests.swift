// The arrows between rooms: every import is declared in Package.swift, and the system's modules are
// imported only where they belong.

import Testing

struct ArrowTests {
  private let table = PackageTable(Repository.file("Package.swift")?.text ?? "")

  /// Modules that any room may import.
  private static let common: Set = ["Glibc", "Synchronization"]
  /// Only these know queues.
  private static let queues: Set = ["Server", "SQLite", "Work", "samverkan"]
  /// These rooms use nothing of Foundation, its essentials included.
  private static let foundationFree: Set = [
    "JSON", "Vocabulary", "HTTP", "SQLite", "Work", "Server", "Access", "Audit", "Pipeline",
  ]

  /// Why a room may not import a module; nil when it may.
  private func fault(_ module: String, in room: String) -> String? {
    switch module {
    case "Dispatch": Self.queues.contains(room) ? nil : "only \(Self.queues.sorted()) know queues"
    case "Foundation", "FoundationNetworking": "no room imports it"
    case "FoundationEssentials":
      Self.foundationFree.contains(room) ? "the room is free of Foundation" : nil
    case _ where Self.common.contains(module): nil
    default: table.needs[room]?.contains(module) == true ? nil : "not declared in Package.swift"
    }
  }

  @Test func `every import of a room is declared`() {
    var count = 0
    for file in Repository.sources {
      for (line, module) in Repository.grammar[file.path]?.imports ?? [] {
        count += 1
        guard let fault = fault(module, in: file.room) else { continue }
        Issue.record("\(file.path):\(line): import \(module): \(fault)")
      }
    }
    #expect(count > 60)
  }

  @Test func `every import of a test is declared`() {
    let common: Set = [
      "Testing", "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Synchronization",
    ]
    for file in Repository.swift where file.path.hasPrefix("Tests/") {
      for (line, module) in Repository.grammar[file.path]?.imports ?? [] {
        let needs = table.testNeeds[file.room] ?? []
        guard !common.contains(module), !needs.contains(module) else { continue }
        Issue.record("\(file.path):\(line): import \(module): not declared in Package.swift")
      }
    }
  }

  @Test func `rooms are folders and folders are rooms`() {
    let folders = Set(
      Repository.files.filter { $0.isInSources }.map(\.room).filter { !$0.isEmpty })
    #expect(Set(table.needs.keys) == folders)
    let tests = Set(Repository.swift.filter { $0.path.hasPrefix("Tests/") }.map(\.room))
    #expect(Set(table.testNeeds.keys) == tests)
  }

  @Test func `the arrows go one way`() {
    func below(_ room: String, _ seen: Set<String>) -> Set<String> {
      (table.needs[room] ?? []).reduce(into: seen) { reached, next in
        if reached.insert(next).inserted { reached = below(next, reached) }
      }
    }
    for room in table.needs.keys {
      #expect(!below(room, []).contains(room), "\(room) needs itself")
      for need in table.needs[room] ?? [] { #expect(table.needs[need] != nil, "\(room): \(need)") }
    }
    #expect(!below("Server", []).contains("Pipeline") && !below("HTTP", []).contains("SQLite"))
  }

  @Test func `package dependencies there are none`() {
    let text = Repository.file("Package.swift")?.text ?? "missing"
    #expect(text.contains("swift-tools-version: 6.3"))
    #expect(!text.contains(".package(") && !text.contains("missing"))
  }

  @Test func `the table is read as it is written`() {
    let table = PackageTable(
      """
      func room(_ name: String, needs: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: needs, swiftSettings: strict)
      }
      func tests(_ name: String, needs: [Target.Dependency]) -> Target {
        .testTarget(name: name + "Tests", dependencies: needs + ["T"], swiftSettings: strict)
      }
      let floor: [Target.Dependency] = ["A", "B"]
      // room("Nothing", needs: ["A"]),
      .systemLibrary(name: "C", pkgConfig: "c"),
      .target(name: "D", linkerSettings: [.linkedLibrary("crypt")]),
      room("A"),
      room("B", needs: ["A", "C"]),
      room("E", needs: floor + ["D"]),
      .executableTarget(
        name: "f",
        dependencies: floor + [
          "E",
        ],
        swiftSettings: strict),
      .target(
        name: "Shared", dependencies: floor + ["D"], path: "Tests/Shared",
        swiftSettings: strict),
      tests("A", needs: ["A", "Shared"]),
      tests("Z", needs: []),
      """)
    #expect(
      table.needs == [
        "A": [], "B": ["A", "C"], "C": [], "D": [], "E": ["A", "B", "D"], "f": ["A", "B", "E"],
      ])
    #expect(
      table.testNeeds == [
        "Shared": ["A", "B", "D"], "ATests": ["A", "Shared", "T"], "ZTests": ["T"],
      ])
  }

  @Test(arguments: [
    ("Access", "Server"), ("JSON", "Dispatch"), ("Server", "SQLite"), ("Work", "Foundation"),
    ("samverkan", "FoundationNetworking"), ("HTTP", "FoundationEssentials"), ("JSON", "Anything"),
  ])
  func `an arrow that goes wrong is found`(_ room: String, _ module: String) {
    #expect(fault(module, in: room) != nil)
  }
}
