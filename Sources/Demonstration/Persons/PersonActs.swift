// People of the demonstration. All are invented; identity numbers are Skatteverket's test numbers,
// and telephone numbers those that PTS keeps free for invented people.

import JSON

enum PersonActs {
  /// Everyone, what happened to their records, and contact codes.
  static let all = uppsala + met + elsewhere + codes + guarded

  private static func made(
    _ who: String, _ when: Moment, _ name: String, _ body: JSONValue
  ) -> Act {
    Act(who, when, "persons", body, as: "person." + name)
  }

  private static let uppsala = [
    made(
      "uppsala.mottagning", .ago(62, 9, 10), "anita",
      [
        "legalName": "Anita Exempel", "preferredName": "Nita", "number": "196305183144",
        "languages": ["sv"], "district": "Stenhagen",
        "contact": ["phone": "070-1740606", "safe": "förmiddagar"],
      ]),
    made(
      "uppsala.mottagning", .ago(60, 13, 25), "bengt",
      [
        "legalName": "Bengt Exempelsson", "alias": "Bengan", "number": "195705082633",
        "languages": ["sv"], "district": "Centrum",
      ]),
    made(
      "uppsala.mottagning", .ago(57, 10, 40), "maria",
      [
        "legalName": "Maria Provsson", "number": "199406252388", "languages": ["sv", "es"],
        "contact": ["phone": "070-1740607", "safe": "ring aldrig hem"],
      ]),
    made(
      "uppsala.mottagning", .ago(55, 11, 5), "fatima",
      [
        "legalName": "Fatima Exempel", "number": "198007032389", "languages": ["ar", "sv"],
        "needsInterpreter": true, "district": "Gottsunda",
        "contact": ["phone": "070-1740608", "safe": "när barnen är i skolan"],
      ]),
    made(
      "uppsala.mottagning", .ago(55, 11, 15), "amir",
      [
        "legalName": "Amir Exempel", "number": "201005022395", "languages": ["sv", "ar"],
        "district": "Gottsunda",
      ]),
    made(
      "uppsala.mottagning", .ago(55, 11, 20), "leyla",
      [
        "legalName": "Leyla Exempel", "number": "201007022385", "languages": ["sv", "ar"],
        "district": "Gottsunda",
      ]),
    made(
      "uppsala.mottagning", .ago(50, 14, 0), "kalle",
      [
        "legalName": "Karl Testman", "alias": "Kalle T", "number": "197205229292",
        "languages": ["sv", "fi"], "district": "Kvarngärdet",
      ]),
    made(
      "uppsala.mottagning", .ago(48, 9, 35), "gunnar",
      [
        "legalName": "Gunnar Provberg", "number": "194904262153", "languages": ["sv"],
        "district": "Luthagen",
      ]),
    made(
      "uppsala.mottagning", .ago(47, 15, 10), "jonas",
      [
        "legalName": "Jonas Testberg", "number": "198804302399", "languages": ["sv"],
        "district": "Sala backe", "contact": ["phone": "070-1740609", "safe": "kvällar"],
      ]),
    made(
      "uppsala.mottagning", .ago(45, 10, 55), "ester",
      ["legalName": "Ester Provsson", "number": "193804169245", "languages": ["sv"]]),
    made(
      "uppsala.handlaggare", .ago(44, 13, 15), "dragan",
      [
        "legalName": "Dragan Exempelić", "number": "196306742393", "languages": ["bs", "sv"],
        "needsInterpreter": true, "district": "Eriksberg",
      ]),
  ]

  // Those whom the teams have met where they are.
  private static let met = [
    made(
      "uppsala.stodteamet", .ago(53, 19, 20), "lasse",
      [
        "alias": "Lasse på stationen", "sex": "man", "ageBand": "50-65", "languages": ["sv"],
        "district": "Centrum",
      ]),
    made(
      "uppsala.stodteamet", .ago(46, 20, 40), "mossan",
      [
        "alias": "Hon med röda mössan", "sex": "woman", "ageBand": "35-49", "languages": ["sv"],
        "district": "Boländerna",
      ]),
    made(
      "uppsala.stodteamet", .ago(41, 7, 50), "sture",
      ["alias": "Sture", "sex": "man", "ageBand": "66-79", "languages": ["sv"]]),
    made(
      "uppsala.nexus", .ago(43, 18, 30), "elena",
      [
        "alias": "Elena", "sex": "woman", "ageBand": "21-24", "languages": ["ro"],
        "needsInterpreter": true, "contact": ["phone": "070-1740610", "safe": "bara sms"],
      ]),
    made(
      "uppsala.nexus", .ago(39, 20, 5), "ioana",
      [
        "legalName": "Ioana Exempelescu", "alias": "Io", "number": "198810732381",
        "languages": ["ro", "en"], "needsInterpreter": true,
      ]),
  ]

  private static let elsewhere = [
    made(
      "umea.mottagning", .ago(52, 10, 0), "sara",
      [
        "legalName": "Sara Provén", "number": "198807022382", "languages": ["sv", "se"],
        "district": "Ersboda", "contact": ["phone": "070-1740611", "safe": "efter sex"],
      ]),
    made(
      "umea.falt", .ago(36, 21, 30), "isak",
      [
        "legalName": "Isak Testlund", "number": "200805022399", "languages": ["sv"],
        "district": "Ålidhem",
      ]),
    made(
      "umea.falt", .ago(35, 22, 10), "vide",
      ["alias": "Vide", "sex": "man", "ageBand": "16-17", "languages": ["sv"]]),
    made(
      "solna.mottagning", .ago(30, 9, 45), "nina",
      [
        "alias": "Nina", "sex": "woman", "ageBand": "25-34", "languages": ["fi", "sv"],
        "contact": ["phone": "070-1740612", "safe": "vardagar 12–13"],
      ]),
    made(
      "upplands-bro.mottagning", .ago(29, 14, 20), "helena",
      ["legalName": "Helena Exempel", "number": "197206099280", "languages": ["sv"]]),
  ]

  private static let codes = [
    code("uppsala.stodteamet", .ago(56, 21, 5), "lasse", ["sex": "man", "ageBand": "50-65"]),
    code(
      "uppsala.stodteamet", .ago(49, 20, 15), "gottsunda", ["sex": "woman", "ageBand": "35-49"]),
    code("uppsala.stodteamet", .ago(34, 8, 20), "garage", ["sex": "unknown"]),
    code("uppsala.stodteamet", .ago(6, 21, 45), "stationen", ["sex": "man", "ageBand": "66-79"]),
    code("uppsala.nexus", .ago(44, 19, 0), "elena", ["sex": "woman", "ageBand": "21-24"]),
    code("uppsala.nexus", .ago(9, 20, 30), "hotellet", ["sex": "woman", "ageBand": "18-20"]),
    code("uppsala.vagledare", .ago(15, 14, 30), "foralder", ["sex": "woman", "ageBand": "35-49"]),
    code("jouren.handlaggare", .ago(14, 18, 10), "jouren", ["sex": "woman", "ageBand": "25-34"]),
    codeStep("uppsala.stodteamet", .ago(53, 19, 30), "lasse", joining: "lasse"),
    codeStep("uppsala.nexus", .ago(43, 18, 40), "elena", joining: "elena"),
    codeStep("uppsala.stodteamet", .ago(20, 8, 0), "garage"),
  ]

  private static func code(
    _ who: String, _ when: Moment, _ name: String, _ body: JSONValue
  ) -> Act {
    Act(who, when, "contact-codes", body, as: "code." + name)
  }

  private static func codeStep(
    _ who: String, _ when: Moment, _ name: String, joining person: String? = nil
  ) -> Act {
    let body: JSONValue =
      person.map { ["step": "join", "person": "@person.\($0)"] } ?? ["step": "drop"]
    return Act(who, when, "contact-codes/@code.\(name)/transitions", body)
  }

  // One protected by the register, one marked, one restricted for a relative of the staff.
  private static let guarded = [
    step(
      .ago(56, 15, 0), "maria", ["step": "protect", "protectedIdentity": "protected_registration"]),
    step(.ago(45, 11, 5), "ester", ["step": "protect", "protectedIdentity": "marked"]),
    step(
      .ago(46, 8, 30), "jonas",
      ["step": "restrict", "reason": "relative_of_staff", "users": ["@uppsala.chef"]]),
    step(.ago(18, 9, 0), "gunnar", ["step": "deceased"]),
    step(.ago(16, 10, 30), "kalle", ["step": "inactivate"]),
  ]

  private static func step(_ when: Moment, _ person: String, _ body: JSONValue) -> Act {
    Act("uppsala.mottagning", when, "persons/@person.\(person)/transitions", body)
  }
}
