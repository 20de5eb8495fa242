// Reports over the demonstration's data: the sentences of the published texts come back, and every
// figure is that of a naive count of the rows, for each definition and everybody who may run it.

import JSON
import SQLite
import Testing
import Vocabulary

/// A report with who runs it.
struct ReportCase: Sendable, CustomTestStringConvertible {
  let report: String
  let who: String
  let kind: String
  /// The slug of the scope.
  let place: String

  var testDescription: String { "\(report) of \(place)" }

  static let callers = [
    ("uppsala.statistik", "board", "uppsala-socialnamnden"),
    ("uppsala.chef", "unit", "uppsala-stod"),
    ("uppsala.handlaggare", "unit", "uppsala-beroendeenheten"),
    ("uppsala.stodteamet", "team", "uppsala-stodteamet"),
    ("uppsala.nexus", "team", "uppsala-nexusteamet"),
    ("jouren.admin", "partner", "kvinnojouren-uppsala-exempel"),
    ("umea.admin", "board", "umea-individ-och-familjenamnden"),
  ]
  static let scopes = [
    "outreach": ["board", "unit", "team", "partner"],
    "guides": ["board", "unit", "team", "partner"],
    "referrals": ["board", "unit", "team", "partner"], "acute-homelessness": ["board", "unit"],
    "exploitation": ["board", "unit", "team"],
  ]
  static let all = scopes.keys.sorted().flatMap { report in
    callers.filter { scopes[report]?.contains($0.1) ?? false }.map { who, kind, place in
      ReportCase(report: report, who: who, kind: kind, place: place)
    }
  }
}

struct DemonstrationReportTests {
  let demo: LoadedDemonstration
  private let analyst = "uppsala.statistik"
  private static let months = ["2026-08", "2026-09", "2026-10", "2026-11"]

  init() throws { demo = try LoadedDemonstration() }

  private func run(
    _ report: String, as who: String, from: String = "2026-08", to: String = "2026-11",
    minutes: Int = 1
  ) throws -> JSONValue {
    try demo.post(
      "/api/v1/reports/\(report)/runs",
      #"{"period": {"from": "\#(from)", "to": "\#(to)"}}"#, as: who, minutes: minutes)
  }

  private func show(down limit: Int) throws {
    try demo.database.run("UPDATE municipality SET small_cell_limit = ?", limit)
  }

  private func scope(of kind: String, _ slug: String) throws -> NaiveScope {
    func id(_ table: String, _ slug: String) throws -> String {
      let row = try demo.rows(table, "id", "slug").first { $0.text("slug") == slug }
      return try #require(row?.text("id"))
    }
    let units = try demo.rows("unit", "id", "board_id", "parent_id")
    let teams = try demo.rows("team", "id", "unit_id", "slug")
    var scope = NaiveScope(kind: kind)
    switch kind {
    case "partner":
      scope.partner = try id("partner", slug)
      return scope
    case "team":
      scope.teams = [try id("team", slug)]
      return scope
    case "unit":
      let root = try id("unit", slug)
      scope.board = units.first { $0.text("id") == root }?.text("board_id")
      scope.units = [root]
      for _ in units {
        for unit in units where unit.text("parent_id").map(scope.units.contains) ?? false {
          scope.units.insert(unit.text("id") ?? "")
        }
      }
    default:
      let board = try id("board", slug)
      scope.board = board
      scope.units = Set(units.filter { $0.text("board_id") == board }.compactMap { $0.text("id") })
    }
    scope.teams = Set(
      teams.filter { $0.text("unit_id").map(scope.units.contains) ?? false }
        .compactMap { $0.text("id") })
    return scope
  }

  private func naive(_ tested: ReportCase, _ months: [String]) throws -> [String: Int] {
    let naive = NaiveReports(
      demo: demo, scope: try scope(of: tested.kind, tested.place), months: months)
    switch tested.report {
    case "outreach": return try naive.outreach().counts
    case "acute-homelessness": return try naive.acute().counts
    case "exploitation": return try naive.exploitation().counts
    case "guides": return try naive.guides().counts
    default: return try naive.referrals().counts
    }
  }

  private func cells(_ run: JSONValue) -> [String: Int?] {
    var cells: [String: Int?] = [:]
    for table in run["tables"]?.array ?? [] {
      for cell in table["cells"]?.array ?? [] {
        let place = [table["code"], cell["row"], cell["column"]].map { $0?.string ?? "" }
        cells.updateValue(
          cell["value"]?.integer.map { Int($0) }, forKey: place.joined(separator: "/"))
      }
    }
    return cells
  }

  // MARK: the sentences

  @Test func `the published sentences come back`() throws {
    let run = try run("acute-homelessness", as: analyst, from: "2026-09")
    let lines = (run["headline"]?.array ?? []).compactMap { $0["text"]?.string }
    #expect(
      lines == [
        "ett 80-tal personer", "en fjärdedel kvinnor", "de flesta är 50–65 år",
        "de flesta har både beroende och psykisk ohälsa",
      ])
  }

  @Test func `of those met too, a quarter are women and most have both`() throws {
    let run = try run("outreach", as: analyst, from: "2026-09")
    let lines = (run["headline"]?.array ?? []).compactMap { $0["text"]?.string }
    #expect(lines.first?.hasSuffix("personer i akut hemlöshet") == true, "\(lines)")
    #expect(lines.contains("de flesta är 50–65 år"), "\(lines)")
    #expect(lines.contains("de flesta har både beroende och psykisk ohälsa"), "\(lines)")
  }

  // MARK: every figure

  @Test(arguments: ReportCase.all)
  func `every figure is that of a naive count`(_ tested: ReportCase) throws {
    try show(down: 2)
    for months in [Self.months, ["2026-11"], ["2026-09", "2026-10"]] {
      let expected = try naive(tested, months)
      let run = try run(
        tested.report, as: tested.who, from: months[0], to: months[months.count - 1])
      let cells = cells(run)
      #expect(cells.count > 4)
      for (place, value) in cells {
        guard let value else { continue }
        #expect(value == expected[place, default: 0], "\(place) in \(months)")
      }
      for (place, count) in expected where count > 0 {
        // One month has no sum beside it.
        if months.count == 1, place.hasSuffix("/total") { continue }
        #expect(cells.keys.contains(place), "\(place) is not told: \(count)")
      }
    }
  }

  @Test(arguments: ["outreach", "acute-homelessness", "exploitation", "guides", "referrals"])
  func `there is something to show in every report`(_ report: String) throws {
    let cells = cells(try run(report, as: analyst))
    #expect(cells.values.contains { ($0 ?? 0) >= 5 }, "\(report)")
    #expect(cells.values.allSatisfy { $0 == nil || $0 == 0 || ($0 ?? 0) >= 5 })
  }

  @Test func `published counts stand side by side as their own results tell them`() throws {
    let run = try run("counts", as: analyst, from: "2025-10")
    let table = try #require(
      run["tables"]?.array?.first { $0["code"]?.string == "rounds_by_situation" })
    let rounds = (table["columns"]?.array ?? []).compactMap { $0["code"]?.string }
    #expect(rounds.count == 2)
    let cells = cells(run)
    for round in rounds {
      for situation in ["1", "2", "3", "4"] {
        let path =
          "/api/v1/count-rounds/\(round)/result?situation=\(situation)&sex=total&ageBand=total"
        let cell = try demo.get(path, as: analyst)["cells"]?.array?.first
        let told = cells["rounds_by_situation/\(situation)/\(round)"] ?? nil
        #expect(cell?["count"]?.integer.map { Int($0) } == told, "\(situation) in \(round)")
      }
    }
  }

  // MARK: a run stays

  @Test func `a run stays the same after a merge and a late entry, and a new one knows of both`()
    throws
  {
    let first = try run("outreach", as: analyst)
    let id = try #require(first["id"]?.string)
    let path = "/api/v1/reports/runs/\(id)"
    let total = try #require(cells(first)["persons_by_sex/total/period"] ?? nil)
    let persons = try ["Roffe", "Långe Leif"].map { alias in
      let row = try demo.rows("person", "id", "alias").first { $0.text("alias") == alias }
      let hex = try #require(row?.text("id"))
      return try #require(Hex.decode(hex).flatMap { AnyID(bytes: $0) }).text
    }
    let merge = try demo.post(
      "/api/v1/merges", #"{"kept": "\#(persons[0])", "absorbed": "\#(persons[1])"}"#,
      as: "uppsala.mottagning", minutes: 5)
    _ = try demo.post(
      "/api/v1/merges/\(try #require(merge["id"]?.string))/transitions", #"{"step": "approve"}"#,
      as: "uppsala.chef", minutes: 6)
    let late = Timestamp(milliseconds: demo.now.milliseconds - 5 * 86_400_000)
    _ = try demo.post(
      "/api/v1/encounters",
      """
      {"subject": {"nobody": true}, "contents": ["relation"], "at": "\(late.text)"}
      """, as: "uppsala.stodteamet", minutes: 7)
    let again = try demo.get(path, as: analyst)
    #expect(again["tables"] == first["tables"] && again["headline"] == first["headline"])
    let second = try run("outreach", as: analyst, minutes: 10)
    #expect(second["late"]?["records"]?.integer == 1)
    #expect(cells(second)["persons_by_sex/total/period"] == .some(.some(total - 1)))
    #expect(try demo.get(path, as: analyst)["tables"] == first["tables"])
  }
}
