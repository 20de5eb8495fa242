// Signing in and out over the whole pipeline.

import Access
import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct SessionRoutesTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  @Test func `a log-in gives a token that works at once and is nowhere on the disk`() throws {
    try world.setPassword("uppsala-intake")
    let answer = try world.call(
      "POST", "/sessions",
      #"{"username":"Uppsala-Intake","password":"\#(AccountsWorld.password)"}"#)
    #expect(answer.status == 201, "\(answer)")
    #expect(answer["user"]?["name"]?.string == "uppsala-intake")
    #expect(answer["grants"]?.array?.first?["role"]?.string == "intake")
    #expect(answer["grants"]?.array?.first?["scope"]?["kind"]?.string == "board")
    let token = try #require(answer.text("token"))
    let me = try world.call("GET", "/me", token: token)
    #expect(me.status == 200)
    #expect(me.text("username") == "uppsala-intake")
    for file in [world.world.path, world.world.path + "-wal"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(bytes.range(of: Data(token.utf8)) == nil)
      #expect(bytes.range(of: Data(AccountsWorld.password.utf8)) == nil)
    }
    let session = try world.call("GET", "/sessions/current", token: token)
    #expect(session.text("id") == answer.text("id"))
    #expect(session["isCurrent"] == .bool(true))
    #expect(answer.field("Location") == "/api/v1/sessions/\(session.text("id") ?? "")")
  }

  @Test func `wrong, unknown, without password and disabled look alike`() throws {
    try world.setPassword("uppsala-intake")
    try world.setPassword("uppsala-lead")
    try world.world.writer.run { database in
      try AccountStore(database).setDisabled(
        true, Cast.id("uppsala-lead"), at: Timestamp(milliseconds: 0))
    }
    let tries = [
      ("uppsala-intake", "fel lösenord helt enkelt"), ("nobody-at-all", AccountsWorld.password),
      ("uppsala-guide", AccountsWorld.password), ("uppsala-lead", AccountsWorld.password),
    ]
    let answers = try tries.map { name, password in
      try world.call(
        "POST", "/sessions", #"{"username":"\#(name)","password":"\#(password)"}"#,
        fields: ["X-Request-Id": "same"])
    }
    for answer in answers {
      #expect(answer.status == 401)
      #expect(answer.code == "invalid_credentials")
      #expect(answer.bytes == answers[0].bytes)
    }
  }

  @Test func `a name that nobody has takes a hash too`() throws {
    let clock = ContinuousClock()
    let hash = try #require(Password.hash("ett lösenord som finns"))
    let known = clock.measure { _ = Password.fits("ett annat lösenord", hash: hash) }
    let unknown = clock.measure { _ = Password.fits("ett annat lösenord", hash: nil) }
    #expect(unknown > known / 5)
    #expect(!Password.fits("ett lösenord som finns", hash: nil))
  }

  @Test func `after ten failed tries the right password is refused too, for a while`() throws {
    try world.setPassword("uppsala-intake")
    let wrong = #"{"username":"uppsala-intake","password":"fel fel fel fel"}"#
    let right = #"{"username":"uppsala-intake","password":"\#(AccountsWorld.password)"}"#
    let first = try world.call("POST", "/sessions", wrong, fields: ["X-Request-Id": "same"])
    for _ in 0..<9 { #expect(try world.call("POST", "/sessions", wrong).status == 401) }
    let limited = try world.call("POST", "/sessions", right, fields: ["X-Request-Id": "same"])
    #expect(limited.bytes == first.bytes)
    world.world.clock.advance(seconds: 31)
    #expect(try world.call("POST", "/sessions", right).status == 201)
  }

  @Test func `a log-out kills the token before it is answered`() throws {
    try world.setPassword("uppsala-intake")
    let token = try world.logIn("uppsala-intake")
    let other = try world.logIn("uppsala-intake")
    #expect(try world.call("DELETE", "/sessions/current", token: token).status == 204)
    #expect(try world.call("GET", "/me", token: token).status == 401)
    #expect(try world.call("GET", "/me", token: other).status == 200)
  }

  @Test func `one lists and ends one's own sessions`() throws {
    try world.setPassword("uppsala-intake")
    let here = try world.logIn("uppsala-intake")
    let there = try world.logIn("uppsala-intake")
    let list = try world.call("GET", "/sessions", token: here)
    #expect(list.items.count == 2)
    #expect(list.items.filter { $0["isCurrent"] == .bool(true) }.count == 1)
    let id = try #require(
      list.items.first { $0["isCurrent"] == .bool(false) }?["id"]?.string)
    #expect(try world.call("DELETE", "/sessions/\(id)", token: here).status == 204)
    #expect(try world.call("GET", "/me", token: there).status == 401)
    let page = try world.call("GET", "/sessions?limit=1", token: here)
    #expect(page.items.count == 1)
    #expect(page["next"] == .null)
  }

  @Test(arguments: ["GET", "DELETE"])
  func `another's session is an unknown one`(_ method: String) throws {
    let theirs = (Cast.id("uppsala-lead-session") as SessionID).text
    let unknown = (Cast.id("no such session") as SessionID).text
    let same = ["X-Request-Id": "same"]
    let hidden = try world.call(
      method, "/sessions/\(theirs)", as: "uppsala-intake", fields: same)
    #expect(hidden.status == 404)
    #expect(
      try world.call(method, "/sessions/\(unknown)", as: "uppsala-intake", fields: same).bytes
        == hidden.bytes)
    #expect(try world.call("GET", "/me", as: "uppsala-lead").status == 200)
  }

  @Test func `a session ends when it is unused, and in any case`() throws {
    try world.setPassword("uppsala-intake")
    let used = try world.logIn("uppsala-intake")
    let unused = try world.logIn("uppsala-intake")
    for _ in 0..<24 {
      world.world.clock.advance(seconds: 1_500)
      #expect(try world.call("GET", "/me", token: used).status == 200)
    }
    #expect(try world.call("GET", "/me", token: unused).status == 401)
    for _ in 0..<5 {
      world.world.clock.advance(seconds: 1_500)
      _ = try world.call("GET", "/me", token: used)
    }
    #expect(try world.call("GET", "/me", token: used).status == 401)
  }

  @Test(arguments: [
    (#"{"username":"a"}"#, ["/password"]),
    (#"{"username":"a","password":"b","cookie":"yes"}"#, ["/cookie"]),
    (#"{"username":"a","password":"b","code":123456}"#, ["/code"]),
    (#"{"username":"a","password":"b","code":"12345"}"#, ["/code"]),
    (#"{"username":"a","password":"b","code":"１２３４５６"}"#, ["/code"]),
    (#"{"username":"a","password":"b","token":"x"}"#, ["/token"]),
    (#"{"username":1,"password":null}"#, ["/username", "/password"]),
  ])
  func `a fault in a log-in is named by its path`(_ json: String, _ paths: [String]) throws {
    let answer = try world.call("POST", "/sessions", json)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `a log-in leaves an entry without the token`() throws {
    try world.setPassword("uppsala-intake")
    let token = try world.logIn("uppsala-intake")
    let entry = try #require(try world.trail().last)
    #expect(entry["action"]?.string == "session.create")
    #expect(entry["subjects"]?.array?.first?.string == world.id("uppsala-intake"))
    #expect(!"\(entry)".contains(token))
  }
}
