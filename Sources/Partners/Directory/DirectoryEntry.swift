// How partners and services look in HSDS 3.0, whose names and forms are fixed by that standard: a
// summary for lists and a document for one. Rendered once for each change, read as bytes after.

import JSON
import Vocabulary

/// A kind of record in the directory.
enum DirectoryKind: String {
  case organization
  case service
}

/// One record, rendered.
struct DirectoryEntry {
  let kind: DirectoryKind
  let id: AnyID
  let name: String
  let changedAt: Timestamp
  /// The words that a search compares, parted and surrounded by spaces.
  let searchText: String
  let summary: [UInt8]
  let document: [UInt8]
}

/// Renders the records of one partner.
struct DirectoryRendering {
  let partner: Partner
  let contacts: [PartnerContact]
  /// The services that are shown.
  let services: [Service]

  /// The partner as an organization, and each service.
  var entries: [DirectoryEntry] { [organization] + services.map(entry) }

  private var organization: DirectoryEntry {
    DirectoryEntry(
      kind: .organization, id: partner.id.erased, name: partner.name,
      changedAt: partner.changedAt, searchText: Self.words([partner.name, partner.description]),
      summary: render { writeOrganization(to: &$0, isFull: false, withServices: false) },
      document: render { writeOrganization(to: &$0, isFull: true, withServices: true) })
  }

  private func entry(_ service: Service) -> DirectoryEntry {
    let details = service.details
    return DirectoryEntry(
      kind: .service, id: service.id.erased, name: service.name,
      changedAt: max(service.changedAt, partner.changedAt),
      searchText: Self.words([
        service.name, details.description, details.eligibility, partner.name,
      ]),
      summary: render { write(service, to: &$0, isFull: false) },
      document: render { write(service, to: &$0, isFull: true) })
  }

  private static func words(_ texts: [String?]) -> String {
    let words = TextRules.searchTokens(texts.compactMap { $0 }.joined(separator: " "))
    return " " + words.joined(separator: " ") + " "
  }

  private func render(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(reserving: 2_048)
    write(&writer)
    return writer.bytes
  }

  // MARK: services

  private func write(_ service: Service, to writer: inout JSONWriter, isFull: Bool) {
    let details = service.details
    writer.object { writer in
      writeFields(of: service, to: &writer)
      guard isFull else {
        writer.key("organization")
        return writeOrganization(to: &writer, isFull: false, withServices: false)
      }
      writer.phones(details.phone, of: service.id.erased)
      writer.schedules(details.hours, of: service.id.erased)
      writer.languages(details.languages, of: service.id.erased)
      writer.areas(partner.municipalities, of: service.id.erased)
      writer.contacts(contacts, of: partner.id)
      writer.key("organization")
      writeOrganization(to: &writer, isFull: true, withServices: false)
    }
  }

  private func writeFields(of service: Service, to writer: inout JSONWriter) {
    let details = service.details
    writer.member("id", service.id.text)
    writer.member("organization_id", partner.id.text)
    writer.member("name", service.name)
    writer.present("description", details.description)
    writer.present("url", details.url)
    writer.present("email", details.email)
    writer.member("status", Self.status(of: service))
    writer.present("fees_description", details.fees)
    writer.present("eligibility_description", details.eligibility)
    if let age = details.ageMinimum { writer.member("minimum_age", age) }
    if let age = details.ageMaximum { writer.member("maximum_age", age) }
    writer.member("assured_date", Day.of(partner.confirmedAt).text)
    writer.member("last_modified", max(service.changedAt, partner.changedAt).text)
  }

  private static func status(of service: Service) -> String {
    switch service.status {
    case .active, .inactive, .defunct: service.status.code
    case .temporarilyClosed: "temporarily closed"
    }
  }

  // MARK: organizations

  private func writeOrganization(
    to writer: inout JSONWriter, isFull: Bool, withServices: Bool
  ) {
    writer.object { writer in
      writer.member("id", partner.id.text)
      writer.member("name", partner.name)
      // HSDS demands a description.
      writer.member("description", partner.description ?? partner.name)
      writer.present("email", partner.email)
      writer.present("website", partner.website)
      guard isFull else { return }
      writer.contacts(contacts, of: partner.id)
      writeNumber(to: &writer)
      guard withServices else { return }
      writer.array("services") { writer in
        for service in services {
          writer.object { writeFields(of: service, to: &$0) }
        }
      }
    }
  }

  private func writeNumber(to writer: inout JSONWriter) {
    writer.array("organization_identifiers") { writer in
      writer.object { writer in
        writer.member("id", partner.id.erased.part("identifier").text)
        writer.member("organization_id", partner.id.text)
        writer.member("identifier_scheme", "SE-ON")
        writer.member("identifier_type", "organisationsnummer")
        writer.member("identifier", partner.organisationNumber)
      }
    }
  }
}
