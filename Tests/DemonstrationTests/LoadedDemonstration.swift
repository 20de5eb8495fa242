// A fresh database with the demonstration in it, and ways to look at it: rows, and calls as one of
// its people, through the same routes as everybody's.

import Access
import Counts
import Demonstration
import Foundation
import JSON
import Organisation
import Outreach
import Partners
import People
import Pipeline
import Referrals
import SQLite
import TestSupport
import Testing
import Vocabulary

/// A file that holds the demonstration.
private final class LoadedFile: Sendable {
  let folder: String
  let accounts: DemonstrationAccounts

  var path: String { folder + "/demo.sqlite" }

  init(seed: UInt64, now: Timestamp) throws {
    folder = try LoadedDemonstration.makeFolder()
    let writer = try Writer(path: folder + "/demo.sqlite")
    defer { writer.close() }
    let migrations = try Migrator.load(folder: World.root + "/migrations")
    accounts = try writer.exclusively { database in
      _ = try Migrator.apply(migrations, to: database, now: now)
      return try database.transaction {
        try Demonstration.load(LoadedDemonstration.routes, into: database, seed: seed, now: now)
      }
    }
  }

  deinit { LoadedDemonstration.remove(folder) }
}

/// A database of a test's own that holds the demonstration.
final class LoadedDemonstration {
  let accounts: DemonstrationAccounts
  let now: Timestamp
  let database: Database
  private let folder: String

  static let routes =
    OrganisationRoutes.all + PartnersRoutes.all
    + PeopleRoutes.all(
      with: PeopleParts(references: [ReferralPersons.references, OutreachPersons.references]))
    + ReferralRoutes.all + OutreachRoutes.all
    + CountsRoutes.all(secret: [UInt8](repeating: 7, count: 32))

  /// 11:20 Swedish time on Wednesday 25 November 2026.
  static let wednesday = CivilTime.instant(
    day: Day(year: 2026, month: 11, day: 25) ?? Day(number: 0), hour: 11, minute: 20)

  // Loaded once; each test gets a copy.
  private static let usual = Result { try LoadedFile(seed: 1, now: wednesday) }

  /// A copy of what is loaded with seed 1 on that Wednesday.
  convenience init() throws { try self.init(Self.usual.get(), now: Self.wednesday) }

  /// What is loaded with another seed or at another time.
  convenience init(seed: UInt64 = 1, now: Timestamp) throws {
    try self.init(LoadedFile(seed: seed, now: now), now: now)
  }

  private init(_ file: LoadedFile, now: Timestamp) throws {
    self.now = now
    accounts = file.accounts
    folder = try Self.makeFolder()
    try FileManager.default.copyItem(atPath: file.path, toPath: folder + "/demo.sqlite")
    database = try Database(path: folder + "/demo.sqlite", role: .writer)
  }

  deinit { Self.remove(folder) }

  static func makeFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "samverkan-demo-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  static func remove(_ folder: String) {
    // A test's own folder; if it stays, the system's temporary folder is emptied in time.
    _ = Result { try FileManager.default.removeItem(atPath: folder) }
  }

  /// The texts of one column.
  func texts(_ sql: String) throws -> [String] {
    try database.dynamicAll(sql) { row in row.text() }
  }

  /// The number that a query gives.
  func count(_ sql: String) throws -> Int {
    try database.dynamicFirst(sql) { row in row.int() } ?? 0
  }

  /// Every row of every table as text, but for what comes from secrets.
  func dump() throws -> [String: [String]] {
    let secret: Set = ["password_hash", "secret_hash"]
    var rows: [String: [String]] = [:]
    for table in try texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
      let columns = try texts("SELECT name FROM pragma_table_xinfo('\(table)')")
        .filter { !secret.contains($0) }
      let parts = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ' ' || ")
      rows[table] = try texts("SELECT \(parts) FROM \"\(table)\" ORDER BY 1")
    }
    return rows
  }

  /// What one of the people is answered; a refusal is thrown.
  func get(_ path: String, as username: String?) throws -> JSONValue {
    let caller = try username.map { name -> Caller in
      let user = try #require(try AccountStore(database).findUser(named: name))
      return try #require(try AccessStore(database).findUser(user.id))
    }
    var random = Randomness()
    return try LocalCalls(Self.routes).send(
      "GET", path, as: caller, in: database, at: now, random: &random
    ).body
  }

  /// The items of a list as one of the people sees it.
  func items(_ path: String, as username: String?) throws -> [JSONValue] {
    try get(path, as: username)["items"]?.array ?? []
  }
}
