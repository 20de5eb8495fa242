// What is kept of those who are known by name: where they sleep, what they need and want, whom they
// belong to; then two records of one person, and how they become one.

import JSON

enum RecordActs {
  private static let team = "uppsala.stodteamet"
  private static let intake = "uppsala.mottagning"
  private static let lead = "uppsala.chef"

  /// The record of somebody who agrees to one, with what was told that evening.
  static func acts(of person: KnownPerson, _ name: KnownName, daysAgo: Int) -> [Act] {
    let path = "persons/@person.\(person.key)"
    let when = Moment.ago(daysAgo, 23, 10)
    let acute: JSONValue = [
      "situation": "1", "subtype": "\(person.subtype)", "from": "@day:-\(daysAgo + 60)",
      "source": person.place % 3 == 0 ? "seen" : "own_word",
    ]
    var acts = [
      Act(team, when, "persons", name.body(of: person), as: "person." + person.key),
      Act(
        team, when, "contact-codes/@code.\(person.key)/transitions",
        ["step": "join", "person": "@person.\(person.key)"]),
      Act(
        team, when, path + "/living-situations",
        [
          "situation": "4", "subtype": person.place % 2 == 0 ? "friends" : "subletting",
          "from": "@day:-\(daysAgo + 400)", "to": "@day:-\(daysAgo + 61)", "source": "own_word",
        ]),
      Act(
        team, when, path + "/living-situations",
        acute.adding("beddedDown", person.place % 3 == 0 ? true : nil)),
    ]
    for need in person.needs {
      acts.append(
        Act(
          team, when, path + "/needs",
          [
            "area": "\(need.area)", "level": "\(need.level)", "wish": "\(need.wish)",
            "from": "@day:-\(daysAgo)",
          ]))
    }
    return acts
  }

  /// What happened to records since.
  static let later = moved + related + former + guarded + twice

  // Homelessness goes on, in another place; one has got a flat to learn in.
  private static let moved =
    [4, 12, 20].map { place in
      Act(
        intake, .ago(9, 14, place), "persons/@person.k\(place)/living-situations",
        ["situation": "1", "subtype": "emergency_housing", "from": "@day:-9", "source": "staff"])
    } + [
      Act(
        intake, .ago(30, 13, 0), "persons/@person.bengt/living-situations",
        [
          "situation": "1", "subtype": "shelter", "from": "@day:-210", "to": "@day:-31",
          "source": "staff",
        ]),
      Act(
        intake, .ago(30, 13, 5), "persons/@person.bengt/living-situations",
        [
          "situation": "3", "subtype": "training_apartment", "from": "@day:-30",
          "source": "register",
        ]),
    ]

  private static let related = [
    relation("k3", "k5", "partner"), relation("k8", "k9", "network"),
    relation("k0", "k1", "sibling"), relation("k13", "k18", "household"),
  ]

  private static func relation(_ one: String, _ other: String, _ kind: String) -> Act {
    Act(
      intake, .ago(8, 10, 0), "persons/@person.\(one)/relations",
      ["other": "@person.\(other)", "kind": "\(kind)", "from": "@day:-8"])
  }

  // Those whom the team knew before the others: they too have nowhere to live.
  private static let former = [
    ("lasse", "stairwell"), ("mossan", "shelter"), ("sture", "outdoors"),
  ]
  .flatMap { name, subtype in
    [
      Act(
        intake, .ago(39, 9, 0), "persons/@person.\(name)/living-situations",
        [
          "situation": "1", "subtype": "\(subtype)", "from": "@day:-120", "source": "seen",
        ]),
      Act(
        intake, .ago(39, 9, 5), "persons/@person.\(name)/needs",
        ["area": "substance", "level": "high", "wish": "later", "from": "@day:-39"]),
      Act(
        intake, .ago(39, 9, 10), "persons/@person.\(name)/needs",
        ["area": "mental_health", "level": "medium", "wish": "now", "from": "@day:-39"]),
    ]
  }

  // A woman who is hidden from somebody: only those on her list find her.
  private static let guarded = [
    Act(
      intake, .ago(32, 11, 0), "persons",
      ["alias": "L", "sex": "woman", "birthYear": "@age:41", "languages": ["sv"]],
      as: "person.skyddad"),
    Act(
      intake, .ago(32, 11, 5), "persons/@person.skyddad/living-situations",
      ["situation": "1", "subtype": "protected_housing", "from": "@day:-32", "source": "staff"]),
    Act(
      intake, .ago(32, 11, 10), "persons/@person.skyddad/transitions",
      ["step": "protect", "protectedIdentity": "protected_registration"]),
  ]

  // MARK: two records of one person

  // A pair to be found, one that two people made one, and one that two people made two again.
  private static let twice =
    pair("Kent Provlund", age: 58, "funnen", daysAgo: 27)
    + pair("Berit Testhage", age: 53, "hel", daysAgo: 24)
    + pair("Stig Exempelhed", age: 62, "delad", daysAgo: 22)
    + merged("hel", daysAgo: 21) + merged("delad", daysAgo: 19)
    + [
      Act(lead, .ago(12, 9, 0), "merges/@merge.delad/transitions", ["step": "undo"]),
      Act(intake, .ago(11, 9, 0), "merges/@merge.delad/transitions", ["step": "undo"]),
    ]

  private static func pair(_ name: String, age: Int, _ key: String, daysAgo: Int) -> [Act] {
    [
      Act(
        team, .ago(daysAgo, 15, 0), "persons",
        ["alias": "\(name)", "birthYear": "@age:\(age)", "languages": ["sv"]],
        as: "person.\(key)-1"),
      Act(
        intake, .ago(daysAgo - 1, 10, 0), "persons",
        [
          "legalName": "\(name)", "birthYear": "@age:\(age)", "languages": ["sv"],
          "unit": "uppsala-stod",
        ],
        as: "person.\(key)-2"),
    ]
  }

  private static func merged(_ key: String, daysAgo: Int) -> [Act] {
    [
      Act(
        intake, .ago(daysAgo, 9, 30), "merges",
        ["kept": "@person.\(key)-1", "absorbed": "@person.\(key)-2"], as: "merge." + key),
      Act(
        lead, .ago(daysAgo - 1, 13, 0), "merges/@merge.\(key)/transitions", ["step": "approve"]),
    ]
  }
}
