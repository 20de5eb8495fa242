// From a token to a caller: real rows in a real, migrated database, and the cache over them.

import Access
import SQLite
import Testing
import Vocabulary

struct AccessStoreTests {
  private let database: Database
  private var store: AccessStore { AccessStore(database) }

  init() throws { database = try accessDatabase() }

  @Test func `a session's token finds its user with grants and memberships`() throws {
    let token = try database.addUser(51)
    try database.addGrant(61, to: 51, .teamLead, unit: Place.unit)
    try database.addGrant(62, to: 51, .outreach, team: Place.team, endsAt: noon.plus(days: 9))
    try database.addGrant(63, to: 51, .auditor, board: Place.otherBoard)
    try database.run(
      "INSERT INTO team_member (team_id, user_id, ends_on) VALUES (?, ?, ?)", Place.team,
      id(51) as UserID, today)
    let found = try #require(try store.find(token))
    #expect(found.kind == .user && found.user == id(51))
    #expect(found.reference == (id(51) as UserID).text && found.name == "Karin")
    #expect(found.session == id(1051) && found.expiresAt == noon.plus(days: 1))
    #expect(found.partner == nil && found.agreement == nil && found.onlyPermissions == nil)
    let scopes = found.grants.map(\.scope)
    #expect(scopes.count == 3)
    #expect(scopes.contains(Place.inUnit))
    #expect(scopes.contains(Place.inTeam))
    #expect(scopes.contains(.board(Place.otherBoard)))
    let ended = try #require(found.grants.first { $0.role == .outreach })
    #expect(ended.startsAt == noon && ended.endsAt == noon.plus(days: 9))
    #expect(ended.scopeName == "Fältarna")
    #expect(found.teams(within: Place.board, at: noon) == [Place.team])
    #expect(found.teams(within: Place.otherBoard, at: noon).isEmpty)
    #expect(found.teams(within: Place.board, at: noon.plus(days: 1)).isEmpty)
  }

  @Test func `a grant of the system admin has the whole server, another without scope has none`()
    throws
  {
    let token = try database.addUser(51)
    try database.addGrant(61, to: 51, .systemAdmin)
    #expect(try store.find(token)?.grants.map(\.scope) == [.server])
    #expect(throws: DatabaseError.self) { try database.addGrant(62, to: 51, .intake) }
    #expect(throws: DatabaseError.self) {
      try database.addGrant(63, to: 51, .intake, board: Place.board, unit: Place.unit)
    }
  }

  @Test func `an unknown token, a disabled user and an unknown role give nothing`() throws {
    #expect(try store.find(.session(hash: [UInt8](repeating: 1, count: 32))) == nil)
    let token = try database.addUser(51)
    try database.run(
      """
      INSERT INTO role_grant (id, user_id, role, board_id, starts_at, granted_by)
      VALUES (?, ?, 'mayor', ?, 0, 'test')
      """, id(61) as GrantID, id(51) as UserID, Place.board)
    #expect(try store.find(token)?.grants.isEmpty == true)
    try database.run("UPDATE user_account SET disabled_at = 1 WHERE id = ?", id(51) as UserID)
    #expect(try store.find(token) == nil)
    let other = try database.addUser(52)
    try database.run("DELETE FROM session WHERE user_id = ?", id(52) as UserID)
    #expect(try store.find(other) == nil)
  }

  @Test func `a key is found by its id and secret, and ends with its last Swedish day`() throws {
    let key = try database.addKey(partner: Place.partner, roles: "partner-handler partner-sender")
    let found = try #require(try store.find(key.token))
    #expect(Token(key.text) == key.token)
    #expect(found.kind == .key && found.reference == key.id && found.user == nil)
    #expect(found.grants.map(\.role) == [.partnerHandler, .partnerSender])
    #expect(found.grants.allSatisfy { $0.scope == Place.atPartner })
    #expect(found.expiresOn == today)
    #expect(found.expiresAt == Timestamp("2026-11-23T23:00:00Z"))
    #expect(found.holds(.referralDecide, at: noon))
    #expect(!found.holds(.referralDecide, at: found.expiresAt))
    #expect(!found.holds(.referralDecide, at: noon.plus(seconds: -1)))
    #expect(found.onlyPermissions == nil && found.partner == Place.partner)
    #expect(try store.find(.key(id: key.id, hash: [UInt8](repeating: 0, count: 32))) == nil)
    #expect(try store.find(.key(id: "nobody", hash: [UInt8](repeating: 0, count: 32))) == nil)
    try database.run("UPDATE api_key SET revoked_at = 1")
    #expect(try store.find(key.token) == nil)
  }

  @Test func `a key of role service has only the permissions that it names`() throws {
    let key = try database.addKey(
      board: Place.board, roles: "service", permissions: "capacity.read person.search nonsense")
    let found = try #require(try store.find(key.token))
    #expect(found.onlyPermissions == [.capacityRead, .personSearch])
    #expect(found.permissions(at: noon) == [.personSearch, .capacityRead])
    #expect(found.grants.map(\.scope) == [Place.onBoard])
    let empty = try database.addKey(board: Place.board, roles: "service")
    #expect(try store.find(empty.token)?.permissions(at: noon).isEmpty == true)
  }

  @Test func `units below are found however deep, and never above`() throws {
    var above = Place.unitBelow
    for number in UInt64(70)..<75 {
      try database.run(
        """
        INSERT INTO unit (id, board_id, parent_id, slug, name, kind, created_at)
        VALUES (?, ?, ?, ?, 'Gruppen', 'intake', 0)
        """, id(number) as UnitID, Place.board, above, "unit\(number)")
      above = id(number)
    }
    let chain = Set((UInt64(70)..<75).map { id($0) as UnitID })
    #expect(try store.units(below: Place.unit) == chain.union([Place.unit, Place.unitBelow]))
    #expect(try store.units(below: id(73)) == [id(73), id(74)])
    #expect(try store.units(below: Place.otherUnit) == [Place.otherUnit])
  }

  @Test func `a ring of units ends the search`() throws {
    try database.run("UPDATE unit SET parent_id = ? WHERE id = ?", Place.unitBelow, Place.unit)
    #expect(try store.units(below: Place.unit) == [Place.unit, Place.unitBelow])
  }

  @Test(arguments: ["draft", "review", "suspended", "expired", "terminated"])
  func `an agreement that is not active opens nothing but names its number`(_ status: String)
    throws
  {
    try database.addAgreement(81, from: today, to: today.plus(days: 9), status: status)
    let state = try store.agreement(of: Place.partner)
    #expect(state.opens.isEmpty && state.diaryNumber == "SCN-81")
  }

  @Test func `every active agreement opens its own days, one of no personal data none`() throws {
    #expect(try store.agreement(of: Place.partner).diaryNumber == nil)
    try database.addAgreement(81, from: today.plus(days: -9), to: today)
    try database.addAgreement(82, from: today.plus(days: 5), to: today.plus(days: 9))
    try database.addAgreement(83, from: today, to: today.plus(days: 99), opens: false)
    try database.addAgreement(84, with: Place.otherPartner, from: today, to: today.plus(days: 50))
    let state = try store.agreement(of: Place.partner)
    #expect(state.opensPersonData(on: today))
    #expect(!state.opensPersonData(on: today.plus(days: 1)))
    #expect(state.opensPersonData(on: today.plus(days: 9)))
    #expect(!state.opensPersonData(on: today.plus(days: 50)))
    let token = try database.addUser(51, partner: Place.partner)
    #expect(try store.find(token)?.agreement?.opensPersonData(on: today) == true)
    let other = try database.addUser(52, partner: Place.otherPartner)
    #expect(try store.find(other)?.agreement?.opensPersonData(on: today.plus(days: 50)) == true)
  }
}

struct CallerCacheTests {
  private let database: Database
  private let cache = CallerCache()

  init() throws { database = try accessDatabase() }

  private func names(of user: String) throws {
    try database.run("UPDATE user_account SET name = ?", user)
  }

  @Test func `a caller is read once an epoch`() throws {
    let token = try database.addUser(51)
    #expect(try cache.find(token, in: database, epoch: 1)?.name == "Karin")
    try names(of: "Sara")
    #expect(try cache.find(token, in: database, epoch: 1)?.name == "Karin")
    #expect(try cache.find(token, in: database, epoch: 2)?.name == "Sara")
    try names(of: "Mona")
    #expect(try cache.find(token, in: database, epoch: 2)?.name == "Sara")
  }

  @Test func `a caller that was disabled or revoked is gone with the next epoch`() throws {
    let token = try database.addUser(51)
    let key = try database.addKey(partner: Place.partner, roles: "partner-admin")
    #expect(try cache.find(token, in: database, epoch: 1) != nil)
    #expect(try cache.find(key.token, in: database, epoch: 1) != nil)
    try database.run("UPDATE user_account SET disabled_at = 1")
    try database.run("UPDATE api_key SET revoked_at = 1")
    #expect(try cache.find(token, in: database, epoch: 2) == nil)
    #expect(try cache.find(key.token, in: database, epoch: 2) == nil)
  }

  @Test func `an unknown token is not kept: it is found as soon as it exists`() throws {
    var random = Randomness.seeded(51)
    let token = Token.session(hash: Token.makeSession(&random).hash)
    #expect(try cache.find(token, in: database, epoch: 1) == nil)
    #expect(try database.addUser(51) == token)
    #expect(try cache.find(token, in: database, epoch: 1) != nil)
  }

  @Test func `two callers do not stand in for each other`() throws {
    let one = try database.addUser(51)
    let other = try database.addUser(52)
    for _ in 0..<2 {
      #expect(try cache.find(one, in: database, epoch: 1)?.user == id(51))
      #expect(try cache.find(other, in: database, epoch: 1)?.user == id(52))
    }
  }
}
