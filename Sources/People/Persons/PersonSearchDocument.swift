// What a search for persons may ask for. The law names the terms (2001:637 15 §); what describes
// people instead of naming one is refused for what it is.

import Pipeline
import Vocabulary

/// A lawful search term.
enum PersonTerm: Sendable, Equatable {
  case name(String)
  case number(String)
  case contactCode(String)
}

/// The body of a search for persons.
struct PersonSearch: Document {
  static let name = "PersonSearch"

  /// The one term; nil where a trait came instead.
  let term: PersonTerm?
  /// Members that are traits, which no one may search by.
  let traits: [String]

  init(reading fields: inout FieldReader) {
    let name = fields.textIfAny("name")
    let number = fields.textIfAny("number", charactersMax: 20)
    let code = fields.textIfAny("contactCode", charactersMax: 20)
    let terms = [
      name.map(PersonTerm.name), number.map(PersonTerm.number), code.map(PersonTerm.contactCode),
    ].compactMap(\.self)
    term = terms.count == 1 ? terms[0] : nil
    traits = fields.presentNames.filter(Self.forbidden.contains)
    // Asked for only when they are there: the description shows the lawful terms alone.
    for trait in traits { _ = fields.member(trait, .anything, isRequired: false) { $0 } }
    let given = ["name", "number", "contactCode"].filter { fields.has($0) }
    guard traits.isEmpty, given.count != 1 else { return }
    if given.isEmpty {
      fields.fault("", "required", allowed: ["name", "number", "contactCode"])
    } else {
      for extra in given.dropFirst() { fields.fault(extra, "one_term_only") }
    }
  }

  /// Names under which a client might try to search by what people are.
  static let forbidden: Set<String> = [
    "address", "age", "ageBand", "alerts", "birthDate", "birthDay", "birthYear", "children",
    "citizenship", "country", "crime", "disability", "district", "ethnicity", "gender", "health",
    "household", "housing", "income", "language", "languages", "livingSituation", "municipality",
    "nationality", "need", "needs", "needsInterpreter", "origin", "phone", "place",
    "politicalOpinion", "protectedIdentity", "religion", "secrecy", "sex", "sexuality", "status",
    "substance", "team", "text", "unit", "violence",
  ]
}
