// `samverkan demo`: loads the demonstration into an empty database and hands out its accounts once.

import Counts
import Demonstration
import Glibc
import JSON
import Organisation
import Outreach
import Partners
import People
import Referrals
import SQLite
import Vocabulary

/// Loads the demonstration.
enum DemoCommand {
  static let verb = Verb(
    "demo", "loads the demonstration data into an empty database",
    options: [
      Option("seed", "NUMBER", "fixes everything but passwords and secrets (1 if left out)")
    ], run: run)

  private static let fileName = "demo-accounts.json"

  @Sendable private static func run(_ invocation: Invocation) throws -> Ending {
    guard let seed = UInt64(invocation["seed"] ?? "1") else {
      throw UsageFault(text: "--seed needs a whole number from 0")
    }
    let configuration = try invocation.configuration()
    let file = Files.folder(of: configuration[Settings.database]) + "/" + fileName
    let (writer, _) = try Opening.writer(configuration)
    defer { writer.close() }
    let secret = try SecretKey.load(beside: configuration[Settings.database])
    let accounts = try writer.exclusively {
      try load(into: $0, seed: seed, secret: secret, keeping: file)
    }
    if invocation.has("json") {
      Terminal.say { accounts.write(to: &$0) }
    } else {
      tell(accounts, file)
    }
    return .fine
  }

  // The file is made before the COMMIT: there is no data without its passwords, and what stood
  // there from before is never written over.
  private static func load(
    into database: Database, seed: UInt64, secret: [UInt8], keeping file: String
  ) throws -> DemonstrationAccounts {
    guard try Demonstration.isEmpty(database) else {
      throw Failure(text: "the database is not empty: the demonstration needs one of its own")
    }
    Terminal.progress("loading the demonstration")
    defer { Terminal.progressEnded() }
    let routes =
      OrganisationRoutes.all + PartnersRoutes.all
      + PeopleRoutes.all(with: Application.peopleParts) + ReferralRoutes.all + OutreachRoutes.all
      + CountsRoutes.all(secret: secret)
    var isMade = false
    do {
      return try database.transaction {
        let accounts = try Demonstration.load(
          routes, into: database, seed: seed, now: Timestamp.now())
        isMade = try keep(accounts, in: file)
        guard isMade else { throw Failure(text: "\(file) is there already; move it away") }
        return accounts
      }
    } catch {
      if isMade { _ = unlink(file) }
      throw error
    }
  }

  private static func keep(_ accounts: DemonstrationAccounts, in file: String) throws -> Bool {
    var writer = JSONWriter(reserving: 8_192)
    accounts.write(to: &writer)
    return try Files.make(file, writer.bytes + [0x0A])
  }

  private static func tell(_ accounts: DemonstrationAccounts, _ file: String) {
    Terminal.say("The demonstration is loaded. Passwords and keys: \(file) (readable by you alone)")
    Terminal.say("")
    for account in accounts.accounts {
      let place = account.partner ?? account.team ?? account.board ?? "the whole server"
      let roles = account.roles.joined(separator: ", ")
      Terminal.say("  \(padded(account.username, 26))\(padded(roles, 22))\(place)")
    }
    for key in accounts.keys { Terminal.say("  key \(padded(key.name, 44))\(key.partner)") }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(2, width - text.count))
  }
}
