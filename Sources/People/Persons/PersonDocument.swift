// What comes in about persons: new ones, changes, steps.

import Access
import JSON
import Pipeline
import Vocabulary

/// How a person can be reached.
struct ContactDocument: Document {
  static let name = "NewPersonContact"

  let phone: String?
  let safe: String?

  init(reading fields: inout FieldReader) {
    phone = fields.textIfAny("phone", charactersMax: 40)
    safe = fields.textIfAny("safe")
  }
}

/// The body that makes a person.
struct PersonDocument: Document {
  static let name = "NewPerson"

  let board: Reference?
  let unit: Reference?
  let told: NewPerson
  let number: String?

  init(reading fields: inout FieldReader) {
    board = fields.referenceIfAny("board")
    unit = fields.referenceIfAny("unit")
    number = fields.textIfAny("number", charactersMax: 13)
    let (alias, preferred) = (fields.textIfAny("alias"), fields.textIfAny("preferredName"))
    let legal = fields.textIfAny("legalName")
    let sex = fields.codeIfAny("sex", Sex.self)
    let birthYear = fields.integerIfAny("birthYear", in: 1_890...2_200)
    let ageBand = fields.codeIfAny("ageBand", AgeBand.self)
    let languages = fields.languages("languages")
    let needsInterpreter = fields.flag("needsInterpreter", default: false)
    let contact = fields.objectIfAny("contact", ContactDocument.self)
    let district = fields.textIfAny("district")
    told = NewPerson(
      alias: alias, preferredName: preferred, legalName: legal, sex: sex ?? .unknown,
      birthYear: birthYear, ageBand: ageBand, languages: languages,
      needsInterpreter: needsInterpreter, phone: contact?.phone, safeTimes: contact?.safe,
      district: district,
      protectedIdentity: fields.codeIfAny("protectedIdentity", ProtectedIdentity.self) ?? .none)
  }
}

/// A change of how a person can be reached.
struct ContactChange: Document {
  static let name = "PersonContactChange"

  let phone: Change<String>
  let safe: Change<String>

  init(reading fields: inout FieldReader) {
    phone = fields.textChange("phone", charactersMax: 40)
    safe = fields.textChange("safe")
  }
}

/// The body that changes a person (RFC 7396).
struct PersonChange: Document {
  static let name = "PersonChange"

  let alias: Change<String>
  let preferredName: Change<String>
  let legalName: Change<String>
  let number: Change<String>
  let sex: Change<Sex>
  let birthYear: Change<Int>
  let ageBand: Change<AgeBand>
  let languages: Change<[LanguageTag]>
  let needsInterpreter: Change<Bool>
  let contact: Change<ContactChange>
  let district: Change<String>
  let protectedIdentity: Change<ProtectedIdentity>
  /// The names of the members that came, for the audit trail.
  let fieldNames: [String]

  init(reading fields: inout FieldReader) {
    alias = fields.textChange("alias")
    preferredName = fields.textChange("preferredName")
    legalName = fields.textChange("legalName")
    number = fields.textChange("number", charactersMax: 13)
    sex = fields.change("sex", isClearable: false) { $0.codeIfAny("sex", Sex.self) }
    birthYear = fields.change("birthYear") { $0.integerIfAny("birthYear", in: 1_890...2_200) }
    ageBand = fields.change("ageBand") { $0.codeIfAny("ageBand", AgeBand.self) }
    languages = fields.change("languages") { fields in
      let languages = fields.languages("languages")
      return fields.has("languages") ? languages : nil
    }
    needsInterpreter = fields.change("needsInterpreter", isClearable: false) {
      $0.flagIfAny("needsInterpreter")
    }
    contact = fields.change("contact") { $0.objectIfAny("contact", ContactChange.self) }
    district = fields.textChange("district")
    protectedIdentity = fields.change("protectedIdentity", isClearable: false) {
      $0.codeIfAny("protectedIdentity", ProtectedIdentity.self)
    }
    fieldNames = fields.presentNames
  }

  /// Whether it touches what tells where the person is.
  var touchesWhereabouts: Bool { fieldNames.contains { $0 == "contact" || $0 == "district" } }
}

/// The body of a step of a person.
struct PersonStep: Document {
  static let name = "PersonStep"

  let step: Step?
  let reason: RestrictionReason?
  let users: [UserID]
  let isClosed: Bool
  let note: String?
  let protectedIdentity: ProtectedIdentity?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .person)
    reason = fields.codeIfAny("reason", RestrictionReason.self)
    users = fields.list("users", .id, countMax: 100, isRequired: false) { value in
      if case .string(let text) = value { UserID(text) } else { nil }
    }
    isClosed = fields.flag("closed", default: false)
    note = fields.textIfAny("note", charactersMax: 1_000)
    protectedIdentity = fields.codeIfAny("protectedIdentity", ProtectedIdentity.self)
    if protectedIdentity == ProtectedIdentity.none {
      fields.fault(
        "protectedIdentity", "invalid", allowed: ["marked", "protected_registration"])
    }
    fields.check(step)
  }
}

extension FieldReader {
  /// A list of languages; absent is empty.
  fileprivate mutating func languages(_ name: String) -> [LanguageTag] {
    list(name, .text(charactersMax: 3), countMax: 20, isRequired: false) { value in
      if case .string(let text) = value { LanguageTag(text) } else { nil }
    }
  }
}
