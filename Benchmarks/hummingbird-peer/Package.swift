// swift-tools-version: 6.3
// A peer to measure against: Hummingbird with GRDB. Its own package, so that the product's stays
// without dependencies.
import PackageDescription

let package = Package(
  name: "hummingbird-peer",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .executableTarget(
      name: "hummingbird-peer",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Sources/HummingbirdPeer")
  ],
  swiftLanguageModes: [.v6]
)
