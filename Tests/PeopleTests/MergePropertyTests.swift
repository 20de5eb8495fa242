// Merge and undo over random persons with everything that hangs on them: afterwards every table
// holds what it held before. The seed is printed with each failure.

import Access
import JSON
import Pipeline
import Referrals
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

struct MergePropertyTests {
  static let seeds: [UInt64] = Array(1...12)

  @Test(arguments: seeds)
  func `merge and undo leave every table as it was`(_ seed: UInt64) throws {
    var random = Randomness.seeded(seed)
    let parts = PeopleParts(references: [ReferralPersons.references])
    let world = try World(PeopleRoutes.all(with: parts))
    let persons = try populate(world, &random)
    let before = try dump(world)
    var paths: [String] = []
    // Several merges on top of each other, undone in the other order.
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      world.clock.advance(seconds: 60)
      let pair = persons.shuffled(using: &random).prefix(2)
      let made = try world.call(
        "POST", "/api/v1/merges", json: #"{"kept": "\#(pair[0])", "absorbed": "\#(pair[1])"}"#,
        as: "uppsala-intake")
      guard let path = made.field("Location") else { continue }
      let done = try world.step(path, #"{"step": "approve"}"#, as: "uppsala-lead")
      #expect(done.status == 200, "seed \(seed): \(done)")
      if done.status == 200 { paths.append(path) }
    }
    if !paths.isEmpty { #expect(try dump(world) != before, "seed \(seed)") }
    for path in paths.reversed() {
      for who in ["uppsala-lead", "uppsala-intake"] {
        let undone = try world.step(path, #"{"step": "undo"}"#, as: who)
        #expect(undone.status == 200, "seed \(seed): \(undone)")
      }
    }
    let after = try dump(world)
    for (table, rows) in before {
      #expect(after[table] == rows, "seed \(seed), \(table)")
    }
    let broken = try world.writer.exclusively { database in
      try database.all("PRAGMA foreign_key_check") { $0.text() }
    }
    #expect(broken == [], "seed \(seed)")
  }

  // Both the lead and intake can read everybody here, whatever the class.
  private func populate(_ world: World, _ random: inout Randomness) throws -> [PersonID] {
    var made: [PersonID] = []
    for index in 0..<5 {
      let number = index == 0 ? #","number": "199406252388""# : #","birthYear": 1994"#
      let alias = Bool.random(using: &random) ? "Mia" : "Kim Exempel \(index)"
      let phone =
        Bool.random(using: &random) ? #","contact": {"phone": "070-174060\#(index + 5)"}"# : ""
      let path = try world.makePath(
        #"{"alias": "\#(alias)", "unit": "uppsala-stod"\#(number)\#(phone)}"#, as: "uppsala-lead")
      made.append(try #require(PersonID(String(path.split(separator: "/").last ?? ""))))
      try fill(path, world, &random)
      if Int.random(in: 0...3, using: &random) == 0 {
        let users = ["uppsala-lead", "uppsala-intake", "uppsala-outreach"].map {
          "\"\((Cast.id($0) as UserID).text)\""
        }.prefix(Bool.random(using: &random) ? 2 : 3).joined(separator: ",")
        let closed = try world.step(
          path, #"{"step": "restrict", "reason": "threat", "users": [\#(users)]}"#,
          as: "uppsala-lead")
        #expect(closed.status == 200)
      }
    }
    try relate(made, world, &random)
    return made
  }

  private func fill(_ path: String, _ world: World, _ random: inout Randomness) throws {
    func post(_ part: String, _ json: String) throws {
      // A day that is taken is refused: the population is as it is.
      let answer = try world.call("POST", path + part, json: json, as: "uppsala-lead")
      #expect([201, 422].contains(answer.status), "\(answer)")
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let day = Int.random(in: 10...24, using: &random)
      let end = Bool.random(using: &random) ? #","to": "2026-11-25""# : ""
      try post(
        "/living-situations",
        #"{"situation": "1", "source": "seen", "from": "2026-11-\#(day)"\#(end)}"#)
      let area = ["housing", "debt", "violence"].randomElement(using: &random) ?? "housing"
      try post("/needs", #"{"area": "\#(area)", "from": "2026-11-\#(day)"}"#)
    }
    try post("/contacts", #"{"kind": "sms", "value": "070-1740699", "times": "kvällar"}"#)
  }

  // Rows that no route of this room makes: relations, care relations, codes and referrals.
  private func relate(
    _ persons: [PersonID], _ world: World, _ random: inout Randomness
  ) throws {
    var random = random
    try world.writer.exclusively { database in
      try database.transaction {
        let board: BoardID = Cast.id("uppsala-socialnamnden")
        let care = CareRelationStore(database)
        for person in persons {
          let other = persons.randomElement(using: &random) ?? person
          if other != person {
            try RelationStore(database).add(
              PersonRelation(
                id: ID.make(at: world.clock.now, random: &random), person: person, other: other,
                kind: .sibling, days: Episode(startsOn: Day(number: 20_000)), secrecy: .normal,
                version: 1), board: board, by: "test", at: world.clock.now)
          }
          for team in ["uppsala-stodteamet", "uppsala-nexusteamet"]
          where Bool.random(using: &random) {
            try care.add(
              person: person, holder: .team(Cast.id(team)), why: .assigned, at: world.clock.now)
          }
          let codes = ContactCodeStore(database)
          let code: ContactCodeID = ID.make(at: world.clock.now, random: &random)
          _ = try codes.issue(
            code, to: Placement(board: board), sex: nil, ageBand: nil, by: "test",
            at: world.clock.now, random: &random)
          try codes.join(code, to: person, at: world.clock.now)
          try refer(person, database, world, &random)
        }
      }
    }
  }

  private func refer(
    _ person: PersonID, _ database: Database, _ world: World, _ random: inout Randomness
  ) throws {
    let board: BoardID = Cast.id("uppsala-socialnamnden")
    let id: ReferralID = ID.make(at: world.clock.now, random: &random)
    try database.run(
      """
      INSERT INTO referral (id, number, board_id, sender_board_id, author, request_hash,
        receiver_board_id, sender_person_id, person_id, subject, needs, reason, urgency, basis,
        disclosure_stage, disclosure_reason, status, created_at, changed_at)
      VALUES (?1, ?2, ?3, ?3, 'test', x'00', ?3, ?4, ?5, '{}', '[]', '', 'soon', '{}', 'need',
        'at_accept', 'requested', 0, 0)
      """, id, id.text, board, person, Bool.random(using: &random) ? person : nil)
  }

  // Every row of every table as text, but for what records that something happened.
  private func dump(_ world: World) throws -> [String: [String]] {
    let passed: Set = [
      "idempotency", "person_merge", "person_item_version", "session",
    ]
    return try world.writer.exclusively { database in
      let tables = try database.all(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
      ) { $0.text() }
      var found: [String: [String]] = [:]
      for table in tables where !passed.contains(table) && !table.hasPrefix("audit") {
        let columns = try database.all("SELECT name FROM pragma_table_info(?)", table) {
          $0.text()
        }.filter { $0 != "version" }
        let row = columns.map { "quote(\"\($0)\")" }.joined(separator: " || '|' || ")
        found[table] = try database.dynamicAll("SELECT \(row) FROM \"\(table)\"") { $0.text() }
          .sorted()
      }
      return found
    }
  }
}
