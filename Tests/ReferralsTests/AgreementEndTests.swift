// An agreement that ends, ends the same second: what the partner sent is a limited list, and can be
// taken back; the rest is 403 with the diary number.

import Access
import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct AgreementEndTests {
  let world: World

  init() throws { world = try World.referrals() }

  private let known: Set<String> = [
    "id", "number", "reference", "status", "businessStatus", "statusText", "responseDue",
    "nextSteps",
  ]

  @Test func `the list of what was sent is limited, every other box is closed`() throws {
    _ = try world.sent(World.sample(more: #", "reference": "KJ-1""#))
    try world.endAgreement()
    let list = try world.get("/api/v1/referrals?box=sent&count=exact", as: "shelter-sender")
    #expect(list.items.count == 1 && list["total"]?.integer == 1, "\(list)")
    #expect(list.items[0].names.isSubset(of: known))
    #expect(list.items[0]["reference"]?.string == "KJ-1")
    let csv = try world.get(
      "/api/v1/referrals?box=sent", as: "shelter-sender", fields: ["Accept": "text/csv"])
    #expect(csv.text.contains("KJ-1") && !csv.text.contains("Akut hemlöshet"))
    #expect(!csv.text.contains("kvinnojouren"))
    for box in ["inbox", "mine", "overdue", "triage", "closed"] {
      let answer = try world.get("/api/v1/referrals?box=\(box)", as: "shelter-handler")
      #expect(answer.status == 403 && answer.code == "no_active_agreement", "\(box)")
      #expect(answer.text.contains("SCN-2026-kvinnojouren-exempel"))
    }
  }

  @Test func `nothing is read, written or searched, sent or received`() throws {
    let sent = try world.submit()
    let path = try #require(sent.field("Location"))
    let received = try world.sent(World.sample(receiver: World.service), as: "uppsala-intake")
    let draft = try world.sent(World.sample(more: #", "draft": true"#))
    _ = try world.step(received, "accept", as: "shelter-handler")
    try world.endAgreement()
    let number = sent.text("number") ?? ""
    let answers = [
      try world.get(path, as: "shelter-sender"),
      try world.get(path + "/transitions", as: "shelter-sender"),
      try world.get(path + "/messages", as: "shelter-sender"),
      try world.get(path + "/appointments", as: "shelter-sender"),
      try world.call(
        "POST", path + "/messages", json: #"{"body": "Hej"}"#, as: "shelter-sender"),
      try world.call(
        "POST", "/api/v1/referrals/searches", json: #"{"number": "\#(number)"}"#,
        as: "shelter-sender"),
      try world.call(
        "POST", "/api/v1/referrals/searches", json: #"{"number": "R-2026-4T7K2M-2"}"#,
        as: "shelter-sender"),
      try world.get(received, as: "shelter-handler"),
      try world.step(received, "start", as: "shelter-handler"),
      try world.submit(), try world.step(path, "withdraw", as: "shelter-sender"),
      try world.step(draft, "submit", as: "shelter-sender"),
      try world.call("DELETE", draft, as: "shelter-sender", fields: ["If-Match": "*"]),
    ]
    for answer in answers {
      #expect(answer.status == 403 && answer.code == "no_active_agreement", "\(answer)")
      #expect(answer.text.contains("SCN-2026-kvinnojouren-exempel"))
    }
  }

  @Test func `it can still be taken back, and says no more than it must`() throws {
    let path = try world.sent()
    try world.endAgreement()
    let answer = try world.step(path, "cancel", #""reason": "Avtalet.""#, as: "shelter-sender")
    #expect(answer.status == 200 && answer.state == "cancelled", "\(answer)")
    #expect(answer.body.names.isSubset(of: known))
    #expect(try world.get(path, as: "uppsala-intake").state == "cancelled")
    let again = try world.step(path, "cancel", #""reason": "Avtalet.""#, as: "shelter-sender")
    #expect(again.status == 409)
  }

  @Test func `an agreement ends with its last day, by the clock alone`() throws {
    let path = try world.sent()
    let end = CivilTime.start(of: Day.of(world.clock.now).plus(days: 301))
    try world.move(to: end.plus(seconds: -1))
    #expect(try world.get(path, as: "shelter-sender").status == 200)
    try world.move(to: end)
    #expect(try world.get(path, as: "shelter-sender").status == 403)
  }

  @Test func `a key goes with its partner's agreement`() throws {
    let key = try world.key(partner: "kvinnojouren-exempel", [.partnerSender, .partnerHandler])
    func send(_ method: String, _ path: String, _ body: String? = nil) throws -> Answer {
      try world.send(method, path, body.map { Array($0.utf8) }, token: key)
    }
    let sent = try send("POST", "/api/v1/referrals", World.sample())
    let path = try #require(sent.field("Location"))
    #expect(try send("GET", path).status == 200)
    #expect(try send("GET", "/api/v1/referrals?box=mine").items.isEmpty)
    try world.endAgreement()
    #expect(try send("GET", path).code == "no_active_agreement")
    #expect(try send("GET", "/api/v1/referrals?box=sent").items.count == 1)
  }
}
