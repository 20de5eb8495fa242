// Calls of a route as it stands in the table: its path with something in it, its example as the
// body, and a version that never stands, so that what is allowed changes nothing.

import Foundation
import HTTP
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

extension Route {
  /// Bodies that ask for something cheap where the example's step would cost a password's hash.
  private static let bodies = ["user.step": #"{"step": "disable"}"#]

  /// The purpose that a call must say, where it must say one.
  var purpose: String? { action == "emergency_opening.create" ? "emergency" : nil }

  /// A body that the route takes.
  var sample: [UInt8]? {
    guard body != nil else { return nil }
    return Array((Self.bodies[action] ?? example ?? "{}").utf8)
  }

  /// Whether the good answer to a call with a version that never stands ends something.
  var isFinal: Bool {
    ["grant.end", "session.end", "session.end_current"].contains(action)
  }

  /// The names of the path's parameters.
  var names: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map(String.init)
  }

  /// The path with its first parameter named, and the others as they may be.
  func path(naming segment: String, and other: String = "0190d5f0-7c00-7000-8000-0000000000aa")
    -> String
  {
    var isFirst = true
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      guard part.hasPrefix("{") else { return String(part) }
      defer { isFirst = false }
      return isFirst ? segment : other
    }
    let query = parameters.contains { $0.name == "dryRun" } ? "?dryRun=true" : ""
    return segments.joined(separator: "/") + query
  }
}

extension World {
  /// Calls a route.
  func ask(
    _ route: Route, naming segment: String, token: String?, body: [UInt8]? = nil,
    fields: [String: String] = [:]
  ) throws -> Answer {
    var all = ["X-Request-Id": "same"]
    if route.method != .get { all["If-Match"] = #""0-0""# }
    if let purpose = route.purpose { all["Access-Purpose"] = purpose }
    for (name, value) in fields { all[name] = value }
    return try send(
      route.method.name, route.path(naming: segment), body ?? route.sample, token: token,
      fields: all)
  }

  /// Every row as the sqlite3 tool prints it, but those of some tables.
  func rows(but tables: [String] = []) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", "-readonly", path, ".dump"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(process.terminationStatus == 0 && lines.count > 100)
    // The trail grows with every refusal, and the planner's figures with time.
    let left = ["audit", "sqlite_stat"] + tables
    return lines.filter { line in
      !left.contains { line.hasPrefix("INSERT INTO \($0)") }
    }
  }
}

extension Answer {
  /// All that must not tell a hidden thing from one that never was.
  var face: [String] {
    let names = [
      "Content-Type", "Cache-Control", "Allow", "ETag", "Link", "Location", "WWW-Authenticate",
      "Retry-After", "Key-Expires", "X-Request-Id",
    ]
    return [String(status), text] + names.map { $0 + ": " + (field($0) ?? "") }
  }
}
