// What takes a second person, from every room, as one list with the same two steps: roles with
// personal data, lifting a restriction, mergings.

import JSON
import People
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Operations

struct ProposalTests {
  let world: World
  static let proposals = "/api/v1/proposals"

  init() throws {
    let parts = PeopleParts()
    world = try World(
      AccountsRoutes.all(
        settings: PipelineSettings(), proposals: PeopleRoutes.proposals(with: parts)
      ) { _, _ in nil } + PeopleRoutes.all(with: parts))
  }

  private func user(_ name: String) -> String { (Cast.id(name) as UserID).text }

  private func step(_ path: String, _ name: String, as who: String) throws -> Answer {
    try world.call("POST", path + "/transitions", json: #"{"step": "\#(name)"}"#, as: who)
  }

  private func steps(_ answer: Answer) -> [String] {
    (answer["nextSteps"]?.array ?? []).compactMap { $0["step"]?.string }
  }

  private func get(_ path: String, as who: String) throws -> Answer {
    try world.call("GET", path, as: who)
  }

  // MARK: roles

  private func give(
    _ who: String, _ body: String, as giver: String, _ query: String = ""
  ) throws -> Answer {
    try world.call(
      "POST", "/api/v1/users/\(user(who))/grants\(query)", json: body, as: giver)
  }

  static let outreach = #"{"role": "outreach", "team": "uppsala-stodteamet", "reason": "Vikariat"}"#

  @Test func `a role with personal data is given by two`() throws {
    let asked = try give("uppsala-guide", Self.outreach, as: "uppsala-admin")
    #expect(asked.status == 202, "\(asked)")
    #expect(asked.text("kind") == "grant" && asked.text("role") == "outreach")
    #expect(asked["other"]?["name"]?.string == "uppsala-stodteamet")
    let path = try #require(asked.field("Location"))
    let grants = "/api/v1/users/\(user("uppsala-guide"))/grants"
    #expect(try get(grants, as: "uppsala-admin").items.count == 1)
    #expect(try give("uppsala-guide", Self.outreach, as: "uppsala-admin").status == 409)
    // Nobody approves their own; whoever gets the role approves nothing.
    let own = try step(path, "approve", as: "uppsala-admin")
    #expect(own.status == 403 && own.text("permission") == "role.grant")
    #expect(try step(path, "approve", as: "uppsala-guide").status == 403)
    #expect(steps(try get(path, as: "uppsala-admin")) == ["reject"])
    #expect(steps(try get(path, as: "uppsala-lead")) == ["approve", "reject"])
    let done = try step(path, "approve", as: "uppsala-lead")
    #expect(done.text("status") == "approved", "\(done)")
    #expect(steps(done) == [])
    let given = try get(grants, as: "uppsala-admin").items
    #expect(given.count == 2)
    #expect(given.contains { $0["grantedBy"]?.string == user("uppsala-admin") })
    #expect(given.contains { $0["reason"]?.string == "Vikariat" })
    #expect(try step(path, "approve", as: "uppsala-lead").status == 409)
    #expect(try get(Self.proposals, as: "uppsala-lead").items.isEmpty)
    let settled = try get(Self.proposals + "?status=approved", as: "uppsala-lead")
    #expect(settled.items.count == 1)
  }

  @Test func `a role over a whole board takes two administrators`() throws {
    let asked = try give(
      "uppsala-guide", #"{"role": "intake", "board": "uppsala-socialnamnden"}"#,
      as: "uppsala-admin")
    let path = try #require(asked.field("Location"))
    // A lead does not reach the board, and sees nothing of it.
    #expect(try step(path, "approve", as: "uppsala-lead").status == 404)
    #expect(try step(path, "approve", as: "operator").text("status") == "approved")
    // In a unit, its lead would reach it; but a lead is no administrator.
    let within = try give(
      "uppsala-outreach", #"{"role": "intake", "unit": "uppsala-stod"}"#, as: "uppsala-admin")
    let second = try #require(within.field("Location"))
    #expect(try step(second, "approve", as: "uppsala-lead").status == 403)
    #expect(try step(second, "approve", as: "operator").status == 200)
  }

  @Test func `what a partner's administrator gives, and roles without personal data, go at once`()
    throws
  {
    #expect(
      try give(
        "shelter-sender", #"{"role": "partner-handler", "partner": "kvinnojouren-exempel"}"#,
        as: "shelter-admin"
      ).status == 201)
    for role in ["auditor", "statistician", "directory-editor"] {
      #expect(
        try give(
          "uppsala-guide", #"{"role": "\#(role)", "board": "uppsala-socialnamnden"}"#,
          as: "uppsala-admin"
        ).status == 201)
    }
  }

  @Test func `a dry run proposes nothing, a repeated call once`() throws {
    let dry = try give("uppsala-guide", Self.outreach, as: "uppsala-admin", "?dryRun=true")
    #expect(dry.status == 202 && dry.field("Location") == nil, "\(dry)")
    #expect(try get(Self.proposals, as: "uppsala-admin").items.isEmpty)
    let path = "/api/v1/users/\(user("uppsala-guide"))/grants"
    let fields = ["Idempotency-Key": "p"]
    let first = try world.call(
      "POST", path, json: Self.outreach, as: "uppsala-admin", fields: fields)
    let again = try world.call(
      "POST", path, json: Self.outreach, as: "uppsala-admin", fields: fields)
    #expect(first.status == 202 && again.status == 202, "\(again)")
    #expect(again.text("id") == first.text("id"))
    #expect(try get(Self.proposals, as: "uppsala-admin").items.count == 1)
  }

  @Test func `after seven days it is gone, and what has changed meanwhile is not given`() throws {
    let asked = try give("uppsala-guide", Self.outreach, as: "uppsala-admin")
    let path = try #require(asked.field("Location"))
    try world.pass(seconds: 7 * 86_400 - 1)
    #expect(try get(Self.proposals, as: "uppsala-lead").items.count == 1)
    try world.pass(seconds: 1)
    #expect(try get(Self.proposals, as: "uppsala-lead").items.isEmpty)
    #expect(try get(path, as: "uppsala-lead").text("status") == "lapsed")
    #expect(try step(path, "approve", as: "uppsala-lead").status == 409)
    // The same may be asked for again.
    let until = #"{"role": "outreach", "team": "uppsala-stodteamet", "until": "\#(soon)"}"#
    let again = try give("uppsala-guide", until, as: "uppsala-admin")
    #expect(again.status == 202, "\(again)")
    try world.pass(seconds: 7_200)
    let late = try step(again.field("Location") ?? "", "approve", as: "uppsala-lead")
    #expect(late.status == 409 && late["allowed"]?.array?.map(\.string) == ["reject"], "\(late)")
  }

  private var soon: String { world.clock.now.plus(seconds: 3_600).text }

  // MARK: lifting a restriction

  private func restricted() throws -> String {
    let made = try world.call(
      "POST", "/api/v1/persons", json: #"{"alias": "Mia", "unit": "uppsala-stod"}"#,
      as: "uppsala-intake")
    let (path, lead) = ("/api/v1/persons/" + (made.text("id") ?? ""), user("uppsala-lead"))
    let json = #"{"step": "restrict", "reason": "staff", "closed": true, "users": ["\#(lead)"]}"#
    #expect(
      try world.call("POST", path + "/transitions", json: json, as: "uppsala-intake").status == 200)
    return path
  }

  @Test func `a restriction is lifted by two who may read the record`() throws {
    let person = try restricted()
    let asked = try world.call(
      "POST", person + "/transitions", json: #"{"step": "unrestrict", "note": "Har slutat."}"#,
      as: "uppsala-intake")
    #expect(asked.status == 202 && asked.text("kind") == "unrestrict", "\(asked)")
    #expect(asked.text("note") == "Har slutat.")
    #expect(try get(person, as: "uppsala-intake").text("secrecy") == "restricted")
    let path = try #require(asked.field("Location"))
    #expect(try step(person, "unrestrict", as: "uppsala-lead").status == 409)
    #expect(try step(path, "approve", as: "uppsala-intake").status == 403)
    // Who may not read the record learns nothing of the proposal.
    let same = ["X-Request-Id": "same"]
    let unknown = Self.proposals + "/0190d5f0-7c00-7000-8000-00000000ffff"
    for who in ["uppsala-admin", "umea-intake", "uppsala-caseworker", "operator"] {
      let hidden = try world.call("GET", path, as: who, fields: same)
      #expect(hidden.status == 404)
      #expect(hidden.bytes == (try world.call("GET", unknown, as: who, fields: same)).bytes)
      #expect(try get(Self.proposals, as: who).items.isEmpty)
    }
    #expect(try get(Self.proposals, as: "uppsala-lead").items.count == 1)
    #expect(try step(path, "approve", as: "uppsala-lead").status == 200)
    let open = try get(person, as: "uppsala-intake")
    #expect(open.text("secrecy") == "normal" && open["closed"] == .bool(false), "\(open)")
    let readers = try world.writer.run { database in
      try database.first("SELECT count(*) FROM person_reader") { $0.int() }
    }
    #expect(readers == 0)
  }

  @Test func `a protection is lifted the same way, and a rejection leaves it`() throws {
    let person = try restricted()
    _ = try step(person, "protect", as: "uppsala-intake")
    let asked = try step(person, "unrestrict", as: "uppsala-lead")
    let path = try #require(asked.field("Location"))
    let no = try step(path, "reject", as: "uppsala-intake")
    #expect(no.text("status") == "rejected", "\(no)")
    #expect(try get(person, as: "uppsala-intake").text("secrecy") == "protected")
    let again = try step(person, "unrestrict", as: "uppsala-lead")
    #expect(again.status == 202, "\(again)")
    // Whoever asked may take it back.
    #expect(
      try step(again.field("Location") ?? "", "reject", as: "uppsala-lead").status == 200)
    let third = try step(person, "unrestrict", as: "uppsala-lead")
    #expect(try step(third.field("Location") ?? "", "approve", as: "uppsala-intake").status == 200)
    let open = try get(person, as: "uppsala-intake")
    #expect(open.text("secrecy") == "normal" && open.text("protectedIdentity") == "none")
    // There is nothing left to lift.
    #expect(try step(person, "unrestrict", as: "uppsala-lead").status == 409)
  }

  // MARK: mergings

  @Test func `a merging and its undoing stand in the same list`() throws {
    let ids = try ["Mia", "Bea"].map { name in
      try #require(
        try world.call(
          "POST", "/api/v1/persons", json: #"{"alias": "\#(name)", "unit": "uppsala-stod"}"#,
          as: "uppsala-lead"
        ).text("id"))
    }
    let merge = try world.call(
      "POST", "/api/v1/merges", json: #"{"kept": "\#(ids[0])", "absorbed": "\#(ids[1])"}"#,
      as: "uppsala-intake")
    let id = try #require(merge.text("id"))
    let listed = try get(Self.proposals + "?kind=merge", as: "uppsala-lead")
    #expect(listed.items.first?["id"]?.string == id, "\(listed)")
    let path = Self.proposals + "/" + id
    #expect(try step(path, "approve", as: "uppsala-intake").status == 403)
    let done = try step(path, "approve", as: "uppsala-lead")
    #expect(done.text("status") == "approved" && done.text("kind") == "merge", "\(done)")
    #expect(try get("/api/v1/merges/" + id, as: "uppsala-lead").text("status") == "done")
    // The undoing is asked for where merges are, and answered where proposals are.
    #expect(try step("/api/v1/merges/" + id, "undo", as: "uppsala-lead").status == 200)
    let waiting = try get(Self.proposals, as: "uppsala-intake").items
    #expect(waiting.first?["kind"]?.string == "undo_merge", "\(waiting)")
    #expect(try step(path, "approve", as: "uppsala-lead").status == 403)
    #expect(try step(path, "reject", as: "uppsala-intake").text("status") == "rejected")
    #expect(try get("/api/v1/merges/" + id, as: "uppsala-lead").text("status") == "done")
    // Asked for again and answered by nobody, it stands after a week.
    _ = try step("/api/v1/merges/" + id, "undo", as: "uppsala-lead")
    try world.pass(seconds: 7 * 86_400)
    #expect(try get("/api/v1/merges/" + id, as: "uppsala-lead").text("status") == "done")
    #expect(try get(Self.proposals, as: "uppsala-intake").items.isEmpty)
    // Then anyone may ask anew, and the other does it.
    _ = try step("/api/v1/merges/" + id, "undo", as: "uppsala-lead")
    let undone = try step(path, "approve", as: "uppsala-intake")
    #expect(undone.text("status") == "approved" && undone.text("kind") == "undo_merge")
    #expect(try get("/api/v1/merges/" + id, as: "uppsala-lead").text("status") == "undone")
  }

  @Test(arguments: ["?status=open", "?kind=role", "?status=approved,", "?page=1"])
  func `a filter that is none is refused`(_ query: String) throws {
    let answer = try get(Self.proposals + query, as: "uppsala-lead")
    #expect(answer.status == (query.hasSuffix(",") ? 200 : 400), "\(answer)")
  }
}
