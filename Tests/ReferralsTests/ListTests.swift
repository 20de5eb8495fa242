// Lists: every list is what the decision says, page by page, whatever the filter; CSV is safe; and
// no page is found by scanning or sorting.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct ListTests {
  @Test(arguments: [UInt64.random(in: 0...UInt64.max)])
  func `every box of everyone is what the decision says`(_ seed: UInt64) throws {
    let world = try World.referrals()
    let population = try Population(3_000, seed: seed, in: world)
    for watcher in Watcher.all {
      for box in ReferralBox.allCases where watcher.reach != "PS" || box.isSent {
        let expected = population.all.filter { watcher.isIn(box, $0, at: world.clock.now) }
          .map(\.id.text).reversed()
        let (found, total) = try everything("box=\(box.rawValue)", of: world, as: watcher.who)
        #expect(found == Array(expected), "\(watcher.who) \(box), seed \(seed)")
        #expect(total == expected.count, "\(watcher.who) \(box), seed \(seed)")
      }
      for one in population.all.shuffled().prefix(40) {
        let read = try world.get("/api/v1/referrals/\(one.id)", as: watcher.who)
        let isSeen = watcher.isSender(one) || watcher.isReceiver(one)
        #expect((read.status == 200) == isSeen, "\(watcher.who) \(one), seed \(seed): \(read)")
      }
    }
  }

  @Test func `filters narrow, alone and together`() throws {
    let world = try World.referrals()
    let population = try Population(600, seed: 7, in: world)
    let watcher = Watcher.all[0]
    let sent = population.all.filter(watcher.isSender)
    let middle = sent[sent.count / 2]
    let day = Day.of(middle.createdAt)
    let filters: [(String, (Inhabitant) -> Bool)] = [
      ("status=requested,accepted", { [.requested, .accepted].contains($0.status) }),
      ("status=on-hold", { $0.status == .onHold }),
      ("urgency=emergency", { $0.urgency == .emergency }),
      (
        "urgency=soon,urgent&status=draft",
        {
          [.soon, .urgent].contains($0.urgency) && $0.status == .draft
        }
      ),
      ("createdAt=\(day)", { Day.of($0.createdAt) == day }),
      ("createdAt=..\(day)", { Day.of($0.createdAt) <= day }),
      ("createdAt=\(day)..", { Day.of($0.createdAt) >= day }),
      ("changedSince=\(middle.createdAt.text)", { $0.createdAt > middle.createdAt }),
    ]
    for (query, holds) in filters {
      let (found, total) = try everything("box=sent&\(query)", of: world, as: watcher.who)
      let expected = sent.filter(holds).map(\.id.text).reversed()
      #expect(found == Array(expected), "\(query)")
      #expect(total == expected.count, "\(query)")
    }
    let index = try #require(population.all.firstIndex { $0.id == middle.id })
    let one = try everything("box=sent&reference=REF-\(index)", of: world, as: watcher.who)
    #expect(one.found == [middle.id.text])
    #expect(try everything("box=sent&reference=REF", of: world, as: watcher.who).found == [])
  }

  private func everything(
    _ query: String, of world: World, as who: String
  ) throws -> (found: [String], total: Int) {
    var (found, total): ([String], Int) = ([], -1)
    var path: String? = "/api/v1/referrals?\(query)&limit=200&count=exact"
    while let here = path {
      let page = try world.get(here, as: who)
      #expect(page.status == 200, "\(page)")
      found += page.items.compactMap { $0["id"]?.string }
      total = page["total"]?.integer.map { Int($0) } ?? -1
      path = page.field("Link").map { link in
        String(link.dropFirst().prefix { $0 != ">" })
      }
    }
    return (found, total)
  }

  @Test func `pages of every size are the same list, by cursor and by number`() throws {
    let world = try World.referrals()
    var all: [String] = []
    for _ in 0..<7 { all.insert(String(try world.sent().suffix(36)), at: 0) }
    for limit in 1...8 {
      var (found, cursor): ([String], String?) = ([], nil)
      repeat {
        let page = try world.get(
          "/api/v1/referrals?limit=\(limit)" + (cursor.map { "&cursor=\($0)" } ?? ""),
          as: "uppsala-intake")
        #expect(page.items.count <= limit)
        found += page.items.compactMap { $0["id"]?.string }
        cursor = page.text("next")
      } while cursor != nil
      #expect(found == all, "limit \(limit)")
      let numbered = try (1...8).flatMap { number in
        try world.get(
          "/api/v1/referrals?limit=\(limit)&page=\(number)", as: "uppsala-intake"
        ).items.compactMap { $0["id"]?.string }
      }
      #expect(numbered == all, "limit \(limit)")
    }
  }

  @Test func `a cursor survives what comes and goes`() throws {
    let world = try World.referrals()
    for _ in 0..<4 { _ = try world.sent() }
    let first = try world.get("/api/v1/referrals?limit=2", as: "uppsala-intake")
    let cursor = try #require(first.text("next"))
    let new = try world.sent()
    _ = try world.step(
      "/api/v1/referrals/" + (first.items[1]["id"]?.string ?? ""), "decline",
      #""reason": "other""#, as: "uppsala-intake")
    let rest = try world.get("/api/v1/referrals?limit=9&cursor=\(cursor)", as: "uppsala-intake")
    #expect(rest.items.count == 2)
    #expect(!rest.text.contains(String(new.suffix(36))))
  }

  @Test(arguments: [
    "box=outbox", "box=", "status=open", "status=requested,", "urgency=now", "reference=x",
    "box=inbox&reference=x", "changedSince=yesterday", "createdAt=..", "createdAt=2026-12-01..x",
    "createdAt=2026-12-02..2026-12-01", "limit=0", "limit=201", "limit=x", "page=0",
    "cursor=abc", "count=all", "sort=number", "needs=housing", "box=sent&box=inbox",
    "page=600&limit=20",
  ])
  func `what is no filter, and what is no value of one, is refused`(_ query: String) throws {
    let world = try World.referrals()
    let answer = try world.get("/api/v1/referrals?\(query)", as: "uppsala-intake")
    // A comma at the end asks for nothing more.
    let isFine = query == "status=requested,"
    #expect(answer.status == (isFine ? 200 : 400), "\(answer)")
  }

  @Test func `a cursor of another list, and a cursor with a page, are refused`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    _ = try world.sent()
    for text in ["a", "b"] {
      _ = try world.call(
        "POST", path + "/messages", json: #"{"body": "\#(text)"}"#, as: "uppsala-intake")
    }
    let list = try world.get("/api/v1/referrals?limit=1", as: "uppsala-intake")
    let cursor = try #require(list.text("next"))
    let messages = try world.get(path + "/messages?limit=1", as: "uppsala-intake")
    let other = try #require(messages.text("next"))
    for query in ["cursor=\(other)", "cursor=\(cursor)&page=2", "cursor=\(cursor)x"] {
      let answer = try world.get("/api/v1/referrals?\(query)", as: "uppsala-intake")
      #expect(answer.status == 400, "\(query)")
    }
  }

  @Test func `items hold administrative facts only, the reference for its sender only`() throws {
    let world = try World.referrals()
    _ = try world.sent(World.sample(more: #", "reference": "KJ-9""#))
    let facts: Set<String> = [
      "id", "number", "status", "businessStatus", "statusText", "responseDue", "urgency",
      "sender", "receiver", "team", "createdAt", "changedAt",
    ]
    let inbox = try world.get("/api/v1/referrals", as: "uppsala-intake")
    #expect(inbox.items[0].names == facts)
    let sent = try world.get("/api/v1/referrals?box=sent", as: "shelter-sender")
    #expect(sent.items[0].names == facts.union(["reference"]))
  }

  @Test func `cells that a spreadsheet would run are made safe`() throws {
    let world = try World.referrals()
    try world.change("UPDATE partner SET name = '=HYPERLINK(\"http://x\")'")
    try world.change("UPDATE team SET name = '@SUM(1)'")
    for text in ["=1+1", "+1", "-1", "@x"] {
      _ = try world.sent(World.sample(more: #", "reference": "\#(text)""#))
    }
    func csv(_ box: String, _ who: String) throws -> Answer {
      try world.get("/api/v1/referrals?box=\(box)", as: who, fields: ["Accept": "text/csv"])
    }
    let sent = try csv("sent", "shelter-sender")
    #expect(sent.field("Content-Type")?.hasPrefix("text/csv") == true)
    #expect(sent.text.contains(",'@x,") && sent.text.contains(",'-1,"))
    let lines = sent.text.split(separator: "\r\n")
    #expect(lines.count == 5 && sent.field("Link") == nil)
    let inbox = try csv("inbox", "uppsala-intake").text
    #expect(inbox.contains("\"'=HYPERLINK(\"\"http://x\"\")\"") && inbox.contains("'@SUM(1)"))
    #expect(!inbox.contains("'@x") && !inbox.contains("'-1"))
    for cell in (sent.text + inbox).split(whereSeparator: { $0 == "," || $0.isNewline }) {
      #expect(!"=+-@".contains(cell.first ?? "x"), "\(cell)")
    }
  }

  @Test(arguments: ReferralBox.allCases)
  func `every arm with every filter walks an index, and nothing is sorted`(
    _ box: ReferralBox
  ) throws {
    let world = try World.referrals()
    _ = try Population(400, seed: 3, in: world)
    let (board, now) = (Cast.id("uppsala-socialnamnden") as BoardID, world.clock.now)
    let user: UserID = Cast.id("uppsala-intake")
    let sent = [
      ReferralArm(.senderBoard, board), ReferralArm(.senderUnit, board),
      ReferralArm(.senderPartner, board), ReferralArm(author: user.text, within: [board, board]),
    ]
    let received = [
      ReferralArm(.receiverBoard, board), ReferralArm(.receiverUnit, board),
      ReferralArm(.receiverPartner, board), ReferralArm(.team, board),
      ReferralArm(.handler, user), ReferralArm(.handler, user, within: [board, board]),
    ]
    let arms = box.isSent ? sent : received
    var filters = [ReferralFilter()]
    func with(_ change: (inout ReferralFilter) -> Void) {
      filters += filters.map { filter in
        var filter = filter
        change(&filter)
        return filter
      }
    }
    with { $0.statuses = [.requested, .accepted] }
    with { $0.urgencies = [.soon] }
    if box.isSent { with { $0.reference = "REF-1" } }
    with { $0.changedSince = now }
    with { ($0.createdFrom, $0.createdBefore) = (now, now) }
    for isAnalysed in [false, true] {
      let plans = try world.writer.exclusively { database in
        if isAnalysed { try database.dynamicRun("ANALYZE") }
        return try arms.flatMap { arm in
          try filters.flatMap { filter in
            try [nil, ReferralID(high: 1, low: 1)].map { before in
              let (sql, values) = ReferralListStore.statement(
                arm, box, filter, before: before, limit: 21, at: now)
              let plan = try database.dynamicAll("EXPLAIN QUERY PLAN " + sql, values) { row in
                _ = (row.int(), row.int(), row.int())
                return row.text()
              }
              return (arm.column.rawValue, plan)
            }
          }
        }
      }
      for (column, plan) in plans {
        let first = plan.first ?? ""
        #expect(first.hasPrefix("SEARCH r USING"), "\(column): \(plan)")
        #expect(first.contains("\(column)=?"), "\(column): \(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0.contains("SCAN") }, "\(plan)")
      }
    }
  }
}
