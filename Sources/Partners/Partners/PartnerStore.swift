// The only SQL about partners, the municipalities that they serve, and their contacts.

package import Access
package import Pipeline
package import SQLite
package import Vocabulary

/// Partners in the database.
package struct PartnerStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The partner of an id or slug; nil when there is none.
  package func find(_ reference: Reference) throws -> Partner? {
    switch reference {
    case .id(let id): try database.first(Self.byID, id, read: read)
    case .slug(let slug): try database.first(Self.bySlug, slug, read: read)
    }
  }

  /// Partners in the order of their ids, after one of them.
  ///
  /// - Parameters:
  ///   - municipality: only those that serve it.
  ///   - kind: only those of a kind.
  package func list(
    municipality: MunicipalityID?, kind: PartnerKind?, after: PartnerID?, limit: Int, offset: Int
  ) throws -> [Partner] {
    let after = after ?? PartnerID(high: 0, low: 0)
    return switch (municipality, kind) {
    case (nil, nil): try database.all(Self.afterID, after, limit, offset, read: read)
    case (nil, let kind?):
      try database.all(Self.ofKind, kind.code, after, limit, offset, read: read)
    case (let municipality?, nil):
      try database.all(Self.ofMunicipality, municipality, after, limit, offset, read: read)
    case (let municipality?, let kind?):
      try database.all(
        Self.ofBoth, municipality, after, kind.code, limit, offset, read: read)
    }
  }

  /// The boards that have to do with a partner: those with an agreement that is or was in force,
  /// and those of the municipalities that it serves.
  ///
  /// A draft alone does not count: no board gets a say over a partner by writing one.
  package func boards(of partner: PartnerID) throws -> [BoardID] {
    try database.all(
      """
      SELECT board_id FROM agreement
      WHERE partner_id = ?1 AND status NOT IN ('draft', 'review')
      UNION
      SELECT b.id FROM partner_municipality m JOIN board b ON b.municipality_id = m.municipality_id
      WHERE m.partner_id = ?1
      """, partner
    ) { $0.id() }
  }

  /// The boards whose personal data a partner's people can come to see.
  func boardsOpening(_ partner: PartnerID) throws -> [BoardID] {
    try database.all(
      """
      SELECT DISTINCT board_id FROM agreement
      WHERE partner_id = ? AND opens_person_data = 1 AND status IN ('active', 'suspended')
      """, partner
    ) { $0.id() }
  }

  /// The facts that decisions about a partner need: its own, and one for each board.
  package func facts(of partner: PartnerID) throws -> [SubjectFacts] {
    [SubjectFacts(partner: partner, isPersonal: false)]
      + (try boards(of: partner)).map { SubjectFacts(board: $0, isPersonal: false) }
  }

  /// The people to call at a partner, in the order in which they were given.
  func contacts(of partner: PartnerID) throws -> [PartnerContact] {
    try database.all(
      """
      SELECT name, title, phone, email, languages, areas, is_listed FROM partner_contact
      WHERE partner_id = ? ORDER BY id
      """, partner
    ) { row in
      PartnerContact(
        name: row.text(), title: row.textOrNil(), phone: row.textOrNil(), email: row.textOrNil(),
        languages: try TextList.read(&row), areas: try TextList.read(&row), isListed: row.bool())
    }
  }

  /// The municipality of a code; nil when it has not joined.
  func findMunicipality(_ code: MunicipalityCode) throws -> MunicipalityID? {
    try database.first("SELECT id FROM municipality WHERE code = ?", code.text) { $0.id() }
  }

  /// The boards of a municipality.
  func boards(in municipality: MunicipalityID) throws -> [BoardID] {
    try database.all("SELECT id FROM board WHERE municipality_id = ? ORDER BY id", municipality) {
      $0.id()
    }
  }

  // MARK: changes

  /// Inserts a partner.
  ///
  /// - Throws: `DatabaseError` for a slug or an organisation number in use.
  func insert(
    _ id: PartnerID, _ partner: NewPartner, status: PartnerStatus, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT INTO partner (id, slug, name, kind, organisation_number, description, email, website,
        status, confirmed_at, created_at, changed_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?10)
      """, id, partner.slug, partner.name, partner.kind.code, partner.organisationNumber,
      partner.description, partner.email, partner.website, status.code, now)
  }

  /// Changes a partner and raises its version.
  func change(_ partner: Partner, _ change: PartnerChange, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE partner SET name = ?, kind = ?, description = ?, email = ?, website = ?,
        changed_at = ?, version = version + 1 WHERE id = ?
      """, change.name.applied(to: partner.name), change.kind.applied(to: partner.kind).code,
      change.description.applied(to: partner.description),
      change.email.applied(to: partner.email), change.website.applied(to: partner.website), now,
      partner.id)
  }

  /// Moves a partner to another status.
  func setStatus(_ status: PartnerStatus, of partner: PartnerID, at now: Timestamp) throws {
    try database.run(
      "UPDATE partner SET status = ?, changed_at = ?, version = version + 1 WHERE id = ?",
      status.code, now, partner)
  }

  /// Opens a verified partner, when its first agreement comes into force.
  func activateVerified(_ partner: PartnerID, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE partner SET status = 'active', changed_at = ?, version = version + 1
      WHERE id = ? AND status = 'verified'
      """, now, partner)
  }

  /// Notes that somebody said that everything about a partner is right.
  func confirm(_ partner: PartnerID, at now: Timestamp) throws {
    try database.run(
      "UPDATE partner SET confirmed_at = ?, version = version + 1 WHERE id = ?", now, partner)
  }

  /// Puts the municipalities that a partner serves in the place of the old ones.
  func replaceMunicipalities(_ municipalities: [MunicipalityID], of partner: PartnerID) throws {
    try database.run("DELETE FROM partner_municipality WHERE partner_id = ?", partner)
    for municipality in municipalities {
      try database.run(
        "INSERT INTO partner_municipality (partner_id, municipality_id) VALUES (?, ?)", partner,
        municipality)
    }
  }

  /// Puts the people to call at a partner in the place of the old ones.
  func replaceContacts(
    _ contacts: [PartnerContact], of partner: PartnerID, makeID: () -> PartnerContactID
  ) throws {
    try database.run("DELETE FROM partner_contact WHERE partner_id = ?", partner)
    // The order of the ids is the order of the list.
    let ids = contacts.map { _ in makeID() }.sorted()
    for (id, contact) in zip(ids, contacts) {
      try database.run(
        """
        INSERT INTO partner_contact
          (id, partner_id, name, title, phone, email, languages, areas, is_listed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, id, partner, contact.name, contact.title, contact.phone, contact.email,
        TextList.text(of: contact.languages), TextList.text(of: contact.areas), contact.isListed)
    }
  }

  // MARK: rows

  private static let byID: StaticString = """
    SELECT id, slug, name, kind, organisation_number, description, email, website, status,
      coalesce(confirmed_at, created_at), version, max(created_at, changed_at)
    FROM partner WHERE id = ?
    """
  private static let bySlug: StaticString = """
    SELECT id, slug, name, kind, organisation_number, description, email, website, status,
      coalesce(confirmed_at, created_at), version, max(created_at, changed_at)
    FROM partner WHERE slug = ?
    """
  private static let afterID: StaticString = """
    SELECT id, slug, name, kind, organisation_number, description, email, website, status,
      coalesce(confirmed_at, created_at), version, max(created_at, changed_at)
    FROM partner WHERE id > ? ORDER BY id LIMIT ? OFFSET ?
    """
  private static let ofKind: StaticString = """
    SELECT id, slug, name, kind, organisation_number, description, email, website, status,
      coalesce(confirmed_at, created_at), version, max(created_at, changed_at)
    FROM partner WHERE kind = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
    """
  private static let ofMunicipality: StaticString = """
    SELECT p.id, p.slug, p.name, p.kind, p.organisation_number, p.description, p.email, p.website,
      p.status, coalesce(p.confirmed_at, p.created_at), p.version, max(p.created_at, p.changed_at)
    FROM partner_municipality m JOIN partner p ON p.id = m.partner_id
    WHERE m.municipality_id = ? AND m.partner_id > ? ORDER BY m.partner_id LIMIT ? OFFSET ?
    """
  private static let ofBoth: StaticString = """
    SELECT p.id, p.slug, p.name, p.kind, p.organisation_number, p.description, p.email, p.website,
      p.status, coalesce(p.confirmed_at, p.created_at), p.version, max(p.created_at, p.changed_at)
    FROM partner_municipality m CROSS JOIN partner p ON p.id = m.partner_id
    WHERE m.municipality_id = ? AND m.partner_id > ? AND p.kind = ?
    ORDER BY m.partner_id LIMIT ? OFFSET ?
    """

  private func read(_ row: inout Row) throws -> Partner {
    let id: PartnerID = row.id()
    return Partner(
      id: id, slug: row.text(), name: row.text(), kind: try row.code(PartnerKind.self),
      organisationDigits: row.text(), description: row.textOrNil(), email: row.textOrNil(),
      website: row.textOrNil(), status: try row.code(PartnerStatus.self),
      confirmedAt: row.timestamp(), version: row.int(), changedAt: row.timestamp(),
      municipalities: try served(by: id))
  }

  private func served(by partner: PartnerID) throws -> [Partner.Served] {
    try database.all(
      """
      SELECT m.id, m.code, m.name FROM partner_municipality s
      JOIN municipality m ON m.id = s.municipality_id WHERE s.partner_id = ? ORDER BY m.code
      """, partner
    ) { Partner.Served(id: $0.id(), code: $0.text(), name: $0.text()) }
  }
}
