// swift-tools-version: 6.3
// The table of rooms and arrows (docs/ARCHITECTURE.md). No package dependencies, ever.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, needs: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: needs, swiftSettings: strict)
}

func tests(_ name: String, needs: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: needs, swiftSettings: strict)
}

let package = Package(
  name: "samverkan",
  products: [.executable(name: "samverkan", targets: ["samverkan"])],
  targets: [
    // What the system gives.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
    .target(name: "CSystem", linkerSettings: [.linkedLibrary("crypt")]),

    // The ground: words, bytes, messages, the database.
    room("JSON"),
    room("Vocabulary", needs: ["CSystem", "JSON"]),
    room("HTTP"),
    room("SQLite", needs: ["CSQLite", "Vocabulary"]),
    room("Work"),
    room("Server", needs: ["CSystem", "HTTP"]),

    // Who may do what, who did what, and one request's walk.
    room("Access", needs: ["CSystem", "SQLite", "Vocabulary"]),
    room("Audit", needs: ["JSON", "SQLite", "Vocabulary"]),

    .executableTarget(
      name: "samverkan",
      dependencies: ["Access", "Audit"],
      swiftSettings: strict),

    tests("JSON", needs: ["JSON"]),
    tests("Vocabulary", needs: ["Vocabulary"]),
    tests("HTTP", needs: ["HTTP"]),
    tests("SQLite", needs: ["SQLite", "Vocabulary"]),
    tests("Server", needs: ["HTTP", "Server"]),
  ],
  swiftLanguageModes: [.v6]
)
