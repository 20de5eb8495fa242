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

let floor: [Target.Dependency] = [
  "Access", "Audit", "HTTP", "JSON", "Pipeline", "SQLite", "Vocabulary",
]

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
    room("Pipeline", needs: ["Access", "Audit", "HTTP", "JSON", "SQLite", "Vocabulary", "Work"]),

    // The work itself.
    room("Organisation", needs: floor),
    room("People", needs: floor),
    room("Partners", needs: floor + ["Organisation"]),
    room("Referrals", needs: floor + ["Organisation", "Partners", "People"]),
    room("Counts", needs: floor + ["Organisation", "Partners", "People"]),
    room("Outreach", needs: floor + ["Organisation", "Partners", "People", "Referrals"]),

    // What an operator touches, and the executable that joins everything.
    room("Operations", needs: floor + ["Work"]),
    room(
      "Demonstration",
      needs: floor + ["Organisation", "Outreach", "Partners", "People", "Referrals"]),
    .executableTarget(
      name: "samverkan",
      dependencies: floor + [
        "CSystem", "Counts", "Demonstration", "Operations", "Organisation", "Outreach", "Partners",
        "People", "Referrals", "Server", "Work",
      ],
      swiftSettings: strict),

    // The same few named people and places for every room's tests.
    .target(
      name: "TestSupport", dependencies: floor + ["Work"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("JSON", needs: ["JSON"]),
    tests("Vocabulary", needs: ["JSON", "Vocabulary"]),
    tests("HTTP", needs: ["HTTP"]),
    tests("SQLite", needs: ["SQLite", "Vocabulary"]),
    tests("Server", needs: ["HTTP", "Server"]),
    tests("Work", needs: ["Work"]),
    tests("Access", needs: ["Access", "SQLite", "TestSupport", "Vocabulary"]),
    tests("Audit", needs: ["Audit", "JSON", "SQLite", "Vocabulary"]),
    tests("Pipeline", needs: floor + ["TestSupport"]),
    tests("Organisation", needs: floor + ["Organisation", "TestSupport"]),
    tests("People", needs: floor + ["People", "Referrals", "TestSupport"]),
    tests("Partners", needs: floor + ["Partners", "TestSupport"]),
    tests(
      "Referrals",
      needs: floor + ["Organisation", "Partners", "People", "Referrals", "TestSupport"]),
    tests("Counts", needs: floor + ["Counts", "TestSupport"]),
    tests("Outreach", needs: floor + ["Outreach", "People", "Referrals", "TestSupport"]),
    tests("Operations", needs: floor + ["Operations", "Organisation", "TestSupport"]),
    tests(
      "Demonstration",
      needs: floor + [
        "Counts", "Demonstration", "Organisation", "Outreach", "Partners", "People", "Referrals",
        "TestSupport",
      ]),
    tests(
      "Samverkan", needs: floor + ["Operations", "Server", "TestSupport", "Work", "samverkan"]),
    tests("Tidy", needs: []),
    tests(
      "Whole",
      needs: floor + [
        "samverkan", "Operations", "Organisation", "Partners", "People", "Referrals",
        "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
