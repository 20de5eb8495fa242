// Browsers: sessions in a cookie, as the page that began them and as a page of somebody else's that
// makes the browser send.

import Access
import JSON
import TestSupport
import Testing
import Vocabulary

struct CookieTests {
  let world: AccountsWorld

  init() throws {
    world = try AccountsWorld()
    try world.setPassword("uppsala-intake")
  }

  private func signIn(fields: [String: String] = [:]) throws -> Answer {
    try world.call(
      "POST", "/sessions",
      """
      {"username":"uppsala-intake","password":"\(AccountsWorld.password)","cookie":true}
      """, fields: fields)
  }

  private func pair(_ answer: Answer) throws -> String {
    let field = try #require(answer.field("Set-Cookie"))
    return String(field.prefix { $0 != ";" })
  }

  @Test func `the token is in the cookie alone, with all that guards it`() throws {
    let begun = try signIn()
    #expect(begun.status == 201, "\(begun)")
    #expect(begun["token"] == nil)
    let field = try #require(begun.field("Set-Cookie"))
    let form =
      #/__Host-samverkan=smc_[A-Za-z0-9_\-]{32}; Path=\/; Secure; HttpOnly; SameSite=Strict/#
    #expect(field.wholeMatch(of: form) != nil, "\(field)")
    let token = try pair(begun).dropFirst("__Host-samverkan=".count)
    #expect(!begun.text.contains(token))
    let me = try world.call("GET", "/me", fields: ["Cookie": try pair(begun)])
    #expect(me.text("username") == "uppsala-intake")
    let among = try world.call(
      "GET", "/me", fields: ["Cookie": "a=b; \(try pair(begun)); lang=sv"])
    #expect(among.status == 200)
    let current = try world.call(
      "GET", "/sessions/current", fields: ["Cookie": try pair(begun)])
    #expect(current.text("csrf") == begun.text("csrf") && current.text("csrf") != nil)
  }

  @Test func `a session without a cookie sets none and has no token against forgery`() throws {
    let answer = try world.call(
      "POST", "/sessions",
      #"{"username":"uppsala-intake","password":"\#(AccountsWorld.password)","cookie":false}"#)
    #expect(answer.field("Set-Cookie") == nil && answer["csrf"] == nil)
    let current = try world.call(
      "GET", "/sessions/current", token: answer.text("token"))
    #expect(current.status == 200 && current["csrf"] == nil)
  }

  @Test func `every change by cookie needs the session's own token`() throws {
    let begun = try signIn()
    let other = try signIn()
    let cookie = try pair(begun)
    let csrf = try #require(begun.text("csrf"))
    let wrong = [
      nil, "", "x", other.text("csrf"), String(csrf.dropLast()), csrf + "A", csrf.uppercased(),
    ]
    for (method, path, body) in [
      ("POST", "/access/explain", "{}"), ("PUT", "/me/password", "{}"),
      ("DELETE", "/sessions/current", nil), ("PATCH", "/users/\(world.id("uppsala-guide"))", "{}"),
    ] {
      for value in wrong {
        var fields = ["Cookie": cookie]
        fields["X-CSRF-Token"] = value
        let answer = try world.call(method, path, body, fields: fields)
        #expect(
          answer.status == 403 && answer.code == "csrf_token_required", "\(method) \(answer)")
      }
    }
    #expect(try world.call("GET", "/me", fields: ["Cookie": cookie]).status == 200)
    let head = try world.call("HEAD", "/me", fields: ["Cookie": cookie])
    #expect(head.status == 200)
    let right = try world.call(
      "PUT", "/me/password", "{}", fields: ["Cookie": cookie, "X-CSRF-Token": csrf])
    #expect(right.status == 422)
  }

  // A form of another site can send text/plain with JSON in it, and no header field of its own.
  @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
  func `what a form can send changes nothing and signs nobody in`(_ type: String) throws {
    let cookie = try pair(try signIn())
    for path in ["/sessions", "/me/totp", "/access/explain"] {
      let answer = try world.call(
        "POST", path,
        #"{"username":"uppsala-intake","password":"\#(AccountsWorld.password)"}"#,
        fields: ["Cookie": cookie, "Content-Type": type, "Origin": "https://evil.example"])
      #expect(answer.status == 403 || answer.status == 415, "\(path): \(answer)")
    }
    let session = try world.call("GET", "/sessions", fields: ["Cookie": cookie])
    #expect(session.items.count == 1)
  }

  @Test func `a bearer goes before a cookie, and then no token is asked for`() throws {
    try world.setPassword("uppsala-guide")
    let bearer = try world.logIn("uppsala-guide")
    let cookie = try pair(try signIn())
    let me = try world.call("GET", "/me", token: bearer, fields: ["Cookie": cookie])
    #expect(me.text("username") == "uppsala-guide")
    let end = try world.call(
      "DELETE", "/sessions/current", token: bearer, fields: ["Cookie": cookie])
    #expect(end.status == 204 && end.field("Set-Cookie") == nil)
    #expect(try world.call("GET", "/me", fields: ["Cookie": cookie]).status == 200)
    let wrong = try world.call(
      "GET", "/me", token: Cast.token("nobody"), fields: ["Cookie": cookie])
    #expect(wrong.status == 401)
  }

  @Test func `signing out kills the token and clears the cookie`() throws {
    let begun = try signIn()
    let fields = ["Cookie": try pair(begun), "X-CSRF-Token": begun.text("csrf") ?? ""]
    let end = try world.call("DELETE", "/sessions/current", fields: fields)
    #expect(end.status == 204)
    #expect(
      end.field("Set-Cookie")
        == "__Host-samverkan=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
    #expect(try world.call("GET", "/me", fields: fields).status == 401)
  }

  @Test func `a dead cookie does not keep a browser from signing in, and is never taken up`() throws
  {
    let dead = "__Host-samverkan=smc_" + String(repeating: "x", count: 32)
    let begun = try signIn(fields: ["Cookie": dead])
    #expect(begun.status == 201, "\(begun)")
    #expect(try pair(begun) != dead)
    #expect(try world.call("GET", "/me", fields: ["Cookie": dead]).status == 401)
  }

  // Each signing in is a token of its own: what somebody planted before is worth nothing.
  @Test func `a session is never fixed beforehand`() throws {
    let first = try pair(try signIn())
    let second = try pair(try signIn(fields: ["Cookie": first]))
    #expect(first != second)
  }

  @Test func `a bearer in a cookie and a cookie as a bearer are nothing`() throws {
    let bearer = try world.logIn("uppsala-intake")
    let cookie = try pair(try signIn()).dropFirst("__Host-samverkan=".count)
    #expect(try world.call("GET", "/me", token: String(cookie)).status == 401)
    let fields = ["Cookie": "__Host-samverkan=\(bearer)"]
    #expect(try world.call("GET", "/me", fields: fields).status == 401)
    #expect(try world.call("GET", "/me", fields: ["Cookie": "samverkan=\(cookie)"]).status == 401)
    let twice = "__Host-samverkan=\(cookie); __Host-samverkan=\(cookie)"
    #expect(try world.call("GET", "/me", fields: ["Cookie": twice]).status == 401)
  }

  @Test(arguments: ["/me?token=", "/me?access_token=", "/me?csrf="])
  func `a token in the query is refused`(_ path: String) throws {
    let bearer = try world.logIn("uppsala-intake")
    #expect(try world.call("GET", path + bearer).status == 401)
    #expect(try world.call("GET", path + bearer, token: bearer).status == 400)
  }

  @Test func `a cookie's session ends as any other`() throws {
    let begun = try signIn()
    let fields = ["Cookie": try pair(begun)]
    world.world.clock.advance(seconds: 1_801)
    #expect(try world.call("GET", "/me", fields: fields).status == 401)
  }
}
