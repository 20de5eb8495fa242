// What comes in about services.

import Pipeline
import Vocabulary

/// What a service of a known partner is made from.
struct ServiceFields: Document {
  static let name = "ServiceFields"

  let slug: String
  let details: Service.Details

  init(reading fields: inout FieldReader) {
    slug = fields.slug("slug")
    details = Service.Details(
      name: fields.text("name"),
      description: fields.textIfAny("description", charactersMax: 4_000),
      status: fields.codeIfAny("status", ServiceStatus.self) ?? .active,
      url: fields.addressIfAny("url"), email: fields.emailIfAny("email"),
      phone: fields.textIfAny("phone", charactersMax: 40),
      fees: fields.textIfAny("fees", charactersMax: 500),
      eligibility: fields.textIfAny("eligibility", charactersMax: 500),
      ageMinimum: fields.integerIfAny("ageMinimum", in: 0...120),
      ageMaximum: fields.integerIfAny("ageMaximum", in: 0...120),
      languages: fields.languages("languages"), needs: fields.codes("needs", NeedArea.self),
      hours: fields.openingHours("hours"), answerTimes: fields.answerTimes("answerTimes"),
      acceptsReferrals: fields.flag("acceptsReferrals", default: true),
      isPublic: fields.flag("public", default: true))
    if let minimum = details.ageMinimum, let maximum = details.ageMaximum, maximum < minimum {
      fields.fault("ageMaximum", "invalid")
    }
  }
}

/// The body that makes a service.
struct NewService: Document {
  static let name = "NewService"

  let partner: Reference
  let service: ServiceFields

  init(reading fields: inout FieldReader) {
    partner = fields.reference("partner")
    service = ServiceFields(reading: &fields)
  }
}

/// The body that changes a service (RFC 7396); lists and hours are wholes.
struct ServiceChange: Document {
  static let name = "ServiceChange"

  private let name: Change<String>
  private let description: Change<String>
  private let status: Change<ServiceStatus>
  private let url: Change<String>
  private let email: Change<String>
  private let phone: Change<String>
  private let fees: Change<String>
  private let eligibility: Change<String>
  private let ageMinimum: Change<Int>
  private let ageMaximum: Change<Int>
  private let languages: Change<[String]>
  private let needs: Change<[NeedArea]>
  private let hours: Change<OpeningHours>
  private let answerTimes: Change<AnswerTimes>
  private let acceptsReferrals: Change<Bool>
  private let isPublic: Change<Bool>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    description = fields.textChange("description", charactersMax: 4_000)
    status = fields.change("status", isClearable: false) {
      $0.codeIfAny("status", ServiceStatus.self)
    }
    url = fields.change("url") { $0.addressIfAny("url") }
    email = fields.change("email") { $0.emailIfAny("email") }
    phone = fields.textChange("phone", charactersMax: 40)
    fees = fields.textChange("fees", charactersMax: 500)
    eligibility = fields.textChange("eligibility", charactersMax: 500)
    ageMinimum = fields.change("ageMinimum") { $0.integerIfAny("ageMinimum", in: 0...120) }
    ageMaximum = fields.change("ageMaximum") { $0.integerIfAny("ageMaximum", in: 0...120) }
    languages = fields.listChange("languages") { $0.languages("languages") }
    needs = fields.listChange("needs") { $0.codes("needs", NeedArea.self) }
    hours = fields.openingHoursChange("hours")
    answerTimes = fields.change("answerTimes", isClearable: false) { fields in
      let times = fields.answerTimes("answerTimes")
      return fields.has("answerTimes") ? times : nil
    }
    acceptsReferrals = fields.change("acceptsReferrals", isClearable: false) {
      $0.flagIfAny("acceptsReferrals")
    }
    isPublic = fields.change("public", isClearable: false) { $0.flagIfAny("public") }
  }

  /// The details after the change.
  func applied(to old: Service.Details) -> Service.Details {
    Service.Details(
      name: name.applied(to: old.name), description: description.applied(to: old.description),
      status: status.applied(to: old.status), url: url.applied(to: old.url),
      email: email.applied(to: old.email), phone: phone.applied(to: old.phone),
      fees: fees.applied(to: old.fees), eligibility: eligibility.applied(to: old.eligibility),
      ageMinimum: ageMinimum.applied(to: old.ageMinimum),
      ageMaximum: ageMaximum.applied(to: old.ageMaximum),
      languages: languages.applied(to: old.languages), needs: needs.applied(to: old.needs),
      hours: hours.applied(to: old.hours), answerTimes: answerTimes.applied(to: old.answerTimes),
      acceptsReferrals: acceptsReferrals.applied(to: old.acceptsReferrals),
      isPublic: isPublic.applied(to: old.isPublic))
  }
}

/// The body that says how a service documents.
struct NewMode: Document {
  static let name = "NewDocumentationMode"

  let mode: Service.Mode

  init(reading fields: inout FieldReader) {
    mode = Service.Mode(
      form: fields.codeIfAny("form", ServiceForm.self) ?? .other,
      documentation: fields.code("documentationMode", DocumentationMode.self),
      needsAssessment: fields.code("needsAssessment", NeedsAssessment.self),
      diaryNumber: fields.textIfAny("diaryNumber", charactersMax: 60),
      startsOn: fields.dayIfAny("from"), endsOn: fields.dayIfAny("to"))
    if let last = mode.endsOn {
      if let first = mode.startsOn {
        if last < first { fields.fault("to", "invalid") }
      } else {
        fields.fault("from", "required")
      }
    }
  }
}
