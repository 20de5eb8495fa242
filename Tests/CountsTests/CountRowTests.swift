// Rows and returns: what reporters send, what they see again, and what is never kept.

import Counts
import JSON
import TestSupport
import Testing

struct CountRowTests {
  private let counts: CountsWorld

  init() throws { counts = try CountsWorld() }

  @Test func `each reporter sees its own rows, who runs the round all, and nobody an identity`()
    throws
  {
    let id = try counts.round("open")
    _ = try counts.report(
      [CountsWorld.row(#"{"initials": "AB"}"#), CountsWorld.row()], to: id, as: "uppsala-outreach")
    _ = try counts.report(
      [CountsWorld.row(#"{"number": "189005029815"}"#)], to: id, as: "shelter-sender")
    #expect(try counts.get("/\(id)/rows", as: "uppsala-outreach").items.count == 2)
    let shelter = try counts.get("/\(id)/rows", as: "shelter-handler")
    #expect(shelter.items.count == 1)
    #expect(shelter.items[0]["hasCode"] == .bool(true))
    let all = try counts.get("/\(id)/rows")
    #expect(all.items.count == 3)
    for answer in [shelter, all] {
      #expect(!answer.text.contains("9815") && !answer.text.contains("\"AB\""))
      #expect(!answer.text.contains("1970"))
    }
  }

  @Test(arguments: [
    (
      #"{"identity": {"number": "191202119177"}, "sex": "man", "situation": "1"}"#,
      "/rows/0/identity/number"
    ),
    (#"{"identity": {"initials": "AB"}, "sex": "man", "situation": "1"}"#, "/rows/0/birthYear"),
    (
      #"{"identity": {"initials": "AB"}, "sex": "unknown", "birthYear": 1970,"#
        + #" "situation": "1"}"#,
      "/rows/0/sex"
    ),
    (
      #"{"identity": {"initials": "--"}, "sex": "man", "birthYear": 1970, "situation": "1"}"#,
      "/rows/0/identity/initials"
    ),
    (#"{"identity": {}, "sex": "man", "situation": "1"}"#, "/rows/0/identity/number"),
    (#"{"sex": "man", "situation": "5"}"#, "/rows/0/situation"),
    (#"{"sex": "man", "situation": "1", "name": "Kim"}"#, "/rows/0/name"),
    (
      #"{"sex": "man", "situation": "1", "birthYear": 1970, "ageBand": "50-65"}"#,
      "/rows/0/ageBand"
    ),
  ])
  func `a fault in a row is named by its path, and nothing of the batch is kept`(
    _ row: String, _ path: String
  ) throws {
    let id = try counts.round("open")
    let answer = try counts.report([row, CountsWorld.row()], to: id, as: "uppsala-outreach")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
    #expect(!answer.text.contains("9177") && !answer.text.contains("Kim"))
    #expect(try counts.get("/\(id)/rows").items.isEmpty)
  }

  @Test func `rows come in while the round is open, and to one's own return`() throws {
    let id = try counts.round()
    let row = [CountsWorld.row()]
    #expect(try counts.report(row, to: id, as: "uppsala-outreach").status == 409)
    _ = try counts.take("open", id)
    let foreign = try counts.report(
      row, to: id, as: "uppsala-outreach", more: #", "reporter": "kvinnojouren-exempel""#)
    #expect(foreign.status == 422)
    #expect(foreign.faultPaths == ["/reporter"])
    #expect(try counts.report([], to: id, as: "uppsala-outreach").status == 422)
    #expect(try counts.report(row, to: id, as: CountsWorld.statistician).status == 403)
    _ = try counts.take("close", id)
    #expect(try counts.report(row, to: id, as: "uppsala-outreach").status == 409)
    #expect(try counts.get("/\(id)/rows").status == 200)
    _ = try counts.take("reconcile", id)
    #expect(try counts.get("/\(id)/rows").status == 409)
  }

  @Test func `a batch sent twice counts once`() throws {
    let id = try counts.round("open")
    let json = #"{"rows": [\#(CountsWorld.row(#"{"initials": "AB"}"#))]}"#
    let path = "/api/v1/count-rounds/\(id)/rows"
    let key = ["Idempotency-Key": "batch-1"]
    let first = try counts.world.call(
      "POST", path, json: json, as: "shelter-sender", fields: key)
    let second = try counts.world.call(
      "POST", path, json: json, as: "shelter-sender", fields: key)
    #expect(first.status == 201 && second.status == 201, "\(second)")
    #expect(second.field("Idempotency-Replayed") == "true")
    #expect(first.bytes == second.bytes)
    #expect(try counts.get("/\(id)/rows").items.count == 1)
  }

  @Test func `a reporter says that all is in, and is not reminded any more`() throws {
    let id = try counts.round("open")
    let path = "/api/v1/count-rounds/\(id)/returns/kvinnojouren-exempel"
    let none = #"{"status": "none"}"#
    let bare = try counts.world.call("PUT", path, json: none, as: "shelter-sender")
    #expect(bare.status == 428)
    let tag = try #require(
      try counts.world.call("GET", path, as: "shelter-sender").field("ETag"))
    let match = ["If-Match": tag]
    let waiting = try counts.world.call(
      "PUT", path, json: #"{"status": "waiting"}"#, as: "shelter-sender", fields: match)
    #expect(waiting.status == 422)
    #expect(
      try counts.world.call(
        "PUT", path, json: none, as: CountsWorld.statistician, fields: match
      ).status == 403)
    #expect(
      try counts.world.call(
        "PUT", path, json: none, as: "uppsala-outreach", fields: match
      ).status == 404)
    let said = try counts.world.call(
      "PUT", path, json: none, as: "shelter-sender", fields: match)
    #expect(said.status == 200, "\(said)")
    let reminders = try counts.get("/\(id)")["reminders"]?.array ?? []
    let slugs = reminders.compactMap { $0["slug"]?.string }.sorted()
    #expect(slugs == ["moske-exempel", "uppsala-stod"])
    _ = try counts.report([CountsWorld.row()], to: id, as: "shelter-sender")
    let again = try #require(
      try counts.world.call("GET", path, as: "shelter-sender").field("ETag"))
    let refused = try counts.world.call(
      "PUT", path, json: none, as: "shelter-sender", fields: ["If-Match": again])
    #expect(refused.faultPaths == ["/status"])
  }

  @Test func `a row left out has a reason and does not count`() throws {
    let id = try counts.round("open")
    _ = try counts.report(
      (0..<9).map { _ in CountsWorld.row() }, to: id, as: "uppsala-outreach")
    let rows = try counts.get("/\(id)/rows", as: "uppsala-outreach").items
    let row = try #require(rows[0]["id"]?.string)
    let json = #"{"row": "\#(row)", "reason": "other_municipality"}"#
    let path = "/api/v1/count-rounds/\(id)/exclusions"
    let foreign = try counts.world.call("POST", path, json: json, as: "shelter-sender")
    #expect(foreign.faultPaths == ["/row"])
    let out = try counts.world.call("POST", path, json: json, as: "uppsala-outreach")
    #expect(out.status == 200, "\(out)")
    #expect(out.text("excluded") == "other_municipality")
    #expect(try counts.world.call("POST", path, json: json, as: "uppsala-outreach").status == 409)
    _ = try counts.take("close", id)
    _ = try counts.take("reconcile", id)
    #expect(try counts.get("/\(id)/result")["persons"]?["high"]?.integer == 8)
  }
}
