// What is noted without persons: evenings among young people, and signs of social unrest with what
// was done about them.

import JSON

enum FieldWorkActs {
  /// Every evening and every sign.
  static let all = evenings + fading + fresh

  // MARK: evenings among young people

  private static let evenings = (0..<8).map { evening($0) }

  private static func evening(_ number: Int) -> Act {
    let days = 82 - number * 10
    func group(_ size: String, _ band: String, _ sexes: String, _ mood: String) -> JSONValue {
      ["size": "\(size)", "ageBand": "\(band)", "sexes": "\(sexes)", "mood": "\(mood)"]
    }
    let isUneasy = number == 5
    let mood = isUneasy ? "uneasy" : "calm"
    let groups: [JSONValue] = [
      group(["5-9", "10-19", "5-9"][number % 3], "13-15", "mixed", mood),
      group(["2-4", "5-9"][number % 2], "16-17", "boys", mood),
    ]
    let body: JSONValue = [
      "heldOn": "@day:-\(days)", "area": number % 2 == 0 ? "Centrum" : "Ålidhem",
      "groups": .array(groups), "mood": "\(mood)",
      "worry": "\(isUneasy ? "raised" : ["none", "low"][number % 2])",
    ]
    return Act(
      "umea.falt", .ago(days, 22, 45), "field-evenings",
      body.adding(
        "measures", isUneasy ? "Stannade vid centrum till stängning. Ringde fritidsgården." : nil))
  }

  // MARK: signs of unrest

  private static func sign(
    _ who: String, _ days: Int, _ key: String, area: String, _ level: String, from source: String,
    _ what: String
  ) -> Act {
    Act(
      who, .ago(days, 15, 0), "unrest-signs",
      [
        "unit": "uppsala-stod", "area": "\(area)", "level": "\(level)", "source": "\(source)",
        "what": "\(what)", "seenOn": "@day:-\(days)",
      ], as: "tecken." + key)
  }

  private static func step(_ who: String, _ days: Int, _ key: String, _ body: JSONValue) -> Act {
    Act(who, .ago(days, 16, 0), "unrest-signs/@tecken.\(key)/transitions", body)
  }

  private static let fading = [
    sign(
      "uppsala.vagledare", 48, "gottsunda", area: "Gottsunda", "raised", from: "residents",
      "Stora grupper vid centrum efter stängning, föräldrar vågar inte gå förbi."),
    step(
      "uppsala.chef", 46, "gottsunda",
      ["step": "act", "level": "raised", "followUpOn": "@day:-20"]),
    Act(
      "uppsala.chef", .ago(46, 16, 5), "unrest-signs/@tecken.gottsunda/measures",
      [
        "party": "together", "what": "Vuxna från föreningar på plats fredag och lördag.",
        "dueOn": "@day:-25",
      ], as: "atgard.vuxna"),
    Act(
      "uppsala.chef", .ago(22, 10, 0),
      "unrest-signs/@tecken.gottsunda/measures/@atgard.vuxna",
      ["result": "some_effect", "resultText": "Lugnare på fredagar, inte på lördagar."],
      method: "PATCH", version: 1),
    step(
      "uppsala.chef", 20, "gottsunda",
      [
        "step": "follow-up", "level": "low", "note": "Vuxna fortsätter året ut.",
        "followUpOn": "@day:20",
      ]),
  ]

  // To be looked at again since yesterday.
  private static let fresh = [
    sign(
      "uppsala.polis", 9, "kvarngardet", area: "Kvarngärdet", "high", from: "landlord",
      "Skadegörelse i trapphus flera nätter i rad."),
    step("uppsala.polis", 8, "kvarngardet", ["step": "act", "followUpOn": "@day:-1"]),
    Act(
      "uppsala.polis", .ago(8, 16, 10), "unrest-signs/@tecken.kvarngardet/measures",
      [
        "party": "municipality", "what": "Trygghetsvandring med skola och hyresvärd.",
        "dueOn": "@day:5",
      ]),
  ]
}
