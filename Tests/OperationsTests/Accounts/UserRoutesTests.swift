// Users over the whole pipeline: who administers whom, one-time passwords, steps.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct UserRoutesTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  @Test func `the shelter's admin adds a colleague, who first chooses a password`() throws {
    let made = try world.call(
      "POST", "/users", #"{"username":"mia.berg","name":"Mia Berg"}"#, as: "shelter-admin")
    #expect(made.status == 201, "\(made)")
    #expect(made["partner"]?["slug"]?.string == "kvinnojouren-exempel")
    #expect(made["mustChangePassword"] == .bool(true))
    let id = try #require(made.text("id"))
    let granted = try world.call(
      "POST", "/users/\(id)/grants",
      #"{"role":"partner-handler","partner":"kvinnojouren-exempel"}"#, as: "shelter-admin")
    #expect(granted.status == 201, "\(granted)")

    let oneTime = try #require(made.text("password"))
    let token = try world.logIn("mia.berg", oneTime)
    let before = try world.call("GET", "/me", token: token)
    #expect(before["permissions"]?.array?.isEmpty == true)
    #expect(before["grants"]?.array?.isEmpty == true)
    #expect(try world.call("GET", "/users", token: token).status == 403)
    let chosen = try world.call(
      "PUT", "/me/password", #"{"old":"\#(oneTime)","new":"\#(AccountsWorld.password)"}"#,
      token: token)
    #expect(chosen.status == 204, "\(chosen)")
    let after = try world.call("GET", "/me", token: token)
    #expect(after["mustChangePassword"] == .bool(false))
    #expect(after.text.contains("referral.decide"))
    #expect(try world.call("GET", "/users/\(id)", as: "shelter-admin")["password"] == nil)
  }

  @Test func `a one-time password is good for a week`() throws {
    let made = try world.call(
      "POST", "/users", #"{"username":"mia.berg","name":"Mia Berg"}"#, as: "shelter-admin")
    let password = try #require(made.text("password"))
    world.world.clock.advance(seconds: 7 * 86_400 + 1)
    let late = try world.call(
      "POST", "/sessions", #"{"username":"mia.berg","password":"\#(password)"}"#)
    #expect(late.status == 401)
  }

  @Test func `a dry run makes nothing and shows no password`() throws {
    let answer = try world.call(
      "POST", "/users?dryRun=true", #"{"username":"mia.berg","name":"Mia"}"#, as: "shelter-admin")
    #expect(answer.status == 200, "\(answer)")
    #expect(answer["password"] == nil)
    let list = try world.call("GET", "/users?limit=200", as: "shelter-admin")
    #expect(!list.items.contains { $0["username"]?.string == "mia.berg" })
  }

  @Test func `a repeated call does not show the password again`() throws {
    let key = ["Idempotency-Key": "one"]
    let body = #"{"username":"mia.berg","name":"Mia"}"#
    #expect(
      try world.call("POST", "/users", body, as: "shelter-admin", fields: key).status == 201)
    let again = try world.call("POST", "/users", body, as: "shelter-admin", fields: key)
    #expect(again.status == 409)
    #expect(again.code == "already_shown")
    let taken = try world.call("POST", "/users", body, as: "shelter-admin")
    #expect(taken.code == "already_exists")
  }

  @Test(arguments: [
    ("uppsala-admin", "umea-intake"), ("uppsala-admin", "operator"), ("umea-admin", "uppsala-lead"),
    ("shelter-admin", "mosque-handler"), ("shelter-admin", "uppsala-intake"),
    ("uppsala-lead", "umea-outreach"),
  ])
  func `somebody else's user is an unknown one`(_ admin: String, _ user: String) throws {
    let same = ["X-Request-Id": "same"]
    let unknown = (Cast.id("no such user") as UserID).text
    for (method, tail, body) in [
      ("GET", "", nil), ("PATCH", "", #"{"name":"X"}"#),
      ("POST", "/transitions", #"{"step":"disable"}"#),
      ("POST", "/grants", #"{"role":"intake","board":"uppsala-socialnamnden"}"#),
    ] as [(String, String, String?)] {
      let hidden = try world.call(
        method, "/users/\(world.id(user))\(tail)", body, as: admin, fields: same)
      #expect(hidden.status == 404, "\(method) \(tail) \(hidden)")
      let other = try world.call(
        method, "/users/\(unknown)\(tail)", body, as: admin, fields: same)
      #expect(hidden.bytes == other.bytes)
    }
  }

  @Test func `lists show the caller's own municipality or partner`() throws {
    func names(_ who: String, _ query: String = "") throws -> Set<String> {
      let list = try world.call("GET", "/users?limit=200\(query)", as: who)
      #expect(list.status == 200, "\(list)")
      return Set(list.items.compactMap { $0["username"]?.string })
    }
    let uppsala = try names("uppsala-admin")
    #expect(uppsala.isSuperset(of: ["uppsala-admin", "uppsala-intake", "police"]))
    #expect(uppsala.isDisjoint(with: ["umea-admin", "shelter-admin", "operator"]))
    #expect(
      try names("shelter-admin") == ["shelter-admin", "shelter-handler", "shelter-sender"])
    #expect(try names("operator").count == Cast.users.count)
    #expect(
      try names("uppsala-admin", "&partner=moske-exempel") == ["mosque-handler"])
    #expect(
      try world.call("GET", "/users?partner=moske-exempel", as: "umea-admin").status == 404)
    #expect(
      try world.call("GET", "/users?partner=moske-exempel", as: "shelter-admin").status == 404)
  }

  @Test func `pages follow each other`() throws {
    var seen: [String] = []
    var path: String? = "/users?limit=4"
    while let next = path {
      let page = try world.call("GET", next, as: "uppsala-admin")
      seen += page.items.compactMap { $0["id"]?.string }
      path = page.text("next").map { "/users?limit=4&cursor=\($0)" }
    }
    #expect(seen == seen.sorted())
    #expect(Set(seen).count == seen.count)
    #expect(
      seen.count
        == (try world.call("GET", "/users?limit=200", as: "uppsala-admin").items.count))
  }

  @Test func `a lead sees the municipality's users but changes only those of the unit`() throws {
    let steward = "/users/\(world.id("uppsala-outreach"))/transitions"
    let stranger = "/users/\(world.id("uppsala-caseworker"))/transitions"
    let admin = "/users/\(world.id("uppsala-admin"))/transitions"
    let body = #"{"step":"disable"}"#
    #expect(try world.call("POST", steward, body, as: "uppsala-lead").status == 200)
    #expect(try world.call("POST", stranger, body, as: "uppsala-lead").status == 403)
    #expect(try world.call("POST", admin, body, as: "uppsala-lead").status == 403)
  }

  @Test func `a partner of two municipalities is taken over by neither`() throws {
    let handler = "/users/\(world.id("shelter-handler"))"
    #expect(try world.call("GET", handler, as: "uppsala-admin").status == 200)
    let day = Day.of(world.world.clock.now)
    try world.world.writer.run { database in
      try database.run(
        """
        INSERT INTO agreement (id, board_id, partner_id, kind, diary_number, starts_on, ends_on,
          opens_person_data, status, created_at)
        VALUES (?, ?, ?, 'iop', 'U-1', ?, ?, 1, 'draft', 0)
        """, Cast.id("umea-avtal") as AgreementID, Cast.id("umea-socialnamnden") as BoardID,
        Cast.id("kvinnojouren-exempel") as PartnerID, day, day)
    }
    #expect(try world.call("GET", handler, as: "uppsala-admin").status == 404)
    #expect(try world.call("GET", handler, as: "shelter-admin").status == 200)
  }

  @Test func `disable ends every session at once, enable does not bring them back`() throws {
    try world.setPassword("uppsala-intake")
    let token = try world.logIn("uppsala-intake")
    let path = "/users/\(world.id("uppsala-intake"))/transitions"
    let disabled = try world.call("POST", path, #"{"step":"disable"}"#, as: "uppsala-admin")
    #expect(disabled.text("status") == "disabled")
    #expect(disabled["nextSteps"]?.array?.compactMap { $0["step"]?.string } == ["enable"])
    #expect(try world.call("GET", "/me", token: token).status == 401)
    for step in ["disable", "reset-password"] {
      let again = try world.call("POST", path, #"{"step":"\#(step)"}"#, as: "uppsala-admin")
      #expect(again.status == 409)
      #expect(again["allowed"]?.array?.compactMap(\.string) == ["enable"])
    }
    #expect(try world.call("POST", path, #"{"step":"enable"}"#, as: "uppsala-admin").status == 200)
    #expect(
      try world.call("POST", path, #"{"step":"enable"}"#, as: "uppsala-admin").status == 409)
    #expect(try world.call("GET", "/me", token: token).status == 401)
    _ = try world.logIn("uppsala-intake")
  }

  @Test func `a reset gives another one-time password and ends the sessions`() throws {
    let path = "/users/\(world.id("uppsala-intake"))/transitions"
    let dry = try world.call(
      "POST", path + "?dryRun=true", #"{"step":"reset-password"}"#, as: "uppsala-admin")
    #expect(dry.status == 200)
    #expect(dry["password"] == nil)
    #expect(try world.call("GET", "/me", as: "uppsala-intake").status == 200)
    let reset = try world.call("POST", path, #"{"step":"reset-password"}"#, as: "uppsala-admin")
    let password = try #require(reset.text("password"))
    #expect(try world.call("GET", "/me", as: "uppsala-intake").status == 401)
    _ = try world.logIn("uppsala-intake", password)
  }

  @Test func `steps and changes obey the version, and nobody steps on themselves`() throws {
    let path = "/users/\(world.id("uppsala-intake"))"
    let tag = try #require(try world.call("GET", path, as: "uppsala-admin").field("ETag"))
    let body = #"{"name":"Ida","email":"ida@example.org"}"#
    #expect(try world.call("PATCH", path, body, as: "uppsala-admin").status == 428)
    let changed = try world.call(
      "PATCH", path, body, as: "uppsala-admin", fields: ["If-Match": tag])
    #expect(changed.status == 200, "\(changed)")
    #expect(changed.text("email") == "ida@example.org")
    #expect(try world.call("GET", "/me", as: "uppsala-intake").text("name") == "Ida")
    #expect(
      try world.call("PATCH", path, body, as: "uppsala-admin", fields: ["If-Match": tag]).status
        == 412)
    #expect(
      try world.call(
        "POST", path + "/transitions", #"{"step":"disable"}"#, as: "uppsala-admin",
        fields: ["If-Match": tag]
      ).status == 412)
    let own = "/users/\(world.id("uppsala-admin"))/transitions"
    #expect(try world.call("POST", own, #"{"step":"disable"}"#, as: "uppsala-admin").status == 403)
    let entry = try #require(
      try world.trail().first { entry in
        entry["action"]?.string == "user.change" && entry["outcome"]?.string == "done"
      })
    #expect(entry["fields"]?.array?.compactMap(\.string) == ["name", "email"])
    #expect(!"\(entry)".contains("example.org"))
  }

  @Test(arguments: [
    (#"{"username":"Mia","name":"M"}"#, "/username"),
    (#"{"username":"m","name":"M"}"#, "/username"),
    (#"{"username":"mia b","name":"M"}"#, "/username"), (#"{"username":"mia"}"#, "/name"),
    (#"{"username":"mia","name":"M","email":"m"}"#, "/email"),
    (#"{"username":"mia","name":"M","partner":"moske-exempel"}"#, "/partner"),
    (#"{"username":"mia","name":"M","partner":"finns-inte"}"#, "/partner"),
    (#"{"username":"mia","name":"M","municipality":"0380"}"#, "/municipality"),
    (#"{"username":"mia","name":"M","password":"p"}"#, "/password"),
  ])
  func `a fault in a new user is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", "/users", json, as: "shelter-admin")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == [path])
  }

  @Test(arguments: ["uppsala-intake", "uppsala-outreach", "shelter-handler", "uppsala-auditor"])
  func `who administers nobody is told which permission it takes`(_ who: String) throws {
    let answer = try world.call("POST", "/users", #"{"username":"mia","name":"M"}"#, as: who)
    #expect(answer.status == 403)
    #expect(answer.text("permission") == "user.manage")
  }
}
