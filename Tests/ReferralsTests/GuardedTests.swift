// Guarded persons: their referrals are hidden from everyone not entitled, in reads, lists, counts
// and search, on each side by what that side knows. And who gets which care relation.

import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct GuardedTests {
  let world: World

  init() throws { world = try World.referrals() }

  /// A person of the caseworker's, protected, referred to a receiver.
  private func guarded(
    in world: World, to receiver: String, reference: String = "GUARD-1"
  ) throws -> (path: String, number: String, person: String) {
    let person = try world.call(
      "POST", "/api/v1/persons",
      json: #"{"alias": "Hemliga", "protectedIdentity": "marked", "district": "Flogsta"}"#,
      as: "uppsala-caseworker")
    let id = try #require(person.text("id"))
    let sent = try world.submit(
      World.sample(
        receiver: receiver, subject: #""person": "\#(id)""#,
        more: #", "reference": "\#(reference)""#), as: "uppsala-caseworker")
    #expect(sent.status == 201, "\(sent)")
    #expect(sent["subject"]?["district"] == .null)
    return (try #require(sent.field("Location")), sent.text("number") ?? "", id)
  }

  private func sees(_ who: String, _ path: String, _ number: String) throws -> Bool {
    let read = try world.get(path, as: who)
    let found = try world.call(
      "POST", "/api/v1/referrals/searches", json: #"{"number": "\#(number)"}"#, as: who)
    let boxes = try ["inbox", "sent", "triage", "overdue"].map { box in
      try world.get("/api/v1/referrals?box=\(box)&count=exact", as: who)
    }
    let listed = boxes.contains { list in
      list.items.contains { path.hasSuffix($0["id"]?.string ?? "-") }
    }
    for list in boxes {
      #expect(list["total"]?.integer.map { Int($0) } == list.items.count, "\(who)")
    }
    #expect((read.status == 200) == listed, "\(who): \(read)")
    #expect((read.status == 200) == (found.items.count == 1), "\(who): \(found)")
    return read.status == 200
  }

  @Test func `within a board who sent it, the door's team and who is listed see it`() throws {
    let (path, number, person) = try guarded(in: world, to: World.entrance)
    #expect(try sees("uppsala-caseworker", path, number))
    #expect(try sees("uppsala-outreach", path, number))
    for who in ["uppsala-intake", "uppsala-lead", "umea-intake", "uppsala-outreach-other"] {
      #expect(try !sees(who, path, number), "\(who)")
    }
    try world.change(
      "INSERT INTO person_reader (person_id, user_id) VALUES (?, ?)",
      PersonID(person), Cast.id("uppsala-intake") as UserID)
    #expect(try sees("uppsala-intake", path, number))
    #expect(try !sees("uppsala-lead", path, number))
  }

  @Test func `a restriction that comes later closes the referral too`() throws {
    let path = try world.sent()
    let accepted = try world.step(path, "accept", as: "uppsala-intake")
    let person = try #require(accepted["person"]?["id"]?.string)
    let number = accepted.text("number") ?? ""
    #expect(try sees("uppsala-lead", path, number))
    try world.change(
      "UPDATE person SET secrecy_class = 'restricted' WHERE id = ?", PersonID(person))
    #expect(try !sees("uppsala-lead", path, number))
    // Whoever took it works with the person; the sender's side knows nothing of the restriction.
    #expect(try sees("uppsala-intake", path, number))
    #expect(try sees("shelter-sender", path, number))
    #expect(try sees("shelter-handler", path, number))
  }

  @Test func `joining a guarded person guards the referral, for the receiver`() throws {
    let made = try world.call(
      "POST", "/api/v1/persons", json: #"{"alias": "Mia", "protectedIdentity": "marked"}"#,
      as: "uppsala-intake")
    let person = try #require(made.text("id"))
    let path = try world.sent()
    let answer = try world.step(path, "accept", #""person": "\#(person)""#, as: "uppsala-intake")
    #expect(answer.status == 200, "\(answer)")
    #expect(try !sees("uppsala-lead", path, answer.text("number") ?? ""))
    #expect(try sees("shelter-handler", path, answer.text("number") ?? ""))
  }

  @Test func `a partner's service that is named can take it on`() throws {
    let (path, number, person) = try guarded(in: world, to: World.service)
    #expect(try sees("shelter-handler", path, number))
    #expect(try !sees("uppsala-intake", path, number))
    #expect(try !world.get(path, as: "shelter-handler").text.contains("Hemliga"))
    let accepted = try world.step(path, "accept", as: "shelter-handler")
    #expect(accepted["subject"]?["alias"]?.string == "Hemliga")
    #expect(!accepted.text.contains(person) && !accepted.text.contains("Flogsta"))
  }

  @Test func `no referral of a guarded person lies unseen in another board`() throws {
    let person = try world.call(
      "POST", "/api/v1/persons", json: #"{"alias": "Mia", "protectedIdentity": "marked"}"#,
      as: "uppsala-intake")
    let subject = #""person": "\#(person.text("id") ?? "")""#
    let blind = try world.submit(
      World.sample(receiver: "umea-falt", subject: subject), as: "uppsala-intake")
    #expect(blind.faultPaths == ["/receiver"], "\(blind)")
    let path = try world.sent(
      World.sample(receiver: "umea-faltgruppen", subject: subject), as: "uppsala-intake")
    #expect(try world.get(path, as: "umea-outreach").status == 200)
    #expect(try world.get(path, as: "umea-intake").status == 404)
    let accepted = try world.step(path, "accept", as: "umea-outreach")
    let made = try #require(accepted["person"]?["id"]?.string)
    // Protected there too: their intake finds neither the referral nor the person.
    #expect(try world.get("/api/v1/persons/\(made)", as: "umea-outreach").status == 200)
    #expect(try world.get("/api/v1/persons/\(made)", as: "umea-intake").status == 404)
  }

  @Test func `two worlds that differ in one guarded referral give the same answers`() throws {
    let other = try World.referrals()
    let (path, number, _) = try guarded(in: world, to: World.entrance)
    for one in [world, other] {
      _ = try one.sent()
      _ = try one.sent(as: "uppsala-intake")
    }
    let calls: [(String, String, String?)] =
      ReferralBox.allCases.map {
        ("GET", "/api/v1/referrals?count=exact&limit=1&box=\($0.rawValue)", nil)
      } + [
        ("GET", "/api/v1/referrals?box=sent&reference=GUARD-1", nil),
        ("POST", "/api/v1/referrals/searches", #"{"number": "\#(number)"}"#), ("GET", path, nil),
        ("GET", path + "/transitions", nil), ("GET", path + "/messages", nil),
        ("GET", path + "/appointments", nil), ("DELETE", path, nil),
        ("POST", path + "/messages", #"{"body": "Hej"}"#),
        ("POST", path + "/appointments", #"{"at": "2026-12-01T08:30:00Z"}"#),
        ("POST", path + "/transitions", #"{"step": "receive"}"#),
        ("POST", path + "/transitions", #"{"step": "start"}"#),
        ("POST", "/api/v1/referrals", World.sample(more: #", "reference": "GUARD-1""#)),
      ]
    let before = try [world, other].map { try $0.trail().count }
    let entitled = ["uppsala-caseworker", "uppsala-outreach"]
    for who in Cast.users.map(\.name) where !entitled.contains(who) {
      for (method, path, json) in calls {
        let answers = try [world, other].map { world in
          try world.send(
            method, path, json.map { Array($0.utf8) }, token: Cast.token(who),
            fields: ["X-Request-Id": "same", "If-Match": "*"])
        }
        #expect(answers[0].status == answers[1].status, "\(who) \(method) \(path)")
        #expect(masked(answers[0]) == masked(answers[1]), "\(who) \(method) \(path)")
        for name in ["ETag", "Location", "Link", "Content-Type", "Cache-Control"] {
          #expect((answers[0].field(name) == nil) == (answers[1].field(name) == nil))
        }
      }
    }
    // The trail tells them apart neither: as many entries, with the same outcome.
    let trails = try zip([world, other], before).map { try $0.trail().dropFirst($1) }
    #expect(trails[0].map { $0["outcome"] } == trails[1].map { $0["outcome"] })
    #expect(trails[0].map { $0["action"] } == trails[1].map { $0["action"] })
  }

  private func masked(_ answer: Answer) -> String {
    let id = #/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/#
    return answer.text.replacing(id, with: "ID").replacing(#/R-\d{4}-\w{6}-\w/#, with: "NUMBER")
      .replacing(#/"next":"[^"]*"/#, with: "NEXT")
  }
}

struct PersonsOfReferralsTests {
  let world: World

  init() throws { world = try World.referrals() }

  private func person(_ alias: String, as who: String) throws -> String {
    let made = try world.call(
      "POST", "/api/v1/persons", json: #"{"alias": "\#(alias)"}"#, as: who)
    return try #require(made.text("id"))
  }

  @Test func `accepting makes a person of the receiver's board, or joins one it may know`() throws {
    let path = try world.sent()
    let accepted = try world.step(path, "accept", as: "uppsala-outreach")
    let made = try #require(accepted["person"]?["id"]?.string)
    #expect(try world.get("/api/v1/persons/\(made)", as: "uppsala-outreach").status == 200)
    #expect(try world.get(path, as: "shelter-sender")["person"] == .null)
    let known = try person("Mia", as: "uppsala-intake")
    let second = try world.sent()
    let joined = try world.step(second, "accept", #""person": "\#(known)""#, as: "uppsala-intake")
    #expect(joined["person"]?["id"]?.string == known)
  }

  @Test func `a person of another board, or not to be known, is an unknown one`() throws {
    let theirs = try person("Mia", as: "umea-intake")
    let colleagues = try person("Mia", as: "uppsala-caseworker")
    let none = "019ab3c4-0000-7000-8000-000000000001"
    for (who, id) in [("uppsala-intake", theirs), ("uppsala-outreach", colleagues)] {
      let path = try world.sent()
      let hidden = try world.step(path, "accept", #""person": "\#(id)""#, as: who)
      let unknown = try world.step(path, "accept", #""person": "\#(none)""#, as: who)
      #expect(hidden.status == 422 && hidden.faultPaths == ["/person"], "\(hidden)")
      #expect(hidden.withoutRequest == unknown.withoutRequest)
      #expect(try world.get(path, as: who).state == "requested")
    }
    let outward = try world.sent(World.sample(receiver: World.service), as: "uppsala-intake")
    let partner = try world.step(
      outward, "accept", #""person": "\#(theirs)""#, as: "shelter-handler")
    #expect(partner.faultPaths == ["/person"])
  }

  @Test func `accepting again after a reopening makes no second person`() throws {
    let path = try world.sent()
    let first = try world.step(path, "accept", as: "uppsala-intake")
    _ = try world.step(path, "fail", #""reason": "no_contact""#, as: "uppsala-intake")
    _ = try world.step(path, "reopen", #""note": "Igen.""#, as: "uppsala-intake")
    let again = try world.step(path, "accept", as: "uppsala-intake")
    #expect(again["person"]?["id"] == first["person"]?["id"])
  }

  @Test(arguments: [
    "umea-outreach", "umea-intake", "shelter-handler", "mosque-handler", "operator", "police",
    "uppsala-auditor", "uppsala-statistician",
  ])
  func `nobody is given a referral who could not work with it`(_ who: String) throws {
    let path = try world.sent()
    let user: UserID = Cast.id(who)
    let answer = try world.step(path, "assign", #""user": "\#(user.text)""#, as: "uppsala-intake")
    #expect(answer.status == 422 && answer.faultPaths == ["/user"], "\(answer)")
    #expect(try world.get(path, as: "uppsala-intake")["handler"] == .null)
  }

  @Test func `a disabled colleague, an unknown one and another board's team are refused`() throws {
    let path = try world.sent()
    let colleague: UserID = Cast.id("uppsala-caseworker")
    try world.change(
      "UPDATE user_account SET disabled_at = 1 WHERE id = ?", colleague)
    for (member, value) in [
      ("user", colleague.text), ("user", "019ab3c4-0000-7000-8000-000000000001"),
      ("team", "umea-faltgruppen"), ("team", "finns-inte"),
    ] {
      let answer = try world.step(
        path, "assign", #""\#(member)": "\#(value)""#, as: "uppsala-intake")
      #expect(answer.status == 422 && answer.faultPaths == ["/\(member)"], "\(answer)")
    }
  }

  @Test func `a handler of another unit reads and works with what was given to them`() throws {
    let path = try world.sent()
    _ = try world.step(path, "accept", as: "uppsala-intake")
    let user: UserID = Cast.id("uppsala-caseworker")
    #expect(try world.get(path, as: "uppsala-caseworker").status == 404)
    let given = try world.step(path, "assign", #""user": "\#(user.text)""#, as: "uppsala-intake")
    #expect(given["handler"]?["name"]?.string == "uppsala-caseworker", "\(given)")
    let mine = try world.get("/api/v1/referrals?box=mine", as: "uppsala-caseworker")
    #expect(mine.items.count == 1)
    #expect(
      try world.get("/api/v1/referrals?box=inbox", as: "uppsala-caseworker").items.count == 1)
    #expect(
      try world.get(path, as: "uppsala-caseworker")["subject"]?["alias"]?.string == "Mia")
    #expect(try world.step(path, "start", as: "uppsala-caseworker").status == 200)
    // When the right goes, so does the referral, also from their own box.
    try world.change("DELETE FROM role_grant WHERE user_id = ?", user)
    try world.change(
      """
      INSERT INTO role_grant (id, user_id, role, board_id, starts_at, granted_by)
      VALUES (?, ?, 'intake', ?, 1, 'test')
      """, Cast.id("new-grant") as GrantID, user, Cast.id("umea-socialnamnden") as BoardID)
    #expect(try world.get(path, as: "uppsala-caseworker").status == 404)
    #expect(
      try world.get("/api/v1/referrals?box=mine", as: "uppsala-caseworker").items.isEmpty)
  }

  @Test func `care relations last thirty days after the end, and go on with a reopening`() throws {
    let path = try world.sent()
    let accepted = try world.step(path, "accept", as: "uppsala-outreach")
    let person = "/api/v1/persons/" + (try #require(accepted["person"]?["id"]?.string))
    func ends() throws -> [String?] {
      try world.get(person + "/care-relations", as: "uppsala-intake").items.map {
        $0["to"]?.string ?? $0["endsAt"]?.string
      }
    }
    #expect(try ends() == [nil])
    _ = try world.step(
      path, "complete", #""outcome": "got_help""#, as: "uppsala-outreach")
    try world.move(days: 29)
    #expect(try world.get(person, as: "uppsala-outreach").status == 200)
    try world.move(days: 2)
    #expect(try world.get(person, as: "uppsala-outreach").status == 404)
  }

  @Test func `another open referral of the same person keeps the relation`() throws {
    let first = try world.sent()
    let accepted = try world.step(first, "accept", as: "uppsala-outreach")
    let person = try #require(accepted["person"]?["id"]?.string)
    let second = try world.sent()
    _ = try world.step(second, "accept", #""person": "\#(person)""#, as: "uppsala-outreach")
    _ = try world.step(first, "complete", #""outcome": "got_help""#, as: "uppsala-outreach")
    try world.move(days: 40)
    #expect(try world.get("/api/v1/persons/\(person)", as: "uppsala-outreach").status == 200)
    _ = try world.step(second, "complete", #""outcome": "got_help""#, as: "uppsala-outreach")
    _ = try world.step(second, "reopen", #""note": "Igen.""#, as: "uppsala-intake")
    try world.move(days: 40)
    #expect(try world.get("/api/v1/persons/\(person)", as: "uppsala-outreach").status == 200)
  }
}
