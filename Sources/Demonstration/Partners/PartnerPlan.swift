// A partner organisation of the demonstration with its services, and the one call that takes it in.

import JSON

/// A service, without what it shares with the partner's others.
struct ServicePlan: Sendable {
  /// What its slug ends with.
  let tail: String
  let name: String
  let needs: JSONValue
  let hours: JSONValue
  let text: String
  var languages: JSONValue?
  var eligibility: String?
  var ages: ClosedRange<Int>?
  /// What it costs; nil for nothing.
  var fees: String?
  var acceptsReferrals: Bool

  init(
    _ tail: String, _ name: String, _ needs: JSONValue, _ hours: JSONValue,
    languages: JSONValue? = nil, eligibility: String? = nil, ages: ClosedRange<Int>? = nil,
    fees: String? = nil, acceptsReferrals: Bool = true, _ text: String
  ) {
    self.tail = tail
    self.name = name
    self.needs = needs
    self.hours = hours
    self.text = text
    self.languages = languages
    self.eligibility = eligibility
    self.ages = ages
    self.fees = fees
    self.acceptsReferrals = acceptsReferrals
  }
}

/// A partner organisation.
struct PartnerPlan: Sendable {
  let slug: String
  let name: String
  let kind: String
  let number: String
  /// Who takes it in.
  var maker = "uppsala.admin"
  var municipalities: JSONValue = ["0380"]
  let text: String
  /// The last two digits of its telephone number.
  let phone: String
  let host: String
  /// The languages that its people speak.
  var languages: JSONValue = ["sv", "en"]
  /// For whom its services are, where they say nothing of their own.
  let eligibility: String
  /// How one comes there.
  let way: String
  var agreement: JSONValue?
  let services: [ServicePlan]

  /// The call that takes it in.
  var act: Act {
    let body: JSONValue = [
      "slug": "\(slug)", "name": "\(name)", "kind": "\(kind)",
      "organisationNumber": "\(number)", "municipalities": municipalities,
      "description": "\(text)", "website": "https://\(host)/",
      "contacts": [
        [
          "name": "Kontoret", "phone": "08-465 004 \(phone)", "email": "kontakt@\(host)",
          "languages": languages, "areas": ["Samordning"], "listed": true,
        ]
      ],
      "services": .array(services.map(body)),
    ]
    return Act(maker, "partners", body.adding("agreement", agreement), as: slug)
  }

  // The first of its services says how one comes there, for all of them.
  private func body(of service: ServicePlan) -> JSONValue {
    let isFirst = service.tail == services.first?.tail
    let body: JSONValue = [
      "slug": "\(slug)-\(service.tail)", "name": "\(service.name)",
      "description": isFirst ? "\(service.text) \(way)" : "\(service.text)",
      "phone": "08-465 004 \(phone)", "eligibility": "\(service.eligibility ?? eligibility)",
      "languages": service.languages ?? languages, "needs": service.needs,
      "hours": service.hours, "acceptsReferrals": .bool(service.acceptsReferrals),
    ]
    return
      body
      .adding("url", isFirst ? "https://\(host)/\(service.tail)" : nil)
      .adding("fees", service.fees.map { "\($0)" })
      .adding("ageMinimum", service.ages.map { .number(JSONNumber(Int64($0.lowerBound))) })
      .adding("ageMaximum", service.ages.map { .number(JSONNumber(Int64($0.upperBound))) })
  }
}

enum PartnerActs {
  /// Each partner with its services in one call; then those that no agreement makes active.
  static let all =
    (PartnerPlan.civilSociety + PartnerPlan.support + PartnerPlan.authorities
    + PartnerPlan.elsewhere).map(\.act) + activated + modes

  /// What partners have said of themselves since: that all of it is still so.
  static let confirmed =
    (PartnerPlan.civilSociety + PartnerPlan.support + PartnerPlan.authorities
    + PartnerPlan.elsewhere).map { plan in
      Act(plan.maker, .ago(60, 9), "partners/\(plan.slug)/transitions", ["step": "confirm"])
    }

  private static let activated =
    [
      "polisen", "region-uppsala", "migrationsverket", "lansstyrelsen-uppsala",
      "jamstalldhetsmyndigheten", "gymnasiet-exempel", "brottsofferstodet-exempel",
    ].map { Act("uppsala.admin", "partners/\($0)/transitions", ["step": "activate"]) }

  // SoL (2025:400) 14 kap. 5 §: without identity only by a board's decision; 11 kap. 5 §: special
  // housing always after an assessment.
  private static let modes = [
    Act(
      "uppsala.admin",
      "services/kvinnojouren-uppsala-exempel-chatt/documentation-mode",
      [
        "documentationMode": "no_identity", "needsAssessment": "without",
        "diaryNumber": "SCN-2026-00207", "from": "@day:-400", "to": "@day:640",
      ], method: "PUT", version: 1),
    Act(
      "uppsala.admin",
      "services/boendebolaget-exempel-stodboende/documentation-mode",
      [
        "form": "special_housing", "documentationMode": "identified", "needsAssessment": "with",
      ], method: "PUT", version: 1),
  ]
}
