// A fresh database with the demonstration in it, and ways to look at it: rows, and calls as one of its
// people, through the same routes as everybody's.

import Access
import Demonstration
import Foundation
import JSON
import Organisation
import Partners
import People
import Pipeline
import Referrals
import SQLite
import TestSupport
import Vocabulary

/// A database that holds the demonstration.
final class LoadedDemonstration {
  let accounts: DemonstrationAccounts
  let now: Timestamp
  let database: Database
  private let folder: String

  static let routes =
    OrganisationRoutes.all + PartnersRoutes.all + PeopleRoutes.all + ReferralRoutes.all

  /// 11:20 Swedish time on Wednesday 25 November 2026.
  static let wednesday = CivilTime.instant(
    day: Day(year: 2026, month: 11, day: 25) ?? Day(number: 0), hour: 11, minute: 20)

  /// Loaded once for all tests that only look.
  static let shared = Result { try LoadedDemonstration() }

  init(seed: UInt64 = 1, now: Timestamp = wednesday) throws {
    folder = NSTemporaryDirectory() + "samverkan-demo-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.now = now
    database = try Database(path: folder + "/demo.sqlite", role: .writer)
    let migrations = try Migrator.load(folder: World.root + "/migrations")
    _ = try Migrator.apply(migrations, to: database, now: now)
    let database = database
    accounts = try database.transaction {
      try Demonstration.load(Self.routes, into: database, seed: seed, now: now)
    }
  }

  deinit {
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
      guard let user = try AccountStore(database).findUser(named: name),
        let caller = try AccessStore(database).findUser(user.id)
      else { throw Unanswered() }
      return caller
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
