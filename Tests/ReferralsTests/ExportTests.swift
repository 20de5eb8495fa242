// Whole lists in one answer: everything the pages show and nothing else, each page in the trail
// before it leaves, and none after the right to it has ended.

import Access
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct ExportTests {
  private static let lines = ["Accept": "application/x-ndjson"]
  private static let table = ["Accept": "text/csv"]

  private func items(_ answer: Answer) throws -> [JSONValue] {
    try answer.text.split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
  }

  @Test func `lines are the items of all pages, in their order`() throws {
    let world = try World.referrals()
    _ = try Population(900, seed: 5, in: world)
    for (who, box) in [("uppsala-intake", "inbox"), ("shelter-sender", "sent")] {
      var (pages, path): ([JSONValue], String?) =
        ([], "/api/v1/referrals?box=\(box)&limit=200&status=requested,accepted")
      while let here = path {
        let page = try world.get(here, as: who)
        pages += page.items
        path = page.field("Link").map { String($0.dropFirst().prefix { $0 != ">" }) }
      }
      let whole = try world.get(
        "/api/v1/referrals?box=\(box)&status=requested,accepted", as: who, fields: Self.lines)
      #expect(whole.status == 200 && whole.field("Content-Type") == "application/x-ndjson")
      #expect(whole.field("Link") == nil && whole.field("ETag") == nil)
      #expect(try items(whole) == pages && pages.count > 20, "\(pages.count)")
    }
  }

  @Test func `every page is in the trail before it leaves, with the ids that it shows`() throws {
    let world = try World.referrals()
    for _ in 0..<401 { _ = try world.sent() }
    func entries() throws -> [JSONValue] {
      try world.trail().filter { $0["action"]?.string == "referral.list" }
    }
    let pieces = try world.source(
      "/api/v1/referrals", as: "uppsala-intake", accept: "application/x-ndjson")
    // The first page stands; the second is not begun.
    #expect(try entries().count == 1)
    var shown: [[String]] = []
    while let piece = try pieces.next() {
      let ids = try String(decoding: piece, as: UTF8.self).split(separator: "\n").compactMap {
        try JSONReader.read(Array($0.utf8))["id"]?.string
      }
      shown.append(ids)
      let entries = try entries()
      #expect(entries.count == shown.count)
      let written = entries.last?["subjects"]?.array?.compactMap(\.string) ?? []
      #expect(Set(written) == Set(ids))
      #expect(entries.last?["fields"]?.array?.contains(.string("export")) == true)
    }
    #expect(shown.map(\.count) == [200, 200, 1])
  }

  @Test func `a right that ends in the middle ends the answer, and nothing more is shown`() throws {
    let world = try World.referrals()
    for _ in 0..<201 { _ = try world.sent() }
    let pieces = try world.source(
      "/api/v1/referrals?box=inbox", as: "uppsala-intake", accept: "application/x-ndjson")
    #expect(try pieces.next()?.isEmpty == false)
    try world.change(
      "UPDATE role_grant SET ends_at = ?", world.clock.now)
    world.tick()
    #expect(throws: Refusal.self) { _ = try pieces.next() }
    #expect(throws: Refusal.self) { _ = try pieces.next() }
  }

  @Test func `a client that goes away has nothing more made for it`() throws {
    let world = try World.referrals()
    for _ in 0..<201 { _ = try world.sent() }
    let pieces = try world.source(
      "/api/v1/referrals", as: "uppsala-intake", accept: "application/x-ndjson")
    pieces.cancel()
    #expect(try pieces.next() == nil)
    let lists = try world.trail().filter { $0["action"]?.string == "referral.list" }
    #expect(lists.count == 1)
  }

  @Test(arguments: ["limit=3", "page=2", "count=exact", "cursor=x"])
  func `what only a page has is refused`(parameter: String) throws {
    let world = try World.referrals()
    for fields in [Self.lines, Self.table] {
      let answer = try world.get(
        "/api/v1/referrals?\(parameter)", as: "uppsala-intake", fields: fields)
      #expect(answer.status == 400 && answer.faultPaths == [String(parameter.prefix { $0 != "=" })])
    }
  }

  @Test func `a refusal is that of the page, with the same trace`() throws {
    let world = try World.referrals()
    try world.endAgreement()
    for fields in [[:], Self.lines, Self.table] {
      let answer = try world.get(
        "/api/v1/referrals?box=inbox", as: "shelter-handler", fields: fields)
      #expect(answer.status == 403 && answer.code == "no_active_agreement", "\(answer)")
      #expect(answer.field("Content-Type") == "application/problem+json")
      #expect(try world.trail().last?["outcome"]?.string == "refused")
    }
    #expect(try world.get("/api/v1/referrals", as: "nobody", fields: Self.lines).status == 401)
    #expect(
      try world.get("/api/v1/referrals?box=x", as: "uppsala-intake", fields: Self.lines).status
        == 400)
  }

  @Test func `a list of nothing is no lines, or only a head`() throws {
    let world = try World.referrals()
    #expect(try world.get("/api/v1/referrals", as: "umea-intake", fields: Self.lines).text == "")
    let table = try world.get("/api/v1/referrals", as: "umea-intake", fields: Self.table).text
    #expect(table.hasPrefix("\u{FEFF}id,number,") && table.split(separator: "\r\n").count == 1)
  }

  @Test(arguments: [0, 1, 20, 21, 230])
  func `an exact count is of all pages`(count: Int) throws {
    let world = try World.referrals()
    let path = try world.sent()
    for number in 1...230 where number <= count {
      try world.change(
        """
        INSERT INTO referral_event (referral_id, id, step, from_status, to_status, at, actor,
          actor_name, side)
        VALUES (?, ?, 'receive', 'requested', 'requested', ?, 'x', 'x', 'receiver')
        """, ReferralID(String(path.suffix(36))),
        ReferralEventID(high: .max, low: UInt64(number)), world.clock.now)
    }
    for query in ["", "&limit=7", "&limit=7&page=2"] {
      let page = try world.get(path + "/transitions?count=exact" + query, as: "uppsala-intake")
      #expect(page["total"]?.integer == Int64(count + 1), "\(query): \(page)")
      let plain = try world.get(
        path + "/transitions?" + query.dropFirst(), as: "uppsala-intake")
      #expect(page.items == plain.items && plain["total"] == nil)
    }
  }
}
