// Every figure of every report, counted again from plain rows by loops that a reader can check: no
// question in SQL, no code of the product but its calendar and its rule of when an answer is due.

import JSON
import Vocabulary

/// Whose records are counted.
struct NaiveScope {
  var board: String?
  var units: Set<String> = []
  var teams: Set<String> = []
  var partner: String?
  /// `board`, `unit`, `team` or `partner`.
  let kind: String
}

/// Counts by table, row and column.
struct NaiveFigures {
  private(set) var counts: [String: Int] = [:]

  mutating func add(_ table: String, _ row: String, _ column: String, _ count: Int = 1) {
    counts["\(table)/\(row)/\(column)", default: 0] += count
  }

  /// Something in a month, in a table whose months sum up.
  mutating func event(_ table: String, _ row: String, _ month: String, _ count: Int = 1) {
    for column in [month, "total"] { add(table, row, column, count) }
  }
}

/// An encounter with the subject that a report counts.
struct NaiveMeeting {
  let row: PlainRow
  let subject: String?
  let month: String
}

struct NaiveReports {
  let demo: LoadedDemonstration
  let scope: NaiveScope
  let months: [String]

  var first: String { months[0] + "-01" }
  var last: String { months[months.count - 1] + "-31" }

  // MARK: what all share

  func month(of time: Timestamp?) -> String? {
    guard let text = time.map({ String(Day.of($0).text.prefix(7)) }), months.contains(text) else {
      return nil
    }
    return text
  }

  private func isKept(_ row: PlainRow) -> Bool {
    if let partner = scope.partner { return row.text("partner_id") == partner }
    return row.text("team_id").map(scope.teams.contains) ?? false
  }

  func meetings() throws -> [NaiveMeeting] {
    let codes = try demo.rows("contact_code", "id", "person_id")
    return try demo.rows(
      "encounter", "id", "team_id", "partner_id", "place_id", "at", "kind", "person_id",
      "contact_code_id", "contents", "unavailable", "response", "status", "created_at",
      "created_by"
    ).compactMap { row in
      guard isKept(row), row.text("status") == "final", let month = month(of: row.time("at"))
      else { return nil }
      var subject = row.text("person_id").map { "person " + $0 }
      if subject == nil, let code = row.text("contact_code_id") {
        let person = codes.first { $0.text("id") == code }?.text("person_id")
        subject = "code " + code
        // A partner does not know whom a code was joined to.
        if scope.partner == nil, let person { subject = "person " + person }
      }
      return NaiveMeeting(row: row, subject: subject, month: month)
    }.sorted { ($0.row.int("at") ?? 0) < ($1.row.int("at") ?? 0) }
  }

  struct Somebody {
    var sex = "unknown"
    var birthYear: Int?
    var band: String?
    var situation = "unknown"
    var housings: Set<String> = []
    var needs: Set<String> = []
    var isProtected = false

    func band(inYear year: Int) -> String {
      guard let birthYear else { return band ?? "unknown" }
      let age = year - birthYear
      return AgeBand.codes.first { code in
        let ends = code.split(separator: "-").compactMap { Int($0) }
        return code == "80+" ? age >= 80 : ends.count == 2 && ends[0] <= age && age <= ends[1]
      } ?? "unknown"
    }
    var both: String {
      switch (needs.contains("substance"), needs.contains("mental_health")) {
      case (true, true): "both"
      case (true, false): "substance"
      case (false, true): "mental_health"
      case (false, false): "neither"
      }
    }
  }

  func everybody() throws -> [String: Somebody] {
    var all: [String: Somebody] = [:]
    for row in try demo.rows("contact_code", "id", "sex", "age_band") {
      all["code " + (row.text("id") ?? "")] = Somebody(
        sex: row.text("sex") ?? "unknown", band: row.text("age_band"))
    }
    guard scope.partner == nil else { return all }
    for row in try demo.rows(
      "person", "id", "sex", "birth_year", "age_band", "secrecy_class")
    {
      all["person " + (row.text("id") ?? "")] = Somebody(
        sex: row.text("sex") ?? "unknown", birthYear: row.int("birth_year"),
        band: row.text("age_band"), isProtected: row.text("secrecy_class") == "protected")
    }
    let homes = try demo.rows(
      "living_situation", "id", "person_id", "starts_on", "ends_on", "situation", "subtype")
    for row in homes.filter(holds).sorted(by: isEarlier) {
      let key = "person " + (row.text("person_id") ?? "")
      all[key]?.situation = row.text("situation") ?? "unknown"
      if let subtype = row.text("subtype") { all[key]?.housings.insert(subtype) }
    }
    for row in try demo.rows("person_need", "person_id", "area", "starts_on", "ends_on")
    where holds(row) {
      all["person " + (row.text("person_id") ?? "")]?.needs.insert(row.text("area") ?? "")
    }
    return all
  }

  // Days are texts: 31 is after every day of a month.
  func holds(_ row: PlainRow) -> Bool {
    (row.text("starts_on") ?? "") <= last && (row.text("ends_on") ?? "9999") >= first
  }

  private func isEarlier(_ one: PlainRow, _ other: PlainRow) -> Bool {
    let (a, b) = (one.text("starts_on") ?? "", other.text("starts_on") ?? "")
    return a == b ? (one.text("id") ?? "") < (other.text("id") ?? "") : a < b
  }

  func areas() throws -> [String: String] {
    var areas: [String: String] = [:]
    for row in try demo.rows("place", "id", "area") {
      areas[row.text("id") ?? ""] = row.text("area").map { "area:" + $0 }
    }
    return areas
  }

  func area(_ place: String?, _ areas: [String: String]) -> String {
    place.flatMap { areas[$0] } ?? "none"
  }

  // MARK: outreach

  func outreach() throws -> NaiveFigures {
    var figures = NaiveFigures()
    let (areas, all) = (try areas(), try everybody())
    try addShifts(to: &figures)
    try addVisits(areas, to: &figures)
    let meetings = try meetings()
    for meeting in meetings {
      let isGuarded = meeting.subject.flatMap { all[$0]?.isProtected } ?? false
      let area = isGuarded ? "none" : area(meeting.row.text("place_id"), areas)
      for (table, row) in [
        ("area", area), ("kind", meeting.row.text("kind") ?? ""),
        ("response", meeting.row.text("response") ?? "none"),
      ] {
        figures.event("encounters_by_" + table, row, meeting.month)
        figures.event("encounters_by_" + table, "total", meeting.month)
      }
      for help in try meeting.row.list("unavailable") {
        figures.event("unavailable_by_help", help, meeting.month)
        figures.event("unavailable_by_help", "total", meeting.month)
      }
    }
    let met = Dictionary(grouping: meetings.filter { $0.subject != nil }) { $0.subject ?? "" }
    for (subject, meetings) in met {
      addPerson(all[subject] ?? Somebody(), meetings, to: &figures)
    }
    return figures
  }

  private func addShifts(to figures: inout NaiveFigures) throws {
    let shifts = try demo.rows("shift", "id", "team_id", "planned_from", "status")
    let parts = try demo.rows("shift_partner", "shift_id", "partner_id")
    for shift in shifts {
      let isOurs =
        scope.partner.map { partner in
          parts.contains {
            $0.text("shift_id") == shift.text("id") && $0.text("partner_id") == partner
          }
        } ?? (shift.text("team_id").map(scope.teams.contains) ?? false)
      let took = ["started", "ended", "reviewed"].contains(shift.text("status") ?? "")
      guard isOurs, took, let month = month(of: shift.time("planned_from")) else { continue }
      figures.event("shifts", "total", month)
    }
  }

  private func addVisits(_ areas: [String: String], to figures: inout NaiveFigures) throws {
    let heads = Dictionary(
      grouping: try demo.rows("observation_head", "observation_id", "sex", "heads")
    ) { $0.text("observation_id") ?? "" }
    for visit in try demo.rows(
      "place_observation", "id", "team_id", "partner_id", "place_id", "at", "heads")
    {
      guard isKept(visit), let month = month(of: visit.time("at")) else { continue }
      let table = "visits_by_area"
      figures.event(table, area(visit.text("place_id"), areas), month)
      figures.event(table, "total", month)
      let whole = visit.int("heads") ?? 0
      var known = 0
      for head in heads[visit.text("id") ?? ""] ?? [] {
        known += head.int("heads") ?? 0
        figures.event(
          "heads_by_sex", head.text("sex") ?? "unknown", month, head.int("heads") ?? 0)
      }
      if whole > known { figures.event("heads_by_sex", "unknown", month, whole - known) }
      if whole > 0 { figures.event("heads_by_sex", "total", month, whole) }
    }
  }

  private func addPerson(
    _ person: Somebody, _ meetings: [NaiveMeeting], to figures: inout NaiveFigures
  ) {
    let firsts = Set(meetings.filter { $0.row.text("kind") == "first" }.map(\.month))
    for month in Set(meetings.map(\.month)) {
      let row = firsts.contains(month) ? "first" : "known"
      for row in [row, "total"] { figures.add("persons_monthly_by_contact", row, month) }
    }
    let year = meetings[0].row.time("at").map { Day.of($0).year } ?? 0
    let band = person.band(inYear: year)
    var rows = [
      ("sex", person.sex), ("age_band", band), ("situation", person.situation),
      ("both_needs", person.both), ("contact", firsts.isEmpty ? "known" : "first"),
    ]
    if person.situation == "1" {
      rows += [
        ("acute_sex", person.sex), ("acute_age_band", band), ("acute_both_needs", person.both),
      ]
    }
    for (table, row) in rows {
      for row in [row, "total"] { figures.add("persons_by_" + table, row, "period") }
    }
  }
}
