// Living situations over HTTP: episodes follow each other, corrections are versions, and whoever
// may not know the person learns nothing.

import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct LivingSituationRoutesTests {
  let world: World
  let path: String

  init() throws {
    world = try World.people()
    path =
      try world.makePath(
        #"{"alias": "Mia", "unit": "uppsala-stod"}"#, as: "uppsala-outreach") + "/living-situations"
  }

  func add(_ json: String, as who: String = "uppsala-outreach") throws -> Answer {
    try world.call("POST", path, json: json, as: who)
  }

  @Test func `a new episode ends the one before and carries its codes`() throws {
    let first = try add(
      """
      {"situation": "1", "subtype": "stairwell", "from": "2026-11-01", "source": "seen",
       "beddedDown": true}
      """
    )
    #expect(first.status == 201, "\(first)")
    #expect(first["ethosLight"]?.integer == 1)
    #expect(first["hud412"]?.integer == 116)
    #expect(first["beddedDown"]?.bool == true)
    let item = try #require(first.field("Location"))
    let second = try add(#"{"situation": "2", "subtype": "hospital", "source": "staff"}"#)
    #expect(second.status == 201, "\(second)")
    #expect(second.text("from") == "2026-11-25")
    #expect(second["to"] == .null)
    let ended = try world.call("GET", item, as: "uppsala-outreach")
    #expect(ended.text("to") == "2026-11-25")
    #expect(ended.field("ETag")?.hasPrefix("\"2-") == true)
    let list = try world.call("GET", path, as: "uppsala-lead")
    #expect(list.items.count == 2, "\(list)")
    #expect(try world.lastEntry().text.contains("living_situation"))
  }

  @Test func `a correction is a new version and keeps the old one`() throws {
    let made = try add(#"{"situation": "1", "from": "2026-11-01", "source": "own_word"}"#)
    let item = try #require(made.field("Location"))
    let blind = try world.call(
      "PATCH", item, json: #"{"to": "2026-11-20"}"#, as: "uppsala-outreach")
    #expect(blind.status == 428)
    let ended = try world.change(
      item, #"{"to": "2026-11-20", "subtype": "tent"}"#, as: "uppsala-outreach")
    #expect(ended.status == 200, "\(ended)")
    #expect(ended.text("to") == "2026-11-20")
    let stale = try world.call(
      "PATCH", item, json: #"{"to": null}"#, as: "uppsala-outreach",
      fields: ["If-Match": "\"1-x\""])
    #expect(stale.status == 412)
    let kept = try world.writer.exclusively { database in
      try database.all("SELECT version, body FROM person_item_version") { row in
        (row.int(), row.text())
      }
    }
    #expect(kept.count == 1)
    #expect(kept.first?.0 == 1)
    #expect(kept.first?.1.contains(#""to":null"#) == true, "\(kept)")
    _ = try add(
      #"{"situation": "4", "subtype": "friends", "from": "2026-11-22", "source": "staff"}"#)
    let overlap = try world.change(item, #"{"to": "2026-11-23"}"#, as: "uppsala-outreach")
    #expect(overlap.status == 422)
    #expect(overlap.faultPaths == ["/from"])
  }

  @Test(arguments: [
    (#"{}"#, ["/situation", "/source"]),
    (#"{"situation": "5", "source": "seen"}"#, ["/situation"]),
    (#"{"situation": "1", "source": "seen", "subtype": "hospital"}"#, ["/subtype"]),
    (#"{"situation": "1", "source": "seen", "from": "2026-11-26"}"#, ["/from"]),
    (#"{"situation": "1", "source": "seen", "from": "2026-11-20", "to": "2026-11-19"}"#, ["/to"]),
    (#"{"situation": "1", "source": "seen", "to": "2026-11-26"}"#, ["/from"]),
    (#"{"situation": "1", "source": "seen", "from": "2026-02-30"}"#, ["/from"]),
    (#"{"situation": "1", "source": "seen", "address": "x"}"#, ["/address"]),
  ])
  func `what does not do is refused by path`(_ json: String, _ paths: [String]) throws {
    let answer = try add(json)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `hidden is unknown, byte for byte`() throws {
    let made = try add(#"{"situation": "1", "source": "seen"}"#)
    let item = try #require(made.field("Location"))
    let ghost = "/api/v1/persons/019ab3c4-0000-7000-8000-000000000001/living-situations"
    let id = String(item.split(separator: "/").last ?? "")
    for who in ["uppsala-outreach-other", "umea-intake", "shelter-handler", "uppsala-guide"] {
      for (method, real, none, json) in [
        ("GET", path, ghost, nil), ("GET", item, ghost + "/" + id, nil),
        ("POST", path, ghost, #"{"situation": "1", "source": "seen"}"#),
        ("PATCH", item, ghost + "/" + id, "{}"),
      ] as [(String, String, String, String?)] {
        let answers = try [real, none].map {
          try world.send(
            method, $0, json.map { Array($0.utf8) }, token: Cast.token(who),
            fields: ["X-Request-Id": "same", "If-Match": "*"])
        }
        #expect(answers[0].status == answers[1].status && answers[0].status >= 403)
        #expect(answers[0].text == answers[1].text)
      }
    }
    // An item of another person is not there either.
    let other = try world.makePath(#"{"alias": "Bo"}"#, as: "uppsala-outreach")
    let crossed = try world.call("GET", other + "/living-situations/" + id, as: "uppsala-outreach")
    #expect(crossed.status == 404)
  }

  @Test func `a repeated call makes one episode`() throws {
    let answers = try (0..<2).map { _ in
      try world.call(
        "POST", path, json: #"{"situation": "1", "source": "seen"}"#, as: "uppsala-outreach",
        fields: ["Idempotency-Key": "night-1"])
    }
    #expect(answers[0].text == answers[1].text)
    #expect(answers[1].field("Idempotency-Replayed") == "true")
    #expect(try world.call("GET", path, as: "uppsala-outreach").items.count == 1)
  }
}

extension JSONValue {
  /// The value as JSON text.
  var text: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
