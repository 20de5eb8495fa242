// The names that those whom the team knows go by: most of them given by the street, a few with the
// name and the number of the register.

import JSON

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

  // Every fourth is a woman's; those without one want no record. Identity numbers are
  // Skatteverket's test numbers.
  private static let all: [KnownName?] = [
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
    KnownName("Bettan"), KnownName("Björne"), KnownName("Stickan"), KnownName("Puttrik"),
    KnownName("Kattis"), KnownName("Ludde"), KnownName("Rullan"),
    KnownName("Pentti", language: "fi"), KnownName("Rutan"), KnownName("Stor-Erik"),
    KnownName("Lill-Erik"), KnownName("Krzysiek", language: "pl"), KnownName("Lill-Maj"),
    KnownName("Masen"), KnownName("Skåningen"), KnownName("Tompa"), KnownName("Sussi"),
    KnownName("Vasile", language: "ro"), KnownName("Farbror Nils"), KnownName("Murarn"),
    KnownName("Tanten", language: "fi"), KnownName("Kocken"), KnownName("Gitarr-Olle"),
    KnownName("Charles"), KnownName("Nettan"), KnownName("Pricken"),
    KnownName("Tysken", language: "de"), KnownName("Jerka"), KnownName("Gun i parken"),
    KnownName("Hagge"), KnownName("Smeden"), KnownName("Samir", language: "ar"),
    KnownName("Fröken"), KnownName("Tore Tupp"), KnownName("Mårtan"),
    KnownName("Emeka", language: "en"), nil, KnownName("Holmis"), KnownName("Figge"),
    KnownName("Norrlänningen"), nil, KnownName("Jukka", language: "fi"), KnownName("Raggarn"),
    KnownName("Stumpen"), nil,
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
