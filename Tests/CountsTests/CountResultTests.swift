// Results over the whole pipeline: every answer is a part of one protected table, in JSON and CSV.

import Counts
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct CountResultTests {
  private let counts: CountsWorld
  private let id: String

  init() throws {
    counts = try CountsWorld()
    id = try counts.round("open")
    let born = [1940, 1958, 1966, 1970, 1975, 1985, 1991, 2003]
    let rows = (0..<90).map { index in
      CountsWorld.row(
        sex: index.isMultiple(of: 4) ? "woman" : "man", born: born[index * index % 8],
        situation: index % 11 < 8 ? "1" : index % 11 == 8 ? "2" : "4")
    }
    #expect(try counts.report(rows, to: id, as: "uppsala-outreach").status == 201)
    for step in ["close", "reconcile"] { _ = try counts.take(step, id) }
  }

  @Test func `all filters together tell no more than one answer does`() throws {
    let whole = cells(of: try counts.get("/\(id)/result"))
    #expect(whole.values.contains { $0 == nil })
    var joined = whole
    let queries =
      HomelessSituation.codes.map { "situation=\($0)" } + Sex.codes.map { "sex=\($0)" }
      + AgeBand.codes.map { "ageBand=\($0.replacing("+", with: "%2B"))" }
      + ["sex=total", "situation=1&sex=woman", "ageBand=total&situation=total"]
    for query in queries {
      let answer = try counts.get("/\(id)/result?\(query)")
      #expect(answer.status == 200, "\(query) \(answer)")
      let part = cells(of: answer)
      #expect(!part.isEmpty && part.count < whole.count)
      for (place, count) in part {
        #expect(whole[place] == .some(count))
        joined.updateValue(count, forKey: place)
      }
    }
    #expect(Attack(shown: joined).solved.isEmpty)
  }

  @Test func `CSV hides what JSON hides`() throws {
    let json = cells(of: try counts.get("/\(id)/result"))
    let csv = try counts.get("/\(id)/result", as: CountsWorld.statistician, ["Accept": "text/csv"])
    #expect(csv.status == 200)
    let lines = csv.text.split(separator: "\r\n").dropFirst()
    #expect(lines.count == json.count)
    for line in lines {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let place = CountPlace(
        HomelessSituation(code: parts[0]), Sex(code: parts[1]), AgeBand(code: parts[2]))
      #expect(json[place] == .some(Int(parts[3])))
    }
  }

  @Test func `the same run gives the same number when the limit changes`() throws {
    let before = try counts.get("/\(id)/result")
    try counts.world.writer.exclusively {
      try $0.dynamicRun("UPDATE municipality SET small_cell_limit = 2")
    }
    #expect(try counts.get("/\(id)/result").bytes == before.bytes)
  }

  @Test func `an open round has no result, for two of them would differ by one person`() throws {
    let open = try counts.round("open")
    #expect(try counts.get("/\(open)/result").status == 409)
  }

  @Test func `rounds stand beside each other`() throws {
    let other = try counts.round("open", "close", "reconcile", name: "Tom")
    let answer = try counts.get("/\(other)/result?against=\(id)")
    #expect(answer.status == 200, "\(answer)")
    let first = answer["cells"]?.array?.first
    #expect(first?["count"]?.integer == 0)
    #expect(first?["against"]?.integer == 90)
    let unknown = try counts.get(
      "/\(id)/result?against=01936f3e-0000-7000-8000-000000000009")
    #expect(unknown.status == 404)
    #expect(try counts.get("/\(id)/result?sex=none").status == 400)
  }

  @Test func `published figures are for everyone who runs reports there, and nobody elsewhere`()
    throws
  {
    #expect(try counts.get("/\(id)/result", as: "uppsala-auditor").status == 404)
    _ = try counts.take("publish", id)
    let answer = try counts.get("/\(id)/result", as: "uppsala-auditor")
    #expect(answer.status == 200, "\(answer)")
    #expect(try counts.get("", as: "uppsala-auditor").items.count == 1)
    #expect(try counts.get("/\(id)/result", as: "umea-admin").status == 404)
  }
}
