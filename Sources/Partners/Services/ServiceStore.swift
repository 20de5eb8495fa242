// The only SQL about services.

package import Pipeline
package import SQLite
package import Vocabulary

/// Services in the database.
package struct ServiceStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The service of an id or slug; nil when there is none.
  package func find(_ reference: Reference) throws -> Service? {
    switch reference {
    case .id(let id): try database.first(Self.byID, id, read: Self.read)
    case .slug(let slug): try database.first(Self.bySlug, slug, read: Self.read)
    }
  }

  /// Services in the order of their ids, after one of them.
  ///
  /// - Parameter partner: only those of a partner.
  package func list(
    of partner: PartnerID?, after: ServiceID?, limit: Int, offset: Int
  ) throws -> [Service] {
    let after = after ?? ServiceID(high: 0, low: 0)
    guard let partner else {
      return try database.all(Self.afterID, after, limit, offset, read: Self.read)
    }
    return try database.all(Self.ofPartner, partner, after, limit, offset, read: Self.read)
  }

  /// Inserts a service, which documents with identity until a board decides otherwise.
  ///
  /// - Throws: `DatabaseError` for a slug in use.
  func insert(
    _ id: ServiceID, _ service: ServiceFields, of partner: PartnerID, at now: Timestamp
  ) throws {
    let details = service.details
    try database.run(
      """
      INSERT INTO service (id, partner_id, slug, name, description, status, url, email, phone, fees,
        eligibility, age_minimum, age_maximum, languages, needs, hours, answer_times,
        accepts_referrals, is_public, created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?20, ?20)
      """, id, partner, service.slug, details.name, details.description, details.status.code,
      details.url, details.email, details.phone, details.fees, details.eligibility,
      details.ageMinimum, details.ageMaximum, TextList.text(of: details.languages),
      TextList.text(of: details.needs.map(\.code)), details.hours, details.answerTimes.json,
      details.acceptsReferrals, details.isPublic, now)
  }

  /// Changes what everybody may read and raises the version.
  func change(_ service: ServiceID, _ details: Service.Details, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE service SET name = ?, description = ?, status = ?, url = ?, email = ?, phone = ?,
        fees = ?, eligibility = ?, age_minimum = ?, age_maximum = ?, languages = ?, needs = ?,
        hours = ?, answer_times = ?, accepts_referrals = ?, is_public = ?, changed_at = ?,
        version = version + 1
      WHERE id = ?
      """, details.name, details.description, details.status.code, details.url, details.email,
      details.phone, details.fees, details.eligibility, details.ageMinimum, details.ageMaximum,
      TextList.text(of: details.languages), TextList.text(of: details.needs.map(\.code)),
      details.hours, details.answerTimes.json, details.acceptsReferrals, details.isPublic, now,
      service)
  }

  /// Changes how a service documents and raises the version.
  func setMode(_ mode: Service.Mode, of service: ServiceID, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE service SET form = ?, documentation_mode = ?, needs_assessment = ?,
        mode_diary_number = ?, mode_starts_on = ?, mode_ends_on = ?, changed_at = ?,
        version = version + 1
      WHERE id = ?
      """, mode.form.code, mode.documentation.code, mode.needsAssessment.code, mode.diaryNumber,
      mode.startsOn, mode.endsOn, now, service)
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT s.id, s.slug, p.id, p.name, p.slug, s.name, s.description, s.status, s.url, s.email,
      s.phone, s.fees, s.eligibility, s.age_minimum, s.age_maximum, s.languages, s.needs, s.hours,
      s.answer_times, s.accepts_referrals, s.is_public, s.form, s.documentation_mode,
      s.needs_assessment, s.mode_diary_number, s.mode_starts_on, s.mode_ends_on, s.version,
      s.changed_at
    FROM service s JOIN partner p ON p.id = s.partner_id WHERE s.id = ?
    """
  private static let bySlug: StaticString = """
    SELECT s.id, s.slug, p.id, p.name, p.slug, s.name, s.description, s.status, s.url, s.email,
      s.phone, s.fees, s.eligibility, s.age_minimum, s.age_maximum, s.languages, s.needs, s.hours,
      s.answer_times, s.accepts_referrals, s.is_public, s.form, s.documentation_mode,
      s.needs_assessment, s.mode_diary_number, s.mode_starts_on, s.mode_ends_on, s.version,
      s.changed_at
    FROM service s JOIN partner p ON p.id = s.partner_id WHERE s.slug = ?
    """
  private static let afterID: StaticString = """
    SELECT s.id, s.slug, p.id, p.name, p.slug, s.name, s.description, s.status, s.url, s.email,
      s.phone, s.fees, s.eligibility, s.age_minimum, s.age_maximum, s.languages, s.needs, s.hours,
      s.answer_times, s.accepts_referrals, s.is_public, s.form, s.documentation_mode,
      s.needs_assessment, s.mode_diary_number, s.mode_starts_on, s.mode_ends_on, s.version,
      s.changed_at
    FROM service s CROSS JOIN partner p ON p.id = s.partner_id
    WHERE s.id > ? ORDER BY s.id LIMIT ? OFFSET ?
    """
  private static let ofPartner: StaticString = """
    SELECT s.id, s.slug, p.id, p.name, p.slug, s.name, s.description, s.status, s.url, s.email,
      s.phone, s.fees, s.eligibility, s.age_minimum, s.age_maximum, s.languages, s.needs, s.hours,
      s.answer_times, s.accepts_referrals, s.is_public, s.form, s.documentation_mode,
      s.needs_assessment, s.mode_diary_number, s.mode_starts_on, s.mode_ends_on, s.version,
      s.changed_at
    FROM service s JOIN partner p ON p.id = s.partner_id
    WHERE s.partner_id = ? AND s.id > ? ORDER BY s.id LIMIT ? OFFSET ?
    """

  private static func read(_ row: inout Row) throws -> Service {
    Service(
      id: row.id(), slug: row.text(),
      partner: NamedThing(row.id() as PartnerID, row.text(), slug: row.text()),
      details: try readDetails(&row), mode: try readMode(&row), version: row.int(),
      changedAt: row.timestamp())
  }

  private static func readDetails(_ row: inout Row) throws -> Service.Details {
    Service.Details(
      name: row.text(), description: row.textOrNil(), status: try row.code(ServiceStatus.self),
      url: row.textOrNil(), email: row.textOrNil(), phone: row.textOrNil(),
      fees: row.textOrNil(), eligibility: row.textOrNil(), ageMinimum: row.intOrNil(),
      ageMaximum: row.intOrNil(), languages: try TextList.read(&row),
      needs: try TextList.read(&row).compactMap(NeedArea.init(rawValue:)),
      hours: row.openingHours(), answerTimes: try AnswerTimes(json: row.text()),
      acceptsReferrals: row.bool(), isPublic: row.bool())
  }

  private static func readMode(_ row: inout Row) throws -> Service.Mode {
    Service.Mode(
      form: try row.code(ServiceForm.self), documentation: try row.code(DocumentationMode.self),
      needsAssessment: try row.code(NeedsAssessment.self), diaryNumber: row.textOrNil(),
      startsOn: row.dayOrNil(), endsOn: row.dayOrNil())
  }
}
