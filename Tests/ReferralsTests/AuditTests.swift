// The trail: each call leaves exactly one entry, with whom it was about and whose data it was, and
// a 404 the same for hidden and unknown.

import JSON
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct AuditTests {
  let world: World

  init() throws { world = try World.referrals() }

  /// The entries that a call leaves.
  private func entries(_ call: () throws -> Answer) throws -> [JSONValue] {
    let before = try world.trail().count
    let answer = try call()
    #expect(answer.status < 500, "\(answer)")
    return Array(try world.trail().dropFirst(before))
  }

  private func texts(_ entry: JSONValue, _ name: String) -> Set<String> {
    Set((entry[name]?.array ?? []).compactMap(\.string))
  }

  @Test func `every call leaves one entry with its subjects and boards`() throws {
    let board = (Cast.id("uppsala-socialnamnden") as BoardID).text
    let sent = try world.submit()
    let (path, number) = (try #require(sent.field("Location")), sent.text("number") ?? "")
    let id = String(path.suffix(36))
    let who = "uppsala-intake"
    let calls: [(String, () throws -> Answer)] = [
      ("referral.read", { try world.get(path, as: who) }),
      ("referral.list", { try world.get("/api/v1/referrals", as: who) }),
      (
        "referral.list",
        {
          try world.get("/api/v1/referrals", as: who, fields: ["Accept": "text/csv"])
        }
      ),
      (
        "referral.search",
        {
          try world.call(
            "POST", "/api/v1/referrals/searches", json: #"{"number": "\#(number)"}"#, as: who)
        }
      ),
      ("referral.history", { try world.get(path + "/transitions", as: who) }),
      ("referral.messages", { try world.get(path + "/messages", as: who) }),
      ("appointment.list", { try world.get(path + "/appointments", as: who) }),
      (
        "referral.message",
        {
          try world.call("POST", path + "/messages", json: #"{"body": "MARK"}"#, as: who)
        }
      ),
      ("referral.step", { try world.step(path, "accept", #""note": "MARK""#, as: who) }),
      (
        "appointment.create",
        {
          try world.call(
            "POST", path + "/appointments", json: #"{"at": "2026-12-01T08:30:00Z"}"#, as: who)
        }
      ),
    ]
    for (action, call) in calls {
      let left = try entries(call)
      #expect(left.count == 1, "\(action): \(left.count)")
      let entry = try #require(left.first)
      #expect(entry["action"]?.string == action && entry["outcome"]?.string == "done")
      #expect(texts(entry, "subjects").contains(id), "\(action)")
      #expect(texts(entry, "boards") == [board], "\(action)")
      #expect(entry["actor"]?.string == (Cast.id(who) as UserID).text)
    }
    let read = try world.get(path, as: who)
    let person = try #require(read["person"]?["id"]?.string)
    let last = try #require(try world.trail().last)
    #expect(texts(last, "subjects") == [id, person])
    #expect(
      texts(last, "fields") == ["referral.need", "subject.identity", "subject.contact"])
    let all = try world.trail().map { "\($0)" }.joined()
    #expect(!all.contains("MARK") && !all.contains("Mia"))
  }

  @Test func `a list names exactly the referrals that it showed`() throws {
    let ids = Set(try (0..<3).map { _ in String(try world.sent().suffix(36)) })
    let left = try entries { try world.get("/api/v1/referrals?limit=2", as: "uppsala-intake") }
    let shown = texts(try #require(left.first), "subjects")
    #expect(shown.count == 2 && shown.isSubset(of: ids))
    let none = try entries { try world.get("/api/v1/referrals?box=mine", as: "uppsala-intake") }
    #expect(none.count == 1)
    #expect(texts(try #require(none.first), "subjects").isEmpty)
  }

  @Test func `hidden and unknown leave the same kind of entry`() throws {
    let sent = try world.submit()
    let (path, number) = (try #require(sent.field("Location")), sent.text("number") ?? "")
    let unknown = "/api/v1/referrals/019ab3c4-0000-7000-8000-000000000001"
    let who = "umea-intake"
    func calls(_ path: String, _ number: String) -> [() throws -> Answer] {
      [
        { try world.get(path, as: who) }, { try world.step(path, "accept", as: who) },
        { try world.get(path + "/transitions", as: who) },
        { try world.get(path + "/messages", as: who) },
        { try world.call("POST", path + "/messages", json: #"{"body": "x"}"#, as: who) },
        { try world.call("DELETE", path, as: who) },
        {
          try world.call(
            "POST", "/api/v1/referrals/searches", json: #"{"number": "\#(number)"}"#, as: who)
        },
      ]
    }
    for (hidden, none) in zip(calls(path, number), calls(unknown, "R-2026-4T7K2M-2")) {
      let (left, other) = (try entries(hidden), try entries(none))
      #expect(left.count == 1 && other.count == 1)
      for name in ["action", "outcome", "boards", "fields", "roles", "actor"] {
        #expect(left.first?[name] == other.first?[name], "\(name)")
      }
      #expect(
        left.first?["subjects"]?.array?.count == other.first?["subjects"]?.array?.count)
    }
  }

  @Test func `a refused step and an agreement that ended are in the trail`() throws {
    let path = try world.sent()
    for call in [
      { try world.step(path, "start", as: "uppsala-intake") },
      { try world.step(path, "accept", as: "shelter-sender") },
    ] {
      let left = try entries(call)
      #expect(left.count == 1 && left.first?["outcome"]?.string == "refused")
      #expect(texts(try #require(left.first), "subjects") == [String(path.suffix(36))])
    }
    try world.endAgreement()
    let left = try entries { try world.get(path, as: "shelter-sender") }
    #expect(left.count == 1 && left.first?["outcome"]?.string == "refused")
  }

  @Test func `a repeated call is in the trail again`() throws {
    _ = try world.submit(key: "k1")
    let left = try entries { try world.submit(key: "k1") }
    #expect(left.count == 1 && left.first?["action"]?.string == "referral.submit")
  }
}
