// A board's own machine (role `service`, scope `R`): its key names the board, so it reads the
// board's organisation, and nothing of another's.

import Access
import JSON
import Organisation
import SQLite
import TestSupport
import Testing
import Vocabulary

struct BoardKeyTests {
  let world: World
  let secret = "smv_service1_" + String(repeating: "a", count: 32)

  init() throws {
    world = try World(OrganisationRoutes.all)
    let hash = SHA256.hash(of: Array(repeating: UInt8(ascii: "a"), count: 32)).bytes
    let now = world.clock.now
    try world.writer.exclusively { database in
      try database.transaction {
        try AccountStore(database).insertKey(
          NewKey(
            id: "service1", secretHash: hash, name: "Verksamhetssystemet", partner: nil,
            board: Cast.id("uppsala-socialnamnden"), roles: [.service],
            permissions: [.organisationRead], expiresOn: Day.of(now).plus(days: 100),
            createdBy: "test"),
          at: now)
      }
    }
  }

  private func get(_ path: String) throws -> Answer {
    try world.send("GET", "/api/v1/" + path, nil, token: secret)
  }

  @Test(arguments: ["boards", "units", "teams"])
  func `what a key lists it reads one by one`(_ noun: String) throws {
    let list = try get(noun)
    #expect(!list.items.isEmpty, "\(list)")
    for item in list.items {
      let slug = try #require(item["slug"]?.string)
      #expect(slug.hasPrefix("uppsala"))
      #expect(try get("\(noun)/\(slug)").status == 200)
    }
  }

  @Test(arguments: ["boards/umea-socialnamnden", "units/umea-falt", "teams/umea-faltgruppen"])
  func `another board's is unknown to it`(_ path: String) throws {
    #expect(try get(path).status == 404)
  }

  @Test func `it writes nothing`() throws {
    let answer = try world.send(
      "PUT", "/api/v1/teams/uppsala-stodteamet/members/\(Cast.id("uppsala-caseworker") as UserID)",
      Array("{}".utf8), token: secret)
    #expect(answer.status == 403)
  }
}
