// Loading the demonstration: the same for a seed at whatever time, secrets random always, and only
// into an empty database.

import Access
import Demonstration
import HTTP
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct DemonstrationLoadTests {
  private func accounts(_ demo: LoadedDemonstration, with role: String) -> [String] {
    demo.accounts.accounts.filter { $0.roles == [role] }
      .map { $0.partner ?? $0.team ?? $0.board ?? "" }
  }

  @Test func `a seed fixes everything but secrets`() throws {
    let (one, two) = (
      try LoadedDemonstration(), try LoadedDemonstration(now: LoadedDemonstration.wednesday)
    )
    let (first, second) = (try one.dump(), try two.dump())
    #expect(Set(first.keys) == Set(second.keys))
    for (table, rows) in first { #expect(rows == second[table], "\(table)") }
    let passwords = (one.accounts.accounts + two.accounts.accounts).map(\.password)
    #expect(Set(passwords).count == passwords.count)
    #expect(one.accounts.keys.map(\.secret) != two.accounts.keys.map(\.secret))
  }

  @Test func `another seed gives other ids and numbers`() throws {
    let (one, two) = (
      try LoadedDemonstration(),
      try LoadedDemonstration(seed: 2, now: LoadedDemonstration.wednesday)
    )
    for (table, column) in [("referral", "number"), ("contact_code", "code"), ("api_key", "id")] {
      let query = "SELECT \(column) FROM \(table)"
      #expect(Set(try one.texts(query)).isDisjoint(with: try two.texts(query)), "\(table)")
    }
  }

  // Just after midnight, at a weekend, in the nights when summer time begins and ends, on a leap
  // day, and long from now.
  @Test(arguments: [
    "2026-11-29T23:01:00Z", "2027-03-28T01:30:00Z", "2026-10-25T00:30:00Z",
    "2028-02-29T12:00:00Z", "2031-01-01T05:00:00Z",
  ])
  func `it loads at any time`(_ text: String) throws {
    let now = try #require(Timestamp(text))
    let demo = try LoadedDemonstration(now: now)
    #expect(try demo.count("SELECT count(DISTINCT status) FROM referral") == 10)
    #expect(try demo.items("/api/v1/referrals?box=overdue", as: "uppsala.mottagning").count >= 1)
    let future = "SELECT count(*) FROM referral_event WHERE at > \(now.milliseconds)"
    #expect(try demo.count(future) == 0)
    #expect(try demo.count("SELECT count(*) FROM service") > 60)
  }

  @Test func `only an empty database takes it`() throws {
    let demo = try LoadedDemonstration()
    #expect(try !Demonstration.isEmpty(demo.database))
    let empty = try Database(path: ":memory:", role: .writer)
    let migrations = try Migrator.load(folder: World.root + "/migrations")
    _ = try Migrator.apply(migrations, to: empty, now: demo.now)
    #expect(try Demonstration.isEmpty(empty))
    try AccountStore(empty).insertUser(
      NewUser(id: ID(high: 1, low: 1), username: "någon", name: "Någon"), at: demo.now)
    #expect(try !Demonstration.isEmpty(empty))
  }

  @Test func `what cannot be done leaves nothing and says what it was`() throws {
    let database = try Database(path: ":memory:", role: .writer)
    let migrations = try Migrator.load(folder: World.root + "/migrations")
    _ = try Migrator.apply(migrations, to: database, now: LoadedDemonstration.wednesday)
    let routes = LoadedDemonstration.routes.filter { $0.path != "/api/v1/referrals" }
    let fault = #expect(throws: DemonstrationFault.self) {
      try database.transaction {
        _ = try Demonstration.load(
          routes, into: database, seed: 1, now: LoadedDemonstration.wednesday)
      }
    }
    #expect(fault?.description.hasPrefix("POST referrals as ") == true)
    #expect(try Demonstration.isEmpty(database))
  }

  // MARK: accounts

  @Test func `every role can sign in, each where scripts look for it`() throws {
    let demo = try LoadedDemonstration()
    let uppsala = "uppsala-socialnamnden"
    for role in [
      "municipality-admin", "intake", "auditor", "statistician", "directory-editor",
      "training-coordinator", "police-liaison", "team-lead", "caseworker",
    ] { #expect(accounts(demo, with: role).contains(uppsala), "\(role)") }
    #expect(accounts(demo, with: "system-admin") == [""])
    #expect(accounts(demo, with: "guide") == ["uppsala-vagledarna"])
    #expect(
      accounts(demo, with: "outreach") == [
        "uppsala-stodteamet", "uppsala-nexusteamet", "umea-faltgruppen",
      ])
    for role in ["partner-admin", "partner-handler", "partner-sender"] {
      #expect(accounts(demo, with: role).first == "kvinnojouren-uppsala-exempel")
    }
    let umea = demo.accounts.accounts.filter { $0.board == "umea-individ-och-familjenamnden" }
    #expect(
      Set(umea.flatMap(\.roles)) == ["municipality-admin", "intake", "auditor", "outreach"])
  }

  @Test func `passwords are good, fit, and stand nowhere in the database`() throws {
    let demo = try LoadedDemonstration()
    let whole = try demo.dump().values.joined().joined(separator: "\n")
    for account in demo.accounts.accounts {
      #expect(Password.fault(in: account.password) == nil)
      #expect(!whole.contains(account.password))
    }
    for account in demo.accounts.accounts.prefix(3) {
      let credential = try AccountStore(demo.database).findCredential(named: account.username)
      #expect(Password.fits(account.password, hash: credential?.passwordHash))
      #expect(credential?.isOpen(at: demo.now) == true)
    }
    #expect(try demo.count("SELECT count(*) FROM user_account WHERE is_demonstration = 0") == 0)
  }

  @Test func `the shelter's key calls as sender and handler`() throws {
    let demo = try LoadedDemonstration()
    let key = try #require(demo.accounts.keys.first)
    #expect(key.partner == "kvinnojouren-uppsala-exempel")
    let token = try #require(Token(key.secret))
    let caller = try #require(try AccessStore(demo.database).find(token))
    #expect(Set(caller.grants.map(\.role)) == [.partnerSender, .partnerHandler])
    #expect(caller.holds(.referralCreate, at: demo.now))
    #expect(caller.agreement?.opensPersonData(on: Day.of(demo.now)) == true)
  }

  @Test func `the document for scripts has every member`() throws {
    let demo = try LoadedDemonstration()
    var writer = JSONWriter()
    demo.accounts.write(to: &writer)
    let document = try JSONReader.read(writer.bytes)
    #expect(document.members?.map(\.name) == ["accounts", "keys"])
    let accounts = document["accounts"]?.array ?? []
    #expect(accounts.count == demo.accounts.accounts.count && accounts.count >= 25)
    for account in accounts {
      #expect(
        account.members?.map(\.name) == [
          "username", "password", "roles", "board", "team", "partner",
        ])
    }
    let worker = accounts.first { $0["team"]?.string == "umea-faltgruppen" }
    #expect(worker?["board"]?.string == "umea-individ-och-familjenamnden")
    #expect(worker?["partner"] == .null)
    #expect(document["keys"]?.array?.first?.members?.map(\.name) == ["name", "secret", "partner"])
  }

  // MARK: its own routes

  @Test func `everyone's lists answer as their routes declare`() throws {
    let demo = try LoadedDemonstration()
    let lists = LoadedDemonstration.routes.filter { route in
      // Seasons are those of a unit that must be named.
      route.method == .get && !route.path.contains("{") && route.path.hasPrefix("/api/v1/")
        && route.path != "/api/v1/seasons"
    }
    #expect(lists.count >= 8)
    for account in demo.accounts.accounts {
      for route in lists {
        let pages = route.parameters.contains { $0.name == "limit" } ? "?limit=200" : ""
        let query = route.path == "/api/v1/referrals" ? "?box=inbox&limit=200" : pages
        do {
          let body = try demo.get(route.path + query, as: account.username)
          let faults = route.answer.shape?.faults(of: body, at: "") ?? []
          #expect(faults == [], "\(route.path) as \(account.username)")
        } catch let refusal as Refusal {
          #expect(
            refusal.code == .forbidden || refusal.code == .noActiveAgreement,
            "\(route.path) as \(account.username): \(refusal.code)")
        }
      }
    }
  }
}
