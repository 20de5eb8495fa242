// Secrets are shown once and kept nowhere: their bytes are not in the database, its WAL, a backup
// or the log; what a person said of themselves is in no log at all.

import Access
import Foundation
import HTTP
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct SecretTests {
  private static let marker = "Zebrafinkssson"

  @Test func `no password, token or key stands in the file, the WAL, a backup or the log`() throws {
    let world = try Whole.world()
    let secrets = try usedSecrets(world)
    #expect(secrets.count == 5)
    let backup = world.path + ".backup"
    _ = try world.writer.backup(to: backup)
    let files = [world.path, world.path + "-wal", backup].compactMap {
      FileManager.default.contents(atPath: $0)
    }
    #expect(files.count == 3)
    // The search finds what is there.
    #expect(files[1].range(of: Data("anna.lind".utf8)) != nil || isIn(files, "anna.lind"))
    for secret in secrets {
      #expect(!isIn(files, secret), "\(secret.prefix(6))… is kept")
      #expect(!world.log.joined().contains(secret))
    }
    try FileManager.default.removeItem(atPath: backup)
  }

  private func isIn(_ files: [Data], _ text: String) -> Bool {
    files.contains { $0.range(of: Data(text.utf8)) != nil }
  }

  // A one-time password, the password chosen instead, two session tokens, a key: all used.
  private func usedSecrets(_ world: World) throws -> [String] {
    let user = try world.call(
      "POST", "/api/v1/users", json: #"{"username": "anna.lind", "name": "Anna Lind"}"#,
      as: "uppsala-admin")
    let once = try #require(user.text("password"))
    let first = try signIn(world, once)
    let chosen = "nio norska nötter nu"
    let change = try world.send(
      "PUT", "/api/v1/me/password", Array(#"{"old": "\#(once)", "new": "\#(chosen)"}"#.utf8),
      token: first)
    #expect(change.status == 204, "\(change)")
    let second = try signIn(world, chosen)
    let wrong = try world.call(
      "POST", "/api/v1/sessions", json: #"{"username": "anna.lind", "password": "\#(once)"}"#)
    #expect(wrong.status == 401)
    let key = try world.call(
      "POST", "/api/v1/keys",
      json: """
        {"partner": "kvinnojouren-exempel", "name": "Skript", "roles": ["partner-sender"],
         "expiresOn": "2027-06-30"}
        """, as: "shelter-admin", fields: ["Idempotency-Key": "once"])
    let secret = try #require(key.text("secret"))
    #expect(try world.send("GET", "/api/v1/me", nil, token: secret).status == 200)
    #expect(try world.send("GET", "/api/v1/me", nil, token: second).status == 200)
    return [once, chosen, first, second, secret]
  }

  private func signIn(_ world: World, _ password: String) throws -> String {
    let answer = try world.call(
      "POST", "/api/v1/sessions",
      json: #"{"username": "anna.lind", "password": "\#(password)"}"#)
    return try #require(answer.text("token"), "\(answer)")
  }

  @Test func `nothing that was said of a person stands in the log or in the audit trail`() throws {
    let world = try Whole.world()
    let person = #"{"alias": "\#(Self.marker)", "district": "\#(Self.marker)"}"#
    let made = try world.call("POST", "/api/v1/persons", json: person, as: "uppsala-intake")
    let id = try #require(made.text("id"), "\(made)")
    let referral = """
      {"receiver": "uppsala-nexus", "urgency": "soon", "needs": ["housing"],
       "reason": "\(Self.marker)", "reference": "\(Self.marker)",
       "subject": {"alias": "\(Self.marker)", "household": "\(Self.marker)"},
       "basis": {"kind": "consent", "form": "oral", "givenOn": "2026-11-23",
       "covers": ["referral"]}}
      """
    for _ in 1...2 {
      _ = try world.call("POST", "/api/v1/referrals", json: referral, as: "shelter-sender")
    }
    let bad = referral.replacingOccurrences(of: "housing", with: Self.marker)
    let answers = [
      try world.call("POST", "/api/v1/referrals", json: bad, as: "shelter-sender"),
      try world.call(
        "POST", "/api/v1/persons/searches", json: #"{"name": "\#(Self.marker)"}"#,
        as: "umea-intake"),
      try world.call(
        "POST", "/api/v1/persons", json: #"{"number": "\#(Self.marker)"}"#, as: "uppsala-intake"),
      try world.call("GET", "/api/v1/persons/\(id)", as: "umea-intake"),
      try world.call("GET", "/api/v1/persons/\(Self.marker)", as: "uppsala-intake"),
    ]
    for answer in answers { #expect(!answer.text.contains(Self.marker), "\(answer)") }
    // What a constraint refuses is written to the log: the constraint, and no value.
    let twice = """
      {"board": "uppsala-socialnamnden", "name": "x", "slug": "uppsala-nexus", "kind": "admin"}
      """
    #expect(try world.call("POST", "/api/v1/units", json: twice, as: "uppsala-admin").status == 409)
    #expect(!world.log.isEmpty)
    #expect(!world.log.joined().contains(Self.marker) && !world.log.joined().contains("nexus"))
    let entries = try world.writer.exclusively { database in
      try database.all("SELECT entry FROM audit") { $0.text() }
    }
    #expect(entries.count >= 5)
    #expect(!entries.joined().contains(Self.marker))
  }

  @Test func `what is personal is kept by nobody, conditional or not`() throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    for (kind, path, who) in [
      ("person", "persons", "uppsala-intake"), ("referral", "referrals", "uppsala-intake"),
      ("contact-code", "contact-codes", "uppsala-intake"),
    ] {
      let thing = try #require(scenery.all(kind).first)
      let path = "/api/v1/\(path)/\(thing.segment)"
      let first = try world.call("GET", path, as: who)
      let tag = try #require(first.field("ETag"), "\(path): \(first)")
      #expect(first.field("Cache-Control") == "no-store")
      let again = try world.call("GET", path, as: who, fields: ["If-None-Match": tag])
      #expect(again.status == 304 && again.bytes.isEmpty, "\(path): \(again)")
      #expect(again.field("Cache-Control") == "no-store" && again.field("ETag") == tag)
      let other = try world.call("GET", path, as: who, fields: ["If-None-Match": #""1-0""#])
      #expect(other.status == 200)
      // A tag that somebody else was given opens nothing.
      let hidden = try world.call("GET", path, as: "umea-outreach", fields: ["If-None-Match": tag])
      #expect(hidden.status == 404 && hidden.field("ETag") == nil)
    }
  }

  @Test func `only what is public may be kept`() throws {
    let world = try Whole.world()
    let scenery = try Scenery(world)
    for route in Whole.routes where route.method == .get {
      guard let rule = Rule.all[route.action], !route.isFinal else { continue }
      let thing = rule.kind.flatMap { scenery.all($0).first }
      let answer = try world.ask(
        route, naming: thing?.segment ?? "x", token: Holders.token(for: route))
      let caching = answer.field("Cache-Control") ?? ""
      #expect(caching == "no-store" || rule.needs == "public", "\(route.action): \(caching)")
      #expect(answer.field("X-Content-Type-Options") == "nosniff", "\(route.action)")
    }
  }
}
