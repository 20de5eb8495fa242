// Who is met on which of the team's shifts: those whom nobody has met for longest first, and each
// time somebody new until all are known. The same for every load.

/// One shift of the team against homelessness.
struct NightPlan: Sendable {
  /// How many shifts there were before.
  let number: Int
  /// How many days ago it was.
  let daysAgo: Int
  /// Whom the crew met, with how often they had met before.
  let met: [(person: KnownPerson, before: Int)]

  var isEvening: Bool { number % 3 != 0 }
  /// The hour at which it began.
  var hour: Int { isEvening ? 18 : 7 }
  /// Whether a partner went along.
  var isJoint: Bool { number % 11 == 4 }

  /// The places of the route. Two of them nobody has been to for some weeks: they are due.
  var places: [String] {
    let evening = ["stationen", "garaget", "parken", "harbarget", "torget", "gottsunda"]
    let morning = [
      "stationen", "dagcentret", "biblioteket", "parken", "akutboendet", "jourboendet",
    ]
    let route = isEvening ? evening : morning
    let seldom = number % 2 == 0 ? "taltet" : "trapphuset"
    let common = (0..<3).map { route[(number + $0 * 2) % route.count] }
    return daysAgo > 20 ? common + [seldom] : common
  }

  private static let daysMax = 88
  private static let knownAtFirst = 26

  /// Three months of shifts: three days of four.
  static let all: [NightPlan] = {
    var waiting = Array(KnownPerson.all.prefix(knownAtFirst))
    var unknown = KnownPerson.all.dropFirst(knownAtFirst)
    var times: [Int: Int] = [:]
    var nights: [NightPlan] = []
    for daysAgo in stride(from: daysMax, through: 1, by: -1) where daysAgo % 4 != 0 {
      if let newcomer = unknown.popFirst() { waiting.insert(newcomer, at: 0) }
      let count = 5 + nights.count % 3
      let found = waiting.prefix(count)
      waiting = Array(waiting.dropFirst(count)) + found
      nights.append(
        NightPlan(
          number: nights.count, daysAgo: daysAgo,
          met: found.map { person in (person, times[person.place] ?? 0) }))
      for person in found { times[person.place, default: 0] += 1 }
    }
    return nights
  }()
}
