// Care relations in the database: when they hold, for whom, and how they end.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

struct CareRelationTests {
  let world: World

  init() throws { world = try World.people() }

  /// Runs on the writer's connection with the relations and a person that nobody works with.
  func with(_ body: (CareRelationStore, PersonID, Database) throws -> Void) throws {
    try world.writer.exclusively { database in
      try database.transaction {
        var random = Randomness()
        let id: PersonID = ID.make(at: world.clock.now, random: &random)
        try PersonStore(database).insert(
          id, NewPerson(alias: "Mia"), board: Cast.id("uppsala-socialnamnden"),
          unit: Cast.id("uppsala-utredning"), by: "test", at: world.clock.now)
        try body(CareRelationStore(database), id, database)
      }
    }
  }

  func caller(_ who: String, _ database: Database) throws -> Caller {
    let token = try #require(Token(Cast.token(who)))
    return try #require(try AccessStore(database).find(token))
  }

  @Test(arguments: [
    (CareHolder.user(Cast.id("uppsala-outreach")), ["uppsala-outreach"]),
    (.team(Cast.id("uppsala-stodteamet")), ["uppsala-outreach", "uppsala-guide"]),
    (.unit(Cast.id("uppsala-utredning")), ["uppsala-caseworker"]),
    (.unit(Cast.id("uppsala-stod-natt")), ["uppsala-lead"]),
    (
      .partner(Cast.id("kvinnojouren-exempel")),
      ["shelter-admin", "shelter-handler", "shelter-sender"]
    ),
  ])
  func `a relation holds for its user, or all of its team, unit or partner`(
    _ holder: CareHolder, _ names: [String]
  ) throws {
    try with { store, person, database in
      let now = world.clock.now
      try store.add(person: person, holder: holder, why: .referral, at: now)
      let holding = try Cast.users.map(\.name).filter {
        try store.holds(person: person, caller: caller($0, database), at: now)
      }
      #expect(holding == names)
    }
  }

  @Test func `what one reason gives, another's end does not take`() throws {
    try with { store, person, database in
      let now = world.clock.now
      let who = try caller("uppsala-outreach", database)
      let holder = CareHolder.user(Cast.id("uppsala-outreach"))
      func holds(_ days: Int) throws -> Bool {
        try store.holds(person: person, caller: who, at: now.plus(days: days))
      }
      try store.add(person: person, holder: holder, why: .assigned, at: now)
      try store.add(person: person, holder: holder, why: .referral, at: now)
      try store.end(person: person, holder: holder, why: .referral, at: now.plus(days: 1))
      #expect(try holds(2))
      try store.end(person: person, holder: holder, at: now.plus(days: 30))
      #expect(try holds(29))
      #expect(try !holds(30))
      #expect(try !holds(-1))
      // Taken up again while it still runs, it has no end; after its end it is a new one.
      try store.add(person: person, holder: holder, why: .assigned, at: now.plus(days: 5))
      #expect(try holds(300))
      try store.end(person: person, holder: holder, at: now.plus(days: 301))
      try store.add(person: person, holder: holder, why: .assigned, at: now.plus(days: 400))
      #expect(try !holds(399))
      #expect(try holds(400))
      let rows = try store.list(of: person, after: nil, limit: 10, offset: 0)
      #expect(rows.map(\.why) == [.assigned, .referral, .assigned])
      let rest = try store.list(of: person, after: rows[0].cursor, limit: 10, offset: 0)
      #expect(rest.count == 2)
    }
  }

  @Test func `a relation opens scope O, and T with the team`() throws {
    try with { store, person, database in
      let now = world.clock.now
      let persons = PersonStore(database)
      let found = try #require(try persons.find(person))
      func may(_ permission: Permission, _ who: String) throws -> Bool {
        let caller = try caller(who, database)
        let facts = try persons.facts(of: found, for: caller, at: now)
        return caller.decide(permission, on: facts, at: now) == .allowed
      }
      #expect(try !may(.personReadIdentity, "uppsala-outreach"))
      try store.add(
        person: person, holder: .user(Cast.id("uppsala-outreach")), why: .assigned, at: now)
      #expect(try may(.personReadIdentity, "uppsala-outreach"))
      #expect(try !may(.personSearch, "uppsala-outreach"))
      try store.add(
        person: person, holder: .team(Cast.id("uppsala-stodteamet")), why: .assigned, at: now)
      #expect(try may(.personSearch, "uppsala-outreach"))
      #expect(try !may(.personReadIdentity, "shelter-handler"))
      try store.add(
        person: person, holder: .partner(Cast.id("kvinnojouren-exempel")), why: .referral, at: now)
      #expect(try may(.personReadIdentity, "shelter-handler"))
      #expect(try !may(.personReadIdentity, "mosque-handler"))
      #expect(try !may(.personSearch, "shelter-handler"))
      // A guide is in the team, yet only an order to the guide names the guide.
      let guide = CareHolder.user(Cast.id("uppsala-guide"))
      #expect(try !may(.personReadIdentity, "uppsala-guide"))
      try store.add(person: person, holder: guide, why: .shift, at: now)
      #expect(try !may(.personReadIdentity, "uppsala-guide"))
      try store.add(person: person, holder: guide, why: .commission, at: now)
      #expect(try may(.personReadIdentity, "uppsala-guide"))
    }
  }

  @Test func `pages of relations follow each other`() throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-outreach")
    let first = try world.call("GET", path + "/care-relations?limit=1", as: "uppsala-outreach")
    #expect(first.items.count == 1, "\(first)")
    let next = try #require(first.text("next"))
    let second = try world.call(
      "GET", path + "/care-relations?limit=1&cursor=\(next)", as: "uppsala-outreach")
    #expect(second.items.count == 1)
    #expect(second.items != first.items)
    #expect(second["next"] == .null)
  }
}
