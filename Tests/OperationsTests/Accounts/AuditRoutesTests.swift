// The audit trail for auditors: what a search finds and hides, and that any changed byte is found.

import Access
import Audit
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Operations

struct AuditRoutesTests {
  let world: AccountsWorld
  private static let board = "uppsala-socialnamnden"
  private let number = #"{"number":"\#(AccountsWorld.number)"}"#

  init() throws { world = try AccountsWorld() }

  private func search(_ body: String, as who: String = "uppsala-auditor") throws -> Answer {
    try world.call("POST", "/audit/searches", body, as: who)
  }

  @Test func `the auditor sees who saw, newest first, and the search is seen too`() throws {
    for action in ["referral.submit", "referral.read", "referral.accept"] {
      try world.append(action, about: [AccountsWorld.referral], board: Self.board)
    }
    try world.append("person.read", about: [Cast.id("somebody")], board: Self.board)
    let found = try search(number)
    #expect(found.status == 200, "\(found)")
    #expect(
      found.items.compactMap { $0["action"]?.string }
        == ["referral.accept", "referral.read", "referral.submit"])
    #expect(found.items.first?["actor"]?.string == world.id("uppsala-intake"))
    let subject = #"{"subject":"\#(AccountsWorld.referral)"}"#
    let again = try search(subject)
    #expect(again.items.first?["action"]?.string == "audit.search")
    #expect(again.items.first?["actor"]?.string == world.id("uppsala-auditor"))
    #expect(again.items.count == 4)
    #expect(try search(#"{"person":"\#(AccountsWorld.referral)"}"#).items.count == 5)
  }

  @Test func `an entry is shown as it is stored, with its link`() throws {
    try world.append("referral.read", about: [AccountsWorld.referral], board: Self.board)
    let item = try #require(try search(number).items.first)
    let members = try #require(item.members)
    #expect(members.prefix(2).map(\.name) == ["seq", "hash"])
    var writer = JSONWriter()
    writer.value(.object(Array(members.dropFirst(2))))
    var digest = SHA256()
    digest.update([0x0A] + writer.bytes)
    #expect(item["hash"]?.string == digest.finalize().hex)
  }

  @Test func `what lies with another board, and what nobody has, finds nothing`() throws {
    try world.append("referral.read", about: [AccountsWorld.referral], board: "umea-socialnamnden")
    let hidden = try search(number)
    let unknown = try search(#"{"number":"R-2026-000000-0"}"#)
    #expect(hidden.items.isEmpty)
    #expect(unknown.bytes == hidden.bytes)
    // Not even the search itself tells, when it is searched for again.
    #expect(try search(number).bytes == unknown.bytes)
    try world.append("referral.accept", about: [AccountsWorld.referral], board: Self.board)
    #expect(try search(number).items.compactMap { $0["action"]?.string } == ["referral.accept"])
  }

  @Test func `pages go on where they ended, whatever lies between`() throws {
    for index in 0..<30 {
      try world.append(
        "step.\(index)", about: [AccountsWorld.referral],
        board: index.isMultiple(of: 3) ? Self.board : "umea-socialnamnden")
    }
    let subject = #""subject":"\#(AccountsWorld.referral)","limit":4"#
    var seen: [String] = []
    var page = try search("{\(subject),\"before\":31}")
    seen += page.items.compactMap { $0["action"]?.string }
    while let next = page["next"]?.integer {
      page = try search("{\(subject),\"before\":\(next)}")
      seen += page.items.compactMap { $0["action"]?.string }
    }
    #expect(seen == (0..<10).reversed().map { "step.\($0 * 3)" })
  }

  @Test(arguments: ["uppsala-outreach", "uppsala-admin", "operator", "shelter-admin"])
  func `nobody else reads the trail`(_ who: String) throws {
    let answer = try search(number, as: who)
    #expect(answer.status == 403)
    #expect(answer.text("permission") == "audit.read")
  }

  @Test(arguments: [
    ("{}", [""]), (#"{"number":"R","person":"0190d5f0-7c00-7000-8000-000000000001"}"#, ["/person"]),
    (#"{"number":"R","limit":501}"#, ["/limit"]), (#"{"number":"R","before":0}"#, ["/before"]),
    (#"{"person":"anna"}"#, ["/person"]), (#"{"number":"R","name":"Anna"}"#, ["/name"]),
  ])
  func `a fault in a search is named by its path`(_ json: String, _ paths: [String]) throws {
    let answer = try search(json)
    #expect(answer.status == 422, "\(answer)")
    #expect(answer.faultPaths == paths)
  }

  @Test func `a whole chain is whole`() throws {
    for index in 0..<20 {
      try world.append("step.\(index)", about: [AccountsWorld.referral], board: Self.board)
    }
    for who in ["uppsala-auditor", "uppsala-admin", "operator"] {
      let check = try world.call("POST", "/audit/verify", "{}", as: who)
      #expect(check.status == 200, "\(check)")
      #expect(check["ok"] == .bool(true))
      #expect(check["entries"]?.integer == 20)
      #expect(check["firstBroken"] == .null)
      #expect(check.text("head")?.count == 64)
    }
    #expect(try world.call("POST", "/audit/verify", "{}", as: "uppsala-lead").status == 403)
    #expect(try world.call("POST", "/audit/verify", nil, as: "operator").status == 200)
    let more = try world.call("POST", "/audit/verify", #"{"from":1}"#, as: "operator")
    #expect(more.faultPaths == ["/from"])
  }

  static let tampering: [(what: String, sql: String, firstBroken: Int)] = [
    ("a byte of an entry", "UPDATE audit SET entry = replace(entry, 'step.7', 'step.8')", 8),
    ("a byte of a link", "UPDATE audit SET hash = 'f' || substr(hash, 2) WHERE seq = 3", 3),
    ("a letter's case in a link", "UPDATE audit SET hash = upper(hash) WHERE seq = 3", 3),
    ("a removed row", "DELETE FROM audit WHERE seq = 5", 6),
    ("the first row", "DELETE FROM audit WHERE seq = 1", 2),
    ("the last row", "DELETE FROM audit WHERE seq = 10", 9),
    (
      "two rows that changed places",
      """
      UPDATE audit SET seq = 100 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;
      UPDATE audit SET seq = 5 WHERE seq = 100;
      """, 4
    ),
    ("a number", "UPDATE audit SET seq = 11 WHERE seq = 10", 11),
    ("the head", "UPDATE audit_head SET seq = 9", 10),
    ("the head's link", "UPDATE audit_head SET hash = replace(hash, substr(hash, 1, 1), '-')", 10),
    (
      "a row that was made up",
      "INSERT INTO audit SELECT 11, entry, hash FROM audit WHERE seq = 10", 11
    ),
    // The replacement character stands for any byte that is no UTF-8, and must not be taken for it.
    (
      "a byte that is no UTF-8",
      """
      UPDATE audit SET entry = CAST(replace(CAST(entry AS BLOB), x'EFBFBD', x'FF') AS TEXT)
      WHERE seq = 10
      """, 10
    ),
  ]

  @Test(arguments: tampering.indices)
  func `any changed byte is found`(_ index: Int) throws {
    let (what, sql, firstBroken) = Self.tampering[index]
    for step in 0..<10 {
      try world.append(
        step < 9 ? "step.\(step)" : "step.\u{FFFD}", about: [AccountsWorld.referral],
        board: Self.board)
    }
    try world.world.writer.exclusively { database in
      try database.script("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; " + sql)
    }
    let check = try world.call("POST", "/audit/verify", "{}", as: "uppsala-auditor")
    #expect(check.status == 200, "\(what): \(check)")
    #expect(check["ok"] == .bool(false), "\(what)")
    #expect(check["firstBroken"]?.integer == Int64(firstBroken), "\(what)")
  }

  @Test func `the table itself refuses change and removal`() throws {
    try world.append("step", about: [AccountsWorld.referral], board: Self.board)
    for sql in ["UPDATE audit SET entry = ''", "DELETE FROM audit"] {
      #expect(throws: (any Error).self) {
        try world.world.writer.exclusively { database in try database.script(sql) }
      }
    }
    let check = try world.call("POST", "/audit/verify", "{}", as: "uppsala-auditor")
    #expect(check["ok"] == .bool(true))
  }

  @Test func `the chain tells its head and length, and the first fault of one that was changed`()
    throws
  {
    for _ in 0..<5 {
      try world.append("referral.read", about: [], board: "uppsala-socialnamnden")
    }
    let whole = try world.call("GET", "/audit/chain", as: "uppsala-auditor")
    #expect(whole.status == 200, "\(whole)")
    #expect(whole["length"] == whole["checked"] && whole["isComplete"] == .bool(true))
    #expect(whole["firstFault"] == .null)
    let check = try world.call("POST", "/audit/verify", "{}", as: "operator")
    #expect(check["head"] == whole["head"])
    try world.world.writer.exclusively { database in
      try database.transaction {
        try database.run("DROP TRIGGER audit_no_update")
        try database.run(
          "UPDATE audit SET entry = replace(entry, 'casework', 'followup') WHERE seq = 3")
      }
    }
    let broken = try world.call("GET", "/audit/chain", as: "operator")
    #expect(broken["firstFault"]?.integer == 3, "\(broken)")
  }

  @Test(arguments: ["uppsala-lead", "uppsala-intake", "shelter-admin"])
  func `whoever may not check the chain is not told of it`(_ who: String) throws {
    #expect(try world.call("GET", "/audit/chain", as: who).status == 403)
    #expect(try world.call("GET", "/audit/chain").status == 401)
  }

  @Test func `a reading that has no time says so, and finds what it came to`() throws {
    for _ in 0..<3 {
      try world.append("referral.read", about: [], board: "uppsala-socialnamnden")
    }
    let report = try world.world.writer.run { try AuditTrail($0).verify { true } }
    #expect(!report.isComplete && !report.isWhole && report.firstBroken == nil)
    #expect(report.length >= 3 && report.entries == 0 && report.head.utf8.count == 64)
  }

  @Test func `one reading at a time`() {
    let turn = ChainTurn()
    #expect(turn.take() && !turn.take())
    turn.giveBack()
    #expect(turn.take())
  }
}
