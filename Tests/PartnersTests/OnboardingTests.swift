// The administrator's one call: what it makes, what it refuses, and that it keeps no halves.

import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct OnboardingTests {
  let world: PartnersWorld

  init() throws { world = try PartnersWorld() }

  static let agreement = """
    {"kind": "iop", "diaryNumber": "SCN-2026-1", "from": "2026-11-24", "to": "2027-11-25",
     "signedOn": "2026-11-23", "opensPersonData": true}
    """

  static func body(
    slug: String = "hjalpande-handen", number: String = "802005-1929", more: String = "",
    agreement: String = agreement
  ) -> String {
    """
    {"slug": "\(slug)", "name": "Hjälpande handen (exempel)", "kind": "association",
     "organisationNumber": "\(number)", "municipalities": ["0380"],
     "contacts": [{"name": "Kontoret", "phone": "08-465 004 00"}],
     "agreement": \(agreement),
     "keys": [{"name": "Kontorets skript", "roles": ["partner-sender", "partner-handler"],
      "expiresOn": "2027-09-21"}]\(more)}
    """
  }

  @Test func `one call makes an active partner with agreement and key`() throws {
    let made = try world.call("POST", "/api/v1/partners", Self.body(), as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    #expect(made.text("status") == "active")
    let id = try #require(made.text("id"))
    #expect(made.field("Location")?.hasSuffix("/partners/" + id) == true)
    let key = try #require(made["keys"]?.array?.first)
    let secret = try #require(key["secret"]?.string)
    #expect(secret.wholeMatch(of: /smv_[0-9A-Za-z]+_[0-9A-Za-z_-]{22,}/) != nil)
    #expect(made["agreement"]?["status"]?.string == "active")
    #expect(made["agreement"]?["board"]?["slug"]?.string == "uppsala-socialnamnden")
    // The key works, and reads its partner without any secret.
    let read = try world.send("GET", "/api/v1/partners/hjalpande-handen", token: secret)
    #expect(read.status == 200)
    #expect(!read.text.contains("smv_"))
    #expect(read["contacts"]?.array?.count == 1)
  }

  @Test func `a dry run keeps nothing and shows no secret`() throws {
    let dry = try world.call(
      "POST", "/api/v1/partners?dryRun=true", Self.body(), as: "uppsala-admin")
    #expect(dry.status == 200, "\(dry)")
    #expect(!dry.text.contains("smv_"))
    #expect(
      try world.call("GET", "/api/v1/partners/hjalpande-handen", as: "uppsala-admin").status == 404)
    #expect(
      try world.call("POST", "/api/v1/partners", Self.body(), as: "uppsala-admin").status == 201)
  }

  @Test func `a number, a slug and a user name are taken once`() throws {
    _ = try world.call("POST", "/api/v1/partners", Self.body(), as: "uppsala-admin")
    let number = try world.call(
      "POST", "/api/v1/partners", Self.body(slug: "annan"), as: "uppsala-admin")
    #expect(number.status == 409)
    #expect(number.code == "already_exists")
    let user = try world.call(
      "POST", "/api/v1/partners",
      Self.body(
        slug: "tredje", number: "802000-0009",
        more: #","users": [{"username":"shelter-admin","name":"X","roles":["partner-admin"]}]"#),
      as: "uppsala-admin")
    #expect(user.status == 409, "\(user)")
    // Nothing of it was kept.
    #expect(try world.call("GET", "/api/v1/partners/tredje", as: "uppsala-admin").status == 404)
  }

  @Test func `a key is shown once, to an idempotency key too`() throws {
    let fields = ["Idempotency-Key": "one"]
    let first = try world.call(
      "POST", "/api/v1/partners", Self.body(), as: "uppsala-admin", fields: fields)
    #expect(first.status == 201)
    let again = try world.call(
      "POST", "/api/v1/partners", Self.body(), as: "uppsala-admin", fields: fields)
    #expect(again.status == 409)
    #expect(again.code == "already_shown")
  }

  @Test func `without keys a repeated call answers the partner again`() throws {
    let body = """
      {"slug": "utan-nyckel", "name": "Utan nyckel", "kind": "region",
       "organisationNumber": "8020000009", "municipalities": ["0380"]}
      """
    let fields = ["Idempotency-Key": "two"]
    let first = try world.call(
      "POST", "/api/v1/partners", body, as: "uppsala-admin", fields: fields)
    #expect(first.status == 201, "\(first)")
    #expect(first.text("status") == "verified")
    #expect(first["agreement"] == .null)
    let again = try world.call(
      "POST", "/api/v1/partners", body, as: "uppsala-admin", fields: fields)
    #expect(again.status == 201)
    #expect(again.field("Idempotency-Replayed") == "true")
    #expect(again.text("id") == first.text("id"))
  }

  @Test(arguments: [
    ("shelter-admin", "partner.write"), ("shelter-sender", "partner.write"),
    ("umea-admin", "partner.write"), ("uppsala-outreach", "partner.write"),
    // A directory editor takes in partners, but no agreement, key or user.
    ("uppsala-directory", "key.manage"),
  ])
  func `who may not is told what is missing`(_ who: String, _ permission: String) throws {
    let answer = try world.call("POST", "/api/v1/partners", Self.body(), as: who)
    #expect(answer.status == 403, "\(answer)")
    #expect(answer.text("permission") == permission)
  }

  @Test func `a partner learns nothing of municipalities by trying`() throws {
    let body = Self.body().replacing(#"["0380"]"#, with: #"["0381"]"#)
    let answer = try world.call("POST", "/api/v1/partners", body, as: "shelter-admin")
    #expect(answer.text("permission") == "partner.write", "\(answer)")
  }

  @Test func `a key of a partner may not make partners`() throws {
    let made = try world.call("POST", "/api/v1/partners", Self.body(), as: "uppsala-admin")
    let secret = try #require(made["keys"]?.array?.first?["secret"]?.string)
    let answer = try world.send(
      "POST", "/api/v1/partners", Self.body(slug: "fjarde"), token: secret)
    #expect(answer.status == 403)
    #expect(answer.text("permission") == "partner.write")
  }

  @Test(arguments: [
    (body(number: "802005-1953"), "/organisationNumber"),
    (body(number: "19121212-12"), "/organisationNumber"),
    (body(more: #","colour":"red""#), "/colour"),
    (
      body(
        agreement: #"{"kind":"grant","diaryNumber":"1","from":"2026-11-24","to":"2027-01-01","#
          + #""opensPersonData":true}"#), "/agreement/opensPersonData"
    ),
    (
      body(agreement: #"{"kind":"iop","diaryNumber":"1","from":"2026-11-24","to":"2026-11-23"}"#),
      "/agreement/to"
    ),
    (
      body(agreement: #"{"kind":"iop","diaryNumber":"1","from":"2025-11-24","to":"2026-11-24"}"#),
      "/agreement/to"
    ),
    (
      body(
        agreement: #"{"kind":"iop","diaryNumber":"1","from":"2026-11-24","to":"2027-01-01","#
          + #""signedOn":"2026-11-26"}"#), "/agreement/signedOn"
    ),
    (
      body(
        agreement: #"{"kind":"iop","diaryNumber":"1","from":"2026-11-24","to":"2027-01-01","#
          + #""board":"finns-inte"}"#), "/agreement/board"
    ),
    (body().replacing(#"["0380"]"#, with: #"["0381"]"#), "/municipalities/0"),
    (body().replacing(#"["0380"]"#, with: #"["9999"]"#), "/municipalities/0"),
    (body().replacing(#"["0380"]"#, with: "[]"), "/municipalities"),
    (body().replacing("partner-sender", with: "intake"), "/keys/0/roles/0"),
    (body().replacing(#"["partner-sender", "partner-handler"]"#, with: "[]"), "/keys/0/roles"),
    (body().replacing("2027-09-21", with: "2028-11-26"), "/keys/0/expiresOn"),
    (body().replacing("2027-09-21", with: "2026-11-24"), "/keys/0/expiresOn"),
    (
      body(more: #","users":[{"username":"Å","name":"X","roles":["partner-admin"]}]"#),
      "/users/0/username"
    ),
    (
      body(more: #","users":[{"username":"abc","name":"X","roles":["intake"]}]"#),
      "/users/0/roles/0"
    ),
    (body(more: #","services":[{"slug":"a-b","name":"X","url":"ftp://x.se"}]"#), "/services/0/url"),
    (body(more: #","email":"ingen""#), "/email"),
  ])
  func `a fault is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", "/api/v1/partners", json, as: "uppsala-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test func `users and services come in with it, and the trail tells who was let in`() throws {
    let more = """
      ,"users": [{"username": "handens.chef", "name": "Chefen", "email": "chefen@handen.example",
         "roles": ["partner-admin"]}],
       "services": [{"slug": "handen-samtal", "name": "Samtal", "needs": ["violence"]}]
      """
    let made = try world.call(
      "POST", "/api/v1/partners", Self.body(more: more), as: "uppsala-admin")
    #expect(made.status == 201, "\(made)")
    #expect(made["users"]?.array?.first?["roles"]?.array?.first?.string == "partner-admin")
    #expect(made["services"]?.array?.first?["slug"]?.string == "handen-samtal")
    let entries = try Database(path: world.world.path, role: .reader).all(
      "SELECT entry FROM audit ORDER BY seq"
    ) { $0.text() }
    let user = try #require(made["users"]?.array?.first?["id"]?.string)
    #expect(entries.contains { $0.contains("partner.create") && $0.contains(user) })
    #expect(!entries.contains { $0.contains("Chefen") })
  }
}
