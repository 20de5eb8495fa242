// Whom the teams were asked to look for, and what others told them: found, not found, one who does
// not want to be looked for, one still sought; tips answered, judged, waiting, and one forgotten.

import JSON

enum SearchActs {
  /// Every search and every tip.
  static let all = found + declined + sought + gone + tips

  private static let intake = "uppsala.mottagning"
  private static let lead = "uppsala.chef"
  private static let team = "uppsala.stodteamet"
  private static let nexus = "uppsala.nexus"

  // MARK: searches

  private static func order(
    _ who: String, _ days: Int, _ key: String, _ subject: JSONValue, _ why: String,
    until deadline: Int, priority: String = "soon", usually place: String, hours: String,
    by team: String = "uppsala-stodteamet", told: JSONValue = []
  ) -> Act {
    Act(
      who, .ago(days, 9, 5), "search-orders",
      [
        "subject": subject, "team": "\(team)", "mayBeTold": told, "why": "\(why)",
        "priority": "\(priority)", "deadline": "@day:\(deadline)",
        "usualPlaces": [["description": "\(place)", "hours": "\(hours)"]],
      ], as: "sok." + key)
  }

  private static func step(_ who: String, _ days: Int, _ key: String, _ step: String) -> Act {
    Act(who, .ago(days, 22, 20), "search-orders/@sok.\(key)/transitions", ["step": "\(step)"])
  }

  private static func attempt(
    _ who: String, _ days: Int, _ hour: Int, _ key: String, _ result: String, at place: String,
    _ note: String
  ) -> Act {
    Act(
      who, .ago(days, hour, 40), "search-orders/@sok.\(key)/attempts",
      ["result": "\(result)", "place": "@plats.\(place)", "note": "\(note)"])
  }

  // Those who found nobody are kept: they tell the next where not to begin.
  private static let found = [
    order(
      "uppsala.handlaggare", 40, "dragan", ["person": "@person.dragan"],
      "Ska få besked om sin plats på behandling.", until: -20, usually: "Biblioteket, läsesalen",
      hours: "förmiddagar"),
    step(team, 40, "dragan", "take"),
    attempt(team, 39, 8, "dragan", "not_found", at: "biblioteket", "Inte där i dag."),
    attempt(team, 38, 19, "dragan", "not_found", at: "parken", "Ingen har sett honom."),
    attempt(team, 36, 9, "dragan", "heard_of", at: "dagcentret", "Var här i förrgår."),
    attempt(team, 35, 9, "dragan", "found", at: "dagcentret", "Han vet, och kommer på torsdag."),
  ]

  private static let declined = [
    order(
      intake, 25, "olof", ["person": "@person.k26"], "Många dagar sedan någon såg honom.",
      until: -5, usually: "Tältet vid ån", hours: "nätter"),
    attempt(team, 24, 21, "olof", "not_found", at: "taltet", "Tältet står kvar, ingen hemma."),
    attempt(
      team, 22, 21, "olof", "refused_contact", at: "taltet",
      "Mår bra, vill inte ha besök. Vi kommer inte om han inte ber om det."),
    step(team, 22, "olof", "declined"),
  ]

  // Known to nobody: whoever looks meets the person under the order's code.
  private static let sought = [
    order(
      intake, 4, "gronjacka",
      [
        "described": [
          "text": "Kvinna i grön jacka med en ljus hund, haltar.", "sex": "woman",
          "ageBand": "50-65",
        ]
      ], "Hade feber när personalen på dagcentret såg henne.", until: 3, priority: "urgent",
      usually: "Väntsalen på stationen", hours: "sena kvällar", told: ["uppsala-nexusteamet"]),
    step(team, 4, "gronjacka", "take"),
    attempt(team, 3, 20, "gronjacka", "not_found", at: "stationen", "Vakten känner igen henne."),
    attempt(
      team, 2, 21, "gronjacka", "seen_not_contacted", at: "garaget",
      "Gick när vi kom. Hunden var med."),
  ]

  private static let gone = [
    order(
      lead, 33, "benke", ["person": "@person.k10"], "Tid på mottagningen flyttad.", until: -26,
      usually: "Härbärget", hours: "kvällar"),
    attempt(team, 32, 19, "benke", "not_found", at: "harbarget", "Inte inskriven i natt."),
    attempt(team, 30, 20, "benke", "not_found", at: "torget", "Inte sedd på en vecka."),
    step(team, 27, "benke", "not-found"),
  ]

  // MARK: tips

  private static func tip(
    _ who: String, _ days: Int, _ key: String, _ what: String, area: String,
    to entrance: String? = nil, wantsReply: Bool = true
  ) -> Act {
    let body: JSONValue = [
      "what": "\(what)", "area": "\(area)", "replyWanted": .bool(wantsReply),
    ]
    return Act(
      who, .ago(days, 13, 15), "tips", body.adding("entrance", entrance.map { "\($0)" }),
      as: "tips." + key)
  }

  private static func tipStep(
    _ who: String, _ days: Int, _ hour: Int, _ key: String, _ body: JSONValue
  ) -> Act {
    Act(who, .ago(days, hour, 25), "tips/@tips.\(key)/transitions", body)
  }

  private static let homeless = "uppsala-ingang-akut-hemloshet"

  private static let tips = [
    tip(
      "uppsala.vagledare", 30, "trappan", "En man sover i trappan vid badhuset, utan skor.",
      area: "Centrum", to: homeless),
    tipStep(intake, 30, 15, "trappan", ["step": "triage", "alreadyKnown": false]),
    tipStep(
      intake, 30, 15, "trappan",
      ["step": "assign", "task": "place_visit", "team": "uppsala-stodteamet"]),
    tipStep(team, 29, 21, "trappan", ["step": "done", "outcome": "found_helped"]),
    tipStep(
      intake, 28, 9, "trappan",
      ["step": "inform", "answer": "Tack. Han har sovit inne sedan dess."]),
    tip(
      "uppsala.polis", 12, "kallaren", "Spår av någon som bor i ett källarförråd.",
      area: "Kvarngärdet", to: homeless),
    tipStep(
      lead, 11, 9, "kallaren",
      [
        "step": "assign", "task": "search_order", "deadline": "@day:3", "priority": "routine",
      ]),
    tip(
      "jouren.avsandare", 16, "hotellet", "Samma bil hämtar unga kvinnor vid hotellet varje natt.",
      area: "Boländerna", to: "uppsala-ingang-prostitution-manniskohandel"),
    tipStep(intake, 15, 10, "hotellet", ["step": "close", "outcome": "other_authority"]),
    tipStep(intake, 15, 10, "hotellet", ["step": "inform"]),
    tip(
      "ungdom.avsandare", 2, "ungdom", "En kille i tjugoårsåldern frågar var man kan sova.",
      area: "Gottsunda", to: homeless),
    // Nobody has looked at it for more than ten office days.
    tip(
      nexus, 21, "glomt", "Två kvinnor tigger vid affären och hämtas vid stängning.",
      area: "Fyrislund", wantsReply: false),
  ]
}
