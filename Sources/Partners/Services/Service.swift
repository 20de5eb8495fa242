// Services: what a partner does for people, as the directory shows it and referrals are sent to it.

import JSON
package import Pipeline
package import Vocabulary

/// A service of a partner (sw. *insats*, *verksamhet*).
package struct Service: Sendable {
  /// What everybody may read and the partner may change.
  package struct Details: Sendable {
    /// Its name.
    package var name: String
    /// What it is, in the partner's words.
    package var description: String?
    /// Whether it is given at present.
    package var status: ServiceStatus
    /// Its web address.
    package var url: String?
    /// Its e-mail address.
    package var email: String?
    /// Its telephone number.
    package var phone: String?
    /// What it costs.
    package var fees: String?
    /// Whom it is for.
    package var eligibility: String?
    /// The youngest that it is for.
    package var ageMinimum: Int?
    /// The oldest that it is for.
    package var ageMaximum: Int?
    /// The languages that are spoken there.
    package var languages: [String]
    /// The needs that it meets.
    package var needs: [NeedArea]
    /// When it is open.
    package var hours: OpeningHours
    /// How soon it promises an answer, where it promises another time than the usual one.
    package var answerTimes: AnswerTimes
    /// Whether referrals may be sent to it.
    package var acceptsReferrals: Bool
    /// Whether the public directory shows it.
    package var isPublic: Bool
  }

  /// How a service documents whom it meets, as a board decided.
  package struct Mode: Sendable {
    /// What kind of help it is, in the eyes of the law.
    package var form: ServiceForm
    /// Whether it writes down who came.
    package var documentation: DocumentationMode
    /// Whether a need is assessed before.
    package var needsAssessment: NeedsAssessment
    /// The decision's number in the board's diary.
    package var diaryNumber: String?
    /// The decision's first day.
    package var startsOn: Day?
    /// The decision's last day; nil for no end.
    package var endsOn: Day?
  }

  /// Its id.
  package let id: ServiceID
  /// Its public name in addresses.
  package let slug: String
  /// The partner that gives it.
  package let partner: NamedThing
  /// What everybody may read.
  package let details: Details
  /// How it documents.
  package let mode: Mode
  /// Raised with every change.
  package let version: Int
  /// When it was last changed.
  package let changedAt: Timestamp

  /// The partner's id.
  package var partnerID: PartnerID { PartnerID(partner.id) }
  /// The partner's name.
  package var partnerName: String { partner.name }
  /// Its name.
  package var name: String { details.name }
  /// Its telephone number.
  package var phone: String? { details.phone }
  /// When it is open.
  package var hours: OpeningHours { details.hours }
  /// Whether referrals may be sent to it.
  package var acceptsReferrals: Bool { details.acceptsReferrals }
  /// Whether it is given at present.
  package var status: ServiceStatus { details.status }
  /// Whether the public directory shows it.
  package var isPublic: Bool { details.isPublic }

  /// Whether it writes down who came, on a day: without identity only while a decision says so.
  package func documentationMode(on day: Day) -> DocumentationMode {
    guard mode.documentation == .noIdentity, let first = mode.startsOn, first <= day,
      mode.endsOn.map({ day <= $0 }) ?? true
    else { return .identified }
    return .noIdentity
  }
}

extension Service {
  /// Writes the service as clients see it.
  func write(to writer: inout JSONWriter, for reader: Reading) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("slug", slug)
      writer.member("name", name)
      writer.member("description", details.description)
      writer.member("status", status.code)
      writer.reference("partner", partner)
      writer.member("url", details.url)
      writer.member("email", details.email)
      writer.member("phone", phone)
      writer.member("fees", details.fees)
      writer.member("eligibility", details.eligibility)
      writer.member("ageMinimum", details.ageMinimum)
      writer.member("ageMaximum", details.ageMaximum)
      writer.member("languages", details.languages)
      writer.member("needs", details.needs.map(\.code))
      writeHours(to: &writer, reader)
      writer.key("answerTimes")
      details.answerTimes.write(to: &writer)
      writer.member("acceptsReferrals", acceptsReferrals)
      writer.member("public", isPublic)
      writeMode(to: &writer, reader)
      writer.member("changedAt", changedAt.text)
    }
  }

  // Whether it is open is told only where hours are known.
  private func writeHours(to writer: inout JSONWriter, _ reader: Reading) {
    writer.key("hours")
    hours.write(to: &writer)
    let isGiven = status == .active && !hours.isEmpty
    let isOpen = isGiven && hours.isOpen(at: reader.now)
    let opens = isGiven && !isOpen ? hours.nextOpening(after: reader.now) : nil
    writer.member("openNow", isGiven ? isOpen : nil)
    writer.member("opens", opens?.text)
  }

  private func writeMode(to writer: inout JSONWriter, _ reader: Reading) {
    writer.member("form", mode.form.code)
    writer.member("documentationMode", documentationMode(on: reader.today).code)
    writer.member("needsAssessment", mode.needsAssessment.code)
    writer.key("modeDecision")
    guard let number = mode.diaryNumber, let first = mode.startsOn else { return writer.null() }
    writer.object { writer in
      writer.member("diaryNumber", number)
      writer.member("from", first.text)
      writer.member("to", mode.endsOn?.text)
    }
  }

  /// What a service looks like on the wire.
  package static let shape: Shape = .object(
    "Service",
    [
      .init("id", .id), .init("slug", .text), .init("name", .text),
      .init("description", .nullable(.text(charactersMax: 4_000))),
      .init("status", .code(ServiceStatus.self)), .init("partner", .namedThing),
      .init("url", .nullable(.text(charactersMax: 500))), .init("email", .nullable(.text)),
      .init("phone", .nullable(.text)), .init("fees", .nullable(.text(charactersMax: 500))),
      .init("eligibility", .nullable(.text(charactersMax: 500))),
      .init("ageMinimum", .nullable(.integer(0...120))),
      .init("ageMaximum", .nullable(.integer(0...120))),
      .init("languages", .list(.text, countMax: 40)),
      .init("needs", .list(.code(NeedArea.self), countMax: 40)), .init("hours", .openingHours),
      .init("openNow", .nullable(.flag)), .init("opens", .nullable(.instant)),
      .init("answerTimes", AnswerTimes.shape), .init("acceptsReferrals", .flag),
      .init("public", .flag),
      .init("form", .code(ServiceForm.self)),
      .init("documentationMode", .code(DocumentationMode.self)),
      .init("needsAssessment", .code(NeedsAssessment.self)),
      .init(
        "modeDecision",
        .nullable(
          .object(
            "ModeDecision",
            [.init("diaryNumber", .text), .init("from", .day), .init("to", .nullable(.day))]))),
      .init("changedAt", .instant),
    ])
}
