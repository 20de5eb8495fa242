// Guarded persons: who still sees them, what is withheld, and that nobody else can tell that they
// are there.

import JSON
import TestSupport
import Testing
import Vocabulary

struct PersonSecrecyTests {
  let world: World

  init() throws { world = try World.people() }

  func user(_ name: String) -> String { (Cast.id(name) as UserID).text }

  static let protected = """
    {"alias": "Hemliga", "legalName": "Hemlig Exempel", "number": "199406252388",
     "district": "Gottsunda", "protectedIdentity": "protected_registration",
     "contact": {"phone": "070-1740605", "safe": "aldrig"}}
    """

  @Test func `a protected person shows no way there without the right`() throws {
    // The outreach worker made the record and works with the person, but has no such right.
    let made = try world.makePerson(Self.protected, as: "uppsala-outreach")
    #expect(made.text("secrecy") == "protected")
    #expect(made.text("legalName") == "Hemlig Exempel")
    #expect(made["contact"] == .null)
    #expect(made["district"] == .null)
    #expect(made["withheld"]?.array?.map(\.string) == ["contact", "district"])
    #expect(!made.text.contains("070-1740605"))
    let path = "/api/v1/persons/" + (try #require(made.text("id")))
    let blind = try world.change(path, #"{"district": "Flogsta"}"#, as: "uppsala-outreach")
    #expect(blind.status == 403)
    #expect(blind.text("permission") == "person.read.protected_address")
    // The caseworker who works with the person has it.
    let own = try world.makePerson(Self.protected, as: "uppsala-caseworker")
    #expect(own["contact"]?["phone"]?.string == "070-1740605")
    #expect(own.text("district") == "Gottsunda")
  }

  @Test func `guarded persons are found by who is listed or works with them`() throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-lead")
    let json = #"{"name": "mia"}"#
    #expect(try world.found(json, as: "uppsala-intake").count == 1)
    let closed = try world.step(
      path, #"{"step": "restrict", "reason": "threat", "users": ["\#(user("uppsala-lead"))"]}"#,
      as: "uppsala-lead")
    #expect(closed.text("secrecy") == "restricted", "\(closed)")
    #expect(closed.text("restrictionReason") == "threat")
    #expect(try world.found(json, as: "uppsala-intake") == [])
    #expect(try world.call("GET", path, as: "uppsala-intake").status == 404)
    #expect(try world.found(json, as: "uppsala-lead").count == 1)
    let opened = try world.step(
      path, #"{"step": "restrict", "reason": "threat", "users": ["\#(user("uppsala-intake"))"]}"#,
      as: "uppsala-lead")
    #expect(opened.status == 200)
    #expect(try world.found(json, as: "uppsala-intake").count == 1)
    let read = try world.call("GET", path, as: "uppsala-intake")
    #expect(read.status == 200)
  }

  @Test func `whoever guards a record stays inside`() throws {
    for json in [
      #"{"step": "protect"}"#,
      #"{"step": "restrict", "reason": "staff", "users": ["\#(user("uppsala-lead"))"]}"#,
    ] {
      let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-lead")
      let answer = try world.step(path, json, as: "uppsala-intake")
      #expect(answer.status == 200, "\(answer)")
      #expect(try world.call("GET", path, as: "uppsala-intake").status == 200)
    }
    let path = try world.makePath(#"{"alias": "Mia"}"#, as: "uppsala-lead")
    let changed = try world.change(path, #"{"protectedIdentity": "marked"}"#, as: "uppsala-intake")
    #expect(changed.text("secrecy") == "protected", "\(changed)")
    #expect(try world.call("GET", path, as: "uppsala-intake").status == 200)
  }

  @Test func `to lift protection or restriction takes a second person`() throws {
    let path = try world.makePath(Self.protected)
    let alone = try world.change(path, #"{"protectedIdentity": "none"}"#, as: "uppsala-intake")
    #expect(alone.status == 403 && alone.code == "forbidden", "\(alone)")
    #expect(alone.text("permission") == "person.unrestrict")
    let asked = try world.step(path, #"{"step": "unrestrict"}"#, as: "uppsala-intake")
    #expect(asked.status == 202 && asked.text("status") == "proposed", "\(asked)")
    #expect(try world.call("GET", path, as: "uppsala-intake").text("secrecy") == "protected")
    let softer = try world.change(path, #"{"protectedIdentity": "marked"}"#, as: "uppsala-intake")
    #expect(softer.status == 200)
    #expect(softer.text("secrecy") == "protected")
  }

  @Test(arguments: [
    (#"{"step": "restrict"}"#, ["/reason", "/users"]), (#"{"step": "dance"}"#, ["/step"]),
    (#"{}"#, ["/step"]), (#"{"step": "deceased", "reason": "threat"}"#, ["/reason"]),
    (#"{"step": "restrict", "reason": "threat", "users": []}"#, ["/users"]),
    (#"{"step": "restrict", "reason": "threat", "users": ["x"]}"#, ["/users/0"]),
    (
      #"{"step":"restrict","reason":"staff","users":["019ab3c4-0000-7000-8000-000000000001"]}"#,
      ["/users/0"]
    ),
    (#"{"step": "protect", "protectedIdentity": "none"}"#, ["/protectedIdentity"]),
  ])
  func `a step with the wrong body is refused by path`(_ json: String, _ paths: [String]) throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#)
    let answer = try world.step(path, json, as: "uppsala-intake")
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `nobody of another municipality stands on a list`() throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#)
    let answer = try world.step(
      path, #"{"step": "restrict", "reason": "threat", "users": ["\#(user("umea-intake"))"]}"#,
      as: "uppsala-intake")
    #expect(answer.faultPaths == ["/users/0"])
  }

  @Test func `steps obey state, version and permission`() throws {
    let path = try world.makePath(#"{"alias": "Mia"}"#)
    func take(_ step: String) throws -> Answer {
      try world.step(path, #"{"step": "\#(step)"}"#, as: "uppsala-intake")
    }
    let early = try take("reactivate")
    #expect(early.status == 409)
    #expect(
      early["allowed"]?.array?.map(\.string) == ["protect", "restrict", "inactivate", "deceased"])
    #expect(try take("inactivate").text("status") == "inactive")
    #expect(try take("inactivate").status == 409)
    #expect(try take("deceased").text("statusText") == "avliden")
    let stale = try world.call(
      "POST", path + "/transitions", json: #"{"step": "inactivate"}"#, as: "uppsala-intake",
      fields: ["If-Match": "\"1-x\""])
    #expect(stale.status == 412)
    #expect(try take("reactivate").text("status") == "active")
    #expect(try take("protect").text("protectedIdentity") == "marked")
    #expect(try take("protect").status == 409)
  }

  @Test func `two worlds that differ in one hidden person give the same answers`() throws {
    let other = try World.people()
    let path = try world.makePath(Self.protected, as: "uppsala-lead")
    for one in [world, other] { _ = try one.makePerson(#"{"alias": "Hemma"}"#) }
    let calls: [(String, String, String?)] = [
      ("POST", "/api/v1/persons/searches", #"{"name": "hem"}"#),
      ("POST", "/api/v1/persons/searches", #"{"name": "hemlig exempel"}"#),
      ("POST", "/api/v1/persons/searches", #"{"number": "199406252388"}"#),
      ("GET", path, nil), ("GET", path + "/care-relations", nil),
      ("PATCH", path, #"{"alias": "X"}"#), ("PATCH", path, #"{"number": "199406252388"}"#),
      ("POST", path + "/transitions", #"{"step": "unrestrict"}"#),
      ("POST", path + "/transitions", #"{"step": "deceased"}"#),
      ("POST", "/api/v1/persons", #"{"alias": "Y", "number": "199406252388"}"#),
      ("POST", "/api/v1/persons/searches", #"{"number": "199406252388"}"#),
      ("POST", "/api/v1/persons", #"{"alias": "Y", "number": "199406252388"}"#),
      ("POST", "/api/v1/contact-codes", "{}"),
    ]
    for who in Cast.users.map(\.name) where who != "uppsala-lead" {
      for (method, path, json) in calls {
        let answers = try [world, other].map { world in
          try world.send(
            method, path, json.map { Array($0.utf8) }, token: Cast.token(who),
            fields: ["X-Request-Id": "same", "If-Match": "*"])
        }
        #expect(answers[0].status == answers[1].status, "\(who) \(method) \(path)")
        #expect(masked(answers[0]) == masked(answers[1]), "\(who) \(method) \(path)")
        let names = ["ETag", "Location", "Link", "Content-Type", "Cache-Control"]
        for name in names {
          #expect((answers[0].field(name) == nil) == (answers[1].field(name) == nil))
        }
      }
    }
  }

  // Ids and codes are drawn anew in each world; everything else must be equal.
  private func masked(_ answer: Answer) -> String {
    let id = #/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/#
    return answer.text.replacing(id, with: "ID").replacing(#/K-\w{4}-\w/#, with: "CODE")
  }
}
