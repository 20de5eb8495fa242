// Places of the demonstration, one of each kind at least. Positions are those of squares and
// districts, to half a kilometre; where people live there is none.

import JSON

enum PlaceActs {
  /// Every place, made by the team that goes there.
  static let all = sleeping + open + guarded + elsewhere

  private static func place(
    _ who: String, _ key: String, _ name: String, _ kind: String, area: String? = nil,
    at position: (Int64, Int64)? = nil, every days: Int64? = nil, partner: String? = nil,
    hazards: JSONValue? = nil
  ) -> Act {
    let body: JSONValue = ["name": "\(name)", "kind": "\(kind)"]
    return Act(
      who, .ago(89, 9, 30), "places",
      body.adding("area", area.map { "\($0)" })
        .adding(
          "position",
          position.map { north, east in
            ["north": .number(JSONNumber(north)), "east": .number(JSONNumber(east))]
          }
        )
        .adding("visitEveryDays", days.map { .number(JSONNumber($0)) })
        .adding("partner", partner.map { "\($0)" }).adding("hazards", hazards), as: "plats." + key)
  }

  private static let sleeping = [
    place(
      "uppsala.stodteamet", "harbarget", "Härbärget (exempel)", "shelter", area: "Boländerna",
      every: 7),
    place(
      "uppsala.stodteamet", "akutboendet", "Akutboendet (exempel)", "emergency_housing",
      area: "Fyrislund", every: 14),
    place(
      "uppsala.stodteamet", "jourboendet", "Jourboendet (exempel)", "jourboende", area: "Centrum",
      every: 14),
    place(
      "uppsala.stodteamet", "vandrarhemmet", "Vandrarhemmet (exempel)", "hostel",
      area: "Kungsgatan", every: 30),
    place(
      "uppsala.stodteamet", "taltet", "Dungen i Librobäck", "tent", area: "Librobäck",
      at: (6_640_000, 646_000), every: 7,
      hazards: ["Halt och mörkt efter regn: ta pannlampa.", "Gå två."]),
    place(
      "uppsala.stodteamet", "trapphuset", "Trapphus i Kvarngärdet", "stairwell",
      area: "Kvarngärdet", every: 14, hazards: ["Portkoden byts den första i månaden."]),
  ]

  private static let open = [
    place(
      "uppsala.stodteamet", "mottagningen", "Stödenhetens mottagning", "reception",
      area: "Centrum", at: (6_638_500, 648_000)),
    place(
      "uppsala.stodteamet", "dagcentret", "Dagcentret Uppsala (exempel)", "day_centre",
      area: "Centrum", at: (6_638_500, 647_500), every: 7, partner: "dagcentret-uppsala-exempel"),
    place(
      "uppsala.stodteamet", "garaget", "Parkeringshuset vid torget", "public_premises",
      area: "Centrum", at: (6_638_000, 648_000), every: 3,
      hazards: ["Nålar i trapphuset: bär handskar."]),
    place(
      "uppsala.stodteamet", "parken", "Stadsparken", "outdoors", area: "Centrum",
      at: (6_637_500, 647_500), every: 3),
    place(
      "uppsala.stodteamet", "torget", "Vaksala torg", "outdoors", area: "Centrum",
      at: (6_638_500, 648_500), every: 3),
    place(
      "uppsala.stodteamet", "stationen", "Centralstationen", "station", area: "Centrum",
      at: (6_638_000, 648_500), every: 2),
    place(
      "uppsala.stodteamet", "biblioteket", "Stadsbiblioteket", "library", area: "Centrum",
      at: (6_638_000, 647_500), every: 7),
    place(
      "uppsala.stodteamet", "gottsunda", "Gottsunda centrum", "public_premises",
      area: "Gottsunda", at: (6_633_500, 646_500), every: 7),
  ]

  private static let guarded = [
    place("uppsala.nexus", "natet", "Annonssidan (exempel)", "online_platform", every: 3),
    place("uppsala.nexus", "skyddat", "Skyddat boende 3", "protected"),
    place(
      "uppsala.nexus", "gymnasiet", "Gymnasiet Exempel", "school", area: "Luthagen",
      at: (6_638_500, 647_000), every: 30, partner: "gymnasiet-exempel"),
  ]

  private static let elsewhere = [
    place(
      "umea.falt", "umea-torget", "Rådhustorget", "outdoors", area: "Centrum",
      at: (7_088_000, 759_000), every: 7),
    place(
      "umea.falt", "umea-centrum", "Ålidhems centrum", "public_premises", area: "Ålidhem",
      at: (7_087_000, 761_000), every: 7),
  ]

  /// What a crew sees at a place: heads by sex and band, more of them when it is cold.
  static func observation(at key: String, night: Int, daysAgo: Int) -> JSONValue {
    let men = 1 + (night * 3 + key.count) % 5 + (daysAgo < 30 ? 0 : 1)
    let women = (night + key.count) % 3
    var heads: [JSONValue] = [
      ["sex": "man", "ageBand": "50-65", "count": .number(JSONNumber(Int64(men)))]
    ]
    if women > 0 {
      heads.append(
        ["sex": "woman", "ageBand": "50-65", "count": .number(JSONNumber(Int64(women)))])
    }
    if night % 4 == 0 { heads.append(["sex": "man", "ageBand": "35-49", "count": 1]) }
    // An empty place is worth knowing too.
    let isEmpty = (night + key.count) % 11 == 0
    let body: JSONValue = [
      "heads": .array(isEmpty ? [] : heads),
      "mood": night % 13 == 5 ? "threatening" : night % 5 == 2 ? "uneasy" : "calm",
    ]
    return body.adding("tents", key == "taltet" ? .number(JSONNumber(Int64(1 + night % 3))) : nil)
      .adding("needles", key == "garaget" ? .number(JSONNumber(Int64(night * 7 % 12))) : nil)
  }
}
