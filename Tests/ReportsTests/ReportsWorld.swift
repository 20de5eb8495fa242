// A world with the routes of reports and a street full of invented people, made from a seed.

import Counts
import JSON
import Pipeline
import Reports
import SQLite
import TestSupport
import Testing
import Vocabulary

/// An encounter as the tests remember it, apart from the database.
struct Meeting {
  var at: Timestamp
  var kind: String
  var person: Int?
  var code: Int?
  var area: String?
  var response: String?
  var unavailable: [String]
}

/// A person as the tests remember them.
struct Somebody {
  var sex: String
  var birthYear: Int
  var situation: String?
  var needs: Set<String>
  var isProtected: Bool
}

final class ReportsWorld {
  let world: World
  var random: Randomness
  private(set) var meetings: [Meeting] = []
  private(set) var persons: [Somebody] = []
  private(set) var codes: [(sex: String, band: String)] = []
  private var made = 0
  static let statistician = "uppsala-statistician"
  static let team = "uppsala-stodteamet"
  private static let areas = ["Centrum", "Gottsunda", "Luthagen", nil]

  init(seed: UInt64 = 1, limit: Int = 5) throws {
    world = try World(
      ReportsRoutes.all + CountsRoutes.all(secret: [UInt8](repeating: 9, count: 32)))
    random = .seeded(seed)
    try write { database in
      try database.run("UPDATE municipality SET small_cell_limit = ?", limit)
    }
  }

  func write(_ body: (Database) throws -> Void) throws {
    try world.writer.exclusively { database in try database.transaction { try body(database) } }
  }

  func id<Subject>(_ name: String) -> ID<Subject> { Cast.id(name) }

  func next<Subject>(_ kind: String) -> ID<Subject> {
    made += 1
    return Cast.id("\(kind) \(made)")
  }

  /// Inserts a person of the board, and remembers them.
  func addPerson(_ person: Somebody) throws {
    let key: PersonID = id("person \(persons.count)")
    let board: BoardID = id("uppsala-socialnamnden")
    try write { database in
      try database.run(
        """
        INSERT INTO person (id, board_id, unit_id, identity_mode, alias, sex, birth_year,
          secrecy_class, created_at, created_by)
        VALUES (?, ?, ?, 'pseudonymous', 'x', ?, ?, ?, 0, 'test')
        """, key, board, id("uppsala-stod") as UnitID, person.sex, person.birthYear,
        person.isProtected ? "protected" : "normal")
      if let situation = person.situation {
        try database.run(
          """
          INSERT INTO living_situation (id, board_id, person_id, starts_on, situation, source,
            created_at, created_by)
          VALUES (?, ?, ?, '2026-01-01', ?, 'seen', 0, 'test')
          """, next("living") as LivingSituationID, board, key, situation)
      }
      for need in person.needs.sorted() {
        try database.run(
          """
          INSERT INTO person_need (id, board_id, person_id, area, level, wish, starts_on,
            created_at, created_by)
          VALUES (?, ?, ?, ?, 'high', 'now', '2026-01-01', 0, 'test')
          """, next("need") as NeedID, board, key, need)
      }
    }
    persons.append(person)
  }

  func addCode(_ sex: String, _ band: String) throws {
    try write { database in
      try database.run(
        """
        INSERT INTO contact_code (id, code, board_id, team_id, sex, age_band, issued_by, issued_at)
        VALUES (?, ?, ?, ?, ?, ?, 'test', 0)
        """, id("code \(codes.count)") as ContactCodeID, "K-TEST-\(codes.count)",
        id("uppsala-socialnamnden") as BoardID, id(Self.team) as TeamID, sex, band)
    }
    codes.append((sex, band))
  }

  private var places: [String: AnyID] = [:]

  private func place(_ area: String, _ database: Database) throws -> AnyID {
    if let known = places[area] { return known }
    let place: AnyID = next("place")
    try database.run(
      """
      INSERT INTO place (id, board_id, team_id, name, kind, area, created_at, created_by)
      VALUES (?, ?, ?, 'x', 'outdoors', ?, 0, 'test')
      """, place, id("uppsala-socialnamnden") as BoardID, id(Self.team) as TeamID, area)
    places[area] = place
    return place
  }

  /// Inserts an encounter of a team, and remembers it.
  func meet(
    _ meeting: Meeting, team: String = team, by author: String = "uppsala-outreach"
  ) throws {
    try write { database in
      let place = try meeting.area.map { try self.place($0, database) }
      let asked = meeting.unavailable.map { "\"\($0)\"" }.joined(separator: ",")
      try database.run(
        """
        INSERT INTO encounter (id, board_id, unit_id, team_id, place_id, at, kind, person_id,
          contact_code_id, contents, unavailable, response, entered_late, request_hash,
          retention_class, created_at, created_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '["relation"]', ?, ?, 0, ?, 'case', ?, ?)
        """, next("encounter") as AnyID, id("uppsala-socialnamnden") as BoardID,
        id("uppsala-stod") as UnitID, id(team) as TeamID, place, meeting.at, meeting.kind,
        meeting.person.map { id("person \($0)") as PersonID },
        meeting.code.map { id("code \($0)") as ContactCodeID }, "[\(asked)]", meeting.response,
        [UInt8](repeating: 0, count: 32), world.clock.now,
        (id(author) as UserID).text)
    }
    meetings.append(meeting)
  }

  static func instant(_ month: Int, _ day: Int, hour: Int = 12) -> Timestamp {
    CivilTime.instant(
      day: Day(year: 2026, month: month, day: day) ?? Day(number: 0), hour: hour, minute: 0)
  }

  /// Fills September to November with people and meetings.
  func fill(persons count: Int, meetings: Int) throws {
    for _ in 0..<count {
      let sex = Int.random(in: 0..<4, using: &random) == 0 ? "woman" : "man"
      var needs: Set<String> = []
      for need in ["substance", "mental_health", "forced_begging", "sexual_exploitation"]
      where Int.random(in: 0..<3, using: &random) > 0 { needs.insert(need) }
      try addPerson(
        Somebody(
          sex: sex, birthYear: Int.random(in: 1945...2012, using: &random),
          situation: ["1", "1", "1", "3", nil].randomElement(using: &random) ?? nil, needs: needs,
          isProtected: Int.random(in: 0..<12, using: &random) == 0))
    }
    for _ in 0..<max(2, count / 4) {
      try addCode(
        ["woman", "man", "unknown"].randomElement(using: &random) ?? "man",
        ["35-49", "50-65"].randomElement(using: &random) ?? "50-65")
    }
    for _ in 0..<meetings { try meet(anyMeeting()) }
  }

  func anyMeeting() -> Meeting {
    let who = Int.random(in: 0..<10, using: &random)
    return Meeting(
      at: Self.instant(
        Int.random(in: 9...11, using: &random), Int.random(in: 1...24, using: &random),
        hour: Int.random(in: 0...23, using: &random)),
      kind: ["first", "repeat", "repeat", "phone"].randomElement(using: &random) ?? "repeat",
      person: who < 7 ? Int.random(in: 0..<persons.count, using: &random) : nil,
      code: who == 7 || who == 8 ? Int.random(in: 0..<codes.count, using: &random) : nil,
      area: Self.areas.randomElement(using: &random) ?? nil,
      response: ["accepted", "later", nil].randomElement(using: &random) ?? nil,
      unavailable: who.isMultiple(of: 3) ? ["night_shelter"] : [])
  }

  func run(
    _ report: String = "outreach", from: String = "2026-09", to: String = "2026-11",
    more: String = "", as who: String = statistician
  ) throws -> Answer {
    world.clock.advance(seconds: 1)
    return try world.call(
      "POST", "/api/v1/reports/\(report)/runs",
      json: #"{"period": {"from": "\#(from)", "to": "\#(to)"}\#(more)}"#, as: who)
  }

  func get(_ path: String, as who: String = statistician, accept: String = "application/json")
    throws -> Answer
  {
    try world.call(
      "GET", "/api/v1/reports\(path)", as: who,
      fields: ["Accept": accept, "X-Request-Id": "same"])
  }
}

extension Answer {
  /// The cells of a table by row and column; nil is hidden.
  func cells(_ table: String) -> [String: Int?] {
    var cells: [String: Int?] = [:]
    let found = self["tables"]?.array?.first { $0["code"]?.string == table }
    for cell in found?["cells"]?.array ?? [] {
      let place = (cell["row"]?.string ?? "") + "/" + (cell["column"]?.string ?? "")
      cells.updateValue(cell["value"]?.integer.map { Int($0) }, forKey: place)
    }
    return cells
  }

  /// One cell; nil is hidden or not there.
  func cell(_ table: String, _ row: String, _ column: String = "period") -> Int? {
    cells(table)["\(row)/\(column)"] ?? nil
  }
}
