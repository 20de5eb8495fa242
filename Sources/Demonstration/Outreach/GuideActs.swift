// The community guide goes along with the team, and writes down that she spoke with somebody, and
// of what; whom she meets again she knows by a code. The shift is the one that she is out on.

import JSON

enum GuideActs {
  /// Every walk, two weeks apart, with the codes of those whom she meets again.
  static let all = codes + (0..<6).flatMap { walk($0) }

  private static let known = 8

  private static let codes = (0..<known).map { place in
    Act(
      "uppsala.vagledare", .ago(80, 10, place), "contact-codes",
      [
        "sex": place % 4 == 3 ? "man" : "woman", "ageBand": place < 6 ? "35-49" : "25-34",
      ], as: "code.vagledning-\(place)")
  }

  // Half of those who ask something only ask it once.
  private static func subject(_ number: Int, _ order: Int) -> JSONValue {
    guard order % 2 == 1 else { return ["nobody": true] }
    return ["contactCode": "@code:code.vagledning-\((number * 3 + order / 2) % known)"]
  }

  private static func walk(_ number: Int) -> [Act] {
    let days = 78 - number * 14
    let shift = "pass.vagledare.\(number)"
    let meetings = (0..<6).map { order in
      Act(
        "uppsala.vagledare", .ago(days, 15, 10 + order * 8), "encounters",
        [
          "place": "@plats.gottsunda", "subject": subject(number, order),
          "contents": order % 2 == 0 ? ["information"] : ["relation", "practical"],
        ])
    }
    return [
      Act(
        "uppsala.chef", .ago(days, 13, 0), "shifts",
        [
          "team": "uppsala-stodteamet", "plannedFrom": "@time:-\(days) 15:00",
          "plannedTo": "@time:-\(days) 17:00",
          "crew": ["@uppsala.stodteamet", "@uppsala.vagledare"], "route": ["@plats.gottsunda"],
        ], as: shift),
      Act("uppsala.chef", .ago(days, 15, 0), "shifts/@\(shift)/transitions", ["step": "start"]),
    ] + meetings + [
      Act(
        "uppsala.chef", .ago(days, 17, 0), "shifts/@\(shift)/transitions",
        ["step": "end", "summary": "Många frågor om skola och föräldrastöd."])
    ]
  }
}
