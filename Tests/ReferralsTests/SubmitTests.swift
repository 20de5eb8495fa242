// Sending: once however often, a reference for each sender, drafts, and who may be named.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct SubmitTests {
  let world: World

  init() throws { world = try World.referrals() }

  @Test func `the same key and body have one effect, told as it stands now`() throws {
    let first = try world.submit(key: "k1")
    let path = try #require(first.field("Location"))
    _ = try world.step(path, "receive", as: "uppsala-intake")
    let again = try world.submit(key: "k1")
    #expect(again.status == 201 && again.field("Idempotency-Replayed") == "true")
    #expect(again.text("id") == first.text("id"))
    #expect(again.state == "requested/received")
    #expect(again.field("Location") == path)
    let other = try world.submit(World.sample(urgency: "soon"), key: "k1")
    #expect(other.status == 422 && other.code == "idempotency_mismatch")
    // Another caller's key is another key.
    #expect(try world.submit(as: "shelter-handler", key: "k1").text("id") != first.text("id"))
    #expect(try world.get("/api/v1/referrals?box=sent", as: "shelter-sender").items.count == 2)
  }

  @Test func `a step with a key is taken once`() throws {
    let path = try world.sent()
    func accept() throws -> Answer {
      try world.step(
        path, "accept", as: "uppsala-intake", fields: ["Idempotency-Key": "a1"])
    }
    let first = try accept()
    #expect(first.status == 200 && first.field("Idempotency-Replayed") == nil)
    _ = try world.step(path, "start", as: "uppsala-outreach")
    let again = try accept()
    #expect(again.status == 200 && again.field("Idempotency-Replayed") == "true")
    #expect(again.state == "in-progress")
    let history = try world.get(path + "/transitions", as: "uppsala-intake")
    #expect(history.items.count == 3)
  }

  @Test func `a refused step is no effect and its key is free`() throws {
    let path = try world.sent()
    func start() throws -> Answer {
      try world.step(path, "start", as: "uppsala-intake", fields: ["Idempotency-Key": "s1"])
    }
    #expect(try start().status == 409)
    _ = try world.step(path, "accept", as: "uppsala-intake")
    #expect(try start().status == 200)
  }

  static let monday = World.sample(more: #", "reference": "KJ-117""#)
  static let changed = World.sample(urgency: "soon", more: #", "reference": "KJ-117""#)

  @Test func `a script that runs again on Monday makes no doubles`() throws {
    let first = try world.submit(Self.monday)
    try world.move(days: 200)
    let again = try world.submit(Self.monday)
    #expect(again.status == 200 && again.text("id") == first.text("id"))
    let other = try world.submit(Self.changed)
    #expect(other.status == 409 && other.code == "reference_in_use")
    // The whole partner is one sender.
    #expect(try world.submit(Self.monday, as: "shelter-admin").text("id") == first.text("id"))
  }

  @Test func `another sender has references of its own`() throws {
    let first = try world.submit(Self.monday)
    let board = try world.submit(Self.changed, as: "uppsala-intake")
    #expect(board.status == 201, "\(board)")
    #expect(board.text("id") != first.text("id"))
    // Nor does a colleague's, who may not know of it, say that it exists.
    let colleague = try world.submit(Self.monday, as: "uppsala-caseworker")
    #expect(colleague.status == 201, "\(colleague)")
    #expect(try world.submit(Self.monday, as: "uppsala-intake").status == 409)
  }

  @Test func `a draft is sent or discarded by its own side`() throws {
    let answer = try world.submit(World.sample(more: #", "draft": true"#))
    #expect(answer.state == "draft")
    #expect(answer["responseDue"] == .null && answer["submittedAt"] == .null)
    #expect(answer.nextSteps == ["submit"])
    let path = try #require(answer.field("Location"))
    let tag = try #require(answer.field("ETag"))
    func discard(_ who: String, _ tag: String?) throws -> Answer {
      try world.call("DELETE", path, as: who, fields: tag.map { ["If-Match": $0] } ?? [:])
    }
    #expect(try discard("shelter-sender", nil).status == 428)
    #expect(try discard("shelter-sender", "\"9\"").status == 412)
    for who in ["uppsala-intake", "umea-intake", "mosque-handler"] {
      #expect(try discard(who, tag).status == 404, "\(who)")
    }
    #expect(try discard("shelter-handler", tag).status == 204)
    #expect(try world.get(path, as: "shelter-sender").status == 404)
    #expect(try discard("shelter-sender", tag).status == 404)
  }

  @Test func `what was sent is not discarded, by anyone`() throws {
    let path = try world.sent()
    let sender = try world.call(
      "DELETE", path, as: "shelter-sender", fields: ["If-Match": "*"])
    #expect(sender.status == 409)
    #expect(sender.allowed == ["cancel", "withdraw", "mark-error"])
    let receiver = try world.call(
      "DELETE", path, as: "uppsala-intake", fields: ["If-Match": "*"])
    #expect(receiver.status == 403)
    #expect(receiver.text("permission") == "referral.create")
    #expect(try world.get(path, as: "shelter-sender").status == 200)
  }

  @Test func `a draft that is sent starts its clock then`() throws {
    let path = try world.sent(World.sample(more: #", "draft": true"#))
    try world.move(days: 5)
    let sent = try world.step(path, "submit", as: "shelter-sender")
    #expect(sent.text("submittedAt") == world.clock.now.text)
    #expect(sent.text("responseDue") == Urgency.urgent.answerTime.due(from: world.clock.now).text)
    #expect(try world.get(path, as: "uppsala-intake").status == 200)
  }

  @Test func `a draft whose receiver has closed is not sent`() throws {
    let path = try world.sent(
      World.sample(receiver: World.service, more: #", "draft": true"#), as: "uppsala-intake")
    try world.change("UPDATE service SET status = 'inactive'")
    let answer = try world.step(path, "submit", as: "uppsala-intake")
    #expect(answer.status == 422 && answer.faultPaths == ["/receiver"], "\(answer)")
    #expect(try world.get(path, as: "uppsala-intake").state == "draft")
  }

  @Test func `an agreement with one board opens nothing of another's`() throws {
    let toShelter = try world.submit(World.sample(receiver: World.service), as: "umea-intake")
    #expect(toShelter.status == 422 && toShelter.faultPaths == ["/receiver"], "\(toShelter)")
    let toUmea = try world.submit(World.sample(receiver: "umea-falt"), as: "shelter-sender")
    #expect(toUmea.status == 403 && toUmea.code == "no_active_agreement", "\(toUmea)")
  }

  @Test func `a board names persons of its own that the caller may know`() throws {
    let person = try world.call(
      "POST", "/api/v1/persons",
      json: #"{"alias": "Mia", "number": "199406252388", "district": "Gottsunda"}"#,
      as: "uppsala-intake")
    let id = try #require(person.text("id"))
    let body = World.sample(receiver: World.service, subject: #""person": "\#(id)""#)
    let sent = try world.submit(body, as: "uppsala-intake")
    #expect(sent["subject"]?["alias"]?.string == "Mia", "\(sent)")
    #expect(sent["person"]?["id"]?.string == id)
    let unknown = World.sample(
      receiver: World.service, subject: #""person": "019ab3c4-0000-7000-8000-000000000001""#)
    // Another board, a colleague without a relation, a partner: as an id that is none.
    let entrance = "uppsala-ingang-akut-hemloshet"
    for who in ["umea-intake", "uppsala-caseworker", "shelter-sender"] {
      // The shelter has no agreement with Umeå, whose worker sends to an entrance.
      let hidden = try world.submit(
        who == "umea-intake" ? body.replacing(World.service, with: entrance) : body, as: who)
      let none = try world.submit(
        who == "umea-intake" ? unknown.replacing(World.service, with: entrance) : unknown, as: who)
      #expect(hidden.status == 422 && hidden.faultPaths == ["/subject/person"], "\(hidden)")
      #expect(hidden.withoutRequest == none.withoutRequest)
    }
  }

  @Test(arguments: ["unit", "team", "entrance", "service"])
  func `units, teams, entrances and services receive`(_ kind: String) throws {
    let (receiver, reader, team): (String, String, String?) =
      switch kind {
      case "unit": ("uppsala-stod", "uppsala-lead", nil)
      case "team": ("uppsala-stodteamet", "uppsala-outreach", "uppsala-stodteamet")
      case "entrance": (World.entrance, "uppsala-outreach", "uppsala-stodteamet")
      default: (World.service, "shelter-handler", nil)
      }
    let path = try world.sent(World.sample(receiver: receiver))
    let read = try world.get(path, as: reader)
    #expect(read.status == 200, "\(read)")
    #expect(read["team"]?["name"]?.string == team)
  }

  // The answer is made from what was stored, without reading it again.
  @Test(arguments: ["uppsala-stod", "uppsala-stodteamet", World.entrance, World.service])
  func `the answer is what reading it gives`(_ receiver: String) throws {
    let senders = ["shelter-sender", "uppsala-intake"]
    for who in senders {
      for more in ["", #", "draft": true"#, #", "reference": "P-1""#] {
        world.tick()
        let body = World.sample(
          receiver: receiver, reason: #"Två \"rader\"\nåäö"#, more: more)
        let sent = try world.submit(body, as: who)
        guard sent.status == 201 else {
          #expect(who != "shelter-sender", "\(sent)")
          continue
        }
        let read = try world.get(
          "/api/v1/referrals/" + (try #require(sent.text("id"))), as: who)
        #expect(read.bytes == sent.bytes)
        #expect(read.field("ETag") == sent.field("ETag"))
      }
    }
  }

  @Test func `whoever sends nothing is told so`() throws {
    for who in ["uppsala-guide", "police", "uppsala-admin", "operator"] {
      #expect(try world.submit(as: who).status == 403, "\(who)")
    }
    let none = try world.submit(as: "mosque-handler")
    #expect(none.status == 403 && none.code == "no_active_agreement")
    #expect(none.text.contains("SCN-2026-moske-exempel"))
  }

  @Test(arguments: [
    ("emergency", #""ageBand": "25-34""#, ["call_112"]),
    ("soon", #""ageBand": "13-15""#, ["child_consider_concern_report"]),
    ("soon", #""children": "yes""#, ["child_consider_concern_report"]),
    ("soon", #""contact": {"phone": "070-1740605"}"#, ["unsafe_channel"]),
    ("soon", #""contact": {"phone": "070-1740605", "safe": "dagtid"}"#, []),
  ])
  func `the sender is advised`(_ urgency: String, _ subject: String, _ codes: [String]) throws {
    let sent = try world.submit(
      World.sample(
        urgency: urgency, needs: #""violence""#, subject: #""alias": "Mia", \#(subject)"#))
    let advice = (sent["advice"]?.array ?? []).compactMap { $0["code"]?.string }
    #expect(advice == codes)
  }
}
