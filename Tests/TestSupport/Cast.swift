// Who and what there is in the world of the tests. Each person is signed in with a token made from
// their name; each thing has an id made from its slug.

package import Access
package import SQLite
package import Vocabulary

/// The cast.
package enum Cast {
  /// The session token of someone of the cast.
  package static func token(_ who: String) -> String {
    "sms_" + Base64URL.encode(Array(SHA256.hash(of: Array(who.utf8)).bytes.prefix(24)))
  }

  /// The id of a named thing of the cast.
  package static func id<Subject>(_ name: String) -> ID<Subject> {
    let bytes = SHA256.hash(of: Array(name.utf8)).bytes
    return ID(bytes: Array(bytes.prefix(16))) ?? ID(high: 0, low: 0)
  }

  /// Users by name, with role and the scope of their one grant.
  package static let users: [(name: String, role: Role, scope: String)] = [
    ("operator", .systemAdmin, "server"),
    ("uppsala-admin", .municipalityAdmin, "board:uppsala-socialnamnden"),
    ("uppsala-auditor", .auditor, "board:uppsala-socialnamnden"),
    ("uppsala-intake", .intake, "board:uppsala-socialnamnden"),
    ("uppsala-lead", .teamLead, "unit:uppsala-stod"),
    ("uppsala-caseworker", .caseworker, "unit:uppsala-utredning"),
    ("uppsala-outreach", .outreach, "team:uppsala-stodteamet"),
    ("uppsala-outreach-other", .outreach, "team:uppsala-nexusteamet"),
    ("uppsala-guide", .guide, "team:uppsala-stodteamet"),
    ("uppsala-statistician", .statistician, "board:uppsala-socialnamnden"),
    ("uppsala-directory", .directoryEditor, "board:uppsala-socialnamnden"),
    ("uppsala-training", .trainingCoordinator, "board:uppsala-socialnamnden"),
    ("umea-admin", .municipalityAdmin, "board:umea-socialnamnden"),
    ("umea-intake", .intake, "board:umea-socialnamnden"),
    ("umea-outreach", .outreach, "team:umea-faltgruppen"),
    ("shelter-admin", .partnerAdmin, "partner:kvinnojouren-exempel"),
    ("shelter-handler", .partnerHandler, "partner:kvinnojouren-exempel"),
    ("shelter-sender", .partnerSender, "partner:kvinnojouren-exempel"),
    ("mosque-handler", .partnerHandler, "partner:moske-exempel"),
    ("police", .policeLiaison, "board:uppsala-socialnamnden"),
  ]

  /// Boards with their municipality.
  package static let boards = [("uppsala-socialnamnden", "0380"), ("umea-socialnamnden", "2480")]

  /// Units with board, parent and kind.
  package static let units: [(slug: String, board: String, parent: String?, kind: UnitKind)] = [
    ("uppsala-stod", "uppsala-socialnamnden", nil, .outreach),
    ("uppsala-stod-natt", "uppsala-socialnamnden", "uppsala-stod", .outreach),
    ("uppsala-utredning", "uppsala-socialnamnden", nil, .investigation),
    ("uppsala-nexus", "uppsala-socialnamnden", nil, .violence),
    ("umea-falt", "umea-socialnamnden", nil, .fieldYouth),
  ]

  /// Teams with their unit.
  package static let teams = [
    ("uppsala-stodteamet", "uppsala-stod"), ("uppsala-nexusteamet", "uppsala-nexus"),
    ("umea-faltgruppen", "umea-falt"),
  ]

  /// Partners with kind, organisation number and whether an agreement opens personal data today.
  package static let partners: [(slug: String, kind: PartnerKind, number: String, isOpen: Bool)] = [
    ("kvinnojouren-exempel", .womensShelter, "8020051952", true),
    ("moske-exempel", .faithCommunity, "8020051960", false),
  ]

  /// Inserts everything, in the transaction that is open.
  package static func insert(into database: Database, at now: Timestamp) throws {
    try insertOrganisation(into: database, at: now)
    try insertPartners(into: database, at: now)
    for user in users { try insert(user, into: database, at: now) }
  }

  private static func insertOrganisation(into database: Database, at now: Timestamp) throws {
    for (slug, code) in boards {
      try database.run(
        "INSERT INTO municipality (id, code, name, created_at) VALUES (?, ?, ?, ?)",
        id(code) as MunicipalityID, code, MunicipalityCode(code)?.name ?? code, now)
      try database.run(
        """
        INSERT INTO board (id, municipality_id, slug, name, short_code, created_at)
        VALUES (?, ?, ?, ?, 'SCN', ?)
        """, id(slug) as BoardID, id(code) as MunicipalityID, slug, slug, now)
    }
    for unit in units {
      try database.run(
        """
        INSERT INTO unit (id, board_id, parent_id, slug, name, kind, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """, id(unit.slug) as UnitID, id(unit.board) as BoardID,
        unit.parent.map { id($0) as UnitID }, unit.slug, unit.slug, unit.kind.code, now)
    }
    for (slug, unit) in teams {
      try database.run(
        "INSERT INTO team (id, unit_id, slug, name, created_at) VALUES (?, ?, ?, ?, ?)",
        id(slug) as TeamID, id(unit) as UnitID, slug, slug, now)
    }
    try database.run(
      """
      INSERT INTO entrance (id, municipality_id, slug, name, target_group, unit_id, team_id, phone,
        created_at)
      VALUES (?, ?, 'uppsala-ingang-akut-hemloshet', 'Akut hemlöshet', 'acute_homelessness', ?, ?,
        '08-465 004 01', ?)
      """, id("uppsala-ingang-akut-hemloshet") as EntranceID, id("0380") as MunicipalityID,
      id("uppsala-stod") as UnitID, id("uppsala-stodteamet") as TeamID, now)
  }

  private static func insertPartners(into database: Database, at now: Timestamp) throws {
    let today = Day.of(now)
    for partner in partners {
      let key: PartnerID = id(partner.slug)
      try database.run(
        """
        INSERT INTO partner (id, slug, name, kind, organisation_number, status, created_at)
        VALUES (?, ?, ?, ?, ?, 'active', ?)
        """, key, partner.slug, partner.slug, partner.kind.code, partner.number, now)
      try database.run(
        "INSERT INTO partner_municipality (partner_id, municipality_id) VALUES (?, ?)",
        key, id("0380") as MunicipalityID)
      try database.run(
        """
        INSERT INTO agreement (id, board_id, partner_id, kind, diary_number, starts_on, ends_on,
          signed_on, opens_person_data, status, created_at)
        VALUES (?, ?, ?, 'iop', ?, ?, ?, ?, ?, 'active', ?)
        """, id(partner.slug + "-avtal") as AgreementID, id("uppsala-socialnamnden") as BoardID,
        key,
        "SCN-2026-" + partner.slug, today.plus(days: -30), today.plus(days: 300),
        today.plus(days: -31), partner.isOpen, now)
      try database.run(
        """
        INSERT INTO service (id, partner_id, slug, name, status, created_at, changed_at)
        VALUES (?, ?, ?, ?, 'active', ?, ?)
        """, id(partner.slug + "-samtal") as ServiceID, key, partner.slug + "-samtal",
        partner.slug + " samtal", now, now)
    }
  }

  private static func insert(
    _ user: (name: String, role: Role, scope: String), into database: Database, at now: Timestamp
  ) throws {
    let parts = user.scope.split(separator: ":").map(String.init)
    let name = parts.count > 1 ? parts[1] : ""
    func scope<Subject>(_ kind: String) -> ID<Subject>? { parts[0] == kind ? id(name) : nil }
    let key: UserID = id(user.name)
    let partner: PartnerID? = scope("partner")
    try database.run(
      """
      INSERT INTO user_account (id, username, name, partner_id, municipality_id, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, key, user.name, user.name, partner,
      partner == nil && parts[0] != "server"
        ? id(user.name.hasPrefix("umea") ? "2480" : "0380") as MunicipalityID : nil, now)
    try database.run(
      """
      INSERT INTO role_grant (id, user_id, role, board_id, unit_id, team_id, partner_id, starts_at,
        granted_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'test')
      """, id(user.name + "-grant") as GrantID, key, user.role.rawValue,
      scope("board") as BoardID?, scope("unit") as UnitID?, scope("team") as TeamID?, partner, now)
    if let team: TeamID = scope("team") {
      try database.run(
        "INSERT INTO team_member (team_id, user_id) VALUES (?, ?)", team, key)
    }
    guard case .session(let hash)? = Token(token(user.name)) else { return }
    try database.run(
      """
      INSERT INTO session (id, token_hash, user_id, created_at, expires_at, last_used_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id(user.name + "-session") as SessionID, hash, key, now, now.plus(days: 400), now)
  }
}
