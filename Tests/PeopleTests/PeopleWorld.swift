// The world of this room's tests: what they do again and again with persons.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import People

extension World {
  /// A world with this room's routes.
  static func people() throws -> World { try World(PeopleRoutes.all) }

  /// Makes a person and returns the answer.
  func makePerson(_ json: String, as who: String = "uppsala-intake") throws -> Answer {
    let answer = try call("POST", "/api/v1/persons", json: json, as: who)
    #expect(answer.status == 201, "\(answer)")
    return answer
  }

  /// Makes a person and returns the path.
  func makePath(_ json: String, as who: String = "uppsala-intake") throws -> String {
    "/api/v1/persons/" + (try #require(try makePerson(json, as: who).text("id")))
  }

  /// Searches persons and returns the ids shown.
  func found(_ json: String, as who: String) throws -> [String] {
    let answer = try call("POST", "/api/v1/persons/searches", json: json, as: who)
    #expect(answer.status == 200, "\(answer)")
    return answer.items.compactMap { $0["id"]?.string }
  }

  /// Changes a person in the version that stands.
  func change(_ path: String, _ json: String, as who: String) throws -> Answer {
    try call("PATCH", path, json: json, as: who, fields: ["If-Match": "*"])
  }

  /// Takes a step.
  func step(_ path: String, _ json: String, as who: String) throws -> Answer {
    try call("POST", path + "/transitions", json: json, as: who)
  }

  /// The newest entry of the audit trail.
  func lastEntry() throws -> JSONValue {
    let text = try writer.exclusively { database in
      try database.first("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1") { $0.text() }
    }
    return try JSONReader.read(Array(try #require(text).utf8))
  }

  /// A key of a board in the role `service`, limited to some permissions; its secret.
  func serviceKey(_ board: String, _ permissions: [Permission]) throws -> String {
    var random = Randomness()
    let key = Token.makeKey(&random)
    try writer.exclusively { database in
      try database.transaction {
        try AccountStore(database).insertKey(
          NewKey(
            id: key.id, secretHash: key.hash, name: "Integration", partner: nil,
            board: Cast.id(board), roles: [.service], permissions: permissions,
            expiresOn: Day.of(clock.now).plus(days: 300), createdBy: "test"), at: clock.now)
      }
    }
    return key.text
  }
}
