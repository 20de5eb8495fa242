// A real, migrated database in memory with the places of AccessWorld in it, and the few statements
// with which these tests write accounts.

import Access
import FoundationEssentials
import SQLite
import Vocabulary

/// A migrated database with two boards, four units, three teams and two partners.
func accessDatabase() throws -> Database {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let migrations = try Migrator.load(folder: root.appending(path: "migrations").path)
  let database = try Database(path: ":memory:", role: .writer)
  _ = try Migrator.apply(migrations, to: database, now: noon)
  try database.run(
    "INSERT INTO municipality (id, code, name, created_at) VALUES (?, '0380', 'Uppsala', 0)",
    id(5) as MunicipalityID)
  for board in [Place.board, Place.otherBoard] {
    try database.run(
      """
      INSERT INTO board (id, municipality_id, slug, name, short_code, created_at)
      VALUES (?, ?, ?, 'Socialnämnden', 'SN', 0)
      """, board, id(5) as MunicipalityID, board.text)
  }
  let units: [(UnitID, UnitID?, BoardID)] = [
    (Place.unit, nil, Place.board), (Place.unitBelow, Place.unit, Place.board),
    (Place.otherUnit, nil, Place.board), (Place.foreignUnit, nil, Place.otherBoard),
  ]
  for (unit, parent, board) in units {
    try database.run(
      """
      INSERT INTO unit (id, board_id, parent_id, slug, name, kind, created_at)
      VALUES (?, ?, ?, ?, 'Mottagningen', 'intake', 0)
      """, unit, board, parent, unit.text)
  }
  let teams = [
    (Place.team, Place.unit), (Place.otherTeam, Place.otherUnit),
    (Place.foreignTeam, Place.foreignUnit),
  ]
  for (team, unit) in teams {
    try database.run(
      "INSERT INTO team (id, unit_id, slug, name, created_at) VALUES (?, ?, ?, 'Fältarna', 0)",
      team, unit, team.text)
  }
  for (number, partner) in [Place.partner, Place.otherPartner].enumerated() {
    try database.run(
      """
      INSERT INTO partner (id, slug, name, kind, organisation_number, status, created_at)
      VALUES (?, ?, 'Kvinnojouren', 'womens_shelter', ?, 'active', 0)
      """, partner, partner.text, "802000000\(number)")
  }
  return database
}

extension Database {
  /// Adds an account with a session, and gives the session's token.
  func addUser(_ number: UInt64, partner: PartnerID? = nil) throws -> Token {
    var random = Randomness.seeded(number)
    let session = Token.makeSession(&random)
    let user: UserID = id(number)
    try run(
      """
      INSERT INTO user_account (id, username, name, partner_id, created_at)
      VALUES (?, ?, 'Karin', ?, 0)
      """, user, "user\(number)", partner)
    try run(
      """
      INSERT INTO session (id, token_hash, user_id, created_at, expires_at, last_used_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id(number + 1000) as SessionID, session.hash, user, noon, noon.plus(days: 1), noon)
    return .session(hash: session.hash)
  }

  /// Gives a user a role in one scope.
  func addGrant(
    _ number: UInt64, to user: UInt64, _ role: Access.Role, board: BoardID? = nil,
    unit: UnitID? = nil, team: TeamID? = nil, partner: PartnerID? = nil, endsAt: Timestamp? = nil
  ) throws {
    try run(
      """
      INSERT INTO role_grant (id, user_id, role, board_id, unit_id, team_id, partner_id,
        starts_at, ends_at, granted_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'test')
      """, id(number) as GrantID, id(user) as UserID, role.rawValue, board, unit, team, partner,
      noon, endsAt)
  }

  /// Adds a key and gives its token.
  func addKey(
    partner: PartnerID? = nil, board: BoardID? = nil, roles: String, permissions: String = "",
    expiresOn: Day = today
  ) throws -> (id: String, token: Token, text: String) {
    var random = Randomness()
    let key = Token.makeKey(&random)
    try run(
      """
      INSERT INTO api_key (id, secret_hash, name, partner_id, board_id, roles, permissions,
        expires_on, created_by, created_at)
      VALUES (?, ?, 'Nyckeln', ?, ?, ?, ?, ?, 'test', ?)
      """, key.id, key.hash, partner, board, roles, permissions, expiresOn, noon)
    return (key.id, .key(id: key.id, hash: key.hash), key.text)
  }

  /// Adds an agreement between the board and a partner.
  func addAgreement(
    _ number: UInt64, with partner: PartnerID = Place.partner, from first: Day, to last: Day,
    status: String = "active", opens: Bool = true
  ) throws {
    try run(
      """
      INSERT INTO agreement (id, board_id, partner_id, kind, diary_number, starts_on, ends_on,
        signed_on, opens_person_data, status, created_at)
      VALUES (?, ?, ?, 'iop', ?, ?, ?, ?, ?, ?, 0)
      """, id(number) as AgreementID, Place.board, partner, "SCN-\(number)", first, last, first,
      opens, status)
  }
}
