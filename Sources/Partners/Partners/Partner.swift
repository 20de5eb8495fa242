// Partners: the organisations that the municipalities work with.

import JSON
package import Pipeline
package import Vocabulary

/// A partner (sw. *samarbetspart*).
package struct Partner: Sendable {
  /// A municipality that a partner serves.
  package struct Served: Sendable {
    /// Its id.
    package let id: MunicipalityID
    /// SCB's code.
    package let code: String
    /// Its short name.
    package let name: String
  }

  /// Its id.
  package let id: PartnerID
  /// Its public name in addresses.
  package let slug: String
  /// Its name.
  package let name: String
  /// What it is.
  package let kind: PartnerKind
  /// The ten digits of its organisation number.
  package let organisationDigits: String
  /// What it does, in its own words.
  package let description: String?
  /// Its e-mail address.
  package let email: String?
  /// Its web address.
  package let website: String?
  /// Where it stands.
  package let status: PartnerStatus
  /// When somebody last said that all this is right.
  package let confirmedAt: Timestamp
  /// Raised with every change.
  package let version: Int
  /// When it was last changed.
  package let changedAt: Timestamp
  /// The municipalities that it serves.
  package let municipalities: [Served]

  /// The organisation number as people write it.
  package var organisationNumber: String {
    organisationDigits.prefix(6) + "-" + organisationDigits.suffix(4)
  }

  /// Whether an agreement with it can be in force.
  var mayHaveAgreementInForce: Bool { status == .verified || status == .active }

  /// The reference that other things carry.
  package var reference: NamedThing { NamedThing(id, name, slug: slug) }
}

/// Someone to call at a partner.
struct PartnerContact: Sendable {
  /// Their name, or the office's.
  let name: String
  /// What they do there.
  let title: String?
  /// Their telephone number.
  let phone: String?
  /// Their e-mail address.
  let email: String?
  /// The languages that they speak.
  let languages: [String]
  /// What they answer for.
  let areas: [String]
  /// Whether everybody may see them, the public directory included.
  let isListed: Bool
}

extension Partner {
  /// Writes the members that a list shows.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("slug", slug)
    writer.member("name", name)
    writer.member("kind", kind.code)
    writer.member("status", status.code)
    writer.array("municipalities") { writer in
      for served in municipalities {
        writer.object { writer in
          writer.member("id", served.id.text)
          writer.member("code", served.code)
          writer.member("name", served.name)
        }
      }
    }
  }

  /// Writes the members that only one partner by itself shows.
  func writeDetails(to writer: inout JSONWriter, contacts: [PartnerContact], for reader: Reading) {
    writer.member("organisationNumber", organisationNumber)
    writer.member("description", description)
    writer.member("email", email)
    writer.member("website", website)
    writer.member("businessStatus", PartnerRules.businessStatus(of: self, on: reader.today))
    writer.member("statusText", PartnerRules.statusText(of: self, reader))
    writer.member("confirmedAt", confirmedAt.text)
    writer.array("contacts") { writer in
      for contact in contacts { contact.write(to: &writer) }
    }
    writer.nextSteps(reader.nextSteps, language: reader.language)
  }

  static let itemMembers: [ObjectShape.Member] = [
    .init("id", .id), .init("slug", .text), .init("name", .text),
    .init("kind", .code(PartnerKind.self)), .init("status", .code(PartnerStatus.self)),
    .init(
      "municipalities",
      .list(
        .object(
          "ServedMunicipality", [.init("id", .id), .init("code", .text), .init("name", .text)]),
        countMax: 290)),
  ]

  static let detailMembers: [ObjectShape.Member] = [
    .init("organisationNumber", .text),
    .init("description", .nullable(.text(charactersMax: 2_000))),
    .init("email", .nullable(.text)), .init("website", .nullable(.text(charactersMax: 500))),
    .init("businessStatus", .nullable(.text)), .init("statusText", .text),
    .init("confirmedAt", .instant),
    .init("contacts", .list(PartnerContact.shape, countMax: 50)), .init("nextSteps", .nextSteps),
  ]

  /// What a partner looks like in a list.
  package static let itemShape: Shape = .object("PartnerItem", itemMembers)

  /// What a partner looks like by itself.
  package static let shape: Shape = .object("Partner", itemMembers + detailMembers)
}

/// Who reads, and what they may do with the thing that they read.
struct Reading {
  /// Today in Sweden.
  let today: Day
  /// Now.
  let now: Timestamp
  /// The language of texts.
  let language: Language
  /// The steps that the reader may take.
  var nextSteps: [Step] = []

  init(_ call: Call) {
    today = call.today
    now = call.now
    language = call.language
  }
}

extension PartnerContact {
  /// Writes the contact as clients see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      writer.member("title", title)
      writer.member("phone", phone)
      writer.member("email", email)
      writer.member("languages", languages)
      writer.member("areas", areas)
      writer.member("listed", isListed)
    }
  }

  /// What a contact looks like on the wire.
  static let shape: Shape = .object(
    "PartnerContact",
    [
      .init("name", .text), .init("title", .nullable(.text)), .init("phone", .nullable(.text)),
      .init("email", .nullable(.text)), .init("languages", .list(.text, countMax: 40)),
      .init("areas", .list(.text, countMax: 40)), .init("listed", .flag),
    ])
}
