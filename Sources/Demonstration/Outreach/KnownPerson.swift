// The people whom the team in Uppsala knows in acute homelessness: eighty, all invented, in the
// proportions that the municipality's own count found. What each needs and where each sleeps
// follows from a place in the list, so that the list stays one that can be read.

import JSON

/// Somebody whom the team knows.
struct KnownPerson: Sendable {
  /// The place in the list.
  let place: Int
  /// The age; that of the year in which the demonstration is loaded.
  let age: Int
  /// The name, of those who are known by one.
  let name: KnownName?

  /// How many there are.
  static let count = 80

  /// Everyone, those with a name first.
  static let all = (0..<count).map { place in
    KnownPerson(place: place, age: age(at: place), name: KnownName.at(place))
  }

  // Nine of thirteen are between 50 and 65. Every fourth is a woman; as four and thirteen share no
  // divisor, women and men are of the same ages.
  private static let ages = [57, 52, 61, 44, 55, 63, 38, 59, 51, 29, 64, 70, 54]
  private static let young = [40: 19, 50: 23, 61: 22]

  private static func age(at place: Int) -> Int { young[place] ?? ages[place % ages.count] }

  /// The name of the person, the code and all that belongs to them in acts.
  var key: String { "k\(place)" }
  var isWoman: Bool { place % 4 == 3 }
  var sex: String { isWoman ? "woman" : "man" }

  var ageBand: String {
    switch age {
    case ..<21: "18-20"
    case ..<25: "21-24"
    case ..<35: "25-34"
    case ..<50: "35-49"
    case ..<66: "50-65"
    default: "66-79"
    }
  }

  // Seven of ten have both an addiction and a mental illness.
  var hasAddiction: Bool { ![5, 8].contains(place % 10) }
  var hasMentalIllness: Bool { ![2, 8].contains(place % 10) }

  /// What the person needs: area, how much, and whether help is wanted.
  var needs: [(area: String, level: String, wish: String)] {
    var needs = [("housing", "high", "now")]
    if hasAddiction { needs.append(("substance", "high", ["no", "later", "now"][place % 3])) }
    if hasMentalIllness {
      needs.append(("mental_health", ["medium", "high"][place % 2], ["later", "now"][place % 2]))
    }
    if place % 6 == 1 { needs.append(("physical_health", "medium", "now")) }
    if place % 7 == 2 { needs.append(("debt", "medium", "later")) }
    if place % 9 == 4 { needs.append(("papers", "high", "now")) }
    return needs
  }

  /// Where the person sleeps.
  var subtype: String {
    let women = ["emergency_housing", "shelter", "jourboende", "stairwell", "hostel"]
    let men = ["outdoors", "shelter", "stairwell", "public_premises", "shelter", "tent", "car"]
    return isWoman ? women[place / 4 % women.count] : men[place % men.count]
  }

  /// Whom a contact code is issued to.
  var describedBody: JSONValue { ["sex": "\(sex)", "ageBand": "\(ageBand)"] }
}

/// The name that somebody is known by, and what comes with it.
struct KnownName: Sendable {
  let alias: String?
  let legalName: String?
  let number: String?
  let language: String

  private init(
    _ alias: String?, _ legalName: String? = nil, _ number: String? = nil,
    language: String = "sv"
  ) {
    self.alias = alias
    self.legalName = legalName
    self.number = number
    self.language = language
  }

  static func at(_ place: Int) -> KnownName? { place < all.count ? all[place] : nil }

  // Every fourth is a woman's. Identity numbers are Skatteverket's test numbers.
  private static let all = [
    KnownName("Roffe"), KnownName("Åke i backen"), KnownName(nil, "Sten Exempelby", "196303042391"),
    KnownName("Gullan"), KnownName("Finska Pekka", language: "fi"), KnownName("Långe Leif"),
    KnownName(nil, "Dan Testström", "198005022390"), KnownName(nil, "Ulla Provby", "196308872388"),
    KnownName("Marek", language: "pl"), KnownName("Snickarn"), KnownName("Benke"),
    KnownName(nil, "Siv Exempelgård", "195708143101"), KnownName("Professorn"),
    KnownName("Hasse med cykeln"), KnownName(nil, "Jörgen Testdal", "197201802399"),
    KnownName("Annki"), KnownName("Ville"), KnownName("Janne Z"), KnownName("Tage"),
    KnownName("Mona på torget"), KnownName("Ionel", language: "ro"), KnownName("Kapten"),
    KnownName(nil, "Nils Provqvist"), KnownName(nil, "Inger Testsjö", "197208632385"),
    KnownName("Musse", language: "ar"), KnownName("Sigge"), KnownName("Olof i tältet"),
    KnownName("Bettan"),
  ]

  /// The body that makes the record.
  func body(of person: KnownPerson) -> JSONValue {
    let body: JSONValue = ["languages": ["\(language)"], "district": "Centrum"]
    let named =
      body.adding("alias", alias.map { "\($0)" }).adding("legalName", legalName.map { "\($0)" })
      .adding("needsInterpreter", ["sv", "fi"].contains(language) ? nil : true)
    if let number { return named.adding("number", "\(number)") }
    return named.adding("sex", "\(person.sex)").adding("birthYear", "@age:\(person.age)")
  }
}
