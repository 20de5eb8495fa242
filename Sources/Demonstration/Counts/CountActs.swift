// Two counts (kartläggningar), a year apart: who reports what, and how a round ends. Who a person
// is goes into a code under the round's key, and the key is destroyed.

import JSON

enum CountActs {
  /// Last year's round and this autumn's.
  static let all = acts(of: lastYear) + acts(of: thisAutumn)

  private static let manager = "uppsala.statistik"

  private static let lastYear = CountPlan(
    key: "ifjol", name: "Hemlöshet, förra hösten", daysAgo: 375, acute: 78)
  private static let thisAutumn = CountPlan(
    key: "ihost", name: "Hemlöshet, denna höst", daysAgo: 45, acute: 84)

  private static func acts(of plan: CountPlan) -> [Act] {
    let round = "count-rounds/@round.\(plan.key)"
    func step(_ name: String, after days: Int) -> Act {
      Act(manager, plan.day(days, 9), round + "/transitions", ["step": "\(name)"])
    }
    var acts = [
      Act(
        manager, plan.day(-14, 9), "count-rounds",
        [
          "name": "\(plan.name)", "board": "uppsala-socialnamnden",
          "from": "@day:-\(plan.daysAgo)", "to": "@day:-\(plan.daysAgo - 7)",
          "dueOn": "@day:-\(plan.daysAgo - 16)",
          "units": .array(CountReporter.units.map { "\($0.slug)" } + ["uppsala-nexus"]),
          "partners": .array(CountReporter.partners.map { "\($0.slug)" } + ["polisen"]),
        ], as: "round." + plan.key),
      step("open", after: 0),
    ]
    for (place, reporter) in CountReporter.all.enumerated() {
      acts += report(of: reporter, place, to: round, plan)
    }
    acts.append(
      Act(
        "uppsala.nexus", plan.day(11, 12), round + "/returns/uppsala-nexus", ["status": "none"],
        method: "PUT", version: 1))
    // The police never answered: the round is closed without.
    return acts + [
      step("close", after: 18), step("reconcile", after: 20), step("publish", after: 24),
    ]
  }

  private static func report(
    of reporter: CountReporter, _ place: Int, to round: String, _ plan: CountPlan
  ) -> [Act] {
    let rows = reporter.places.filter { $0 < plan.acute }.map { CountPlan.row($0) }
    let others = reporter.others.map { CountPlan.otherRow($0) }
    return [
      Act(
        reporter.user, plan.day(8, 10 + place), round + "/rows",
        ["reporter": "\(reporter.slug)", "rows": .array(rows + others)]),
      Act(
        reporter.user, plan.day(9, 10 + place), round + "/returns/\(reporter.slug)",
        ["status": "done"], method: "PUT", version: 2),
    ]
  }
}

/// Who reports whom to a round.
struct CountReporter: Sendable {
  let slug: String
  let user: String
  /// Places in the list of those in acute homelessness; who is known to several is told of twice.
  let places: [Int]
  /// Places in the list of those in other situations.
  let others: Range<Int>

  static let units = [
    CountReporter(
      slug: "uppsala-stod", user: "uppsala.chef", places: Array(0..<64), others: 0..<4),
    CountReporter(
      slug: "uppsala-beroendeenheten", user: "uppsala.handlaggare",
      places: Array(40..<64) + Array(64..<76), others: 4..<28),
  ]
  static let partners = [
    CountReporter(
      slug: "kvinnojouren-uppsala-exempel", user: "jouren.handlaggare",
      places: [3, 7, 11, 79], others: 28..<33),
    CountReporter(
      slug: "region-uppsala", user: "region.rapportor",
      places: [0, 5, 16, 33, 52, 70, 76, 77, 78, 80, 81, 82, 83], others: 33..<50),
  ]
  static let all = units + partners
}

/// One round: when, and how many it finds.
struct CountPlan: Sendable {
  let key: String
  let name: String
  /// How many days ago its week began.
  let daysAgo: Int
  /// How many were in acute homelessness.
  let acute: Int

  /// A time so many days after the beginning.
  func day(_ days: Int, _ hour: Int) -> Moment { .ago(daysAgo - days, hour) }

  /// The row of somebody in acute homelessness; a few are told of without anything to know them by.
  static func row(_ place: Int) -> JSONValue {
    let person = KnownPerson.all[place % KnownPerson.count]
    let areas = person.needs.map { need -> JSONValue in "\(need.area)" }
    let row: JSONValue = [
      "sex": "\(person.sex)", "situation": "1", "needs": .array(areas),
      "socialServicesContact": ["yes", "yes", "no", "unknown"][place % 4],
    ]
    if place < KnownPerson.count, let number = person.name?.number {
      return row.adding("identity", ["number": "\(number)"])
    }
    if place >= 82 { return row.adding("ageBand", "\(person.ageBand)") }
    return row.adding("birthYear", "@age:\(person.age)")
      .adding("identity", ["initials": "\(initials(place))"])
  }

  /// The row of somebody who lives otherwise: in an institution, by the municipality, for a while.
  static func otherRow(_ place: Int) -> JSONValue {
    [
      "sex": place % 3 == 0 ? "woman" : "man", "birthYear": "@age:\(28 + place * 7 % 40)",
      "situation": ["2", "3", "3", "4"][place % 4], "needs": ["housing"],
      "identity": ["initials": "\(initials(100 + place))"], "socialServicesContact": "yes",
    ]
  }

  // Two letters for each place in the list, no two alike.
  private static func initials(_ place: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPRSTV")
    return String([letters[place % letters.count], letters[place / letters.count]])
  }
}
