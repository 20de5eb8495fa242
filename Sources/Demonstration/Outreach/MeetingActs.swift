// One meeting with somebody whom the team knows, and what grows out of it: a code at the first, a
// record with consent at the second, an offer that is refused, thought over, and taken.

import JSON

enum MeetingActs {
  /// A meeting where nothing is kept of who it was.
  static let nobody: JSONValue = [
    "subject": ["nobody": true], "contents": ["information"], "duration": "under_15",
    "handouts": [["kind": "food", "count": 2]],
  ]

  /// A meeting and what was noted after it.
  static func acts(
    of person: KnownPerson, before: Int, at when: Moment, daysAgo: Int, by who: String
  ) -> [Act] {
    var acts: [Act] = []
    // Codes are printed ahead and handed over at the first meeting.
    if before == 0 {
      acts.append(
        Act(who, when, "contact-codes", codeBody(of: person), as: "code." + person.key))
    }
    acts.append(
      Act(who, when, "encounters", body(of: person, before: before, daysAgo: daysAgo)))
    if before == 1, let name = person.name {
      acts += RecordActs.acts(of: person, name, daysAgo: daysAgo)
    }
    return acts
  }

  private static func codeBody(of person: KnownPerson) -> JSONValue {
    person.describedBody.adding("team", "uppsala-stodteamet")
  }

  private static func body(
    of person: KnownPerson, before: Int, daysAgo: Int
  ) -> JSONValue {
    let body: JSONValue = [
      "subject": ["contactCode": "@code:code.\(person.key)"],
      "contents": contents(of: person, before: before),
      "duration": ["under_15", "15_to_60", "15_to_60", "over_60"][(person.place + before) % 4],
      "workerMinutes": [10, 20, 35, 75][(person.place + before) % 4],
      "handouts": handouts(of: person, before: before),
    ]
    let isCold = before % 2 == 0 && person.place % 5 == 1
    return answered(
      body.adding("unavailable", isCold ? ["night_shelter"] : nil), person, before, daysAgo)
  }

  // The steps of motivation: an offer is refused, then thought over, then taken by most. What was
  // said before stays.
  private static func answered(
    _ body: JSONValue, _ person: KnownPerson, _ before: Int, _ daysAgo: Int
  ) -> JSONValue {
    guard before > 0 else { return body }
    let offer = person.hasAddiction ? "treatment_contact" : "emergency_housing"
    let offered = body.adding("offered", ["\(offer)"])
    // One declines, each time, and is not chased.
    if person.place == 17 {
      return offered.adding("response", "refused")
        .adding("note", "Vill vara ifred. Vi hälsar, och säger var vi finns.")
    }
    switch before {
    case 1: return offered.adding("response", "refused")
    case 2:
      return offered.adding("response", "later").adding("nextStep", "Fråga igen, i lugn och ro")
        .adding("nextOn", "@day:\(7 - daysAgo)")
    default:
      let isTaken = person.place % 3 != 0
      return offered.adding("response", isTaken ? "accepted" : "later")
        .adding("nextStep", isTaken ? "Följ med till första besöket" : "Fråga igen om en månad")
        .adding("nextOn", "@day:\((isTaken ? 2 : 30) - daysAgo)")
    }
  }

  private static func contents(of person: KnownPerson, before: Int) -> JSONValue {
    if before == 0 { return ["relation", "information"] }
    if person.place % 8 == 6 { return ["relation", "motivation", "health"] }
    return before > 2 ? ["motivation", "accompany"] : ["relation", "motivation"]
  }

  private static func handouts(of person: KnownPerson, before: Int) -> JSONValue {
    switch (person.place + before) % 6 {
    case 0: [["kind": "food", "count": 1], ["kind": "clothes", "count": 2]]
    case 1: [["kind": "hygiene", "count": 1]]
    case 2: person.hasAddiction ? [["kind": "naloxone", "count": 1]] : []
    case 3: [["kind": "sleeping_gear", "count": 1]]
    case 4: [["kind": "transport", "count": 2], ["kind": "food", "count": 1]]
    default: []
    }
  }
}
