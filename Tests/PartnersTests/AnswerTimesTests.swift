// How soon a service promises an answer: the partner says it itself, and what cannot be is refused.

import JSON
import TestSupport
import Testing

struct AnswerTimesTests {
  let world: PartnersWorld
  static let path = "/api/v1/services/kvinnojouren-exempel-samtal"
  static let hours = #""hours": [{"days": ["mon"], "opens": "09:00", "closes": "17:00"}]"#

  init() throws { world = try PartnersWorld() }

  private func change(_ json: String, as who: String = "shelter-admin") throws -> Answer {
    try world.call("PATCH", Self.path, json, as: who, fields: ["If-Match": "*"])
  }

  @Test func `the partner sets its own times, and they are a whole`() throws {
    #expect(try world.call("GET", Self.path, as: "police")["answerTimes"]?.array == [])
    let times = #"[{"urgency": "emergency", "minutes": 30}, {"urgency": "urgent", "openHours": 4}]"#
    let changed = try change(#"{\#(Self.hours), "answerTimes": \#(times)}"#)
    #expect(changed.status == 200, "\(changed)")
    let read = try world.call("GET", Self.path, as: "police")
    #expect(read["answerTimes"] == (try JSONReader.read(Array(times.utf8))))
    // Another change keeps them, an empty list clears them, null does not.
    #expect(try change(#"{"phone": "08-465 004 01"}"#)["answerTimes"]?.array?.count == 2)
    #expect(try change(#"{"answerTimes": null}"#).status == 422)
    #expect(try change(#"{"answerTimes": []}"#)["answerTimes"]?.array == [])
  }

  @Test(arguments: [
    (#"[{"urgency": "urgent"}]"#, "/answerTimes/0", "one_required"),
    (#"[{"minutes": 30}]"#, "/answerTimes/0/urgency", "required"),
    (#"[{"urgency": "urgent", "minutes": 30}]"#, "/answerTimes/0/minutes", "not_allowed"),
    (#"[{"urgency": "emergency", "officeDays": 1}]"#, "/answerTimes/0/officeDays", "not_allowed"),
    (#"[{"urgency": "emergency", "minutes": 61}]"#, "/answerTimes/0/minutes", "invalid"),
    (#"[{"urgency": "emergency", "minutes": 4}]"#, "/answerTimes/0/minutes", "invalid"),
    (#"[{"urgency": "soon", "officeDays": 0}]"#, "/answerTimes/0/officeDays", "invalid"),
    (#"[{"urgency": "soon", "openHours": 81}]"#, "/answerTimes/0/openHours", "invalid"),
    (
      #"[{"urgency": "soon", "openHours": 8, "officeDays": 1}]"#, "/answerTimes/0/officeDays",
      "not_allowed"
    ),
    (
      #"[{"urgency": "soon", "officeDays": 1}, {"urgency": "soon", "officeDays": 2}]"#,
      "/answerTimes/1/urgency", "duplicate"
    ),
    (#"[{"urgency": "soon", "days": 2}]"#, "/answerTimes/0/days", "unknown_member"),
    (#"[{"urgency": "now", "officeDays": 2}]"#, "/answerTimes/0/urgency", "invalid"),
    ("[1]", "/answerTimes/0", "invalid"),
    (#""soon""#, "/answerTimes", "invalid"),
  ])
  func `a fault is named by its path`(_ times: String, _ path: String, _ code: String) throws {
    let answer = try change(#"{\#(Self.hours), "answerTimes": \#(times)}"#)
    #expect(answer.status == 422, "\(answer)")
    let fault = (answer["errors"]?.array ?? []).first { $0["path"]?.string == path }
    #expect(fault?["code"]?.string == code, "\(answer)")
    #expect(try world.call("GET", Self.path, as: "police")["answerTimes"]?.array == [])
  }

  @Test func `open hours are counted only where hours are known`() throws {
    let times = #""answerTimes": [{"urgency": "soon", "openHours": 8}]"#
    let without = try change("{\(times)}")
    #expect(without.status == 422 && without.faultPaths == ["/answerTimes/0/openHours"])
    #expect(try change("{\(Self.hours), \(times)}").status == 200)
    // Nor may the hours go while they are counted.
    #expect(try change(#"{"hours": []}"#).status == 422)
    #expect(try change(#"{"hours": [], "answerTimes": []}"#).status == 200)
    let made = try world.call(
      "POST", "/api/v1/services",
      #"{"partner": "kvinnojouren-exempel", "slug": "natt", "name": "Natt", \#(times)}"#,
      as: "shelter-admin")
    #expect(made.status == 422 && made.faultPaths == ["/answerTimes/0/openHours"])
  }

  @Test func `the public directory keeps to its standard`() throws {
    _ = try change(#"{"answerTimes": [{"urgency": "soon", "officeDays": 2}]}"#)
    let id = try world.call("GET", Self.path, as: "police").text("id") ?? ""
    let entry = try world.call("GET", "/hsds/v3/services/\(id)")
    #expect(entry.status == 200 && !entry.text.contains("answerTimes"))
    #expect(!entry.text.contains("answer_times"))
  }
}
