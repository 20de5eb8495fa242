// What the sender learns: outcome and texts only with a basis for feedback; after a forward the
// chain's status only. And what forwarding opens to whom.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct FeedbackTests {
  let world: World

  init() throws { world = try World.referrals() }

  static let basis =
    #"{"kind":"consent","form":"oral","givenOn":"2026-11-20","covers":["referral","forward"]}"#

  @Test(arguments: [true, false])
  func `outcome and texts need a basis for feedback`(_ isCovered: Bool) throws {
    let path = try world.sent(
      World.sample(covers: isCovered ? #""referral", "feedback""# : #""referral""#))
    _ = try world.step(path, "accept", #""note": "TEXT1""#, as: "uppsala-intake")
    let booked = try world.call(
      "POST", path + "/appointments",
      json: #"{"at": "2026-12-01T08:30:00Z", "with": "TEXT2", "companions": ["TEXT3"]}"#,
      as: "uppsala-intake")
    _ = try world.step(
      path, "complete", #""outcome": "partly", "feedback": "TEXT4""#, as: "uppsala-intake")
    let read = try world.get(path, as: "shelter-sender")
    #expect(read.state == "completed" && read.text("closedAt") != nil)
    #expect(read.text("outcome") == (isCovered ? "partly" : nil))
    #expect(read.text("feedback") == (isCovered ? "TEXT4" : nil))
    let appointment = "/api/v1/appointments/" + (try #require(booked.text("id")))
    for route in [path + "/transitions", path + "/appointments", appointment] {
      let who = route.hasSuffix("transitions") ? "shelter-sender" : "shelter-handler"
      let answer = try world.get(route, as: who)
      #expect(answer.status == 200, "\(answer)")
      #expect(answer.text.contains("TEXT") == isCovered, "\(route): \(answer)")
    }
    #expect(try world.get(path, as: "uppsala-intake").text("feedback") == "TEXT4")
  }

  @Test func `a decline tells its reason only with a basis for feedback`() throws {
    for covers in [#""referral""#, #""referral", "feedback""#] {
      let path = try world.sent(World.sample(covers: covers))
      _ = try world.step(
        path, "decline", #""reason": "already_known", "text": "TEXT""#, as: "uppsala-intake")
      let read = try world.get(path, as: "shelter-sender")
      let history = try world.get(path + "/transitions", as: "shelter-sender")
      let isTold = covers.contains("feedback")
      #expect((read.text("statusReason") == "already_known") == isTold)
      #expect(history.text.contains("already_known") == isTold)
      #expect(history.text.contains("TEXT") == isTold)
    }
  }

  @Test func `forwarding needs a basis that covers it`() throws {
    let path = try world.sent()
    let bare =
      #"{"kind":"consent","form":"oral","givenOn":"2026-11-20","covers":["referral"]}"#
    let refused = try world.step(
      path, "forward", #""receiver": "uppsala-utredning", "basis": \#(bare)"#,
      as: "uppsala-intake")
    #expect(refused.status == 409 && refused.code == "basis_required")
    #expect(try world.get(path, as: "uppsala-intake").state == "requested")
    let future = Self.basis.replacing("2026-11-20", with: "2026-11-26")
    for (body, fault) in [
      (#""receiver": "finns-inte", "basis": \#(Self.basis)"#, "/receiver"),
      (#""receiver": "\#(World.entrance)", "basis": \#(Self.basis)"#, "/receiver"),
      (#""receiver": "moske-exempel-samtal", "basis": \#(Self.basis)"#, "/receiver"),
      (#""receiver": "uppsala-utredning", "basis": \#(future)"#, "/basis/givenOn"),
    ] {
      let answer = try world.step(path, "forward", body, as: "uppsala-intake")
      #expect(answer.status == 422 && answer.faultPaths == [fault], "\(answer)")
    }
  }

  @Test func `the first sender follows the chain by its status only`() throws {
    let path = try world.sent()
    let forwarded = try world.step(
      path, "forward",
      #""receiver": "uppsala-utredning", "basis": \#(Self.basis), "note": "NOTE1""#,
      as: "uppsala-intake")
    #expect(forwarded.state == "rejected/forwarded")
    let child = try childPath("uppsala-caseworker")
    _ = try world.step(child, "accept", #""note": "NOTE2""#, as: "uppsala-caseworker")
    let read = try world.get(path, as: "shelter-sender")
    #expect(read["forwardedAs"]?["status"]?.string == "accepted", "\(read)")
    #expect(!read.text.contains(String(child.suffix(36))) && !read.text.contains("NOTE2"))
    #expect(try world.get(child, as: "shelter-sender").status == 404)
    #expect(try world.get(child + "/transitions", as: "shelter-sender").status == 404)
    // Forwarded again: the end of the chain is what is told.
    try world.put(child, into: "requested")
    _ = try world.step(
      child, "forward", #""receiver": "umea-falt", "basis": \#(Self.basis)"#,
      as: "uppsala-caseworker")
    let last = try childPath("umea-intake")
    _ = try world.step(last, "decline", #""reason": "other""#, as: "umea-intake")
    let after = try world.get(path, as: "shelter-sender")
    #expect(after["forwardedAs"]?["status"]?.string == "rejected")
    #expect(after["forwardedAs"]?["businessStatus"] == .null)
  }

  @Test func `who forwards without accepting does not learn who it is by being the sender`()
    throws
  {
    let path = try world.sent(World.sample(reason: "MARKREASON"))
    _ = try world.step(
      path, "forward", #""receiver": "umea-falt", "basis": \#(Self.basis)"#,
      as: "uppsala-intake")
    let child = try childPath("umea-intake")
    let passedOn = try world.get(child, as: "uppsala-intake")
    #expect(passedOn.status == 200)
    #expect(!passedOn.text.contains("Mia") && !passedOn.text.contains("MARKREASON"))
    #expect(passedOn["person"] == .null)
    let accepted = try world.step(child, "accept", as: "umea-intake")
    #expect(accepted["subject"]?["alias"]?.string == "Mia", "\(accepted)")
    #expect(try !world.get(child, as: "uppsala-intake").text.contains("MARKREASON"))
  }

  @Test func `what was taken on first is known to who forwards it`() throws {
    let path = try world.sent()
    _ = try world.step(path, "accept", as: "uppsala-intake")
    try world.put(path, into: "accepted/waitlisted")
    _ = try world.step(
      path, "forward", #""receiver": "uppsala-utredning", "basis": \#(Self.basis)"#,
      as: "uppsala-intake")
    let child = try childPath("uppsala-caseworker")
    #expect(try world.get(child, as: "uppsala-intake")["subject"]?["alias"]?.string == "Mia")
    #expect(try world.get(child, as: "uppsala-caseworker")["subject"]?["alias"] == nil)
    // A caseworker, whose role sees its own only, sees whom it took on.
    let taken = try world.step(child, "accept", as: "uppsala-caseworker")
    #expect(taken["subject"]?["alias"]?.string == "Mia", "\(taken)")
  }

  private func childPath(_ who: String) throws -> String {
    let inbox = try world.get("/api/v1/referrals?box=inbox", as: who)
    return "/api/v1/referrals/" + (try #require(inbox.items.first?["id"]?.string))
  }
}
