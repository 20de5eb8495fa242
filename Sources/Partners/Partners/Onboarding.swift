// Taking in a partner in one call: partner, agreement, services, users and keys, all in the one
// transaction of the call. A right is asked for each part.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// What one call took in.
struct Onboarded {
  /// A key with its secret, which is shown this once.
  struct Key {
    let key: NewKey
    let secret: String
  }

  let partner: PartnerID
  var agreement: AgreementID?
  var services: [ServiceID] = []
  var users: [Colleague] = []
  var keys: [Key] = []
}

/// Takes in one partner.
struct Onboarding {
  private let call: Call
  private let body: NewPartner

  /// The taking in of a partner by one call, on the writer's connection.
  init(_ call: Call, _ body: NewPartner) {
    self.call = call
    self.body = body
  }

  /// Makes everything that the body names.
  ///
  /// - Throws: `Refusal` 403 with the permission that is missing, 422 for what does not do;
  ///   `DatabaseError` for a slug, an organisation number or a user name in use.
  func run() throws -> Onboarded {
    // A partner's rights end at itself: nobody of a partner makes another one.
    guard try call.signedIn().partner == nil else { throw Refusal.forbidden(.partnerWrite) }
    let municipalities = try PartnerStore(call.database).findAll(body.municipalities)
    try requireRights(in: municipalities)
    var made = Onboarded(partner: call.makeID())
    try insertPartner(made.partner, in: municipalities)
    if let terms = body.agreement {
      made.agreement = try AgreementMaking(call).make(
        terms, with: made.partner, in: municipalities, at: "/agreement")
    }
    for fields in body.services {
      let id: ServiceID = call.makeID()
      try ServiceStore(call.database).insert(id, fields, of: made.partner, at: call.now)
      made.services.append(id)
    }
    let accounts = PartnerAccounts(call, made.partner)
    made.users = try body.users.map { try accounts.addUser($0) }
    made.keys = try body.keys.enumerated().map { index, key in
      try accounts.addKey(key, at: "/keys/\(index)")
    }
    try Directory(call.database).refresh(made.partner)
    return made
  }

  private func requireRights(in municipalities: [MunicipalityID]) throws {
    let facts = try municipalities.flatMap { municipality in
      try PartnerStore(call.database).boards(in: municipality).map {
        SubjectFacts(board: $0, isPersonal: false)
      }
    }
    try call.require(.partnerWrite, onAny: facts)
    if !body.services.isEmpty { try call.require(.serviceWrite, onAny: facts) }
    if !body.keys.isEmpty { try call.require(.keyManage, onAny: facts) }
    guard !body.users.isEmpty else { return }
    try call.require(.userManage, onAny: facts)
    try call.require(.roleGrant, onAny: facts)
  }

  private func insertPartner(
    _ id: PartnerID, in municipalities: [MunicipalityID]
  ) throws {
    let store = PartnerStore(call.database)
    let status = PartnerRules.firstStatus(hasSignedAgreement: body.agreement?.signedOn != nil)
    try store.insert(id, body, status: status, at: call.now)
    try store.replaceMunicipalities(municipalities, of: id)
    try store.replaceContacts(body.contacts.map(\.contact), of: id) { call.makeID() }
    try PartnerEventStore(call.database).insert(
      call.event("create", from: nil, to: status.code), partner: id)
  }
}

extension PartnerStore {
  /// The municipalities of some codes.
  ///
  /// - Throws: `Refusal` 422 for one that has not joined.
  func findAll(_ codes: [MunicipalityCode]) throws -> [MunicipalityID] {
    try codes.enumerated().map { index, code in
      guard let id = try findMunicipality(code) else {
        throw Refusal.invalid("/municipalities/\(index)", "unknown")
      }
      return id
    }
  }
}

extension Onboarded {
  /// The ids of whom the call gave a way in.
  var subjects: [AnyID] {
    users.isEmpty && keys.isEmpty ? [] : [partner.erased] + users.map(\.id.erased)
  }

  /// Writes the members that only the answer to this call has.
  ///
  /// - Parameter isDryRun: then no secret is shown, for none is kept.
  func writeMembers(
    to writer: inout JSONWriter, agreement: Agreement?, services: [Service], isDryRun: Bool,
    _ call: Call
  ) {
    writer.key("agreement")
    if let agreement {
      agreement.write(to: &writer, for: AgreementRoutes.reading(agreement, call))
    } else {
      writer.null()
    }
    writer.array("services") { writer in
      for service in services { service.write(to: &writer, for: Reading(call)) }
    }
    writer.array("users") { writer in for user in users { user.write(to: &writer) } }
    writer.array("keys") { writer in
      for made in keys { made.write(to: &writer, isDryRun: isDryRun) }
    }
  }

  /// What the answer to this call has besides the partner's own members; a repeated call answers
  /// without them.
  static let members: [ObjectShape.Member] = [
    .init("agreement", .nullable(Agreement.shape), isRequired: false),
    .init("services", .list(Service.shape, countMax: 50), isRequired: false),
    .init("users", .list(Colleague.shape, countMax: 50), isRequired: false),
    .init(
      "keys",
      .list(
        .object(
          "MadeKey",
          [
            .init("id", .text), .init("name", .text), .init("roles", .list(.text, countMax: 3)),
            .init("secret", .text, isRequired: false), .init("expiresOn", .day),
          ]), countMax: 10), isRequired: false),
  ]
}

extension Onboarded.Key {
  fileprivate func write(to writer: inout JSONWriter, isDryRun: Bool) {
    writer.object { writer in
      writer.member("id", key.id)
      writer.member("name", key.name)
      writer.member("roles", key.roles.map(\.rawValue))
      if !isDryRun { writer.member("secret", secret) }
      writer.member("expiresOn", key.expiresOn.text)
    }
  }
}
