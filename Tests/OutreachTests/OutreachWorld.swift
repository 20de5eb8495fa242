// The world of this room's tests: a team with its lead, places, a shift that is out, somebody who
// is known.

import Access
import JSON
import People
import Pipeline
import Referrals
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

extension World {
  /// A world with the routes that a night needs; the lead of the unit is in the team.
  static func outreach() throws -> World {
    let world = try World(
      OutreachRoutes.all
        + PeopleRoutes.all(
          with: PeopleParts(
            history: MeetingHistory(),
            references: [ReferralPersons.references, OutreachPersons.references]))
        + ReferralRoutes.all)
    try world.join("uppsala-lead", "uppsala-stodteamet")
    return world
  }

  /// Puts a user into a team.
  func join(_ user: String, _ team: String) throws {
    try write { database in
      try database.run(
        "INSERT INTO team_member (team_id, user_id) VALUES (?, ?)", Cast.id(team) as TeamID,
        Cast.id(user) as UserID)
    }
  }

  /// Writes rows of a test's own.
  func write(_ body: (Database) throws -> Void) throws {
    try writer.exclusively { database in
      try database.transaction { try body(database) }
      database.markAccessChanged()
    }
  }

  /// One whole number out of the database.
  func number(_ sql: StaticString) throws -> Int {
    try writer.exclusively { database in
      try database.first(sql) { row in row.int() } ?? -1
    }
  }

  /// Makes something and returns its id.
  func make(
    _ path: String, _ json: String, as who: String = "uppsala-outreach"
  ) throws -> String {
    let answer = try call("POST", "/api/v1" + path, json: json, as: who)
    #expect(answer.status == 201, "\(path) \(answer)")
    return try #require(answer.text("id"))
  }

  /// Makes a place of the team and returns its id.
  func makePlace(
    _ name: String = "Parkeringshuset", kind: String = "outdoors", more: String = "",
    as who: String = "uppsala-outreach"
  ) throws -> String {
    try make("/places", #"{"name": "\#(name)", "kind": "\#(kind)"\#(more)}"#, as: who)
  }

  /// Begins a shift of one and returns its id.
  func startShift(_ more: String = "", as who: String = "uppsala-outreach") throws -> String {
    try make("/shifts", #"{"startNow": true\#(more)}"#, as: who)
  }

  /// Somebody whom the team works with.
  func makePerson(_ alias: String = "Mia") throws -> PersonID {
    let id = PersonID(
      try #require(
        AnyID(
          try make(
            "/persons", #"{"alias": "\#(alias)", "sex": "woman", "unit": "uppsala-stod"}"#,
            as: "uppsala-intake"))))
    try write { database in
      try CareRelationStore(database).add(
        person: id, holder: .team(Cast.id("uppsala-stodteamet")), why: .commission, at: clock.now)
    }
    return id
  }

  /// An order to the team to look for a person.
  func makeOrder(of person: PersonID) throws -> SearchOrderID {
    let order = try orderSearch(#"{"person": "\#(person)"}"#)
    #expect(order.status == 201, "\(order)")
    return SearchOrderID(try #require(order.text("id").flatMap { AnyID($0) }))
  }

  /// The id of someone of the cast as text.
  func userID(_ name: String) -> String { (Cast.id(name) as UserID).text }

  /// An id that a device makes.
  func deviceID(_ number: Int) -> String {
    AnyID(high: 0x019A_B3C4_0000_7000, low: 0x8000_0000_0000_0000 + UInt64(number)).text
  }

  /// A step a second later: ids of one millisecond have no order.
  func laterStep(
    _ path: String, _ json: String, as who: String = "uppsala-outreach"
  ) throws -> Answer {
    clock.advance(seconds: 1)
    return try step(path, json, as: who)
  }

  /// A step.
  func step(
    _ path: String, _ json: String, as who: String = "uppsala-outreach"
  ) throws -> Answer {
    // A millisecond passes, so that a history's ids come in the order of the calls.
    clock.now = Timestamp(milliseconds: clock.now.milliseconds + 1)
    return try call("POST", "/api/v1\(path)/transitions", json: json, as: who)
  }
}
