// What comes in about partners.

import Access
import JSON
import Pipeline
import Vocabulary

/// The body that takes in a partner with all that belongs to it, in one call.
struct NewPartner: Document {
  static let name = "NewPartner"

  let slug: String
  let name: String
  let kind: PartnerKind
  /// Ten digits.
  let organisationNumber: String
  let municipalities: [MunicipalityCode]
  let description: String?
  let email: String?
  let website: String?
  let contacts: [NewContact]
  let agreement: AgreementTerms?
  let services: [ServiceFields]
  let users: [NewColleague]
  let keys: [NewPartnerKey]

  init(reading fields: inout FieldReader) {
    slug = fields.slug("slug")
    name = fields.text("name")
    kind = fields.code("kind", PartnerKind.self)
    organisationNumber = fields.organisationNumber("organisationNumber")
    municipalities = fields.municipalities("municipalities", isRequired: true)
    description = fields.textIfAny("description", charactersMax: 2_000)
    email = fields.emailIfAny("email")
    website = fields.addressIfAny("website")
    contacts = fields.objects("contacts", NewContact.self, countMax: 50)
    agreement = fields.objectIfAny("agreement", AgreementTerms.self)
    services = fields.objects("services", ServiceFields.self, countMax: 50)
    users = fields.objects("users", NewColleague.self, countMax: 50)
    keys = fields.objects("keys", NewPartnerKey.self, countMax: 10)
  }
}

/// Someone to call, as they come in.
struct NewContact: Document {
  static let name = "NewPartnerContact"

  let contact: PartnerContact

  init(reading fields: inout FieldReader) {
    contact = PartnerContact(
      name: fields.text("name"), title: fields.textIfAny("title"),
      phone: fields.textIfAny("phone", charactersMax: 40), email: fields.emailIfAny("email"),
      languages: fields.languages("languages"), areas: fields.texts("areas", countMax: 40),
      isListed: fields.flag("listed", default: false))
  }
}

/// A user of a partner, as an administrator adds them. They choose their password themselves.
struct NewColleague: Document {
  static let name = "NewColleague"

  let username: String
  let name: String
  let email: String?
  let roles: [Role]

  init(reading fields: inout FieldReader) {
    username = fields.username("username")
    name = fields.text("name")
    email = fields.emailIfAny("email")
    roles = fields.partnerRoles("roles")
  }
}

/// A key of a partner.
struct NewPartnerKey: Document {
  static let name = "NewPartnerKey"

  let name: String
  let roles: [Role]
  let expiresOn: Day

  init(reading fields: inout FieldReader) {
    name = fields.text("name")
    roles = fields.partnerRoles("roles")
    expiresOn = fields.day("expiresOn")
  }
}

/// The body that changes a partner (RFC 7396); the list of contacts is a whole.
struct PartnerChange: Document {
  static let name = "PartnerChange"

  let name: Change<String>
  let kind: Change<PartnerKind>
  let municipalities: Change<[MunicipalityCode]>
  let description: Change<String>
  let email: Change<String>
  let website: Change<String>
  let contacts: Change<[NewContact]>

  /// Whether it changes what was verified: then it takes the right to verify.
  var changesWhatWasVerified: Bool { name.isAsked || kind.isAsked || municipalities.isAsked }

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    kind = fields.change("kind", isClearable: false) { $0.codeIfAny("kind", PartnerKind.self) }
    municipalities = fields.listChange("municipalities") {
      $0.municipalities("municipalities", isRequired: false)
    }
    description = fields.textChange("description", charactersMax: 2_000)
    email = fields.change("email") { $0.emailIfAny("email") }
    website = fields.change("website") { $0.addressIfAny("website") }
    contacts = fields.listChange("contacts") {
      $0.objects("contacts", NewContact.self, countMax: 50)
    }
  }
}

/// The body of a step of a partner.
struct PartnerStep: Document {
  static let name = "PartnerStep"

  let step: Step?
  let reason: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: PartnerRules.lifeCycle)
    reason = fields.textIfAny("reason", charactersMax: 500)
    fields.check(step)
  }
}

extension FieldReader {
  /// An organisation number: its ten digits.
  fileprivate mutating func organisationNumber(_ name: String) -> String {
    member(name, .text(charactersMax: 13), isRequired: true) { value in
      value.string.flatMap(OrganisationNumber.init)?.digits
    } ?? ""
  }

  /// A name to sign in with: lower-case letters, digits, and `.`, `-`, `_`, `@` between them.
  fileprivate mutating func username(_ name: String) -> String {
    member(name, .text(charactersMax: 80), isRequired: true) { value in
      guard let text = value.string, (3...80).contains(text.utf8.count) else { return nil }
      let isPlain = text.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || ".-_@".utf8.contains(byte)
      }
      return isPlain ? text : nil
    } ?? ""
  }
}
