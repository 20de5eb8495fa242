// Appointments and messages of a referral.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct AppointmentTests {
  let world: World
  let path: String

  init() throws {
    world = try World.referrals()
    path = try world.sent()
    _ = try world.step(path, "accept", as: "uppsala-intake")
  }

  private func book(
    _ at: String = "2026-12-01T08:30:00Z", as who: String = "uppsala-intake",
    fields: [String: String] = [:]
  ) throws -> Answer {
    world.tick()
    return try world.call(
      "POST", path + "/appointments",
      json: #"{"at": "\#(at)", "with": "Mottagningen", "companions": ["Stödteamet"]}"#,
      as: who, fields: fields)
  }

  private func place(_ answer: Answer) throws -> String { try #require(answer.field("Location")) }

  static let designed: [(step: String, from: [String], to: String, sides: [String])] = [
    ("book", ["proposed"], "booked", ["B"]),
    ("move", ["proposed", "booked", "missed"], "booked", ["B"]),
    ("keep", ["booked"], "kept", ["B"]), ("miss", ["booked"], "missed", ["B"]),
    ("cancel", ["proposed", "booked"], "cancelled", ["A", "B"]),
  ]

  @Test func `every step in every state by both sides and by strangers`() throws {
    let appointment = try place(try book())
    let id = AppointmentID(String(appointment.suffix(36)))
    for state in ["proposed", "booked", "kept", "missed", "cancelled"] {
      for (who, side) in [("uppsala-intake", "B"), ("shelter-handler", "A")] {
        let allowed = Self.designed.filter { $0.sides.contains(side) && $0.from.contains(state) }
          .map(\.step)
        for step in Self.designed {
          try world.change("UPDATE appointment SET status = ? WHERE id = ?", state, id)
          let body = step.step == "move" ? #""at": "2026-12-02T08:30:00Z""# : ""
          let answer = try world.step(appointment, step.step, body, as: who)
          let note = "\(who): \(step.step) in \(state): \(answer)"
          if !step.sides.contains(side) {
            #expect(answer.status == 403, "\(note)")
          } else if step.from.contains(state) {
            #expect(answer.status == 200 && answer.text("status") == step.to, "\(note)")
          } else {
            #expect(answer.status == 409 && answer.allowed == allowed, "\(note)")
          }
        }
      }
      for who in ["umea-intake", "mosque-handler", "uppsala-caseworker"] {
        let unknown = "/api/v1/appointments/019ab3c4-0000-7000-8000-000000000001"
        let (hidden, none) = (
          try world.get(appointment, as: who), try world.get(unknown, as: who)
        )
        #expect(hidden.status == 404 && hidden.withoutRequest == none.withoutRequest, "\(who)")
      }
    }
  }

  @Test func `a booked time shows in the referral until none is left`() throws {
    let first = try place(try book())
    let second = try place(try book("2026-12-08T08:30:00Z"))
    #expect(try world.get(path, as: "shelter-sender").state == "accepted/scheduled")
    _ = try world.step(first, "miss", as: "uppsala-intake")
    #expect(try world.get(path, as: "shelter-sender").state == "accepted/scheduled")
    _ = try world.step(second, "cancel", as: "uppsala-intake")
    #expect(try world.get(path, as: "shelter-sender").state == "accepted")
    let moved = try world.step(
      first, "move", #""at": "2026-12-03T08:30:00Z""#, as: "uppsala-intake")
    #expect(moved.text("at") == "2026-12-03T08:30:00Z")
    #expect(try world.get(path, as: "shelter-sender").state == "accepted/scheduled")
    let steps = try world.get(path + "/transitions", as: "uppsala-intake").items
      .compactMap { $0["step"]?.string }
    #expect(
      steps == [
        "submit", "accept", "book", "book", "appointment-miss", "appointment-cancel",
        "appointment-move",
      ])
  }

  @Test func `the sender proposes, the receiver books`() throws {
    let proposed = try book(as: "shelter-handler")
    #expect(proposed.text("status") == "proposed", "\(proposed)")
    #expect(proposed.nextSteps == ["cancel"])
    #expect(try world.get(path, as: "shelter-sender").state == "accepted")
    let booked = try world.step(try place(proposed), "book", as: "uppsala-intake")
    #expect(booked.text("status") == "booked")
    #expect(try world.get(path, as: "shelter-sender").state == "accepted/scheduled")
    // Without the right to appointments nobody proposes.
    #expect(try book(as: "shelter-sender").text("permission") == "appointment.write")
  }

  @Test func `the same time is booked once, also by a move; a key repeats the answer`() throws {
    let first = try book(fields: ["Idempotency-Key": "b1"])
    let again = try book(fields: ["Idempotency-Key": "b1"])
    #expect(again.status == 201 && again.text("id") == first.text("id"))
    #expect(again.field("Idempotency-Replayed") == "true")
    #expect(try book().code == "already_exists")
    let other = try place(try book("2026-12-02T08:30:00Z"))
    let moved = try world.step(
      other, "move", #""at": "2026-12-01T08:30:00Z""#, as: "uppsala-intake")
    #expect(moved.status == 409 && moved.code == "already_exists")
    _ = try world.step(try place(first), "cancel", as: "uppsala-intake")
    #expect(try book().status == 201)
  }

  @Test(arguments: ["requested", "accepted/waitlisted", "on-hold", "completed", "cancelled"])
  func `nothing is booked for who is not taken on`(_ state: String) throws {
    let appointment = try place(try book())
    try world.put(path, into: state)
    let answer = try book("2026-12-02T08:30:00Z")
    #expect(answer.status == 409 && answer.code == "step_not_allowed", "\(answer)")
    let moved = try world.step(
      appointment, "move", #""at": "2026-12-03T08:30:00Z""#, as: "uppsala-intake")
    #expect(moved.status == 409)
    // What was booked can still be called off.
    #expect(try world.step(appointment, "cancel", as: "uppsala-intake").status == 200)
    #expect(try world.get(path, as: "uppsala-intake").state == state)
  }

  @Test func `bodies are refused by path and If-Match is obeyed`() throws {
    for (body, fault) in [
      ("{}", "/at"), (#"{"at": "tisdag"}"#, "/at"),
      (#"{"at": "2026-12-01T08:30:00Z", "who": "x"}"#, "/who"),
      (#"{"at": "2026-12-01T08:30:00Z", "companions": [1]}"#, "/companions/0"),
    ] {
      let answer = try world.call(
        "POST", path + "/appointments", json: body, as: "uppsala-intake")
      #expect(answer.status == 422 && answer.faultPaths == [fault])
    }
    let appointment = try place(try book())
    for (step, members, fault) in [
      ("move", "", "/at"), ("keep", #""at": "2026-12-01T08:30:00Z""#, "/at"),
      ("keep", #""reason": "x""#, "/reason"), ("dance", "", "/step"),
    ] {
      let answer = try world.step(appointment, step, members, as: "uppsala-intake")
      #expect(answer.faultPaths == [fault], "\(answer)")
    }
    let stale = try world.step(
      appointment, "keep", as: "uppsala-intake", fields: ["If-Match": "\"4\""])
    #expect(stale.status == 412)
  }

  @Test func `appointments are listed page by page`() throws {
    for day in 1...3 { _ = try book("2026-12-0\(day)T08:30:00Z") }
    let first = try world.get(path + "/appointments?limit=2", as: "uppsala-intake")
    let cursor = try #require(first.text("next"))
    let rest = try world.get(
      path + "/appointments?limit=2&cursor=\(cursor)", as: "uppsala-intake")
    #expect(first.items.count == 2 && rest.items.count == 1 && rest["next"] == .null)
    let foreign = try world.get(path + "/messages?cursor=\(cursor)", as: "uppsala-intake")
    #expect(foreign.status == 400)
  }
}

struct MessageTests {
  let world: World
  let path: String

  init() throws {
    world = try World.referrals()
    path = try world.sent()
  }

  private func write(
    _ text: String, as who: String, fields: [String: String] = [:]
  ) throws -> Answer {
    world.tick()
    return try world.call(
      "POST", path + "/messages", json: #"{"body": "\#(text)"}"#, as: who, fields: fields)
  }

  @Test func `both sides write and read in the order of time`() throws {
    let first = try write("Hej", as: "shelter-sender")
    #expect(first.status == 201 && first.text("side") == "sender", "\(first)")
    #expect(try write("Hej hej", as: "uppsala-intake").text("side") == "receiver")
    for who in ["shelter-sender", "uppsala-intake"] {
      let list = try world.get(path + "/messages", as: who)
      #expect(list.items.compactMap { $0["body"]?.string } == ["Hej", "Hej hej"])
    }
    #expect(
      try world.get(try #require(first.field("Location")), as: "uppsala-intake").status == 200)
    for who in ["umea-intake", "mosque-handler", "uppsala-caseworker"] {
      #expect(try world.get(path + "/messages", as: who).status == 404)
      #expect(try write("Hej", as: who).status == 404)
    }
  }

  @Test func `a key repeats the message, not the list`() throws {
    let first = try write("Hej", as: "shelter-sender", fields: ["Idempotency-Key": "m1"])
    let again = try write("Hej", as: "shelter-sender", fields: ["Idempotency-Key": "m1"])
    #expect(again.status == 201 && again.field("Idempotency-Replayed") == "true")
    #expect(again.text("id") == first.text("id") && again.text("body") == "Hej", "\(again)")
    #expect(try world.get(path + "/messages", as: "shelter-sender").items.count == 1)
  }

  @Test func `a message of another referral is none of this one`() throws {
    let first = try write("Hej", as: "shelter-sender")
    let other = try world.sent()
    let id = try #require(first.text("id"))
    #expect(try world.get("\(other)/messages/\(id)", as: "shelter-sender").status == 404)
  }

  @Test(arguments: [
    (#"{}"#, "/body"), (#"{"body": ""}"#, "/body"), (#"{"body": "x", "to": "y"}"#, "/to"),
  ])
  func `bodies are refused by path`(_ body: String, _ fault: String) throws {
    let answer = try world.call("POST", path + "/messages", json: body, as: "shelter-sender")
    #expect(answer.status == 422 && answer.faultPaths == [fault])
  }

  @Test func `a message does not raise the referral's version`() throws {
    let before = try world.get(path, as: "uppsala-intake").field("ETag")
    _ = try write("Hej", as: "shelter-sender")
    #expect(try world.get(path, as: "uppsala-intake").field("ETag") == before)
  }
}
