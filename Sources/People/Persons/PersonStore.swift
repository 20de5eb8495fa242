// The only SQL about persons, their numbers, the words of their names and their lists of readers.
// Searching is PersonSearchStore's.

package import Access
import Pipeline
package import SQLite
package import Vocabulary

/// Persons in the database.
package struct PersonStore {
  private let database: Database

  /// A store on one connection; changing needs the writer's.
  package init(_ database: Database) { self.database = database }

  /// The person of an id; nil when there is none. Whether a caller may know is not asked here.
  ///
  /// The id of a record that was merged into another one leads to the person of that one.
  package func find(_ id: PersonID) throws -> Person? {
    let id = try MergeStore(database).current(id)
    return try database.first(
      """
      SELECT p.id, p.alias, p.preferred_name, p.legal_name,
        (SELECT number FROM person_identifier i WHERE i.person_id = p.id
          AND i.kind <> 'temporary' ORDER BY i.kind, i.number LIMIT 1),
        p.sex, p.birth_year, p.age_band, p.languages, p.needs_interpreter, p.phone, p.safe_times,
        p.district, p.protected_identity, b.id, b.name, b.slug, n.id, n.name, n.slug,
        p.secrecy_class, p.activity, p.created_by, p.version,
        (SELECT reason FROM person_restriction r WHERE r.person_id = p.id
          ORDER BY r.starts_at DESC LIMIT 1),
        EXISTS (SELECT 1 FROM person_restriction r WHERE r.person_id = p.id AND r.closed = 1
          AND r.ended_at IS NULL)
      FROM person p JOIN board b ON b.id = p.board_id LEFT JOIN unit n ON n.id = p.unit_id
      WHERE p.id = ?
      """, id, read: Self.read)
  }

  /// When the record of a person was made; nil when there is none.
  func madeAt(_ id: PersonID) throws -> Timestamp? {
    try database.first("SELECT created_at FROM person WHERE id = ?", id) { $0.timestamp() }
  }

  /// The facts that decisions about a person need, as they stand for one caller.
  ///
  /// A relation makes the person the caller's own. It names the caller (`R` in the matrix) only
  /// where a referral or an order gave it to this very user, or to the partner.
  package func facts(
    of person: Person, for caller: Caller, at now: Timestamp
  ) throws -> SubjectFacts {
    let all = try CareRelationStore(database).held(person: person.id, by: caller, at: now)
    // An emergency opens a record to reading, in calls that say so; work with it begins otherwise.
    let held = all.filter { $0.why != .emergency }
    let isListed = try person.secrecy != .normal && isListed(caller.user, person.id)
    // A record that a key made is one that the key names.
    let isMade = caller.kind == .key && person.createdBy == caller.reference
    let partner = held.contains { caller.partner.map(CareHolder.partner) == $0.holder }
    return SubjectFacts(
      board: person.board, unit: person.unit,
      team: caller.team(among: held.map(\.holder), at: now),
      partner: partner ? caller.partner : nil, isOwn: !held.isEmpty,
      isNamed: isMade || held.contains { $0.holder.isNamed(by: $0.why) },
      isOpenedInEmergency: caller.actsInEmergency && all.count > held.count,
      secrecy: person.secrecy, isListed: isListed, isPersonal: true)
  }

  /// Inserts a person, with what follows from number and year filled in.
  package func insert(
    _ id: PersonID, _ facts: NewPerson, board: BoardID, unit: UnitID?, by creator: String,
    at now: Timestamp
  ) throws {
    let person = facts.filled(on: Day.of(now))
    try database.run(
      """
      INSERT INTO person (id, board_id, unit_id, identity_mode, alias, preferred_name, legal_name,
        sex, birth_year, age_band, languages, needs_interpreter, phone, safe_times, district,
        protected_identity, secrecy_class, created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, board, unit, person.identityMode.code, person.alias, person.preferredName,
      person.legalName, person.sex.code, person.birthYear, person.ageBand?.code,
      person.languages.stored, person.needsInterpreter, person.phone, person.safeTimes,
      person.district, person.protectedIdentity.code,
      (person.protectedIdentity == .none ? SecrecyClass.normal : .protected).rawValue, now, creator)
    try writeNames(of: id, person, board: board)
    if let number = person.number { try write(number, of: id, board: board) }
    try DuplicateStore(database).note(id, person, board: board, at: now)
  }

  /// Changes what is told about a person, keeps the search words in step, raises the version.
  func change(_ person: Person, to told: NewPerson, at now: Timestamp) throws {
    let told = told.filled(on: Day.of(now))
    let secrecy = told.protectedIdentity == .none ? person.secrecy : .protected
    try database.run(
      """
      UPDATE person SET identity_mode = ?, alias = ?, preferred_name = ?, legal_name = ?, sex = ?,
        birth_year = ?, age_band = ?, languages = ?, needs_interpreter = ?, phone = ?,
        safe_times = ?, district = ?, protected_identity = ?, secrecy_class = ?,
        version = version + 1
      WHERE id = ?
      """, told.identityMode.code, told.alias, told.preferredName, told.legalName, told.sex.code,
      told.birthYear, told.ageBand?.code, told.languages.stored, told.needsInterpreter,
      told.phone, told.safeTimes, told.district, told.protectedIdentity.code, secrecy.rawValue,
      person.id)
    try writeNames(of: person.id, told, board: person.board)
    // Another number that came with a merged record stays.
    if told.number != person.number {
      if let old = person.number {
        try database.run(
          "DELETE FROM person_identifier WHERE board_id = ? AND number = ? AND person_id = ?",
          person.board, old.text, person.id)
      }
      if let number = told.number { try write(number, of: person.id, board: person.board) }
    }
    try DuplicateStore(database).note(person.id, told, board: person.board, at: now)
  }

  /// Sets activity, secrecy and protection after a step, raises the version.
  func change(
    _ person: Person, activity: PersonActivity, secrecy: SecrecyClass,
    protectedIdentity: ProtectedIdentity
  ) throws {
    try database.run(
      """
      UPDATE person SET activity = ?, secrecy_class = ?, protected_identity = ?,
        version = version + 1 WHERE id = ?
      """, activity.code, secrecy.rawValue, protectedIdentity.code, person.id)
  }

  // MARK: the list of readers

  /// Makes these users the record's list of readers, and keeps why and by whom.
  func setReaders(
    _ users: Set<UserID>, of person: PersonID, because reason: RestrictionReason, isClosed: Bool,
    by setter: String, at now: Timestamp
  ) throws {
    try database.run(
      """
      INSERT OR REPLACE INTO person_restriction (person_id, starts_at, reason, set_by, closed)
      VALUES (?, ?, ?, ?, ?)
      """, person, now, reason.code, setter, isClosed)
    try database.run("DELETE FROM person_reader WHERE person_id = ?", person)
    for user in users.sorted() { try addReader(user, to: person) }
  }

  /// Lifts restriction and protection: the list of readers ends, and what was set is kept.
  func lift(_ person: Person, by who: String, at now: Timestamp) throws {
    try change(
      person, activity: person.activity, secrecy: .normal, protectedIdentity: .none)
    try database.run("DELETE FROM person_reader WHERE person_id = ?", person.id)
    try database.run(
      """
      UPDATE person_restriction SET ended_at = ?, ended_by = ?
      WHERE person_id = ? AND ended_at IS NULL
      """, now, who, person.id)
  }

  /// Puts a user on the record's list of readers.
  func addReader(_ user: UserID, to person: PersonID) throws {
    try database.run(
      "INSERT OR IGNORE INTO person_reader (person_id, user_id) VALUES (?, ?)", person, user)
  }

  /// Whether a user belongs to the municipality of a board and may so stand on its lists.
  func isColleague(_ user: UserID, of board: BoardID) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM user_account u JOIN board b ON b.municipality_id = u.municipality_id
      WHERE u.id = ? AND b.id = ? AND u.disabled_at IS NULL
      """, user, board
    ) { row in row.int() } != nil
  }

  private func isListed(_ user: UserID?, _ person: PersonID) throws -> Bool {
    guard let user else { return false }
    return try database.first(
      "SELECT 1 FROM person_reader WHERE person_id = ? AND user_id = ?", person, user
    ) { row in row.int() } != nil
  }

  /// Writes the words that a person is found by anew: of the names told and of former ones.
  func writeNames(of id: PersonID, _ person: NewPerson, board: BoardID) throws {
    try database.run("DELETE FROM person_name_token WHERE person_id = ?", id)
    let former = try database.all(
      "SELECT name FROM person_former_name WHERE person_id = ?", id
    ) { $0.text() }
    for token in person.nameTokens.union(former.flatMap(TextRules.searchTokens)).sorted() {
      try database.run(
        "INSERT INTO person_name_token (board_id, token, person_id) VALUES (?, ?, ?)",
        board, token, id)
    }
  }

  private func write(_ number: PersonalNumber, of id: PersonID, board: BoardID) throws {
    try database.run(
      """
      INSERT OR IGNORE INTO person_identifier (board_id, number, person_id, kind)
      VALUES (?, ?, ?, ?)
      """, board, number.text, id, number.kind.rawValue)
  }

  private static func read(_ row: inout Row) throws -> Person {
    let id: PersonID = row.id()
    let told = try readTold(&row)
    let board = NamedThing(row.id() as BoardID, row.text(), slug: row.text())
    let (unit, unitName, unitSlug): (UnitID?, String?, String?) =
      (row.idOrNil(), row.textOrNil(), row.textOrNil())
    // An unknown class guards the most.
    let secrecy = SecrecyClass(rawValue: row.text()) ?? .protected
    return Person(
      id: id, boardReference: board,
      unitReference: unit.map { NamedThing($0, unitName ?? "", slug: unitSlug) }, told: told,
      secrecy: secrecy, activity: try row.code(PersonActivity.self), createdBy: row.text(),
      version: row.int(), restrictionReason: try row.codeOrNil(RestrictionReason.self),
      isClosed: row.bool())
  }

  private static func readTold(_ row: inout Row) throws -> NewPerson {
    NewPerson(
      alias: row.textOrNil(), preferredName: row.textOrNil(), legalName: row.textOrNil(),
      number: row.textOrNil().flatMap(PersonalNumber.init(stored:)),
      sex: try row.code(Sex.self), birthYear: row.intOrNil(),
      ageBand: try row.codeOrNil(AgeBand.self), languages: [LanguageTag](stored: row.text()),
      needsInterpreter: row.bool(), phone: row.textOrNil(), safeTimes: row.textOrNil(),
      district: row.textOrNil(), protectedIdentity: try row.code(ProtectedIdentity.self))
  }
}

extension [LanguageTag] {
  /// As a column holds them: tags of letters only, parted by spaces.
  fileprivate var stored: String { map(\.text).joined(separator: " ") }

  fileprivate init(stored: String) {
    self = stored.split(separator: " ").compactMap { LanguageTag(String($0)) }
  }
}

extension Caller {
  // The team to decide by: one that a grant names before one of mere membership.
  fileprivate func team(among holders: [CareHolder], at now: Timestamp) -> TeamID? {
    let held = holders.compactMap { holder -> TeamID? in
      if case .team(let team) = holder { team } else { nil }
    }.sorted()
    let granted = grants.filter { $0.holds(at: now) }.compactMap { grant -> TeamID? in
      if case .team(let team, _, _) = grant.scope { team } else { nil }
    }
    return held.first(where: granted.contains) ?? held.first
  }
}
