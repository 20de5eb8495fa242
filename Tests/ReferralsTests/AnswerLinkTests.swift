// Answer links: made by the sender, used by somebody at a receiver without a log-in, and attacked
// by whoever got hold of one.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct AnswerLinkTests {
  let world: World
  static let sender = "uppsala-intake"

  init() throws { world = try World.referrals() }

  private func sent(_ more: String = "", urgency: String = "soon") throws -> String {
    try world.sent(
      World.sample(
        receiver: World.service, urgency: urgency, subject: #""alias": "MARKALIAS""#, more: more),
      as: Self.sender)
  }

  private func link(
    _ path: String, until day: String = "2026-12-10", as who: String = sender
  ) throws -> Answer {
    try world.call(
      "POST", path + "/answer-links",
      json: #"{"recipient": "Jouren", "expiresOn": "\#(day)"}"#, as: who)
  }

  private func begin(_ token: String?) throws -> Answer {
    try world.call(
      "POST", "/api/v1/answer-sessions", json: #"{"token": "\#(token ?? "")"}"#,
      fields: ["X-Request-Id": "same"])
  }

  /// A referral, its link and a session of it.
  private func opened() throws -> (path: String, link: Answer, token: String) {
    let path = try sent()
    let made = try link(path)
    #expect(made.status == 201, "\(made)")
    let session = try begin(made.text("token"))
    #expect(session.status == 201, "\(session)")
    return (path, made, try #require(session.text("token")))
  }

  private func call(
    _ method: String, _ path: String, _ token: String, _ json: String? = nil,
    fields: [String: String] = [:]
  ) throws -> Answer {
    try world.send(method, path, json.map { Array($0.utf8) }, token: token, fields: fields)
  }

  private func step(_ path: String, _ token: String, _ json: String) throws -> Answer {
    world.tick()
    return try call("POST", path + "/transitions", token, json)
  }

  @Test func `a link is shown once, and only its hash is kept`() throws {
    let path = try sent()
    let made = try link(path)
    let token = try #require(made.text("token"))
    #expect(token.hasPrefix("sml_") && token.utf8.count == 36)
    #expect(made.text("fragment") == "#" + token)
    let location = try #require(made.field("Location"))
    let read = try world.get(location, as: Self.sender)
    #expect(read.text("recipient") == "Jouren" && read["token"] == nil)
    let list = try world.get(path + "/answer-links", as: Self.sender)
    #expect(list.items.count == 1 && !list.text.contains(token))
    let kept = try world.writer.run { database in
      try database.first("SELECT token_hash FROM answer_link") { $0.bytes() }
    }
    #expect(kept == SHA256.hash(of: token).bytes)
    let key = ["Idempotency-Key": "once"]
    let body = #"{"recipient": "Jouren", "expiresOn": "2026-12-10"}"#
    for status in [201, 409] {
      let again = try world.call(
        "POST", path + "/answer-links", json: body, as: Self.sender, fields: key)
      #expect(again.status == status, "\(again)")
    }
  }

  @Test func `whoever has the link reads the need, answers and works, and is in the trail`() throws
  {
    let (path, made, token) = try opened()
    let read = try call("GET", path, token)
    #expect(read.status == 200, "\(read)")
    #expect(!read.text.contains("MARKALIAS"))
    #expect(Set(read.nextSteps) == ["receive", "ask", "accept", "waitlist", "decline"])
    let asked = try step(path, token, #"{"step": "ask", "question": "Finns barn?"}"#)
    #expect(asked.status == 200, "\(asked)")
    _ = try world.step(path, "reply", #""text": "Nej.""#, as: Self.sender)
    let history = try call("GET", path + "/transitions", token)
    #expect(history.text.contains("Nej."))
    #expect(history.text.contains(#""name":"Jouren (svarslänk)""#))
    // Accepting opens the identity to the receiver's own people; a link never shows it.
    for body in [#"{"step": "accept"}"#, #"{"step": "start"}"#] {
      let answer = try step(path, token, body)
      #expect(answer.status == 200 && !answer.text.contains("MARKALIAS"), "\(answer)")
    }
    #expect(try world.get(path, as: "shelter-handler").text.contains("MARKALIAS"))
    let done = try step(path, token, #"{"step": "complete", "outcome": "got_help"}"#)
    #expect(done.status == 200, "\(done)")
    let entries = try world.trail().filter { $0["actorKind"]?.string == "link" }
    #expect(entries.count >= 5)
    for entry in entries { #expect(entry["actor"]?.string == made.text("id")) }
    let begun = try #require(
      try world.trail().first { $0["action"]?.string == "answer_session.create" })
    let subjects = begun["subjects"]?.array?.compactMap(\.string) ?? []
    #expect(subjects.contains(String(path.suffix(36))))
    #expect(subjects.contains(made.text("id") ?? ""))
    let link = try world.get(path + "/answer-links", as: Self.sender).items.first
    #expect(link?["lastUsedAt"]?.string != nil)
  }

  @Test(arguments: ["emergency"])
  func `not even what opens on receipt is shown by a link`(_ urgency: String) throws {
    let path = try sent(urgency: urgency)
    let session = try begin(try link(path).text("token"))
    let read = try call("GET", path, try #require(session.text("token")))
    #expect(read.status == 200 && !read.text.contains("MARKALIAS"), "\(read)")
  }

  // The whole table of this room and of persons, asked with the session's token.
  @Test func `it opens that referral and nothing else`() throws {
    let (path, _, token) = try opened()
    let other = try sent()
    let unknown = "019ab3c4-0000-7000-8000-000000000001"
    let same = ["X-Request-Id": "same", "If-Match": "*"]
    for route in world.services.router.routes where route.needs != .nobody {
      let isOpen = Answering.actions.contains(route.action)
      for base in [path, other, "/api/v1/referrals/" + unknown] {
        let named = route.path.replacing("/api/v1/referrals/{id}", with: base)
          .replacing(#/\{[a-z]+\}/#, with: unknown)
        let body = route.body == nil ? nil : route.example ?? "{}"
        let answer = try call(route.method.name, named, token, body, fields: same)
        if isOpen, base == path { continue }
        let wanted = isOpen ? 404 : 403
        #expect(answer.status == wanted, "\(route.action) \(named): \(answer)")
      }
    }
    // Another one, of the same receiver even, is an unknown one, and in the trail like it.
    let hidden = try call("GET", other, token, fields: same)
    let never = try call("GET", "/api/v1/referrals/" + unknown, token, fields: same)
    #expect(hidden.bytes == never.bytes)
    let entry = try #require(try world.trail().last)
    #expect(entry["outcome"]?.string == "not_found" && entry["actorKind"]?.string == "link")
  }

  @Test(arguments: [
    #"{"step": "forward", "receiver": "uppsala-nexus", "basis": {"kind": "anonymous"}}"#,
    #"{"step": "assign", "team": "uppsala-stodteamet"}"#,
    #"{"step": "cancel", "reason": "x"}"#, #"{"step": "withdraw"}"#,
  ])
  func `steps of others are not its own`(_ json: String) throws {
    let (path, _, token) = try opened()
    let answer = try step(path, token, json)
    #expect(answer.status == 403 || answer.status == 422, "\(answer)")
    #expect(try world.get(path, as: Self.sender).state == "requested")
  }

  @Test func `a link that is revoked, over, wrong or of an ended referral begins nothing`() throws {
    let wrong = try begin("sml_" + String(repeating: "x", count: 32))
    #expect(wrong.status == 401 && wrong.code == "invalid_credentials")
    let (path, made, token) = try opened()
    let one = try #require(made.field("Location"))
    #expect(try world.call("DELETE", one, as: Self.sender).status == 204)
    #expect(try begin(made.text("token")).bytes == wrong.bytes)
    #expect(try call("GET", path, token).status == 401)
    #expect(try step(path, token, #"{"step": "receive"}"#).status == 401)
    #expect(try world.call("DELETE", one, as: Self.sender).status == 204)
    let listed = try world.get(path + "/answer-links", as: Self.sender).items.first
    #expect(listed?["revokedAt"]?.string != nil)
    let later = try link(path, until: "2026-11-26")
    _ = try world.step(path, "cancel", #""reason": "x""#, as: Self.sender)
    #expect(try begin(later.text("token")).bytes == wrong.bytes)
    #expect(try link(path).status == 409)
    let short = try link(try sent(), until: "2026-11-26")
    try world.move(to: "2026-11-26", 23, 59)
    let last = try begin(short.text("token"))
    #expect(last.status == 201)
    // The session ends with the link's day.
    #expect(last.text("expiresAt")?.hasPrefix("2026-11-26T23:00:00") == true)
    try world.move(to: "2026-11-27", 0, 0)
    #expect(try begin(short.text("token")).bytes == wrong.bytes)
    #expect(try call("GET", path, last.text("token") ?? "").status == 401)
  }

  @Test func `a link's own token is no bearer, and a session's begins nothing`() throws {
    let (path, made, token) = try opened()
    #expect(try call("GET", path, made.text("token") ?? "").status == 401)
    #expect(try begin(token).status == 401)
    #expect(try world.call("GET", path + "?token=" + token).status == 401)
    #expect(try call("GET", path + "?token=" + token, token).status == 400)
    #expect(
      try world.call("POST", "/api/v1/answer-sessions?token=x", json: "{}").status == 400)
  }

  @Test func `a session lasts half an hour, however it is used`() throws {
    let (path, _, token) = try opened()
    world.clock.advance(seconds: 1_700)
    #expect(try call("GET", path, token).status == 200)
    world.clock.advance(seconds: 101)
    #expect(try call("GET", path, token).status == 401)
  }

  @Test func `when the agreement ends, so does what the link opens, in the same second`() throws {
    let (path, made, token) = try opened()
    try world.endAgreement()
    for answer in [
      try call("GET", path, token), try step(path, token, #"{"step": "accept"}"#),
      try begin(made.text("token")),
    ] {
      #expect(answer.status == 403 && answer.code == "no_active_agreement", "\(answer)")
      #expect(!answer.text.contains("MARKALIAS"))
    }
  }

  @Test func `nothing guarded goes out by a link, nor stays out`() throws {
    let (path, made, token) = try opened()
    try world.change("UPDATE referral SET secrecy_class = 'protected'")
    #expect(try call("GET", path, token).status == 404)
    #expect(try begin(made.text("token")).status == 401)
  }

  @Test(arguments: [
    ("shelter-handler", 403), ("uppsala-lead", 404), ("umea-intake", 404),
    ("mosque-handler", 404), ("uppsala-auditor", 403),
  ])
  func `only who may send for the sender makes, sees and revokes links`(
    _ who: String, _ status: Int
  ) throws {
    let path = try sent()
    let made = try link(path)
    let one = try #require(made.field("Location"))
    for answer in [
      try link(path, as: who), try world.get(path + "/answer-links", as: who),
      try world.get(one, as: who), try world.call("DELETE", one, as: who),
    ] { #expect(answer.status == status || answer.status == 404, "\(who): \(answer)") }
    #expect(try begin(made.text("token")).status == 201)
  }

  @Test func `a hidden referral's links answer as an unknown one's`() throws {
    let path = try sent()
    let unknown = "/api/v1/referrals/019ab3c4-0000-7000-8000-000000000001"
    let body = #"{"recipient": "x", "expiresOn": "2026-12-10"}"#
    func ask(_ method: String, _ base: String) throws -> Answer {
      try world.send(
        method, base + "/answer-links", method == "POST" ? Array(body.utf8) : nil,
        token: Cast.token("umea-intake"), fields: ["X-Request-Id": "same"])
    }
    for method in ["GET", "POST"] {
      #expect(try ask(method, path).bytes == ask(method, unknown).bytes)
    }
  }

  @Test(arguments: [
    (#"{"recipient": "x", "expiresOn": "2026-11-24"}"#, "/expiresOn"),
    (#"{"recipient": "x", "expiresOn": "2026-12-26"}"#, "/expiresOn"),
    (#"{"recipient": "", "expiresOn": "2026-12-01"}"#, "/recipient"),
    (#"{"recipient": "x"}"#, "/expiresOn"),
    (#"{"recipient": "x", "expiresOn": "2026-12-01", "token": "y"}"#, "/token"),
  ])
  func `a fault is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", try sent() + "/answer-links", json: json, as: Self.sender)
    #expect(answer.status == 422 && answer.faultPaths == [path], "\(answer)")
  }

  @Test func `a board's own people answer as themselves`() throws {
    let path = try world.sent()
    let answer = try link(path, as: "shelter-sender")
    #expect(answer.status == 422 && answer.text.contains("not_for_boards"), "\(answer)")
  }

  @Test func `another referral's link is an unknown one`() throws {
    let one = try link(try sent())
    let other = try sent()
    let path = other + "/answer-links/" + (one.text("id") ?? "")
    #expect(try world.get(path, as: Self.sender).status == 404)
    #expect(try world.call("DELETE", path, as: Self.sender).status == 404)
    #expect(try begin(one.text("token")).status == 201)
  }
}
