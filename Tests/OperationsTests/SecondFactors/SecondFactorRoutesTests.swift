// Second factors over the whole pipeline, as their owner, as whoever stole the password, and as
// whoever found a session open.

import Access
import Foundation
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Operations

struct SecondFactorRoutesTests {
  let world: AccountsWorld

  init() throws {
    world = try AccountsWorld()
    try world.setPassword("uppsala-intake")
  }

  private func secret(generation: Int = 1) -> [UInt8] {
    PipelineSettings().secrets.secondFactor(
      of: Cast.id("uppsala-intake"), generation: generation)
  }

  /// The code of now, or of some steps later.
  private func code(_ generation: Int = 1, later steps: Int64 = 0) -> String {
    TimeCode.code(
      of: TimeCode.step(at: world.world.clock.now) + steps, secret: secret(generation: generation))
  }

  private func begin(_ token: String) throws -> Answer {
    try world.call(
      "POST", "/me/totp", #"{"password":"\#(AccountsWorld.password)"}"#, token: token)
  }

  private func step(_ step: String, _ code: String, _ token: String) throws -> Answer {
    try world.call(
      "POST", "/me/totp/transitions", #"{"step":"\#(step)","code":"\#(code)"}"#, token: token)
  }

  private func signIn(_ more: String) throws -> Answer {
    try world.call(
      "POST", "/sessions",
      #"{"username":"uppsala-intake","password":"\#(AccountsWorld.password)"\#(more)}"#,
      fields: ["X-Request-Id": "same"])
  }

  /// Turns a factor on, and lets a step pass, so that the next code is a new one.
  private func turnOn() throws -> String {
    let token = try world.logIn("uppsala-intake")
    #expect(try begin(token).status == 201)
    #expect(try step("confirm", code(), token).status == 200)
    world.world.clock.advance(seconds: 30)
    return token
  }

  @Test func `a factor is shown once, counts when confirmed, and then signing in takes a code`()
    throws
  {
    let token = try world.logIn("uppsala-intake")
    #expect(try world.call("GET", "/me/totp", token: token).text("status") == "off")
    let begun = try begin(token)
    #expect(begun.status == 201, "\(begun)")
    #expect(begun.text("status") == "pending")
    let shown = Base32.encode(secret())
    #expect(begun.text("secret") == shown)
    #expect(
      begun.text("uri") == "otpauth://totp/Samverkan:uppsala-intake?secret=\(shown)"
        + "&issuer=Samverkan&algorithm=SHA1&digits=6&period=30")
    // Until a code of it came back, the password is enough.
    #expect(try signIn("").status == 201)
    let confirmed = try step("confirm", code(), token)
    #expect(confirmed.status == 200, "\(confirmed)")
    #expect(confirmed.text("status") == "on" && confirmed["secret"] == nil)
    let read = try world.call("GET", "/me/totp", token: token)
    #expect(read.text("status") == "on" && !read.text.contains(shown))
    world.world.clock.advance(seconds: 30)
    #expect(try signIn("").status == 401)
    #expect(try signIn(#","code":"\#(code())""#).status == 201)
    for file in [world.world.path, world.world.path + "-wal"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(bytes.range(of: Data(shown.utf8)) == nil && bytes.range(of: Data(secret())) == nil)
    }
    #expect(!"\(try world.trail())".contains(shown))
  }

  @Test func `a code that is missing, wrong or used is answered like a wrong password`() throws {
    _ = try turnOn()
    let wrong = try world.call(
      "POST", "/sessions", #"{"username":"uppsala-intake","password":"fel fel fel fel"}"#,
      fields: ["X-Request-Id": "same"])
    #expect(wrong.code == "invalid_credentials")
    let used = code()
    #expect(try signIn(#","code":"\#(used)""#).status == 201)
    let others = [
      "", #","code":"000000""#, #","code":"\#(used)""#, #","code":"\#(code(later: 3))""#,
      #","code":"\#(code(later: -1))""#,
    ]
    for more in others {
      let answer = try signIn(more)
      #expect(answer.status == 401 && answer.bytes == wrong.bytes, "\(more): \(answer)")
    }
    world.world.clock.advance(seconds: 30)
    #expect(try signIn(#","code":"\#(code())""#).status == 201)
  }

  @Test func `whoever has the password guesses five codes, then one in five minutes`() throws {
    _ = try turnOn()
    // Each guess half a minute after the last: the limits of passwords let these through.
    for _ in 0..<5 {
      #expect(try signIn(#","code":"000000""#).status == 401)
      world.world.clock.advance(seconds: 30)
    }
    // From the fifth on not even the right one is taken, and it is not used up either.
    #expect(try signIn(#","code":"\#(code())""#).status == 401)
    world.world.clock.advance(seconds: 301)
    #expect(try signIn(#","code":"\#(code())""#).status == 201)
  }

  @Test func `guesses from elsewhere do not keep the owner out at home`() {
    let limits = LogInLimits()
    let now = world.world.clock.now
    #expect(limits.take("anna", from: "10.0.0.1", at: now))
    limits.giveBack("anna", from: "10.0.0.1")
    for _ in 0..<5 { #expect(limits.takeCode("anna", from: "203.0.113.9", at: now)) }
    #expect(!limits.takeCode("anna", from: "203.0.113.10", at: now))
    #expect(limits.takeCode("anna", from: "10.0.0.1", at: now))
  }

  @Test func `a factor is begun with the password only`() throws {
    let token = try world.logIn("uppsala-intake")
    let wrong = try world.call(
      "POST", "/me/totp", #"{"password":"fel fel fel fel"}"#, token: token)
    #expect(wrong.status == 422 && wrong.faultPaths == ["/password"])
    #expect(try world.call("GET", "/me/totp", token: token).text("status") == "off")
    #expect(try signIn("").status == 201)
  }

  @Test(arguments: [
    (#"{"step":"confirm"}"#, "/code"), (#"{"step":"confirm","code":"12345"}"#, "/code"),
    (#"{"step":"confirm","code":123456}"#, "/code"), (#"{"step":"on","code":"123456"}"#, "/step"),
    (#"{"code":"123456"}"#, "/step"),
  ])
  func `a fault in a step is named by its path`(_ json: String, _ path: String) throws {
    let answer = try world.call("POST", "/me/totp/transitions", json, as: "uppsala-guide")
    #expect(answer.status == 422 && answer.faultPaths == [path], "\(answer)")
  }

  @Test func `each step has its state`() throws {
    let token = try world.logIn("uppsala-intake")
    for name in ["confirm", "remove"] {
      let answer = try step(name, "000000", token)
      #expect(answer.status == 409 && answer["allowed"] == .array([]), "\(answer)")
    }
    _ = try begin(token)
    #expect(try step("remove", code(), token).status == 409)
    let wrong = try step("confirm", "000000", token)
    #expect(wrong.status == 422 && wrong.faultPaths == ["/code"])
    #expect(try step("confirm", code(), token).status == 200)
    #expect(try step("confirm", code(later: 1), token).status == 409)
    // One that is on is not begun anew: whoever found the session would put theirs in its place.
    #expect(try begin(token).code == "already_exists")
  }

  @Test func `a factor that was begun twice is the later one only`() throws {
    let token = try world.logIn("uppsala-intake")
    _ = try begin(token)
    let again = try begin(token)
    #expect(again.text("secret") == Base32.encode(secret(generation: 2)))
    #expect(try step("confirm", code(1), token).status == 422)
    #expect(try step("confirm", code(2), token).status == 200)
  }

  @Test func `the owner removes it with a new code, and the old secret never comes back`() throws {
    let token = try turnOn()
    let used = code()
    #expect(try signIn(#","code":"\#(used)""#).status == 201)
    #expect(try step("remove", used, token).status == 422)
    world.world.clock.advance(seconds: 30)
    #expect(try step("remove", code(), token).text("status") == "off")
    #expect(try signIn("").status == 201)
    let again = try begin(token)
    #expect(again.text("secret") == Base32.encode(secret(generation: 2)))
    let actions = try world.trail().filter { $0["outcome"]?.string == "done" }
      .compactMap { $0["action"]?.string }
    #expect(actions.filter { $0 == "totp.step" }.count == 2 && actions.contains("totp.begin"))
  }

  @Test func `other sessions end when a factor comes or goes`() throws {
    let other = try world.logIn("uppsala-intake")
    let token = try turnOn()
    #expect(try world.call("GET", "/me", token: other).status == 401)
    #expect(try world.call("GET", "/me", token: token).status == 200)
  }

  @Test func `an administrator removes it, which is in the trail, and only where it is on`() throws
  {
    let path = "/users/\(world.id("uppsala-intake"))"
    let reset = #"{"step":"reset-totp"}"#
    let early = try world.call("POST", path + "/transitions", reset, as: "uppsala-admin")
    #expect(early.status == 409, "\(early)")
    #expect(early["allowed"]?.array?.contains(.string("reset-totp")) == false)
    let token = try turnOn()
    let seen = try world.call("GET", path, as: "uppsala-admin")
    #expect(seen["hasSecondFactor"] == .bool(true) && seen.text.contains("reset-totp"))
    #expect(
      try world.call("POST", path + "/transitions", reset, as: "umea-admin").status == 404)
    #expect(
      try world.call("POST", path + "/transitions", reset, as: "uppsala-guide").status == 403)
    let done = try world.call("POST", path + "/transitions", reset, as: "uppsala-admin")
    #expect(done.status == 200 && done["hasSecondFactor"] == .bool(false), "\(done)")
    #expect(try world.call("GET", "/me", token: token).status == 401)
    #expect(try signIn("").status == 201)
    let entry = try #require(
      try world.trail().last { $0["action"]?.string == "user.step" })
    #expect(entry["fields"]?.array == [.string("totp")])
  }

  @Test func `a key has no second factor`() throws {
    let key = try world.call(
      "POST", "/keys",
      """
      {"partner":"kvinnojouren-exempel","name":"Skript","roles":["partner-sender"],
       "expiresOn":"2026-12-10"}
      """, as: "shelter-admin")
    let secret = try #require(key.text("secret"))
    let told = try world.call("GET", "/me/totp", token: secret)
    #expect(told.status == 200 && told["status"]?.string == "off", "\(told)")
    #expect(try begin(secret).status == 403)
    #expect(try step("confirm", "000000", secret).status == 403)
  }

  @Test func `two log-ins with one code give one session`() throws {
    _ = try turnOn()
    let body = #","code":"\#(code())""#
    let answers = [try signIn(body), try signIn(body)]
    #expect(answers.map(\.status).sorted() == [201, 401])
  }
}
