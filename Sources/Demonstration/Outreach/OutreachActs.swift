// Everything that the teams in the field did, with what the other teams than that against
// homelessness did: online, in protected housing, and among young people.

import JSON

enum OutreachActs {
  /// Every act of the field.
  static let all = PlaceActs.all + NightActs.all + RecordActs.later + online + youth + season

  private static let nexus = "uppsala.nexus"

  // MARK: online

  // No profile is kept: a code, and how far the contact has come.
  private static let online = (0..<12).flatMap { contact($0) } + protected + running

  private static func contact(_ week: Int) -> [Act] {
    let days = 84 - week * 7
    var acts = [
      Act(
        nexus, .ago(days, 20, 10), "encounters",
        [
          "place": "@plats.natet", "subject": ["newCode": ["sex": "woman", "ageBand": "21-24"]],
          "contents": ["information"], "onlineStage": "first_contact",
        ], as: "natet.\(week)")
    ]
    if week % 2 == 0 { acts.append(stage("reply", week, days - 2)) }
    if week % 4 == 0 { acts.append(stage("moved_to_meeting", week, days - 4)) }
    return acts
  }

  private static func stage(_ stage: String, _ week: Int, _ days: Int) -> Act {
    Act(
      nexus, .ago(days, 19, 30), "encounters",
      [
        "place": "@plats.natet", "subject": ["contactCode": "@code:natet.\(week)"],
        "contents": ["relation", "information"], "onlineStage": "\(stage)",
      ])
  }

  private static let protected =
    [
      Act(
        nexus, .ago(21, 14, 0), "contact-codes", ["sex": "woman", "ageBand": "25-34"],
        as: "code.skyddat")
    ] + [20, 13, 6].map { sheltered($0) }

  private static func sheltered(_ days: Int) -> Act {
    let answer = days == 6 ? "accepted" : "later"
    return Act(
      nexus, .ago(days, 14, 0), "encounters",
      [
        "place": "@plats.skyddat", "subject": ["contactCode": "@code:code.skyddat"],
        "contents": ["crisis", "practical"], "duration": "over_60",
        "offered": ["protected_housing", "police_report"], "response": "\(answer)",
      ])
  }

  // Out now, and late with a sign of life.
  private static let running = [
    Act(
      nexus, .minutes(95), "shifts",
      [
        "team": "uppsala-nexusteamet", "startNow": true, "checkInMinutes": 60,
        "route": ["@plats.gymnasiet"],
      ], as: "pass.nexus"),
    Act(nexus, .minutes(70), "shifts/@pass.nexus/transitions", ["step": "check-in"]),
  ]

  // MARK: young people

  private static let youth = (0..<8).flatMap { evening($0) }

  private static func evening(_ number: Int) -> [Act] {
    let days = 82 - number * 10
    func heads(_ sex: String, _ band: String, _ count: Int) -> JSONValue {
      ["sex": "\(sex)", "ageBand": "\(band)", "count": .number(JSONNumber(Int64(count)))]
    }
    let boys = heads("man", "16-17", 3 + number % 4)
    let girls = heads("woman", "13-15", 2 + number % 3)
    return [
      Act(
        "umea.falt", .ago(days, 18, 0), "shifts",
        [
          "team": "umea-faltgruppen", "startNow": true, "checkInMinutes": 90,
          "route": ["@plats.umea-torget", "@plats.umea-centrum"],
        ], as: "pass.umea.\(number)"),
      Act(
        "umea.falt", .ago(days, 19, 15), "places/@plats.umea-torget/observations",
        ["heads": [boys, girls], "mood": number == 5 ? "uneasy" : "calm"]),
      Act(
        "umea.falt", .ago(days, 20, 40), "encounters",
        ["subject": ["nobody": true], "contents": ["relation"], "duration": "15_to_60"]),
      Act(
        "umea.falt", .ago(days, 22, 30), "shifts/@pass.umea.\(number)/transitions",
        ["step": "end", "summary": "Lugnt, många ute."]),
    ]
  }

  // MARK: what is to come

  private static let season = [
    Act(
      "uppsala.admin", .ago(10, 8, 0), "seasons",
      [
        "unit": "uppsala-stod", "kind": "winter", "name": "Vinterläge", "from": "@day:-10",
        "to": "@day:110", "preparedness": "strained",
        "message": "Fler platser på härbärget när det är kallare än minus sju.",
      ]),
    Act(
      "uppsala.chef", .ago(1, 15, 0), "shifts",
      [
        "team": "uppsala-stodteamet", "plannedFrom": "@time:1 18:00",
        "plannedTo": "@time:1 22:00", "checkInMinutes": 60,
        "crew": ["@uppsala.stodteamet", "@uppsala.chef"],
        "route": ["@plats.taltet", "@plats.trapphuset", "@plats.stationen"],
      ], as: "pass.imorgon"),
    Act(
      "uppsala.chef", .ago(16, 9, 0), "shifts",
      [
        "team": "uppsala-stodteamet", "plannedFrom": "@time:-16 12:00",
        "plannedTo": "@time:-16 16:00", "crew": ["@uppsala.stodteamet"],
      ], as: "pass.installt"),
    Act(
      "uppsala.chef", .ago(16, 10, 0), "shifts/@pass.installt/transitions",
      ["step": "cancel", "reason": "Sjukdom i teamet."]),
  ]
}
